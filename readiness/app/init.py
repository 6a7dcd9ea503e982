"""Wiring of `init`: published tables → a new inventory on disk, or one for each of many bodies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from readiness.app.reading import read_standard
from readiness.inventory.identify import Directory, Identity, Unidentified, folded
from readiness.inventory.init import InitFacts, NewInventory, init_inventory
from readiness.inventory.source_problems import source_finding
from readiness.model.body import BodyClass
from readiness.model.published import BodyCode, DesignationTable, ProgressTable
from readiness.model.standard.standard import Standard
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, known
from readiness.sources.csvfile import read_tables
from readiness.sources.grid import Workbook
from readiness.sources.problem import SourceError
from readiness.standard.applicability import area_scopes
from readiness.standard.bodies import with_classes
from readiness.standard.importers.body_codes import read_codes
from readiness.standard.importers.designated import read_designations
from readiness.standard.importers.soumu_progress import read_progress
from readiness.standard.problem import StandardError
from readiness.store.errors import StoreError
from readiness.store.staged import new_folder

T = TypeVar("T")
_PLACES_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class InitRequest:
    """What `init` was asked for: a body by code or name, every body (of a `prefecture`), or a template."""

    folder: Path
    code: str | None = None
    name: str | None = None
    every: bool = False
    prefecture: str | None = None
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One new inventory, and what the tables do not say about its body (`remarks`)."""

    new: NewInventory
    remarks: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeMany:
    """How many bodies have an inventory below the folder now, with sums over them: areas, systems and bodies."""

    bodies: int
    complete: int
    separate: int
    unlisted: int
    remarks: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    """The given tables as read; `codes` None where the built-in table serves."""

    progress: ProgressTable | None
    designated: DesignationTable | None
    codes: tuple[BodyCode, ...] | None


def init(request: InitRequest, say: Callable[[Text], str]) -> Made | MadeMany | Refused:
    """Make new inventories from published tables or a template and write them as a whole."""
    standard = read_standard(request.folder, request.specs)
    tables = _read(request, standard)
    if isinstance(tables, Refused):
        return tables
    try:
        codes = standard.bodies if tables.codes is None else with_classes(tables.codes, standard.bodies)
    except StandardError as error:
        return Refused(tuple(_stated(error)))
    directory = Directory(tables.progress, tables.designated, codes)
    writer = _Writer(request, standard, tables, directory, say)
    try:
        return writer.many() if request.every or request.prefecture else writer.one()
    except StoreError as error:
        return Refused((error.message,))


def _read(request: InitRequest, standard: Standard) -> _Tables | Refused:
    """The tables, or everything that is wrong with any of them."""
    refused: list[Text] = []

    def table(path: Path | None, read: Callable[[Workbook], T]) -> T | None:
        try:
            return None if path is None else read(read_tables(path))
        except (SourceError, StandardError) as error:
            refused.extend(_stated(error))
            return None

    tables = _Tables(
        progress=table(request.progress, lambda book: read_progress(book, standard)),
        designated=table(request.designated, lambda book: read_designations(book, standard)),
        codes=table(request.codes, read_codes),
    )
    return Refused(tuple(refused)) if refused else tables


def _stated(error: SourceError | StandardError) -> Iterator[Text]:
    findings = (
        error.findings if isinstance(error, StandardError) else tuple(source_finding(item) for item in error.problems)
    )
    for finding in findings:
        if finding.code.startswith("IN") and finding.ref.file:
            yield text("init.file", file=finding.ref.file)
        yield from (message for message in (finding.message, finding.remedy) if message is not None)


@dataclass(frozen=True, slots=True)
class _Writer:
    """The tables at hand, read once, and what is made of them."""

    request: InitRequest
    standard: Standard
    tables: _Tables
    directory: Directory
    say: Callable[[Text], str]

    def one(self) -> Made | Refused:
        """The body asked for, or the template."""
        request = self.request
        identity = None
        if request.template is None:
            found = self.directory.find(request.code, request.name)
            if isinstance(found, Unidentified):
                return Refused((found.message, *((text("init.near", near=found.near),) if found.near else ())))
            identity = found
        made = self._new(identity)
        with new_folder(request.folder) as stage:
            for name, content in made.files.items():
                stage.write(name, content)
        return Made(new=made, remarks=tuple(self._remarks(identity, made)) if identity else ())

    def many(self) -> MadeMany | Refused:
        """Every body, or every one of a prefecture (the prefecture itself with them), each in a folder of its code."""
        bodies = list(self.directory)
        if self.request.prefecture:
            sought = folded(self.request.prefecture)
            bodies = [body for body in bodies if sought in (body.prefecture, body.prefecture[:-1])]
            if not bodies:
                near = self.directory.prefectures
                return Refused((text("init.prefecture-unknown", name=self.request.prefecture, names=near),))
        complete = separate = unlisted = 0
        absent = []
        with new_folder(self.request.folder) as stage:
            for body in bodies:
                made = self._new(body)
                complete += len(made.complete)
                separate += len(made.separate)
                unlisted += self.tables.designated is not None and body.designation is None
                absent += [body.full_name] if self.tables.progress and body.progress is None else []
                for name, content in made.files.items():
                    stage.write(f"{body.code}/{name}", content)
        remarks = [text("init.many.absent", bodies=tuple(absent[:_PLACES_SHOWN]), count=len(absent))] if absent else []
        return MadeMany(
            bodies=len(bodies),
            complete=complete,
            separate=separate,
            unlisted=unlisted,
            remarks=(*remarks, *self._strangers()),
        )

    def _new(self, identity: Identity | None) -> NewInventory:
        body_class = identity.body_class if identity else self.request.template or UNKNOWN
        progress, designated = self.tables.progress, self.tables.designated
        return init_inventory(
            InitFacts(
                body_id=str(identity.code) if identity and known(identity.code) else self.request.folder.resolve().name,
                identity=identity,
                template=self.request.template,
                areas=self.standard.areas,
                scopes=area_scopes(self.standard, body_class, UNKNOWN),
                links=self.standard.links,
                progress_month=progress.month if progress else None,
                designated_month=designated.month if designated else None,
                listed=designated is not None,
                class_source=self._class_source(identity),
                as_of=self.request.as_of,
            ),
            self.say,
        )

    def _class_source(self, identity: Identity | None) -> str | None:
        """What tells the class, where it is less than confirmed and no given list tells it itself."""
        row = identity.row if identity else None
        stated = identity.designation if identity else None
        if row is None or row.class_confidence is None or row.class_confidence.firm:
            return None
        if stated is not None and known(stated.body_class):
            return None
        return f"{self.standard.sources[row.class_source].title} {row.class_confidence.ja}"

    def _remarks(self, identity: Identity, made: NewInventory) -> Iterator[Text]:
        """What the tables do not say of the body: normal for most, and never a guess."""
        progress, designated = self.tables.progress, self.tables.designated
        if designated is not None and identity.designation is None:
            yield text("init.done.unlisted", month=designated.month or text("common.unknown"))
        if progress is not None and identity.progress is None:
            yield text("init.done.no-progress", file=progress.file, name=identity.full_name)
            yield from self._strangers()
        if made.blank and identity.progress is not None:
            yield text("init.done.blank", place=identity.progress.place, areas=made.blank)

    def _strangers(self) -> Iterator[Text]:
        places = self.directory.strangers
        if places:
            yield text("init.many.strangers", places=places[:_PLACES_SHOWN], count=len(places))
