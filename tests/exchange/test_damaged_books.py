"""A confirmation book as it comes back: sorted, with columns put in, half filled, or older than the ledger of today."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from readiness.app.body import open_body
from readiness.app.confirm import reading_book
from readiness.exchange.labels import Labels
from readiness.messages.catalogue import Catalogue
from tests.command import run

DAY = date(2026, 11, 2)
ENDS = ("10.3.31", "11.3.31", "12.3.31")


def ledger(path: Path, *ends: str) -> Path:
    book = Workbook()
    book.active.append(("つつじ町 情報システム一覧",))
    book.active.append(("システム名", "業務", "委託先", "契約終了日"))
    for name, end in zip(("住民情報", "介護保険", "健康管理"), ends, strict=True):
        book.active.append((f"{name}システム", name, "青空情報株式会社", end))
    book.save(path)
    return path


def asked(path: Path) -> list[str]:
    reading = open_body(path, as_of=DAY).reading
    assert reading is not None
    return [doubt.text for doubt in reading.asked]


def returned(path: Path, answers: dict[str, str]) -> Path:
    """The book of today, its rows the other way round, with a column and blank rows put in, answered in part."""
    opened = open_body(path, as_of=DAY)
    assert opened.reading is not None
    made = path.with_name("確認.xlsx")
    made.write_bytes(reading_book(opened.reading, Labels(Catalogue("ja")), DAY))
    book = load_workbook(made)
    sheet = book["確認してください"]
    head, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    at, found = head.index("回答"), head.index("台帳の記載")
    for row in rows:
        row[at] = answers.get(str(row[found]))
    sheet.delete_rows(1, sheet.max_row)
    for row in (head, [None] * len(head), *reversed(rows)):
        sheet.append([row[0], "メモ" if row is head else None, *row[1:]])
    book.save(made)
    return made


def confirm(path: Path, book: Path) -> str:
    done = run("ledger", "confirm", str(path), str(book), "--as-of", DAY.isoformat())
    return done.stdout + done.stderr


def test_a_sorted_half_filled_book_is_taken_row_by_row(tmp_path: Path) -> None:
    path = ledger(tmp_path / "一覧.xlsx", *ENDS)
    assert sorted(asked(path)) == sorted(ENDS)
    told = confirm(path, returned(path, {"10.3.31": "はい", "12.3.31": "令和12年3月31日"}))
    assert "回答 2件を取り込みました" in told
    assert asked(path) == ["11.3.31"]
    ends = [str(c.end) for c in open_body(path, as_of=DAY).inputs.inventory.contracts]  # type: ignore[union-attr]
    assert ends[0] == "2028-03-31" and ends[2] == "2030-03-31"


def test_what_no_longer_fits_is_listed_and_asked_again_and_nothing_is_lost(tmp_path: Path) -> None:
    path = ledger(tmp_path / "一覧.xlsx", *ENDS)
    old = returned(path, dict.fromkeys(ENDS, "はい"))
    ledger(path, ENDS[0], "13.3.31", ENDS[2])  # the ledger went on while the book lay on a desk
    told = confirm(path, old)
    assert "回答 3件を取り込みました" in told and "「11.3.31」は、今の台帳では尋ねていません" in told
    assert asked(path) == ["13.3.31"]
    kept = next(tmp_path.rglob("reading.yaml")).read_text(encoding="utf-8")
    assert all(end in kept for end in ENDS)
    ledger(path, *ENDS)
    assert asked(path) == []  # what was answered holds again where the ledger says it again
