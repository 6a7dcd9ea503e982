"""Wiring of `card`: a product card to fill in, one that came back, and what it answers in the registers of bodies."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from readiness.app.claims import claims_file, write_claims
from readiness.app.gaps.body_register import BodyRegister, append
from readiness.app.incoming import incoming
from readiness.app.reading import is_workbook, own_lists
from readiness.exchange.cards.book import card_book
from readiness.exchange.cards.cells import FORMAT
from readiness.exchange.cards.read import ReadCard, read_card_book, read_card_json
from readiness.exchange.cards.reply import card_days, card_rows, claims_of, matching, weighed
from readiness.exchange.labels import Labels, reading_labels
from readiness.exchange.notes import RowNote, note
from readiness.exchange.replies.apply import apply_answers
from readiness.gaps.matters import point_of
from readiness.gaps.product import product_of
from readiness.gaps.register import bookkeeping
from readiness.model.card import SCHEMA, Card
from readiness.model.codec import to_plain
from readiness.model.gap import GapEvent
from readiness.model.refusal import RefusedError
from readiness.model.standard.requirement import RequirementType
from readiness.model.standard.standard import Standard
from readiness.model.text import text
from readiness.standard.editions import newest
from readiness.tables.write_xlsx import write_xlsx


class CardError(RefusedError):
    """A file that is no card, or a card that cannot be written as asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardImport:
    """What a card did to one body: packages it is about, questions answered, claims taken; remarks on the rest."""

    packages: tuple[str, ...]
    answered: int = 0
    claims: int = 0
    files: tuple[Path, ...] = ()
    notes: tuple[RowNote, ...] = ()


def read_card(file: Path, standard: Standard | None = None) -> ReadCard:
    """A card as workbook or JSON, with everything that is wrong with it. Raises `CardError`, `UnreadableError`."""
    bodies = _names(standard)
    if file.suffix.lower() == ".json":
        try:
            read = read_card_json(file.read_text(encoding="utf-8-sig"), file.name, bodies)
        except (OSError, UnicodeError) as error:
            raise CardError(text("cli.card.no-card", path=file.as_posix())) from error
    else:
        read = read_card_book(incoming(file), reading_labels(), bodies)
    if read is None:
        raise CardError(text("cli.card.no-card", path=file.as_posix()))
    unknown = tuple(_unknown(read, standard, file.name)) if standard is not None else ()
    card = None if any(found.grave for found in unknown) else read.card
    return replace(read, card=card, notes=(*read.notes, *unknown))


_MISREAD = ("exchange.note.card.unit", "exchange.note.card.id")  # no ID at all: nothing to look up


def _unknown(read: ReadCard, standard: Standard, name: str) -> Iterator[RowNote]:
    """業務IDs and requirements of a card that the standard does not know, as far as it is there to ask."""
    units = {unit.id for unit in standard.units}
    editions = {unit: newest(standard.editions, unit) for unit in {key[:3] for _, key in read.places} & units}
    misread = {found.place for found in read.notes if found.message.key in _MISREAD}
    for (part, key), place in read.places.items():
        unit = key[:3]
        if place in misread:
            continue
        if part == "units" and unit.isdigit() and unit not in units:
            yield note("card.no-unit", place, key, text=unit)
        if part != "answers":
            continue
        head = editions.get(unit)
        if unit not in units:
            yield note("card.id-unit", place, key, grave=False, text=key[:40])
        elif head is not None and key not in standard.edition(head.id).by_id:
            yield note("card.no-requirement", place, key, grave=False, text=key[:40], edition=head.id)
    unasked = tuple(sorted({key[:3] for part, key in read.places if part == "answers" and key[:3] in units}))
    if unasked := unlisted(standard, unasked):
        yield note("card.unasked", name, grave=False, units=unasked)


def unlisted(standard: Standard, units: Sequence[str]) -> tuple[str, ...]:
    """業務IDs without an imported edition, whose requirements nobody can list."""
    return tuple(unit for unit in dict.fromkeys(one[:3] for one in units) if newest(standard.editions, unit) is None)


def _names(standard: Standard | None) -> tuple[str, ...]:
    return tuple(body.name for body in standard.bodies) if standard is not None else ()


def new_card(standard: Standard, labels: Labels, units: Sequence[str], dated: date) -> bytes:
    """A workbook to fill in. With `units` (業務ID) the 実装必須 requirements of their newest imported editions are
    listed. Raises `CardError` for a 業務ID that there is not.
    """
    known = {unit.id: unit for unit in standard.units}
    wrong = tuple(unit for unit in units if unit[:3] not in known)
    if wrong:
        raise CardError(text("cli.card.no-unit", units=wrong))
    ids: list[tuple[str, str]] = []
    for unit in dict.fromkeys(unit[:3] for unit in units):
        head = newest(standard.editions, unit)
        if head is None:
            continue
        for row in standard.edition(head.id).by_id.values():
            if (
                row.unit[:3] == unit
                and not row.superseded_by
                and any(kind is RequirementType.REQUIRED for _, kind in row.types)
            ):
                ids.append((row.id, row.name))
    return write_xlsx(card_book(None, labels, dated, ids=ids))


def card_json(card: Card) -> str:
    """The card as published JSON."""
    data = {"format": FORMAT, "version": SCHEMA, "card": to_plain(card)}
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def import_card(
    card: Card,
    path: Path,
    opened: BodyRegister,
    standard: Standard,
    *,
    pack: Path | None = None,
    dry_run: bool = False,
) -> CardImport:
    """Answer the open questions of one body that concern the product; claims go beside the inventory, or into the
    pack, where every body finds them. Importing the same card again changes nothing.
    """
    inventory, register = opened.inventory, opened.register
    found = matching(card, inventory)
    notes: list[RowNote] = []
    events: list[GapEvent] = []
    files: list[Path] = []
    answered = claims = 0
    for match in found:
        package = match.package
        if match.other:
            notes.append(note("card.other-version", package.id, version=match.other, card=card.version))
            continue
        rows, remarks = card_rows(card, package, register, inventory, standard)
        notes += remarks
        ends = any(
            point_of(entry.gap) == "package.service-end" and product_of(entry.gap, inventory) is package
            for entry in register.entries
            if entry.gap is not None
        )
        notes += card_days(card, package, answered=ends)
        applied = apply_answers(rows, register, opened.as_of, body=inventory.body.id, saved=card.dated)
        events += applied.events
        answered += applied.counts.get("answered", 0)
        name = package.label if pack is not None else package.id
        users = {system.id for system in inventory.systems if system.package == package.id}
        standing = [one for one in inventory.claims if one.package == package.id or one.system in users]
        stated = weighed(card, claims_of(card, name), standing)
        notes += stated.notes
        claims += len(stated.take)
        if not stated.take:
            continue
        if pack is None and (is_workbook(path) or own_lists(path)):
            notes.append(note("card.needs-pack", path.name, count=len(stated.take)))
            continue
        file, changed = write_claims(claims_file(path, pack, name, card.version), stated.take, dry_run)
        files += [file] if changed else []
    if events and not dry_run:
        append(path, opened, (*bookkeeping(register, opened.as_of), *events))
    return CardImport(
        packages=tuple(match.package.label for match in found),
        answered=answered,
        claims=claims,
        files=tuple(files),
        notes=tuple(dict.fromkeys(notes)),
    )
