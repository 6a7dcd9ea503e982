"""`readiness card …`: what a vendor says of a product once, for every body (製品カード)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.exits import DONE, FINDINGS, UNUSABLE
from readiness.cli.lazy import CommandGroup
from readiness.cli.opened import register_of
from readiness.cli.options import Asked, described, help_text, shared
from readiness.cli.order import PathFirst, inventory_last
from readiness.cli.progress import remark
from readiness.cli.writing import force_option, writing_to

if TYPE_CHECKING:
    from readiness.exchange.notes import RowNote
    from readiness.messages.catalogue import Catalogue
    from readiness.model.card import Card

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_OUT = click.Path(path_type=Path, dir_okay=False)


@click.group("card", cls=CommandGroup, **described("card"))
def command() -> None:
    """Product cards."""


@command.command("new", **described("card.new"))
@click.argument("out", type=_OUT)
@click.option("--unit", "units", multiple=True, help=help_text("card.option.unit"))
@force_option
@shared()
def new(asked: Asked, out: Path, units: tuple[str, ...], force: bool) -> int:
    """A workbook for a vendor to fill in."""
    from readiness.app.cards import new_card, unlisted
    from readiness.app.reading import read_standard
    from readiness.exchange.labels import Labels

    standard = read_standard(Path(), asked.specs)
    content = new_card(standard, Labels(asked.words), units, asked.as_of or date(2000, 1, 1))
    code = _written(asked.words, out, content, force=force)
    if missing := unlisted(standard, units):
        remark(asked.words.get("cli.card.unlisted", units=asked.words.join(missing)))
    return code


@command.command("check", **described("card.check"))
@click.argument("file", type=_FILE)
@click.option("--against", type=_FILE, default=None, help=help_text("card.option.against"))
@click.option("--json", "out", type=_OUT, default=None, help=help_text("card.option.json"))
@force_option
@shared()
def check(asked: Asked, file: Path, against: Path | None, out: Path | None, force: bool) -> int:
    """What a card says, whether it can be used, and what is other than in an earlier one."""
    from readiness.app.cards import card_json
    from readiness.model.card import PARTS, difference

    words = asked.words
    card = _card(asked, file)
    old = _card(asked, against) if against is not None else None
    if card is None or (against is not None and old is None):
        return UNUSABLE
    counts = (words.get("cli.card.count", part=words.get(f"exchange.card.sheet.{part}"), count=len(getattr(card, part)))
              for part in PARTS)  # fmt: skip
    click.echo(words.get("cli.card.says", card=card.name, by=card.answered_by, counts=words.join(counts)))
    if old is not None:
        changes = difference(old, card)
        click.echo(words.get("cli.card.changes", count=len(changes), old=old.name))
        for change in changes:
            part = words.get(f"exchange.card.sheet.{change.part}")
            none = words.get("cli.card.none")
            click.echo(f"  {part}  {change.key}: {change.old or none} → {change.new or none}")
    return DONE if out is None else _written(words, out, card_json(card).encode("utf-8"), force=force)


@command.command("import", cls=PathFirst, old=inventory_last, several=True, **described("card.import"))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.argument("file", type=_FILE)
@click.option("--share", is_flag=True, help=help_text("gaps.option.share"))
@click.option("--dry-run", is_flag=True, help=help_text("gaps.option.dry-run"))
@shared()
def import_(asked: Asked, file: Path, paths: tuple[Path, ...], share: bool, dry_run: bool) -> int:
    """One card into one body or many; 1 where a card and a body say different things."""
    from readiness.app.cards import import_card
    from readiness.app.portfolio import body_paths
    from readiness.app.reading import read_standard
    from readiness.standard.locate import user_packs

    words = asked.words
    card = _card(asked, file)
    packs = user_packs(asked.specs) if share else ()
    if card is None:
        return UNUSABLE
    if share and not packs:
        click.echo(words.get("cli.gaps.claims.no-pack"), err=True)
        return UNUSABLE
    pack, code = packs[-1] if packs else None, DONE
    for path in (body for folder in paths for body in body_paths(folder)):
        with writing_to(path, words):
            opened = register_of(path, asked)
            if opened is None:
                code = UNUSABLE
                continue
            done = import_card(card, path, opened, read_standard(path, asked.specs), pack=pack, dry_run=dry_run)
        key = "cli.card.imported" if done.packages else "cli.card.not-here"
        packages = words.join(done.packages)
        click.echo(words.get(key, body=opened.inventory.body.label, packages=packages, answered=done.answered,
                             claims=done.claims, card=card.name))  # fmt: skip
        for written in done.files:
            click.echo(words.get("cli.gaps.dry-run" if dry_run else "cli.ledger.changed", path=written.as_posix()))
        _say(words, done.notes)
        if code == DONE and any(note.grave for note in done.notes):
            code = FINDINGS
    if dry_run:
        click.echo(words.get("cli.gaps.dry-run"), err=True)
    return code


def _card(asked: Asked, file: Path) -> Card | None:
    """The card, after saying everything that is wrong with it; None where it cannot be used."""
    from readiness.app.cards import read_card
    from readiness.app.reading import read_standard

    read = read_card(file, read_standard(Path(), asked.specs))
    if read.card is None:
        click.echo(asked.words.get("cli.card.unusable", path=file.as_posix(), count=len(read.notes)), err=True)
    _say(asked.words, read.notes, err=read.card is None)
    return read.card


def _say(words: Catalogue, notes: Iterable[RowNote], *, err: bool = False) -> None:
    for one in notes:
        click.echo(f"  {one.place}  {words.render(one.message)}", err=err)


def _written(words: Catalogue, out: Path, content: bytes, *, force: bool) -> int:
    from readiness.app.output import write_output

    write_output({out: content}, force=force)
    click.echo(words.get("cli.card.written", path=out.as_posix()))
    return DONE
