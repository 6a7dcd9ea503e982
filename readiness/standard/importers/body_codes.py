"""総務省 全国地方公共団体コード: code, prefecture and name of every body, from the ministry's workbook or a CSV."""

from __future__ import annotations

from readiness.model.bodycode import well_formed
from readiness.model.finding import Finding
from readiness.model.published import BodyCode
from readiness.sources.grid import Workbook, cell_name, cell_text
from readiness.sources.header import data_rows
from readiness.standard.importers.published import bad_cell, headed_sheets, no_rows, no_sheet
from readiness.standard.problem import StandardError

WORDS = {
    "code": ("団体コード", "全国地方公共団体コード", "code"),
    "prefecture": ("都道府県名(漢字)", "都道府県名", "都道府県", "prefecture"),
    "name": ("市区町村名(漢字)", "市区町村名", "市区町村", "団体名", "name"),
    "kana": ("市区町村名(カナ)", "市区町村名(かな)", "kana"),
}
_MANY_PROBLEMS = 50


def read_codes(book: Workbook) -> tuple[BodyCode, ...]:
    """Every body of every sheet with those columns (the ministry keeps 政令市の区 apart). Raises `StandardError`."""
    required = ["code", "prefecture", "name"]
    sheets = headed_sheets(book, WORDS, required)
    if not sheets:
        raise no_sheet(book, "codes", WORDS, required)
    problems: list[Finding] = []
    found: dict[str, BodyCode] = {}
    for sheet, header in sheets:
        for number, row in data_rows(sheet.rows, header):
            code = cell_text(row[header.columns["code"]], nfkc=True)
            if not code:
                continue
            code = code.zfill(6)
            if not well_formed(code):
                problems.append(bad_cell(book, sheet, cell_name(number, header.columns["code"]), code, "団体コード"))
                continue
            prefecture = header.value(row, "prefecture")
            body = BodyCode(
                code=code,
                prefecture=prefecture,
                name=header.value(row, "name") or prefecture,
                kana=header.value(row, "kana"),
            )
            found.setdefault(code, body)
    if problems:
        raise StandardError(problems[:_MANY_PROBLEMS])
    if not found:
        raise no_rows(book, sheets[0][0], "codes")
    return tuple(found.values())
