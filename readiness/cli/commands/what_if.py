"""`readiness what-if …`: consequences of one change, against the adopted plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.lazy import CommandGroup
from readiness.cli.opened import inputs_of
from readiness.cli.options import Asked, Day, described, format_option, help_text, shared
from readiness.cli.order import PathFirst, inventory_last
from readiness.cli.progress import progress, working
from readiness.model.record import InterfaceId
from readiness.model.text import Text, text

if TYPE_CHECKING:
    from readiness.analysis.inputs import Inputs
    from readiness.model.plan import Plan


@click.group("what-if", cls=CommandGroup, **described("what-if"))
def command() -> None:
    """What would happen."""


F = TypeVar("F", bound=Callable[..., Any])
Change = Callable[["Inputs", "Plan"], tuple["Inputs", "Text"]]
"""From the inputs and the plan before the change to the changed inputs and the words for the change."""


def _what_if(name: str) -> Callable[[F], click.Command]:
    """The command `name` with PATH as its first argument."""

    def made(function: F) -> click.Command:
        with_path = click.argument("path", type=click.Path(path_type=Path))(function)
        return command.command(name, cls=PathFirst, old=inventory_last, **described(f"what-if.{name}"))(with_path)

    return made


def _run(asked: Asked, path: Path, change: Change, form: str) -> int:
    """Print the consequences of a change; nothing is written."""
    from readiness.analysis.whatif import QUICK, base_plan, consequences
    from readiness.app.plan import solver_of
    from readiness.report.plan.what_if import consequences_json, consequences_text

    words = asked.words
    inputs = inputs_of(path, asked)
    if inputs is None:
        return UNUSABLE
    with progress(words) as announce:
        announce(text("cli.progress.plan", systems=len(inputs.inventory.systems)))
        settings = replace(QUICK, effort=asked.effort, solver=solver_of(inputs, announce))
        before = base_plan(inputs, settings)
        changed, what = change(inputs, before)
        found = consequences(inputs, changed, what, before, settings)
    show = consequences_json if form == "json" else consequences_text
    click.echo(show(found, words), nl=False)
    return DONE


@_what_if("budget")
@click.argument("target", metavar="ID")
@format_option("text", "json")
@shared(effort=True)
def budget(asked: Asked, path: Path, target: str, form: str) -> int:
    """Print the consequences."""

    def change(inputs: Inputs, plan: Plan) -> tuple[Inputs, Text]:
        from readiness.analysis.whatif import budget_refused, name_of

        return budget_refused(inputs, plan, target), text("whatif.budget", id=name_of(inputs, plan, target))

    return _run(asked, path, change, form)


@_what_if("capacity")
@click.argument("target", metavar="KIND:ID")
@click.argument("cutovers", type=click.IntRange(min=0, max=1000))
@format_option("text", "json")
@shared(effort=True)
def capacity(asked: Asked, path: Path, target: str, cutovers: int, form: str) -> int:
    """Print the consequences."""

    def change(inputs: Inputs, plan: Plan) -> tuple[Inputs, Text]:
        from readiness.analysis.whatif import capacity_text, with_capacity

        named = target.replace("：", ":")
        kind, _, id_ = named.partition(":")
        return with_capacity(inputs, kind, id_, cutovers), capacity_text(inputs, plan, named, cutovers)

    return _run(asked, path, change, form)


@_what_if("delay")
@click.argument("target", metavar="ID")
@click.argument("months", type=click.IntRange(min=1, max=120))
@format_option("text", "json")
@shared(effort=True)
def delay(asked: Asked, path: Path, target: str, months: int, form: str) -> int:
    """Print the consequences."""

    def change(inputs: Inputs, plan: Plan) -> tuple[Inputs, Text]:
        from readiness.analysis.whatif import delayed, name_of

        return delayed(inputs, plan, target, months), text(
            "whatif.delay", id=name_of(inputs, plan, target), months=months
        )

    return _run(asked, path, change, form)


@_what_if("drop-link")
@click.argument("target", metavar="ID")
@format_option("text", "json")
@shared(effort=True)
def drop_link(asked: Asked, path: Path, target: str, form: str) -> int:
    """Print the consequences."""

    def change(inputs: Inputs, plan: Plan) -> tuple[Inputs, Text]:
        from readiness.analysis.whatif import name_of, without_link

        return without_link(inputs, InterfaceId(target)), text("whatif.drop_link", link=name_of(inputs, plan, target))

    return _run(asked, path, change, form)


@_what_if("exit")
@click.argument("target", metavar="KIND:ID")
@format_option("text", "json")
@click.option(
    "--packages",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    help=help_text("what-if.exit.packages"),
)
@click.option("--on", "until", type=Day(), default=None, help=help_text("what-if.exit.on"))
@shared(effort=True)
def exit_(asked: Asked, path: Path, target: str, form: str, packages: Path | None, until: date | None) -> int:
    """Print the consequences; nothing is written."""
    from readiness.app.body import open_body
    from readiness.app.exit import exit_scenario
    from readiness.app.validate import seen_from_here
    from readiness.inventory.relocate import relocated
    from readiness.report.findings.formats import render
    from readiness.report.plan.what_if import consequences_text
    from readiness.report.what_if.exit import exit_json, exit_text

    words = asked.words
    with working(words, "read", path=path.as_posix()):
        opened = open_body(path, as_of=asked.as_of, specs=asked.specs)
    if opened.inputs is None:
        click.echo(render([opened.checked], "text", words), err=True, nl=False)
        return UNUSABLE
    with working(words, "plan", systems=len(opened.inputs.inventory.systems)):
        found = exit_scenario(opened, target, packages=packages, until=until, effort=asked.effort)
    if form == "json":
        impact = relocated(found.impact, seen_from_here)
        click.echo(exit_json(impact, opened.inputs, words, found.plan), nl=False)
        return DONE
    click.echo(exit_text(found.impact, opened.inputs, words, opened.checked.positions))
    last = words.render(found.stated) + "\n" if found.plan is None else consequences_text(found.plan, words)
    click.echo(last, nl=False)
    return DONE


@_what_if("extension")
@click.argument("target", metavar="ID")
@click.argument("until", metavar="DATE", type=Day())
@format_option("text", "json")
@shared(effort=True)
def extension(asked: Asked, path: Path, target: str, until: date, form: str) -> int:
    """Print the consequences."""

    def change(inputs: Inputs, plan: Plan) -> tuple[Inputs, Text]:
        from readiness.analysis.whatif import name_of, with_extension

        named = name_of(inputs, plan, target)
        return with_extension(inputs, target, until), text("whatif.extension", id=named, until=until)

    return _run(asked, path, change, form)
