"""`readiness plan export`: the plan as a workbook, CSV, YAML, JSON or calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.commands.plan._body import MODES, PATH, labels_of, plan_of
from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.opened import inputs_of
from readiness.cli.options import as_of_option, catalogue, help_text, lang_option, specs_option
from readiness.cli.progress import remark, talk_options
from readiness.cli.writing import force_option


@click.command("export", help=help_text("plan.export.help"), short_help=help_text("plan.export.short"))
@click.argument("path", type=PATH)
@click.option("--out", type=PATH, required=True, help=help_text("plan.option.out"))
@click.option("--mode", type=click.Choice(MODES), default=None, help=help_text("plan.option.mode"))
@force_option
@as_of_option
@specs_option
@lang_option
@talk_options
def command(
    path: Path, out: Path, mode: str | None, force: bool, as_of: date | None, specs: Path | None, lang: str | None
) -> int:
    """Write the plan as a workbook, CSV, YAML or JSON."""
    words = catalogue(lang)
    inputs = inputs_of(path, as_of, specs, words)
    if inputs is None:
        return UNUSABLE
    from readiness.app import plan as app

    app.export(plan_of(inputs, mode, words), inputs, out, labels_of(inputs, words), path, force=force)
    remark(words.get("cli.plan.wrote", path=out.as_posix()))
    return DONE
