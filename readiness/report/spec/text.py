"""Lines of `spec list`, `spec show` and `spec import`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from readiness.messages.catalogue import Catalogue
from readiness.model.standard.area import Area, EditionOf, Fact, FactKind, Unit
from readiness.model.standard.change import ChangeKind
from readiness.model.standard.confidence import Confidence, Source
from readiness.model.standard.edition import Edition, EditionHead
from readiness.model.standard.standard import Standard
from readiness.model.unknown import UNKNOWN
from readiness.report.spec.windows import window_lines
from readiness.sources.width import display_width as width
from readiness.sources.width import pad
from readiness.standard.age import aged, seen_day
from readiness.standard.compiled import compile_edition
from readiness.standard.editions import newer
from readiness.standard.list_json import ListChange
from readiness.standard.views import SpecImport, UnitView

_SHOWN_NAMES = 12
_SHOWN_BODIES = 20


def standard_lines(standard: Standard, words: Catalogue, as_of: date | None = None) -> Iterator[str]:
    """Areas with units and the editions seen of them, the imported editions, then every source.

    With `as_of`, how many months ago each source was last seen.
    """
    yield words.get("spec.list.areas", count=len(standard.areas))
    heads = (words.get(f"spec.list.{head}") for head in ("area", "units"))
    kinds = (words.get(f"report.editions.{of.value}") for of in EditionOf)
    rows = [("", *heads, *kinds)]
    rows += [
        (
            f"{area.number}",
            _name(area, words),
            " ".join((*area.units, *(f"({unit})" for unit in area.shared_units))),
            *(seen_words(area, of, words) for of in EditionOf),
        )
        for area in standard.areas
    ]
    wide = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(pad(text, size) for text, size in zip(row, wide, strict=True)).rstrip()
    yield words.get("spec.list.editions", count=len(standard.editions))
    if not standard.editions:
        yield "  " + words.get("spec.list.no-editions")
    for head in standard.editions:
        yield f"  {edition_words(head, words, standard.editions)}"
    yield words.get("spec.list.sources", count=len(standard.sources))
    old = {source.key for source in aged(standard, as_of)} if as_of else set()
    for source in standard.sources.values():
        yield "  " + words.get(
            "spec.list.source",
            title=source.title,
            key=source.key,
            date=source.date or UNKNOWN,
            seen=source.seen or UNKNOWN,
            age=words.get("spec.list.months", count=_months(source, as_of)) if as_of else "",
            old=words.get("spec.list.old") if source.key in old else "",
        )
        if source.replace:
            yield "      " + words.get("spec.list.replace", kind=words.get(f"spec.kind.{source.replace}"))


def _months(source: Source, as_of: date) -> int:
    """Whole months since a source was last seen."""
    day = seen_day(source)
    return 0 if day is None else max(0, (as_of.year - day.year) * 12 + as_of.month - day.month)


def unit_lines(view: UnitView, words: Catalogue) -> Iterator[str]:
    """A unit: its place, the facts of its area with their confidence, the editions."""
    unit = view.unit
    yield f"{unit.id}  {unit.name if words.language == 'ja' else unit.name_en}"
    if view.area is not None:
        yield f"  {words.get('spec.show.area')}: {_name(view.area, words)} ({view.area.ministry})"
        yield f"  {words.get('spec.show.law')}: {view.area.law.name} [{_sure(view.area.law.confidence, words)}]"
        yield f"  {words.get('spec.show.spec')}: {view.area.spec.title}"
        for of in EditionOf:
            yield f"    {words.get(f'report.editions.{of.value}')}: {seen_words(view.area, of, words)}"
    else:
        yield f"  {words.get('spec.show.placement')}: {_shared(unit, view.standard, words)}"
    for note in filter(None, (unit.note, view.area.note if view.area else None)):
        yield f"  {words.get('spec.show.note')}: {note}"
    owner = view.area.key if view.area else unit.node
    for line in _fact_lines(view.standard.facts(owner) if owner else (), words):
        yield f"  {line}"
    yield from (f"  {line}" for line in window_lines(view, words))
    yield f"  {words.get('spec.show.editions')}:"
    if not view.editions:
        yield f"    {words.get('spec.list.no-editions')}"
    for head in view.editions:
        yield f"    {edition_words(head, words, view.editions)}"
    if view.edition is not None:
        yield from (f"    {line}" for line in _type_lines(view.edition, view, words))


def import_lines(item: SpecImport, words: Catalogue, areas: Mapping[str, str]) -> Iterator[str]:
    """What became of one file, and what a newer copy changed; `areas` are names by key."""
    kind = words.get(f"spec.kind.{item.imported.kind.value}")
    yield words.get(
        f"spec.import.{item.state}",
        file=item.imported.file,
        kind=kind,
        count=item.imported.count,
        path=item.path.as_posix(),
    )
    if item.edition_change is not None:
        for change in ChangeKind:
            found = item.edition_change.of(change)
            if found:
                names = tuple(one.id for one in found[:_SHOWN_NAMES])
                more = "…" if len(found) > _SHOWN_NAMES else ""
                yield f"  {words.get(f'spec.change.{change.value}')} {len(found)}: {words.join(names)}{more}"
    if item.list_change is not None:
        change_ = item.list_change
        yield "  " + words.get(
            "spec.import.rows", added=change_.added, removed=change_.removed, changed=change_.changed
        )
        if change_.bodies:
            yield from _body_lines(change_, words, areas)
        elif change_.names:
            yield f"  {words.join(change_.names[:_SHOWN_NAMES])}"


def _body_lines(change: ListChange, words: Catalogue, areas: Mapping[str, str]) -> Iterator[str]:
    """Which bodies and areas changed: how many of each area, then body by body, the first of them."""
    moved = Counter(area for body in change.bodies for area, _, _ in body.areas)
    yield "  " + words.get("spec.import.bodies", count=len(change.bodies), before=change.before or UNKNOWN)
    yield "  " + words.join([f"{areas.get(area, area)} {count:,}" for area, count in moved.most_common()])
    for body in change.bodies[:_SHOWN_BODIES]:
        stated = [
            f"{areas.get(area, area)} {_share(old, change.kind, words)}→{_share(new, change.kind, words)}"
            for area, old, new in body.areas
        ]
        yield f"    {body.name}: {words.join(stated)}"
    if len(change.bodies) > _SHOWN_BODIES:
        yield "    " + words.get("spec.import.more", count=len(change.bodies) - _SHOWN_BODIES)


def _share(value: float | None, kind: str, words: Catalogue) -> str:
    if value is None:
        return words.get("spec.import.none")
    return words.get("spec.import.listed") if kind == "designated" else f"{100 * value:.1f}%"


def schema_text(view: UnitView) -> str:
    """The compiled schema of the view's edition; it must have one."""
    if view.edition is None:
        raise ValueError(view.unit.id)
    return json.dumps(compile_edition(view.edition, view.scope), ensure_ascii=False, indent=1) + "\n"


