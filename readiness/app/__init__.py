"""The wiring: the one module that knows concrete readers, solvers and writers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from readiness.analysis.inputs import Inputs
from readiness.analysis.waivers import apply_waivers
from readiness.inventory.load import Loaded, load_inventory
from readiness.inventory.positions import Positions
from readiness.model.decision import Waiver
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.inventory import Inventory
from readiness.model.ref import Ref
from readiness.model.standard.standard import Standard
from readiness.model.text import Text, text
from readiness.rules.context import Context
from readiness.rules.engine import not_run, run_rules
from readiness.standard.load import load_standard
from readiness.standard.locate import user_packs

if TYPE_CHECKING:
    from readiness.analysis.analyze import Analysis
    from readiness.gaps.events import BadLine, ReadEvents


# Told of each step of long work as it begins.
Tell: TypeAlias = Callable[[Text], None]


def silent(step: Text) -> None:
    """Tells nobody."""


# The last three cannot be read; the reader says how to save them anew.
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".csv", ".xls", ".xlsb", ".ods"})

REGISTER = "gaps.jsonl"


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


def read_standard(path: Path, specs: Path | None = None) -> Standard:
    """The standard as it applies to the body at `path`: built-in < the user's pack < the body's own `specs/`."""
    own = (path if path.is_dir() else path.parent) / "specs"
    return load_standard(packs=(*user_packs(specs), *((own,) if own.is_dir() else ())))


def read_body(path: Path, standard: Standard) -> Loaded:
    """The inventory at `path`: a folder, a YAML file or a ledger workbook."""
    if path.is_file() and path.suffix.lower() in WORKBOOK_SUFFIXES:
        from readiness.app.ledger import read_ledger_body

        return read_ledger_body(path, standard)
    return load_inventory(path, standard.area_spellings, standard.claim_files)


def reference_date(inventory: Inventory, as_of: date | None) -> date | None:
    """The date everything is measured from: asked for, else the inventory's own. Never the clock."""
    day = as_of or inventory.body.as_of
    return day if day is None or 2000 <= day.year < 2100 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyzed:
    """One body after analysis. `folder` is where the report was written; None where the input could not be read.

    `kept` are the user's own files that stood in the replaced folder, where they are now.
    """

    checked: Checked
    analysis: Analysis | None = None
    folder: Path | None = None
    kept: tuple[Path, ...] = ()


def read_inputs(path: Path, loaded: Loaded, standard: Standard, as_of: date | None) -> Inputs | None:
    """What the analysis is made of; None where the inventory cannot be analysed."""
    inventory = loaded.inventory
    day = reference_date(inventory, as_of) if inventory is not None else None
    if loaded.fatal or inventory is None or day is None:
        return None
    file = register_file(path, inventory.body.id)
    read = read_register(file)
    bad = tuple(_bad_register_line(file, line) for line in read.bad)
    findings = (*loaded.findings, *bad)
    return Inputs(inventory=inventory, standard=standard, as_of=day, events=read.events, read_findings=findings)


def register_file(path: Path, body: str) -> Path:
    """The gap register of the body at `path`: a folder's own, or one per body where several ledgers share a folder.

    The IDs of gaps do not tell the body, so that one file for two ledgers would show one town the other's answers. A
    single file that has none yet goes on with a register lying in the folder itself.
    """
    from readiness.store.names import fits_single

    folder = (path if path.is_dir() else path.parent) / "register"
    shared, own = folder / REGISTER, folder / body / REGISTER
    if path.is_dir() or not fits_single(body) or (shared.is_file() and not own.is_file()):
        return shared
    return own


def read_register(file: Path) -> ReadEvents:
    """The events of the gap register; none where there is no file."""
    from readiness.gaps.events import read_events

    # A line that is not UTF-8 becomes one that is no JSON, so that it is told of like any torn line.
    return read_events(map(_line, file.read_bytes().split(b"\n")) if file.is_file() else ())


