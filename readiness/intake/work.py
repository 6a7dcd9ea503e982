"""A list of a work survey (業務量調査): each row one procedure of a division, with its cases and its time."""

from __future__ import annotations

import re

from readiness.intake.areas import area_word
from readiness.intake.cells import Seen
from readiness.intake.claims import Record
from readiness.intake.devices import DeviceLinks
from readiness.intake.doubt import Doubt, Place, Weight
from readiness.intake.entry import Entry, Values
from readiness.intake.fields import plain_id
from readiness.intake.fold import fold
from readiness.intake.got import Got, held
from readiness.intake.matched import Matched
from readiness.intake.parties import OFFICE
from readiness.intake.table import Line
from readiness.intake.work_cells import COUNT, MINUTES, WORK_FIELDS, read_count, read_hours, read_minutes
from readiness.model.gap import base32
from readiness.model.ref import Ref

SECTION = "procedures"
_PLAIN = ("procedure.method", "procedure.visit_needed", "procedure.visit_basis", "procedure.review",
          "procedure.online_ready", "procedure.measured_on", "procedure.note")  # fmt: skip
_TOTAL = re.compile(r".*(?:小|総|合|中|累)?計")
_MONTHS = 12
_NEAR = 0.02  # hours may be rounded


def work_line(entry: Entry, matched: Matched, line: Line, values: Values) -> DeviceLinks | None:
    """One procedure. Its division stands in its row, above it as the heading of a group, or is the sheet's name."""
    name = next((seen.text for seen in values.get("procedure.name", ()) if seen.text.strip()), "")
    if not name:
        return None
    grid = matched.table.grid
    place, ref = grid.row_place(line.number), Ref(grid.file, (grid.sheet.name, line.number + 1))
    stated = next((seen.text for seen in values.get("division.name", ()) if seen.text), "") or _above(
        entry, matched, line
    )
    around = next((text for text in (line.group.strip("【】■◆●○◎□〔〕 "), grid.sheet.name) if OFFICE.search(text)), "")
    record = procedure(entry, name, stated or around, place, ref)
    for seen in values.get("procedure.area", ()):
        areas = area_word(seen.text, entry.words)
        if len(areas) == 1:
            entry.field(record, "procedure.area", seen._replace(got=Got(value=areas[0])))
    count = _count(entry, record, matched, values)
    _minutes(entry, record, values, count)
    for target in (*(key for key in WORK_FIELDS if key not in (COUNT, MINUTES)), *_PLAIN):
        entry.fields(record, target, list(values.get(target, ())))
    systems = next(iter(values.get("procedure.systems", ())), None)
    return DeviceLinks(record, systems, "") if systems is not None else None


def _above(entry: Entry, matched: Matched, line: Line) -> str:
    """The division of the row above where a row leaves it blank, told; after a row of sums nothing is carried down."""
    grid, columns = matched.table.grid, matched.of("division.name")
    above = [other for other in matched.table.lines if other.number < line.number] if columns else []
    for other in reversed(above):
        at = other.cells[columns[0].index]
        text = grid.text(at) if at is not None else ""
        if any(_TOTAL.fullmatch(fold(grid.text(cell))) for cell in other.cells if cell is not None):
            return ""
        if text:
            place = grid.row_place(line.number)
            entry.asking.note(
                Doubt(
                    code="work-division-above", place=place, weight=Weight.NOTED, section=SECTION, text=text,
                    params={"row": line.number + 1, "division": " ".join(text.split())},
                )
            )  # fmt: skip
            return text
    return ""


def procedure(entry: Entry, name: str, division: str, place: Place, ref: Ref) -> Record:
    """The procedure of that name in that division; one that is there already keeps its ID."""
    shown, office = " ".join(name.split()), " ".join(division.split())
    owner = (entry.known.named("divisions", office) or plain_id(office)) if office else ""
    known = [
        str(data["id"])
        for data in entry.known.all(SECTION)
        if fold(str(data.get("name", ""))) == fold(shown) and str(data.get("division") or owner) == owner
    ]
    key = known[0] if len(known) == 1 else f"W-{base32(f'{fold(shown)}|{owner}', 5)}"
    record = entry.claims.record(SECTION, key, shown, place, ref)
    if owner:
        entry.claims.record("divisions", owner, office, place, ref)
        record.data["procedure.division"] = owner
    return record


def _count(entry: Entry, record: Record, matched: Matched, values: Values) -> int | None:
    """Cases a year: as told, else the sum of twelve months; where the two differ it is asked."""
    stated = next(iter(values.get("work.count", ())), None)
    months = list(values.get("work.month", ()))
    read = [_cell(seen, read_count(seen.text, seen.text)).value for seen in months]
    numbers: list[int] = [number for number in read if number is not None]
    columns = len(matched.of("work.month"))
    whole = sum(numbers) if columns == _MONTHS and len(numbers) == len(months) and numbers else None
    if stated is None and (whole is None or not months):
        return None
    seen = stated or months[0]
    got = seen.got if seen.got.doubt else read_count(seen.text, seen.text) if stated else Got(value=whole)
    if stated and whole is not None and got.value is not None and got.value != whole:
        got = held("work-sum", got.value, sum=f"{whole:,}")
    entry.field(record, COUNT, seen._replace(target=COUNT, got=got))
    return int(got.value) if got.value is not None else None


def _minutes(entry: Entry, record: Record, values: Values, count: int | None) -> None:
    """Minutes a case: as told, else the hours of the year over its cases; where the two differ it is asked."""
    stated, hours = (next(iter(values.get(f"work.{key}", ())), None) for key in ("minutes", "hours"))
    yearly = read_hours(hours.text, hours.text).value if hours is not None and not hours.got.doubt else None
    if stated is not None:
        head = "".join(stated.column.head.path) if stated.column is not None else ""
        got = _cell(stated, read_minutes(stated.text, stated.text, head))
        own = count * got.value / 60 if count and got.value is not None else None
        if own is not None and yearly is not None and abs(own - yearly) > max(1.0, yearly * _NEAR):
            got = held("work-hours", got.value, hours=f"{yearly:g}")
        entry.field(record, MINUTES, stated._replace(target=MINUTES, got=got))
    elif hours is not None and yearly is not None and count:
        minutes = round(yearly * 60 / count, 1)
        entry.field(record, MINUTES, hours._replace(target=MINUTES, got=Got(value=minutes, notes=("from-hours",))))
    elif hours is not None and hours.text.strip():
        got = _cell(hours, read_hours(hours.text, hours.text))
        doubt = got if got.doubt else held("work-hours-alone", None)
        if got.doubt or got.value:
            entry.field(record, MINUTES, hours._replace(target=MINUTES, got=doubt))


def _cell(seen: Seen, got: Got) -> Got:
    return seen.got if seen.got.doubt else got
