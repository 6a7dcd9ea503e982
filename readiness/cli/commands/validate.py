"""`readiness validate PATH…`: findings only, fast."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from readiness.cli.exits import code_for
from readiness.cli.options import (
    as_of_option,
    catalogue,
    fail_on_option,
    help_text,
    lang_option,
    paths_argument,
    specs_option,
)
from readiness.cli.progress import progress, talk_options

FORMATS = ("text", "json", "sarif", "github", "csv")


@click.command("validate", help=help_text("validate.help"), short_help=help_text("validate.short"))
@paths_argument
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help=help_text("option.format")
)
@click.option(
    "--baseline", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=help_text("option.baseline")
)
@as_of_option
@specs_option
@lang_option
@fail_on_option("error")
@talk_options
def command(
    paths: tuple[Path, ...],
    form: str,
    baseline: Path | None,
    as_of: date | None,
    specs: Path | None,
    lang: str | None,
    fail_on: str,
) -> int:
    """Check every body; the worst code wins."""
    from readiness.app.validate import validate
    from readiness.model.text import text
    from readiness.report.findings.formats import render

    words = catalogue(lang)
    checked = []
    with progress(words) as tell:
        for path in paths:
            tell(text("cli.progress.read", path=path.as_posix()))
            checked.append(validate(path, as_of=as_of, specs=specs, baseline=baseline))
    click.echo(render(checked, form, words), nl=False)
    return max(code_for(body.failing, fail_on) for body in checked)
