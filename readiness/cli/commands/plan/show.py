"""`readiness plan show`: the plan, in words or JSON."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.commands.plan._body import MODES, PATH, plan_of
from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.opened import inputs_of
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import talk_options


@click.command("show", help=help_text("plan.show.help"), short_help=help_text("plan.show.short"))
@click.argument("path", type=PATH)
@click.option("--mode", type=click.Choice(MODES), default=None, help=help_text("plan.option.mode"))
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help=help_text("option.format"))
@as_of_option
@specs_option
@lang_option
@talk_options
def command(path: Path, mode: str | None, form: str, as_of: date | None, specs: Path | None, lang: str | None) -> int:
    """Print the plan."""
    words = catalogue(lang)
    inputs = inputs_of(path, as_of, specs, words)
    if inputs is None:
        return UNUSABLE
    plan = plan_of(inputs, mode, words)
    if form == "json":
        from readiness.report.plan.json import plan_json

        click.echo(plan_json(plan, words), nl=False)
    else:
        from readiness.report.plan.text import plan_text

        click.echo(plan_text(plan, inputs.inventory, words), nl=False)
    return DONE
