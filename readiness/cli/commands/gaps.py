"""`readiness gaps export|import`: question books out, answers in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.exits import DONE, FINDINGS, UNUSABLE
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option, specs_option

if TYPE_CHECKING:
    from readiness.messages.catalogue import Catalogue

ROWS = 50


@click.group("gaps", help=help_text("gaps.help"), short_help=help_text("gaps.short"))
def command() -> None:
    """Questions and answers."""


@command.command("export", help=help_text("gaps.export.help"), short_help=help_text("gaps.export.short"))
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
@click.option("--candidate", "candidates", multiple=True, help=help_text("gaps.option.candidate"))
@click.option("--area", "areas", multiple=True, help=help_text("gaps.option.area"))
@click.option("--csv", is_flag=True, help=help_text("gaps.option.csv"))
@click.option("--dry-run", is_flag=True, help=help_text("gaps.option.dry-run"))
@as_of_option
@specs_option
@lang_option
def export(
    path: Path,
    out: Path | None,
    by: str,
    only: str | None,
    rows: int,
    every: bool,
    number: str,
    candidates: tuple[str, ...],
    areas: tuple[str, ...],
    csv: bool,
    dry_run: bool,
    as_of: date | None,
    specs: Path | None,
    lang: str | None,
) -> int:
    """Write the books; with a document number they are recorded as sent."""
    from readiness.app import gaps as app
    from readiness.app import register_file
    from readiness.exchange.labels import Labels
    from readiness.report.findings.formats import render

    words = catalogue(lang)
    opened = app.open_register(path, Labels(words), as_of=as_of, specs=specs)
    if opened.refused is not None:
        click.echo(render([opened.refused], "text", words), err=True, nl=False)
        return UNUSABLE
    inventory = opened.inventory
    if inventory is None:
        return UNUSABLE
    # Beside the register of the body: the books of two ledgers in one folder are named by the same vendors.
    folder = out if out is not None else register_file(path, inventory.body.id).parent / "books"
    if candidates:
        keys = {name: key for key, name in opened.labels.areas.items()}
        chosen = tuple(keys.get(area, area) for area in areas)
        if not chosen or any(area not in opened.labels.areas for area in chosen):
            click.echo(words.get("cli.gaps.which-areas", areas=words.join(opened.labels.areas.values())), err=True)
            return UNUSABLE
        done = app.export_candidate_books(opened, folder, candidates, chosen, number=number, dry_run=dry_run)
    elif by == "division":
        done = app.export_division_books(path, opened, folder, division=only, csv=csv, dry_run=dry_run)
    else:
        limit = None if every else rows
        done = app.export_vendor_books(
            path, opened, folder, vendor=only, rows=limit, number=number, csv=csv, dry_run=dry_run
        )
    for file, count in done.files:
        click.echo(words.get("cli.gaps.wrote", path=file.as_posix(), count=count))
    if not done.files:
        click.echo(words.get("cli.gaps.nothing"))
    if done.left:
        click.echo(words.get("cli.gaps.left", count=done.left), err=True)
    if by == "vendor" and done.files and not number and not candidates:
        click.echo(words.get("cli.gaps.draft"), err=True)
    if dry_run:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    return DONE


@command.command("import", help=help_text("gaps.import.help"), short_help=help_text("gaps.import.short"))
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--by", default="", help=help_text("gaps.option.answered-by"))
@click.option("--package", default=None, help=help_text("gaps.option.package"))
@click.option("--share", is_flag=True, help=help_text("gaps.option.share"))
@click.option("--version", "edition", default="", help=help_text("gaps.option.version"))
@click.option(
    "--map", "mapping", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=help_text("gaps.option.map")
)
@click.option("--dry-run", is_flag=True, help=help_text("gaps.option.dry-run"))
@as_of_option
@specs_option
@lang_option
def import_(
    path: Path,
    files: tuple[Path, ...],
    by: str,
    package: str | None,
    share: bool,
    edition: str,
    mapping: Path | None,
    dry_run: bool,
    as_of: date | None,
    specs: Path | None,
    lang: str | None,
) -> int:
    """Append what the files answer; 1 where a row needs somebody to look at it."""
    from readiness.app import gaps as app
    from readiness.exchange.labels import Labels
    from readiness.report.findings.formats import render

    words = catalogue(lang)
    if package is not None:
        from readiness.standard.locate import user_packs

        packs = user_packs(specs) if share else ()
        if share and not packs:
            click.echo(words.get("cli.gaps.claims.no-pack"), err=True)
            return UNUSABLE
        pack = packs[-1] if packs else None
        return max(_claims(path, file, package, edition, mapping, pack, words, dry_run=dry_run) for file in files)
    code = DONE
    for file in files:
        # Each file sees what the one before it recorded.
        opened = app.open_register(path, Labels(words), as_of=as_of, specs=specs)
        if opened.refused is not None:
            click.echo(render([opened.refused], "text", words), err=True, nl=False)
            return UNUSABLE
        done = app.import_answers(path, opened, file, by=by, dry_run=dry_run)
        if not done.read.tables:
            click.echo(words.get("cli.gaps.no-table", path=file.name), err=True)
            code = UNUSABLE
            continue
        counts = "、".join(
            words.get(f"cli.gaps.count.{name}", count=count) for name, count in done.applied.counts.items()
        )
        click.echo(words.get("cli.gaps.read", path=file.name, rows=len(done.read.rows), blank=done.read.blank))
        if counts:
            click.echo(f"  {counts}")
        notes = (*done.read.notes, *done.applied.notes)
        for remark in notes:
            click.echo(f"  {remark.place}  {remark.id}  {words.render(remark.message)}".rstrip())
        if any(remark.grave for remark in notes):
            code = max(code, FINDINGS)
    if dry_run:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    return code


@command.command("status", help=help_text("gaps.status.help"), short_help=help_text("gaps.status.short"))
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("gap", required=False)
@as_of_option
@specs_option
@lang_option
def status(path: Path, gap: str | None, as_of: date | None, specs: Path | None, lang: str | None) -> int:
    """Counts by party, or the history of one gap."""
    from readiness.app import gaps as app
    from readiness.exchange.check_code import clean_id
    from readiness.exchange.labels import Labels
    from readiness.exchange.register_text import history_lines, status_lines
    from readiness.report.findings.formats import render

    words = catalogue(lang)
    opened = app.open_register(path, Labels(words), as_of=as_of, specs=specs)
    if opened.inventory is None or opened.as_of is None:
        click.echo(render([opened.refused] if opened.refused else [], "text", words), err=True, nl=False)
        return UNUSABLE
    register = opened.register
    if gap is None:
        dates = app.cutover_dates(opened.inventory)
        for line in status_lines(register, opened.inventory, opened.labels, opened.as_of, dates):
            click.echo(line)
        return DONE
    entry = register.by_id.get(clean_id(gap))
    if entry is None:
        click.echo(words.get("cli.gaps.unknown-id", id=gap), err=True)
        return UNUSABLE
    for line in history_lines(entry, opened.inventory, opened.labels):
        click.echo(line)
    return DONE


@command.command("move", help=help_text("gaps.move.help"), short_help=help_text("gaps.move.short"))
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("gap")
@click.argument("state")
@click.option("--note", default="", help=help_text("gaps.option.note"))
@click.option("--by", default="", help=help_text("gaps.option.answered-by"))
@as_of_option
@specs_option
@lang_option
def move(
    path: Path, gap: str, state: str, note: str, by: str, as_of: date | None, specs: Path | None, lang: str | None
) -> int:
    """Record a state by hand (対応中, 検証済, 完了, 取下げ)."""
    from readiness.app import gaps as app
    from readiness.exchange.check_code import clean_id
    from readiness.exchange.labels import Labels
    from readiness.model.gap import GapState
    from readiness.report.findings.formats import render

    words = catalogue(lang)
    opened = app.open_register(path, Labels(words), as_of=as_of, specs=specs)
    if opened.inventory is None:
        click.echo(render([opened.refused] if opened.refused else [], "text", words), err=True, nl=False)
        return UNUSABLE
    chosen = next((s for s in GapState if state in (s.ja, s.value)), None)
    if chosen is None:
        click.echo(words.get("cli.gaps.unknown-state", states=words.join(s.ja for s in GapState)), err=True)
        return UNUSABLE
    if clean_id(gap) not in opened.register.by_id:
        click.echo(words.get("cli.gaps.unknown-id", id=gap), err=True)
        return UNUSABLE
    app.move_gap(path, opened, clean_id(gap), chosen, note=note, by=by)
    click.echo(f"{clean_id(gap)}  {opened.labels(f'state.{chosen.value}')}")
    return DONE


def _claims(
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
        return UNUSABLE
    sheets = words.join(f"{sheet} {columns}" for sheet, columns in done.table.sheets)
    click.echo(words.get("cli.gaps.claims", path=file.name, rows=len(done.table.rows), sheets=sheets))
    for remark in done.table.notes:
        click.echo(f"  {remark.place}  {remark.id}  {words.render(remark.message)}")
    key = "cli.ledger.changed" if done.changed else "cli.gaps.claims.same"
    click.echo(words.get("cli.gaps.dry-run" if dry_run else key, path=done.file.as_posix()))
    return FINDINGS if done.table.notes else DONE
