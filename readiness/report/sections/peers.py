"""この団体の位置: the published mean beside ours, and the body among its prefecture, class and bodies of like size."""

from __future__ import annotations

from readiness.model.unknown import Unknown
from readiness.portfolio.peers import Comparison, Peers, Quartiles, peers
from readiness.report.context import ReportContext
from readiness.tables.table import Cell, Row, Table, heads

_PERCENT = frozenset({"mean", "counted"})
_GROUPS = ("prefecture", "class", "size")


def peers_table(context: ReportContext) -> Table | None:
    """None where no published table has been imported, or the body is not in it."""
    standard = context.analysis.inputs.standard
    found = peers(standard, context.inventory.body, standard.published)
    if found is None:
        return None
    names = ("figure", "own", *_GROUPS, "as-of", "definition")
    return Table(
        id="t-peers",
        caption=context.t("report.peers.caption"),
        columns=heads(*(context.t(f"report.peers.{name}") for name in names)),
        rows=(*(_row(context, found, one) for one in found.comparisons), _ours(context)),
        empty="―",
    )


def _row(context: ReportContext, found: Peers, one: Comparison) -> Row:
    progress, designated = found.nation.progress_month, found.nation.designated_month
    both = [progress, designated]
    dates = {"designated": [designated], "open": both, "counted": both}.get(one.figure, [progress])
    return (
        Cell(text=context.t(f"report.peers.{one.figure}")),
        _value(context, one.figure, one.own),
        *(_group(context, one.figure, name, one.groups[name], sizes=found.sizes) for name in _GROUPS),
        Cell(text="、".join(month or context.t("common.unknown") for month in dates)),
        Cell(text=context.t(f"report.peers.{one.figure}.definition")),
    )


def _ours(context: ReportContext) -> Row:
    """Our own figure of the inventory, so that nobody takes one for the other."""
    rate = context.analysis.status.step_rate
    value = rate.value
    shown = (
        Cell(text=context.t("common.unknown"), mark="unknown")
        if isinstance(value, Unknown)
        else Cell(text=f"{float(value):.1f}%", raw=value, number=True)
    )
    return (
        Cell(text=context.t("report.peers.ours")),
        shown,
        *(Cell(text="―") for _ in _GROUPS),
        Cell(text=context.long_day(context.inventory.body.as_of or context.as_of)),  # the record's own day
        Cell(text=context.t("report.peers.ours.definition", known=rate.known, total=rate.total)),
    )


def _value(context: ReportContext, figure: str, value: float | None) -> Cell:
    if value is None:
        return Cell(text=context.t("common.unknown"), mark="unknown")
    return Cell(text=_words(figure, value), raw=round(100 * value, 2) if figure in _PERCENT else value, number=True)


def _group(context: ReportContext, figure: str, name: str, group: Quartiles | None, *, sizes: bool) -> Cell:
    if group is None:
        key = "report.peers.no-sizes" if name == "size" and not sizes else "common.unknown"
        return Cell(text=context.t(key), mark="unknown")
    low, middle, high = (_words(figure, value) for value in (group.low, group.middle, group.high))
    return Cell(text=context.t("report.peers.quartiles", low=low, middle=middle, high=high, bodies=group.bodies))


def _words(figure: str, value: float) -> str:
    return f"{100 * value:.1f}%" if figure in _PERCENT else f"{value:g}"
