"""The 40 steps for re-entry and the 引継書."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from readiness.app.gaps.body_register import BodyRegister
from readiness.app.incoming import incoming
from readiness.app.reading import read_body, read_standard
from readiness.exchange.handover import HandoverItem, handover_items
from readiness.exchange.handover_text import handover_book
from readiness.exchange.pmo import AreaReentry, known_steps, pmo_book, previous_steps, reentry
from readiness.model.standard.area import AreaKind
from readiness.situation.steps import area_steps
from readiness.standard.applicability import applicable_areas
from readiness.tables.table import Book
from readiness.tables.write_csv import write_csv
from readiness.tables.write_xlsx import write_xlsx


def pmo_areas(
    path: Path, opened: BodyRegister, *, previous: Path | None = None, specs: Path | None = None
) -> tuple[AreaReentry, ...]:
    """The areas of the national table that the body runs, or may run; 共通機能 is none of its twenty.

    `previous` is last month's inventory, or a file that `pmo --out` wrote.
    """
    standard = read_standard(path, specs)
    body = opened.inventory.body
    run = applicable_areas(standard, body.body_class, body.welfare_office)
    keys = tuple(area.key for area in standard.areas if area.kind is AreaKind.STATUTORY and area.key in run)
    before = None
    if previous is not None and (previous.is_dir() or previous.suffix.lower() in (".yaml", ".yml")):
        old = read_body(previous, standard).inventory
        before = known_steps(area_steps(old, keys)) if old is not None else {}
    elif previous is not None:
        before = previous_steps(incoming(previous), opened.labels)
    return reentry(area_steps(opened.inventory, keys), standard.procedure, before)


def write_pmo(
    areas: Sequence[AreaReentry], opened: BodyRegister, target: Path, path: Path, *, force: bool = False
) -> Path:
    """As a workbook, or as CSV by the target's suffix. Raises `OutputError` where it is not ours to replace."""
    return _write(pmo_book(areas, opened.labels, opened.as_of), target, path, force=force)


def handover(opened: BodyRegister, *, by: str = "division", only: str | None = None) -> tuple[HandoverItem, ...]:
    """The points of the 引継書, all or those of one division or system."""
    items = handover_items(opened.inventory, opened.register, opened.as_of)
    return tuple(i for i in items if only is None or (i.division if by == "division" else i.system) == only)


def write_handover(
    items: Sequence[HandoverItem], opened: BodyRegister, target: Path, path: Path, *, force: bool = False
) -> Path:
    """As a workbook with one sheet per chapter. Raises `OutputError` where it is not ours to replace."""
    return _write(handover_book(items, opened.inventory, opened.labels, opened.as_of), target, path, force=force)


def _write(book: Book, target: Path, path: Path, *, force: bool) -> Path:
    from readiness.app.output import write_output

    csv = target.suffix.lower() == ".csv"
    content = write_csv(book.tables[0]) if csv else write_xlsx(book)
    write_output({target: content}, path, force=force)
    return target
