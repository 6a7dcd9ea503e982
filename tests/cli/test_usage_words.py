"""A wrong call is answered in the user's language, by Click's own words too."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from readiness.cli.click_words import speak
from readiness.messages.catalogue import load_words
from tests.command import run

WRONG = [
    (["analyze"], "指定がありません: 'PATHS...'"),
    (["analyze", "x", "--ot", "y"], "「--ot」というオプションはありません。 候補: '--body', '--effort', '--out'"),
    (["analyze", "x", "--out"], "「--out」には値が要ります。"),
    (["analyz"], "「analyz」というコマンドはありません。 候補: 'analyze'"),
    (["gaps", "foo"], "「foo」というコマンドはありません。"),
    (["validate", "x", "--format", "yaml"], "「yaml」は使えません。使えるもの: 'text', "),
    (["graph", "x", "--hops", "-1"], "-1 は範囲(0<=x<=20)の外です。"),
    (["graph", "x", "--hops", "a"], "「a」は数("),
    (["ledger", "export", "nowhere", "a.xlsx"], "「nowhere」がありません。"),
    (["pmo", "a", "b"], "余分な指定があります(b)。"),
    (["what-if"], "使い方: readiness what-if"),
    (["analyze", "x", "--as-of", "11/2"], "「11/2」は日付ではありません(例 2026-11-23、R8.11.23、令和8年11月23日)。"),
    (["analyze", "x", "--as-of", "R8.11.31"], "「R8.11.31」という日付はありません。"),
]
ENGLISH = re.compile(r"Usage|Error|Try |Missing|No such|Invalid|Did you|Options:|Commands:|Show |default:")


@pytest.mark.parametrize(
    ("arguments", "said"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_wrong_usage_is_told_in_japanese_with_code_2(arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2 and done.stdout == ""
    assert said in done.stderr and not ENGLISH.search(done.stderr), done.stderr


def test_help_is_in_japanese() -> None:
    for arguments in (["--help"], ["plan", "--help"], ["validate", "--help"]):
        done = run(*arguments)
        assert done.returncode == 0 and "オプション:" in done.stdout and "この説明を表示します。" in done.stdout
        assert not ENGLISH.search(done.stdout), done.stdout


def test_english_is_clicks_own() -> None:
    speak("en")
    try:
        assert "Error: Missing argument 'PATHS...'." in run("analyze").stderr
    finally:
        speak("ja")


def test_click_still_says_what_we_translate() -> None:
    """A newer Click with other words would fall back to English without anybody noticing."""
    spec = find_spec("click")
    assert spec is not None and spec.submodule_search_locations
    source = "".join(file.read_text(encoding="utf-8") for file in Path(spec.submodule_search_locations[0]).glob("*.py"))
    lost = [entry["en"] for entry in load_words("click").values() if f'"{entry["en"]}"' not in source]
    assert lost == []
