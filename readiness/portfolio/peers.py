"""Where one body stands beside others by the published figures: counts and quartiles, never a place in an order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import quantiles

from readiness.model.body import Body
from readiness.model.published import PublishedTables
from readiness.model.standard.standard import Standard
from readiness.model.unknown import known
from readiness.portfolio.nation import Nation, Standing, nation_of

LIKE_SIZE = 2.0  # half to twice the population


@dataclass(frozen=True, slots=True, kw_only=True)
class Quartiles:
    """A figure over a group: how many bodies have it, and the quarter, half and three quarters of them."""

    bodies: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One figure: of the body (None: not published), and over each group by name; a group may be missing."""

    figure: str
    own: float | None
    groups: Mapping[str, Quartiles | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """The body among its prefecture, its class and bodies of like size (`size` None: populations not known)."""

    nation: Nation
    standing: Standing
    comparisons: tuple[Comparison, ...]
    sizes: bool


FIGURES: Mapping[str, Callable[[Standing], float | None]] = {
    "mean": lambda one: one.mean,
    "counted": lambda one: one.counted,
    "designated": lambda one: None if one.designated is None else float(len(one.designated)),
    "open": lambda one: None if one.open is None else float(len(one.open)),
}


def peers(standard: Standard, body: Body, published: PublishedTables) -> Peers | None:
    """None where nothing was imported, or the body has no code in the table."""
    if (published.progress is None and published.designated is None) or not known(body.code):
        return None
    nation = nation_of(standard, published.progress, published.designated)
    own = next((one for one in nation.standings if one.identity.code == body.code), None)
    if own is None:
        return None
    municipal = own.identity.municipality is not None
    alike = [one for one in nation.standings if (one.identity.municipality is not None) is municipal]
    people = {row.code: row.population for row in published.population}
    size = people.get(str(body.code), body.population if known(body.population) else None)
    groups: dict[str, list[Standing] | None] = {
        "prefecture": [one for one in alike if not municipal or one.identity.prefecture == own.identity.prefecture],
        "class": [one for one in alike if one.identity.body_class is own.identity.body_class],
        "size": None
        if size is None or not people
        else [one for one in alike if size / LIKE_SIZE <= people.get(str(one.identity.code), 0) <= size * LIKE_SIZE],
    }
    return Peers(
        nation=nation,
        standing=own,
        comparisons=tuple(
            Comparison(
                figure=name,
                own=figure(own),
                groups={
                    key: None if found is None else _quartiles(map(figure, found)) for key, found in groups.items()
                },
            )
            for name, figure in FIGURES.items()
            if any(figure(one) is not None for one in nation.standings)
        ),
        sizes=groups["size"] is not None,
    )


def _quartiles(values: Iterable[float | None]) -> Quartiles | None:
    """Of the bodies that have a value; of one body all three are its own."""
    found = sorted(value for value in values if value is not None)
    if not found:
        return None
    low, middle, high = quantiles(found, n=4, method="inclusive") if len(found) > 1 else found * 3
    return Quartiles(bodies=len(found), low=low, middle=middle, high=high)
