"""What a set of dates comes to: temporary links, money, periods, broken conditions, points (計画の評価).

The one place that judges a plan, whoever made it: solver, vendor, official. It knows nothing of the solver.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.money import Basis, CostItem, LeftOut
from readiness.model.plan import BrokenRule, CostRow, Score, TemporaryLink, WindowHit
from readiness.model.plan.moves import Dates, MoveId
from readiness.model.record import Maybe, SystemId
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, known
from readiness.money.charges import Charge, Price, once
from readiness.money.rent import Penalty
from readiness.money.rows import cost_rows, left_out, total_of
from readiness.money.weigh import weigh
from readiness.planning.frame import Frame
from readiness.planning.links import LinkFact
from readiness.planning.rulebook import broken_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything about one set of dates."""

    dates: Dates
    links: tuple[TemporaryLink, ...]
    rows: tuple[CostRow, ...]
    windows: tuple[WindowHit, ...]
    broken: tuple[BrokenRule, ...]
    left_out: tuple[LeftOut, ...]
    score: Score


def assess(frame: Frame, dates: Dates, *, gates_failed: int = 0) -> Assessment:
    """Judge a plan. `dates` gives every move its date, None = not moved before the horizon."""
    charges = all_charges(frame, dates)
    shown = (link for link in frame.links if link.firm)
    links = tuple(found for link in shown if (found := temporary_link(frame, link, dates)) is not None)
    windows = tuple(
        hit for move in frame.moves if (day := dates.get(move.id)) is not None for hit in frame.hits(move.id, day)
    )
    broken = broken_rules(frame, dates)
    rows = cost_rows(frame.inventory, [*charges, *_unquoted_links(frame, links)])
    days = [day for day in dates.values() if day is not None]
    return Assessment(
        dates=dates,
        links=links,
        rows=rows,
        windows=windows,
        broken=broken,
        left_out=left_out(frame.inventory, rows, frame.prices.left_out),
        score=Score(
            points=points(frame, dates, charges),
            links_new=sum(link.opened is not None for link in links),
            links_open=sum(link.opened is None for link in links),
            link_months=sum(link.months for link in links),
            most_links=_most(links, frame.as_of),
            window_hits=len(windows),
            broken=len(broken),
            gates_failed=gates_failed,
            yen=total_of(rows),
            last_date=max(days, default=None),
            peak_areas=_peak_areas(frame, dates),
        ),
    )


def all_charges(frame: Frame, dates: Dates) -> list[Charge]:
    """Every charge of a plan, in the order of its terms."""
    return [charge for term in frame.terms for charge in term.charges(dates, frame.paid_until)]


def link_charges(frame: Frame, dates: Dates) -> list[Charge]:
    """The temporary links of a plan that nobody has quoted: they are missing, not nothing."""
    shown = (link for link in frame.links if link.firm)
    links = (temporary_link(frame, link, dates) for link in shown)
    return _unquoted_links(frame, tuple(link for link in links if link is not None))


def _unquoted_links(frame: Frame, links: tuple[TemporaryLink, ...]) -> list[Charge]:
    """One row without a price per date on which temporary links are made that nobody has quoted."""
    made: dict[date, int] = {}
    for link in links:
        if link.opened is not None and link.id not in frame.priced_links:
            made[link.opened] = made.get(link.opened, 0) + 1
    return [
        Charge(price=price, shares=once(price, day, signed=day, accepted=day), compared=False)
        for day, count in sorted(made.items())
        for price in (_unquoted_change(frame, count, day),)
    ]


def _unquoted_change(frame: Frame, count: int, day: date) -> Price:
    return Price(
        item=CostItem.LINK_CHANGE,
        subject=frame.inventory.body.id,
        amount=UNKNOWN,
        notes=(text("plan.cost.links_unquoted", count=count, date=day),),
    )


def _open(link: LinkFact, dates: Dates) -> tuple[date | None, date, bool] | None:
    """From when a link between the dates of its two ends is open (None: by now), until when (`date.max`: on beyond the
    plan), and whether the receiving end goes first; None where it never is.
    """
    source = None if link.source_move is None else (dates.get(link.source_move) or date.max)
    target = None if link.target_move is None else (dates.get(link.target_move) or date.max)
    if source is not None and source == target:
        return None
    opened = None if source is None or target is None else min(source, target)
    if opened == date.max:
        return None
    consumer_first = not link.mutual and source is not None and (target is None or target < source)
    return opened, max(day for day in (source, target) if day is not None), consumer_first


def temporary_link(frame: Frame, link: LinkFact, dates: Dates) -> TemporaryLink | None:
    """The link as it is open between the dates of its two ends; None where it never is."""
    found = _open(link, dates)
    if found is None:
        return None
    opened, removed, consumer_first = found
    until = min(removed, frame.horizon)
    interface = link.interface
    priced = frame.priced_links.get(link.id, ())
    stated = [price.amount for price in priced if known(price.amount) and not price.running]
    return TemporaryLink(
        id=link.id,
        source=link.source,
        target=link.target,
        data=link.data,
        opened=opened,
        removed=None if removed == date.max else removed,
        months=max(0, frame.axis.months(opened or frame.as_of, until)),
        why=_why(link, opened, consumer_first=consumer_first),
        source_owner=_owner(frame, link.source),
        target_owner=_owner(frame, link.target),
        consumer_first=consumer_first,
        amount=sum(stated) if stated else UNKNOWN,
        quotes=tuple(price.quote.id for price in priced if price.quote is not None),
        remove_by=interface.remove_by if interface is not None else None,
    )


