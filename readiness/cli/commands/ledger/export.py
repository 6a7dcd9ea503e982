"""`readiness ledger export`: the inventory as a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option
from readiness.cli.progress import talk_options, working
from readiness.cli.writing import force_option


@click.command("export", help=help_text("ledger.export.help"), short_help=help_text("ledger.export.short"))
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@force_option
@as_of_option
@lang_option
@talk_options
def command(path: Path, target: Path, force: bool, as_of: date | None, lang: str | None) -> int:
    """Write the workbook."""
    from readiness.app import ledger as app
    from readiness.app.reading import WORKBOOK_SUFFIXES
    from readiness.exchange.labels import Labels
    from readiness.model.finding import Severity

    words = catalogue(lang)
    if path.is_file() and path.suffix.lower() in WORKBOOK_SUFFIXES:
        click.echo(words.get("cli.ledger.is-workbook", path=path.name), err=True)
        return UNUSABLE
    # The date only stamps the file's properties; without one a fixed day keeps the bytes the same.
    with working(words, "write", path=target.as_posix()):
        raw = app.export_ledger(path, target, Labels(words), as_of or date(2000, 1, 1), force=force)
    fatal = [finding for finding in raw.findings if finding.severity is Severity.FATAL]
    for finding in fatal:
        click.echo(f"{finding.ref.file}: {words.render(finding.message)}", err=True)
    if fatal or not raw.documents:
        click.echo(words.get("cli.ledger.unreadable", path=path.as_posix()), err=True)
        return UNUSABLE
    rows = sum(len(records) for records in raw.sections.values())
    click.echo(words.get("cli.ledger.wrote", path=target.as_posix(), count=rows))
    return DONE
