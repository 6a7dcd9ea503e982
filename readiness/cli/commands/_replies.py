"""What becomes of files that came back: answers recorded, tables of claims taken, and what to do next told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.exits import DONE, FINDINGS, UNUSABLE
from readiness.cli.opened import register_of
from readiness.cli.options import Asked
from readiness.cli.progress import remark

if TYPE_CHECKING:
    from readiness.app.gaps.answers import Imported
    from readiness.app.gaps.body_register import BodyRegister
    from readiness.messages.catalogue import Catalogue


def claims_of(
    path: Path,
    file: Path,
    package: str,
    edition: str,
    mapping: Path | None,
    pack: Path | None,
    words: Catalogue,
    *,
    dry_run: bool,
) -> int:
    """A vendor's own table becomes claims of its package and version."""
    from readiness.app.claims import UnknownPackageError, import_claims

    try:
        done = import_claims(path, file, package=package, version=edition, mapping=mapping, pack=pack, dry_run=dry_run)
    except UnknownPackageError as error:
        click.echo(words.get("cli.gaps.claims.which", package=package, known=words.join(error.known)), err=True)
        return UNUSABLE
    if not done.table.rows:
        click.echo(words.get("cli.gaps.claims.none", path=file.name), err=True)
        for note in done.table.notes:
            click.echo(f"  {note.place}  {note.id}  {words.render(note.message)}", err=True)
        return UNUSABLE
    sheets = words.join(f"{sheet} {columns}" for sheet, columns in done.table.sheets)
    click.echo(words.get("cli.gaps.claims", path=file.name, rows=len(done.table.rows), sheets=sheets))
    for note in done.table.notes:
        click.echo(f"  {note.place}  {note.id}  {words.render(note.message)}")
    key = "cli.ledger.changed" if done.changed else "cli.gaps.claims.same"
    click.echo(words.get("cli.gaps.dry-run" if dry_run else key, path=done.file.as_posix()))
    return FINDINGS if any(note.grave for note in done.table.notes) else DONE


def take_replies(
    asked: Asked,
    paths: Sequence[Path],
    files: Sequence[Path],
    *,
    by: str = "",
    ours: bool = False,
    dry_run: bool = False,
    out: Path | None = None,
) -> int:
    """Record what replies say of the questions of one body, and offer what could fill its ledger. `paths`: the
    inventory, or the lists that belong together; `out`: where its reports are, which remember what the lists held.
    """
    from readiness.app.gaps.answers import Command, by_day_saved, import_answers

    words, (path, *further) = asked.words, paths
    code, so_far = DONE, Command()
    for file in by_day_saved(files):
        # Each file sees what the one before it recorded.
        opened = register_of(path, asked, further, out)
        if opened is None:
            return UNUSABLE
        done = import_answers(path, opened, file, by=by, ours=ours, command=so_far, dry_run=dry_run)
        code = max(code, _say_imported(done, opened, path, asked, dry_run=dry_run))
    if dry_run:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    else:
        _offer(paths, asked, out)
    return code


def _offer(paths: Sequence[Path], asked: Asked, out: Path | None) -> None:
    """Write the book of answers that could fill the ledger, and name the command that takes it."""
    from readiness.app.gaps.accept import offer_answers

    path, *further = paths
    opened = register_of(path, asked, further, out)
    if opened is None:
        return
    file, written = offer_answers(path, opened)
    if file is not None:
        key = "cli.gaps.answers-book" if written else "cli.gaps.answers-in-hand"
        remark(asked.words.get(key, file=file.as_posix(), path=path.as_posix()))


def _asks_package(path: Path, file: Path, asked: Asked) -> bool:
    """Whether a file without our IDs is a vendor's own 対応表; then the commands that take it in are told."""
    from readiness.app.claims import unplaced
    from readiness.app.gaps.answers import MAIL_SUFFIXES

    found = unplaced(path, file, asked.specs) if file.suffix.lower() not in MAIL_SUFFIXES else None
    if found is None:
        return False
    words = asked.words
    click.echo(words.get("cli.gaps.claims.package", path=file.name, rows=found.rows), err=True)
    for package in found.packages:
        key = package.partition("(")[0]
        line = words.get("cli.gaps.claims.command", package=package, id=key, path=path.as_posix(), file=file.as_posix())
        click.echo(f"  {line}", err=True)
    return True


def _say_imported(done: Imported, opened: BodyRegister, path: Path, asked: Asked, *, dry_run: bool) -> int:
    """Say what became of one file; the exit code for it."""
    from readiness.app.gaps.answers import MAIL_SUFFIXES
    from readiness.exchange.notes import together
    from readiness.exchange.register_text import change_lines

    name, words = done.file.name, asked.words
    if done.other is not None:
        key = "cli.gaps.other-body" if done.other else "cli.gaps.other-body-unnamed"
        click.echo(words.get(key, path=name, other=done.other, body=opened.inventory.body.label), err=True)
        return UNUSABLE
    if not done.read.tables:
        if _asks_package(path, done.file, asked):
            return UNUSABLE
        key = "cli.gaps.no-ids" if done.file.suffix.lower() in MAIL_SUFFIXES else "cli.gaps.no-table"
        click.echo(words.get(key, path=name), err=True)
        return UNUSABLE
    click.echo(words.get("cli.gaps.read", path=name, rows=len(done.read.rows), blank=done.read.blank))
    if done.applied.counts:
        counts = (words.get(f"cli.gaps.count.{kind}", count=count) for kind, count in done.applied.counts.items())
        click.echo(f"  {words.join(counts)}")
    if dry_run:
        for line in change_lines(done.applied.events, opened.register, opened.inventory, opened.labels):
            click.echo(f"    {line}")
    notes = together((*done.read.notes, *done.applied.notes))
    for note in notes:
        click.echo(f"  {note.place}  {note.id}  {words.render(note.message)}".rstrip())
    if not done.read.rows:
        click.echo(f"  {words.get('cli.gaps.nothing-filled', path=name)}")
    return FINDINGS if not done.read.rows or any(note.grave for note in notes) else DONE
