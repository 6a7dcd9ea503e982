"""Largest share and effective number (1 / Σ share²) of vendor groups, lineages and CSPs; bounds for the unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from readiness.graph.build import party_label
from readiness.lockin.exit.holdings import label_of
from readiness.lockin.figures import measure
from readiness.lockin.stages import Held, holdings
from readiness.model.inventory import Inventory
from readiness.model.lockin.exits import ExitKind
from readiness.model.lockin.shares import Concentration, Holder, Share, Stage, Weight
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, Unknown
from readiness.situation.situation import Situations

_NAMES: Final = {
    Holder.PARTY: (("lockin.largest_share", "percent"), ("lockin.effective_vendors", "vendors")),
    Holder.LINEAGE: (("lockin.largest_lineage", "percent"), ("lockin.effective_lineages", "lineages")),
    Holder.CSP: (("lockin.largest_csp", "percent"), ("lockin.effective_csps", "csps")),
}


@dataclass(frozen=True, slots=True)
class Bounded:
    """A value counted on what is known, and the least and most it can be whoever holds the rest."""

    value: float
    low: float
    high: float


def effective_number(known: Sequence[int], unknown: Sequence[int] = ()) -> Bounded:
    """Effective number of vendors. `known`: weight per vendor; `unknown`: weights of systems with unknown vendor.

    Fewest when the largest vendor holds every unknown one, most when each is with a vendor of its own. `value` leaves
    the unknown out. Sum of all weights must be > 0.
    """
    most = (*known, *unknown)
    least = (max(known, default=0) + sum(unknown), *sorted(known, reverse=True)[1:])
    return Bounded(_inverse_hhi(known) if sum(known) else 0.0, _inverse_hhi(least), _inverse_hhi(most))


def largest_share(known: Sequence[int], unknown: Sequence[int] = ()) -> Bounded:
    """Largest share in percent: lowest with a vendor of its own for each unknown system, highest with one for all."""
    total = sum(known) + sum(unknown)
    top = max(known, default=0)
    value = 100 * top / sum(known) if sum(known) else 0.0
    return Bounded(value, 100 * max(top, *unknown, 0) / total, 100 * (top + sum(unknown)) / total)


def _inverse_hhi(weights: Sequence[int]) -> float:
    total = sum(weights)
    return total * total / sum(weight * weight for weight in weights)


def concentrations(stands: Situations, dependents: Mapping[str, int]) -> tuple[Concentration, ...]:
    """Every holder by every weight at every stage. `dependents`: transitive dependents by system, as of now."""
    return tuple(
        concentration(stands.inventory, stage, weight, holdings(stands, stage, by), dependents, by)
        for by in Holder
        for weight in Weight
        for stage in Stage
    )


def concentration(
    inventory: Inventory,
    stage: Stage,
    weight: Weight,
    held: Sequence[Held],
    dependents: Mapping[str, int],
    by: Holder = Holder.PARTY,
) -> Concentration:
    """One stage by one weight. Systems whose weight is unknown (no amount) are left out and lower the completeness."""
    weighed = [(row, _weight(row, weight, dependents)) for row in held]
    counted = [(row, value) for row, value in weighed if not isinstance(value, Unknown)]
    by_party: dict[Maybe[str], list[tuple[Held, int]]] = {}
    for row, value in counted:
        by_party.setdefault(row.party, []).append((row, value))
    known = {party: rows for party, rows in by_party.items() if not isinstance(party, Unknown)}
    sums = [sum(value for _, value in rows) for rows in known.values()]
    rest = [value for _, value in by_party.get(UNKNOWN, ())]
    total = sum(sums) + sum(rest)
    complete = sum(len(rows) for rows in known.values())
    figures = (largest_share(sums, rest), effective_number(sums, rest)) if total else None
    unbounded = len(counted) < len(weighed)
    names = _NAMES[by]
    measures = [
        measure(
            name,
            round(figure.value, 1) if figure and sum(sums) else UNKNOWN,
            unit,
            known=complete,
            total=len(held),
            rows=[(row.system, row.ref) for row in held],
            low=round(figure.low, 1) if figure and not unbounded else None,
            high=round(figure.high, 1) if figure and not unbounded else None,
        )
        for (name, unit), figure in zip(names, figures or (None, None), strict=True)
    ]
    return Concentration(
        stage=stage,
        weight=weight,
        by=by,
        shares=_shares(inventory, by_party, total, by),
        largest=measures[0],
        effective=measures[1],
    )


def _weight(row: Held, weight: Weight, dependents: Mapping[str, int]) -> Maybe[int]:
    if weight is Weight.SYSTEMS:
        return 1
    if weight is Weight.YEN:
        return row.yearly
    return 1 + dependents.get(row.system, 0)  # a system counts itself, so that one without dependents is not nothing


def _shares(
    inventory: Inventory, by_party: Mapping[Maybe[str], list[tuple[Held, int]]], total: int, by: Holder
) -> tuple[Share, ...]:
    found = []
    for party, rows in by_party.items():
        weight = sum(value for _, value in rows)
        found.append(
            Share(
                party=party,
                label="" if isinstance(party, Unknown) else _label(inventory, party, by),
                weight=weight,
                share=weight / total if total else 0.0,
                systems=tuple(row.system for row, _ in rows),
            )
        )
    return tuple(sorted(found, key=lambda item: (isinstance(item.party, Unknown), -item.weight, item.label)))


def _label(inventory: Inventory, holder: str, by: Holder) -> str:
    if by is Holder.PARTY:
        return party_label(inventory, holder)
    return label_of(inventory, ExitKind.LINEAGE if by is Holder.LINEAGE else ExitKind.CSP, holder)