def _why(link: LinkFact, opened: date | None, *, consumer_first: bool) -> Text:
    if link.mutual:
        return text("plan.link.shared", data=link.data)
    if opened is None:
        return text("plan.link.already_open")
    return text("plan.link.consumer_first" if consumer_first else "plan.link.provider_first")


def _owner(frame: Frame, system: SystemId) -> Maybe[str]:
    found = frame.situations.get(system)
    return found.owner if found is not None and found.owner is not None else UNKNOWN


def points(frame: Frame, dates: Dates, charges: list[Charge] | None = None) -> int:
    """The solver's figure for a plan, computed without the solver (lower is better)."""
    total = sum(link_points(frame, link, dates) for link in frame.links)
    for move in frame.moves:
        total += move_points(frame, move.id, dates.get(move.id))
    for charge in all_charges(frame, dates) if charges is None else charges:
        total += yen_points(frame, charge)
    return total


def move_points(frame: Frame, move: MoveId, day: date | None) -> int:
    """Points of one move's own date: periods to be agreed, waiting on the old side."""
    waits = frame.axis.slot(day or frame.horizon) * frame.weights.wait_month
    return waits + (frame.burden(move, day) * frame.weights.window if day is not None else 0)


def link_points(frame: Frame, link: LinkFact, dates: Dates) -> int:
    """Points of one link: once for making it (unless it is priced in yen), and for every month it is open."""
    found = _open(link, dates)
    if found is None:
        return 0
    opened, removed, consumer_first = found
    start = frame.axis.slot(opened) if opened is not None else 0
    months = max(0, frame.axis.slot(min(removed, frame.horizon)) - start) * holding_points(frame, link)
    return months + (making_points(frame, link, consumer_first=consumer_first) if opened else 0)


def making_points(frame: Frame, link: LinkFact, *, consumer_first: bool) -> int:
    """Points for making a new temporary link; a quoted one weighs its yen instead, of a monthly price one month."""
    if frame.weights.yen and link.id in frame.priced_links:
        return sum(_price_points(frame, price) for price in frame.priced_links[link.id])
    whole = frame.weights.consumer_first if consumer_first else frame.weights.link
    return round(whole * link.share)


def holding_points(frame: Frame, link: LinkFact) -> int:
    """Points for each slot a link is open, with its monthly price where it has one."""
    monthly = [price for price in frame.priced_links.get(link.id, ()) if price.running]
    yen = sum(_price_points(frame, price) for price in monthly)
    return round(frame.weights.link_month * min(1.0, link.share)) + round(yen / frame.axis.parts)


def _price_points(frame: Frame, price: Price) -> int:
    """Points of a link's price: the sum, or one month."""
    yen = price.yearly / 12 if price.running and known(price.yearly) else price.amount
    return round(yen * frame.weights.yen) if known(yen) else 0


def yen_points(frame: Frame, charge: Charge) -> int:
    """Points of one charge; 0 for what does not tell orders apart, an assumed weight for what has no price."""
    return weigh(charge, frame.weights.money).points


def rests_on_unpriced(frame: Frame, dates: Dates) -> int:
    """How many charges of a plan are weighed by a reference or an assumption, because nobody has priced them."""
    weighed = (weigh(charge, frame.weights.money) for charge in all_charges(frame, dates))
    return sum(found.points > 0 and found.basis in {Basis.CARRIED, Basis.ASSUMPTION} for found in weighed)


def unpriced_kinds(frame: Frame) -> tuple[str, ...]:
    """The assumed weights that can count: of a month, of a sum."""
    kinds = {
        "sum" if charge.once else "month"
        for term in frame.terms
        for charge in term.charges(dict.fromkeys((m.id for m in frame.moves), frame.horizon), frame.paid_until)
        if weigh(charge, frame.weights.money).basis is Basis.ASSUMPTION
    }
    if any(isinstance(t, Penalty) and not known(t.price.amount) for t in frame.terms):
        kinds.add("sum")
    return tuple(sorted(kinds))


def _most(links: tuple[TemporaryLink, ...], as_of: date) -> int:
    """The largest number of temporary links open at once."""
    days = {link.opened or as_of for link in links}
    return max((sum(link.is_open(day) for link in links) for day in days), default=0)


def _peak_areas(frame: Frame, dates: Dates) -> int:
    by_day: dict[date, int] = {}
    for move in frame.moves:
        day = dates.get(move.id)
        if day is not None:
            by_day[day] = by_day.get(day, 0) + max(1, len(move.areas))
    return max(by_day.values(), default=0)
