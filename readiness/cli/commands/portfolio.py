"""`readiness portfolio PATH…`: many bodies side by side."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option, paths_argument, specs_option


@click.command("portfolio", help=help_text("portfolio.help"), short_help=help_text("portfolio.short"))
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "csv", "json")),
    default="text",
    show_default=True,
    help=help_text("option.format"),
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help=help_text("portfolio.option.jobs")
)
@as_of_option
@specs_option
@lang_option
def command(
    paths: tuple[Path, ...], form: str, jobs: int, as_of: date | None, specs: Path | None, lang: str | None
) -> int:
    """Print the portfolio; bodies that cannot be read are told of on stderr and make the code 2."""
    from readiness.app.portfolio import survey
    from readiness.report.findings.formats import render as render_findings
    from readiness.report.portfolio import render

    words = catalogue(lang)
    surveyed = survey(paths, as_of=as_of, specs=specs, jobs=jobs)
    click.echo(render(surveyed.portfolio, form, words), nl=False)
    if surveyed.unreadable:
        click.echo(render_findings(surveyed.unreadable, "text", words), err=True, nl=False)
        return UNUSABLE
    return DONE
