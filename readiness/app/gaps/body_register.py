"""One body with its register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from readiness.analysis.inputs import Inputs
from readiness.analysis.register import gaps_of, resting
from readiness.app.memory import remember
from readiness.app.register import register_file
from readiness.exchange.labels import Labels
from readiness.gaps.events import event_line
from readiness.gaps.register import bookkeeping, build_register
from readiness.gaps.survey import weekend
from readiness.model.gap import Gap, GapEvent, Register
from readiness.model.inventory import Inventory
from readiness.model.missing import Missing
from readiness.model.record import SystemId
from readiness.standard.calendar import is_closed


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRegister:
    """One body with its register; `closed`: the days on which its offices are closed."""

    inventory: Inventory
    as_of: date
    labels: Labels
    gaps: tuple[Gap, ...] = ()
    events: tuple[GapEvent, ...] = ()
    missing: tuple[Missing, ...] = ()
    listed: bool = False
    closed: Callable[[date], bool] = weekend

    @property
    def register(self) -> Register:
        """Gaps and events merged."""
        return build_register(self.gaps, self.events, resting(self.missing))


def open_register(inputs: Inputs, labels: Labels) -> BodyRegister:
    """Derive the gaps of a body and read what was recorded of them. The areas' names are added to `labels`."""
    return BodyRegister(
        inventory=inputs.inventory,
        as_of=inputs.as_of,
        labels=replace(labels, areas={area.key: area.name for area in inputs.standard.areas}),
        gaps=gaps_of(inputs),
        events=inputs.events,
        missing=inputs.missing,
        listed=inputs.listed,
        closed=partial(is_closed, inputs.standard.calendar),
    )


def append(path: Path, opened: BodyRegister, events: tuple[GapEvent, ...]) -> None:
    """Add to the register of the body, which then remembers the records of today where only names tell them again."""
    from readiness.store.events import append_events

    if events:
        append_events(register_file(path, opened.inventory.body.id), (event_line(event) for event in events))
        if opened.listed:
            remember(path, opened.inventory, opened.as_of, opened.register, opened.missing)


def keep_up(path: Path, opened: BodyRegister) -> None:
    """Bring the register, where there is one, up to the inventory: opened, revised, gone, and the names of today."""
    if opened.events:
        append(path, opened, bookkeeping(opened.register, opened.as_of))
        if opened.listed:
            remember(path, opened.inventory, opened.as_of, opened.register, opened.missing)


def cutover_dates(inventory: Inventory, as_of: date) -> dict[SystemId, date]:
    """Cut-over dates that people set: pins, else the adopted plan, else the systems' own planned dates."""
    from readiness.situation.situation import situations

    return {system: found.date for system, found in situations(inventory, as_of).cutovers.items()}
