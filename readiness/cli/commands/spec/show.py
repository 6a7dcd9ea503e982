"""`readiness spec show`: one unit or area."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.options import IsoDate, catalogue, help_text, lang_option, specs_option

_SCOPES = ("all", "prefecture", "designated_city", "core_city", "ordinary")


@click.command("show", help=help_text("spec.show.help"))
@click.argument("unit")
@click.option("--edition", help=help_text("spec.option.show-edition"))
@click.option(
    "--scope", type=click.Choice(_SCOPES), default="ordinary", show_default=True, help=help_text("spec.option.scope")
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "schema")),
    default="text",
    show_default=True,
    help=help_text("option.format"),
)
@click.option("--year", type=click.IntRange(2000, 2099), help=help_text("spec.option.year"))
@click.option("--as-of", type=IsoDate(), help=help_text("spec.option.year-as-of"))
@specs_option
@lang_option
def command(
    unit: str,
    edition: str | None,
    scope: str,
    form: str,
    year: int | None,
    as_of: date | None,
    specs: Path | None,
    lang: str | None,
) -> int:
    """One unit (業務ID) or area: what is known, and its newest edition, also as a JSON Schema."""
    from readiness.app.specs import unit_view
    from readiness.report.spec.text import schema_text, unit_lines
    from readiness.report.spec.windows import year_lines

    words = catalogue(lang)
    view = unit_view(unit, specs=specs, edition=edition, scope=scope)
    if view is None:
        click.echo(words.get("spec.no-such-unit", unit=unit), err=True)
        return UNUSABLE
    if form == "schema":
        if view.edition is None:
            click.echo(words.get("spec.no-edition", unit=unit), err=True)
            return UNUSABLE
        click.echo(schema_text(view), nl=False)
        return DONE
    if year is not None and view.area is None:
        click.echo(words.get("spec.no-area", unit=unit), err=True)
        return UNUSABLE
    for line in unit_lines(view, words) if year is None else year_lines(view, year, as_of or date.min, words):
        click.echo(line)
    return DONE
