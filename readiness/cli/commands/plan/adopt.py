"""`readiness plan adopt`: a plan becomes a decision."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.commands.plan._body import FILE, PATH, labels_of, plan_of
from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.opened import inputs_of
from readiness.cli.options import IsoDate, as_of_option, catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import talk_options
from readiness.cli.writing import changes_inventory


@click.command("adopt", help=help_text("plan.adopt.help"), short_help=help_text("plan.adopt.short"))
@click.argument("path", type=PATH)
@click.option("--from", "source", type=FILE, default=None, help=help_text("plan.option.from"))
@click.option("--on", type=IsoDate(), default=None, help=help_text("plan.option.on"))
@click.option("--approved-by", default="", help=help_text("plan.option.approved-by"))
@click.option("--document", default=None, help=help_text("plan.option.document"))
@click.option("--accept-broken", is_flag=True, help=help_text("plan.option.accept-broken"))
@as_of_option
@specs_option
@lang_option
@talk_options
@changes_inventory
def command(
    path: Path,
    source: Path | None,
    on: date | None,
    approved_by: str,
    document: str | None,
    accept_broken: bool,
    as_of: date | None,
    specs: Path | None,
    lang: str | None,
) -> int:
    """Write the calculated plan, or edited dates, to decisions/plan.yaml."""
    words = catalogue(lang)
    inputs = inputs_of(path, as_of, specs, words)
    if inputs is None:
        return UNUSABLE
    from readiness.app import plan as app

    if source is None:
        plan = plan_of(inputs, "optimise", words)
    else:
        found = app.check_file(inputs, source, labels_of(inputs, words))
        for problem in found.problems:
            click.echo(words.render(problem), err=True)
        if found.problems:
            return UNUSABLE
        plan = found.plan
    for rule in plan.broken:
        click.echo(words.render(rule.message), err=True)
    file = app.adopt(
        path,
        inputs,
        plan,
        on=on,
        approved_by=approved_by,
        document_number=document,
        accept_broken=accept_broken,
    )
    click.echo(words.get("cli.plan.wrote", path=file.as_posix()))
    return DONE
