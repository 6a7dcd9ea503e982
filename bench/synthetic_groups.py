"""Which areas of a synthetic body move together, and which of them are designated for a separate date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

from bench.synthetic_figures import CO_MOVEMENT, DESIGNATED_COUNTS, GROUP_COUNTS, SINGLE_DESIGNATIONS

T = TypeVar("T")
Group = tuple[str, ...]

# Spread of a branch's similarity from body to body; bodies differ, but 住基 and 印鑑 nearly never part.
NOISE = 0.12


def draw(rng: Random, counts: Mapping[T, int]) -> T:
    """One key with probability proportional to its count."""
    return rng.choices(list(counts), weights=list(counts.values()))[0]


def draw_groups(rng: Random, areas: Sequence[str], wanted: int | None = None) -> tuple[Group, ...]:
    """The areas in `wanted` groups (drawn where None), cut from the co-movement tree with some noise per branch.

    Groups keep the order of `areas`. With areas missing from the tree's middle (a ward without 固定資産税) their
    neighbours are joined through them, so the number of groups holds.
    """
    target = max(1, min(len(areas), wanted if wanted is not None else draw(rng, GROUP_COUNTS)))
    branches = sorted(
        (
            (min(1.0, similarity + rng.gauss(0, NOISE * (1.2 - similarity))), left, right)
            for left, right, similarity in CO_MOVEMENT
        ),
        reverse=True,
    )
    root = {area: area for area in areas}
    for left, right, _ in CO_MOVEMENT:
        root.setdefault(left, left)
        root.setdefault(right, right)

    def find(area: str) -> str:
        while root[area] != area:
            area = root[area]
        return area

    here = set(areas)
    for _, left, right in branches:
        groups = {find(area) for area in here}
        if len(groups) <= target:
            break
        root[find(left)] = find(right)
    found: dict[str, list[str]] = {}
    for area in areas:
        found.setdefault(find(area), []).append(area)
    return tuple(tuple(group) for group in found.values())


def draw_designated(rng: Random, groups: Sequence[Group]) -> frozenset[str]:
    """Areas under a separate date: none, one stubborn system, or whole groups adding up to the number drawn."""
    wanted = draw(rng, DESIGNATED_COUNTS)
    areas = {area for group in groups for area in group}
    if wanted == 0:
        return frozenset()
    if wanted == 1:
        single = {area: count for area, count in SINGLE_DESIGNATIONS.items() if area in areas}
        return frozenset({draw(rng, single)}) if single else frozenset()
    order = list(groups)
    rng.shuffle(order)
    reached: dict[int, tuple[int, ...]] = {0: ()}  # sum of sizes → the groups that make it, first found wins
    for index, group in enumerate(order):
        for total, chosen in list(reached.items()):
            reached.setdefault(total + len(group), (*chosen, index))
    best = min(reached, key=lambda total: (abs(total - wanted), total))
    return frozenset(area for index in reached[best] for area in order[index])
