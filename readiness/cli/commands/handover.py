"""`readiness handover PATH`: 引継書 per division or system."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.opened import register_of
from readiness.cli.options import Asked, described, help_text, shared
from readiness.cli.writing import force_option


@click.command("handover", **described("handover"))
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--by",
    type=click.Choice(("division", "system")),
    default="division",
    show_default=True,
    help=help_text("handover.option.by"),
)
@click.option("--only", default=None, help=help_text("handover.option.only"))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help=help_text("handover.option.out"))
@force_option
@shared()
def command(
    asked: Asked, path: Path, by: Literal["division", "system"], only: str | None, out: Path | None, force: bool
) -> int:
    """Print as Markdown, or write a workbook."""
    from readiness.app import papers as app
    from readiness.exchange.handover_text import handover_lines

    words = asked.words
    opened = register_of(path, asked)
    if opened is None:
        return UNUSABLE
    items = app.handover(opened, by=by, only=only)
    if out is not None:
        click.echo(
            words.get("cli.papers.wrote", path=app.write_handover(items, opened, out, path, force=force).as_posix())
        )
        return DONE
    for line in handover_lines(items, opened.inventory, opened.labels, by=by):
        click.echo(line)
    return DONE