def _line(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return "\ufffd"


def _bad_register_line(file: Path, line: BadLine) -> Finding:
    return Finding(
        code="IN304",
        severity=Severity.ERROR,
        subject=Subject("register", f"{file.name}:{line.line}"),
        message=text(f"input.register-line.{line.reason}", line=line.line),
        remedy=text("input.register-line.remedy"),
        ref=Ref(file.as_posix()),
    )


def analyze(
    path: Path,
    *,
    out: Path,
    language: str = "ja",
    as_of: date | None = None,
    specs: Path | None = None,
    audience: str = "庁内",
    since: Path | None = None,
    tell: Tell = silent,
) -> Analyzed:
    """Read, analyse and write `out/<body-id>/`; nothing is written where the input cannot be read.

    `since` is an earlier analysis.json or inventory; the report then tells what changed. Raises `StoreError` where the
    folder cannot be written, `DiffError` where `since` is of another body or no analysis. `tell` hears of each step.
    """
    from dataclasses import replace

    from readiness.analysis.analyze import analyze as run
    from readiness.app.diff import changes_since, read_side
    from readiness.exchange.drafts import draft_books
    from readiness.exchange.labels import Labels
    from readiness.model.audience import Audience
    from readiness.model.audience import audience as reader_named
    from readiness.report.options import report_options
    from readiness.report.outputs import render_outputs
    from readiness.store.names import single_name
    from readiness.store.staged import staged

    tell(text("cli.progress.read", path=path.as_posix()))
    standard = read_standard(path, specs)
    loaded = read_body(path, standard)
    inputs = read_inputs(path, loaded, standard, as_of)
    if inputs is None:
        return Analyzed(checked=validate(path, as_of=as_of, specs=specs))
    side = read_side(since, specs=specs) if since is not None else None
    if side is not None and not side.readable and side.checked is not None:
        return Analyzed(checked=side.checked)
    tell(text("cli.progress.analyse", body=inputs.inventory.body.label, systems=len(inputs.inventory.systems)))
    analysis = run(inputs)
    options = report_options(language, loaded.positions, audience)
    if side is not None:
        options = replace(options, changes=changes_since(side, analysis), since=side.name)
    reader = reader_named(audience)
    # What is written for others never takes the place of the full report.
    own = inputs.inventory.body.id + ("" if reader is Audience.INTERNAL else f"-{reader.value}")
    folder = out / single_name(own, out)
    tell(text("cli.progress.write", path=folder.as_posix()))
    with staged(folder) as stage:
        for name, content in render_outputs(analysis, options):
            stage.write(name, content)
        if reader is Audience.INTERNAL:
            areas = {area.key: area.name for area in standard.areas}
            books = draft_books(analysis.register, inputs.inventory, Labels(options.words, areas), inputs.as_of)
            for name, content in books.items():
                stage.write(f"gaps/{name}", content)
    checked = Checked(
        path=path,
        loaded=loaded,
        findings=analysis.findings,
        positions=loaded.positions,
        waived=analysis.waived,
    )
    return Analyzed(checked=checked, analysis=analysis, folder=folder, kept=stage.kept)


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
            told = (*findings, *unfit_body_id(loaded.inventory), *run_rules(context))
            judged = apply_waivers(told, loaded.inventory.decisions.waivers, day, not_checked=not_run())
            findings, waived = judged.findings, judged.waived
    return Checked(
        path=path,
        loaded=loaded,
        findings=loaded.positions.in_order(findings),
        positions=loaded.positions,
        baseline=known,
        waived=waived,
    )


class BaselineError(Exception):
    """The file given as a baseline is none."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.message: Text = text("input.baseline", path=path.as_posix())


def read_baseline(path: Path | None) -> frozenset[str]:
    """Fingerprints of an earlier findings.json. Raises `BaselineError`."""
    if path is None:
        return frozenset()
    import json

    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        return frozenset(str(finding["fingerprint"]) for finding in data["findings"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise BaselineError(path) from error


def unfit_body_id(inventory: Inventory) -> Iterator[Finding]:
    """The results go into a folder named by the body's id; `analyze` refuses an id that cannot be one."""
    from readiness.store.names import fits_single

    if not fits_single(inventory.body.id):
        yield Finding(
            code="IN207",
            severity=Severity.ERROR,
            subject=Subject("body", inventory.body.id),
            message=text("input.body-id", id=inventory.body.id),
            remedy=text("input.body-id.remedy"),
            ref=inventory.body.ref.child("id"),
        )


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
