"""デジタル庁 特定移行支援システムの該当見込み一覧: which areas of which bodies go under a separate, lawful date."""

from __future__ import annotations

from readiness.model.body import BodyClass
from readiness.model.bodycode import well_formed
from readiness.model.finding import Finding
from readiness.model.published import Designation, DesignationTable
from readiness.model.record import Maybe
from readiness.model.standard.standard import Standard
from readiness.model.unknown import UNKNOWN
from readiness.sources.grid import Workbook, cell_name, cell_text
from readiness.sources.header import data_rows
from readiness.standard.importers.published import (
    area_words,
    bad_cell,
    headed_sheets,
    month_in,
    no_rows,
    no_sheet,
    row_place,
    said_twice,
    titles_above,
)
from readiness.standard.problem import StandardError

_WORDS = {
    "code": ("団体コード", "地方公共団体コード"),
    "name": ("自治体名", "団体名"),
    "class": ("自治体区分", "団体区分"),
}
_CLASSES = {word.ja: word for word in BodyClass} | {"一般市": BodyClass.CITY, "政令市": BodyClass.DESIGNATED_CITY}
# Any mark means «expected»; these mean «not».
_NO_MARK = frozenset({"", "-", "－", "―", "×"})
_MANY_PROBLEMS = 50


def read_designations(book: Workbook, standard: Standard) -> DesignationTable:
    """Every body of the list. Raises `StandardError` with all that is wrong."""
    areas = area_words(standard)
    wanted = {**_WORDS, **areas}
    sheets = headed_sheets(book, wanted, ["code", "name"], areas)
    if not sheets:
        raise no_sheet(book, "designated", wanted, ["code", "name", "resident_registry"])
    sheet, header = sheets[0]
    problems: list[Finding] = []
    bodies: list[Designation] = []
    places: dict[str, str] = {}
    for number, row in data_rows(sheet.rows, header):
        name = "".join(header.value(row, "name").split())
        code = cell_text(row[header.columns["code"]], nfkc=True).zfill(6)  # Excel drops the leading zero of 011002
        if not name:
            continue
        if not well_formed(code):
            problems.append(bad_cell(book, sheet, cell_name(number, header.columns["code"]), code, "団体コード"))
            continue
        place = row_place(sheet, number, header.columns["name"])
        if places.setdefault(code, place) != place:
            problems.append(said_twice(book, name, places[code], place))
        bodies.append(
            Designation(
                code=code,
                name=name,
                body_class=_class_of(header.value(row, "class")),
                areas=tuple(
                    area.key
                    for area in standard.areas
                    if area.key in header.columns and header.value(row, area.key) not in _NO_MARK
                ),
                place=place,
            )
        )
    if problems:
        raise StandardError(problems[:_MANY_PROBLEMS])
    if not bodies:
        raise no_rows(book, sheet, "designated")
    month = month_in(titles_above(sheet, header.row)) or month_in(sheet.name)
    return DesignationTable(file=book.name, month=month, bodies=tuple(bodies))


def _class_of(word: str) -> Maybe[BodyClass]:
    return _CLASSES.get(word, UNKNOWN)
