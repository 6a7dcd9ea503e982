"""`readiness analyze PATH…`: everything, into `OUT/<body-id>/`."""

from __future__ import annotations

from pathlib import Path

import click

from readiness.cli.exits import code_for
from readiness.cli.options import Asked, fail_on_option, help_text, paths_argument, shared, told
from readiness.cli.progress import progress, quiet

AUDIENCES = ("庁内", "所管課", "事業者", "財政", "公表")


@click.command("analyze", **told("analyze"))
@paths_argument
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("output"), show_default=True, help=help_text("option.out")
)
@click.option(
    "--audience", type=click.Choice(AUDIENCES), default="庁内", show_default=True, help=help_text("option.audience")
)
@click.option("--since", type=click.Path(path_type=Path, exists=True), default=None, help=help_text("option.since"))
@shared()
@fail_on_option("never")
def command(asked: Asked, paths: tuple[Path, ...], out: Path, audience: str, since: Path | None, fail_on: str) -> int:
    """Analyse each body by itself, workbooks of one body together; the worst code wins."""
    from readiness.app.analyze import analyze
    from readiness.app.confirm import READING_BOOK
    from readiness.app.reading import bodies
    from readiness.exchange.reading_text import summary_lines
    from readiness.report.findings.formats import render
    from readiness.report.summary import summary

    words = asked.words
    code = 0
    for path, *further in bodies(paths):
        with progress(words) as tell:
            result = analyze(
                path,
                further=further,
                out=out,
                language=words.language,
                as_of=asked.as_of,
                specs=asked.specs,
                audience=audience,
                since=since,
                tell=tell,
            )
        code = max(code, code_for(result.checked.failing, fail_on))
        if result.analysis is None or result.folder is None:
            click.echo(render([result.checked], "text", words), err=True, nl=False)
        elif not quiet():
            click.echo(summary(result.analysis, result.folder, result.files, words))
        if result.reading is not None and not result.reading.refused and not quiet():
            for line in summary_lines(result.reading, words):
                click.echo(line)
            if result.folder is not None and READING_BOOK in result.files:
                book = (result.folder / READING_BOOK).as_posix()
                ledgers = words.join(one.as_posix() for one in (path, *further))
                click.echo(words.get("cli.analyze.confirm", book=book, ledger=ledgers))
        for kept in result.kept:
            click.echo(words.get("cli.kept", path=kept.as_posix()), err=True)
    return code
