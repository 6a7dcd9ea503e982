"""The sheet of characters (文字): per system its set and edition, 外字 in all, identified, undecided, whose table."""

from __future__ import annotations

from readiness.figures.figure import key_of
from readiness.figures.listed import CHARSET
from readiness.model.fields import facts
from readiness.model.system import Charset, System, SystemKind
from readiness.model.unknown import UNKNOWN, known
from readiness.report.context import ReportContext
from readiness.tables.table import Cell, Table, heads

_FIELDS = tuple(fact.name for fact in facts(Charset))


def characters_table(context: ReportContext) -> Table:
    """Systems of the areas, and others that say anything of their characters. 外字 left are told, else counted back."""
    name = context.t("report.sheet.characters")
    rows = tuple(_row(context, system) for system in context.inventory.systems if _listed(system))
    columns = (
        context.t("section.systems"),
        context.t("field.areas"),
        context.t("field.units"),
        *(context.t(f"field.Charset.{field}") for field in _FIELDS),
        context.t("report.characters.until"),
        context.t("report.links.place"),
    )
    return Table(id="characters", caption=name, columns=heads(*columns), rows=rows, empty=context.t("common.none"))


def _listed(system: System) -> bool:
    said = system.charset
    return system.kind in (SystemKind.STANDARD, SystemKind.COMMON) or any(known(getattr(said, f)) for f in _FIELDS)


def _row(context: ReportContext, system: System) -> tuple[Cell, ...]:
    said = system.charset
    values = {field: getattr(said, field) for field in _FIELDS} | {"gaiji_undecided": said.left}
    return (
        Cell(text=system.label),
        Cell(text=context.areas(system.areas)),
        Cell(text=context.join(system.units)),
        *(
            context.cell(values[field], figure=f"{key_of('charset', system.id)}.{field}" if field in CHARSET else "")
            for field in _FIELDS
        ),
        _until(context, system),
        Cell(text=context.place(system.ref)),
    )


def _until(context: ReportContext, system: System) -> Cell:
    """Until when the area may keep other characters, as far as it is known: open-ended for 戸籍 and its 附票."""
    characters = context.analysis.inputs.standard.characters
    if not system.areas:
        return Cell(text="―")
    if all(characters.open_ended(area) for area in system.areas):
        return Cell(text=context.t("report.characters.open"))
    return context.cell(UNKNOWN)
