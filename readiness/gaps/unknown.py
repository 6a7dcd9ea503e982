"""A point for every value somebody has to find out: one loop over all records, asked as their fields say (未確認)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from typing import Any, cast

from readiness.gaps.asking import asked_party, booked, rank_of
from readiness.gaps.spots import Spot, spots
from readiness.gaps.survey import Survey
from readiness.model.asset import Device, EucAsset, Form
from readiness.model.conformance import CommonFunctions
from readiness.model.contract import Contract
from readiness.model.fields import FieldFacts, Step, facts, walk, ways
from readiness.model.gap import Gap
from readiness.model.interface import TERMS, Interface
from readiness.model.ref import Ref
from readiness.model.text import Text, text
from readiness.model.unknown import UNKNOWN, known
from readiness.model.vendor import Package, Vendor


def unknown_values(survey: Survey) -> Iterator[Gap]:
    """Every unknown value that is a point of the question books, of whomever the field says knows it."""
    for record in (*survey.inventory.records(), survey.inventory.common_functions):
        if not _asked_about(cast(Hashable, type(record))):
            continue
        steps = tuple(walk(record))
        for spot in spots(survey, record):
            yield from _points(survey, spot, steps)


Params = dict[str, Any]


@cache
def _asked_about(record: type) -> bool:
    return any(fact.asks is not None and fact.asks.key for way in ways(record) for fact in way)


def _points(survey: Survey, spot: Spot, steps: tuple[Step, ...]) -> Iterator[Gap]:
    asked = [step for step in steps if booked(survey, step.fact, spot)]
    whole: list[FieldFacts] = []
    for step in asked:
        part = step.within[-1] if step.within else None
        if part in whole or not _open(step):
            continue
        # A part of which nothing is known is asked for as a whole.
        if part is not None and part.kind == "part" and booked(survey, part, spot):
            inner = [other for other in asked if other.within == step.within]
            if all(_open(other) for other in inner):
                whole.append(part)
                yield _gap(survey, spot, part, _place(step), {})
                continue
        yield _gap(survey, spot, step.fact, step.ref, _params(spot, step), stated=_stated(step))


def _open(step: Step) -> bool:
    absent = step.fact.asks is not None and step.fact.asks.absent
    return step.value is UNKNOWN or (absent and (step.value is None or step.value == ()))


def _place(step: Step) -> Ref:
    return Ref(step.ref.file, step.ref.path[:-1])


def _asked_of(step: Step) -> FieldFacts | None:
    """The field that tells one part of a list from the others: its required text."""
    if not step.within or step.within[-1].kind != "parts":
        return None
    own = facts(cast(Hashable, type(step.holder)))
    return next(fact for fact in own if fact.required and fact.kind == "text")


def _stated(step: Step) -> str:
    field = _asked_of(step)
    return str(getattr(step.holder, field.name)) if field else ""


def _gap(survey: Survey, spot: Spot, fact: FieldFacts, ref: Ref, params: Params, stated: str = "") -> Gap:
    asks = fact.asks
    if asks is None or asks.key is None:
        raise ValueError(f"nobody is asked for {fact.owner}.{fact.key}")
    return survey.gap(
        asks.key,
        rank_of(fact, spot),
        asked_party(survey, asks.knows, spot),
        spot.subject,
        system=spot.system,
        discriminator=stated or spot.discriminator,
        areas=spot.areas,
        counterpart=spot.counterpart,
        counterpart_areas=spot.counterpart_areas,
        basis=asks.basis,
        ref=ref,
        **params,
    )


_NAMED: Mapping[type, str] = {Contract: "contract", Form: "form", EucAsset: "query", Device: "device"}


def _params(spot: Spot, step: Step) -> Params:
    """What the words of a point name beside the system."""
    record, field = spot.record, _asked_of(step)
    found: Params = {}
    if isinstance(record, Vendor | Package) and step.fact.key == "service_end":
        found = {"name": record.label, "notice": record.withdrawal_notice}
    elif type(record) in _NAMED:
        found = {_NAMED[type(record)]: record.label}
    elif isinstance(record, CommonFunctions):
        found = {"count": None}
    elif isinstance(record, Interface):
        found = link_params(spot, _missing(spot) if step.fact.key == "method" else ())
        if step.fact.key == "remove_by":  # the division's own matter, whichever end it is
            found = {name: found[name] for name in ("interface", "data")}
    elif field is not None:
        found = {field.key: _stated(step)}
    elif step.dotted == "customisation.documented":
        found = {"count": step.holder.count}
    return found


def link_params(spot: Spot, items: tuple[str, ...]) -> Params:
    """What the words about one end of an interface name."""
    words = tuple(text(f"gap.link.item.{item}") for item in items)
    side = spot.system.label if spot.system else ""
    return {"interface": spot.record.id, "data": carried(spot.record), "items": words, "side": side}


def carried(interface: Interface) -> str | Text:
    """What is exchanged, in words, else the name of the interface; some ledgers only name the other system."""
    return interface.data or interface.name or text("gap.link.no-data")


def _missing(spot: Spot) -> tuple[str, ...]:
    return tuple(
        item
        for item in TERMS
        if not known(getattr(spot.record, item)) and not (spot.says is not None and known(getattr(spot.says, item)))
    )
