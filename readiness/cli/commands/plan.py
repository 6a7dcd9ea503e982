"""`readiness plan show|check|adopt|pin|export|solve`: the order of moves."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readiness.cli.exits import DONE, FINDINGS, UNUSABLE
from readiness.cli.options import IsoDate, as_of_option, catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import progress, watch_options

if TYPE_CHECKING:
    from readiness.analysis.inputs import Inputs
    from readiness.exchange.labels import Labels
    from readiness.messages.catalogue import Catalogue
    from readiness.model.plan import Plan

MODES = ("hold", "repair", "optimise")
_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group("plan", help=help_text("plan.help"), short_help=help_text("plan.short"))
def command() -> None:
    """The order of moves."""


@command.command("show", help=help_text("plan.show.help"), short_help=help_text("plan.show.short"))
@click.argument("path", type=_PATH)
@click.option("--mode", type=click.Choice(MODES), default=None, help=help_text("plan.option.mode"))
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help=help_text("option.format"))
@as_of_option
@specs_option
@lang_option
@watch_options
def show(path: Path, mode: str | None, form: str, as_of: date | None, specs: Path | None, lang: str | None) -> int:
    """Print the plan."""
    words = catalogue(lang)
    inputs = _inputs(path, as_of, specs, words)
    if inputs is None:
        return UNUSABLE
    plan = _plan(inputs, mode, words)
    if form == "json":
        from readiness.report.plan.json import plan_json

        click.echo(plan_json(plan, words), nl=False)
    else:
        from readiness.report.plan.text import plan_text

        click.echo(plan_text(plan, inputs.inventory, words), nl=False)
    return DONE


@command.command("export", help=help_text("plan.export.help"), short_help=help_text("plan.export.short"))
@click.argument("path", type=_PATH)
@click.option("--out", type=_PATH, required=True, help=help_text("plan.option.out"))
@click.option("--mode", type=click.Choice(MODES), default=None, help=help_text("plan.option.mode"))
@as_of_option
@specs_option
@lang_option
@watch_options
def export(path: Path, out: Path, mode: str | None, as_of: date | None, specs: Path | None, lang: str | None) -> int:
    """Write the plan as a workbook, CSV, YAML or JSON."""
    words = catalogue(lang)
    inputs = _inputs(path, as_of, specs, words)
    if inputs is None:
        return UNUSABLE
    from readiness.app import plan as app

    app.export(_plan(inputs, mode, words), inputs, out, _labels(inputs, words))
    click.echo(words.get("cli.plan.wrote", path=out.as_posix()), err=True)
    return DONE


@command.command("check", help=help_text("plan.check.help"), short_help=help_text("plan.check.short"))
@click.argument("file", type=_FILE)
@click.argument("path", type=_PATH)
@as_of_option
@specs_option
@lang_option
def check(file: Path, path: Path, as_of: date | None, specs: Path | None, lang: str | None) -> int:
    """Say what edited dates break and cost. 1 where a condition is broken."""
    words = catalogue(lang)
    inputs = _inputs(path, as_of, specs, words)
    if inputs is None:
        return UNUSABLE
    from readiness.app import plan as app
    from readiness.report.plan.text import compare_text, plan_text

    found = app.check_file(inputs, file, _labels(inputs, words))
    for problem in found.problems:
        click.echo(words.render(problem), err=True)
    click.echo(plan_text(found.plan, inputs.inventory, words))
    click.echo(words.get("cli.plan.against"))
    for line in compare_text(found.before, found.plan, words):
        click.echo(f"  {line}")
    if found.problems:
        return UNUSABLE
    return FINDINGS if found.plan.broken else DONE


@command.command("adopt", help=help_text("plan.adopt.help"), short_help=help_text("plan.adopt.short"))
@click.argument("path", type=_PATH)
@click.option("--from", "source", type=_FILE, default=None, help=help_text("plan.option.from"))
@click.option("--on", type=IsoDate(), default=None, help=help_text("plan.option.on"))
@click.option("--approved-by", default="", help=help_text("plan.option.approved-by"))
@click.option("--document", default=None, help=help_text("plan.option.document"))
@click.option("--accept-broken", is_flag=True, help=help_text("plan.option.accept-broken"))
@as_of_option
@specs_option
@lang_option
@watch_options
def adopt(
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
    inputs = _inputs(path, as_of, specs, words)
    if inputs is None:
        return UNUSABLE
    from readiness.app import plan as app

    if source is None:
        plan = _plan(inputs, "optimise", words)
    else:
        found = app.check_file(inputs, source, _labels(inputs, words))
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


@command.command("pin", help=help_text("plan.pin.help"), short_help=help_text("plan.pin.short"))
@click.argument("path", type=_PATH)
@click.argument("move")
@click.argument("day", metavar="[DATE]", type=IsoDate(), required=False)
@click.option("--remove", is_flag=True, help=help_text("plan.option.remove"))
@click.option("--reason", default="", help=help_text("plan.option.reason"))
@click.option("--approver", default="", help=help_text("plan.option.approver"))
@as_of_option
@specs_option
@lang_option
@watch_options
def pin(
    path: Path,
    move: str,
    day: date | None,
    remove: bool,
    reason: str,
    approver: str,
    as_of: date | None,
    specs: Path | None,
    lang: str | None,
) -> int:
    """Hold a move at a date and plan the rest anew with the fewest changes."""
    words = catalogue(lang)
    if (day is None) != remove:
        raise click.UsageError(words.get("cli.plan.pin-usage"))
    inputs = _inputs(path, as_of, specs, words)
    if inputs is None:
        return UNUSABLE
    from readiness.app import plan as app
    from readiness.model.decision import Pin

    before = _plan(inputs, None, words)
    if day is None:
        file, changed = app.unpin(path, inputs, before, move)
    else:
        new = Pin(move=move, date=day, reason=reason, approver=approver)
        file, changed = app.pin(path, inputs, before, new)
    click.echo(words.get("cli.plan.wrote", path=file.as_posix()), err=True)
    _print_replanned(before, changed, words)
    return DONE


def _print_replanned(before: Plan, changed: Inputs, words: Catalogue) -> None:
    """What the change of pins does: held where nothing else moves, then what stability costs."""
    from readiness.model.plan import StrategyKind
    from readiness.report.plan.text import compare_text, difference, state

    after = _plan(changed, "repair", words)
    click.echo(state(after, words))
    for line in compare_text(before, after, words):
        click.echo(f"  {line}")
    free = next((s.score for s in after.strategies if s.kind is StrategyKind.PHASED), None)
    price = difference(free, after.score, words) if free is not None and after.score is not None else []
    click.echo(words.get("cli.plan.stability", price=words.join(price) or words.get("common.none")))


@command.command("solve", help=help_text("plan.solve.help"), short_help=help_text("plan.solve.short"))
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
@click.option("--verbose", "-v", is_flag=True, help=help_text("option.verbose"))
@lang_option
def solve(
    problem: Path,
    out: Path,
    work: float,
    workers: int,
    seed: int,
    mode: Any,
    start: Path | None,
    verbose: bool,
    lang: str | None,
) -> int:
    """The bare solver on a problem file."""
    from readiness.app.bare_solver import Request, solve_problem
    from readiness.solver.check import InvalidProblemError

    words = catalogue(lang)

    def tell(event: Any) -> None:
        key = f"cli.plan.event.{event.kind}"
        click.echo(words.get(key, level=event.level, value=str(event.value), work=f"{event.work:.1f}"), err=True)

    try:
        request = Request(problem=problem, mode=mode, start=start, work=work, workers=workers, seed=seed)
        solve_problem(request, out, tell if verbose else None)
    except InvalidProblemError as error:
        for issue in error.issues:
            place = ".".join(str(step) for step in issue.path)
            click.echo(words.get("cli.plan.issue", place=place, code=issue.code, value=str(issue.value)), err=True)
        return UNUSABLE
    click.echo(words.get("cli.plan.wrote", path=out.as_posix()), err=True)
    return DONE


def _inputs(path: Path, as_of: date | None, specs: Path | None, words: Catalogue) -> Inputs | None:
    """The body as read; None after saying why it cannot be."""
    from readiness.app.body import open_body
    from readiness.report.findings.formats import render

    opened = open_body(path, as_of=as_of, specs=specs)
    if opened.inputs is None:
        click.echo(render([opened.checked], "text", words), err=True, nl=False)
    return opened.inputs


def _plan(inputs: Inputs, mode: str | None, words: Catalogue) -> Plan:
    from readiness.app.plan import make_plan
    from readiness.model.plan import PlanMode
    from readiness.model.text import text
    from readiness.planning.settings import SolveSettings

    wanted = next((word for word in PlanMode if word.value == mode), None)
    with progress(words) as tell:
        tell(text("cli.progress.plan", systems=len(inputs.inventory.systems)))
        return make_plan(inputs, SolveSettings(mode=wanted))


def _labels(inputs: Inputs, words: Catalogue) -> Labels:
    from readiness.exchange.labels import Labels

    return Labels(words, inputs.standard.node_names)
