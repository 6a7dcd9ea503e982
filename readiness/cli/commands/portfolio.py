"""`readiness portfolio PATH…`: many bodies side by side."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option, paths_argument, specs_option
from readiness.cli.progress import progress, quiet, talk_options


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
@click.option("--out", type=click.Path(path_type=Path), default=None, help=help_text("portfolio.option.out"))
@click.option(
    "--since",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    help=help_text("portfolio.option.since"),
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help=help_text("portfolio.option.jobs")
)
@click.option("--cluster", metavar="ADDRESS", default=None, help=help_text("portfolio.option.cluster"))
@talk_options
@as_of_option
@specs_option
@lang_option
def command(
    paths: tuple[Path, ...],
    form: str,
    out: Path | None,
    since: Path | None,
    jobs: int,
    cluster: str | None,
    as_of: date | None,
    specs: Path | None,
    lang: str | None,
) -> int:
    """Print the portfolio or write it; bodies that cannot be read are told of on stderr and make the code 2."""
    from readiness.app.portfolio import survey, view_of, write_portfolio
    from readiness.report.findings.formats import render as render_findings
    from readiness.report.portfolio import has_arrow, render

    words = catalogue(lang)
    with progress(words) as tell:
        surveyed = survey(paths, as_of=as_of, specs=specs, jobs=jobs, cluster=cluster, tell=tell)
    view = view_of(surveyed, words.language, specs=specs, since=since)
    if out is None:
        click.echo(render(view, form), nl=False)
    else:
        folder = write_portfolio(view, out)
        if not quiet():
            click.echo(words.get("portfolio.written", path=folder.as_posix()))
        if not has_arrow() and not quiet():
            click.echo(words.get("portfolio.arrow-missing"), err=True)
    if surveyed.unreadable:
        click.echo(render_findings(surveyed.unreadable, "text", words), err=True, nl=False)
        return UNUSABLE
    return DONE
