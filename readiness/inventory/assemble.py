"""Plain sections (from YAML files or from a workbook) → one inventory, with every problem of identity and reference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from readiness.inventory.build import build_record
from readiness.inventory.called import with_calls
from readiness.inventory.odd_ids import odd_ids
from readiness.inventory.references import Dangling, Names, resolve
from readiness.inventory.sections import DECISIONS, SECTIONS, Section
from readiness.inventory.window_days import window_findings
from readiness.model.decision import Decisions
from readiness.model.fields import ways
from readiness.model.finding import Finding, Severity, Subject, kind_of
from readiness.model.inventory import Inventory
from readiness.model.progress import Progress, ProgressScope
from readiness.model.ref import NOWHERE, Ref
from readiness.model.similar import similar
from readiness.model.text import text

Placed = tuple[Any, Ref]
Areas = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Assembled:
    """The inventory (None without a body) and what was wrong with ids, references and area names."""

    inventory: Inventory | None
    findings: tuple[Finding, ...]


def build_inventory(
    sections: Mapping[str, Iterable[Placed]], areas: Areas, decisions: Mapping[str, Placed] | None = None
) -> Assembled:
    """Build every section. `sections`: key → (plain mapping, place) per record; `areas`: every spelling → area key."""
    findings: list[Finding] = []
    built = {section.key: _build(section, sections.get(section.key, ())) for section in SECTIONS}
    named = {key: [_with_areas(record, areas, findings) for record in records] for key, records in built.items()}
    findings += (*window_findings(named["windows"]), *_duplicates(named))
    findings += (odd for records in named.values() for odd in odd_ids(r for r in records if hasattr(r, "id")))
    names = Names(named)
    resolved = with_calls({key: [_resolve(one, names, findings) for one in records] for key, records in named.items()})
    if not resolved["body"]:
        findings.append(_no_body())
        return Assembled(None, tuple(findings))
    values: dict[str, Any] = {section.key: resolved[section.key] for section in SECTIONS if section.many}
    single = (section.key for section in SECTIONS if not section.many)
    values |= {key: resolved[key][0] for key in single if resolved[key]}
    chosen = _decisions(decisions or {}, names, findings)
    return Assembled(Inventory(**values, decisions=chosen), tuple(findings))


def _build(section: Section, placed: Iterable[Placed]) -> list[Any]:
    records = (build_record(section.record, data, ref) for data, ref in placed)
    return [record for record in records if record is not None]


def _decisions(placed: Mapping[str, Placed], names: Names, findings: list[Finding]) -> Decisions:
    values: dict[str, Any] = {}
    for section in DECISIONS:
        if section.key not in placed:
            continue
        data, ref = placed[section.key]
        listed = data if isinstance(data, list | tuple) else ()
        rows = [(row, ref.child(i)) for i, row in enumerate(listed)] if section.many else [(data, ref)]
        records = tuple(_resolve(record, names, findings) for record in _build(section, rows))
        values[section.key] = records if section.many else next(iter(records), None)
    return Decisions(**values)


def _resolve(record: Any, names: Names, findings: list[Finding]) -> Any:
    fixed, dangling = resolve(record, names)
    findings.extend(_missing_reference(record, item) for item in dangling)
    return fixed


def _with_areas(record: Any, areas: Areas, findings: list[Finding]) -> Any:
    """Area names as users write them → area keys; an unknown one is reported and kept, so that it can be seen."""
    if isinstance(record, Progress) and record.scope is ProgressScope.AREA:
        return replace(record, target=_area(record.target, record.ref.child("target"), areas, findings))
    if "areas" in getattr(record, "__dataclass_fields__", ()):
        place: Ref = record.ref.child("areas")
        keys = tuple(_area(word, place.child(index), areas, findings) for index, word in enumerate(record.areas))
        return replace(record, areas=keys) if keys != record.areas else record
    return record


def _area(word: str, ref: Ref, areas: Areas, findings: list[Finding]) -> str:
    found = areas.get(word)
    if found is None and areas:
        near = similar(word, areas, least=0.4)
        findings.append(
            Finding(
                code="IN203",
                severity=Severity.ERROR,
                subject=Subject("area", word),
                message=text("input.unknown-area", word=word),
                remedy=text("input.did-you-mean", candidates=near) if near else text("input.unknown-area.remedy"),
                ref=ref,
                discriminator="/".join(map(str, ref.path)),
            )
        )
    return found or word


# Sections whose ids share one space, because a field may name a record of either (the two ends of an interface).
_SHARED = tuple(dict.fromkeys(f.refers for s in SECTIONS for way in ways(s.record) if len((f := way[-1]).refers) > 1))


def _duplicates(named: Mapping[str, list[Any]]) -> list[Finding]:
    found: list[Finding] = []
    alone = [(key,) for key in named if not any(key in space for space in _SHARED)]
    for space in (*alone, *_SHARED):
        seen: dict[str, Any] = {}
        for record in (record for key in space for record in named[key] if hasattr(record, "id")):
            first = seen.setdefault(record.id, record)
            if first is not record:
                found.append(_duplicate(record, first))
    return found


def _duplicate(record: Any, first: Any) -> Finding:
    return Finding(
        code="IN201",
        severity=Severity.FATAL,
        subject=Subject(kind_of(record), record.id),
        message=text("input.duplicate-id", word=record.id),
        remedy=text("input.duplicate-id.remedy"),
        ref=record.ref.child("id"),
        related=(first.ref.child("id"),),
        discriminator="/".join(map(str, record.ref.path)),
    )


def _missing_reference(record: Any, item: Dangling) -> Finding:
    near = similar(item.word, item.candidates)
    # What was adopted is no typing error: its system has left the ledger, or bears another ID there.
    code = "input.plan-without-system" if item.ref.path[:1] == ("plan",) else "input.missing-reference"
    named = {word.strip() for word in re.split("[、,，\n]", item.word)}
    several = len(named) > 1 and named <= set(item.candidates)  # a list, in a field that holds one
    remedy = text("input.one-only.remedy") if several else text(f"{code}.remedy")
    mistyped = bool(near) and not several and code == "input.missing-reference"
    return Finding(
        code="IN202",
        severity=Severity.ERROR,
        subject=Subject(kind_of(record), getattr(record, "id", "")),
        message=text(code, word=item.word, section=text(f"section.{item.sections[0]}")),
        remedy=text("input.did-you-mean", candidates=near) if mistyped else remedy,
        ref=item.ref,
        discriminator=f"{'/'.join(str(step) for step in item.ref.path[2:])}:{item.word}",
    )


def _no_body() -> Finding:
    return Finding(
        code="IN204",
        severity=Severity.FATAL,
        subject=Subject("body", ""),
        message=text("input.no-body"),
        remedy=text("input.no-body.remedy"),
        ref=NOWHERE,
    )
