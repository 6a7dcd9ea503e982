"""A second calculator, written from the rules as a finance officer reads them; it shares nothing with the product.

It walks through the months one by one and asks of each what is paid in it. Amounts are multiples of 12.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

ACCEPTED_AFTER = timedelta(weeks=4)


@dataclass
class Deal:
    """A contract: yen a year; `end` None = it goes on."""

    name: str
    systems: tuple[str, ...]
    yearly: int
    start: date | None = None
    end: date | None = None
    penalty: int = 0
    fee: int = 0


@dataclass
class Offer:
    """A quote; `about` is a system, a contract, a link (a pair) or None for the whole body."""

    name: str
    item: str
    yen: int
    per: str
    about: object = None
    at: date | None = None


@dataclass
class Place:
    """A town. `fate` of each system: a date, «gone» before the plan, or «stays»."""

    today: date
    last: date
    fate: dict[str, object]
    deals: list[Deal] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


def year(day: date) -> int:
    return day.year if day.month > 3 else day.year - 1


def first_of_next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def months(first: date, last: date) -> list[date]:
    """The first day of every calendar month that is touched."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = first_of_next(month)
    return found


class Bill:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.paid: Counter[tuple[int, str]] = Counter()
        self.open: set[tuple[int, str, str]] = set()
        self.booked: set[tuple[str, date]] = set()

    def pay(self, day: date, item: str, yen: float) -> None:
        self.paid[year(day), item] += round(yen)

    def accepted(self, day: date, item: str, yen: int) -> None:
        self.pay(max(day, min(day + ACCEPTED_AFTER, self.place.last)), item, yen)

    def dates(self, systems) -> list[date]:
        return [d for s in systems if isinstance(d := self.place.fate[s], date)]

    def total(self) -> tuple[dict[tuple[int, str], int], set[tuple[int, str, str]]]:
        for deal in self.place.deals:
            self.deal(deal)
        for offer in self.place.offers:
            self.offer(offer)
        return {key: yen for key, yen in self.paid.items() if yen}, self.open

    # -- contracts -------------------------------------------------------------------------------------------------

    def deal(self, deal: Deal) -> None:
        leaving = self.dates(deal.systems)
        if not leaving:
            return
        if deal.start is not None and deal.start > self.place.today:
            for month in months(deal.start, min(deal.end or self.place.last, self.place.last)):
                self.pay(month, "signed_contract", deal.yearly / 12)
            return
        stays = any(self.place.fate[s] == "stays" for s in deal.systems)
        left = max(leaving)
        extraction = any(o.item == "data_extraction" and self.about_deal(o, deal) for o in self.place.offers)
        if deal.fee and not extraction:
            self.pay(left, "data_extraction", deal.fee)
        if stays:
            return
        quoted = any(o.item == "penalty" and o.about == deal.name for o in self.place.offers)
        if deal.end is not None and left < deal.end and not quoted:
            self.pay(left, "penalty", deal.penalty)
        for month in months(self.place.today, min(left - timedelta(days=1), self.place.last)):
            self.month_of_deal(deal, month)

    def about_deal(self, offer: Offer, deal: Deal) -> bool:
        return offer.about == deal.name or offer.about in deal.systems

    def month_of_deal(self, deal: Deal, month: date) -> None:
        key = (deal.name, month)
        assert key not in self.booked, "a month of a contract is paid once"
        self.booked.add(key)
        if deal.end is None or month <= deal.end:
            self.pay(month, "current_contract", deal.yearly / 12)
            return
        for offer in self.place.offers:
            if offer.item == "re_lease" and offer.about == deal.name and month >= self.begins(offer, deal):
                if offer.per in ("month", "year"):
                    self.pay(month, "re_lease", offer.yen if offer.per == "month" else offer.yen / 12)
                elif month == max(self.begins(offer, deal), self.place.today.replace(day=1)):
                    self.pay(month, "re_lease", offer.yen)
                return
        self.open.add((year(month), "contract_extension", deal.name))

    def begins(self, offer: Offer, deal: Deal) -> date:
        after = first_of_next(deal.end)
        return max(after, (offer.at or after).replace(day=1))

    # -- quotes ----------------------------------------------------------------------------------------------------

    def concerned(self, offer: Offer) -> list[date]:
        deal = next((d for d in self.place.deals if d.name == offer.about), None)
        if offer.about is None:
            return self.dates(self.place.fate)
        return self.dates(deal.systems if deal else [offer.about])

    def offer(self, offer: Offer) -> None:
        if offer.item == "re_lease":
            return  # with its contract
        if offer.item == "link_change":
            self.link(offer)
            return
        days = self.concerned(offer)
        if not days:
            return
        if offer.item == "penalty":
            deal = next(d for d in self.place.deals if d.name == offer.about)
            self.penalty(offer, deal, max(days))
        elif offer.item in ("migration", "data_extraction"):
            book = self.accepted if offer.item == "migration" else self.pay
            if offer.per == "once":
                book(max(days), offer.item, offer.yen)
            elif offer.per == "cutover":
                for day in sorted(set(days)):
                    book(day, offer.item, offer.yen)
        elif offer.item == "operation":
            self.fee(offer, sorted(set(days)))
        elif offer.item == "legal_change":
            due = offer.at or self.place.today
            if due >= self.place.today and max(days) > due:
                self.pay(due, offer.item, offer.yen)

    def fee(self, offer: Offer, days: list[date]) -> None:
        if offer.per == "once":
            self.pay(days[0], offer.item, offer.yen)
        elif offer.per == "cutover":
            for day in days:
                self.pay(day, offer.item, offer.yen)
        else:
            for month in months(days[0], self.place.last):
                self.pay(month, offer.item, offer.yen if offer.per == "month" else offer.yen / 12)

    def penalty(self, offer: Offer, deal: Deal, left: date) -> None:
        if deal.end is None or left >= deal.end or "stays" in [self.place.fate[s] for s in deal.systems]:
            return
        if offer.per in ("once", "cutover"):
            self.pay(left, "penalty", offer.yen)
            return
        for month in months(self.place.today, min(deal.end, self.place.last)):
            if month > left - timedelta(days=1):  # the month in which the old side stops is the contract's own
                self.pay(month, "penalty", offer.yen if offer.per == "month" else offer.yen / 12)

    def link(self, offer: Offer) -> None:
        ends = [self.place.fate[s] for s in offer.about]
        moving = sorted(end for end in ends if isinstance(end, date))
        if not moving:
            return
        if "stays" in ends:  # due with the end that moves; no span that ends
            if offer.per in ("once", "cutover"):
                self.accepted(moving[0], "link_change", offer.yen)
            return
        opened = self.place.today if len(moving) == 1 else moving[0]
        closed = moving[-1]
        if opened == closed:
            return
        if offer.per in ("once", "cutover"):
            self.accepted(moving[0], "link_change", offer.yen)
            return
        for month in months(opened, closed - timedelta(days=1)):
            self.pay(month, "link_change", offer.yen if offer.per == "month" else offer.yen / 12)
