"""The wiring: the one module that knows concrete readers, solvers and writers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from readiness.analysis.inputs import Inputs
from readiness.inventory.load import Loaded, load_inventory
from readiness.inventory.positions import Positions
from readiness.inventory.source_problems import source_finding
from readiness.model.body import BodyClass
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.inventory import Inventory
from readiness.model.ref import Ref
from readiness.model.standard.standard import Standard
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, known
from readiness.rules.engine import run_rules
from readiness.rules.rule import Context
from readiness.sources.problem import SourceError
from readiness.standard.load import load_standard
from readiness.standard.locate import user_packs
from readiness.standard.problem import StandardError

if TYPE_CHECKING:
    from readiness.inventory.init import NewInventory
    from readiness.sources.tables import Workbook

T = TypeVar("T")

if TYPE_CHECKING:
    from readiness.analysis.analyze import Analysis
    from readiness.gaps.events import BadLine, ReadEvents


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
    read = read_register(path)
    bad = tuple(_bad_register_line(register_file(path), line) for line in read.bad)
    findings = (*loaded.findings, *bad)
    return Inputs(inventory=inventory, standard=standard, as_of=day, events=read.events, read_findings=findings)


def register_file(path: Path) -> Path:
    """The gap register beside the inventory."""
    return (path if path.is_dir() else path.parent) / "register" / "gaps.jsonl"


def read_register(path: Path) -> ReadEvents:
    """The events of the gap register; none where there is no file."""
    from readiness.gaps.events import read_events

    file = register_file(path)
    return read_events(file.read_text(encoding="utf-8").split("\n") if file.is_file() else ())


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
) -> Analyzed:
    """Read, analyse and write `out/<body-id>/`; nothing is written where the input cannot be read.

    Raises `StoreError` where the folder cannot be written.
    """
    from readiness.analysis.analyze import analyze as run
    from readiness.exchange.drafts import draft_books
    from readiness.exchange.labels import Labels
    from readiness.report.options import report_options
    from readiness.report.outputs import render_outputs
    from readiness.store.staged import staged

    standard = read_standard(path, specs)
    loaded = read_body(path, standard)
    inputs = read_inputs(path, loaded, standard, as_of)
    if inputs is None:
        return Analyzed(checked=validate(path, as_of=as_of, specs=specs))
    analysis = run(inputs)
    options = report_options(language, loaded.positions, audience)
    folder = out / inputs.inventory.body.id
    with staged(folder) as stage:
        for name, content in render_outputs(analysis, options):
            stage.write(name, content)
        areas = {area.key: area.name for area in standard.areas}
        books = draft_books(analysis.register, inputs.inventory, Labels(options.words, areas), inputs.as_of)
        for name, content in books.items():
            stage.write(f"gaps/{name}", content)
    checked = Checked(path=path, loaded=loaded, findings=analysis.findings, positions=loaded.positions)
    return Analyzed(checked=checked, analysis=analysis, folder=folder, kept=stage.kept)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class InitRequest:
    """What `init` was asked for: a body by code or name with the tables to look it up in, or a template."""

    folder: Path
    code: str | None = None
    name: str | None = None
    progress: Path | None = None
    designated: Path | None = None
    codes: Path | None = None
    template: BodyClass | None = None
    as_of: date | None = None
    specs: Path | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Input that cannot be used: everything to tell the user; nothing was written (exit 2)."""

    messages: tuple[Text, ...]


def init(request: InitRequest, say: Callable[[Text], str]) -> NewInventory | Refused:
    """Make a new inventory from published tables or a template and write it as a whole."""
    from readiness.inventory.identify import Unidentified, identify
    from readiness.inventory.init import InitFacts, init_inventory
    from readiness.sources.csvfile import read_tables
    from readiness.standard.applicability import area_scopes
    from readiness.standard.importers.body_codes import read_codes
    from readiness.standard.importers.designated import read_designations
    from readiness.standard.importers.soumu_progress import read_progress
    from readiness.store.errors import StoreError
    from readiness.store.staged import new_folder

    standard = read_standard(request.folder, request.specs)
    refused: list[Text] = []

    def table(path: Path | None, read: Callable[[Workbook], T]) -> T | None:
        try:
            return None if path is None else read(read_tables(path))
        except SourceError as error:
            findings = tuple(source_finding(problem) for problem in error.problems)
        except StandardError as error:
            findings = error.findings
        for finding in findings:
            named = finding.ref.file if finding.code.startswith("IN") else None
            refused.extend((text("init.file", file=named),) if named else ())
            refused.extend(message for message in (finding.message, finding.remedy) if message is not None)
        return None

    progress = table(request.progress, lambda book: read_progress(book, standard))
    designated = table(request.designated, lambda book: read_designations(book, standard))
    codes = table(request.codes, read_codes)
    if refused:
        return Refused(tuple(refused))
    identity = None
    if request.template is None:
        found = identify(request.code, request.name, progress, designated, codes or ())
        if isinstance(found, Unidentified):
            return Refused((found.message, *((text("init.near", near=found.near),) if found.near else ())))
        identity = found
    body_class = identity.body_class if identity else request.template or UNKNOWN
    facts = InitFacts(
        body_id=str(identity.code) if identity and known(identity.code) else request.folder.resolve().name,
        identity=identity,
        template=request.template,
        areas=standard.areas,
        scopes=area_scopes(standard, body_class, UNKNOWN),
        links=standard.links,
        progress_month=progress.month if progress else None,
        designated_month=designated.month if designated else None,
        listed=designated is not None,
        as_of=request.as_of,
    )
    made = init_inventory(facts, say)
    try:
        with new_folder(request.folder) as stage:
            for name, content in made.files.items():
                stage.write(name, content)
    except StoreError as error:
        return Refused((error.message,))
    return made
