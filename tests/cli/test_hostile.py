"""Hostile and odd input through the real command line: told of with code 2, or read; never a fault of ours."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from readiness.cli.root import cli

BODY = "body: {id: a, name: 甲町, as_of: 2026-11-02}\n"


def run(*arguments: str | Path) -> Result:
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(cli, words, standalone_mode=False, catch_exceptions=False)


def test_a_register_that_is_not_utf8_is_told_of_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BODY, encoding="utf-8")
    (tmp_path / "register").mkdir()
    lines = [b"\xff\xfe garbage", "照会".encode("cp932"), b"[" * 50_000, b"NaN"]
    (tmp_path / "register" / "gaps.jsonl").write_bytes(b"\n".join(lines))
    result = run("gaps", "status", tmp_path)
    assert result.return_value in {0, 1}
    result = run("portfolio", tmp_path, "--format", "json")
    assert result.return_value == 0
    assert '"error",\n     4' in result.stdout


@pytest.mark.parametrize("suffix", [".xls", ".xlsb", ".ods", ".xlsx", ".csv"])
def test_what_only_looks_like_a_workbook_is_refused_in_words(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"台帳{suffix}"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    result = run("analyze", file, "--out", tmp_path / "out")
    assert result.return_value == 2
    assert file.name in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_made_up_body_cannot_run_formulas_or_scripts_in_a_portfolio(tmp_path: Path) -> None:
    risky = ["=1+1", "+1", "-1", "@A1", "＝1+1", "\t=1", "<script>alert(1)</script>"]
    for at, name in enumerate(risky):
        (tmp_path / "in" / f"b{at}").mkdir(parents=True)
        (tmp_path / "in" / f"b{at}" / "a.yaml").write_text(
            f"body: {{id: b{at}, name: {name!r}, as_of: 2026-11-02}}\nvendors: [{{id: v, name: {name!r}}}]\n"
            f"systems: [{{id: s, areas: [戸籍], vendor: v, migrated: いいえ}}]\n",
            encoding="utf-8",
        )
    assert run("portfolio", tmp_path / "in", "--out", tmp_path / "out").return_value == 0
    for file in (tmp_path / "out/portfolio/tables").glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝", "\t", "\r"))], file.name
    assert "<script>alert" not in (tmp_path / "out/portfolio/index.html").read_text(encoding="utf-8")
