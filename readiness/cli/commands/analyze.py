"""`readiness analyze PATH…`: everything, into `OUT/<body-id>/`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.exits import code_for
from readiness.cli.options import AUDIENCES, Asked, described, fail_on_option, help_text, paths_argument, shared
from readiness.cli.progress import progress, quiet

if TYPE_CHECKING:
    from readiness.app.analyze import Analyzed
    from readiness.messages.catalogue import Catalogue

_QUOTED = re.compile(r"[\s&()^;,'　]")


@click.command("analyze", **described("analyze"))
@paths_argument
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("output"), show_default=True, help=help_text("option.out")
)
@click.option(
    "--audience", type=click.Choice(AUDIENCES), default="庁内", show_default=True, help=help_text("option.audience")
)
@click.option("--since", type=click.Path(path_type=Path, exists=True), default=None, help=help_text("option.since"))
@shared(body=True, effort=True)
@fail_on_option("never")
def command(asked: Asked, paths: tuple[Path, ...], out: Path, audience: str, since: Path | None, fail_on: str) -> int:
    """Analyse each body by itself, workbooks of one body together; the worst code wins."""
    from readiness.app.reading import bodies

    groups = bodies(paths, asked.body)
    return max(analyse(asked, group, out, audience=audience, since=since, fail_on=fail_on) for group in groups)


def analyse(
    asked: Asked,
    paths: Sequence[Path],
    out: Path,
    *,
    audience: str = "庁内",
    since: Path | None = None,
    fail_on: str = "never",
    every: bool = False,
) -> int:
    """Analyse one body, read from an inventory or from lists that belong together, and say what there is to see."""
    from readiness.app.analyze import analyze
    from readiness.exchange.reading_text import summary_lines
    from readiness.report.findings.formats import render
    from readiness.report.summary import summary

    words, (path, *further) = asked.words, paths
    with progress(words) as announce:
        result = analyze(
            path,
            further=further,
            out=out,
            language=words.language,
            as_of=asked.as_of,
            specs=asked.specs,
            body=asked.body,
            audience=audience,
            since=since,
            every=every,
            effort=asked.effort,
            announce=announce,
        )
    if result.analysis is None or result.folder is None:
        click.echo(render([result.checked], "text", words), err=True, nl=False)
    elif not quiet():
        click.echo(summary(result.analysis, result.folder, result.files, words))
    if result.reading is not None and not result.reading.refused and not quiet():
        for line in summary_lines(result.reading, words):
            click.echo(line)
    for kept in result.kept:
        click.echo(words.get("cli.kept", path=kept.as_posix()), err=True)
    for line in _to_fill(result, paths, words):
        click.echo(line)
    return code_for(result.checked.failing, fail_on)


def _to_fill(result: Analyzed, paths: Sequence[Path], words: Catalogue) -> Iterator[str]:
    """The books that wait for somebody, with the command that takes them in: to be filled, and filled already."""
    from readiness.app.confirm import READING_BOOK

    if result.folder is None:
        return
    ledgers = typed(paths)
    if READING_BOOK in result.files and not quiet():
        book = typed([result.folder / READING_BOOK])
        yield words.get("cli.analyze.confirm", book=book, ledger=ledgers)
    if result.filled:
        yield words.get("cli.analyze.filled", books=typed(result.filled), ledger=ledgers)


def typed(paths: Sequence[Path]) -> str:
    """Paths as they are typed into a command: those with blanks or marks in quotes, which cmd.exe understands too."""
    return " ".join(f'"{p.as_posix()}"' if _QUOTED.search(p.as_posix()) else p.as_posix() for p in paths)
