"""`readiness what-if extension …`: an area is granted another date."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.commands.what_if._plan import plan_options, run
from readiness.cli.options import IsoDate, help_text

if TYPE_CHECKING:
    from readiness.analysis.inputs import Inputs
    from readiness.model.plan import Plan
    from readiness.model.text import Text


@click.command("extension", help=help_text("what-if.extension.help"), short_help=help_text("what-if.extension.short"))
@click.argument("target", metavar="ID")
@click.argument("until", metavar="DATE", type=IsoDate())
@plan_options
def command(
    target: str, until: date, path: Path, form: str, as_of: date | None, specs: Path | None, lang: str | None
) -> int:
    """Print the consequences."""

    def change(inputs: Inputs, plan: Plan) -> tuple[Inputs, Text]:
        from readiness.analysis.whatif import with_extension
        from readiness.model.text import text

        return with_extension(inputs, target, until), text("whatif.extension", id=target, until=until)

    return run(path, change, form, as_of, specs, lang)
