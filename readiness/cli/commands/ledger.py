"""`readiness ledger …`: the inventory as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.commands._confirmed import keep_up_register, take_books
from readiness.cli.commands.analyze import typed
from readiness.cli.exits import DONE, FINDINGS, UNUSABLE
from readiness.cli.lazy import CommandGroup
from readiness.cli.options import Asked, described, help_text, shared
from readiness.cli.order import PathFirst, workbook_first
from readiness.cli.progress import working
from readiness.cli.writing import force_option, takes_in

if TYPE_CHECKING:
    from readiness.app.lists import MappedImport
    from readiness.exchange.ledger.merge import Merged
    from readiness.exchange.ledger.merge_lists import MergedLists
    from readiness.inventory.load import RawSections
    from readiness.messages.catalogue import Catalogue


@click.group("ledger", cls=CommandGroup, **described("ledger"))
def command() -> None:
    """The ledger workbook."""


def _say_merged(merged: Merged | MergedLists, written: tuple[Path, ...], words: Catalogue, *, dry_run: bool) -> int:
    """Counts, remarks and files written; 1 where a remark needs somebody to look at it."""
    for name, count in merged.counts.items():
        click.echo("  " + words.get(f"cli.ledger.count.{name}", count=count))
    for remark in merged.notes:
        click.echo(f"  {remark.place}  {remark.id}  {words.render(remark.message)}")
    for file in written:
        click.echo(words.get("cli.ledger.changed", path=file.as_posix()))
    if dry_run:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    return FINDINGS if any(remark.grave for remark in merged.notes) else DONE


def _say_mapped(done: MappedImport, words: Catalogue, *, dry_run: bool) -> int:
    """How each column of the body's own lists was read, and what became of it."""
    from readiness.exchange.reading_text import reading_lines

    for finding in done.findings:
        click.echo(f"{finding.ref.file}: {words.render(finding.message)}", err=True)
        if finding.remedy:
            click.echo(f"    → {words.render(finding.remedy)}", err=True)
    if done.mapped.reading is not None:
        for line in reading_lines(done.mapped.reading, words):
            click.echo(line)
    if done.merged is None:
        return UNUSABLE
    asked = done.mapped.reading.asked if done.mapped.reading is not None else ()
    missing = any(doubt.code in ("missing", "emptied", "emptied-link") for doubt in asked)
    code = _say_merged(done.merged, done.written, words, dry_run=dry_run)
    return max(code, FINDINGS if missing else DONE)


def _say_book(done: MappedImport, path: Path, files: Sequence[Path], words: Catalogue) -> None:
    """The book of readings to fill in, and the commands that take it in and bring the lists up to it."""
    if done.book is not None:
        key = "cli.ledger.book-in-hand" if done.book_left else "cli.ledger.book"
        ours = (
            {one.text for one in reading.unused if one.reason.startswith("our-")}
            if (reading := done.mapped.reading)
            else ()
        )
        lists = typed([file for file in files if file.name not in ours])
        book, ledger = typed([done.book]), typed([path])
        click.echo(words.get(key, book=book, ledger=ledger, lists=lists))


@command.command("export", **described("ledger.export"))
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--keep-state", is_flag=True, help=help_text("ledger.option.keep-state"))
@force_option
@shared(specs=False)
def export_(asked: Asked, path: Path, target: Path, keep_state: bool, force: bool) -> int:
    """Write the workbook."""
    from readiness.app import ledger as app
    from readiness.app.reading import WORKBOOK_SUFFIXES
    from readiness.exchange.labels import Labels

    words = asked.words
    if path.is_file() and path.suffix.lower() in WORKBOOK_SUFFIXES:
        click.echo(words.get("cli.ledger.is-workbook", path=path.name), err=True)
        return UNUSABLE
    # The date only stamps the file's properties; without one a fixed day keeps the bytes the same.
    with working(words, "write", path=target.as_posix()):
        day = asked.as_of or date(2000, 1, 1)
        raw, state = app.export_ledger(path, target, Labels(words), day, keep_state=keep_state, force=force)
    if _unreadable(raw, path, words):
        return UNUSABLE
    rows = sum(len(records) for records in raw.sections.values())
    click.echo(words.get("cli.ledger.wrote", path=target.as_posix(), count=rows))
    _say_state(state, words)
    return DONE


