"""`readiness what-if exit KIND:ID PATH`: what stops when a party is gone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.options import IsoDate, as_of_option, catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import talk_options, working


@click.command("exit", help=help_text("what-if.exit.help"), short_help=help_text("what-if.exit.short"))
@click.argument("target", metavar="KIND:ID")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help=help_text("option.format"),
)
@click.option(
    "--packages",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    help=help_text("what-if.exit.packages"),
)
@click.option("--on", "until", type=IsoDate(), default=None, help=help_text("what-if.exit.on"))
@as_of_option
@specs_option
@lang_option
@talk_options
def command(
    target: str,
    path: Path,
    form: str,
    packages: Path | None,
    until: date | None,
    as_of: date | None,
    specs: Path | None,
    lang: str | None,
) -> int:
    """Print the consequences; nothing is written."""
    from readiness.app.body import open_body
    from readiness.app.exit import exit_scenario
    from readiness.report.findings.formats import render
    from readiness.report.plan.what_if import consequences_text
    from readiness.report.what_if.exit import exit_json, exit_text

    words = catalogue(lang)
    with working(words, "read", path=path.as_posix()):
        opened = open_body(path, as_of=as_of, specs=specs)
    if opened.inputs is None:
        click.echo(render([opened.checked], "text", words), err=True, nl=False)
        return UNUSABLE
    with working(words, "plan", systems=len(opened.inputs.inventory.systems)):
        found = exit_scenario(opened, target, packages=packages, until=until)
    if form == "json":
        click.echo(exit_json(found.impact, opened.inputs, words, found.plan), nl=False)
        return DONE
    click.echo(exit_text(found.impact, opened.inputs, words, opened.checked.positions))
    told = words.render(found.told) + "\n" if found.plan is None else consequences_text(found.plan, words)
    click.echo(told, nl=False)
    return DONE
