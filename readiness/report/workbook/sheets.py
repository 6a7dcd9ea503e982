"""The tables of the workbook, one per sheet, in the order of the sheets."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any, cast

from readiness.analysis.question_rows import QuestionRow, question_rows
from readiness.figures.figure import key_of
from readiness.figures.listed import CONTRACT
from readiness.figures.money import shown_rows
from readiness.gaps.matters import matter_of
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.model.contract import Contract
from readiness.model.fields import facts_by_key
from readiness.model.gap import GapEntry
from readiness.model.lockin.matters import Matter, MatterStatus
from readiness.model.record import Record
from readiness.model.unknown import Unknown
from readiness.report.context import ReportContext
from readiness.report.finance import detail_table
from readiness.report.groups import in_charge, row_reason
from readiness.report.sections import amendments, findings, plan, running, schedule, temporary_links, unknowns
from readiness.report.sections.links import links_table
from readiness.report.unknown_field import field_name, record_name
from readiness.report.workbook.characters import characters_table
from readiness.report.workbook.concentration import concentration_table, overlap_table
from readiness.report.years import left_out_table, years_table
from readiness.tables.table import Cell, Row, Table, heads


def tables(context: ReportContext) -> Iterator[tuple[str, Table]]:
    """Sheet key → its table, one after the other; `report.sheet.<key>` is the name of the sheet."""
    yield "findings", findings.findings_table(context)
    yield "systems", _systems(context)
    yield "contracts", _contracts(context)
    yield "links", links_table(context)
    yield "temporary_links", temporary_links.view(context).table
    yield "gaps", _gaps(context)
    yield "switching", _matters(context)
    yield "concentration", concentration_table(context)
    yield "overlaps", overlap_table(context)
    yield "moves", plan.moves_table(context)
    yield "waves", schedule.waves_table(context)
    yield "timeline", schedule.timeline_table(context)
    yield "wbs", schedule.wbs_table(context)
    yield "budget", detail_table(context, shown_rows(context.analysed))
    yield "years", years_table(context)
    yield "left_out", left_out_table(context)
    yield "characters", characters_table(context)
    yield "running", running.view(context).table
    yield "measures", amendments.measures_table(context)
    yield "renewals", amendments.renewals_table(context)
    yield "unknowns", _unknowns(context)
    yield "assumptions", unknowns.assumptions_table(context)


def _table(context: ReportContext, key: str, columns: Iterable[str], rows: Iterable[Row]) -> Table:
    name = context.t(f"report.sheet.{key}")
    return Table(id=key, caption=name, columns=heads(*(columns)), rows=tuple(rows), empty=context.t("common.none"))


def _field(context: ReportContext, record: str, name: str) -> str:
    """The label of a record's field."""
    return context.t(f"field.{record}.{name}")


_SYSTEM = (
    "kind", "areas", "vendor", "package", "owner_division", "operating_body", "conformance", "due", "due_date",
    "hosting", "csp", "platform", "platform_eol", "migrated", "live_date", "planned_date", "layout_held",
    "extraction_tested",
)  # fmt: skip
_CONTRACT = (
    "vendor", "systems", "kind", "method", "number", "start", "end", "auto_renew", "notice_months", "annual_amount",
    "penalty", "data_return", "extraction_fee", "rights", "bidders", "inquiry_clause",
)  # fmt: skip


def _value(context: ReportContext, record: Record, name: str) -> Cell:
    value: Any = getattr(record, name)
    if name == "areas":
        return Cell(text=context.areas(value))
    # A cloud provider may be told by its name only; where it is one of the vendors it is called like them.
    homes = ("vendors",) if name == "csp" else facts_by_key(cast(Hashable, type(record)))[name].refers
    if not homes or value is None:
        return context.cell(value)
    kind = SECTION_BY_KEY[homes[0]].kind
    if isinstance(value, tuple):
        return Cell(text=context.join(context.name(kind, id_) for id_ in value))
    return context.named(kind, value)


def _systems(context: ReportContext) -> Table:
    columns = ("ID", context.t("field.name"), *(_field(context, "System", name) for name in _SYSTEM))
    return _table(
        context,
        "systems",
        (*columns, context.t("report.links.place")),
        (
            (
                Cell(text=system.id),
                Cell(text=system.name),
                *(_value(context, system, name) for name in _SYSTEM),
                Cell(text=context.place(system.ref)),
            )
            for system in context.inventory.systems
        ),
    )


