"""What can hold no mark of its own (yes or no, a word of a list, a small count, a day), for every reader.

Two bodies that differ in nothing but such fields look the same, byte for byte, to a reader who may not see the fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from readiness.analysis.analyze import Analysis, analyze
from readiness.inventory.sections import DECISIONS, SECTIONS
from readiness.model.audience import ALLOWED, Audience
from readiness.model.facts import strictest
from readiness.model.fields import FieldFacts, facts
from readiness.model.inventory import Inventory
from readiness.model.plan import Effort
from readiness.model.record import Secrecy
from readiness.model.unknown import UNKNOWN
from readiness.planning.settings import SolveSettings
from readiness.report.outputs import render_outputs
from tests.report.test_audience import OTHERS, YEN, scene

LITTLE = SolveSettings(effort=Effort.QUICK, units=0.01, strategies=False, robustness=False)
# What an analysis cannot do without, or what the planner takes for an order to place moves by: kept as it is.
KEPT = frozenset({"Window.from", "Window.to", "PlanningSettings.dates"})
# `code` and the like have a form that a mark would break (`test_audience.FORMED`).
CODES = frozenset({"Charset.code", "SoftwareItem.code"})


def first(fact: FieldFacts) -> Any:
    """A value for a field that nobody has told."""
    if fact.kind == "word":
        return next(iter(fact.target))
    return {"boolean": True, "integer": 3, "number": 3.0, "date": date(2027, 6, 1)}.get(fact.kind)


def other(fact: FieldFacts, value: Any) -> Any:
    """Another value that the field may have; the same where there is none."""
    if fact.kind == "boolean":
        return not value
    if fact.kind == "word":
        words = list(fact.target)
        return words[(words.index(value) + 1) % len(words)]
    if fact.kind == "integer" and YEN.search(fact.key):
        return value + 1_000_000  # seen where amounts are told in thousands
    if fact.kind in ("integer", "number"):
        return value + 1
    if fact.kind == "date":
        return value + timedelta(days=1)
    return f"{value}2" if f"{fact.owner}.{fact.key}" in CODES else value


class Pair:
    """Records twice: as they are (with a value where nobody has told one), and with every hidden field changed."""

    def __init__(self, hidden: frozenset[Secrecy]) -> None:
        self.hidden = hidden
        self.fields: dict[str, str] = {}

    def of(self, record: Any, outer: tuple[Secrecy, ...] = ()) -> tuple[Any, Any]:
        """The record and its twin."""
        ours: dict[str, Any] = {}
        theirs: dict[str, Any] = {}
        for fact in facts(type(record)):
            value, own = getattr(record, fact.name), (*outer, fact.secrecy)
            name = f"{fact.owner}.{fact.key}"
            if fact.kind == "part" and value is not None and value is not UNKNOWN:
                ours[fact.name], theirs[fact.name] = self.of(value, own)
            elif fact.kind == "parts":
                twins = [self.of(item, own) for item in value]
                ours[fact.name], theirs[fact.name] = (tuple(two[side] for two in twins) for side in (0, 1))
            elif strictest(*own) in self.hidden and fact.key != "id" and not fact.refers and name not in KEPT:
                told = first(fact) if value in (UNKNOWN, None) else value
                changed = other(fact, told) if told is not None else None
                if told is not None and changed != told:
                    self.fields[name] = fact.kind
                    ours[fact.name], theirs[fact.name] = told, changed
        return replace(record, **ours), replace(record, **theirs)

    def inventories(self, inventory: Inventory) -> tuple[Inventory, Inventory]:
        """The inventory and its twin, decisions included."""
        whole: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
        for sections, source in ((SECTIONS, inventory), (DECISIONS, inventory.decisions)):
            for section in sections:
                if section.key == "releases" or not hasattr(source, section.key):
                    continue
                value = getattr(source, section.key)
                twins = [self.of(record) for record in (value if section.many else (value,)) if record is not None]
                for side in (0, 1):
                    told = tuple(two[side] for two in twins)
                    whole[side][section.key] = told if section.many else next(iter(told), None)
        made = []
        for side in whole:
            own = {section.key: side[section.key] for section in SECTIONS}
            decided = {section.key: side[section.key] for section in DECISIONS if section.key in side}
            made.append(replace(inventory, **own, decisions=replace(inventory.decisions, **decided)))
        return made[0], made[1]


@cache
def twins(hidden: frozenset[Secrecy]) -> tuple[Analysis, Analysis, dict[str, str]]:
    analysis, _, _ = scene()
    pair = Pair(hidden)
    inventories = pair.inventories(analysis.inputs.inventory)
    ours, theirs = (analyze(replace(analysis.inputs, inventory=one), LITTLE) for one in inventories)
    return ours, theirs, pair.fields


def outputs(analysis: Analysis, reader: Audience) -> Iterator[tuple[str, bytes]]:
    """What the reader gets; letters are to one vendor about what is its own."""
    _, _, options = scene()
    for name, content in render_outputs(analysis, replace(options, audience=reader.ja)):
        if "shoukai" not in name:
            yield name, content


@pytest.mark.parametrize("reader", OTHERS)
def test_bodies_that_differ_in_what_a_reader_may_not_see_look_the_same_to_it(reader: Audience) -> None:
    ours, theirs, fields = twins(frozenset(Secrecy) - ALLOWED[reader])
    assert fields
    assert dict(outputs(ours, reader)) == dict(outputs(theirs, reader))


def test_the_twins_differ_in_every_kind_of_field_and_inside_the_body_it_is_seen() -> None:
    ours, theirs, fields = twins(frozenset(Secrecy) - ALLOWED[Audience.PUBLIC])
    assert set(fields.values()) >= {"boolean", "word", "integer", "number", "date"}
    assert len(fields) > 200
    assert {"Contract.auto_renew", "Contract.kind", "Form.yearly_volume", "Charset.code"} <= fields.keys()
    one, two = (dict(outputs(analysis, Audience.INTERNAL)) for analysis in (ours, theirs))
    assert one["index.html"] != two["index.html"]
