"""`readiness pmo PATH`: the 40 steps per area, for re-entry into the national progress tool."""

from __future__ import annotations

from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.opened import register_of
from readiness.cli.options import Asked, described, help_text, shared
from readiness.cli.writing import force_option


@click.command("pmo", **described("pmo"))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--previous", type=click.Path(path_type=Path, exists=True), help=help_text("pmo.option.previous"))
@click.option("--changed", is_flag=True, help=help_text("pmo.option.changed"))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help=help_text("pmo.option.out"))
@force_option
@shared()
def command(asked: Asked, path: Path, previous: Path | None, changed: bool, out: Path | None, force: bool) -> int:
    """Print, or write to a workbook or CSV."""
    from readiness.app import papers as app
    from readiness.exchange.pmo import pmo_lines

    words = asked.words
    opened = register_of(path, asked)
    if opened is None:
        return UNUSABLE
    areas = app.pmo_areas(path, opened, previous=previous, specs=asked.specs)
    if out is not None:
        click.echo(words.get("cli.papers.wrote", path=app.write_pmo(areas, opened, out, path, force=force).as_posix()))
        return DONE
    for line in pmo_lines(areas, opened.labels, only_changed=changed):
        click.echo(line)
    return DONE
