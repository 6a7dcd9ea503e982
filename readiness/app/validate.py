"""Reading and checking: what `validate` does, and what `analyze` does first."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from readiness.analysis.waivers import apply_waivers
from readiness.app.reading import no_reference_date, read_body, read_standard, reference_date
from readiness.inventory.load import Loaded
from readiness.inventory.positions import Positions
from readiness.inventory.relocate import relocated, relocated_load
from readiness.model.decision import Waiver
from readiness.model.filename import fits
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.inventory import Inventory
from readiness.model.refusal import RefusedError
from readiness.model.text import text
from readiness.rules.context import Context
from readiness.rules.engine import not_run, run_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One body after reading and checking. `failing` are the findings that count for the exit code."""

    path: Path
    loaded: Loaded
    findings: tuple[Finding, ...]
    positions: Positions
    baseline: frozenset[str] = field(default_factory=frozenset)
    waived: Mapping[str, Waiver] = field(default_factory=dict)

    @property
    def failing(self) -> tuple[Finding, ...]:
        """Findings that are neither in the baseline nor accepted by decision; unreadable input always counts."""
        return tuple(
            finding
            for finding in self.findings
            if finding.severity is Severity.FATAL
            or (finding.fingerprint not in self.baseline and finding.fingerprint not in self.waived)
        )


def validate(
    path: Path, *, as_of: date | None = None, specs: Path | None = None, baseline: Path | None = None
) -> Checked:
    """Read one body and run the rules that need nothing but inventory and standard.

    Raises `BaselineError` where the baseline is no findings.json.
    """
    known = read_baseline(baseline)
    standard = read_standard(path, specs)
    loaded = read_body(path, standard)
    findings = loaded.findings
    waived: Mapping[str, Waiver] = {}
    if not loaded.fatal and loaded.inventory is not None:
        day = reference_date(loaded.inventory, as_of)
        if day is None:
            findings = (*findings, no_reference_date(loaded.inventory))
        else:
            context = Context(inventory=loaded.inventory, standard=standard, as_of=day)
            stated = (*findings, *unfit_body_id(loaded.inventory), *run_rules(context))
            judged = apply_waivers(stated, loaded.inventory.decisions.waivers, day, not_checked=not_run())
            findings, waived = judged.findings, judged.waived
    return Checked(
        path=path,
        loaded=loaded,
        findings=loaded.positions.in_order(findings),
        positions=loaded.positions,
        baseline=known,
        waived=waived,
    )


def seen_from_here(file: str) -> str:
    """A path as another program finds it from where the command runs, however it was typed (`..`, links, in full):
    relative below that folder, else whole.
    """
    if not file:
        return file
    here, place = Path.cwd().resolve(), Path(file).resolve()
    typed = Path(os.path.abspath(file))  # noqa: PTH100 - with links as they are called
    found = next((one.relative_to(here) for one in (place, typed) if one.is_relative_to(here)), place)
    return found.as_posix()


def from_here(checked: Checked) -> Checked:
    """The same with files named as seen from where the command runs, for readers that look for them themselves."""
    loaded = relocated_load(checked.loaded, seen_from_here)
    return replace(
        checked,
        path=Path(seen_from_here(checked.path.as_posix())),
        loaded=loaded,
        findings=relocated(checked.findings, seen_from_here),
        positions=loaded.positions,
    )


class BaselineError(RefusedError):
    """The file given as a baseline is none."""


def read_baseline(path: Path | None) -> frozenset[str]:
    """Fingerprints of an earlier findings.json. Raises `BaselineError`."""
    if path is None:
        return frozenset()
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        return frozenset(str(finding["fingerprint"]) for finding in data["findings"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise BaselineError(text("input.baseline", path=path.as_posix())) from error


def unfit_body_id(inventory: Inventory) -> Iterator[Finding]:
    """The results go into a folder named by the body's id; `analyze` refuses an id that cannot be one."""
    if not fits(inventory.body.id):
        yield Finding(
            code="IN207",
            severity=Severity.ERROR,
            subject=Subject("body", inventory.body.id),
            message=text("input.body-id", id=inventory.body.id),
            remedy=text("input.body-id.remedy"),
            ref=inventory.body.ref.child("id"),
        )
