"""`readiness what-if budget …`: a budget is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.commands.what_if._plan import plan_options, run
from readiness.cli.options import help_text

if TYPE_CHECKING:
    from readiness.analysis.inputs import Inputs
    from readiness.model.plan import Plan
    from readiness.model.text import Text


@click.command("budget", help=help_text("what-if.budget.help"), short_help=help_text("what-if.budget.short"))
@click.argument("target", metavar="ID")
@plan_options
def command(target: str, path: Path, form: str, as_of: date | None, specs: Path | None, lang: str | None) -> int:
    """Print the consequences."""

    def change(inputs: Inputs, plan: Plan) -> tuple[Inputs, Text]:
        from readiness.analysis.whatif import budget_refused, name_of
        from readiness.model.text import text

        return budget_refused(inputs, plan, target), text("whatif.budget", id=name_of(inputs, plan, target))

    return run(path, change, form, as_of, specs, lang)
