"""`readiness what-if capacity …`: a division, a vendor or the body can take more or fewer cut-overs."""

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


@click.command("capacity", help=help_text("what-if.capacity.help"), short_help=help_text("what-if.capacity.short"))
@click.argument("target", metavar="KIND:ID")
@click.argument("cutovers", type=click.IntRange(min=0, max=1000))
@plan_options
def command(
    target: str, cutovers: int, path: Path, form: str, as_of: date | None, specs: Path | None, lang: str | None
) -> int:
    """Print the consequences."""

    def change(inputs: Inputs, plan: Plan) -> tuple[Inputs, Text]:
        from readiness.analysis.whatif import name_of, with_capacity
        from readiness.model.text import text

        kind, _, id_ = target.replace("：", ":").partition(":")
        changed = with_capacity(inputs, kind, id_, cutovers)
        return changed, text("whatif.capacity", target=name_of(inputs, plan, target), count=cutovers)

    return run(path, change, form, as_of, specs, lang)
