"""`readiness gaps export`: question books."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.opened import register_of
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import remark, talk_options
from readiness.cli.writing import changes_inventory, force_option

ROWS = 50


@click.command("export", help=help_text("gaps.export.help"), short_help=help_text("gaps.export.short"))
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
@force_option
@click.option("--dry-run", is_flag=True, help=help_text("gaps.option.dry-run"))
@as_of_option
@specs_option
@lang_option
@talk_options
@changes_inventory
def command(
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
    force: bool,
    dry_run: bool,
    as_of: date | None,
    specs: Path | None,
    lang: str | None,
) -> int:
    """Write the books; with a document number they are recorded as sent."""
    from readiness.app.gaps.books import export_candidate_books, export_division_books, export_vendor_books
    from readiness.app.register import register_file

    words = catalogue(lang)
    opened = register_of(path, as_of, specs, words)
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
            path, opened, folder, vendor=only, rows=limit, number=number, csv=csv, force=force, dry_run=dry_run
        )
    for file, count in done.files:
        click.echo(words.get("cli.gaps.wrote", path=file.as_posix(), count=count))
    if not done.files:
        click.echo(words.get("cli.gaps.nothing"))
    if done.left:
        click.echo(words.get("cli.gaps.left", count=done.left), err=True)
    if by == "vendor" and done.files and not number and not candidates:
        remark(words.get("cli.gaps.draft"))
    if dry_run:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    return DONE
