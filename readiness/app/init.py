"""Wiring of `init`: published tables → a new inventory on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from readiness.app.reading import read_standard
from readiness.inventory.identify import Unidentified, identify
from readiness.inventory.init import InitFacts, NewInventory, init_inventory
from readiness.inventory.source_problems import source_finding
from readiness.model.body import BodyClass
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, known
from readiness.sources.csvfile import read_tables
from readiness.sources.problem import SourceError
from readiness.sources.tables import Workbook
from readiness.standard.applicability import area_scopes
from readiness.standard.importers.body_codes import read_codes
from readiness.standard.importers.designated import read_designations
from readiness.standard.importers.soumu_progress import read_progress
from readiness.standard.problem import StandardError
from readiness.store.errors import StoreError
from readiness.store.staged import new_folder

T = TypeVar("T")


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
