"""`readiness gaps status`: how the questions stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.opened import register_of
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import talk_options


@click.command("status", help=help_text("gaps.status.help"), short_help=help_text("gaps.status.short"))
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("gap", required=False)
@as_of_option
@specs_option
@lang_option
@talk_options
def command(path: Path, gap: str | None, as_of: date | None, specs: Path | None, lang: str | None) -> int:
    """Counts by party, or the history of one gap."""
    from readiness.app.gaps.opened import cutover_dates
    from readiness.exchange.check_code import clean_id
    from readiness.exchange.register_text import history_lines, status_lines

    words = catalogue(lang)
    opened = register_of(path, as_of, specs, words)
    if opened is None:
        return UNUSABLE
    register = opened.register
    if gap is None:
        dates = cutover_dates(opened.inventory, opened.as_of)
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
