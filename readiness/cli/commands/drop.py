"""`readiness drop FILE…`: what is dropped on the offline kit, whatever it is: our books are taken in, then analysed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from readiness.cli.exits import UNUSABLE
from readiness.cli.options import Asked, described, help_text, shared
from readiness.cli.writing import writing_to


@click.command("drop", **described("drop"))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("output"), show_default=True, help=help_text("option.out")
)
@shared(body=True)
def command(asked: Asked, paths: tuple[Path, ...], out: Path) -> int:
    """Take in the books among the files, then analyse the ledgers; the worst code wins."""
    from readiness.app.dropped import sorted_out

    words = asked.words
    found = sorted_out(paths, asked.body)
    for book in found.homeless:
        click.echo(words.get("cli.drop.homeless", book=book.as_posix()), err=True)
    if not found.bodies:
        return UNUSABLE
    return max(UNUSABLE if found.homeless else 0, *(_body(asked, *body, out) for body in found.bodies))


def _body(asked: Asked, ledgers: Sequence[Path], books: Sequence[Path], replies: Sequence[Path], out: Path) -> int:
    """One body: what was confirmed, what was answered, then the report. A book that gave nothing stops no report."""
    from readiness.cli.commands._confirmed import take_books
    from readiness.cli.commands._replies import take_replies
    from readiness.cli.commands.analyze import analyse

    code = 0
    if books or replies:
        with writing_to(ledgers[0], asked.words):
            if books:
                code = max(code, take_books(asked, ledgers, books, out=out))
            if replies:
                code = max(code, take_replies(asked, ledgers, replies, out=out))
    return max(code, analyse(asked, ledgers, out, every=True))
