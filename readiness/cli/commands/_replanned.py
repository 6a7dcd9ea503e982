"""A plan as its commands make it, and what a change of pins does to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.opened import inputs_of
from readiness.cli.options import Asked
from readiness.cli.progress import progress
from readiness.model.text import text

if TYPE_CHECKING:
    from readiness.analysis.inputs import Inputs
    from readiness.exchange.labels import Labels
    from readiness.messages.catalogue import Catalogue
    from readiness.model.plan import Plan


def plan_of(inputs: Inputs, mode: str | None, asked: Asked) -> Plan:
    """The plan in a mode (None: as decided so far), telling that it is made."""
    from readiness.app.plan import make_plan, solver_of
    from readiness.model.plan import PlanMode
    from readiness.planning.settings import SolveSettings

    wanted = PlanMode.of(mode) if mode else None
    with progress(asked.words) as announce:
        announce(text("cli.progress.plan", systems=len(inputs.inventory.systems)))
        return make_plan(inputs, SolveSettings(mode=wanted, effort=asked.effort, solver=solver_of(inputs, announce)))


def labels_of(inputs: Inputs, words: Catalogue) -> Labels:
    """Words of books, with the names of areas."""
    from readiness.exchange.labels import Labels

    return Labels(words, inputs.standard.node_names)


def pinned(
    asked: Asked, path: Path, move: str, day: date | None, reason: str, approver: str
) -> tuple[Plan, Path, Inputs] | None:
    """The plan before, the file written, the inputs with the change of pins; None where the body cannot be read."""
    from readiness.app import plan as app
    from readiness.model.decision import Pin

    inputs = inputs_of(path, asked)
    if inputs is None:
        return None
    before = plan_of(inputs, None, asked)
    if day is None:
        return before, *app.unpin(path, inputs, before, move)
    return before, *app.pin(path, inputs, before, Pin(move=move, date=day, reason=reason, approver=approver))


def say_replanned(before: Plan, changed: Inputs, asked: Asked) -> None:
    """What the change of pins does: the dates as they were, with the fewest changes; then what stability costs."""
    from readiness.analysis.whatif import QUICK, replanned
    from readiness.app.plan import make_plan, solver_of
    from readiness.model.plan import PlanMode
    from readiness.report.plan.text import compare_text, difference, state

    words = asked.words
    settings = replace(QUICK, effort=asked.effort, solver=solver_of(changed))
    after = replanned(changed, before, PlanMode.REPAIR, settings)
    click.echo(state(after, words))
    for line in compare_text(before, after, words):
        click.echo(f"  {line}")
    free = make_plan(changed, replace(settings, mode=PlanMode.OPTIMISE)).score
    price = difference(free, after.score, words) if free is not None and after.score is not None else []
    click.echo(words.get("cli.plan.stability", price=words.join(price) or words.get("common.none")))