def _contracts(context: ReportContext) -> Table:
    """Contracts, then procurements with their gates in the columns that fit."""
    columns = (
        context.t("report.sheet.record"),
        "ID",
        context.t("field.name"),
        *(_field(context, "Contract", name) for name in _CONTRACT),
        context.t("report.sheet.gates"),
        context.t("report.links.place"),
    )
    rows: list[Row] = [_contract(context, contract) for contract in context.inventory.contracts]
    blank = Cell(text="")
    for item in context.inventory.procurements:
        gates = [
            context.t("report.sheet.gate", kind=context.say(m.kind), day=context.say(m.date), done=context.say(m.done))
            for m in item.milestones
        ]
        values = {"systems": _value(context, item, "systems"), "method": context.cell(item.method)}
        rows.append(
            (
                Cell(text=context.t("section.procurements")),
                Cell(text=item.id),
                Cell(text=item.name),
                *(values.get(name, blank) for name in _CONTRACT),
                Cell(text=context.join(gates)),
                Cell(text=context.place(item.ref)),
            )
        )
    return _table(context, "contracts", columns, rows)


def _contract(context: ReportContext, contract: Contract) -> Row:
    return (
        Cell(text=context.t("section.contracts")),
        Cell(text=contract.id),
        Cell(text=contract.name),
        *(
            context.count(f"{key_of('contract', contract.id)}.{name}")
            if name in CONTRACT
            else _value(context, contract, name)
            for name in _CONTRACT
        ),
        Cell(text=""),
        Cell(text=context.place(contract.ref)),
    )


_GAP = (
    "id", "row", "rank", "kind", "asked", "matter", "system", "title", "current", "expected", "request", "state", "due",
    "unlocks", "place",
)  # fmt: skip


def _gaps(context: ReportContext) -> Table:
    """Every open point beside the row it is asked in, in the order of the rows; then what is settled."""
    rows: list[Row] = []
    stated: set[str] = set()
    for number, row in enumerate(question_rows(context.analysis), start=1):
        rows += [_gap(context, entry, number, row) for entry in row.entries]
        stated |= {entry.id for entry in row.entries}
    rows += [_gap(context, entry) for entry in context.analysis.register.entries if entry.id not in stated]
    return _table(context, "gaps", (context.t(f"report.sheet.gap.{name}") for name in _GAP), rows)


def _gap(context: ReportContext, entry: GapEntry, number: int | None = None, row: QuestionRow | None = None) -> Row:
    gap = entry.gap
    cells = {"id": Cell(text=entry.id), "state": context.cell(entry.state)}
    if gap is not None:
        cells |= {
            "rank": Cell(text=gap.rank.value),
            "kind": context.cell(gap.kind),
            "asked": Cell(text=in_charge(context, row.asked if row else gap.asked)),
            "matter": Cell(text=context.t(f"matter.{matter_of(gap).key}.title")),
            "system": Cell(text=context.name("system", gap.system)),
            "title": Cell(text=context.render(gap.title)),
            "current": Cell(text=context.render(gap.current, gap.id)),
            "expected": Cell(text=context.render(gap.expected)),
            "request": Cell(text=context.render(gap.request)),
            "due": context.cell(entry.due or gap.due),
            "place": Cell(text=context.place(gap.ref)),
        }
    if row is not None:
        cells |= {"row": context.cell(number), "unlocks": Cell(text=row_reason(context, row))}
    return tuple(cells.get(name, Cell(text="")) for name in _GAP)


def _matters(context: ReportContext) -> Table:
    names = ("system", "matter", "status", "message", "evidence", "remedy", "clause", "deadline", "place")
    rows: list[Row] = []
    for item in context.analysis.lockin.systems:
        for matter in item.matters:
            if matter.status is not MatterStatus.CLEAR:
                rows.append(
                    (
                        Cell(text=item.label),
                        Cell(text=context.t(f"lockin.matter.{matter.code}.name")),
                        context.cell(matter.status),
                        Cell(text=context.render(matter.message)),
                        Cell(text=_evidence(context, matter)),
                        Cell(text=context.render(matter.remedy)),
                        Cell(text=context.render(matter.clause)),
                        context.cell(matter.deadline),
                        Cell(text=context.place(matter.ref)),
                    )
                )
    return _table(context, "switching", (context.t(f"report.sheet.matter.{name}") for name in names), rows)


def _evidence(context: ReportContext, matter: Matter) -> str:
    """What was read, each with its place."""
    return context.join(
        f"{context.render(read.text, str(read.ref))} [{context.place(read.ref)}]" for read in matter.evidence
    )


def _unknowns(context: ReportContext) -> Table:
    """A row a record: what is 未確認 of it, in the order of the inventory."""
    rows = [
        (
            Cell(text=context.t(f"section.{item.kind}")),
            Cell(text=item.record),
            Cell(text=record_name(context, item)),
            context.count(key_of("unknown", item.kind, item.record)),
            Cell(text=context.join(field_name(context, item.kind, field) for field in item.fields)),
            Cell(text=context.place(item.ref)),
        )
        for item in context.analysis.completeness.by_record()
    ]
    names = ("kind", "id", "name", "count", "field", "place")
    return _table(context, "unknowns", (context.t(f"report.sheet.unknown.{name}") for name in names), rows)


def known_number(value: Any) -> float | int | None:
    """A number, or None where it is not known."""
    return None if isinstance(value, Unknown) or not isinstance(value, int | float) else value
