"""`readiness explain CODE`: the page of a rule, the list of all of them, or the definition of a figure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.options import Asked, described, help_text, shared

if TYPE_CHECKING:
    from readiness.messages.catalogue import Catalogue


@click.command("explain", **described("explain"))
@click.argument("code", required=False)
@click.option("--list", "listing", is_flag=True, help=help_text("explain.list"))
@click.option("--number", "number", default=None, metavar="NAME", help=help_text("explain.number"))
@click.option(
    "--analysis", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=help_text("explain.analysis")
)
@shared(as_of=False, specs=False, talk=False)
def command(asked: Asked, code: str | None, listing: bool, number: str | None, analysis: Path | None) -> int:
    """Print one page; exit 2 for a code or figure that does not exist, with the nearest ones."""
    from readiness.report import explain
    from readiness.report.explain_rows import number_rows

    words = asked.words
    if listing:
        click.echo(explain.listing(words))
        return 0
    page = explain.number_page(number, words) if number else explain.rule_page(code, words) if code else None
    if page is None:
        wanted = number or code
        if wanted is None:
            raise click.UsageError(words.get("cli.explain.nothing"))
        near = (
            explain.near(explain.figure_name(wanted), explain.numbers())
            if number
            else explain.near(wanted.upper(), explain.codes())
        )
        key = "cli.explain.unknown" if near else "cli.explain.unknown_at_all"
        raise click.UsageError(words.get(key, asked=wanted, near=near))
    click.echo(page)
    if number and analysis:
        rows = number_rows(number, _read(analysis, words), words)
        click.echo("\n".join(rows) or words.get("explain.no-rows", asked=number))
    return 0


def _read(path: Path, words: Catalogue) -> dict[str, object]:
    import json

    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or data.get("format") != "readiness.analysis":
        raise click.UsageError(words.get("cli.explain.not-analysis", path=path.as_posix()))
    return data
