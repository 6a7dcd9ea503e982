"""Published workbooks that are odd: what cannot be read is named with sheet and cell, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.command import Done, run
from tests.standard.test_published_tables import book

HEAD = ("都道府県", "市区町村", "住民基本台帳", "戸籍", "就学")
MONTH = "進捗状況(令和8年1月末)"
TOYOHASHI = ("愛知県", "豊橋市")


def started(folder: Path, rows: Iterable[Iterable[Any]], *, code: str = "232017", sheet: str = MONTH) -> Done:
    path = book(folder / "進捗.xlsx", {sheet: [HEAD, *rows]})
    return run("init", str(folder / "town"), "--code", code, "--progress", str(path))


def rates(folder: Path) -> dict[str, float]:
    """Published rates that the new inventory holds, by area."""
    found = {}
    for path in (folder / "town").rglob("*.yaml"):
        for row in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("progress") or ():
            if "rate" in row:
                found[row["target"]] = row["rate"]
    return found


def test_an_unknown_code_is_refused_with_near_ones(tmp_path: Path) -> None:
    done = started(tmp_path, [(*TOYOHASHI, 1, 1, 1)], code="232027")
    assert done.returncode == 2 and "232025" in done.stderr  # the check digit that would be right
    assert not (tmp_path / "town").exists()


def test_another_layout_is_told_with_what_was_sought_and_found(tmp_path: Path) -> None:
    path = book(tmp_path / "別様式.xlsx", {"集計": [["団体名", "愛知県豊橋市"], ["住民基本台帳", 1]]})
    done = run("init", str(tmp_path / "town"), "--code", "232017", "--progress", str(path))
    assert done.returncode == 2
    assert "探した見出し: 都道府県、市区町村" in done.stderr and "集計: 住民基本台帳(A2)" in done.stderr


def test_a_workbook_of_another_month_dates_what_it_says(tmp_path: Path) -> None:
    assert started(tmp_path, [(*TOYOHASHI, 1, 0.5, 0.5)], sheet="進捗状況(令和7年3月末)").returncode == 0
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "town").rglob("*.yaml"))
    assert "「標準化の進捗状況」(2025-03)" in text and "as_of: 2025-03" in text
    assert "2026-01" not in text


def test_of_several_months_the_latest_is_taken(tmp_path: Path) -> None:
    months = {"進捗状況(令和7年12月末)": 0.25, MONTH: 0.75, "進捗状況(令和7年10月末)": 0.1}
    path = book(tmp_path / "進捗.xlsx", {name: [HEAD, (*TOYOHASHI, rate, rate, rate)] for name, rate in months.items()})
    assert run("init", str(tmp_path / "town"), "--code", "232017", "--progress", str(path)).returncode == 0
    assert set(rates(tmp_path).values()) == {0.75}


def test_a_body_that_is_missing_keeps_its_progress_unknown_and_is_told(tmp_path: Path) -> None:
    done = started(tmp_path, [("愛知県", "津島市", 1, 0.5, 0.25)])
    assert done.returncode == 0 and "愛知県豊橋市の行がありません" in done.stdout + done.stderr
    assert rates(tmp_path) == {}


def test_a_row_of_a_merged_or_renamed_body_is_named_by_its_cell(tmp_path: Path) -> None:
    path = book(tmp_path / "進捗.xlsx", {MONTH: [HEAD, ("鳥取県", "鳥取市", 1, 1, 1), ("鳥取県", "国府市", 1, 1, 1)]})
    done = run("init", str(tmp_path / "all"), "--prefecture", "鳥取県", "--progress", str(path))
    assert done.returncode == 0
    assert f"{MONTH}!B3" in done.stdout + done.stderr and f"{MONTH}!B2" not in done.stdout + done.stderr


def test_two_rows_for_one_body_are_refused_with_both_places(tmp_path: Path) -> None:
    done = started(tmp_path, [(*TOYOHASHI, 1, 0.5, 0.25), (*TOYOHASHI, 1, 0.6, 0.25)])
    assert done.returncode == 2
    assert f"{MONTH}!B2" in done.stderr and f"{MONTH}!B3" in done.stderr and "決められません" in done.stderr


def test_percent_signs_are_read_and_blank_cells_are_unknown(tmp_path: Path) -> None:
    assert started(tmp_path, [(*TOYOHASHI, "85%", "42.5%", None)]).returncode == 0
    assert set(rates(tmp_path).values()) == {0.85, 0.425}
    assert len(rates(tmp_path)) == 2  # the blank one is no 0


@pytest.mark.parametrize("word", ["120%", "対象外", "対 象 外", "該当なし", "済", "1.5", "八割"])
def test_what_is_no_rate_is_named_and_nothing_is_written(tmp_path: Path, word: str) -> None:
    done = started(tmp_path, [(*TOYOHASHI, 1, word, 0.25)])
    assert done.returncode == 2
    assert MONTH in done.stderr and "D2" in done.stderr and word in done.stderr
    assert not (tmp_path / "town").exists()


@pytest.mark.parametrize("word", ["対象外業務", "該当なし", "非該当", "×"])
def test_steps_in_other_words_are_named_with_those_that_are_known(tmp_path: Path, word: str) -> None:
    rows = [("都道府県名", "市区町村名", "業務名", "①-1 推進体制の立上げ"), ("愛知県", "豊橋市", "戸籍", word)]
    path = book(tmp_path / "工程.xlsx", {"工程": rows})
    done = run("init", str(tmp_path / "town"), "--code", "232017", "--progress", str(path))
    assert done.returncode == 2
    assert "「工程」のD2" in done.stderr and word in done.stderr and "対象外" in done.stderr


def test_a_wide_sign_or_blanks_around_a_word_are_no_other_spelling(tmp_path: Path) -> None:
    rows = [("都道府県名", "市区町村名", "業務名", "①-1 推進体制の立上げ"), ("愛知県", "豊橋市", "戸籍", " 対象外 ")]
    path = book(tmp_path / "工程.xlsx", {"工程": rows})
    assert run("init", str(tmp_path / "town"), "--code", "232017", "--progress", str(path)).returncode == 0
