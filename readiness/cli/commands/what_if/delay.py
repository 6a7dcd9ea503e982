"""`readiness what-if delay …`: a move is late."""

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


@click.command("delay", help=help_text("what-if.delay.help"), short_help=help_text("what-if.delay.short"))
@click.argument("target", metavar="ID")
@click.argument("months", type=click.IntRange(min=1, max=120))
@plan_options
def command(
    target: str, months: int, path: Path, form: str, as_of: date | None, specs: Path | None, lang: str | None
) -> int:
    """Print the consequences."""

    def change(inputs: Inputs, plan: Plan) -> tuple[Inputs, Text]:
        from readiness.analysis.whatif import delayed, name_of
        from readiness.model.text import text

        return delayed(inputs, plan, target, months), text(
            "whatif.delay", id=name_of(inputs, plan, target), months=months
        )

    return run(path, change, form, as_of, specs, lang)
