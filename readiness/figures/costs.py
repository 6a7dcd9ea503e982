"""Running cost as it is examined before it becomes a budget: the rows of the form, those known at both times (精査)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readiness.figures.analysed import AnalysedFor
from readiness.figures.figure import Figure
from readiness.model.money import CostLine, CostLineItem
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, Unknown, known

# The fixed order of the form, and the published lines each row is made of.
ROWS: tuple[tuple[str, tuple[CostLineItem, ...]], ...] = (
    ("application", (CostLineItem.SOFTWARE_RENT,)),
    ("cloud", (CostLineItem.CLOUD_USE,)),
    ("line", (CostLineItem.NETWORK_LINE,)),
    ("operation", (CostLineItem.OPERATION_WORK,)),
    ("devices", (CostLineItem.HARDWARE_RENT,)),
    (
        "upkeep",
        (CostLineItem.HARDWARE_UPKEEP_WORK, CostLineItem.HARDWARE_UPKEEP, CostLineItem.SOFTWARE_UPKEEP),
    ),
    ("data_centre", (CostLineItem.DATA_CENTRE,)),
    ("other", (CostLineItem.OTHER_OUTSOURCING,)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostSum:
    """One row: yen at three times, the change in thousands where both are known, the ratio, what checks take off."""

    name: str
    items: tuple[CostLineItem, ...]
    lines: tuple[CostLine, ...]
    fy2018: Maybe[int]
    now: Maybe[int]
    after: Maybe[int]
    change: Maybe[int] | None
    ratio: float | None
    less: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostFoot:
    """The sums in thousands of the rows known at both times, how many they are, and yen for each resident."""

    count: int
    now: int
    after: int
    change: int
    ratio: float | None
    five_years: int
    each: float | None


def cost_sums(analysed: AnalysedFor) -> tuple[CostSum, ...]:
    """The rows of which the body entered something."""
    return tuple(
        _row(analysed, name, items, lines)
        for name, items in ROWS
        if (lines := tuple(line for line in analysed.inventory.cost_lines if line.item in items))
    )


def _row(analysed: AnalysedFor, name: str, items: tuple[CostLineItem, ...], lines: tuple[CostLine, ...]) -> CostSum:
    before, now, after = (_sum(lines, field) for field in ("fy2018", "current", "planned"))
    change: Maybe[int] | None = None
    ratio = None
    if known(now) and known(after):
        change = analysed.thousand(after) - analysed.thousand(now)
        ratio = analysed.thousand(after) / analysed.thousand(now) if now else None
    ids = {line.id for line in lines}
    less = [one.reduction for one in analysed.inventory.estimate_checks if one.cost_line in ids]
    stated = [yen for yen in less if isinstance(yen, int)]
    return CostSum(
        name=name,
        items=items,
        lines=lines,
        fy2018=before,
        now=now,
        after=after,
        change=change,
        ratio=ratio,
        less=sum(stated) if stated else None,
    )


def _sum(lines: Sequence[CostLine], field: str) -> Maybe[int]:
    values = [getattr(line, field) for line in lines]
    return UNKNOWN if any(isinstance(value, Unknown) for value in values) else sum(values)


def cost_foot(analysed: AnalysedFor, rows: Sequence[CostSum]) -> CostFoot:
    """The foot of the form."""
    pairs = [
        (analysed.thousand(row.now), analysed.thousand(row.after))
        for row in rows
        if known(row.now) and known(row.after)
    ]
    now, after = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    people = analysed.inventory.body.population
    each = after * 1000 / people if known(people) and people > 0 and pairs else None
    return CostFoot(
        count=len(pairs),
        now=now,
        after=after,
        change=after - now,
        ratio=after / now if now else None,
        five_years=after * 5,
        each=each,
    )


def cost_figures(analysed: AnalysedFor) -> Iterator[Figure]:
    """Every figure of the form, where the reader may see running cost."""
    if not analysed.sees("CostLine", "current"):
        return
    rows, reader = cost_sums(analysed), analysed.reader
    for row in rows:
        key = f"cost.{row.name}"
        for name in ("fy2018", "now", "after", "less"):
            yield Figure(key=f"{key}.{name}", value=getattr(row, name), reader=reader, unit="yen")
        yield Figure(key=f"{key}.change", value=row.change, reader=reader, unit="thousand")
        yield Figure(key=f"{key}.ratio", value=row.ratio, reader=reader, unit="measure")
    foot = cost_foot(analysed, rows)
    for name in ("now", "after", "change", "five_years"):
        yield Figure(key=f"cost.sum.{name}", value=getattr(foot, name), reader=reader, unit="thousand")
    yield Figure(key="cost.sum.ratio", value=foot.ratio, reader=reader, unit="measure")
    for name in ("now", "after"):
        stated = [analysed.thousand(yen) for row in rows if isinstance(yen := getattr(row, name), int)]
        yield Figure(key=f"cost.{name}.all", value=sum(stated) if stated else UNKNOWN, reader=reader, unit="thousand")
    yield Figure(key="cost.sum.count", value=foot.count, reader=reader)
