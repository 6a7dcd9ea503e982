"""総務省 標準化の進捗状況 (monthly): completion rate per body and area, and the 40 steps where published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness.model.finding import Finding
from readiness.model.progress import StepStatus
from readiness.model.published import ProgressTable, PublishedProgress, Steps
from readiness.model.standard.standard import Standard
from readiness.sources.grid import Cell, Row, Sheet, Workbook, cell_name, cell_text
from readiness.sources.header import HeaderSearch, data_rows
from readiness.standard.importers.published import (
    area_words,
    bad_cell,
    headed_sheets,
    month_in,
    no_rows,
    no_sheet,
    row_place,
    said_twice,
)
from readiness.standard.problem import StandardError

_PREFECTURE = ("都道府県", "都道府県名")
_MUNICIPALITY = ("市区町村", "市区町村名")
STEP_WORDS = {"prefecture": _PREFECTURE, "municipality": _MUNICIPALITY, "area": ("業務名", "業務")}
_STEP = re.compile(r"([①-⑳])\s*[-－‐]\s*([0-9０-９]{1,2})")
_STATUS = {status.ja: status for status in StepStatus} | {"未着手": StepStatus.NOT_STARTED, "完了": StepStatus.DONE}
_EMPTY = frozenset({"", "-", "－", "―", "‐"})
_MANY_PROBLEMS = 50

BodyName = tuple[str, str | None]


def read_progress(book: Workbook, standard: Standard) -> ProgressTable:
    """Every body of the workbook; of several months the latest. Raises `StandardError` with all that is wrong.

    A sheet of rates has columns 都道府県 (市区町村) and one per area; a sheet of steps 都道府県名, 市区町村名, 業務名
    and one column per step. Either alone will do.
    """
    areas = area_words(standard)
    wanted = {"prefecture": _PREFECTURE, "municipality": _MUNICIPALITY, **areas}
    rate_sheets = headed_sheets(book, wanted, ["prefecture"], areas)
    step_sheets = headed_sheets(book, STEP_WORDS, ["prefecture", "area"])
    if not rate_sheets and not step_sheets:
        raise no_sheet(book, "progress", wanted, ["prefecture", "municipality", "resident_registry"])
    problems: list[Finding] = []
    rates: dict[BodyName, tuple[tuple[str, float], ...]] = {}
    steps: dict[BodyName, dict[str, Steps]] = {}
    places: dict[BodyName, str] = {}
    month: str | None = None
    if rate_sheets:
        month = max((month_in(sheet.name) or "" for sheet, _ in rate_sheets)) or None
        # Municipalities and prefectures may have a sheet each for the same month.
        latest = [(sheet, header) for sheet, header in rate_sheets if month_in(sheet.name) == month]
        for sheet, header in latest:
            for body, row_number, row in _bodies(sheet, header):
                place = row_place(sheet, row_number, header.columns.get("municipality", header.columns["prefecture"]))
                if places.setdefault(body, place) != place:
                    problems.append(said_twice(book, "".join(filter(None, body)), places[body], place))
                rates.setdefault(body, tuple(_rates(book, sheet, header, row_number, row, problems)))
        if not rates:
            raise no_rows(book, latest[0][0], "progress")
    for sheet, header in step_sheets[-1:]:
        _read_steps(book, sheet, header, standard, steps, problems)
    if problems:
        raise StandardError(problems[:_MANY_PROBLEMS])
    bodies = tuple(
        PublishedProgress(
            prefecture=prefecture,
            municipality=municipality,
            rates=rates.get((prefecture, municipality), ()),
            steps=tuple(sorted(steps.get((prefecture, municipality), {}).items())),
            place=places.get((prefecture, municipality), ""),
        )
        for prefecture, municipality in dict.fromkeys((*rates, *steps))
    )
    return ProgressTable(file=book.name, month=month, bodies=bodies)


def _bodies(sheet: Sheet, header: HeaderSearch) -> Iterator[tuple[BodyName, int, Row]]:
    """Rows with a prefecture; a second edition of the sheet has no column for municipalities."""
    for number, row in data_rows(sheet.rows, header):
        prefecture = header.value(row, "prefecture")
        if prefecture in _EMPTY:
            continue
        municipality = header.value(row, "municipality")
        yield (prefecture, None if municipality in _EMPTY else municipality), number, row


def _rates(
    book: Workbook,
    sheet: Sheet,
    header: HeaderSearch,
    number: int,
    row: Row,
    problems: list[Finding],
) -> Iterator[tuple[str, float]]:
    for area, column in header.columns.items():
        if area in ("prefecture", "municipality"):
            continue
        cell = row[column]
        rate = _rate(cell)
        if rate is not None:
            yield area, rate
        elif cell_text(cell) not in _EMPTY:
            problems.append(bad_cell(book, sheet, cell_name(number, column), cell_text(cell), "0–1"))


def _rate(cell: Cell) -> float | None:
    """A share of one: 0.65, or `65%` as text."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell) if 0 <= cell <= 1 else None
    text = cell_text(cell, nfkc=True)
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]+)?%", text):
        share = float(text[:-1]) / 100
        return share if share <= 1 else None
    if re.fullmatch(r"[01](?:\.[0-9]+)?", text):
        return float(text) if float(text) <= 1 else None
    return None


def _read_steps(
    book: Workbook,
    sheet: Sheet,
    header: HeaderSearch,
    standard: Standard,
    steps: dict[BodyName, dict[str, Steps]],
    problems: list[Finding],
) -> None:
    numbers = {step.code: step.number for step in standard.procedure.steps}
    columns = {
        column: numbers[code]
        for column, cell in enumerate(sheet.rows[header.row])
        if (code := _step_code(cell_text(cell))) in numbers
    }
    places: dict[tuple[BodyName, str], str] = {}
    for body, row_number, row in _bodies(sheet, header):
        area = standard.area_named(header.value(row, "area"))
        if area is None:
            place = cell_name(row_number, header.columns["area"])
            problems.append(bad_cell(book, sheet, place, header.value(row, "area"), "業務名"))
            continue
        found: dict[int, tuple[StepStatus, str]] = {}
        for column, number in columns.items():
            word = cell_text(row[column])
            status = _STATUS.get(word)
            if status is not None:
                first, at = found.setdefault(number, (status, row_place(sheet, row_number, column)))
                if first is not status:  # one step heads two columns
                    name = f"{''.join(filter(None, body))} {area.name} {cell_text(sheet.rows[header.row][column])}"
                    problems.append(said_twice(book, name, at, row_place(sheet, row_number, column)))
            elif word not in _EMPTY:
                problems.append(bad_cell(book, sheet, cell_name(row_number, column), word, "/".join(_STATUS)))
        place = row_place(sheet, row_number, header.columns["area"])
        if places.setdefault((body, area.key), place) != place:
            name = f"{''.join(filter(None, body))} {area.name}"
            problems.append(said_twice(book, name, places[body, area.key], place))
        steps.setdefault(body, {})[area.key] = tuple((number, status) for number, (status, _) in sorted(found.items()))


def _step_code(header: str) -> str | None:
    found = _STEP.match(header)
    return f"{found[1]}-{int(found[2])}" if found else None
