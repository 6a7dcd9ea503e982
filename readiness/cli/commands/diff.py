"""`readiness diff OLD NEW`: what changed between two inventories or two analyses."""

from __future__ import annotations

from pathlib import Path

import click

from readiness.cli.exits import DONE, UNUSABLE
from readiness.cli.options import Asked, described, format_option, shared
from readiness.cli.progress import progress


@click.command("diff", **described("diff"))
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@format_option("text", "json")
@shared()
def command(asked: Asked, old: Path, new: Path, form: str) -> int:
    """Compare; the code is 0 whether or not anything has changed."""
    from readiness.app.diff import compare_sides, read_side
    from readiness.model.text import text
    from readiness.report.diff.formats import diff_json, diff_text
    from readiness.report.findings.formats import render

    words = asked.words
    sides = []
    with progress(words) as announce:
        for path in (old, new):
            announce(text("cli.progress.read", path=path.as_posix()))
            sides.append(read_side(path, as_of=asked.as_of, specs=asked.specs))
    unread = [side.checked for side in sides if not side.readable and side.checked is not None]
    if unread:
        click.echo(render(unread, "text", words), err=True, nl=False)
        return UNUSABLE
    comparison = compare_sides(*sides)
    write = diff_json if form == "json" else diff_text
    click.echo(write(comparison, words, old=sides[0].name, new=sides[1].name), nl=False)
    return DONE
