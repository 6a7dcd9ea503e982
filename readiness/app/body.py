"""One body as read, for commands that ask one question of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from readiness.analysis.inputs import Inputs
from readiness.app.reading import no_reference_date, read_files, read_standard, reference_date
from readiness.app.register import bad_line_finding, read_register, register_file
from readiness.app.validate import Checked
from readiness.gaps.events import ReadEvents
from readiness.intake.identity import doubts, fates, missing, new_names
from readiness.intake.reading import Reading
from readiness.inventory.files import state_stays
from readiness.inventory.load import Loaded
from readiness.model.standard.standard import Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A body that was read but not analysed. `inputs` is None where it cannot be; `checked` then says why.

    `reading`: how its own ledgers were read, where it is kept in such.
    """

    checked: Checked
    standard: Standard
    inputs: Inputs | None
    reading: Reading | None = None


def open_body(
    path: Path,
    *,
    as_of: date | None = None,
    specs: Path | None = None,
    further: Sequence[Path] = (),
    body: str = "",
    out: Path | None = None,
) -> Opened:
    """Read one body without running rules; `further`: more workbooks of the same body; `body`: its name, where they do
    not tell it; `out`: where reports are written, whose history may remember what the lists held before.
    """
    standard = read_standard(path, specs)
    loaded, reading = read_files((path, *further), standard, as_of, body)
    inputs = read_inputs(path, loaded, standard, as_of)
    if inputs is not None and reading is not None:
        inputs, reading = _compared(path, inputs, reading, out)
    findings = loaded.findings
    if inputs is None and loaded.inventory is not None and not loaded.fatal:
        findings = loaded.positions.in_order((*findings, no_reference_date(loaded.inventory)))
    checked = Checked(path=path, loaded=loaded, findings=findings, positions=loaded.positions)
    return Opened(checked=checked, standard=standard, inputs=inputs, reading=reading)


def _compared(path: Path, inputs: Inputs, reading: Reading, out: Path | None) -> tuple[Inputs, Reading]:
    """Lists know a record by its name: what they held before and do not hold today is asked about."""
    from readiness.analysis.snapshot import inventory_snapshot
    from readiness.app.confirm import read_confirmed
    from readiness.app.memory import known_before
    from readiness.exchange.missing_text import missing_finding

    body = inputs.inventory.body.id
    now = inventory_snapshot(inputs.inventory)
    answers = fates(read_confirmed(path, body))
    found = missing(known_before(path, body, inputs.as_of, out), now, answers)
    said = tuple(missing_finding(one, path.as_posix()) for one in found if one.rests)
    asked = doubts(found, now, path.name)
    return (
        replace(
            inputs, missing=found, renamed=new_names(answers), listed=True, read_findings=(*inputs.read_findings, *said)
        ),
        replace(reading, doubts=(*reading.doubts, *asked)),
    )


def read_inputs(path: Path, loaded: Loaded, standard: Standard, as_of: date | None) -> Inputs | None:
    """What the analysis is made of; None where the inventory cannot be analysed."""
    inventory = loaded.inventory
    day = reference_date(inventory, as_of) if inventory is not None else None
    if loaded.fatal or inventory is None or day is None:
        return None
    file = register_file(path, inventory.body.id)
    read = read_register(file) if state_stays(file, path) else ReadEvents()
    bad = tuple(bad_line_finding(file, line) for line in read.bad)
    findings = (*loaded.findings, *bad)
    return Inputs(inventory=inventory, standard=standard, as_of=day, events=read.events, read_findings=findings)
