"""Joint inquiries of many bodies: written, and taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.exits import DONE, FINDINGS, UNUSABLE
from readiness.cli.opened import register_of
from readiness.cli.options import Asked
from readiness.cli.progress import remark
from readiness.cli.writing import writing_to

if TYPE_CHECKING:
    from readiness.app.gaps.body_register import BodyRegister

Opened = tuple[Path, "BodyRegister"]


def export_together(
    asked: Asked,
    folder: Path,
    out: Path | None,
    *,
    only: str | None,
    sender: str,
    number: str,
    remind: bool,
    force: bool,
    dry_run: bool,
) -> int:
    """One book per vendor group for all bodies in a folder."""
    from readiness.app.gaps.joint import export_joint
    from readiness.exchange.labels import Labels

    words = asked.words
    with _opened(asked, folder, dry_run=dry_run) as opened:
        if not opened:
            return UNUSABLE
        labels = Labels(words, opened[0][1].labels.areas)
        target = out if out is not None else Path("output") / "joint"
        done = export_joint(
            opened,
            target,
            labels,
            only=only,
            sender=sender,
            number=number,
            remind=remind,
            force=force,
            dry_run=dry_run,
        )
    for file in done.files:
        click.echo(
            words.get(
                "cli.gaps.joint.wrote",
                path=file.path.as_posix(),
                product=file.product,
                shared=file.shared,
                points=file.points,
                own=file.own,
            )
        )
    for note in done.notes:
        remark(words.render(note))
    if not done.files:
        key = "cli.gaps.joint.nothing-new" if done.waiting else "cli.gaps.nothing"
        click.echo(words.get(key, count=done.waiting))
    elif not number:
        remark(words.get("cli.gaps.draft"))
    if dry_run:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    return DONE


def take_together(asked: Asked, folder: Path, files: Sequence[Path], *, dry_run: bool) -> int:
    """Returned books into the register of each body."""
    from readiness.app.gaps.answers import by_day_saved
    from readiness.app.gaps.joint import import_joint
    from readiness.exchange.labels import Labels

    words, code = asked.words, DONE
    for file in by_day_saved(files):
        # Each file sees what the one before it recorded.
        with _opened(asked, folder, dry_run=dry_run) as opened:
            if not opened:
                return UNUSABLE
            done = import_joint(opened, file, Labels(words, opened[0][1].labels.areas), dry_run=dry_run)
        if not done.tables:
            click.echo(words.get("cli.gaps.no-table", path=file.name), err=True)
            code = UNUSABLE
            continue
        answered = [(at, one) for at, one in done.bodies if one.applied.counts or one.read.notes or one.applied.notes]
        click.echo(words.get("cli.gaps.joint.read", path=file.name, count=done.asked_once, bodies=len(answered)))
        notes, silent = list(done.notes), {at for at, _ in done.bodies} - {at for at, _ in answered}
        for at, imported in answered:
            label = opened[at][1].inventory.body.label
            counts = (
                words.get(f"cli.gaps.count.{kind}", count=count) for kind, count in imported.applied.counts.items()
            )
            click.echo(f"  {label}: {words.join(counts)}")
            stated = (*imported.read.notes, *imported.applied.notes)
            for note in stated:
                click.echo(f"    {note.place}  {note.id}  {words.render(note.message)}")
            notes += stated
        if silent:
            labels = words.join(opened[at][1].inventory.body.label for at in sorted(silent))
            click.echo("  " + words.get("cli.gaps.joint.unanswered", count=len(silent), bodies=labels))
        for note in done.notes:
            click.echo(f"  {note.place}  {note.id}  {words.render(note.message)}")
        if code == DONE and any(note.grave for note in notes):
            code = FINDINGS
    if dry_run:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    return code


@contextmanager
def _opened(asked: Asked, folder: Path, *, dry_run: bool) -> Iterator[list[Opened]]:
    """All bodies of a folder, each held against other commands; none where one of them cannot be read, after saying
    why: a joint letter that leaves a body out would be taken for one that asks everything.
    """
    from readiness.app.portfolio import body_paths

    with ExitStack() as held:
        found: list[Opened] = []
        whole = True
        for path in body_paths(folder):
            if not dry_run and path != folder:
                held.enter_context(writing_to(path, asked.words))
            opened = register_of(path, asked)
            if opened is None:
                whole = False
            else:
                found.append((path, opened))
        yield found if whole else []
