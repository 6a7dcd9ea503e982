"""`readiness gaps …`: question books out, answers in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.exits import DONE, FINDINGS, UNUSABLE
from readiness.cli.lazy import CommandGroup
from readiness.cli.opened import register_of
from readiness.cli.options import Asked, described, help_text, shared
from readiness.cli.progress import remark
from readiness.cli.writing import changes_inventory, force_option

if TYPE_CHECKING:
    from readiness.app.gaps.answers import Imported
    from readiness.app.gaps.body_register import BodyRegister
    from readiness.messages.catalogue import Catalogue


@click.group("gaps", cls=CommandGroup, **described("gaps"))
def command() -> None:
    """Questions and answers."""


def _claims_of(
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


ROWS = 500


@command.command("export", **described("gaps.export"))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=None, help=help_text("gaps.option.out"))
@click.option(
    "--by",
    type=click.Choice(("vendor", "division")),
    default="vendor",
    show_default=True,
    help=help_text("gaps.option.by"),
)
@click.option("--only", default=None, help=help_text("gaps.option.only"))
@click.option("--rows", type=click.IntRange(min=1), default=ROWS, show_default=True, help=help_text("gaps.option.rows"))
@click.option("--all", "every", is_flag=True, help=help_text("gaps.option.all"))
@click.option("--number", default="", help=help_text("gaps.option.number"))
@click.option("--remind", is_flag=True, help=help_text("gaps.option.remind"))
@click.option("--candidate", "candidates", multiple=True, help=help_text("gaps.option.candidate"))
@click.option("--area", "areas", multiple=True, help=help_text("gaps.option.area"))
@click.option("--csv", is_flag=True, help=help_text("gaps.option.csv"))
@force_option
@click.option("--dry-run", is_flag=True, help=help_text("gaps.option.dry-run"))
@shared(body=True)
@changes_inventory
def export_(
    asked: Asked,
    path: Path,
    out: Path | None,
    by: str,
    only: str | None,
    rows: int,
    every: bool,
    number: str,
    remind: bool,
    candidates: tuple[str, ...],
    areas: tuple[str, ...],
    csv: bool,
    force: bool,
    dry_run: bool,
) -> int:
    """Write the books; with a document number they are recorded as sent."""
    from readiness.app.gaps.books import export_candidate_books, export_division_books, export_vendor_books
    from readiness.app.register import register_file

    words = asked.words
    opened = register_of(path, asked)
    if opened is None:
        return UNUSABLE
    # Beside the register of the body: the books of two ledgers in one folder are named by the same vendors.
    folder = out if out is not None else register_file(path, opened.inventory.body.id).parent / "books"
    if candidates:
        keys = {name: key for key, name in opened.labels.areas.items()}
        chosen = tuple(keys.get(area, area) for area in areas)
        if not chosen or any(area not in opened.labels.areas for area in chosen):
            click.echo(words.get("cli.gaps.which-areas", areas=words.join(opened.labels.areas.values())), err=True)
            return UNUSABLE
        done = export_candidate_books(
            path, opened, folder, candidates, chosen, number=number, force=force, dry_run=dry_run
        )
    elif by == "division":
        done = export_division_books(path, opened, folder, division=only, csv=csv, force=force, dry_run=dry_run)
    else:
        limit = None if every else rows
        done = export_vendor_books(
            path,
            opened,
            folder,
            vendor=only,
            rows=limit,
            number=number,
            remind=remind,
            csv=csv,
            force=force,
            dry_run=dry_run,
        )
    for file, count in done.files:
        click.echo(words.get("cli.gaps.wrote", path=file.as_posix(), count=count))
    if not done.files:
        key = "cli.gaps.nothing-new" if done.waiting else "cli.gaps.nothing"
        click.echo(words.get(key, count=done.waiting, letters=words.join(done.cited)))
    if done.left:
        click.echo(words.get("cli.gaps.left", count=done.left), err=True)
    if by == "vendor" and done.files and not number and not candidates:
        remark(words.get("cli.gaps.draft"))
    if dry_run:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    return DONE


@command.command("import", **described("gaps.import"))
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--by", default="", help=help_text("gaps.option.answered-by"))
@click.option("--ours", is_flag=True, help=help_text("gaps.option.ours"))
@click.option("--package", default=None, help=help_text("gaps.option.package"))
@click.option("--share", is_flag=True, help=help_text("gaps.option.share"))
@click.option("--version", "edition", default="", help=help_text("gaps.option.version"))
@click.option(
    "--map", "mapping", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=help_text("gaps.option.map")
)
@click.option("--dry-run", is_flag=True, help=help_text("gaps.option.dry-run"))
@shared(body=True)
@changes_inventory
def import_(
    asked: Asked,
    path: Path,
    files: tuple[Path, ...],
    by: str,
    ours: bool,
    package: str | None,
    share: bool,
    edition: str,
    mapping: Path | None,
    dry_run: bool,
) -> int:
    """Append what the files answer; 1 where a row needs somebody to look at it."""
    words = asked.words
    if package is not None:
        from readiness.standard.locate import user_packs

        packs = user_packs(asked.specs) if share else ()
        if share and not packs:
            click.echo(words.get("cli.gaps.claims.no-pack"), err=True)
            return UNUSABLE
        pack = packs[-1] if packs else None
        return max(_claims_of(path, file, package, edition, mapping, pack, words, dry_run=dry_run) for file in files)
    return take_replies(asked, (path,), files, by=by, ours=ours, dry_run=dry_run)


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
        code = max(code, _tell_imported(done, opened, path, asked, dry_run=dry_run))
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


def _tell_imported(done: Imported, opened: BodyRegister, path: Path, asked: Asked, *, dry_run: bool) -> int:
    """Say what became of one file; the exit code for it."""
    from readiness.app.gaps.answers import MAIL_SUFFIXES
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
    notes = (*done.read.notes, *done.applied.notes)
    for note in notes:
        click.echo(f"  {note.place}  {note.id}  {words.render(note.message)}".rstrip())
    if not done.read.rows:
        click.echo(f"  {words.get('cli.gaps.nothing-filled', path=name)}")
    return FINDINGS if not done.read.rows or any(note.grave for note in notes) else DONE


@command.command("move", **described("gaps.move"))
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("gap")
@click.argument("state")
@click.option("--note", default="", help=help_text("gaps.option.note"))
@click.option("--by", default="", help=help_text("gaps.option.answered-by"))
@shared(body=True)
@changes_inventory
def move(asked: Asked, path: Path, gap: str, state: str, note: str, by: str) -> int:
    """Record a state by hand (対応中, 検証済, 完了, 取下げ)."""
    from readiness.app.gaps.answers import move_gap
    from readiness.exchange.check_code import clean_id
    from readiness.model.gap import GapState

    words = asked.words
    opened = register_of(path, asked)
    if opened is None:
        return UNUSABLE
    chosen = next((s for s in GapState if state in (s.ja, s.value)), None)
    if chosen is None:
        click.echo(words.get("cli.gaps.unknown-state", states=words.join(s.ja for s in GapState)), err=True)
        return UNUSABLE
    if clean_id(gap) not in opened.register.by_id:
        click.echo(words.get("cli.gaps.unknown-id", id=gap), err=True)
        return UNUSABLE
    move_gap(path, opened, clean_id(gap), chosen, remark=note, by=by)
    click.echo(f"{clean_id(gap)}  {opened.labels(f'state.{chosen.value}')}")
    return DONE


@command.command("status", **described("gaps.status"))
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("gap", required=False)
@shared(body=True)
def status(asked: Asked, path: Path, gap: str | None) -> int:
    """Counts by party, or the history of one gap."""
    from readiness.app.gaps.body_register import cutover_dates
    from readiness.exchange.check_code import clean_id
    from readiness.exchange.missing_text import missing_lines
    from readiness.exchange.register_text import history_lines, status_lines

    words = asked.words
    opened = register_of(path, asked)
    if opened is None:
        return UNUSABLE
    register = opened.register
    if gap is None:
        dates = cutover_dates(opened.inventory, opened.as_of)
        for line in status_lines(register, opened.inventory, opened.labels, opened.as_of, dates):
            click.echo(line)
        for line in missing_lines(opened.missing, words):
            click.echo(line)
        return DONE
    entry = register.by_id.get(clean_id(gap))
    if entry is None:
        click.echo(words.get("cli.gaps.unknown-id", id=gap), err=True)
        return UNUSABLE
    for line in history_lines(entry, opened.inventory, opened.labels):
        click.echo(line)
    return DONE
