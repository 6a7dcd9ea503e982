"""前回からの変化: what moved against the adopted plan; two analyses are compared by `readiness diff`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from readiness.model.diff import Category, Change, Comparison, Names
from readiness.report.context import ReportContext
from readiness.report.diff.values import change_labels, field_label
from readiness.report.gantt import reasons
from readiness.tables.table import Cell, Table, heads

SCREEN = 15  # rows of one screen
COMPUTED = (Category.GAPS, Category.FINDINGS, Category.FIGURES)
_OF_STEPS = ("procurements", "systems")
_ID_SAYS_NOTHING = frozenset({"findings", "progress"})  # fingerprints, and names told already


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """`none` is said where no plan has been adopted, `since` where an earlier state was given.

    `compared` are changes of what people wrote, as many as a screen holds, `rest` those beyond; `computed` are changes
    of what the tool makes of it (所見・ギャップ・指標); `by_tool` is what a new version of the tool, or of the facts,
    made of the records of before.
    """

    since: str
    compared: Table | None
    rest: Table | None
    computed: Table | None
    by_tool: Table | None
    lead: str
    none: str
    table: Table


def view(context: ReportContext) -> ChangesView:
    """Cut-overs that differ from the adopted plan."""
    plan = context.analysis.plan
    rows = tuple(
        (
            Cell(text=context.render(plan.move_by_id[item.move].title)),
            context.cell(item.was),
            context.cell(item.date) if item.date else Cell(text=context.t("report.plan.not_moved"), mark="warn"),
            Cell(text=" / ".join(reasons(context, item.move)) or "―"),
        )
        for item in plan.placements
        if item.was is not None and item.was != item.date
    )
    adopted = context.inventory.decisions.plan is not None
    changes = context.options.changes
    written = _compared(context, changes, tuple(c for c in Category if c not in COMPUTED)) if changes else None
    return ChangesView(
        since=context.t("report.changes.since", name=context.options.since) if changes is not None else "",
        compared=None if written is None else replace(written, rows=written.rows[:SCREEN]),
        rest=_beyond(context, written) if written is not None else None,
        computed=_computed(context, changes) if changes is not None else None,
        by_tool=_by_tool(context),
        lead=context.t("report.changes.lead" if changes is None else "report.changes.moved"),
        none="" if adopted else context.t("report.changes.none"),
        table=Table(
            id="t-changes",
            caption=context.t("report.changes.caption"),
            columns=heads(*(context.t(f"report.changes.{name}") for name in ("move", "was", "now", "why"))),
            rows=rows,
            empty=context.t("report.changes.empty"),
        ),
    )


def _compared(context: ReportContext, changes: Comparison, categories: Iterable[Category]) -> Table:
    """Every change since the earlier state, under the headings people ask for."""
    names = ("category", "kind", "what", "fields")
    return Table(
        id="t-since",
        caption=context.t("report.changes.compared"),
        columns=heads(*(context.t(f"report.changes.{name}") for name in names)),
        rows=tuple(_row(context, change, changes.names) for category in categories for change in changes.of(category)),
        empty=context.t("diff.none"),
    )


def _beyond(context: ReportContext, written: Table) -> Table | None:
    """What the screen has no room for."""
    left = written.rows[SCREEN:]
    caption = context.t("report.changes.rest", count=len(left))
    return replace(written, id="t-since-rest", caption=caption, rows=left) if left else None


def _computed(context: ReportContext, changes: Comparison) -> Table | None:
    found = _compared(context, changes, COMPUTED)
    caption = context.t(f"report.changes.computed{'-alone' if context.options.kept_apart else ''}")
    return replace(found, id="t-since-computed", caption=caption) if found.rows else None


def _by_tool(context: ReportContext) -> Table | None:
    """What the records of before give today, where the program or the facts are others: nothing of it the town did."""
    changes = context.options.by_tool
    if changes is None:
        return None
    found = _compared(context, changes, tuple(Category))
    caption, empty = context.t("report.changes.by-tool"), context.t("report.changes.by-tool.none")
    return replace(found, id="t-since-tool", caption=caption, empty=empty)


def _row(context: ReportContext, change: Change, names: Names) -> tuple[Cell, ...]:
    words, section = context.words, change.section
    label = change.label if isinstance(change.label, str) else context.render(change.label)
    if section == "progress":  # the steps of something: called by its name, where it has one
        target = change.id.rpartition(":")[2]
        label = next((found[target] for key in _OF_STEPS if target in (found := names.get(key, {}))), label)
    fields = []
    for field in change.fields:
        old, new = change_labels(section, field.field, field.old, field.new, words, names)
        fields.append(context.t("diff.field", name=field_label(section, field.field, words), old=old, new=new))
    return (
        Cell(text=context.t(f"diff.category.{change.category.value}")),
        Cell(text=context.say(change.kind)),
        Cell(text=label, sub="" if label == change.id or section in _ID_SAYS_NOTHING else change.id),
        Cell(text=" / ".join(fields) or "―"),
    )
