"""Who may see which fields: an allow-list over what each field says of itself. What says nothing stays inside."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, cast

from readiness.model.decision import Release
from readiness.model.facts import INSIDE, OPEN, PRICE, QUOTE, Audience, Result, strictest
from readiness.model.fields import FieldFacts, facts, walk
from readiness.model.inventory import Inventory
from readiness.model.measure import Measure
from readiness.model.record import Part, Record, Secrecy
from readiness.model.ref import Ref

__all__ = ["ALLOWED", "Audience", "Secrets", "audience", "figure_secrecy", "hidden_values", "released", "visible"]

Field = tuple[str, str]  # record class, field

ALLOWED: Mapping[Audience, frozenset[Secrecy]] = {
    Audience.PUBLIC: frozenset({OPEN}),
    Audience.VENDOR: frozenset({OPEN}),
    Audience.DIVISION: frozenset({OPEN, INSIDE, QUOTE}),
    Audience.FINANCE: frozenset({OPEN, INSIDE, QUOTE, PRICE}),
    Audience.INTERNAL: frozenset(Secrecy),
}


def audience(word: str) -> Audience:
    """The audience of a word or code. Raises `ValueError`."""
    for member in Audience:
        if word in (member.ja, member.value):
            return member
    raise ValueError(f"no such audience: {word}")


def visible(reader: Audience, record: str, field: str) -> bool:
    """Whether the reader may see a field of a record class (by its class name). Raises `KeyError` for no such field."""
    return _secrecies()[record, field] in ALLOWED[reader]


@cache
def _secrecies() -> Mapping[Field, Secrecy]:
    return {(fact.owner, fact.name): fact.secrecy for fact in _every_field()}


def _every_field() -> Iterator[FieldFacts]:
    pending: list[type] = [Record, Part]
    while pending:
        record = pending.pop()
        pending += record.__subclasses__()
        yield from facts(cast(Hashable, record))


class Secrets:
    """How secret each place of an inventory is."""

    def __init__(self, inventory: Inventory) -> None:
        self._at: dict[Ref, Secrecy] = {}
        for record in inventory.everything():
            self._at |= {step.ref: step.secrecy for step in walk(record)}

    def secrecy_of(self, refs: Iterable[Ref]) -> Secrecy:
        """The strictest of the fields something rests on; INSIDE for a place that is no field, and for none at all."""
        return strictest(*(self._place(ref) for ref in refs))

    def _place(self, ref: Ref) -> Secrecy:
        """Of a value, of the value a place lies in, else of a record as such."""
        for length in range(len(ref.path), 0, -1):
            found = self._at.get(Ref(ref.file, ref.path[:length]))
            if found is not None:
                return found
        return INSIDE


_YEN = "unit.yen"
_SHOWABLE = (str, int, date)


def figure_secrecy(measure: Measure, secrets: Secrets) -> Secrecy:
    """The strictest of the fields that say they hold the figure up, else of its evidence; yen are a price at least."""
    held = _holding().get(f"measure.{measure.name}", ())
    least = (PRICE,) if measure.unit == _YEN else ()
    return strictest(*held, *least) if held else strictest(secrets.secrecy_of(measure.evidence), *least)


@cache
def _holding() -> Mapping[str, tuple[Secrecy, ...]]:
    found: dict[str, tuple[Secrecy, ...]] = {result.key: () for result in Result}
    for fact in _every_field():
        for result in fact.holds:
            found[result.key] = (*found[result.key], fact.secrecy)
    return found


def released(releases: Iterable[Release], reader: Audience, figure: str) -> bool:
    """Whether a dated decision lets this reader see the figure."""
    decided = (release for release in releases if release.document_number.strip())
    return any(release.reader is reader and release.figure == figure for release in decided)


def hidden_values(reader: Audience, inventory: Inventory) -> Iterator[tuple[Field, Any]]:
    """Every known value of the inventory that must not reach the reader; tests look for them in what was written."""
    for record in inventory.everything():
        for step in walk(record):
            if step.secrecy not in ALLOWED[reader] and isinstance(step.value, _SHOWABLE) and step.value != "":
                yield (step.fact.owner, step.fact.name), step.value
