"""Where the money of the year comes from, in all: the parts that are told and what is left to general funds (財源)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from readiness.figures.analysed import AnalysedFor
from readiness.figures.budget import FUNDS, Asked, ItemSum, asked, item_sums, lines_of
from readiness.figures.figure import Figure
from readiness.model.budgeting import BudgetItem, GrantState
from readiness.model.contract import Procurement
from readiness.model.deciding import DecisionItem
from readiness.model.inventory import Inventory
from readiness.model.money import CostItem
from readiness.model.plan import CostRow
from readiness.model.record import ContractId, Maybe
from readiness.model.unknown import UNKNOWN, known
from readiness.money.rows import committed

_WORKS = frozenset(
    {
        CostItem.MIGRATION, CostItem.LINK_CHANGE, CostItem.HUB_SETUP, CostItem.RETEST, CostItem.DATA_EXTRACTION,
        CostItem.DOUBLE_RUNNING,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """財源内訳 over the rows of B1, in thousands: the parts that are told, and how many of `rows` do not tell all.

    A row that asks for nothing and is given nothing is none of them.

    `general` is what every row leaves to general funds, UNKNOWN where one cannot tell. `expected`: the parts that rest
    on a grant which is not decided.
    """

    parts: Mapping[str, int]
    general: Maybe[int]
    open: int
    rows: int
    expected: frozenset[str]


def sources(analysed: AnalysedFor, items: Sequence[ItemSum]) -> Sources:
    """Where the money of the year comes from, as B1 tells it."""
    numbers = [item.numbers for item in items]
    general = [row["general"] for row in numbers if row["general"] is not None]
    known_parts = [value for value in general if isinstance(value, int)]
    return Sources(
        parts={part: sum(v for row in numbers if isinstance(v := row[part], int)) for part in FUNDS},
        general=sum(known_parts) if known_parts and len(known_parts) == len(general) else UNKNOWN,
        open=len(general) - len(known_parts),
        rows=len(general),
        expected=frozenset(part for item in items for part in FUNDS if is_expected(analysed, item.item, part)),
    )


def is_expected(analysed: AnalysedFor, item: BudgetItem | None, part: str) -> bool:
    """Whether a part of the funding of an item rests on a grant that is not decided (見込)."""
    grants = {grant.id: grant for grant in analysed.inventory.grants}
    grant = grants.get(item.grant) if item and item.grant else None
    own = {"national": "national", "prefectural": "prefectural", "sundry": "other"}
    if (
        grant is None
        or item is None
        or item.year not in (None, analysed.year)
        or not known(grant.revenue)
        or own[grant.revenue.value] != part
    ):
        return False
    amount = getattr(item.funding, part) if item.funding else None
    return isinstance(amount, int) and amount > 0 and grant.state is not GrantState.DECIDED


def funding_figures(analysed: AnalysedFor) -> Iterator[Figure]:
    """The sums of 財源内訳 as the meeting and B1 tell them."""
    year = analysed.year
    found = sources(analysed, item_sums(analysed, year, lines_of(analysed, year)))
    for name, value in {**found.parts, "general": found.general}.items():
        yield Figure(key=f"funding.{name}", value=value, reader=analysed.reader, unit="thousand")
    for item in analysed.inventory.decision_items:
        part = asked_for(analysed, item)
        value = UNKNOWN if part.unknown else part.thousand
        yield Figure(
            key=part.key, value=value, reader=analysed.reader, unit="thousand", missing=part.missing, rough=part.rough
        )


def systems_of(inventory: Inventory, item: DecisionItem | None) -> frozenset[str]:
    """The systems a recorded matter is about, by itself or by its contracts."""
    if item is None:
        return frozenset()
    contracts = inventory.contract_by_id
    return frozenset(item.systems).union(*(contracts[id_].systems for id_ in item.contracts if id_ in contracts))


def asked_for(analysed: AnalysedFor, item: DecisionItem) -> Asked:
    """What of the sum of the year is for the systems of a recorded matter: their own, their contracts, links, moves."""
    own, plan = systems_of(analysed.inventory, item), analysed.analysis.plan
    contracts = analysed.inventory.contract_by_id
    links = {str(one.id): (one.from_, one.to) for one in analysed.inventory.interfaces}
    lines = []
    for line in lines_of(analysed, analysed.year):
        subject = line.row.subject
        moved = plan.systems_of.get(line.row.move, ()) if line.row.move else ()
        held = contracts[ContractId(subject)].systems if subject in contracts else links.get(subject, ())
        if own & {subject, *moved, *held}:
            lines.append(line)
    return asked(analysed, f"matter.{item.id}.asked", lines)


def added(analysed: AnalysedFor, systems: Sequence[str]) -> list[CostRow]:
    """What the plan adds for some systems, contracts in force left out."""
    return [r for r in analysed.analysis.plan.cost_rows if r.subject in systems and not committed(r)]


def works_of(rows: Iterable[CostRow]) -> list[CostRow]:
    """Works around a cut-over, paid when they are accepted: neither a fee, billed on a day of its own, nor what the
    old side costs.
    """
    return [row for row in rows if row.item in _WORKS and not row.months]


def slipped(analysed: AnalysedFor, year: int) -> Iterator[tuple[Procurement, int, list[CostRow]]]:
    """Procurements of a budget up to that of the year, that year, and all their works, some of which are paid later.

    What a burden is voted for is none of them.
    """
    burdened = {burden.procurement for burden in analysed.inventory.debt_burdens}
    for procurement in () if analysed.analysis.plan.assumed else analysed.inventory.procurements:
        first = procurement.budget_year
        if known(first) and first <= year and procurement.id not in burdened:
            works = works_of(added(analysed, procurement.systems))
            if any(row.fiscal_year > first for row in works):
                yield procurement, first, works
