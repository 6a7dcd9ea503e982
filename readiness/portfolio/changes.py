"""What changed in a portfolio since last time, body by body (前回からの変化)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from readiness.analysis.status import AreaState
from readiness.portfolio.combine import Portfolio
from readiness.portfolio.row import AreaMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A planned cut-over of an area that is another than last time; None is «no date»."""

    area: str
    old: date | None
    new: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyChange:
    """`new` bodies were not there last time, `gone` ones are not there now; neither has anything to compare."""

    id: str
    name: str
    new: bool = False
    gone: bool = False
    completed: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is something to tell."""
        return bool(self.new or self.gone or self.completed or self.reopened or self.moved)


class PreviousError(ValueError):
    """The data are no portfolio.json."""


def changes(previous: Any, portfolio: Portfolio) -> tuple[BodyChange, ...]:
    """Bodies with a change, in the order given, then those that are gone. `previous` is the data of a portfolio.json.

    Raises `PreviousError` where it is none.
    """
    try:
        before = {str(row["id"]): (str(row["name"]), _marks(row["areas"])) for row in _rows(previous)}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PreviousError from error
    found = []
    for row in portfolio.bodies:
        if row.id not in before:
            found.append(BodyChange(id=row.id, name=row.name, new=True))
            continue
        old = before[row.id][1]
        found.append(_change(row.id, row.name, old, row.areas))
    here = {row.id for row in portfolio.bodies}
    gone = (BodyChange(id=id_, name=name, gone=True) for id_, (name, _) in before.items() if id_ not in here)
    return tuple(change for change in (*found, *gone) if change.any)


def _change(
    id_: str, name: str, old: Mapping[str, tuple[AreaState, date | None]], new: tuple[AreaMark, ...]
) -> BodyChange:
    both = [(mark, *old[mark.area]) for mark in new if mark.area in old]
    done = AreaState.COMPLETE
    return BodyChange(
        id=id_,
        name=name,
        completed=tuple(mark.area for mark, state, _ in both if mark.state is done and state is not done),
        reopened=tuple(mark.area for mark, state, _ in both if mark.state is not done and state is done),
        moved=tuple(
            Moved(area=mark.area, old=day, new=mark.cutover)
            for mark, _, day in both
            if mark.state is not done and mark.cutover != day
        ),
    )


def _rows(previous: Any) -> list[Any]:
    if previous["format"] != "readiness.portfolio" or not isinstance(previous["bodies"], list):
        raise PreviousError
    rows: list[Any] = previous["bodies"]
    return rows


def _marks(areas: Any) -> dict[str, tuple[AreaState, date | None]]:
    return {
        str(mark["area"]): (
            AreaState(mark["state"]),
            date.fromisoformat(mark["cutover"]) if mark.get("cutover") else None,
        )
        for mark in areas
    }
