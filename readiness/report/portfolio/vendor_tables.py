"""Tables of a portfolio about its vendors and what several bodies have in common: load, shared dates, ties, uses."""

from __future__ import annotations

from datetime import date

from readiness.messages.dates import short_day
from readiness.model.unknown import Unknown
from readiness.portfolio.combine import VendorLoad
from readiness.report.portfolio.tables import count, table
from readiness.report.portfolio.view import PortfolioView
from readiness.tables.table import Cell, Row, Table

_PERIODS = 5  # named in a row; the others are counted
_OVER = {True: ("yes", "warn"), False: ("no", "ok"), None: ("unknown", "unknown")}


def vendors_table(view: PortfolioView) -> Table:
    """Vendors over all bodies."""
    columns = (
        "vendor", "bodies", "body-names", "systems", "pending", "peak", "peak-bodies", "undated", "capacity", "over",
        "service_end", "contact",
    )  # fmt: skip
    return table(
        view,
        "vendors",
        columns,
        (_vendor(view, load) for load in view.portfolio.vendors if view.shows_any(load.bodies)),
    )


def days_table(view: PortfolioView) -> Table:
    """Dates on which more than one body asks for one vendor, those above its capacity first."""
    found = [(shared, load) for load in view.portfolio.vendors for shared in load.shared]
    found.sort(key=lambda pair: (pair[0].over is not True, pair[0].day, pair[1].key))
    rows = (
        (
            view.day(shared.day),
            Cell(text=load.name),
            count(len(shared.bodies)),
            Cell(text=view.bodies(shared.bodies)),
            capacity(view, load),
            Cell(text=view.words.get(f"portfolio.over.{_OVER[shared.over][0]}"), mark=_OVER[shared.over][1]),
        )
        for shared, load in found
    )
    return table(view, "days", ("day", "vendor", "bodies", "body-names", "capacity", "judgement"), rows)


def ties_table(view: PortfolioView) -> Table:
    """Package lines and groups that several bodies have in common."""
    rows = (
        (
            Cell(text=view.words.get(f"portfolio.tie.{tie.kind}")),
            Cell(text=tie.name),
            count(len(tie.bodies)),
            Cell(text=view.bodies(tie.bodies)),
            Cell(text=view.words.join(tie.vendors)),
        )
        for tie in view.portfolio.ties
    )
    return table(view, "ties", ("kind", "tie", "bodies", "body-names", "vendors"), rows)


def shared_table(view: PortfolioView) -> Table:
    """What several bodies use together: one move, one conversation."""
    rows = []
    for thing in view.portfolio.shared:
        if not view.shows_any(thing.bodies):
            continue
        days = view.words.join([short_day(day, view.words.language) for day in thing.days])
        key = {True: "one", False: "several", None: "open" if thing.moving else "none"}[thing.one_day]
        said = view.words.get(f"portfolio.shared.day.{key}", days=days, undated=thing.undated)
        rows.append(
            (
                Cell(text=view.words.get(f"portfolio.shared.{thing.kind}")),
                Cell(text=thing.name, sub="" if thing.sure else view.words.get("portfolio.shared.unsure")),
                count(len(thing.bodies)),
                Cell(text=view.bodies(thing.bodies)),
                Cell(text=view.area_names(thing.areas)),
                count(thing.moving),
                Cell(text=said, mark="warn" if thing.one_day is False else ""),
                Cell(text=view.words.join(thing.talk_to) or view.words.get("portfolio.shared.nobody")),
            )
        )
    return table(
        view, "shared", ("kind", "thing", "bodies", "body-names", "stopping", "moving", "one-day", "talk-to"), rows
    )


def closed_table(view: PortfolioView) -> Table:
    """Weeks that no body of a vendor, or of a thing they share, can use."""
    groups = [("vendor", load.name, load.pending_in, load.closed) for load in view.portfolio.vendors]
    groups += [(thing.kind, thing.name, thing.bodies, thing.closed) for thing in view.portfolio.shared if thing.sure]
    rows = (
        (
            Cell(text=view.words.get(f"portfolio.shared.{kind}")),
            Cell(text=name),
            count(len(bodies)),
            view.day(span.first),
            view.day(span.last),
            Cell(
                text=view.words.get(f"portfolio.closed.{'strict' if span.strict else 'agreed'}"),
                mark="warn" if span.strict else "note",
            ),
            Cell(text=_periods(view, [why[view.words.language == "en"] for why in span.why])),
        )
        for kind, name, bodies, spans in groups
        if view.shows_any(bodies)
        for span in spans
    )
    return table(view, "closed", ("kind", "group", "bodies", "from", "to", "judgement", "periods"), rows)


def _periods(view: PortfolioView, names: list[str]) -> str:
    shown, more = view.words.join(names[:_PERIODS]), len(names) - _PERIODS
    return view.words.get("portfolio.closed.more", names=shown, count=more) if more > 0 else shown


def capacity(view: PortfolioView, load: VendorLoad) -> Cell:
    """Cut-overs a vendor takes at one date, as far as anyone was told."""
    if isinstance(load.capacity, Unknown):
        return Cell(text=view.words.get("common.unknown"), mark="unknown")
    return count(load.capacity)


def _vendor(view: PortfolioView, load: VendorLoad) -> Row:
    month, bodies = load.peak or ("", 0)
    over = [shared for shared in load.shared if shared.over]
    return (
        Cell(text=load.name),
        count(len(load.bodies)),
        Cell(text=view.bodies(load.bodies)),
        count(load.systems),
        count(load.pending),
        Cell(text=view.month(date.fromisoformat(f"{month}-01")) if month else ""),
        count(bodies) if month else Cell(text=""),
        count(load.undated),
        capacity(view, load),
        Cell(text=view.words.join([f"{view.day(item.day).text} ({len(item.bodies)})" for item in over])),
        view.day(load.service_end),
        Cell(text=view.words.join(load.contacts)),
    )