def seen_words(area: Area, of: EditionOf, words: Catalogue) -> str:
    """`6.1(2026-03-25、二次資料: …)`: every edition seen of one of the two, with who says so."""
    stated = [
        words.get(
            "report.editions.seen",
            version=seen.version or "",
            date=seen.date or words.get("report.editions.no-date"),
            sure=_sure(seen.confidence, words),
            sources=seen.source,
        )
        for seen in area.versions(of)
    ]
    return " / ".join(stated) or ("―" if of is EditionOf.UNCLEAR else words.get("common.unknown"))


def edition_words(head: EditionHead, words: Catalogue, others: Iterable[EditionHead] = ()) -> str:
    """An edition on one line; of the `others`, the one that takes its place."""
    after = newer(others, head)
    line = words.get(
        "spec.edition",
        id=head.id,
        authority=words.get(f"word.Authority.{head.authority.value}"),
        kind=words.get(f"spec.kind.{head.kind.value}"),
        count=head.count,
        published=head.published or UNKNOWN,
        applies=head.applies or UNKNOWN,
        file=head.source.name,
        sha=head.source.sha256[:12],
    )
    return words.get("spec.edition.newer", edition=line, newer=after.version) if after else line


def _fact_lines(facts: tuple[Fact, ...], words: Catalogue) -> Iterator[str]:
    for kind in FactKind:
        groups: dict[Confidence, list[str]] = {}
        for fact in facts:
            if fact.kind is kind:
                groups.setdefault(fact.confidence, []).append(" ".join(filter(None, (fact.id, fact.name))))
        for confidence, names in groups.items():
            yield f"{words.get(f'spec.fact.{kind.value}')} [{_sure(confidence, words)}]: {words.join(names)}"


def _type_lines(edition: Edition, view: UnitView, words: Catalogue) -> Iterator[str]:
    rows = [row for row in edition.requirements if row.unit == view.unit.id]
    counted = Counter(row.type_for(view.scope) for row in rows)
    for kind, count in sorted(counted.items(), key=lambda item: item[0].value if item[0] else "~"):
        name = words.get(f"spec.type.{kind.value}") if kind else words.get("common.unknown")
        yield f"{words.get(f'spec.scope.{view.scope.value}')} {name}: {count}"


def _name(area: Area, words: Catalogue) -> str:
    return area.name if words.language == "ja" else area.name_en


def _shared(unit: Unit, standard: Standard, words: Catalogue) -> str:
    names = tuple(_name(standard.area_by_key[key], words) for key in unit.shared_by)
    placed = words.get(f"spec.placement.{unit.placement.value}")
    return f"{placed} ({words.join(names)})" if names else placed


def _sure(confidence: Confidence, words: Catalogue) -> str:
    return words.get(f"confidence.{confidence.value}")
