"""Filled books of one body: confirmed readings and accepted answers, taken in by `ledger confirm` and `drop`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from readiness.cli.exits import DONE, FINDINGS, UNUSABLE
from readiness.cli.opened import register_of
from readiness.cli.options import Asked


def take_books(
    asked: Asked, paths: Sequence[Path], books: Sequence[Path], *, dry_run: bool = False, out: Path | None = None
) -> int:
    """Take confirmed readings and accepted answers of one body. `paths`: the inventory, or the lists that belong
    together; `out`: where its reports are, which remember what the lists held.
    """
    from readiness.app.confirm import confirm
    from readiness.app.incoming import UnreadableError
    from readiness.app.reading import read_standard

    words, (path, *further) = asked.words, paths
    code, books = _accept(asked, paths, books, out, dry_run=dry_run)
    if not books:
        return code
    try:
        done = confirm(
            path, books, read_standard(path, asked.specs), further=further, as_of=asked.as_of, named=asked.body,
            dry_run=dry_run,
        )  # fmt: skip
    except UnreadableError as error:
        for finding in error.findings:
            click.echo(f"{finding.ref.file}: {words.render(finding.message)}", err=True)
        return UNUSABLE
    for book in done.foreign:
        click.echo(words.get("cli.ledger.confirm.foreign", book=book.name), err=True)
    for book, other in done.others:
        click.echo(words.get("cli.ledger.confirm.other", book=book.name, other=other), err=True)
    for remark in done.notes:
        click.echo(f"  {remark.place}  {words.render(remark.message)}")
    if not done.body:
        click.echo(words.get("cli.ledger.unreadable", path=path.as_posix()), err=True)
        return UNUSABLE
    counts = {"taken": done.taken - done.unread, "unread": done.unread, "rows": done.rows, "changed": done.changed}
    click.echo(words.get("cli.ledger.confirm.taken", **counts))
    if done.file is not None and done.taken and not dry_run:
        click.echo(words.get("cli.ledger.changed", path=done.file.as_posix()))
        keep_up_register(asked, paths, out)
    if dry_run:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    grave = any(remark.grave for remark in done.notes)
    if not done.taken:
        if not (grave or done.foreign or done.others):
            named = words.join(book.name for book in books)
            click.echo(words.get("cli.ledger.confirm.none", books=named), err=True)
        return UNUSABLE
    return max(code, FINDINGS if grave or done.foreign or done.others else DONE)


def keep_up_register(asked: Asked, paths: Sequence[Path], out: Path | None) -> None:
    """What was told of missing records closes their questions, or carries them on."""
    from readiness.app.gaps.body_register import keep_up

    path, *further = paths
    opened = register_of(path, asked, further, out)
    if opened is not None:
        keep_up(path, opened)


def _accept(
    asked: Asked, paths: Sequence[Path], books: Sequence[Path], out: Path | None, *, dry_run: bool
) -> tuple[int, tuple[Path, ...]]:
    """Take books of answers (回答の反映) into the ledger; the exit code for them, and the books that are others."""
    from readiness.app.gaps.accept import accept_answers
    from readiness.app.incoming import UnreadableError, incoming
    from readiness.exchange.labels import reading_labels
    from readiness.exchange.replies.answers_book import is_answers_book

    words = asked.words
    ours = {}
    for book in books:
        try:
            content = incoming(book)
        except UnreadableError:
            continue  # told of below, with all that is wrong with it
        if is_answers_book(content, reading_labels()):
            ours[book] = content
    others = tuple(book for book in books if book not in ours)
    if not ours:
        return DONE, others
    path, *further = paths
    opened = register_of(path, asked, further, out)
    if opened is None:
        return UNUSABLE, ()
    done = accept_answers(path, opened, tuple(ours.values()), dry_run=dry_run)
    for remark in done.notes:
        click.echo(f"  {remark.place}  {remark.id}  {words.render(remark.message)}")
    click.echo(words.get("cli.ledger.confirm.answers", filled=done.filled, rejected=done.rejected, rows=done.rows))
    for file in done.written:
        click.echo(words.get("cli.ledger.changed", path=file.as_posix()))
    if dry_run and not others:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    return FINDINGS if any(n.grave for n in done.notes) or not done.filled + done.rejected else DONE, others
