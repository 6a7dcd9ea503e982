"""A body that keeps none of the records of papers and walls, or of their fields, is asked nothing more than before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from readiness.analysis.analyze import analyze
from readiness.analysis.completeness import assess_completeness
from readiness.app.body import open_body
from readiness.gaps.derive import derive
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.model.finding import Severity
from readiness.model.inventory import Inventory
from readiness.model.record import Record
from readiness.planning.settings import FAST
from readiness.rules.context import Context
from readiness.rules.engine import run_rules
from readiness.rules.rule import kind_of

ROOT = Path(__file__).parents[2]
BODIES = ("midori-cho", "aozora-shi")
RECORDS = (
    *("budget_items", "grants", "debt_burdens", "decision_items", "letters", "estimate_checks", "peers"),
    *("assembly_notes", "procedures", "indicators", "rehearsals", "go_decisions", "team", "trainings"),
    "handover_notes",
)
FIELDS = {
    "body": ("head_title", "issuer_title", "address", "reply_to", "budget", "assembly_dates"),
    "contracts": ("account", "budget_item"),
    "quotes": ("low", "high", "requested_on", "reply_due", "budget_item", "payable", "part", "adopted"),
    "cost_lines": ("vendor", "contract", "quote", "quantity", "unit_price", "exchange_rate", "shared_by"),
    "vendors": ("address", "withdrawal_notice", "service_end"),
    "operating_bodies": ("vendor",),
    "interfaces": (),
}


@cache
def inputs(body: str) -> Any:
    found = open_body(ROOT / "inventories" / body).inputs
    assert found is not None
    return found


def bare(record: Record, names: tuple[str, ...]) -> Record:
    """A record as it is read where none of these fields was written."""
    default = {one.name: one.default for one in fields(record)}
    return replace(record, **{name: default[name] for name in names if name in default})


def without(inventory: Inventory, key: str, names: tuple[str, ...] = ()) -> Inventory:
    """An inventory without the records of a section, or without some of its fields."""
    if not names:
        return replace(inventory, **{key: ()})
    if key == "body":
        return replace(inventory, body=bare(inventory.body, names))
    return replace(inventory, **{key: tuple(bare(record, names) for record in getattr(inventory, key))})


def every_removal(inventory: Inventory) -> Iterator[tuple[str, Inventory]]:
    for key in RECORDS:
        assert key in SECTION_BY_KEY, key
        yield key, without(inventory, key)
    for key, names in FIELDS.items():
        for name in names:
            yield f"{key}.{name}", without(inventory, key, (name,))


def nothing_of_it(inventory: Inventory) -> Inventory:
    for key in RECORDS:
        inventory = without(inventory, key)
    for key, names in FIELDS.items():
        if names:
            inventory = without(inventory, key, names)
    return inventory


def unknown(inventory: Inventory) -> set[tuple[str, str, str]]:
    return {(one.kind, one.record, one.field) for one in assess_completeness(inventory).unknown}


def asked(body: str, inventory: Inventory) -> tuple[set[str], set[tuple[str, str]]]:
    """Points of the question books, and findings that ask, without those the plan is needed for."""
    given = inputs(body)
    gaps = {gap.id for gap in derive(inventory, given.as_of, characters=given.standard.characters)}
    context = Context(inventory=inventory, standard=given.standard, as_of=given.as_of)
    found = {(one.code, one.subject.id) for one in run_rules(context) if one.severity is Severity.QUESTION}
    return gaps, found


@pytest.mark.parametrize("body", BODIES)
def test_no_single_record_or_field_that_is_missing_is_asked_for(body: str) -> None:
    whole = inputs(body).inventory
    before = unknown(whole)
    removed = dict(every_removal(whole))
    assert len(removed) > 35
    for what, inventory in removed.items():
        assert unknown(inventory) <= before, what


@pytest.mark.parametrize("body", BODIES)
def test_of_all_of_it_nothing_is_asked_for(body: str) -> None:
    whole = inputs(body).inventory
    empty = nothing_of_it(whole)
    gone = {kind_of(record) for key in RECORDS for record in getattr(whole, key)}
    assert gone and not {one.kind for one in assess_completeness(empty).unknown} & gone
    gaps, found = asked(body, whole)
    less, left = asked(body, empty)
    assert less <= gaps
    assert left <= found


@pytest.mark.long
@pytest.mark.parametrize("body", BODIES)
def test_the_whole_analysis_without_any_of_it_asks_no_more(body: str) -> None:
    given = inputs(body)
    whole = analyze(given, FAST)
    empty = analyze(replace(given, inventory=nothing_of_it(given.inventory)), FAST)
    names = {name for names in FIELDS.values() for name in names} - {"vendor", "contract", "account"}
    for question in empty.questions.items:
        assert question.name not in names, question
    assert {one.kind for one in empty.questions.items} <= {one.kind for one in whole.questions.items}
    assert len(empty.questions.items) <= len(whole.questions.items) + 2
