"""`readiness plan pin`: a move is held at a date."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.commands.plan._body import PATH, plan_of
from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.opened import inputs_of
from readiness.cli.options import IsoDate, as_of_option, catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import remark, talk_options
from readiness.cli.writing import writing_to

if TYPE_CHECKING:
    from readiness.analysis.inputs import Inputs
    from readiness.messages.catalogue import Catalogue
    from readiness.model.plan import Plan


@click.command("pin", help=help_text("plan.pin.help"), short_help=help_text("plan.pin.short"))
@click.argument("path", type=PATH)
@click.argument("move")
@click.argument("day", metavar="[DATE]", type=IsoDate(), required=False)
@click.option("--remove", is_flag=True, help=help_text("plan.option.remove"))
@click.option("--reason", default="", help=help_text("plan.option.reason"))
@click.option("--approver", default="", help=help_text("plan.option.approver"))
@as_of_option
@specs_option
@lang_option
@talk_options
def command(
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
    with writing_to(path, lang):
        changed = _pinned(path, move, day, reason, approver, as_of, specs, words)
    if changed is None:
        return UNUSABLE
    before, file, inputs = changed
    remark(words.get("cli.plan.wrote", path=file.as_posix()))
    _tell_replanned(before, inputs, words)
    return DONE


def _pinned(
    path: Path,
    move: str,
    day: date | None,
    reason: str,
    approver: str,
    as_of: date | None,
    specs: Path | None,
    words: Catalogue,
) -> tuple[Plan, Path, Inputs] | None:
    """The plan before, the file written, the inputs with the change of pins; None where the body cannot be read."""
    from readiness.app import plan as app
    from readiness.model.decision import Pin

    inputs = inputs_of(path, as_of, specs, words)
    if inputs is None:
        return None
    before = plan_of(inputs, None, words)
    if day is None:
        return before, *app.unpin(path, inputs, before, move)
    return before, *app.pin(path, inputs, before, Pin(move=move, date=day, reason=reason, approver=approver))


def _tell_replanned(before: Plan, changed: Inputs, words: Catalogue) -> None:
    """What the change of pins does: held where nothing else moves, then what stability costs."""
    from readiness.model.plan import StrategyKind
    from readiness.report.plan.text import compare_text, difference, state

    after = plan_of(changed, "repair", words)
    click.echo(state(after, words))
    for line in compare_text(before, after, words):
        click.echo(f"  {line}")
    free = next((s.score for s in after.strategies if s.kind is StrategyKind.PHASED), None)
    price = difference(free, after.score, words) if free is not None and after.score is not None else []
    click.echo(words.get("cli.plan.stability", price=words.join(price) or words.get("common.none")))
