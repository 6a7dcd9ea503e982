"""What a page of a single record tells below its picture: findings, questions, money, plan, history, evidence."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from readiness.analysis.concerned import systems_concerned
from readiness.figures.money import shown_rows, sum_of
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.model.fields import FieldFacts, facts
from readiness.model.finding import Finding
from readiness.model.record import Record, SystemId
from readiness.model.unknown import Unknown, known
from readiness.report.context import ReportContext
from readiness.report.diff.values import change_labels, field_label
from readiness.report.gantt import reasons
from readiness.report.sections.plan import ordered
from readiness.report.views.view import Sight
from readiness.tables.marks import is_number
from readiness.tables.table import Cell

_LINES = 40
_ROWS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading with lines; `empty` is said without any. `text` are lines of a file, shown as they stand."""

    title: str
    lines: tuple[Cell, ...] = ()
    empty: str = ""
    text: str = ""


class Concerned:
    """Findings and open questions by system, made once for all pages."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        analysis = sight.context.analysis
        self.findings: dict[str, list[Finding]] = {}
        for finding in analysis.findings:
            for system in systems_concerned(sight.context.inventory, finding.subject, analysis.plan):
                self.findings.setdefault(system, []).append(finding)
        self.questions: dict[str, list[Cell]] = {}
        context = sight.context
        for entry in analysis.register.open:
            if entry.gap is not None and entry.gap.system:
                due = context.t("view.page.due", day=context.day(entry.due)) if entry.due else ""
                said = Cell(text=context.render(entry.gap.title), sub=f"{context.party(entry.gap.asked)} {due}".strip())
                self.questions.setdefault(entry.gap.system, []).append(said)

    def parts(self, system: SystemId) -> Iterator[Part]:
        """All parts of one system of the body."""
        context = self.sight.context
        yield _plan(context, system)
        found = self.findings.get(system, [])
        lines = tuple(
            Cell(text=context.render(f.message), href=f"#f-{f.fingerprint}", sub=context.place(f.ref)) for f in found
        )
        yield _some(self.sight, system, "findings", lines, "#findings")
        yield _some(self.sight, system, "questions", tuple(self.questions.get(system, ())), "#gaps")
        if context.sees("Quote", "amount") and context.sees("Contract", "annual_amount"):
            yield _money(context, system)
        yield _history(context, "systems", system)
        yield evidence(context, context.inventory.system_by_id[system])


def _some(sight: Sight, system: SystemId, name: str, lines: tuple[Cell, ...], rest: str) -> Part:
    shown = lines[:_ROWS]
    if len(lines) > _ROWS:
        shown = (*shown, Cell(text=sight.t("rest", count=len(lines) - _ROWS, about=(system, name)), href=rest))
    return Part(
        title=sight.t(f"page.{name}", count=len(lines), about=system), lines=shown, empty=sight.context.t("common.none")
    )


def _plan(context: ReportContext, system: SystemId) -> Part:
    """Its move, with what moves together, the date and why there."""
    plan = context.analysis.plan
    title, empty = context.t("view.page.plan"), context.render(context.analysis.stands[system].stand.because)
    move = next((move for move in plan.moves if system in move.systems), None)
    if move is None:
        return Part(title=title, empty=empty)
    day = plan.date_of.get(move.id)
    number = [item.id for item in ordered(plan)].index(move.id) + 1
    first = Cell(
        text=context.t("view.page.move", number=number, move=move.title, day=context.day(day) if day else "―"),
        href=f"#move-{number}",
    )
    with_it = context.join(context.name("system", other) for other in move.systems if other != system)
    lines = [first, *([Cell(text=context.t("view.page.together", systems=with_it))] if with_it else [])]
    lines += [Cell(text=context.render(because)) for because in move.because]
    return Part(title=title, lines=(*lines, *(Cell(text=why) for why in reasons(context, move.id))))


def _money(context: ReportContext, system: SystemId) -> Part:
    """Rows of the system and of its contracts by fiscal year; what has no price is counted, never 0."""
    contracts = {contract.id for contract in context.inventory.contracts_of.get(system, ())}
    mine = [row for _, row in shown_rows(context.analysed) if row.subject in {system, *contracts}]
    lines = []
    for year in sorted({row.fiscal_year for row in mine}):
        of_year = [row for row in mine if row.fiscal_year == year]
        found = sum_of(of_year)
        yen = found.at_least
        said = (
            context.t("view.page.yen", yen=f"{yen:,}", about=(system, context.fiscal(year)))
            if known(yen)
            else context.t("common.unknown")
        )
        more = (
            context.t("decide.cost.unpriced", count=len(found.missing), about=(system, context.fiscal(year)))
            if found.missing
            else ""
        )
        lines.append(Cell(text=f"{context.fiscal(year)} {said}", sub=more))
    return Part(title=context.t("view.page.money"), lines=tuple(lines), empty=context.t("view.numbers.cost.none"))


def _history(context: ReportContext, section: str, id_: str) -> Part:
    """What changed of it since the last month that was kept."""
    changes = context.options.changes
    lines = []
    for change in changes.changes if changes is not None else ():
        if change.section == section and change.id == id_:
            for field in change.fields:
                old, new = change_labels(section, field.field, field.old, field.new, context.words, changes.names)  # type: ignore[union-attr]
                name = field_label(section, field.field, context.words)
                lines.append(Cell(text=context.t("diff.field", name=name, old=old, new=new)))
            if not change.fields:
                lines.append(Cell(text=context.say(change.kind)))
    since = context.options.since
    title = context.t("view.page.history.since", since=since) if since else context.t("view.page.history")
    return Part(
        title=title, lines=tuple(lines), empty=context.t("view.page.no_history" if since else "view.page.first_month")
    )


def evidence(context: ReportContext, record: Record) -> Part:
    """The lines of its file; of a ledger what its cells tell, with the place."""
    place = context.place(record.ref)
    title = context.t("view.page.evidence", place=place or "―")
    text = context.options.positions.lines(record.ref, _LINES) if context.internal else ()
    if text:
        return Part(title=title, text="\n".join(text))
    stated = []
    for fact in facts(cast(Hashable, type(record))):
        value = getattr(record, fact.name)
        if fact.kind in ("part", "parts") or value in (None, "", ()) or isinstance(value, Unknown):
            continue
        stated.append(Cell(text=context.render(fact.label), sub=_said(context, record, fact, value)))
    return Part(title=title, lines=tuple(stated), empty="―")


def _said(context: ReportContext, record: Record, fact: FieldFacts, value: object) -> str:
    """A value as people say it: records and areas by their names, never by what only files call them."""
    if is_number(value):
        if fact.name.endswith("year") and isinstance(value, int):
            return context.fiscal(value)
        return context.t("report.number", value=f"{value:,}", about=(fact.owner, record.id, fact.name))
    if fact.name == "areas":
        return context.areas(value)
    kinds = [SECTION_BY_KEY[section].kind for section in fact.refers if section in SECTION_BY_KEY]
    ids = value if isinstance(value, tuple) else (value,)
    if not kinds or not all(isinstance(id_, str) for id_ in ids):
        return context.say(value)
    named = (next((name for kind in kinds if (name := context.name(kind, id_)) != id_), id_) for id_ in ids)
    return context.join(named)


def linked_names(context: ReportContext, ids: Iterable[str], kind: str, address: str) -> tuple[Cell, ...]:
    """Names of records that lead to their pages."""
    return tuple(Cell(text=context.name(kind, id_), href=f"#{address}/{id_}") for id_ in ids)
