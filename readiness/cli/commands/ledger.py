"""`readiness ledger export|import`: the inventory as a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.exits import DONE, FINDINGS, UNUSABLE
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option, specs_option

if TYPE_CHECKING:
    from readiness.app.ledger import MappedImport
    from readiness.exchange.ledger.merge import Merged
    from readiness.exchange.mapping.merge import MergedLists
    from readiness.messages.catalogue import Catalogue


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
@click.option("--prefer-list", is_flag=True, help=help_text("ledger.option.prefer-list"))
@click.option("--dry-run", is_flag=True, help=help_text("gaps.option.dry-run"))
@as_of_option
@specs_option
@lang_option
def import_(
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
    from readiness import app as wiring
    from readiness.app import ledger as app
    from readiness.exchange.labels import Labels

    words = catalogue(lang)
    standard = wiring.read_standard(path, specs)
    if mapping is not None or not app.holds_ledger(workbook):
        mapped = app.import_mapped(
            path, workbook, standard, mapping, as_of=as_of, prefer_list=prefer_list, dry_run=dry_run
        )
        return _tell_mapped(mapped, workbook, words, dry_run=dry_run)
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
    return _tell_merged(done.merged, done.written, words, dry_run=dry_run)


def _tell_merged(merged: Merged | MergedLists, written: tuple[Path, ...], words: Catalogue, *, dry_run: bool) -> int:
    for name, count in merged.counts.items():
        click.echo("  " + words.get(f"cli.ledger.count.{name}", count=count))
    for remark in merged.notes:
        click.echo(f"  {remark.place}  {remark.id}  {words.render(remark.message)}")
    for file in written:
        click.echo(words.get("cli.ledger.changed", path=file.as_posix()))
    if dry_run:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    return FINDINGS if any(remark.grave for remark in merged.notes) else DONE


def _tell_mapped(done: MappedImport, workbook: Path, words: Catalogue, *, dry_run: bool) -> int:
    """How each column of the body's own list was read, and what became of it."""
    from readiness.exchange.mapping.report import report_lines

    for finding in done.findings:
        click.echo(f"{finding.ref.file}: {words.render(finding.message)}", err=True)
    for line in report_lines(done.mapped.report, words):
        click.echo(line)
    if not done.mapped.report.sheets:
        click.echo(words.get("cli.ledger.no-sheets", path=workbook.name), err=True)
    if done.merged is None:
        return UNUSABLE
    return _tell_merged(done.merged, done.written, words, dry_run=dry_run)
