"""The panels of 数字 that are about money: cost by year, the ways side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from readiness.figures.money import shown_rows, sum_of, way_key
from readiness.model.money import RowItem
from readiness.model.plan import CostRow, PlanMode, Score, StrategyKind
from readiness.model.unknown import Unknown, known
from readiness.report.views.scene import Mark, keyed, rect, width_of, words
from readiness.report.views.styles import FILLS, on
from readiness.report.views.view import Sight

PANEL = 612.0
_MOST_ITEMS = 7
OKU = 100_000_000

Panel = tuple[str, str, list[Mark]]
"""Name, sentence and marks of a panel: rectangles and words only, for it is put in its place."""


def oku(sight: Sight, yen: int, largest: int, about: str) -> str:
    """Yen in 億円 with two digits where the largest amount beside it reaches that, and small sums in 万円."""
    if largest < OKU or yen < OKU // 100:
        return man(sight, yen, about)
    return sight.t("oku", amount=f"{yen / OKU:,.2f}", about=about)


def man(sight: Sight, yen: int, about: str) -> str:
    """Yen in 万円."""
    return sight.t("man", amount=f"{round(yen / 10_000):,}", about=about)


def cost(sight: Sight) -> Panel:
    """Stacks by item; above each what has no price, hatched, of a height that means nothing. Where prices of contracts
    are not for the reader, title and sentence say that these payments are left out.
    """
    context = sight.context
    rows = [row for _, row in shown_rows(context.analysed)]
    hidden = len(context.analysis.plan.cost_rows) - len(rows)
    if not rows or not context.sees("Quote", "amount"):
        return "cost", sight.t("numbers.cost.none"), []
    whole = sum_of(rows)
    amount = oku(sight, whole.at_least, whole.floor, "all") if known(whole.at_least) else context.t("common.unknown")
    said = "known" if not whole.missing else "sentence" if known(whole.at_least) else "nothing"
    sentence = sight.t(f"numbers.cost.{said}", amount=amount, unknown=len(whole.missing), total=len(rows))
    if hidden:
        sentence = sight.prose((sentence, sight.t("numbers.cost.hidden", count=hidden)))
    years = sorted({row.fiscal_year for row in rows})[:6]
    by_item: dict[RowItem, int] = {}
    for row in rows:
        if not isinstance(row.amount, Unknown):
            by_item[row.item] = by_item.get(row.item, 0) + row.amount
    items = sorted(by_item, key=lambda item: (-by_item[item], item.value))
    fills = {item: FILLS[min(at, len(FILLS) - 1)] for at, item in enumerate(items)}
    most = max((sum_of(r for r in rows if r.fiscal_year == year).floor for year in years), default=0) or 1
    marks: list[Mark] = []
    base, room, left = 266.0, 150.0, 30.0
    pitch = min(100.0, 410.0 / len(years))
    for at, year in enumerate(years):
        mine = [row for row in rows if row.fiscal_year == year]
        bar = _Bar(left + pitch * at, pitch - 22, base, room / most, whole.floor)
        marks += _stack(sight, mine, items, fills, bar)
        middle, (name, part) = left + pitch * at + (pitch - 22) / 2, _year_name(sight, year)
        marks += [words("t11 ink m", middle, base + 15, name), words("t11 soft m", middle, base + 29, part)]
    for at, item in enumerate(items[: _MOST_ITEMS + 1]):
        last = at == _MOST_ITEMS
        name = sight.t("rest", count=len(items) - _MOST_ITEMS, about="items") if last else context.say(item)
        marks += [rect(fills[item], 462, 66 + 22 * at, 14, 14), words("t11 ink", 482, 78 + 22 * at, name, 124)]
    at = min(len(items), _MOST_ITEMS + 1)
    marks += [
        rect("unknown", 462, 66 + 22 * at, 14, 14),
        words("t11 ink", 482, 78 + 22 * at, sight.t("numbers.cost.unknown"), 124),
    ]
    return "cost.quoted" if hidden else "cost", sentence, marks


def _year_name(sight: Sight, year: int) -> tuple[str, str]:
    """A fiscal year, and from which month on where it has begun."""
    as_of = sight.context.as_of
    current = as_of.year if as_of.month >= 4 else as_of.year - 1
    name = sight.context.fiscal(year)
    return name, sight.t("numbers.cost.part", month=as_of.month) if year == current else ""


@dataclass(frozen=True, slots=True)
class _Bar:
    """Where a stack stands, how high a yen is, and the largest amount of the picture."""

    x: float
    width: float
    base: float
    unit: float
    largest: int


def _stack(
    sight: Sight,
    rows: Sequence[CostRow],
    items: Sequence[RowItem],
    fills: dict[RowItem, str],
    bar: _Bar,
) -> Iterator[Mark]:
    x, width, y, unit = bar.x, bar.width, bar.base, bar.unit
    for item in items:
        yen = sum(row.amount for row in rows if row.item is item and not isinstance(row.amount, Unknown))
        if yen:
            y -= yen * unit
            yield rect(fills[item], x, y, width, yen * unit)
            if yen * unit >= 15:
                yield words(
                    f"t11 m {on(fills[item])}",
                    x + width / 2,
                    y + yen * unit / 2 + 4,
                    sight.context.say(item),
                    width - 4,
                )
    found, year = sum_of(rows), sight.context.fiscal(rows[0].fiscal_year) if rows else ""
    if found.missing:
        yield rect("unknown", x, y - 22, width, 20)
        said = sight.t("numbers.cost.more", count=len(found.missing), about=year)
        if width_of(said, "t11") > width - 4:  # the key says what is hatched
            said = sight.t("numbers.cost.more_short", count=len(found.missing), about=year)
        yield rect("paper", x + width / 2 - width_of(said, "t11") / 2 - 2, y - 19, width_of(said, "t11") + 4, 14)
        yield words("t11 ink m", x + width / 2, y - 8, said)
        y -= 22
    if known(found.at_least):
        key = "numbers.cost.at_least" if found.missing else "numbers.cost.exact"
        stated = words(
            "t11 b ink m", x + width / 2, y - 6, sight.t(key, amount=oku(sight, found.at_least, bar.largest, year))
        )
        yield keyed(stated, f"rows.{rows[0].fiscal_year}")


def ways(sight: Sight) -> Panel:
    """The plan first, then other ways: one small bar per measure, no score over all."""
    context = sight.context
    plan = context.analysis.plan
    if plan.score is None:
        return "ways", sight.t("numbers.ways.none"), []
    name = "numbers.ways.adopted" if plan.mode is not PlanMode.OPTIMISE else "numbers.ways.computed"
    ways: list[tuple[str, Score]] = [(sight.t(name), plan.score)]
    ways += [(context.say(item.kind), item.score) for item in plan.strategies if item.score is not None]
    nothing = context.say(StrategyKind.NOTHING)
    fine = [label for label, score in ways[1:] if not score.broken and label != nothing]
    stated = "numbers.ways.fine" if fine else "numbers.ways.no_fine"
    sentence = sight.t(stated, broken=plan.score.broken, ways=context.join(fine))
    columns = ("broken", "months", "new", "cost", "last")
    places = (128.0, 232.0, 336.0, 424.0, 548.0)
    marks: list[Mark] = [
        words("t11 b ink", x, 66, sight.t(f"numbers.ways.{column}")) for column, x in zip(columns, places, strict=True)
    ]
    price = context.sees("Quote", "amount")
    most_broken = max(score.broken for _, score in ways) or 1
    most_months = max(score.link_months for _, score in ways) or 1
    most_new = max(score.links_new for _, score in ways) or 1
    most_yen = max((int(s.yen.value) for _, s in ways if known(s.yen.value)), default=1) or 1
    keys = [way_key(None), *(way_key(item.kind) for item in plan.strategies if item.score is not None)]
    for at, ((label, score), key) in enumerate(zip(ways[:6], keys, strict=False)):
        y = 78.0 + 36 * at
        if at == 0:
            marks.append(rect("band", 6, y - 6, PANEL - 12, 34))
        marks.append(words("t11 b ink", 12, y + 15, label, 112))
        bars = (
            ("broken", "red", 40 * score.broken / most_broken, str(score.broken)),
            ("link_months", "blue3", 40 * score.link_months / most_months, f"{score.link_months:,}"),
            ("links_new", "blue3", 36 * score.links_new / most_new, str(score.links_new)),
        )
        for (counted, fill, size, said), x in zip(bars, places, strict=False):
            marks += _keyed_bar(_bar(fill, x, y, size, said), f"{key}.{counted}")
        if price:
            marks += _keyed_bar(_yen_bar(sight, key, places[3], y, score, most_yen), f"{key}.yen")
        marks.append(words("t11 ink", places[4], y + 15, context.day(score.last_date) if score.last_date else "―"))
    marks.append(words("t11 soft", 12, 292, sight.t("numbers.ways.note"), PANEL - 24))
    return "ways", sentence, marks


def _bar(fill: str, x: float, y: float, width: float, said: str) -> list[Mark]:
    found = [rect(fill, x, y + 3, width, 16)] if width else []
    return [*found, words("t11 ink", x + width + 4, y + 15, said)]


def _keyed_bar(bar: Iterable[Mark], figure: str) -> list[Mark]:
    """A bar whose words tell a figure."""
    return [keyed(mark, figure) if mark[0] == "t" else mark for mark in bar]


def _yen_bar(sight: Sight, about: str, x: float, y: float, score: Score, most: int) -> Iterator[Mark]:
    measure = score.yen
    if not known(measure.value):
        yield from _bar("unknown", x, y, 50, sight.context.say(measure.value))
        return
    width = 40 * int(measure.value) / most
    yield rect("blue3", x, y + 3, width, 16)
    if measure.total > measure.known:
        yield rect("unknown", x + width, y + 3, 10, 16)
        width += 10
    yield words("t11 ink", x + width + 4, y + 15, oku(sight, int(measure.value), most, about))
