"""Where the money of the year comes from, in all: the parts that are told and what is left to general funds (財源)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from readiness.figures.analysed import AnalysedFor
from readiness.figures.budget import FUNDS, ItemSum, item_sums, lines_of
from readiness.figures.figure import Figure
from readiness.model.budgeting import BudgetItem, GrantState
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, known


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """財源内訳 over the rows of B1, in thousands: the parts that are told, and how many rows do not tell all of theirs.

    `general` is what every row leaves to general funds, UNKNOWN where one cannot tell. `expected`: the parts that rest
    on a grant which is not decided.
    """

    parts: Mapping[str, int]
    general: Maybe[int]
    open: int
    expected: frozenset[str]


def sources(analysed: AnalysedFor, items: Sequence[ItemSum]) -> Sources:
    """Where the money of the year comes from, as B1 tells it."""
    numbers = [item.numbers for item in items]
    general = [row["general"] for row in numbers]
    known_parts = [value for value in general if isinstance(value, int)]
    return Sources(
        parts={part: sum(v for row in numbers if isinstance(v := row[part], int)) for part in FUNDS},
        general=sum(known_parts) if known_parts and len(known_parts) == len(general) else UNKNOWN,
        open=len(general) - len(known_parts),
        expected=frozenset(part for item in items for part in FUNDS if is_expected(analysed, item.item, part)),
    )


def is_expected(analysed: AnalysedFor, item: BudgetItem | None, part: str) -> bool:
    """Whether a part of the funding of an item rests on a grant that is not decided (見込)."""
    grants = {grant.id: grant for grant in analysed.inventory.grants}
    grant = grants.get(item.grant) if item and item.grant else None
    own = {"national": "national", "prefectural": "prefectural", "sundry": "other"}
    if grant is None or item is None or not known(grant.revenue) or own[grant.revenue.value] != part:
        return False
    amount = getattr(item.funding, part) if item.funding else None
    return isinstance(amount, int) and amount > 0 and grant.state is not GrantState.DECIDED


def funding_figures(analysed: AnalysedFor) -> Iterator[Figure]:
    """The sums of 財源内訳 as the meeting and B1 tell them."""
    year = analysed.year
    found = sources(analysed, item_sums(analysed, year, lines_of(analysed, year)))
    for name, value in {**found.parts, "general": found.general}.items():
        yield Figure(key=f"funding.{name}", value=value, reader=analysed.reader, unit="thousand")
