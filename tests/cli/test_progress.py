"""Progress of long work: a moving line for who watches, a line a step on request, silence in a pipe."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.cli.progress import progress
from readiness.messages.catalogue import Catalogue
from readiness.model.text import text

STEP = text("cli.progress.plan", systems=3)


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(("quiet", "verbose", "said"), [(False, False, 0), (False, True, 2), (True, True, 0)])
def test_a_pipe_hears_only_what_it_asked_for(capsys, quiet, verbose, said):
    with progress(Catalogue("ja"), quiet=quiet, verbose=verbose) as tell:
        tell(STEP)
        tell(STEP)
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("移行計画を計算しています(システム3件)") == said


def test_a_terminal_shows_the_step_at_work(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress(Catalogue("ja")) as tell:
        tell(STEP)
    assert "移行計画を計算しています" in terminal.getvalue()


def test_quiet_is_quiet_on_a_terminal_too(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress(Catalogue("ja"), quiet=True) as tell:
        tell(STEP)
    assert terminal.getvalue() == ""


@pytest.mark.skipif(os.name == "nt", reason="pseudo terminals are of Unix")
def test_the_spinner_of_a_cp932_console_is_ascii():
    """No character of the moving line is lost on a console of code page 932."""
    code = "from tests.cli.test_progress import STEP; from readiness.cli.progress import progress\n"
    code += "from readiness.messages.catalogue import Catalogue\nwith progress(Catalogue('ja')) as tell: tell(STEP)\n"
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONIOENCODING": "cp932:replace", "TERM": "xterm"}
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], stderr=theirs, env=env, cwd=root, check=False)
    os.close(theirs)
    said = os.read(ours, 65536).decode("cp932")
    assert done.returncode == 0
    assert "移行計画を計算しています(システム3件)" in said
    assert "?" not in said.replace("\x1b[?25l", "").replace("\x1b[?25h", "")


@pytest.mark.parametrize(("options", "said"), [([], 0), (["--verbose"], 1), (["--verbose", "--quiet"], 0)])
def test_plan_show_tells_its_steps_on_request(tmp_path, options, said):
    from click.testing import CliRunner

    from readiness.cli.root import cli

    town = tmp_path / "town.yaml"
    town.write_text("body: {id: t, name: 架空町, as_of: 2026-11-02}\nsystems: [{id: s}]\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["plan", "show", str(town), *options])
    assert result.stderr.count("移行計画を計算しています") == said
