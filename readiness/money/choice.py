"""Which quotes count where several price the same thing: newer ones replace older, rivals are a range (相見積)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from readiness.model.contract import Contract
from readiness.model.money import CostItem, LeftOut, Per, Quote
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.money.charges import gross
from readiness.money.contracts import Holdings, Role
from readiness.money.targets import FEES, RENT, covered_by, due_from, target_of

_WORK = frozenset({CostItem.MIGRATION, CostItem.DATA_EXTRACTION})
_RUN = frozenset({CostItem.CLOUD_USE, CostItem.OPERATION})


@dataclass(frozen=True, slots=True)
class Choice:
    """The quotes that count, in file order; those that do not, with the reason; what must be said beside a row.

    `doubts`: quotes of which the record does not tell whether they are parts of a whole or stand for one another, each
    group once: replaced, though still valid, or added up. `signed`: a quote, then contracts of the new side that may
    hold its price already.
    """

    counted: tuple[Quote, ...]
    left_out: tuple[LeftOut, ...]
    notes: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    replaced: tuple[tuple[str, ...], ...] = ()
    added: tuple[tuple[str, ...], ...] = ()
    signed: tuple[tuple[str, ...], ...] = ()


def chosen(holdings: Holdings, tax: float) -> Choice:
    """Which quotes of a body count under its holdings."""
    quotes = holdings.inventory.quotes
    covers = {q.id: covered_by(holdings, q) for q in quotes}
    since = {q.id: due_from(holdings, q) for q in quotes}
    targets = {q.id: target_of(holdings, q) for q in quotes}
    return _beside_signed(holdings, choose(quotes, targets, holdings.as_of, tax, covers, since))


def _beside_signed(holdings: Holdings, found: Choice) -> Choice:
    """A fee that names a contract signed for the new side is in its amount. One of its vendor for the same systems may
    be, or be for something else: both are paid, and it is asked.
    """
    new = {c.id: c for c in holdings.inventory.contracts if holdings.role(c) is Role.NEW and known(c.annual_amount)}
    left, notes, signed = list(found.left_out), dict(found.notes), []
    for quote in found.counted if new else ():
        if quote.item not in _RUN or not _running(quote):
            continue
        if quote.contract in new:
            why = text("plan.left_out.signed", contract=new[quote.contract].label)
            left.append(LeftOut(quote=quote.id, reason=why))
            continue
        about = covered_by(holdings, quote) if quote.part is None and not quote.adopted else frozenset()
        mine = [c for c in new.values() if about & set(c.systems) and _one_vendor(quote, c)]
        if mine and known(quote.amount):
            labels = tuple(sorted(c.label for c in mine))
            notes[quote.id] = (*notes.get(quote.id, ()), text("plan.cost.beside_signed", contracts=labels))
            signed.append((quote.id, *sorted(c.id for c in mine)))
    gone = {one.quote for one in left}
    counted = tuple(q for q in found.counted if q.id not in gone)
    return replace(found, counted=counted, left_out=tuple(left), notes=notes, signed=tuple(signed))


def _one_vendor(quote: Quote, contract: Contract) -> bool:
    return not known(quote.vendor) or not known(contract.vendor) or quote.vendor == contract.vendor


def choose(
    quotes: Iterable[Quote],
    targets: Mapping[str, str],
    as_of: date,
    tax: float,
    covers: Mapping[str, frozenset[str]] | None = None,
    since: Mapping[str, date | None] | None = None,
) -> Choice:
    """Of the quotes with one target (`targets`: by id of the quote) those that count, whatever the order of rows.

    `covers`: the systems each of them is about, for work that is quoted twice under two targets. `since`: the day by
    which prices of one target are told apart.
    """
    quotes = tuple(quotes)
    settled = _Settled(as_of=as_of, tax=tax)
    groups: dict[tuple[object, ...], list[Quote]] = {}
    for quote in sorted(quotes, key=lambda q: q.id):
        item = "rent" if quote.item in RENT else quote.item  # both are prices of one thing
        groups.setdefault((item, targets[quote.id], (since or {}).get(quote.id)), []).append(quote)
    for group in groups.values():
        settled.parts_and_wholes(group)
    settled.from_several_days([q for q in quotes if q.id not in settled.left], targets)
    settled.under_two_targets([q for q in quotes if q.id not in settled.left], targets, covers or {})
    notes = settled.notes
    for quote in quotes:
        if quote.id not in settled.left and expired(quote, as_of):
            notes[quote.id] = (*notes.get(quote.id, ()), text("plan.cost.expired", date=quote.valid_until))
    return Choice(
        counted=tuple(q for q in quotes if q.id not in settled.left),
        left_out=tuple(LeftOut(quote=q.id, reason=settled.left[q.id]) for q in quotes if q.id in settled.left),
        notes=notes,
        replaced=tuple(sorted(settled.replaced)),
        added=tuple(sorted(settled.added)),
    )


def _by_time(quote: Quote) -> bool:
    """Whether a quote is by month or year; of a rent both are prices of the same thing."""
    return quote.per in {Per.MONTH, Per.YEAR} and quote.item not in RENT


@dataclass(slots=True)
class _Settled:
    """What has been decided so far."""

    as_of: date
    tax: float
    left: dict[str, Text] = field(default_factory=dict)
    notes: dict[str, tuple[Text, ...]] = field(default_factory=dict)
    replaced: set[tuple[str, ...]] = field(default_factory=set)
    added: set[tuple[str, ...]] = field(default_factory=set)

    def parts_and_wholes(self, group: list[Quote]) -> None:
        """Quotes for one thing: those of each part by themselves, then what is for the whole against the parts."""
        parts: dict[tuple[object, ...], list[Quote]] = {}
        for quote in group:
            parts.setdefault((quote.part, _by_time(quote)), []).append(quote)
        for part in parts.values():
            if len(part) > 1:
                self._settle(part)
        live = [q for q in group if q.id not in self.left]
        for by_time in (True, False):
            mine = [q for q in live if _by_time(q) is by_time]
            self._whole([q for q in mine if q.part is None], [q for q in mine if q.part is not None])
        self._by_time_and_not([q for q in live if q.id not in self.left and q.part is None])

    def _settle(self, group: list[Quote]) -> None:
        """One part: the adopted ones; else those with a price; those still valid; of one vendor the newest; of several
        vendors the dearest.
        """
        live = group
        for reason, better in (
            ("plan.left_out.not_adopted", [q for q in live if q.adopted]),
            ("plan.left_out.no_amount", [q for q in live if known(q.amount)]),
            ("plan.left_out.replaced", [q for q in live if not expired(q, self.as_of)]),
        ):
            if kept := [q for q in live if q in better]:
                self._drop(live, kept, reason)
                live = kept
        offers = [offer for of_vendor in _by_vendor(live) for offer in self._newest(of_vendor)]
        for offer in self._dearest(offers):
            if len(offer) > 1:
                self._note(offer, text("plan.cost.parts", count=len(offer)))

    def _newest(self, quotes: list[Quote]) -> list[list[Quote]]:
        """The offers of one vendor: all of the newest day; a quote without a date is a rival of theirs.

        The newer one takes the place of the older; where the older is still good, that is asked.
        """
        days = [q.quoted_on for q in quotes if known(q.quoted_on)]
        if not days:
            return [[q] for q in quotes]
        newest = [q for q in quotes if q.quoted_on == max(days)]
        undated = [q for q in quotes if not known(q.quoted_on)]
        older = [q for q in quotes if known(q.quoted_on) and q not in newest]
        self._drop(older, newest, "plan.left_out.replaced")
        if older and not newest[0].adopted and not expired(older[0], self.as_of):
            self.replaced.add(tuple(q.id for q in (*older, *newest)))
        return [newest, *([q] for q in undated)]

    def _dearest(
        self, offers: list[list[Quote]], size: Callable[[list[Quote]], int] | None = None
    ) -> list[list[Quote]]:
        """Of rival offers the dearest, with the range of them all."""
        if len(offers) < 2:
            return offers
        size = size or self._size
        kept = max(offers, key=lambda offer: (size(offer), [q.id for q in offer]))
        sizes = sorted(size(offer) for offer in offers)
        everything = [q for offer in offers for q in offer]
        self._drop(everything, kept, "plan.left_out.rival")
        key = "plan.cost.rivals_yearly" if all(_running(q) for q in everything) else "plan.cost.rivals"
        self._note(kept, text(key, count=len(offers), low=sizes[0], high=sizes[-1]))
        return [kept]

    def _whole(self, whole: list[Quote], pieces: list[Quote]) -> None:
        """A quote for the whole and quotes for parts: rivals where the vendors are different, else added and asked."""
        if not whole or not pieces:
            return
        for kept, others in ((whole, pieces), (pieces, whole)):
            if any(q.adopted for q in kept) and not any(q.adopted for q in others):
                self._drop(others, kept, "plan.left_out.not_adopted")
                return
        if all(known(q.vendor) for q in (*whole, *pieces)) and not (_vendors(whole) & _vendors(pieces)):
            self._dearest([whole, pieces])
        elif not any(q.adopted for q in whole):
            self._doubt([*whole, *pieces])

    def _by_time_and_not(self, quotes: list[Quote]) -> None:
        """A sum of one vendor and a monthly price of another for the same thing: nobody says they are alternatives."""
        running, sums = [q for q in quotes if _by_time(q)], [q for q in quotes if not _by_time(q)]
        both = (*running, *sums)
        apart = all(known(q.vendor) for q in both) and not (_vendors(running) & _vendors(sums))
        if running and sums and apart and not all(q.adopted for q in both):
            self._doubt([*running, *sums])

    def from_several_days(self, counted: list[Quote], targets: Mapping[str, str]) -> None:
        """Running fees of different vendors whose periods meet are rivals, whatever day each of them begins."""
        groups: dict[tuple[object, ...], list[Quote]] = {}
        for quote in sorted(counted, key=lambda q: q.id):
            if quote.item in FEES and _running(quote) and known(quote.vendor) and known(quote.amount):
                groups.setdefault((quote.item, targets[quote.id], quote.part), []).append(quote)
        for group in groups.values():
            offers = [sorted(of_vendor, key=lambda q: q.at or date.min) for of_vendor in _by_vendor(group)]
            met = any(_meet(a, b) for n, one in enumerate(offers) for two in offers[n + 1 :] for a in one for b in two)
            if met and not any(q.adopted for q in group):
                self._dearest(offers, size=lambda offer: max(self._size([q]) for q in offer))

    def under_two_targets(
        self, counted: list[Quote], targets: Mapping[str, str], covers: Mapping[str, frozenset[str]]
    ) -> None:
        """Work on a system that is quoted for the system and for its contract or the whole body as well."""
        for item in sorted(_WORK, key=lambda one: one.value):
            of_item = [q for q in counted if q.item is item and q.part is None and not q.adopted]
            for quote in sorted(of_item, key=lambda q: q.id):
                inside = [
                    q
                    for q in of_item
                    if targets[q.id] != targets[quote.id]
                    and (mine := covers.get(q.id))
                    and (mine < (whole := covers.get(quote.id, frozenset())) or (mine == whole and quote.id < q.id))
                ]
                if inside:
                    self._doubt([quote, *sorted(inside, key=lambda q: q.id)])

    def _doubt(self, quotes: list[Quote]) -> None:
        """Added up, and asked once; what tells no amount adds nothing, and is asked for that first."""
        quotes = [q for q in quotes if known(q.amount)]
        if len(quotes) < 2:
            return
        self.added.add(tuple(q.id for q in quotes))
        for quote in quotes:
            self._note([quote], text("plan.cost.added", quotes=_named(q for q in quotes if q is not quote)))

    def _note(self, quotes: list[Quote], note: Text) -> None:
        for quote in quotes:
            self.notes[quote.id] = (*self.notes.get(quote.id, ()), note)

    def _drop(self, among: list[Quote], kept: list[Quote], reason: str) -> None:
        stay = {q.id for q in kept}
        for quote in among:
            if quote.id not in stay:
                self.left[quote.id] = text(reason, quotes=_named(kept))

    def _size(self, offer: list[Quote]) -> int:
        """Yen by which offers are compared, a monthly one by its year; a price nobody has told is the smallest."""
        return sum(yen * (12 if q.per is Per.MONTH else 1) for q in offer if known(yen := gross(q, self.tax)))


def _running(quote: Quote) -> bool:
    return quote.per in {Per.MONTH, Per.YEAR}


def _meet(one: Quote, two: Quote) -> bool:
    """Whether the periods of two quotes share a day; one that names no end goes on."""
    return all((a.until or date.max) >= (b.at or date.min) for a, b in ((one, two), (two, one)))


def _vendors(quotes: Iterable[Quote]) -> set[str]:
    return {q.vendor for q in quotes if known(q.vendor)}


def _named(quotes: Iterable[Quote]) -> tuple[str, ...]:
    """Quotes by number, else id."""
    return tuple(sorted(q.number if known(q.number) else q.id for q in quotes))


def _by_vendor(quotes: list[Quote]) -> list[list[Quote]]:
    """The quotes of each vendor; one of an unknown vendor stands alone."""
    found: dict[str, list[Quote]] = {}
    for quote in quotes:
        found.setdefault(quote.vendor if known(quote.vendor) else f"\0{quote.id}", []).append(quote)
    return list(found.values())


def expired(quote: Quote, as_of: date) -> bool:
    """Whether a quote is no longer valid: it is worth as much as a rough one (概算)."""
    return isinstance(quote.valid_until, date) and quote.valid_until < as_of
