"""Running cost of bodies compared: per published line and per area, per resident, against others alike (運用経費).

What a body is shown are figures of a group of at least five others. None of them is the price of a single body: each is
the mean of two or more neighbours in order, rounded to two digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from readiness.analysis.inputs import Inputs
from readiness.model.inventory import Inventory
from readiness.model.unknown import known
from readiness.money.running import assess_running_cost
from readiness.portfolio.peers import LIKE_SIZE
from readiness.portfolio.work import compared

SMALLEST = 5  # other bodies; of fewer nothing is told
# What is let go first where a group is too small: the cloud provider, the package, the class, at last the size.
CRITERIA = ("size", "class", "package", "csp")


@dataclass(frozen=True, slots=True, kw_only=True)
class CostFigure:
    """One yearly amount of one body: `kind` is `item` (a published line, by its word) or `area`."""

    kind: str
    name: str
    yen: int
    packages: frozenset[str] = frozenset()
    csps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CostShare:
    """What one body adds to the comparison."""

    body: str
    label: str
    body_class: str
    population: int
    year: int
    figures: tuple[CostFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostPeers:
    """One figure of one body beside its group, in yen per resident and year: where it stands, never what it is.

    `place`: below the lower, within, or above the upper figure. `kept` are the criteria that hold for the whole group,
    `relaxed` those that had to be let go. `people`: the least and most residents that may be in it.
    """

    body: str
    kind: str
    name: str
    n: int
    low: int
    middle: int
    high: int
    place: str
    kept: tuple[str, ...]
    relaxed: tuple[str, ...]
    people: tuple[int, int] | None


def cost_share(inputs: Inputs) -> CostShare | None:
    """The amounts of today that the body has told; None without residents or amounts."""
    inventory = inputs.inventory
    body = inventory.body
    figures = tuple(_figures(inventory))
    if not known(body.population) or body.population <= 0 or not figures:
        return None
    year = inputs.as_of.year - (inputs.as_of.month < 4)
    body_class = body.body_class.value if known(body.body_class) else ""
    return CostShare(
        body=body.id, label=body.label, body_class=body_class, population=body.population, year=year, figures=figures
    )


def _figures(inventory: Inventory) -> Iterator[CostFigure]:
    running = assess_running_cost(inventory)
    packages, csps = _on(inventory, None)
    for row in running.rows:
        if known(row.current):
            yield CostFigure(kind="item", name=row.item.ja, yen=row.current, packages=packages, csps=csps)
    for cost in running.systems:
        system = inventory.system_by_id.get(cost.system)
        if system is not None and len(system.areas) == 1 and known(cost.before):
            packages, csps = _on(inventory, system.id)
            yield CostFigure(kind="area", name=system.areas[0], yen=cost.before, packages=packages, csps=csps)


def _on(inventory: Inventory, only: str | None) -> tuple[frozenset[str], frozenset[str]]:
    systems = [system for system in inventory.systems if only in (None, system.id)]
    names = {package.id: compared(package.label).casefold() for package in inventory.packages}
    packages = {names[s.package] for s in systems if isinstance(s.package, str) and s.package in names}
    return frozenset(packages), frozenset(s.csp for s in systems if isinstance(s.csp, str))


def compare(shares: Iterable[CostShare]) -> tuple[CostPeers, ...]:
    """Every figure of every body for which a group of enough others is found, in the order given."""
    listed = list(shares)
    of_name: dict[tuple[str, str], list[tuple[CostShare, CostFigure]]] = {}
    for share in listed:
        for figure in _summed(share.figures):
            of_name.setdefault((figure.kind, figure.name), []).append((share, figure))
    found = []
    for share in listed:
        for figure in _summed(share.figures):
            others = [pair for pair in of_name[figure.kind, figure.name] if pair[0].body != share.body]
            peers = _peers(share, figure, others)
            if peers is not None:
                found.append(peers)
    return tuple(found)


def _summed(figures: Sequence[CostFigure]) -> Iterator[CostFigure]:
    """Several systems of one area are one figure."""
    groups: dict[tuple[str, str], list[CostFigure]] = {}
    for figure in figures:
        groups.setdefault((figure.kind, figure.name), []).append(figure)
    for (kind, name), same in groups.items():
        yield CostFigure(
            kind=kind,
            name=name,
            yen=sum(one.yen for one in same),
            packages=frozenset().union(*(one.packages for one in same)),
            csps=frozenset().union(*(one.csps for one in same)),
        )


def _peers(share: CostShare, figure: CostFigure, others: Sequence[tuple[CostShare, CostFigure]]) -> CostPeers | None:
    for kept in range(len(CRITERIA), -1, -1):
        criteria = CRITERIA[:kept]
        group = [(one, own) for one, own in others if all(_alike(name, share, figure, one, own) for name in criteria)]
        if len(group) < SMALLEST:
            continue
        each = sorted(own.yen / one.population for one, own in group)
        low, middle, high = spread(each)
        mine = figure.yen / share.population
        place = "below" if mine < low else "above" if mine > high else "within"
        people = (int(share.population / LIKE_SIZE), int(share.population * LIKE_SIZE)) if "size" in criteria else None
        return CostPeers(
            body=share.body, kind=figure.kind, name=figure.name, n=len(group), low=low, middle=middle, high=high,
            place=place, kept=criteria, relaxed=CRITERIA[kept:], people=people,
        )  # fmt: skip
    return None


def _alike(name: str, share: CostShare, figure: CostFigure, other: CostShare, theirs: CostFigure) -> bool:
    if name == "size":
        return share.population / LIKE_SIZE <= other.population <= share.population * LIKE_SIZE
    if name == "class":
        return bool(share.body_class) and share.body_class == other.body_class
    mine, own = (figure.packages, theirs.packages) if name == "package" else (figure.csps, theirs.csps)
    return bool(mine & own)


def spread(values: Sequence[float]) -> tuple[int, int, int]:
    """About the quarter, half and three quarters of sorted values; each the mean of two or three neighbours, rounded
    to two digits, so that none is the value of one body.
    """
    steps = [sum(pair) / 2 for pair in pairwise(values)]
    count = len(steps)
    at = (count // 4, (count - 1) // 2, count - 1 - count // 4)
    middle = (steps[at[1]] + steps[count - 1 - at[1]]) / 2
    low, high = _rounded(steps[at[0]]), _rounded(steps[at[2]])
    return low, min(max(_rounded(middle), low), high), high


def _rounded(value: float) -> int:
    whole = round(value)
    digits = max(0, len(str(abs(whole))) - 2)
    return int(round(whole / 10**digits) * 10**digits)


def peer_records(found: Iterable[CostPeers], cited: str, year: int) -> Mapping[str, list[dict[str, object]]]:
    """Body → plain `peers` records of published lines, as the 見積精査表 of that body reads them."""
    records: dict[str, list[dict[str, object]]] = {}
    for peers in found:
        if peers.kind != "item":
            continue
        rows = records.setdefault(peers.body, [])
        row: dict[str, object] = {"id": f"peer-{len(rows) + 1}", "item": peers.name, "n": peers.n}
        if peers.people is not None:
            row |= {"population_from": peers.people[0], "population_to": peers.people[1]}
        row |= {"low": peers.low, "median": peers.middle, "high": peers.high, "unit": "円/人・年", "year": year}
        rows.append(row | {"cited": cited})
    return records
