"""What an import says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.exits import DONE, FINDINGS, UNUSABLE

if TYPE_CHECKING:
    from readiness.app.ledger import MappedImport
    from readiness.exchange.ledger.merge import Merged
    from readiness.exchange.mapping.merge import MergedLists
    from readiness.messages.catalogue import Catalogue


def tell_merged(merged: Merged | MergedLists, written: tuple[Path, ...], words: Catalogue, *, dry_run: bool) -> int:
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


def tell_mapped(done: MappedImport, workbook: Path, words: Catalogue, *, dry_run: bool) -> int:
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
    return tell_merged(done.merged, done.written, words, dry_run=dry_run)
