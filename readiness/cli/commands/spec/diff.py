"""`readiness spec diff`: two editions compared."""

from __future__ import annotations

from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.options import catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import talk_options, working

_FILE = click.Path(path_type=Path)


@click.command("diff", help=help_text("spec.diff.help"))
@click.argument("old")
@click.argument("new")
@click.option("--inventory", type=_FILE, help=help_text("spec.option.inventory"))
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "csv")),
    default="text",
    show_default=True,
    help=help_text("option.format"),
)
@specs_option
@lang_option
@talk_options
def command(old: str, new: str, inventory: Path | None, form: str, specs: Path | None, lang: str | None) -> int:
    """What changed between two editions, and whom it concerns."""
    from readiness.app.specs import compared
    from readiness.report.spec.change import render_change

    words = catalogue(lang)
    with working(words, "tables"):
        result = compared(old, new, specs=specs, inventory=inventory)
    if isinstance(result, str):
        click.echo(words.get("spec.no-such-edition", edition=result), err=True)
        return UNUSABLE
    click.echo(render_change(result, form, words), nl=False)
    return DONE
