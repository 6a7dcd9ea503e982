"""The wiring: the one module that knows concrete readers, solvers and writers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from readiness.inventory.load import Loaded, load_inventory
from readiness.inventory.positions import Positions
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.inventory import Inventory
from readiness.model.standard.standard import Standard
from readiness.model.text import text
from readiness.rules.engine import run_rules
from readiness.rules.rule import Context
from readiness.standard.load import load_standard
from readiness.standard.locate import user_packs


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One body after reading and checking. `failing` are the findings that count for the exit code."""

    path: Path
    loaded: Loaded
    findings: tuple[Finding, ...]
    positions: Positions
    baseline: frozenset[str] = field(default_factory=frozenset)

    @property
    def failing(self) -> tuple[Finding, ...]:
        """Findings that are not in the baseline; unreadable input always counts."""
        return tuple(
            finding
            for finding in self.findings
            if finding.severity is Severity.FATAL or finding.fingerprint not in self.baseline
        )


def read_standard(path: Path, specs: Path | None = None) -> Standard:
    """The standard as it applies to the body at `path`: built-in < the user's pack < the body's own `specs/`."""
    own = (path if path.is_dir() else path.parent) / "specs"
    return load_standard(packs=(*user_packs(specs), *((own,) if own.is_dir() else ())))


def read_body(path: Path, standard: Standard) -> Loaded:
    """The inventory at `path`, a folder or a file."""
    return load_inventory(path, standard.area_spellings)


def reference_date(inventory: Inventory, as_of: date | None) -> date | None:
    """The date everything is measured from: asked for, else the inventory's own. Never the clock."""
    return as_of or inventory.body.as_of


def validate(
    path: Path, *, as_of: date | None = None, specs: Path | None = None, baseline: Path | None = None
) -> Checked:
    """Read one body and run the rules that need nothing but inventory and standard."""
    standard = read_standard(path, specs)
    loaded = read_body(path, standard)
    findings = loaded.findings
    if not loaded.fatal and loaded.inventory is not None:
        day = reference_date(loaded.inventory, as_of)
        if day is None:
            findings = (*findings, no_reference_date(loaded.inventory))
        else:
            findings = (*findings, *run_rules(Context(inventory=loaded.inventory, standard=standard, as_of=day)))
    return Checked(
        path=path,
        loaded=loaded,
        findings=loaded.positions.in_order(findings),
        positions=loaded.positions,
        baseline=read_baseline(baseline),
    )


def read_baseline(path: Path | None) -> frozenset[str]:
    """Fingerprints of an earlier findings.json."""
    if path is None:
        return frozenset()
    import json

    data = json.loads(path.read_text(encoding="utf-8"))
    return frozenset(str(finding["fingerprint"]) for finding in data.get("findings", ()))


def no_reference_date(inventory: Inventory) -> Finding:
    """Without a date nothing can be near, late or in force."""
    return Finding(
        code="IN206",
        severity=Severity.FATAL,
        subject=Subject("body", inventory.body.id),
        message=text("input.no-as-of"),
        remedy=text("input.no-as-of.remedy"),
        ref=inventory.body.ref,
    )
