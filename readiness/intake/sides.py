"""現行 beside 次期: which side of a line is the system of today."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from readiness.intake.answers import READ, SIDES, Asking
from readiness.intake.cells import Seen
from readiness.intake.dates import spans
from readiness.intake.doubt import Doubt, Weight
from readiness.intake.fold import fold
from readiness.intake.got import Got
from readiness.intake.grid import Grid
from readiness.intake.matched import Column, Matched
from readiness.intake.table import Line

Values = dict[str, list[Seen]]
_PLANS = re.compile("予定|目標|見込|計画|スケジュール|次期|更改")
_COMPLETED = re.compile("(?:移行|切替)(?:時期|日|年月)?(?:完了|済|実績)")
OF_THE_PLAN = frozenset({"system.planned_date", "system.live_date"})


def partner_of(matched: Matched, line: Line) -> Line | None:
    """The row of the same area on the other side, right above or below: 現行 and 次期 in a pair of rows."""
    grid, sides = matched.table.grid, matched.of("row.side")
    for other in matched.table.lines if sides else ():
        own, theirs = (_text(grid, sides[0], one) for one in (line, other))
        stated = own and theirs and own != theirs
        if stated and abs(other.number - line.number) == 1 and _same_area(matched, line, other):
            return other
    return None


def _same_area(matched: Matched, line: Line, other: Line) -> bool:
    grid = matched.table.grid
    areas = [(_text(grid, column, line), _text(grid, column, other)) for column in matched.of("system.areas")]
    return any(one and one == two for one, two in areas)


def _text(grid: Grid, column: Column, line: Line) -> str:
    at = line.cells[column.index]
    return fold(grid.text(at)) if at is not None else ""


def live_side(  # noqa: PLR0911, PLR0912
    matched: Matched, line: Line, seen: Mapping[str, list[Seen]], asking: Asking, as_of: date | None,
    pair: tuple[Seen, ...] | None = None,
) -> Values | None:  # fmt: skip
    """What the line says of the system of today, None where it speaks of none or nobody has told which it is.

    A system that has moved is the new one, otherwise the old one; what only the other side has is never mixed in.
    `pair`: what the row of the other side says of the move; None where there is no such row.
    """
    split: dict[str, Values] = {"": {}, "now": {}, "next": {}}
    for key, cells in seen.items():
        side, _, target = key.partition(":")
        split[side].setdefault(target, []).extend(cells)
    both, now, new = split[""], split["now"], split["next"]
    both = split[""] = _with_completed(both, as_of)
    moved = _value(both, "system.migrated")
    row_side = _value(both, "row.side")
    if pair is not None and row_side is not None:
        if moved is None and pair:
            moved = pair[0].got.value
            both = {**both, "system.migrated": [*both.get("system.migrated", []), *pair]}
        if row_side == "now" and moved is True:
            return None  # the row of the system that took over is read
    if row_side == "next" and moved is not True:
        return both if asking.answer(_doubt(matched, line, "side-next", _name(both))) == READ else None
    if row_side == "now" and moved is True:
        return both if asking.answer(_doubt(matched, line, "side-now", _name(both))) == READ else None
    if not new:
        return _as_moved(_joined(both, now), as_of) if moved is True else _joined(both, now)
    named = _name(new)
    if moved is True and (named or not OF_THE_PLAN.issuperset(new)):
        return _moved(matched, line, split, asking)
    base = _joined(both, now)
    if not _name(base) and (named or not base.get("system.areas")):
        if not named:
            return base
        answer = asking.answer(_doubt(matched, line, "side-only-next", named))
        return _joined(both, new) if answer == READ else None
    for target in OF_THE_PLAN:
        for cell in new.get(target, []):
            plan = cell._replace(target="system.planned_date", got=_as_plan(cell))
            base.setdefault("system.planned_date", []).append(plan)
    day = next((str(cell.got.value) for cell in base.get("system.planned_date", []) if cell.got.value), "")
    if moved is None and day and as_of is not None and day <= as_of.isoformat():
        live = SIDES.get(asking.answer(_doubt(matched, line, "side-unclear", _both_names(base, named))))
        return _moved(matched, line, split, asking) if live == "next" else base if live == "now" else None
    return base


def _moved(matched: Matched, line: Line, split: Mapping[str, Values], asking: Asking) -> Values:
    """The system that took over; the day planned for it is the day it went live."""
    mine = _joined(split[""], split["next"])
    if not _name(mine) and _name(split["now"]):
        mine["system.name"] = split["now"]["system.name"]  # it keeps its name
    for cell in mine.pop("system.planned_date", []):
        mine.setdefault("system.live_date", []).append(_as_live(cell))
    named, old = _name(split["next"]), _name(split["now"])
    if old and named and old != named:
        asking.note(
            Doubt(
                code="side-moved", place=matched.table.grid.row_place(line.number), weight=Weight.NOTED,
                section="systems", record=named, text=old, params={"name": named, "old": old},
            )
        )  # fmt: skip
    return mine


def _joined(*parts: Values) -> Values:
    found: Values = {}
    for part in parts:
        for target, cells in part.items():
            found.setdefault(target, []).extend(cells)
    return found


def _value(values: Values, target: str) -> object:
    return next((cell.got.value for cell in values.get(target, []) if cell.got.value is not None), None)


def _name(values: Values) -> str:
    """The name of a system on one side; what stands for «not settled» names none."""
    text = next((cell.text for cell in values.get("system.name", []) if cell.text), "")
    return (
        "" if text in ("未定", "検討中", "調整中", "未選定", "なし", "-", "―", "－", "不明") else " ".join(text.split())
    )


def _both_names(base: Values, named: str) -> str:
    area = next((cell.text for cell in base.get("system.areas", [])), "")
    return "・".join(name for name in (_name(base) or area, named) if name)


def _as_plan(cell: Seen) -> Got:
    planned = next((got for target, got in cell.got.extra if target == "system.planned_date"), None)
    span = next(spans(fold(cell.text)), None)
    value = span.last.isoformat() if span is not None and span.grain == "month" and cell.got.value else cell.got.value
    return planned or Got(value=value, doubt=cell.got.doubt, read_as=cell.got.read_as, params=cell.got.params)


def _as_moved(values: Values, as_of: date | None) -> Values:
    """Of a system that has moved, 移行日 is the day it went live; a heading that plans (移行予定日) and a day to come
    stay.
    """
    days = values.get("system.planned_date", [])
    heads = {cell.head: fold(cell.head).replace("(予定)", "") for cell in days}  # 移行(予定)日 is the day, or the plan
    done = [cell for cell in days if not _PLANS.search(heads[cell.head]) and not _later(cell, as_of)]
    if not done or values.get("system.live_date"):
        return values
    kept = [cell for cell in days if cell not in done]
    others = {target: cells for target, cells in values.items() if target != "system.planned_date"}
    live = {"system.live_date": [_as_live(cell) for cell in done]}
    return others | live | ({"system.planned_date": kept} if kept else {})


def _with_completed(values: Values, as_of: date | None) -> Values:
    """A day gone by below 移行完了日 says that the system has moved, where nothing else speaks of it."""
    days = [
        cell
        for cell in values.get("system.planned_date", [])
        if _COMPLETED.search("".join(cell.column.head.path) if cell.column else cell.head)
        and not _PLANS.search(cell.head)
        and cell.got.value
        and not _later(cell, as_of)
    ]
    if not days or as_of is None or "system.migrated" in values:
        return values
    moved = days[0]._replace(target="system.migrated", got=Got(value=True))
    return {**values, "system.migrated": [moved]}


def _later(cell: Seen, as_of: date | None) -> bool:
    """Whether a day is to come; that of a month begins with it."""
    said = str(cell.got.value or cell.got.read_as or "")
    return as_of is not None and said[:7] > as_of.isoformat()[:7]


def _as_live(cell: Seen) -> Seen:
    got = cell.got
    value = f"{got.value[:7]}-01" if isinstance(got.value, str) and len(got.value) == 7 else got.value
    return cell._replace(target="system.live_date", got=Got(value=value, doubt=got.doubt, read_as=got.read_as))


def _doubt(matched: Matched, line: Line, code: str, name: str) -> Doubt:
    return Doubt(
        code=code, place=matched.table.grid.row_place(line.number), weight=Weight.RECORD, section="systems",
        record=name, text=name, params={"name": name},
    )  # fmt: skip


def of_sides(seen: Values, sides: tuple[str, ...]) -> dict[str, list[Seen]]:
    """The cells of some sides, by their field."""
    found: dict[str, list[Seen]] = {}
    for key, cells in seen.items():
        side, _, target = key.partition(":")
        if side in sides:
            found.setdefault(target, []).extend(cells)
    return found
