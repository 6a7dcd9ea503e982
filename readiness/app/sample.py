"""A made-up town to practise the monthly routine on (練習用のフォルダ).

Its ledger with the letters of last month, last month's report, replies that have come back, and tables such as a
prefecture uses. All of it is fictional.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import readiness
from readiness.app.analyze import analyze
from readiness.app.announce import Announce, silent
from readiness.app.body import open_body
from readiness.app.gaps.body_register import BodyRegister, open_register
from readiness.app.gaps.books import export_vendor_books
from readiness.app.portfolio import survey, view_of, write_portfolio
from readiness.exchange.labels import Labels
from readiness.model.text import text
from readiness.store.staged import new_folder
from readiness.tables.table import Book, Column, Table, Value, record_rows
from readiness.tables.write_xlsx import write_xlsx

TOWN = "みどり町"
LAST = "前月"
NUMBER = "総情第1号"
_ALL = "台帳一式"
# The published tables in their form, of two towns that do not exist.
_PROGRESS = (
    ("都道府県", "市区町村", "戸籍", "就学", "全体"),
    ("架空県", "甲市", 0.5, 1, 0.75),
    ("架空県", "乙町", 1, 1, 1),
)
_DESIGNATED = (
    ("団体コード", "自治体名", "自治体区分", "戸籍", "都道府県"),
    ("990019", "架空県甲市", "中核市", "●", "架空県"),
    ("990027", "架空県乙町", "町", None, "架空県"),
)
_CAPACITY = (("事業者", "年月", "件数"), ("ヒノデグループ(架空)", "毎月", "1"))
# Who has replied and what: (requirement, system) → column → value; the other vendor's words.
_BOOK_FROM = "hinode"
_FEE = "builtin:contract.extraction_fee:c-kaigo"
_DELIVERY = "builtin:migration.delivery"
_BOOK: Mapping[tuple[str, str], Mapping[str, object]] = {
    (_FEE, "kaigo"): {"cost_low": 1_100_000, "cost_high": 1_100_000, "contact": "公共担当"},
    (_DELIVERY, "jite"): {"answer": "適合", "delivery": date(2028, 6, 30), "contact": "公共担当"},
}
_MAIL: Mapping[tuple[str, str], str] = {(_DELIVERY, "kenko"): "令和10年6月30日に提供します。"}


def make_sample(folder: Path, labels: Labels, announce: Announce = silent) -> Path:
    """Make the folder, which must be absent or empty; the folder of the town. Raises `StoreError`."""
    language = labels.words.language
    with new_folder(folder) as stage:
        town = stage.path / TOWN
        shutil.copytree(_source(), town)
        opened = _opened(town, labels)
        books = town / "register" / "books"
        export_vendor_books(town, opened, books, number=NUMBER)
        stage.write("回答1.xlsx", _filled(opened, books))
        stage.write("回答2.txt", _mail(opened).encode("cp932"))
        stage.write("進捗状況.xlsx", _published(_PROGRESS, opened.as_of))
        stage.write("該当見込み一覧.xlsx", _published(_DESIGNATED, opened.as_of))
        stage.write("対応可能件数.csv", _csv(_CAPACITY))
    town = folder / TOWN
    announce(text("cli.init.sample.report"))
    analyze(town, out=folder / "output", language=language, announce=announce)
    last = folder / LAST
    written = write_portfolio(view_of(survey([town]), language), last)
    shutil.move(written / "portfolio.json", last / "portfolio.json")
    shutil.rmtree(written)
    for place in (last, folder / _ALL):
        shutil.copytree(town, place / TOWN)
    return town


def _source() -> Path:
    """The sample town: inside the wheel, else in the checkout."""
    package = Path(readiness.__file__).parent
    inside = package / "_sample"
    return inside if inside.is_dir() else package.parent / "inventories" / "midori-cho"


def _opened(town: Path, labels: Labels) -> BodyRegister:
    opened = open_body(town)
    if opened.inputs is None:
        raise FileNotFoundError(_source())
    return open_register(opened.inputs, labels)


def _filled(opened: BodyRegister, books: Path) -> bytes:
    """The issued book of one vendor with the first question answered, as its spreadsheet program saves it."""
    import openpyxl

    book = openpyxl.load_workbook(min(books.glob(f"{_BOOK_FROM}_*.xlsx")))
    sheet: Any = book[opened.labels("sheet.questions")]
    at = {cell.value: cell.column for cell in sheet[1]}
    rows = {row[at[opened.labels("column.id")] - 1].value: row[0].row for row in sheet.iter_rows(min_row=2)}
    for asked, stated in _BOOK.items():
        for key, value in stated.items():
            sheet.cell(rows[_id(opened, *asked)], at[opened.labels(f"column.{key}")], value)
    done = io.BytesIO()
    book.save(done)
    return done.getvalue()


def _mail(opened: BodyRegister) -> str:
    """A mail of another vendor that answers by ID."""
    lines = (f"{_id(opened, *asked)} {said}" for asked, said in _MAIL.items())
    return "\r\n".join(("お世話になっております。", *lines, ""))


def _id(opened: BodyRegister, requirement: str, system: str) -> str:
    """The ID of an open question."""
    gaps = (entry.gap for entry in opened.register.open)
    return next(gap.id for gap in gaps if gap and (gap.requirement, gap.system) == (requirement, system))


def _published(rows: Sequence[Sequence[Value]], day: date) -> bytes:
    """A made-up table in the form of the ministries' monthly books."""
    head, *content = rows
    columns = tuple(Column(key=str(name), header=str(name)) for name in head)
    stated: list[dict[str, Value]] = [dict(zip(map(str, head), row, strict=True)) for row in content]
    table = Table(id="published", caption="表", columns=columns, rows=record_rows(columns, stated))
    return write_xlsx(Book(title="表", tables=(table,), dated=day))


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    stated = io.StringIO()
    csv.writer(stated).writerows(rows)
    return stated.getvalue().encode("utf-8-sig")
