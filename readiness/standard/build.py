"""From plain data to the values of the model: one function per part, in the shape of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from readiness.model.body import BodyClass
from readiness.model.record import Maybe
from readiness.model.standard.applicability import ApplicabilityRule, Outcome
from readiness.model.standard.area import (
    Area,
    AreaKind,
    EditionOf,
    Fact,
    FactKind,
    Law,
    Node,
    Placement,
    SpecVersion,
    Unit,
)
from readiness.model.standard.assumption import AssumedValue, Assumption
from readiness.model.standard.confidence import Confidence, Source
from readiness.model.standard.edition import EditionFact
from readiness.model.standard.flow import Flow
from readiness.model.standard.party import OutsideParty
from readiness.model.standard.procedure import Phase, Procedure, Step, StepScope
from readiness.model.standard.requirement import RequirementType
from readiness.model.unknown import UNKNOWN, UNKNOWN_WORDS

Data = Mapping[str, Any]


def area(data: Data) -> Area:
    """One file of `areas/`."""
    return Area(
        key=data["key"],
        number=data["number"],
        kind=AreaKind.of(data["kind"]),
        name=data["name"],
        name_en=data["name_en"],
        aliases=tuple(data.get("aliases", ())),
        ministry=data["ministry"],
        law=Law(name=data["law"]["name"], **_evidence(data["law"])),
        units=tuple(data["units"]),
        shared_units=tuple(data.get("shared_units", ())),
        spec=spec_version(data["spec"]),
        spec_seen=tuple(spec_version(seen) for seen in data.get("spec_seen", ())),
        note=data.get("note"),
    )


def spec_version(data: Data) -> SpecVersion:
    """The `spec` of an area, or one of `spec_seen`."""
    return SpecVersion(
        title=data.get("title", ""),
        version=data.get("version"),
        date=data.get("date"),
        of=EditionOf.of(data.get("of", "unclear")),
        note=data.get("note"),
        **_evidence(data),
    )


def node(data: Data) -> Node:
    """One file of `nodes/`."""
    return Node(key=data["key"], name=data["name"], name_en=data["name_en"], units=tuple(data["units"]))


def facts(owner: str, data: Data) -> Iterator[Fact]:
    """The `facts` of an area or node: groups that share confidence and source, flattened."""
    for kind in FactKind:
        for group in data.get(kind.value, ()):
            shared = _evidence(group)
            for item in group["items"]:
                yield _fact(owner, kind, item if isinstance(item, Mapping) else {"name": item}, shared)


def _fact(owner: str, kind: FactKind, item: Data, shared: dict[str, Any]) -> Fact:
    return Fact(
        owner=owner,
        kind=kind,
        name=item["name"],
        id=item.get("id"),
        section=item.get("section"),
        data=item.get("data"),
        types=tuple(RequirementType.of(word) for word in item.get("types", ())),
        note=item.get("note"),
        **shared,
    )


def units(data: Data) -> Iterator[Unit]:
    """`units.yaml`: confidence and source of the file hold unless a unit says otherwise."""
    for item in data["units"]:
        yield Unit(
            id=item["id"],
            name=item["name"],
            name_en=item["name_en"],
            area=item.get("area"),
            placement=Placement.of(item["placement"]),
            node=item.get("node"),
            shared_by=tuple(item.get("shared_by", ())),
            note=item.get("note"),
            **_evidence({"confidence": data["confidence"], "source": data["source"], **item}),
        )


def links(data: Data) -> Iterator[Flow]:
    """`links.yaml`: the source of a flow is its own, else that of its confidence."""
    shared = data.get("sources_by_confidence", {})
    for item in data["links"]:
        yield Flow(
            from_=item["from"],
            to=item["to"],
            data=item["data"],
            data_en=item.get("data_en", item["data"]),
            confidence=Confidence.of(item["confidence"]),
            source=tuple(item.get("source", shared.get(item["confidence"], ()))),
        )


def procedure(data: Data) -> Procedure:
    """`procedure.yaml`."""
    return Procedure(steps=tuple(_step(item) for item in data["steps"]))


def _step(item: Data) -> Step:
    return Step(
        number=item["number"],
        code=item["code"],
        label=item["label"],
        label_en=item.get("label_en", item["label"]),
        phase=Phase.of(item["phase"]),
        scope=StepScope.of(item["scope"]),
        usually_after=tuple(item.get("usually_after", ())),
    )


def assumptions(data: Data, pack: str) -> Iterator[Assumption]:
    """`assumptions.yaml` of one layer."""
    for item in data["assumptions"]:
        yield Assumption(
            key=item["key"],
            value=_assumed(item["value"]),
            unit=item["unit"],
            low=item.get("low"),
            high=item.get("high"),
            reason=item["reason"],
            reason_en=item.get("reason_en", ""),
            areas=tuple(item.get("areas", ())),
            choices=tuple(item.get("choices", ())),
            pack=pack,
            **_evidence({"source": data.get("source", ()), **item}),
        )


def _assumed(value: int | float | str) -> Maybe[AssumedValue]:
    if not isinstance(value, str):
        return value
    if value in UNKNOWN_WORDS:
        return UNKNOWN
    return date.fromisoformat(value) if value[:1].isdigit() else value


def applicability(data: Data) -> Iterator[ApplicabilityRule]:
    """`applicability.yaml`."""
    for item in data["rules"]:
        yield ApplicabilityRule(
            id=item["id"],
            classes=tuple(BodyClass.of(word) for word in item["classes"]),
            only=tuple(item.get("only", ())),
            areas=tuple(item.get("areas", ())),
            welfare_office=item.get("welfare_office"),
            outcome=Outcome.of(item["outcome"]),
            operator=item.get("operator"),
            reason=item["reason"],
            reason_en=item["reason_en"],
            **_evidence(item),
        )


def parties(data: Data) -> Iterator[OutsideParty]:
    """`parties.yaml`."""
    for item in data["parties"]:
        yield OutsideParty(
            key=item["key"],
            name=item["name"],
            name_en=item["name_en"],
            areas=tuple(item["areas"]),
            words=tuple(item["words"]),
            not_words=tuple(item.get("not_words", ())),
            **_evidence(item),
        )


def edition_facts(data: Data) -> Iterator[EditionFact]:
    """`editions.yaml`."""
    for item in data["facts"]:
        yield EditionFact(
            key=item["key"],
            areas=tuple(item["areas"]),
            date=date.fromisoformat(item["date"]) if "date" in item else None,
            months=item.get("months"),
            statement=item["statement"],
            statement_en=item["statement_en"],
            **_evidence(item),
        )


def sources(data: Data) -> Iterator[Source]:
    """`sources.yaml`."""
    for key, item in data["sources"].items():
        stated = {name: item.get(name) for name in ("date", "seen", "replace")}
        yield Source(key=key, title=item["title"], kind=item["kind"], **stated)


def _evidence(data: Data) -> dict[str, Any]:
    return {"confidence": Confidence.of(data["confidence"]), "source": _keys(data.get("source", ()))}


def _keys(source: Iterable[str]) -> tuple[str, ...]:
    return tuple(source)