@command.command("day", **described("ledger.day"))
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--system", "systems", multiple=True, help=help_text("ledger.option.system"))
@force_option
@shared(specs=False)
def day_(asked: Asked, path: Path, target: Path, systems: tuple[str, ...], force: bool) -> int:
    """Write the steps of the cut-over day."""
    from readiness.app import ledger as app
    from readiness.exchange.labels import Labels

    words = asked.words
    day = asked.as_of or date(2000, 1, 1)
    with working(words, "write", path=target.as_posix()):
        try:
            raw = app.export_day(path, target, systems, Labels(words), day, force=force)
        except app.UnknownSystemError as unknown:
            near = words.join(unknown.near) or "―"
            click.echo(words.get("cli.ledger.day.unknown", system=unknown.system, near=near), err=True)
            return UNUSABLE
    if _unreadable(raw, path, words):
        return UNUSABLE
    click.echo(words.get("cli.ledger.day.wrote", path=target.as_posix()))
    return DONE


def _unreadable(raw: RawSections, path: Path, words: Catalogue) -> bool:
    """Tell what cannot be read; whether there is any such thing, or nothing at all to read."""
    from readiness.model.finding import Severity

    fatal = [finding for finding in raw.findings if finding.severity is Severity.FATAL]
    for finding in fatal:
        click.echo(f"{finding.ref.file}: {words.render(finding.message)}", err=True)
    if not fatal and raw.documents:
        return False
    click.echo(words.get("cli.ledger.unreadable", path=path.as_posix()), err=True)
    return True


def _say_state(state: tuple[Path, ...], words: Catalogue) -> None:
    """The decisions and registers that went along."""
    if state:
        folders = (file.parent.parent if file.parent.name == "books" else file.parent for file in state)
        stated = words.join(dict.fromkeys(folder.as_posix() for folder in folders))
        click.echo(words.get("cli.ledger.state", count=len(state), folders=stated))


@command.command("import", cls=PathFirst, old=workbook_first, **described("ledger.import"))
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    help=help_text("ledger.option.map"),
)
@click.option("--prefer-list", is_flag=True, help=help_text("ledger.option.prefer-list"))
@click.option("--keep-state", is_flag=True, help=help_text("ledger.option.keep-state"))
@takes_in
def import_(
    asked: Asked,
    path: Path,
    files: tuple[Path, ...],
    mapping: Path | None,
    prefer_list: bool,
    keep_state: bool,
    dry_run: bool,
) -> int:
    """Merge the workbooks of one body into the YAML at PATH."""
    from readiness.app import ledger as app
    from readiness.app.lists import import_mapped
    from readiness.app.reading import read_standard
    from readiness.exchange.labels import Labels
    from readiness.inventory.files import text_copies
    from readiness.inventory.state_problems import text_copy

    words = asked.words
    standard = read_standard(path, asked.specs)
    workbook = files[0]
    with working(words, "read", path=words.join(file.as_posix() for file in files)):
        if mapping is not None or len(files) > 1 or not app.holds_ledger(workbook):
            done = None
            mapped = import_mapped(
                path,
                files,
                standard,
                mapping,
                as_of=asked.as_of,
                body=asked.body,
                prefer_list=prefer_list,
                keep_state=keep_state,
                dry_run=dry_run,
            )
        else:
            done = app.import_ledger(path, workbook, Labels(words), standard, keep_state=keep_state, dry_run=dry_run)
    if done is None:
        for copy in (one for file in files for one in text_copies(file, "")):
            stated = text_copy(copy)  # a table of words that an editor saved under another ending
            click.echo(words.render(stated.message), err=True)
            if stated.remedy is not None:
                click.echo(f"    → {words.render(stated.remedy)}", err=True)
        _say_state(mapped.state, words)
        code = _say_mapped(mapped, words, dry_run=dry_run)
        _say_book(mapped, path, files, words)
        if mapped.gone and mapped.written:
            keep_up_register(asked, (path,), None)  # questions about what is no more are closed
        return code
    if done.merged is None:
        for finding in done.findings:
            place = done.positions.of(finding)
            where = f"{place.file}:{place.line}" if place else finding.ref.file
            click.echo(f"{where}: {words.render(finding.message)}", err=True)
            if finding.remedy:
                click.echo(f"    → {words.render(finding.remedy)}", err=True)
        return UNUSABLE
    click.echo(words.get("cli.ledger.read", path=workbook.name, sheets=words.join(done.read.sheets)))
    _say_state(done.state, words)
    return _say_merged(done.merged, done.written, words, dry_run=dry_run)


@command.command("confirm", **described("ledger.confirm"))
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.argument("books", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@takes_in
def confirm_(asked: Asked, path: Path, books: tuple[Path, ...], dry_run: bool) -> int:
    """Take filled confirmation books into the decisions of the body."""
    from readiness.app.ours import Kind, kind_of
    from readiness.app.reading import is_workbook

    lists = [book for book in books if kind_of(book) is Kind.OTHER] if is_workbook(path) else []
    ours = [book for book in books if book not in lists]
    return take_books(asked, (path, *lists) if ours else (path,), ours or books, dry_run=dry_run)
