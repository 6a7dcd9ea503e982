"""`readiness plan …`: the order of moves."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readiness.app.announce import silent
from readiness.cli.commands._replanned import labels_of, pinned, plan_of, say_replanned
from readiness.cli.exits import DONE, FINDINGS, UNUSABLE
from readiness.cli.lazy import CommandGroup
from readiness.cli.opened import inputs_of
from readiness.cli.options import Asked, Day, described, help_text, shared
from readiness.cli.order import PathFirst, inventory_last
from readiness.cli.progress import progress, remark, working
from readiness.cli.writing import changes_inventory, force_option, writing_to
from readiness.model.text import Text, text

if TYPE_CHECKING:
    from readiness.solver.solution import Progress


@click.group("plan", cls=CommandGroup, **described("plan"))
def command() -> None:
    """The order of moves."""


_MODES = ("hold", "repair", "optimise")
_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@command.command("adopt", **described("plan.adopt"))
@click.argument("path", type=_PATH)
@click.option("--from", "source", type=_FILE, default=None, help=help_text("plan.option.from"))
@click.option("--on", type=Day(), default=None, help=help_text("plan.option.on"))
@click.option("--approved-by", default="", help=help_text("plan.option.approved-by"))
@click.option("--document", default=None, help=help_text("plan.option.document"))
@click.option("--accept-broken", is_flag=True, help=help_text("plan.option.accept-broken"))
@shared(effort=True)
@changes_inventory
def adopt(
    asked: Asked,
    path: Path,
    source: Path | None,
    on: date | None,
    approved_by: str,
    document: str | None,
    accept_broken: bool,
) -> int:
    """Write the calculated plan, or edited dates, to decisions/plan.yaml."""
    words = asked.words
    inputs = inputs_of(path, asked)
    if inputs is None:
        return UNUSABLE
    from readiness.app import plan as app

    if source is None:
        plan = plan_of(inputs, "optimise", asked)
    else:
        found = app.check_file(inputs, source, labels_of(inputs, words), asked.effort)
        for said in (*found.problems, *found.remarks):
            click.echo(f"{source.name}: {words.render(said)}", err=True)
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


@command.command("check", cls=PathFirst, old=inventory_last, **described("plan.check"))
@click.argument("path", type=_PATH)
@click.argument("file", type=_FILE)
@shared(effort=True)
def check(asked: Asked, path: Path, file: Path) -> int:
    """Say what edited dates break and cost. 1 where a condition is broken."""
    words = asked.words
    inputs = inputs_of(path, asked)
    if inputs is None:
        return UNUSABLE
    from readiness.app import plan as app
    from readiness.report.plan.text import compare_text, plan_text

    with working(words, "plan", systems=len(inputs.inventory.systems)):
        found = app.check_file(inputs, file, labels_of(inputs, words), asked.effort)
    for problem in found.problems:
        click.echo(f"{file.name}: {words.render(problem)}", err=True)
    for said in found.remarks:
        click.echo(f"{file.name}: {words.render(said)}", err=True)
    click.echo(plan_text(found.plan, inputs.inventory, words))
    click.echo(words.get("cli.plan.against"))
    for line in compare_text(found.before, found.plan, words):
        click.echo(f"  {line}")
    if found.problems:
        return UNUSABLE
    return FINDINGS if found.plan.broken else DONE


@command.command("export", **described("plan.export"))
@click.argument("path", type=_PATH)
@click.option("--out", type=_PATH, required=True, help=help_text("plan.option.out"))
@click.option("--mode", type=click.Choice(_MODES), default=None, help=help_text("plan.option.mode"))
@force_option
@shared(effort=True)
def export_(asked: Asked, path: Path, out: Path, mode: str | None, force: bool) -> int:
    """Write the plan as a workbook, CSV, YAML or JSON."""
    words = asked.words
    inputs = inputs_of(path, asked)
    if inputs is None:
        return UNUSABLE
    from readiness.app import plan as app

    app.export(plan_of(inputs, mode, asked), inputs, out, labels_of(inputs, words), path, force=force)
    remark(words.get("cli.plan.wrote", path=out.as_posix()))
    return DONE


@command.command("improve", **described("plan.improve"))
@click.argument("path", type=_PATH)
@click.option("--out", type=_PATH, default=None, help=help_text("plan.option.improve-out"))
@click.option("--rounds", type=click.IntRange(min=1), default=None, help=help_text("plan.option.rounds"))
@force_option
@shared()
def improve(asked: Asked, path: Path, out: Path | None, rounds: int | None, force: bool) -> int:
    """Work on the plan until it is proven or the user stops it."""
    words = asked.words
    inputs = inputs_of(path, asked)
    if inputs is None:
        return UNUSABLE
    from readiness.app import plan as app
    from readiness.app.improve import improved_plan
    from readiness.report.plan.text import plan_text

    def announce(round_: int, value: int | None, bound: int | None) -> None:
        remark(words.get("cli.plan.improve.round", round=round_, value=str(value), bound=str(bound)))

    if out is not None:
        app.check_export(out, path, force=force)
    plan = improved_plan(inputs, rounds, announce)
    click.echo(plan_text(plan, inputs.inventory, words), nl=False)  # first: a file that cannot be written loses nothing
    if out is not None:
        app.export(plan, inputs, out, labels_of(inputs, words), path, force=force)
        remark(words.get("cli.plan.wrote", path=out.as_posix()))
    return DONE


@command.command("pin", **described("plan.pin"))
@click.argument("path", type=_PATH)
@click.argument("move")
@click.argument("day", metavar="[DATE]", type=Day(), required=False)
@click.option("--remove", is_flag=True, help=help_text("plan.option.remove"))
@click.option("--reason", default="", help=help_text("plan.option.reason"))
@click.option("--approver", default="", help=help_text("plan.option.approver"))
@shared(effort=True)
def pin(asked: Asked, path: Path, move: str, day: date | None, remove: bool, reason: str, approver: str) -> int:
    """Hold a move at a date and plan the rest anew with the fewest changes."""
    words = asked.words
    if (day is None) != remove:
        raise click.UsageError(words.get("cli.plan.pin-usage"))
    with writing_to(path, words):
        changed = pinned(asked, path, move, day, reason, approver)
    if changed is None:
        return UNUSABLE
    before, file, inputs = changed
    remark(words.get("cli.plan.wrote", path=file.as_posix()))
    say_replanned(before, inputs, asked)
    return DONE


@command.command("show", **described("plan.show"))
@click.argument("path", type=_PATH)
@click.option("--mode", type=click.Choice(_MODES), default=None, help=help_text("plan.option.mode"))
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help=help_text("option.format"))
@shared(effort=True)
def show_(asked: Asked, path: Path, mode: str | None, form: str) -> int:
    """Print the plan."""
    words = asked.words
    inputs = inputs_of(path, asked)
    if inputs is None:
        return UNUSABLE
    plan = plan_of(inputs, mode, asked)
    if form == "json":
        from readiness.report.plan.json import plan_json

        click.echo(plan_json(plan, words), nl=False)
    else:
        from readiness.report.plan.text import plan_text

        click.echo(plan_text(plan, inputs.inventory, words), nl=False)
    return DONE


@command.command("solve", **described("plan.solve"))
@click.option("--problem", type=_FILE, required=True, help=help_text("plan.option.problem"))
@click.option("--out", type=_PATH, required=True, help=help_text("plan.option.out"))
@click.option(
    "--work", type=click.FloatRange(min=0.01), default=30.0, show_default=True, help=help_text("plan.option.work")
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help=help_text("plan.option.workers")
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help=help_text("plan.option.seed"))
@click.option(
    "--mode",
    type=click.Choice(["optimise", "repair", "evaluate"]),
    default="optimise",
    show_default=True,
    help=help_text("plan.option.solve_mode"),
)
@click.option("--start", type=_FILE, help=help_text("plan.option.start"))
@force_option
@shared(as_of=False, specs=False)
def solve(
    asked: Asked,
    problem: Path,
    out: Path,
    work: float,
    workers: int,
    seed: int,
    mode: Any,
    start: Path | None,
    force: bool,
) -> int:
    """The bare solver on a problem file."""
    from readiness.app.bare_solver import ProblemError, Request, outcome, solve_problem

    words = asked.words
    try:
        request = Request(problem=problem, mode=mode, start=start, work=work, workers=workers, seed=seed, force=force)
        with progress(words) as announce:
            announce(text("cli.progress.solve", path=problem.as_posix()))
            # Where nobody listens the solver is not made to speak.
            found = solve_problem(request, out, None if announce is silent else lambda x: announce(_words_of(x)))
    except ProblemError as error:
        for defect in error.defects:
            click.echo(words.render(defect), err=True)
        return UNUSABLE
    remark(words.render(outcome(found)))
    remark(words.get("cli.plan.wrote", path=out.as_posix()))
    return DONE


def _words_of(event: Progress) -> Text:
    return text(f"cli.plan.event.{event.kind}", level=event.level, value=str(event.value), work=f"{event.work:.1f}")
