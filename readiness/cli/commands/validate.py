"""`readiness validate PATH…`: findings only, fast."""

from __future__ import annotations

from pathlib import Path

import click

from readiness.cli.exits import code_for
from readiness.cli.options import Asked, described, fail_on_option, help_text, paths_argument, shared
from readiness.cli.progress import progress

TYPED = "text"  # people read a path as they typed it, programs look for files from where the command ran
FORMATS = ("text", "json", "sarif", "github", "csv")


@click.command("validate", **described("validate"))
@paths_argument
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help=help_text("option.format")
)
@click.option(
    "--baseline", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=help_text("option.baseline")
)
@shared()
@fail_on_option("error")
def command(asked: Asked, paths: tuple[Path, ...], form: str, baseline: Path | None, fail_on: str) -> int:
    """Check every body; the worst code wins."""
    from readiness.app.validate import from_here, validate
    from readiness.model.text import text
    from readiness.report.findings.formats import render

    words = asked.words
    checked = []
    with progress(words) as announce:
        for path in paths:
            announce(text("cli.progress.read", path=path.as_posix()))
            checked.append(validate(path, as_of=asked.as_of, specs=asked.specs, baseline=baseline))
    if form != TYPED:
        checked = [from_here(body) for body in checked]
    click.echo(render(checked, form, words), nl=False)
    return max(code_for(body.failing, fail_on) for body in checked)
