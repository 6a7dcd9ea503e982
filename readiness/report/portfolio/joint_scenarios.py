"""What a joint plan proves and what other capacities would bring: shortages with their months, cases solved again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from readiness.model.dates import add_months
from readiness.portfolio.joint import Joint
from readiness.portfolio.joint_proof import Takeover, certificates
from readiness.report.portfolio.view import PortfolioView
from readiness.tables.table import Cell, Row, Table, heads


def short_table(view: PortfolioView, joint: Joint) -> Table:
    """Who cannot be in time whatever is done: the span of months, the moves, the capacity."""
    words = view.words
    rows: list[Row] = [
        (
            Cell(text=joint.names.get(one.vendor, one.vendor)),
            Cell(
                text=words.get(
                    "portfolio.joint.certificate" if one.dated else "portfolio.joint.certificate_horizon",
                    months=_spans(view, one.months),
                    need=one.need,
                    room=one.room,
                    short=one.short,
                )
            ),
            Cell(text=words.join(one.bodies)),
        )
        for one in certificates(joint)
    ]
    return Table(
        id="t-joint-short",
        caption=words.get("portfolio.table.joint_short"),
        columns=heads(*(words.get(f"portfolio.joint.{name}") for name in ("vendor", "certified", "body"))),
        rows=tuple(rows),
        empty=words.get("portfolio.joint.all_in_time"),
    )


def _spans(view: PortfolioView, months: Sequence[date]) -> str:
    """Months in running text, three and more in a row as a span."""
    runs: list[list[date]] = []
    for month in months:
        if runs and add_months(runs[-1][-1], 1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    said = []
    for run in runs:
        if len(run) > 2:
            span = view.words.get("portfolio.joint.span", first=view.month(run[0]), last=view.month(run[-1]))
            said.append(span)
        else:
            said += map(view.month, run)
    return view.words.join(said)


def otherwise_table(view: PortfolioView, joint: Joint) -> Table:
    """The plan under another capacity of one vendor, solved again, beside the plan."""
    words, plan = view.words, joint.plan
    rows: list[Row] = [
        (
            Cell(text=words.get("portfolio.joint.if.scenario", name=one.name)),
            *_changed(one.plan.late, plan.late, one.plan.cost, plan.cost),
            Cell(text=words.get("portfolio.joint.bounds", late=one.plan.late_bound, cost=one.plan.cost_bound)),
        )
        for one in joint.scenarios
    ]
    for kind, one, takers in view.otherwise:
        named = [
            words.get(
                "portfolio.joint.takeover" if taker.by else "portfolio.joint.takeover_part",
                vendor=joint.names.get(taker.vendor, taker.vendor),
                lost=taker.lost,
                taken=taker.taken,
                month=view.month(taker.by) if taker.by else "",
                product=_product(view, taker),
            )
            for taker in takers
        ]
        if kind == "withdrawn" and not named and (one.late, one.cost) != (plan.late, plan.cost):
            named.append(words.get("portfolio.joint.takeover_none"))
        if one.late > plan.late and one.cost < plan.cost:
            named.append(words.get("portfolio.joint.later", late=one.late))
        rows.append(
            (
                Cell(text=words.get(f"portfolio.joint.if.{kind}", vendor=joint.names.get(one.vendor, one.vendor))),
                *_changed(one.late, plan.late, one.cost, plan.cost),
                Cell(text=words.join(named)),
            )
        )
    names = ("scenario", "late_then", "late_change", "points_then", "points_change", "note")
    return Table(
        id="t-joint-otherwise",
        caption=words.get("portfolio.table.joint_otherwise"),
        columns=heads(*(words.get(f"portfolio.joint.{name}") for name in names)),
        rows=tuple(rows),
    )


def _product(view: PortfolioView, taker: Takeover) -> str:
    """For which of the lost areas a vendor is known to have a product, because some body has it."""
    key = "none" if not taker.areas else "part" if taker.open_areas else "all"
    return view.words.get(f"portfolio.joint.product.{key}", areas=view.area_names(taker.areas))


def _changed(late: int, late_before: int, cost: int, cost_before: int) -> Iterator[Cell]:
    for value in (late, late - late_before, cost, cost - cost_before):
        yield Cell(text=f"{value:,}", raw=value, number=True)
