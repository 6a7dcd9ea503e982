"""What stays unprinted until somebody confirms it: a letter by its own doubts, a paper by what it prints or sums."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from readiness.model.facts import Result
from readiness.report.papers.withheld import fields_of
from tests.command import run

HEAD = ("システム名", "業務", "委託先", "移行状況", "契約終了日", "年額(円)", "備考", "所管課")
ROWS = (
    ("住民記録システム", "住民基本台帳", "株式会社ためし情報", "未着手", "R10.3.31", 3_300_000, "", "住民課"),
    ("介護保険システム", "介護保険", "みほん電算株式会社", "未着手", "R10.3.31", 2_200_000, "", "福祉課"),
)
TITLE = "印刷前に確認する事項"


def made(folder: Path, cell: tuple[int, int, object] | None) -> dict[str, str]:
    """The pages of `papers/`, by their stem, of a ledger with one doubtful cell (row, column, what stands there)."""
    book = openpyxl.Workbook()
    for row in (HEAD, *ROWS):
        book.active.append(row)
    if cell is not None:
        book.active.cell(cell[0], cell[1], cell[2])
    file = folder / "ためし町.xlsx"
    book.save(file)
    done = run("analyze", str(file), "--out", str(folder / "out"), "--as-of", "2026-11-02")
    assert done.returncode in (0, 1), done.stderr
    return {page.stem: page.read_text(encoding="utf-8") for page in (folder / "out").rglob("papers/**/*.html")}


def withheld(pages: dict[str, str]) -> set[str]:
    return {stem for stem, text in pages.items() if TITLE in text}


@pytest.mark.parametrize(
    ("cell", "held", "printed"),
    [
        (None, set(), {"chougi", "zaisei", "gikai", "ためし情報", "みほん電算"}),
        # an end: its letter, the money and what is decided by days; the other letter and the report outside are printed
        ((3, 5, "R10.3.31又はR11.3.31"), {"chougi", "zaisei", "みほん電算"}, {"gikai", "ためし情報"}),
        # an amount: only what sums it
        ((3, 6, "要相談"), {"zaisei"}, {"gikai", "ためし情報", "みほん電算"}),
        # whom a letter would go to: no letter to either but a page that asks; the other vendor's is printed
        ((3, 3, "みほん電算株式会社→はやぶさ電算株式会社"), {"宛先確認中"}, {"gikai", "zaisei", "ためし情報"}),
        # how far a system has moved: what is told of the state
        ((2, 4, "おおむね"), {"chougi", "gikai", "ためし情報"}, {"zaisei", "みほん電算"}),
        # whose the system is: no vendor is told of that
        ((3, 8, "福祉課、住民課"), set(), {"zaisei", "gikai", "chougi", "ためし情報", "みほん電算", "住民課"}),
    ],
)
def test_only_what_is_doubtful_is_withheld(
    tmp_path: Path, cell: tuple[int, int, object] | None, held: set[str], printed: set[str]
) -> None:
    pages = made(tmp_path, cell)
    found = withheld(pages)
    named = {word: {stem for stem in pages if word in stem} for word in held | printed}
    assert all(named[word] for word in named if word not in ("みほん電算",) or cell is None), (named, set(pages))
    for word in held:
        assert named[word] <= found, (word, found)
    for word in printed:
        assert not named[word] & found, (word, found)


def test_the_page_in_its_place_lists_each_question_with_its_place(tmp_path: Path) -> None:
    pages = made(tmp_path, (3, 6, "要相談"))
    text = next(text for stem, text in pages.items() if stem.startswith("zaisei"))
    assert f"{TITLE}(1件)" in text and "Sheet!F3" in text and "要相談" in text


@pytest.mark.parametrize(
    ("results", "inside", "outside"),
    [
        ({Result.FINANCE}, {"contract.annual_amount", "contract.end"}, {"system.migrated", "vendor.name"}),
        ({Result.AREAS_COMPLETE}, {"system.migrated", "system.areas"}, {"contract.annual_amount", "system.hosting"}),
        ({Result.LETTER}, {"system.vendor", "contract.vendor", "system.conformance"}, {"contract.annual_amount"}),
        (set(), set(), {"contract.end"}),
    ],
)
def test_the_fields_of_a_paper_follow_from_the_records(
    results: set[Result], inside: set[str], outside: set[str]
) -> None:
    found = fields_of(frozenset(results))
    assert inside <= found and not outside & found
