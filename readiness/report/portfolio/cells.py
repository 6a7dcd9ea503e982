"""The columns of both tables as words; text and CSV show the same."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.messages.catalogue import Catalogue
from readiness.model.measure import Measure
from readiness.model.unknown import known
from readiness.portfolio.combine import Portfolio, VendorLoad
from readiness.portfolio.share import BodyRow

_BODY = ("name", "code", "class", "as-of")
_VENDOR = ("vendor", "bodies", "systems", "peak", "peak-bodies", "undated", "capacity", "over", "withdrawal")


def body_table(portfolio: Portfolio, words: Catalogue) -> Iterator[list[str]]:
    """Header and one row per body."""
    measures = portfolio.bodies[0].measures if portfolio.bodies else ()
    yield [
        *(words.get(f"portfolio.column.{name}") for name in _BODY),
        *(words.get(f"measure.{measure.name}") for measure in measures),
        words.get("portfolio.column.findings"),
    ]
    for row in portfolio.bodies:
        yield [*_head(row, words), *(_figure(measure, words) for measure in row.measures), _findings(row, words)]


def vendor_table(portfolio: Portfolio, words: Catalogue) -> Iterator[list[str]]:
    """Header and one row per vendor."""
    yield [words.get(f"portfolio.column.{name}") for name in _VENDOR]
    for load in portfolio.vendors:
        yield _vendor(load, words)


def _head(row: BodyRow, words: Catalogue) -> list[str]:
    marks = [words.get(f"common.{mark}") for mark in ("synthetic", "fictional") if getattr(row, mark)][:1]
    name = row.name + "".join(f" [{mark}]" for mark in marks)
    unknown = words.get("common.unknown")
    body_class = row.body_class.ja if known(row.body_class) else unknown
    return [name, row.code if known(row.code) else unknown, body_class, row.as_of.isoformat()]


def _figure(measure: Measure, words: Catalogue) -> str:
    return words.get(
        "portfolio.figure",
        value=measure.value,
        unit=words.get(measure.unit),
        known=measure.known,
        total=measure.total,
    )


def _findings(row: BodyRow, words: Catalogue) -> str:
    parts = [f"{words.get(f'severity.{severity.value}')} {count}" for severity, count in row.findings]
    return words.join(parts) if parts else words.get("common.none")


def _vendor(load: VendorLoad, words: Catalogue) -> list[str]:
    month, bodies = load.peak or ("", 0)
    over = [f"{day.isoformat()} ({count})" for day, count in load.over]
    return [
        load.name,
        str(load.bodies),
        str(load.systems),
        month,
        str(bodies) if month else "",
        str(load.undated),
        str(load.capacity) if known(load.capacity) else words.get("common.unknown"),
        words.join(over),
        load.withdrawal.isoformat() if load.withdrawal else "",
    ]
