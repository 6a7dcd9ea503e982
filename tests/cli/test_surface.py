"""The command line is a promise: help, options and exit codes of every command, pinned."""

import difflib
import shutil
from pathlib import Path

import pytest

from readiness.cli.root import cli
from tests.command import run
from tools.cli_surface import SURFACE, commands, surface

TOWN = """
body: {id: t, name: 架空町, body_class: 町, as_of: 2026-12-01, fictional: true}
vendors:
- {id: v1, name: 架空株式会社}
packages:
- {id: pk1, name: 架空パッケージ, vendor: v1}
systems:
- {id: s1, name: 介護, areas: [介護保険], vendor: v1, migrated: false, planned_date: 2028-01-04}
- {id: s2, name: 住民記録, areas: [住民基本台帳], vendor: v1, migrated: true}
contracts:
- {id: c1, name: 架空契約, vendor: v1, systems: [s1], end: 2027-09-30, auto_renew: いいえ}
interfaces:
- {id: i1, from: s2, to: s1, data: 異動}
"""

# What is typed in a folder with `town` (readable), `broken` (not), `wrong.yaml` (errors, but readable) → exit code.
EXITS = {
    "": 2,
    "--help": 0,
    "--version": 0,
    "no-such-command": 2,
    "validate": 2,
    "validate town": 0,
    "validate town --fail-on note": 1,
    "validate broken": 2,
    "validate no-such-folder": 2,
    "validate town --format no-such-format": 2,
    "validate town broken": 2,
    "analyze town --out out": 0,
    "analyze broken --out out": 2,
    "drop town --out out": 0,
    "drop no-such-folder": 2,
    "analyze town --out out --fail-on warning": 1,
    "diff town town": 0,
    "diff town broken": 2,
    "explain": 2,
    "explain CT102": 0,
    "explain XX999": 2,
    "explain --list": 0,
    "graph town": 0,
    "graph town --format png": 2,
    "graph broken": 2,
    "handover town": 0,
    "handover broken": 2,
    "pmo town": 0,
    "pmo broken": 2,
    "portfolio town": 0,
    "portfolio town broken": 2,
    "init new": 2,
    "init new --template 町": 0,
    "gaps status town": 0,
    "gaps status town G-00000-00000": 2,
    "gaps status broken": 2,
    "gaps export town --dry-run": 0,
    "gaps export broken": 2,
    "gaps import town": 2,
    "gaps import town empty.csv": 2,
    "gaps move town G-00000-00000 完了": 2,
    "ledger export town book.xlsx": 0,
    "ledger export broken book.xlsx": 2,
    "plan show town": 0,
    "plan show broken": 2,
    "plan export town --out plan.csv": 0,
    "plan pin town s1": 2,
    "plan pin town s1 2028-05-08": 0,
    "plan pin town s1 --remove": 0,
    "plan adopt town": 0,
    "plan adopt broken": 2,
    "spec list": 0,
    "spec show 013": 0,
    "spec show no-such-unit": 2,
    "spec diff one two": 2,
    "what-if": 2,
}


def test_help_and_options_of_every_command_are_as_promised():
    now = surface()
    pinned = SURFACE.read_text(encoding="utf-8")
    told = "\n".join(difflib.unified_diff(pinned.splitlines(), now.splitlines(), "promised", "now", lineterm="", n=2))
    assert now == pinned, f"{told}\nWanted? `make accept`, and tell users in CHANGELOG.md"


def test_every_command_says_what_it_is_for_in_words():
    for names, command in commands(cli):
        assert command.help, names
        assert "⟦" not in (command.help + (command.short_help or "")), names


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("exits")
    for name, text in (("town", TOWN), ("broken", "body: [\n")):
        (place / name).mkdir()
        (place / name / "all.yaml").write_text(text, encoding="utf-8")
    (place / "empty.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    return place


@pytest.mark.parametrize("typed", EXITS)
def test_exit_codes(typed, folder, tmp_path, monkeypatch):
    shutil.copytree(folder, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    done = run(*typed.split())
    assert done.returncode == EXITS[typed], done.stderr
    assert Path.cwd() == tmp_path / "here"
