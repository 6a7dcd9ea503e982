"""How a value is written in a cell, and what a careful colleague reads out of it.

Every speller gives `(cell, expected)`; `expected` is in the words of `judge`: a value, `{"within": [first, last]}`,
`{"any_of": […]}` where `"asked"` stands for no value and a question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from bench.ledgers import words
from bench.ledgers.town import Fact

Spelled = tuple[Any, Any]
_WIDE = str.maketrans("0123456789,", "０１２３４５６７８９,")
_SEPARATORS = ("、", "・", "/", "\n", ",", "及び")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money: its word and how many yen it is."""

    word: str
    yen: int


UNITS = (Unit("円", 1), Unit("千円", 1_000), Unit("百万円", 1_000_000))


@dataclass(frozen=True, slots=True)
class Money:
    """How a table states its money: unit, tax, and where it says so."""

    unit: Unit
    excluded: bool
    tax_said: bool
    place: str  # heading, above, title, cell

    @property
    def label(self) -> str:
        """Unit and tax as one remark, empty where neither is said outside the cells."""
        tax = ("税抜" if self.excluded else "税込") if self.tax_said else ""
        return "、".join(word for word in (self.unit.word if self.place != "cell" else "", tax) if word)


def money_style(rng: Random) -> Money:
    unit = rng.choices(UNITS, (5, 5, 1))[0]
    tax_said = rng.random() < 0.4
    return Money(unit, tax_said and rng.random() < 0.6, tax_said, rng.choice(("heading", "above", "title", "cell")))


def western(day: date) -> str:
    return day.isoformat()


def era(rng: Random, day: date) -> str:
    """The day in the Japanese calendar, in one of the usual spellings."""
    short, long, first = ("R", "令和", 2018) if day >= date(2019, 5, 1) else ("H", "平成", 1988)
    year = day.year - first
    if rng.random() < 0.5:
        return f"{short}{year}.{day.month}.{day.day}"
    return f"{long}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def spell_day(rng: Random, day: date, *, serial: bool = True) -> Spelled:
    """A whole day: read exactly."""
    exact = western(day)
    style = rng.randrange(6 if serial else 5)
    if style == 0:
        return f"{day.year}/{day.month}/{day.day}", exact
    if style == 1:
        return f"{day.year}.{day.month:02}.{day.day:02}", exact
    if style == 2:
        return f"{day.year}年{day.month}月{day.day}日", exact
    if style == 5:
        return day, exact
    return era(rng, day), exact


def spell_loose(rng: Random, day: date) -> Spelled:
    """A day that is only meant roughly: a month, its end, or words without a day."""
    first = day.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    span = {"any_of": [{"within": [western(first), western(last)]}, "asked"]}
    reiwa = day.year - 2018
    style = rng.randrange(5)
    if style == 0:
        return f"R{reiwa}.{day.month}", span
    if style == 1:
        return f"令和{reiwa}年{day.month}月", span
    if style == 2:
        return f"{day.year}-{day.month:02}", span
    if style == 3:
        return f"R{reiwa}年度", {"any_of": ["asked", None]}
    return rng.choice(("未定", "調整中", "検討中")), {"any_of": ["asked", None]}


def spell_term(rng: Random, fact: Fact) -> tuple[str, str, str]:
    """Both ends of a contract in one cell: (cell, start, end)."""
    joint = rng.choice(("～", "〜", "-", " から ", "~"))
    left, right = (era(rng, fact.start), era(rng, fact.end)) if joint != "-" else _slashed(fact)
    tail = "まで" if joint == " から " else ""
    return f"{left}{joint}{right}{tail}", western(fact.start), western(fact.end)


def _slashed(fact: Fact) -> tuple[str, str]:
    return (
        f"{fact.start.year}/{fact.start.month}/{fact.start.day}",
        f"{fact.end.year}/{fact.end.month}/{fact.end.day}",
    )


def spell_amount(rng: Random, yen: int, money: Money) -> Spelled:
    """A yearly amount of `yen`, tax included, as the table's style writes it."""
    stated = yen * 10 // 11 if money.excluded else yen
    number = stated / money.unit.yen
    plain: Any = int(number) if number == int(number) else round(number, 6)
    if money.place == "cell":
        return f"{plain:,}{money.unit.word}", yen
    style = rng.randrange(5)
    if style == 0 and isinstance(plain, int):
        return f"{plain:,}", yen
    if style == 1 and isinstance(plain, int):
        return f"{plain:,}".translate(_WIDE), yen
    return plain, yen


def spell_areas(rng: Random, areas: tuple[str, ...]) -> Spelled:
    """The areas of a system in one cell; a peripheral system names none of the twenty."""
    names = [rng.choice(words.AREAS[area]) for area in areas]
    separator = rng.choice(_SEPARATORS)
    if any("・" in name or "(" in name for name in names):
        separator = "、"
    return separator.join(names), sorted(areas)


def spell_vendor(rng: Random, name: str) -> Spelled:
    """A firm, perhaps with a blank or the form abbreviated; corporate form does not count in comparing."""
    if rng.random() < 0.2:
        name = name.replace("株式会社", "(株)")
    return (name + " " if rng.random() < 0.1 else name), name


def spell_moved(rng: Random, moved: bool) -> Spelled:
    return rng.choice(words.MOVED if moved else words.NOT_MOVED), moved


def spell_conformance(rng: Random, word: str) -> Spelled:
    return rng.choice(words.CONFORMANT[word]), word
