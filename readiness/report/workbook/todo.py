"""The first sheet of report.xlsx: what is to be done by when, by whom and why, from all of the analysis (実施事項)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from readiness.analysis.finding_groups import FindingGroup, finding_groups
from readiness.analysis.question_rows import question_rows
from readiness.figures.listed import asked_key, group_key
from readiness.model.finding import Subject
from readiness.report.context import ReportContext
from readiness.report.groups import due_cell, group_words, in_charge, row_reason
from readiness.report.todo import actions_of
from readiness.tables.table import Cell, Row, Table, heads

_NAMES = ("due", "kind", "who", "what", "why", "count", "detail")


def todo_table(context: ReportContext) -> Table:
    """Dated actions, groups of findings and rows of questions in one list by date; what has no date stands last."""
    rows = sorted(_rows(context), key=lambda row: (row[0] is None, row[0] or date.max, row[1]))
    return Table(
        id="todo",
        caption=context.t("report.sheet.todo.title", body=context.inventory.body.label, day=context.as_of),
        columns=heads(*(context.t(f"report.sheet.todo.{name}") for name in _NAMES)),
        rows=tuple(row for _, _, row in rows),
        empty=context.t("report.conclusion.nothing"),
    )


def _rows(context: ReportContext) -> Iterator[tuple[date | None, int, Row]]:
    actions = actions_of(context)
    for action in actions:
        who = context.join(in_charge(context, who) for who in action.who) or context.t("report.nobody")
        stated = (who, context.render(action.what), context.render(action.why), "", "")
        yield action.due, 0, _row(context, action.due, "action", *stated)
    known = {(action.due, action.subject) for action in actions}
    for group in finding_groups(context.analysis):
        if not _stated(group, known):
            words = group_words(context, group)
            stated = (words.owner, f"{words.title}: {words.remedy}", words.because, group_key(group), "findings")
            yield group.due, 1, _row(context, group.due, "finding", *stated)
    for row in question_rows(context.analysis):
        what = context.t("report.sheet.todo.ask", matter=context.t(f"matter.{row.matter.key}.title"))
        stated = (in_charge(context, row.asked), what, row_reason(context, row), asked_key(row), "gaps")
        yield row.due, 2, _row(context, row.due, "question", *stated)


def _stated(group: FindingGroup, actions: set[tuple[date | None, Subject]]) -> bool:
    """Whether an action says the same already: of the same record, by the same day."""
    return all((group.due, finding.subject) in actions for finding in group.findings)


def _row(
    context: ReportContext, due: date | None, kind: str, who: str, what: str, why: str, count: str, sheet: str
) -> Row:
    return (
        due_cell(context, due),
        Cell(text=context.t(f"report.sheet.todo.kind.{kind}")),
        Cell(text=who),
        Cell(text=what),
        Cell(text=why),
        context.count(count) if count else Cell(text=""),
        Cell(text=context.t(f"report.sheet.{sheet}") if sheet else ""),
    )
