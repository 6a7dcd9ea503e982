"""A plan as plain tables for pictures, workbooks and papers. Pure; no words, no layout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from readiness.model.money import Account, RowItem
from readiness.model.plan import CostNature, CostRow, Gate, GateKind, Plan, TemporaryLink
from readiness.model.plan.moves import MoveId
from readiness.model.record import SystemId
from readiness.model.unknown import UNKNOWN, Unknown, known

PROCUREMENT = frozenset(
    {
        GateKind.RFI,
        GateKind.BUDGET,
        GateKind.ASSEMBLY,
        GateKind.MULTI_YEAR,
        GateKind.NOTICE,
        GateKind.PROPERTY,
        GateKind.CONTRACT,
    }
)
"""The gates of budget, assembly and contract (予算・議会・調達)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """All that cuts over on one date, and the temporary links before and after it."""

    number: int
    date: date
    moves: tuple[MoveId, ...]
    systems: tuple[SystemId, ...]
    areas: tuple[str, ...]
    vendor_groups: tuple[str, ...]
    divisions: tuple[str, ...]
    links_made: int
    links_removed: int
    links_after: int
    assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetCell:
    """A sum of rows of one fiscal year, account, item, funding and nature. `unknown` rows have no price."""

    fiscal_year: int
    account: Account | None
    item: RowItem
    funding: str
    nature: CostNature
    amount: int | Unknown
    rows: int
    unknown: int
    approximate: bool


def waves(plan: Plan) -> tuple[Wave, ...]:
    """One row per cut-over date, in order of time."""
    days = sorted({p.date for p in plan.placements if p.date is not None})
    return tuple(_wave(plan, number, day) for number, day in enumerate(days, start=1))


def _wave(plan: Plan, number: int, day: date) -> Wave:
    placed = [p for p in plan.placements if p.date == day]
    moves = [plan.move_by_id[p.move] for p in placed]
    return Wave(
        number=number,
        date=day,
        moves=tuple(move.id for move in moves),
        systems=tuple(system for move in moves for system in move.systems),
        areas=_unique(area for move in moves for area in move.areas),
        vendor_groups=_unique(group for move in moves for group in move.vendor_groups),
        divisions=_unique(division for move in moves for division in move.divisions),
        links_made=sum(link.opened == day for link in plan.links),
        links_removed=sum(link.removed == day for link in plan.links),
        links_after=sum(link.is_open(day) for link in plan.links),
        assumed=any(p.assumed for p in placed),
    )


def procurement_timeline(plan: Plan) -> tuple[Gate, ...]:
    """予算・議会・調達: the gates, in order of their latest start."""
    return tuple(sorted((g for g in plan.gates if g.kind in PROCUREMENT), key=lambda g: (g.begins, g.ends, g.move)))


def link_register(plan: Plan) -> tuple[TemporaryLink, ...]:
    """The register of temporary links: those open now first, then in order of opening."""
    return tuple(sorted(plan.links, key=lambda k: (k.opened or date.min, k.removed or date.max, k.id)))


def budget_table(rows: Iterable[CostRow]) -> tuple[BudgetCell, ...]:
    """財政協議表 summed by fiscal year × account × item × funding × nature; the sums add up to the plan's total."""
    cells: dict[tuple[int, str, str, str, str], list[CostRow]] = {}
    for row in rows:
        account = row.account.value if known(row.account) else ""
        funding = row.funding if known(row.funding) else ""
        cells.setdefault((row.fiscal_year, account, row.item.value, funding, row.nature.value), []).append(row)
    return tuple(_cell(members) for _, members in sorted(cells.items()))


def _cell(rows: list[CostRow]) -> BudgetCell:
    amounts = [row.amount for row in rows if known(row.amount)]
    first = rows[0]
    return BudgetCell(
        fiscal_year=first.fiscal_year,
        account=first.account if known(first.account) else None,
        item=first.item,
        funding=first.funding if known(first.funding) else "",
        nature=first.nature,
        amount=sum(amounts) if amounts else UNKNOWN,
        rows=len(rows),
        unknown=len(rows) - len(amounts),
        approximate=any(row.approximate for row in rows),
    )


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
