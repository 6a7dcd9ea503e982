"""`readiness plan check`: what edited dates break and cost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.commands.plan._body import FILE, PATH, labels_of
from readiness.cli.exits import DONE, FINDINGS, UNUSABLE
from readiness.cli.opened import inputs_of
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import talk_options, working


@click.command("check", help=help_text("plan.check.help"), short_help=help_text("plan.check.short"))
@click.argument("file", type=FILE)
@click.argument("path", type=PATH)
@as_of_option
@specs_option
@lang_option
@talk_options
def command(file: Path, path: Path, as_of: date | None, specs: Path | None, lang: str | None) -> int:
    """Say what edited dates break and cost. 1 where a condition is broken."""
    words = catalogue(lang)
    inputs = inputs_of(path, as_of, specs, words)
    if inputs is None:
        return UNUSABLE
    from readiness.app import plan as app
    from readiness.report.plan.text import compare_text, plan_text

    with working(words, "plan", systems=len(inputs.inventory.systems)):
        found = app.check_file(inputs, file, labels_of(inputs, words))
    for problem in found.problems:
        click.echo(words.render(problem), err=True)
    click.echo(plan_text(found.plan, inputs.inventory, words))
    click.echo(words.get("cli.plan.against"))
    for line in compare_text(found.before, found.plan, words):
        click.echo(f"  {line}")
    if found.problems:
        return UNUSABLE
    return FINDINGS if found.plan.broken else DONE
