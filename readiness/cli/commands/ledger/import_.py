"""`readiness ledger import`: a workbook into the inventory."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.commands.ledger._told import tell_mapped, tell_merged
from readiness.cli.exits import UNUSABLE
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import talk_options, working
from readiness.cli.writing import changes_inventory


@click.command("import", help=help_text("ledger.import.help"), short_help=help_text("ledger.import.short"))
@click.argument("workbook", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    help=help_text("ledger.option.map"),
)
@click.option("--prefer-list", is_flag=True, help=help_text("ledger.option.prefer-list"))
@click.option("--dry-run", is_flag=True, help=help_text("gaps.option.dry-run"))
@as_of_option
@specs_option
@lang_option
@talk_options
@changes_inventory
def command(
    workbook: Path,
    path: Path,
    mapping: Path | None,
    prefer_list: bool,
    dry_run: bool,
    as_of: date | None,
    specs: Path | None,
    lang: str | None,
) -> int:
    """Merge the workbook into the YAML at PATH."""
    from readiness.app import ledger as app
    from readiness.app.reading import read_standard
    from readiness.exchange.labels import Labels

    words = catalogue(lang)
    standard = read_standard(path, specs)
    with working(words, "read", path=workbook.as_posix()):
        if mapping is not None or not app.holds_ledger(workbook):
            done = None
            mapped = app.import_mapped(
                path, workbook, standard, mapping, as_of=as_of, prefer_list=prefer_list, dry_run=dry_run
            )
        else:
            done = app.import_ledger(path, workbook, Labels(words), standard, dry_run=dry_run)
    if done is None:
        return tell_mapped(mapped, workbook, words, dry_run=dry_run)
    if done.merged is None:
        for finding in done.findings:
            place = done.positions.of(finding)
            where = f"{place.file}:{place.line}" if place else finding.ref.file
            click.echo(f"{where}: {words.render(finding.message)}", err=True)
            if finding.remedy:
                click.echo(f"    → {words.render(finding.remedy)}", err=True)
        return UNUSABLE
    click.echo(words.get("cli.ledger.read", path=workbook.name, sheets=words.join(done.read.sheets)))
    return tell_merged(done.merged, done.written, words, dry_run=dry_run)
