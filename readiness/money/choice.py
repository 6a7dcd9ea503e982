"""Which quotes count where several price the same thing: newer ones replace older, rivals are a range (相見積)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from readiness.model.money import CostItem, LeftOut, Per, Quote
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.money.charges import gross

RENT = frozenset({CostItem.RE_LEASE, CostItem.CONTRACT_EXTENSION})
"""What answers for a rent after the last day of its contract; 保守延長 is upkeep and does not."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The quotes that count, in file order; those that do not, with the reason; what must be said beside a row."""

    counted: tuple[Quote, ...]
    left_out: tuple[LeftOut, ...]
    notes: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)


def choose(quotes: Iterable[Quote], targets: Mapping[str, str], as_of: date, tax: float) -> Choice:
    """Of the quotes with one target (`targets`: by id of the quote) those that count, whatever the order of rows."""
    quotes = tuple(quotes)
    groups: dict[tuple[object, ...], list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(_same(quote, targets[quote.id]), []).append(quote)
    left: dict[str, Text] = {}
    notes: dict[str, tuple[Text, ...]] = {}
    for group in groups.values():
        if len(group) > 1:
            _settle(group, as_of, tax, left, notes)
    for quote in quotes:
        if quote.id not in left and expired(quote, as_of):
            notes[quote.id] = (*notes.get(quote.id, ()), text("plan.cost.expired", date=quote.valid_until))
    return Choice(
        counted=tuple(q for q in quotes if q.id not in left),
        left_out=tuple(LeftOut(quote=q.id, reason=left[q.id]) for q in quotes if q.id in left),
        notes=notes,
    )


def _same(quote: Quote, target: str) -> tuple[object, ...]:
    """What makes two quotes prices of one thing."""
    if quote.item in RENT:
        return "rent", target, quote.at, quote.part
    by_time = quote.per in {Per.MONTH, Per.YEAR}
    return quote.item, target, quote.at, quote.part, by_time


def _settle(
    group: list[Quote], as_of: date, tax: float, left: dict[str, Text], notes: dict[str, tuple[Text, ...]]
) -> None:
    """One group: the adopted ones; else those still valid; of one vendor the newest; of several vendors the dearest."""
    live = sorted(group, key=lambda q: q.id)
    adopted = [q for q in live if q.adopted]
    if adopted:
        _drop(live, adopted, left, "plan.left_out.not_adopted")
        live = adopted
    valid = [q for q in live if not expired(q, as_of)]
    if valid:
        _drop(live, valid, left, "plan.left_out.replaced")
        live = valid
    offers = [offer for of_vendor in _by_vendor(live) for offer in _newest(of_vendor, left)]
    if len(offers) > 1:
        chosen = max(offers, key=lambda offer: (_size(offer, tax), [q.id for q in offer]))
        sizes = sorted(_size(offer, tax) for offer in offers)
        _drop([q for offer in offers for q in offer], chosen, left, "plan.left_out.rival")
        for quote in chosen:
            notes[quote.id] = (text("plan.cost.rivals", count=len(offers), low=sizes[0], high=sizes[-1]),)
        offers = [chosen]
    for offer in offers:
        if len(offer) > 1:
            for quote in offer:
                notes[quote.id] = (*notes.get(quote.id, ()), text("plan.cost.parts", count=len(offer)))


def _by_vendor(quotes: list[Quote]) -> list[list[Quote]]:
    """The quotes of each vendor; one of an unknown vendor stands alone."""
    found: dict[str, list[Quote]] = {}
    for quote in quotes:
        found.setdefault(quote.vendor if known(quote.vendor) else f"\0{quote.id}", []).append(quote)
    return list(found.values())


def _newest(quotes: list[Quote], left: dict[str, Text]) -> list[list[Quote]]:
    """The offers of one vendor: all parts of the newest day; a quote without a date is a rival of theirs."""
    days = [q.quoted_on for q in quotes if known(q.quoted_on)]
    if not days:
        return [[q] for q in quotes]
    newest = [q for q in quotes if q.quoted_on == max(days)]
    undated = [q for q in quotes if not known(q.quoted_on)]
    _drop([q for q in quotes if known(q.quoted_on)], newest, left, "plan.left_out.replaced")
    return [newest, *([q] for q in undated)]


def _drop(among: list[Quote], kept: list[Quote], left: dict[str, Text], reason: str) -> None:
    stay = {q.id for q in kept}
    for quote in among:
        if quote.id not in stay:
            left[quote.id] = text(reason, quotes=tuple(sorted(q.number if known(q.number) else q.id for q in kept)))


def _size(offer: list[Quote], tax: float) -> int:
    """Yen by which offers are compared, a monthly one by its year; a price nobody has told is the smallest."""
    return sum(yen * (12 if q.per is Per.MONTH else 1) for q in offer if known(yen := gross(q, tax)))


def expired(quote: Quote, as_of: date) -> bool:
    """Whether a quote is no longer valid: it is worth as much as a rough one (概算)."""
    return isinstance(quote.valid_until, date) and quote.valid_until < as_of
