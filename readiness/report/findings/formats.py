"""The formats of a list of findings by name; each is imported only when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Protocol

from readiness.inventory.positions import Positions
from readiness.messages.catalogue import Catalogue
from readiness.model.decision import Waiver
from readiness.model.finding import Finding
from readiness.report.findings.row import FindingRow, finding_rows

MODULES = {"text": "text", "json": "jsonfile", "sarif": "sarif", "github": "github", "csv": "csvfile"}
# Those that are written beside the report.
FILES = ("json", "sarif", "csv")


class Checked(Protocol):
    """What the wiring knows of one body after checking it."""

    @property
    def path(self) -> Path:
        """The inventory, as it was named."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything to print."""

    @property
    def positions(self) -> Positions:
        """Where it stands."""

    @property
    def waived(self) -> Mapping[str, Waiver]:
        """Decisions that accept a finding, by fingerprint."""

    @property
    def baseline(self) -> frozenset[str]:
        """Fingerprints that an earlier run already told."""


def render(checked: Iterable[Checked], form: str, words: Catalogue) -> str:
    """All findings of all bodies in one document. `form` is a key of `MODULES`."""
    rows = tuple(
        row
        for body in checked
        for row in finding_rows(
            body.findings,
            body.positions,
            words,
            waived=body.waived,
            baseline=body.baseline,
            home=body.path.as_posix() if body.path.is_file() else "",
        )
    )
    return render_rows(rows, form, words)


def render_rows(rows: tuple[FindingRow, ...], form: str, words: Catalogue) -> str:
    """The same for rows at hand."""
    rendered: str = import_module(f"readiness.report.findings.{MODULES[form]}").render(rows, words)
    return rendered
