"""`readiness ledger export|import`: the inventory as a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.exits import DONE, FINDINGS, UNUSABLE
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option, specs_option

if TYPE_CHECKING:
    from readiness.messages.catalogue import Catalogue
    from readiness.model.standard.standard import Standard


@click.group("ledger", help=help_text("ledger.help"), short_help=help_text("ledger.short"))
def command() -> None:
    """The ledger workbook."""


@command.command("export", help=help_text("ledger.export.help"), short_help=help_text("ledger.export.short"))
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@as_of_option
@lang_option
def export(path: Path, target: Path, as_of: date | None, lang: str | None) -> int:
    """Write the workbook."""
    from readiness.app import ledger as app
    from readiness.exchange.labels import Labels
    from readiness.model.finding import Severity

    words = catalogue(lang)
    # The date only stamps the file's properties; without one a fixed day keeps the bytes the same.
    raw = app.export_ledger(path, target, Labels(words), as_of or date(2000, 1, 1))
    fatal = [finding for finding in raw.findings if finding.severity is Severity.FATAL]
    for finding in fatal:
        click.echo(f"{finding.ref.file}: {words.render(finding.message)}", err=True)
    if fatal or not raw.documents:
        click.echo(words.get("cli.ledger.unreadable", path=path.as_posix()), err=True)
        return UNUSABLE
    rows = sum(len(records) for records in raw.sections.values())
    click.echo(words.get("cli.ledger.wrote", path=target.as_posix(), count=rows))
    return DONE


@command.command("import", help=help_text("ledger.import.help"), short_help=help_text("ledger.import.short"))
@click.argument("workbook", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    help=help_text("ledger.option.map"),
)
@click.option("--dry-run", is_flag=True, help=help_text("gaps.option.dry-run"))
@as_of_option
@specs_option
@lang_option
def import_(
    workbook: Path,
    path: Path,
    mapping: Path | None,
    dry_run: bool,
    as_of: date | None,
    specs: Path | None,
    lang: str | None,
) -> int:
    """Merge the workbook into the YAML at PATH."""
    from readiness import app as wiring
    from readiness.app import ledger as app
    from readiness.exchange.labels import Labels

    words = catalogue(lang)
    standard = wiring.read_standard(path, specs)
    if mapping is not None or not app.holds_ledger(workbook):
        return _import_mapped(workbook, path, mapping, standard, words, as_of=as_of, dry_run=dry_run)
    done = app.import_ledger(path, workbook, Labels(words), standard, dry_run=dry_run)
    if done.merged is None:
        for finding in done.findings:
            place = done.positions.of(finding)
            where = f"{place.file}:{place.line}" if place else finding.ref.file
            click.echo(f"{where}: {words.render(finding.message)}", err=True)
            if finding.remedy:
                click.echo(f"    → {words.render(finding.remedy)}", err=True)
        return UNUSABLE
    click.echo(words.get("cli.ledger.read", path=workbook.name, sheets=words.join(done.read.sheets)))
    for name, count in done.merged.counts.items():
        click.echo("  " + words.get(f"cli.ledger.count.{name}", count=count))
    for remark in done.merged.notes:
        click.echo(f"  {remark.place}  {remark.id}  {words.render(remark.message)}")
    for file in done.written:
        click.echo(words.get("cli.ledger.changed", path=file.as_posix()))
    if dry_run:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    return FINDINGS if any(remark.grave for remark in done.merged.notes) else DONE


def _import_mapped(
    workbook: Path,
    path: Path,
    mapping: Path | None,
    standard: Standard,
    words: Catalogue,
    *,
    as_of: date | None,
    dry_run: bool,
) -> int:
    """The body's own ledger becomes a new inventory; the report says how each column was read."""
    from readiness.app import ledger as app
    from readiness.exchange.mapping.report import report_lines
    from readiness.inventory.files import inventory_files

    mapped = app.map_ledger(workbook, standard, mapping, as_of=as_of)
    for finding in mapped.loaded.findings if mapped.loaded.fatal else ():
        click.echo(f"{finding.ref.file}: {words.render(finding.message)}", err=True)
    fit = not mapped.loaded.fatal and bool(mapped.report.sheets) and not (path.exists() and inventory_files(path))
    # Written before anything is printed: a reader that closes the pipe early must not stop it.
    written = app.write_mapped(mapped, path) if fit and not dry_run else None
    for line in report_lines(mapped.report, words):
        click.echo(line)
    if not mapped.report.sheets:
        click.echo(words.get("cli.ledger.no-sheets", path=workbook.name), err=True)
    if mapped.loaded.fatal or not mapped.report.sheets:
        return UNUSABLE
    if not fit:
        click.echo(words.get("cli.ledger.not-empty", path=path.as_posix()), err=True)
        return UNUSABLE
    if written is None:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
        return DONE
    click.echo(words.get("cli.ledger.changed", path=written.as_posix()))
    return DONE
