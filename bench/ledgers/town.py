"""What is true of a made town: systems with their facts, before anybody writes them down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from bench.ledgers import words


@dataclass(frozen=True, slots=True)
class Fact:
    """One live system. Yen are whole, tax included; `amount` is what is paid a year."""

    name: str
    areas: tuple[str, ...]  # empty: a peripheral system
    division: str
    vendor: str
    package: str
    start: date
    end: date
    go_live: date
    planned: date | None
    migrated: bool
    conformance: str
    amount: int


@dataclass(frozen=True, slots=True)
class Town:
    """A body and its systems, in the order of its ledger."""

    name: str
    systems: tuple[Fact, ...]


def make_town(rng: Random, *, least: int = 4, most: int = 9) -> Town:
    """A town of `least` to `most` systems; same `rng`, same town."""
    areas = list(words.AREAS)
    rng.shuffle(areas)
    firms = rng.sample(words.FIRMS, 4)
    vendors = [rng.choice(words.FORM).format(firm) for firm in firms]
    divisions = rng.sample(words.DIVISIONS, 4)
    facts: list[Fact] = []
    for _ in range(rng.randint(least, most)):
        if facts and rng.random() < 0.15:
            other = rng.choice([o for o in words.OTHER_SYSTEMS if all(o not in f.name for f in facts)])
            facts.append(_fact(rng, f"{other}システム", (), divisions, vendors))
            continue
        mine = tuple(areas.pop() for _ in range(rng.choice((1, 1, 1, 2, 3))) if areas)
        if mine:
            facts.append(
                _fact(rng, f"{mine[0]}{rng.choice(('システム', '管理システム', '電算'))}", mine, divisions, vendors)
            )
    return Town(rng.choice(words.TOWNS), tuple(facts))


def _fact(rng: Random, name: str, areas: tuple[str, ...], divisions: list[str], vendors: list[str]) -> Fact:
    moved = rng.random() < 0.4 and bool(areas)
    start = date(rng.choice((2022, 2023, 2024)), rng.choice((4, 10)), 1)
    end = date(rng.choice((2027, 2028, 2029)), *rng.choice(((3, 31), (9, 30))))
    return Fact(
        name=name,
        areas=areas,
        division=rng.choice(divisions),
        vendor=rng.choice(vendors),
        package=rng.choice(words.PRODUCTS) + rng.choice(("", " V5", "2", "(標準版)")),
        start=start,
        end=end,
        go_live=date(2026, 1, 5) if moved else date(rng.choice((2014, 2016, 2019)), rng.choice((1, 4, 10)), 1),
        planned=None
        if moved or not areas
        else date(rng.choice((2027, 2028)), rng.choice((1, 7, 10)), rng.choice((4, 5, 12))),
        migrated=moved,
        conformance="準拠" if moved else "未準拠",
        amount=rng.randint(3, 90)
        * 110_000,  # a multiple of 100,000 before 10 % of tax: exact in yen, thousands, millions
    )
