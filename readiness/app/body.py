"""One body as read, for commands that ask one question of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from readiness.analysis.inputs import Inputs
from readiness.app import Checked, no_reference_date, read_body, read_inputs, read_standard
from readiness.model.standard.standard import Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A body that was read but not analysed. `inputs` is None where it cannot be; `checked` then says why."""

    checked: Checked
    standard: Standard
    inputs: Inputs | None


def open_body(path: Path, *, as_of: date | None = None, specs: Path | None = None) -> Opened:
    """Read one body without running rules."""
    standard = read_standard(path, specs)
    loaded = read_body(path, standard)
    findings = loaded.findings
    inputs = read_inputs(path, loaded, standard, as_of)
    if inputs is None and not loaded.fatal and loaded.inventory is not None:
        findings = loaded.positions.in_order((*findings, no_reference_date(loaded.inventory)))
    checked = Checked(path=path, loaded=loaded, findings=findings, positions=loaded.positions)
    return Opened(checked=checked, standard=standard, inputs=inputs)


def write_file(path: Path, content: bytes) -> None:
    """Write one file whole or not at all. Raises `StoreError` with words for the user."""
    from readiness.store.errors import translated
    from readiness.store.files import atomic_write_bytes

    with translated(path):
        atomic_write_bytes(path, content)
