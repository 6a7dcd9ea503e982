"""One body with its register."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from readiness.app.body import read_inputs
from readiness.app.reading import no_reference_date, read_body, read_standard, reference_date
from readiness.app.register import register_file
from readiness.app.validate import Checked
from readiness.exchange.labels import Labels
from readiness.gaps.derive import derive
from readiness.gaps.events import event_line
from readiness.gaps.look import answer_days
from readiness.gaps.register import build_register
from readiness.gaps.required import required_of
from readiness.model.gap import Gap, GapEvent, Register
from readiness.model.inventory import Inventory
from readiness.standard.calendar import is_closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One body with its register. `refused` says why it could not be opened; then the rest is empty."""

    inventory: Inventory | None
    as_of: date | None
    labels: Labels
    gaps: tuple[Gap, ...] = ()
    events: tuple[GapEvent, ...] = ()
    refused: Checked | None = None

    @property
    def register(self) -> Register:
        """Gaps and events merged."""
        return build_register(self.gaps, self.events)


def open_register(path: Path, labels: Labels, *, as_of: date | None, specs: Path | None) -> Opened:
    """Read the body, derive its gaps, read its register. The areas' names are added to `labels`."""
    standard = read_standard(path, specs)
    loaded = read_body(path, standard)
    labels = replace(labels, areas={area.key: area.name for area in standard.areas})
    inputs = read_inputs(path, loaded, standard, as_of)
    if inputs is None:
        findings = loaded.findings
        if loaded.inventory is not None and reference_date(loaded.inventory, as_of) is None:
            findings = (*findings, no_reference_date(loaded.inventory))
        refused = Checked(path=path, loaded=loaded, findings=findings, positions=loaded.positions)
        return Opened(inventory=None, as_of=None, labels=labels, refused=refused)
    days = answer_days(inputs.standard.assumptions)
    closed = partial(is_closed, inputs.standard.calendar)
    required = required_of(inputs.standard, inputs.inventory, inputs.as_of)
    gaps = derive(inputs.inventory, inputs.as_of, days=days, closed=closed, required=required)
    return Opened(inventory=inputs.inventory, as_of=inputs.as_of, labels=labels, gaps=gaps, events=inputs.events)


def ready(opened: Opened) -> tuple[Inventory, date]:
    """What every step needs. Raises `ValueError` for a body that was refused."""
    if opened.inventory is None or opened.as_of is None:
        raise ValueError("the body could not be read; look at `refused` first")
    return opened.inventory, opened.as_of


def append(path: Path, inventory: Inventory, events: tuple[GapEvent, ...]) -> None:
    """Add to the register of the body."""
    from readiness.store.events import append_events

    if events:
        append_events(register_file(path, inventory.body.id), (event_line(event) for event in events))


def cutover_dates(inventory: Inventory) -> dict[str, date]:
    """Cut-over dates that people set: the adopted plan, else the systems' own planned dates."""
    from readiness.lockin.cutover import cutovers

    return {system: found.date for system, found in cutovers(inventory, None).items()}
