"""What the subcommands of `what-if` that change the plan have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.opened import inputs_of
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import progress, talk_options

if TYPE_CHECKING:
    from readiness.analysis.inputs import Inputs
    from readiness.model.plan import Plan
    from readiness.model.text import Text

F = TypeVar("F", bound=Callable[..., Any])
Change = Callable[["Inputs", "Plan"], tuple["Inputs", "Text"]]
"""From the inputs and the plan before the change to the changed inputs and the words for the change."""


def plan_options(function: F) -> F:
    """PATH and the options every one of them takes."""
    form = click.option(
        "--format",
        "form",
        type=click.Choice(("text", "json")),
        default="text",
        show_default=True,
        help=help_text("option.format"),
    )
    path = click.argument("path", type=click.Path(path_type=Path))
    return path(form(as_of_option(specs_option(lang_option(talk_options(function))))))


def run(path: Path, change: Change, form: str, as_of: date | None, specs: Path | None, lang: str | None) -> int:
    """Print the consequences of a change; nothing is written."""
    from readiness.analysis.whatif import base_plan, consequences
    from readiness.model.text import text
    from readiness.report.plan.what_if import consequences_json, consequences_text

    words = catalogue(lang)
    inputs = inputs_of(path, as_of, specs, words)
    if inputs is None:
        return UNUSABLE
    with progress(words) as tell:
        tell(text("cli.progress.plan", systems=len(inputs.inventory.systems)))
        before = base_plan(inputs)
        changed, what = change(inputs, before)
        found = consequences(inputs, changed, what, before)
    show = consequences_json if form == "json" else consequences_text
    click.echo(show(found, words), nl=False)
    return DONE
