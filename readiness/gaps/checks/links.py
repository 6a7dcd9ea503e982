"""Interfaces: documented, described, and told alike from both ends (連携)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.gaps.look import Look
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import DIVISION, Gap, GapKind
from readiness.model.interface import Interface
from readiness.model.record import Maybe
from readiness.model.system import System
from readiness.model.text import Text, text
from readiness.model.unknown import known

_ITEMS = ("method", "format", "frequency")


@dataclass(frozen=True, slots=True)
class _End:
    system: System
    other: str
    other_areas: tuple[str, ...]


def check(look: Look) -> Iterator[Gap]:
    """Each point is asked of every end whose vendor is known; an end outside the body is asked nothing."""
    for interface in look.inventory.interfaces:
        ends = _ends(look, interface)
        for end in ends:
            yield from _description(look, interface, end)
            yield from _agreement(look, interface, end)
        if interface.temporary and interface.remove_by is None and ends:
            yield _removal(look, interface, ends[0])


def _ends(look: Look, interface: Interface) -> list[_End]:
    systems = look.inventory.system_by_id
    found = []
    for own, other in ((interface.from_, interface.to), (interface.to, interface.from_)):
        if own in systems:
            areas = systems[other].areas if other in systems else ()
            found.append(_End(systems[own], other, areas))
    same = len(found) == 2 and known(found[0].system.vendor) and found[0].system.vendor == found[1].system.vendor
    return found[:1] if same else found  # one party at both ends is asked once


def _rank(look: Look, interface: Interface, moving: Rank) -> Rank:
    systems = look.inventory.system_by_id
    ends = [systems[end] for end in (interface.from_, interface.to) if end in systems]
    return moving if any(look.moving(end) for end in ends) else Rank.C


def _one(
    look: Look, interface: Interface, end: _End, words: str, rank: Rank, kind: GapKind, items: tuple[Text, ...] = ()
) -> Gap:
    return look.gap(
        words,
        _rank(look, interface, rank),
        look.vendor_or_division(end.system),
        Subject("interface", interface.id),
        system=end.system,
        kind=kind,
        discriminator=interface.id,
        counterpart=end.other,
        counterpart_areas=end.other_areas,
        ref=interface.ref,
        interface=interface.id,
        data=_data(interface),
        items=items,
        side=end.system.label,
    )


def _data(interface: Interface) -> str | Text:
    """What is exchanged, in words; ledgers that only name the other system do not say it."""
    return interface.data or text("gap.link.no-data")


def _description(look: Look, interface: Interface, end: _End) -> Iterator[Gap]:
    if interface.documented is not True:
        kind = GapKind.SHORTFALL if known(interface.documented) else GapKind.UNCONFIRMED
        yield _one(look, interface, end, "link.documented", Rank.B, kind)
    own = interface.from_says if end.system.id == interface.from_ else interface.to_says
    missing = tuple(
        item
        for item in _ITEMS
        if not known(getattr(interface, item)) and not (own is not None and known(getattr(own, item)))
    )
    if "method" in missing:
        items = tuple(text(f"gap.link.item.{item}") for item in missing)
        yield _one(look, interface, end, "link.terms", Rank.B, GapKind.UNCONFIRMED, items=items)


def _agreement(look: Look, interface: Interface, end: _End) -> Iterator[Gap]:
    differing = disagreements(interface)
    if differing:
        items = tuple(text(f"gap.link.item.{item}") for item in differing)
        yield _one(look, interface, end, "link.ends-differ", Rank.A, GapKind.CONTRADICTION, items=items)


def disagreements(interface: Interface) -> tuple[str, ...]:
    """Which of method, format and frequency the two ends tell differently, both having told."""
    first, second = interface.from_says, interface.to_says
    if first is None or second is None:
        return ()
    return tuple(item for item in _ITEMS if _differ(getattr(first, item), getattr(second, item)))


def _differ(first: Maybe[object], second: Maybe[object]) -> bool:
    return known(first) and known(second) and first != second


def _removal(look: Look, interface: Interface, end: _End) -> Gap:
    owner = interface.owner
    is_division = isinstance(owner, str) and owner in look.inventory.division_by_id
    asked = Subject(DIVISION, str(owner)) if is_division else look.division(end.system)
    return look.gap(
        "link.removal",
        Rank.B,
        asked,
        Subject("interface", interface.id),
        system=end.system,
        discriminator=interface.id,
        counterpart=end.other,
        counterpart_areas=end.other_areas,
        ref=interface.ref.child("remove_by"),
        interface=interface.id,
        data=_data(interface),
    )
