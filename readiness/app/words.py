"""What the reader of ledgers is given: workbooks with their formatting, and every word it may meet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from readiness.app.incoming import UnreadableError
from readiness.exchange.head_words import printed_heads
from readiness.exchange.ledger.check import note_findings
from readiness.exchange.ledger.leaves import leaves
from readiness.exchange.notes import RowNote, note
from readiness.intake.fields import ALIASES, shape_of
from readiness.intake.grid import Book, Grid
from readiness.intake.title import body_name, read_title
from readiness.intake.vocabulary import Vocabulary, load_vocabulary
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.inventory.source_problems import source_finding
from readiness.model.finding import Finding
from readiness.model.similar import similar
from readiness.model.standard.standard import Standard
from readiness.sources.csvfile import read_tables
from readiness.sources.formatting import PLAIN, holds_pictures, read_formatting
from readiness.sources.grid import Workbook
from readiness.sources.problem import SourceError
from readiness.sources.yamlfile import read_yaml
from readiness.standard.locate import specs_root

VERSION = 1
UNNAMED = "本団体"
_TITLE_ROWS = 3  # a name further down is that of a partner
LINKS = ("links.to", "links.from")


def open_book(file: Path, workbook: Workbook | None = None) -> Book:
    """A workbook or CSV file, with the formatting of its cells; `workbook`: as it was read already. Raises
    `UnreadableError`.
    """
    if workbook is None:
        try:
            workbook = read_tables(file, name=file.name)
        except SourceError as error:
            raise UnreadableError(tuple(source_finding(problem) for problem in error.problems)) from error
    formatting, formatted = read_formatting(workbook)
    grids = tuple(
        Grid(file=file.name, sheet=sheet, formatting=formatting.get(sheet.name, PLAIN), formatted=formatted)
        for sheet in workbook.sheets
    )
    return Book(file=file.name, grids=grids, saved=workbook.saved, pictures=holds_pictures(workbook))


def body_of(file: Path) -> str | None:
    """The body that a workbook names in its title or file name; None where it names none, is ours, or is unreadable."""
    try:
        sheets = read_tables(file, name=file.name).sheets
    except SourceError:
        return None
    return read_title((file.stem,), (sheet.rows[:_TITLE_ROWS] for sheet in sheets)).name


def unnamed_body(home: Path) -> str:
    """What a body is called whose ledgers do not name it: as the only one with decisions or a register beside them,
    else after the town that the folder is named for, else 本団体. Never after a file: the name of that changes.
    """
    folder = home if home.is_dir() else home.parent
    if home.is_file():
        kept = {p.name for kind in ("decisions", "register") for p in (folder / kind).glob("*") if p.is_dir()}
        if len(kept - {"books"}) == 1:
            return next(iter(kept - {"books"}))
    return body_name(folder.resolve().name) or UNNAMED


def vocabulary(standard: Standard, own: Mapping[str, Any]) -> Vocabulary:
    """The words of specs/vocabulary, the labels our books print, the areas of the standard, the body's own words."""
    return load_vocabulary(
        specs_root() / "vocabulary",
        labels=printed_heads(),
        areas=standard.area_spellings,
        codes={unit.id: unit.area for unit in standard.units if unit.area},
        own=own,
    )


def read_own_words(file: Path) -> tuple[dict[str, Any] | None, tuple[Finding, ...]]:
    """The body's own words (a mapping file) as the vocabulary takes them; all faults at once, then None."""
    document = read_yaml(file)
    name = file.as_posix()
    data: Any = document.data
    problems = tuple(source_finding(problem) for problem in document.problems)
    if not isinstance(data, Mapping) or data.get("mapping") != VERSION or not isinstance(data.get("tables", []), list):
        return None, (*problems, *note_findings((note("mapping.shape", name),), name))
    notes: list[RowNote] = []
    tables: dict[str, Any] = {}
    for index, raw in enumerate(data.get("tables") or []):
        place = f"{name}:tables[{index}]"
        table = _pairs(raw, place, notes)
        record = str(table.get("record", ""))
        if table and record not in ALIASES:
            notes.append(note("mapping.record", place, record, near="、".join(ALIASES)))
        values = _pairs(table.get("values"), f"{place}.values", notes)
        tables[record] = {
            "columns": _columns(table.get("columns"), f"{place}.columns", notes),
            "values": {str(t): _pairs(words, f"{place}.values.{t}", notes) for t, words in values.items()},
            "defaults": _pairs(table.get("defaults"), f"{place}.defaults", notes),
        }
    body = _pairs(data.get("body"), f"{name}:body", notes)
    body_sheet = _columns(data.get("body_sheet"), f"{name}:body_sheet", notes)
    staff = data.get("own_staff") or []
    if not isinstance(staff, list):
        notes.append(note("mapping.list", f"{name}:own_staff"))
        staff = []
    if notes:
        return None, (*problems, *note_findings(notes, name))
    return {"tables": tables, "body": body, "body_sheet": body_sheet, "own_staff": [str(w) for w in staff]}, problems


def _pairs(raw: Any, place: str, notes: list[RowNote]) -> Mapping[str, Any]:
    """What is to be one word beside another; noted where it is something else."""
    if isinstance(raw, Mapping):
        return raw
    if raw is not None:
        notes.append(note("mapping.pairs", place))
    return {}


def _columns(stated: Any, place: str, notes: list[RowNote]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for target, words in _pairs(stated, place, notes).items():
        if target not in LINKS and target not in ALIASES and shape_of(str(target)) is None and target not in _ENDS:
            near = similar(str(target), _targets(), least=0.6)
            notes.append(note("mapping.target", place, str(target), near="、".join(near)))
            continue
        key = {"vendor": "vendor.name", "package": "package.name", "division": "division.name"}.get(target, target)
        found[str(key)] = tuple(str(word) for word in (words if isinstance(words, list) else [words]))
    return found


_ENDS = ("interface.from", "interface.to", "contract.systems")


def _targets() -> list[str]:
    found = [*LINKS, *ALIASES]
    for alias, section in ALIASES.items():
        found += [f"{alias}.{'.'.join(leaf.path)}" for leaf in leaves(SECTION_BY_KEY[section].record)]
    return found
