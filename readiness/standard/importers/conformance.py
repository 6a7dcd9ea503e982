"""デジタル庁 適合確認試験・経過措置 package list: 業務ID[-枝番]_法人番号_連番 per package."""

from __future__ import annotations

import re

from readiness.model.finding import Finding
from readiness.model.standard.passed import PassedPackage, PassedTable
from readiness.sources.grid import Workbook, cell_name, cell_text
from readiness.sources.header import data_rows
from readiness.standard.importers.cells import due_date, one_line
from readiness.standard.importers.published import bad_cell, headed_sheets, no_rows, no_sheet
from readiness.standard.problem import StandardError

WORDS = {
    "vendor": ("事業者名", "ベンダ名", "ベンダー名", "会社名", "事業者", "vendor"),
    "package": ("パッケージ名", "製品名", "システム名", "パッケージ", "package"),
    "business": ("業務名", "業務", "対象業務", "business"),
    "number": ("番号", "合格番号", "適合確認番号", "経過措置番号", "管理番号", "number"),
    "day": ("合格日", "公表日", "日付", "登録日", "date"),
}
REQUIRED = ("vendor", "package", "number")
# A later pass names the one it replaces in brackets; two vendors may hold one number together.
_ONE = r"([0-9]{3})(?:-([0-9]+))?_([0-9]{13}(?:/[0-9]{13})*)_([0-9]+)"
_NUMBER = re.compile(rf"{_ONE}(?:\(旧:?(.+?)\))?")
_MANY_PROBLEMS = 50


def read_passed(book: Workbook) -> PassedTable:
    """Every package of every sheet with those columns. Raises `StandardError` with all numbers of another form."""
    sheets = headed_sheets(book, WORDS, REQUIRED)
    if not sheets:
        raise no_sheet(book, "conformance", WORDS, REQUIRED)
    problems: list[Finding] = []
    rows: list[PassedPackage] = []
    for sheet, header in sheets:
        column = header.columns["number"]
        for at, row in data_rows(sheet.rows, header):
            word = cell_text(row[column], nfkc=True).replace(" ", "")
            if not word:
                continue
            parts = _NUMBER.fullmatch(word)
            if parts is None:
                problems.append(bad_cell(book, sheet, cell_name(at, column), word, "業務ID[-枝番]_法人番号_連番"))
                continue
            rows.append(
                PassedPackage(
                    vendor=one_line(header.value(row, "vendor")),
                    package=one_line(header.value(row, "package")),
                    business=one_line(header.value(row, "business")),
                    number=word.partition("(")[0],
                    unit=parts[1],
                    branch=parts[2],
                    corporate_numbers=tuple(parts[3].split("/")),
                    sequence=int(parts[4]),
                    replaces=parts[5],
                    day=due_date(row[header.columns["day"]])[0] if "day" in header.columns else None,
                )
            )
    if problems:
        raise StandardError(problems[:_MANY_PROBLEMS])
    if not rows:
        raise no_rows(book, sheets[0][0], "conformance")
    return PassedTable(file=book.name, rows=tuple(rows))
