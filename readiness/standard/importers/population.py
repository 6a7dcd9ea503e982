"""Populations by 団体コード (such as 総務省 住民基本台帳人口): used to find bodies of like size."""

from __future__ import annotations

from readiness.model.bodycode import well_formed
from readiness.model.finding import Finding
from readiness.model.published import BodyPopulation
from readiness.sources.grid import Workbook, cell_name, cell_text
from readiness.sources.header import data_rows
from readiness.standard.importers.published import bad_cell, headed_sheets, no_rows, no_sheet, row_place, said_twice
from readiness.standard.problem import StandardError

WORDS = {
    "code": ("団体コード", "全国地方公共団体コード", "地方公共団体コード", "code"),
    "population": ("人口計", "人口総数", "人口(計)", "総人口", "人口", "population"),
}
_EMPTY = frozenset({"", "-", "－", "―"})
_MANY_PROBLEMS = 50


def read_population(book: Workbook) -> tuple[BodyPopulation, ...]:
    """Every row with a code and a number. Raises `StandardError` with all that is wrong."""
    sheets = headed_sheets(book, WORDS, list(WORDS))
    if not sheets:
        raise no_sheet(book, "population", WORDS, list(WORDS))
    sheet, header = sheets[0]
    problems: list[Finding] = []
    found: dict[str, BodyPopulation] = {}
    places: dict[str, str] = {}
    for number, row in data_rows(sheet.rows, header):
        code = cell_text(row[header.columns["code"]], nfkc=True)
        stated = cell_text(row[header.columns["population"]], nfkc=True).replace(",", "")
        if not code or stated in _EMPTY:
            continue
        code = code.zfill(6)
        place = row_place(sheet, number, header.columns["code"])
        if not well_formed(code):
            problems.append(bad_cell(book, sheet, cell_name(number, header.columns["code"]), code, "団体コード"))
        elif not stated.isdecimal():
            problems.append(bad_cell(book, sheet, cell_name(number, header.columns["population"]), stated, "人口"))
        elif places.setdefault(code, place) != place:
            problems.append(said_twice(book, code, places[code], place))
        else:
            found[code] = BodyPopulation(code=code, population=int(stated))
    if problems:
        raise StandardError(problems[:_MANY_PROBLEMS])
    if not found:
        raise no_rows(book, sheet, "population")
    return tuple(found.values())
