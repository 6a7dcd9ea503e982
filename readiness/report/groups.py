"""What is printed of a group of findings and of a row of questions; page, workbook and papers take it from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.analysis.finding_groups import FindingGroup
from readiness.analysis.question_rows import QuestionRow
from readiness.model.finding import Subject
from readiness.model.gap import BODY, Gap
from readiness.model.text import Text
from readiness.report.context import ReportContext
from readiness.tables.table import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupWords:
    """A group in words: what it is about, what to do, who does it."""

    title: str
    remedy: str
    owner: str
    because: str


def group_words(context: ReportContext, group: FindingGroup) -> GroupWords:
    """The words of one group: those of its matter where several rules share it, else of the rule."""
    shared = context.words.has(f"group.{group.matter}.title")
    first = group.findings[0]
    if shared:
        title, remedy = context.t(f"group.{group.matter}.title"), context.t(f"group.{group.matter}.remedy")
    else:
        named = f"rule.{group.matter}.name"
        title = context.t(named) if context.words.has(named) else group.matter
        same = [finding.remedy for finding in group.findings if finding.remedy is not None]
        alike = [remedy for remedy in same if remedy.key == first.remedy.key] if first.remedy else []
        remedy = context.merged(alike, first.fingerprint) if alike else ""
    if group.where is not None:
        title = context.t("group.title", title=title, where=_where(context, group.where))
    return GroupWords(
        title=title,
        remedy=remedy,
        owner=in_charge(context, group.owner),
        because=context.render(group.because, first.fingerprint),
    )


def _where(context: ReportContext, where: Text | Subject) -> str:
    return context.subject(where) if isinstance(where, Subject) else context.render(where)


def in_charge(context: ReportContext, owner: Subject) -> str:
    """A party; for the body itself the division in charge of the move, as it signs its papers."""
    body = context.inventory.body
    if owner.kind != BODY:
        return context.party(owner)
    return (body.contact.division if body.contact is not None else None) or body.label


def due_cell(context: ReportContext, due: date | None) -> Cell:
    """A day by which something is due, marked where it has passed."""
    if due is None:
        return Cell(text="―")
    if due < context.as_of:
        return Cell(text=context.day(due), raw=due, mark="warn", sub=context.t("report.overdue"))
    return context.cell(due)


def row_reason(context: ReportContext, row: QuestionRow) -> str:
    """What an answer unlocks."""
    return context.join(context.render(reason, (str(row.asked), str(row.matter))) for reason in row.reasons)


def row_ask(context: ReportContext, row: QuestionRow) -> str:
    """What is asked, as the addressee is spoken to."""
    kind = "ask" if row.asked.kind == "vendor" else "inside"
    return context.t(f"matter.{row.matter.key}.{kind}")


def about(context: ReportContext, gap: Gap) -> str:
    """The system a point is about; the contract or whatever else it is where it is about no single system."""
    whole = gap.system == context.inventory.body.id
    return context.subject(gap.subject) if whole else context.name("system", gap.system)
