"""The state of one body as named entries: inventory, decisions, gaps, findings, figures. What `diff` compares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from readiness.intake.identity import kept
from readiness.inventory.sections import SECTIONS
from readiness.model.conformance import NonFunctionalAnswer
from readiness.model.diff import Entry, Snapshot, plain_fields
from readiness.model.fields import PROVENANCE
from readiness.model.gap import GapEntry
from readiness.model.inventory import Inventory
from readiness.model.measure import Measure
from readiness.model.planning_input import Proposal
from readiness.model.progress import Progress
from readiness.model.record import InterfaceId, Record
from readiness.model.text import Text
from readiness.model.unknown import Unknown

if TYPE_CHECKING:
    from readiness.analysis.analyze import Analysis

# Who wrote a record down, and notes, are not a change of the thing itself.
_NOT_COMPARED = frozenset({"id", *PROVENANCE})


def snapshot(analysis: Analysis) -> dict[str, dict[str, Entry]]:
    """Everything that can change from month to month, by section and id."""
    inventory = analysis.inputs.inventory
    missing = kept(analysis.inputs.missing)
    return {
        **inventory_snapshot(inventory),
        **({"missing": dict(missing)} if missing else {}),
        "gaps": {entry.id: _gap(entry) for entry in analysis.register.entries},
        "findings": {
            found.fingerprint: Entry(
                found.message, {"code": found.code, "severity": found.severity.value, "subject": found.subject.id}
            )
            for found in analysis.findings
        },
        "figures": {name: _figure(measure) for name, measure in _figures(analysis)},
    }


def inventory_snapshot(inventory: Inventory) -> dict[str, dict[str, Entry]]:
    """The records of an inventory and the adopted plan."""
    found: dict[str, dict[str, Entry]] = {}
    for section in SECTIONS:
        value = getattr(inventory, section.key)
        rows = value if isinstance(value, tuple) else (value,)
        found[section.key] = dict(_entry(section.key, row) for row in rows)
    found["interfaces"] = {
        id_: _by_ends(inventory, InterfaceId(id_), entry) for id_, entry in found["interfaces"].items()
    }
    adopted = inventory.decisions.plan
    found["plan"] = {move.move: Entry(move.move, plain_fields(move)) for move in (adopted.moves if adopted else ())}
    found["pins"] = {pin.move: Entry(pin.move, plain_fields(pin)) for pin in inventory.decisions.pins}
    return found


def _by_ends(inventory: Inventory, id_: InterfaceId, entry: Entry) -> Entry:
    """A link without a name is called by its ends: an id like if-001 says nothing once it is gone."""
    link = inventory.interface_by_id[id_]
    if link.name:
        return entry
    ends = {**inventory.external_by_id, **inventory.system_by_id}
    names = [ends[end].label if end in ends else end for end in (link.from_, link.to)]
    return Entry("→".join(names), entry.fields)


def snapshot_from_plain(data: Any) -> Snapshot:
    """The snapshot of an analysis.json (its `snapshot`). Raises `ValueError` where it is not one."""
    if not isinstance(data, Mapping):
        raise ValueError("no snapshot")
    found: dict[str, dict[str, Entry]] = {}
    for section, entries in data.items():
        if not isinstance(entries, Mapping):
            raise ValueError(f"no snapshot: {section}")
        found[str(section)] = {str(id_): _entry_from_plain(entry) for id_, entry in entries.items()}
    return found


def _entry_from_plain(data: Any) -> Entry:
    if not isinstance(data, Mapping) or not isinstance(data.get("fields"), Mapping):
        raise ValueError("no entry")
    return Entry(str(data.get("label", "")), {str(name): value for name, value in data["fields"].items()})


def _entry(section: str, row: Any) -> tuple[str, Entry]:
    values = {name: value for name, value in plain_fields(row).items() if name not in _NOT_COMPARED}
    if isinstance(row, Record):
        return row.id, Entry(row.label, values)
    if isinstance(row, Progress):
        return f"{row.scope.value}:{row.target}", Entry(row.target or section, values)
    if isinstance(row, Proposal):
        return row.system, Entry(row.system, values)
    if isinstance(row, NonFunctionalAnswer):
        return f"{row.metric}:{row.system or ''}", Entry(row.metric, values)
    return section, Entry(section, values)


def _gap(entry: GapEntry) -> Entry:
    title: Text | str = entry.gap.title if entry.gap else entry.id
    values: dict[str, Any] = {"state": entry.state.value, "in_inventory": entry.gap is not None}
    if entry.gap:
        values |= {"rank": entry.gap.rank.value, "asked": entry.gap.asked.id, "system": entry.gap.system}
    # Until a question is sent its day is a proposal counted from the reference date; every month would change it.
    for name, day in (("due", entry.due if entry.asked_on else None), ("answered_on", entry.answered_on)):
        if day is not None:
            values[name] = day.isoformat()
    if entry.reply and not isinstance(entry.reply.answer, Unknown):
        values["answer"] = entry.reply.answer.value
    if entry.ruling:
        values["decision"] = entry.ruling.decision
    return Entry(title, values)


def _figures(analysis: Analysis) -> Iterator[tuple[str, Measure]]:
    status = analysis.status
    for measure in (status.step_rate, status.systems_migrated, status.areas_complete, analysis.completeness.overall):
        yield measure.name, measure
    for total in analysis.lockin.totals:
        yield total.name, total
    if analysis.lockin.openness:
        yield analysis.lockin.openness.ratio.name, analysis.lockin.openness.ratio


def _figure(measure: Measure) -> Entry:
    value = "unknown" if isinstance(measure.value, Unknown) else measure.value
    name = Text(f"measure.{measure.name}")
    return Entry(name, {"value": value, "known": measure.known, "total": measure.total})
