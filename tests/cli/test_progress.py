"""Progress of long work: a moving line for who watches, a line a step on request, silence in a pipe."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from readiness.cli.progress import progress, quiet, talk_options
from readiness.cli.root import cli
from readiness.messages.catalogue import Catalogue
from readiness.model.text import text

STEP = text("cli.progress.plan", systems=3)
TOWN = "body: {id: t, name: 架空町, as_of: 2026-11-02}\nsystems: [{id: s}]\n"
SHORT = {"explain", "spec list", "spec show"}
"""Commands that are over at once and take neither --quiet nor --verbose."""


@click.command()
@talk_options
def work() -> None:
    """Two steps."""
    with progress(Catalogue("ja")) as tell:
        tell(STEP)
        tell(STEP)
    click.echo("quiet" if quiet() else "done")


@pytest.mark.parametrize(
    ("options", "steps", "said"),
    [([], 0, "done"), (["-v"], 2, "done"), (["-v", "-q"], 0, "quiet"), (["-q"], 0, "quiet")],
)
def test_a_pipe_hears_only_what_it_asked_for(options: list[str], steps: int, said: str) -> None:
    told = CliRunner().invoke(work, options)
    assert told.stdout == f"{said}\n"
    assert told.stderr.count("移行計画を計算しています(システム3件)") == steps


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from leaves(found, (*path, name))
        else:
            yield " ".join((*path, name)), found


def test_every_command_that_may_take_a_while_can_be_told_to_be_quiet_or_to_tell_more() -> None:
    found = dict(leaves(cli))
    assert len(found) > 25 and set(found) > SHORT
    for name, command in found.items():
        options = {option for parameter in command.params for option in parameter.opts}
        wanted = set() if name in SHORT else {"--quiet", "-q", "--verbose", "-v"}
        assert options & {"--quiet", "-q", "--verbose", "-v"} == wanted, name


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("options", [[], ["--quiet"]])
def test_a_terminal_shows_the_step_at_work_unless_told_to_be_quiet(
    monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    work.main(options, standalone_mode=False)
    assert ("移行計画を計算しています" in terminal.getvalue()) == (options == [])


@pytest.mark.skipif(os.name == "nt", reason="pseudo terminals are of Unix")
@pytest.mark.parametrize("command", [["validate"], ["plan", "show"], ["gaps", "status"], ["graph", "--format", "dot"]])
def test_a_cp932_console_moves_in_ascii_and_a_pipe_is_silent(tmp_path: Path, command: list[str]) -> None:
    """No character of the moving line is lost on a console of code page 932."""
    pty = pytest.importorskip("pty")
    town = tmp_path / "town.yaml"
    town.write_text(TOWN, encoding="utf-8")
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONIOENCODING": "cp932:replace", "TERM": "xterm"}
    arguments = [sys.executable, "-m", "readiness", *command, town.name]
    watched = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=theirs, env=env, cwd=tmp_path, check=False)
    os.close(theirs)
    said = os.read(ours, 65536).decode("cp932")
    assert watched.returncode == 0
    assert "います" in said
    assert "?" not in said.replace("\x1b[?25l", "").replace("\x1b[?25h", "")
    piped = subprocess.run(arguments, capture_output=True, env=env, cwd=tmp_path, check=False)
    assert piped.stderr == b"" and piped.stdout == watched.stdout


def test_quiet_keeps_data_and_silences_remarks(tmp_path: Path) -> None:
    town, picture = tmp_path / "town.yaml", tmp_path / "図.svg"
    town.write_text(TOWN, encoding="utf-8")
    for options, said in ([], "図.svg"), (["--quiet"], ""):
        result = CliRunner().invoke(cli, ["graph", str(town), "--out", str(picture), *options])
        assert result.exit_code == 0 and picture.is_file()
        assert (said in result.stderr) and bool(result.stderr) == bool(said)


@pytest.mark.parametrize(("options", "said"), [([], 0), (["--verbose"], 1), (["--verbose", "--quiet"], 0)])
def test_plan_show_tells_its_steps_on_request(tmp_path: Path, options: list[str], said: int) -> None:
    town = tmp_path / "town.yaml"
    town.write_text(TOWN, encoding="utf-8")
    result = CliRunner().invoke(cli, ["plan", "show", str(town), *options])
    assert result.stderr.count("移行計画を計算しています") == said
