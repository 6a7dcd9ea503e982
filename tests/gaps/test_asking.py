"""Whom to ask is a fact of the field: question list, books and letters go to the same parties."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from readiness.analysis.completeness import assess_completeness
from readiness.analysis.questions import ask
from readiness.app.reading import read_body, read_standard
from readiness.exchange.vendor_select import inquiries
from readiness.gaps.derive import derive
from readiness.gaps.register import build_register
from readiness.gaps.survey import Survey
from readiness.messages.catalogue import load_rule
from readiness.model.asset import EucAsset
from readiness.model.body import Body, Division
from readiness.model.contract import Contract, ContractKind
from readiness.model.finding import Subject
from readiness.model.gap import Gap, GapKind
from readiness.model.interface import Declaration, Interface, LinkMethod
from readiness.model.inventory import Inventory
from readiness.model.ref import Ref
from readiness.model.system import Charset, System, TransitionalMeasure
from readiness.model.vendor import Package, Vendor

ROOT = Path(__file__).resolve().parents[2]
TOWNS = ("inventories/midori-cho", "inventories/aozora-shi", "tests/towns/karamari-cho")
AS_OF = date(2026, 11, 2)


@cache
def town(name: str) -> Inventory:
    path = ROOT / name
    inventory = read_body(path, read_standard(path)).inventory
    assert inventory is not None
    return inventory


@pytest.mark.parametrize("name", TOWNS)
def test_list_and_books_ask_the_same_parties(name: str) -> None:
    inventory = town(name)
    as_of = inventory.body.as_of or AS_OF
    gaps = derive(inventory, as_of)
    unknown = {item.ref for item in assess_completeness(inventory).unknown}
    listed, booked = defaultdict(set), defaultdict(set)
    questions = ask(
        Survey(inventory=inventory, as_of=as_of),
        assess_completeness(inventory).unknown,
        build_register(gaps, ()),
        None,
    )
    for question in questions.items:
        for ref in question.refs:
            listed[ref].add(question.asked)
    for gap in gaps:
        if gap.kind is GapKind.UNCONFIRMED and gap.requirement.startswith("builtin:"):
            # A part of which nothing is known is one point for all its values.
            for ref in (ref for ref in unknown if ref == gap.ref or _inside(ref, gap.ref)):
                booked[ref].add(gap.asked)
    both = [ref for ref in booked if ref in listed]
    differing = {ref: (listed[ref], booked[ref]) for ref in both if listed[ref] != booked[ref]}
    assert not differing
    assert not [ref for ref in booked if ref not in listed], "a point of the books nobody finds in the list"
    assert len(both) > 50


def _inside(ref: Ref, outer: Ref) -> bool:
    points = ("code", "mj_edition", "gaiji_total", "table_owner")
    return (
        outer.path[-1:] == ("charset",)
        and ref.path[-1] in points
        and ref.file == outer.file
        and ref.path[:-1] == outer.path
    )


def points(inventory: Inventory) -> dict[str, list[Gap]]:
    found: dict[str, list[Gap]] = defaultdict(list)
    for gap in derive(inventory, AS_OF):
        found[gap.requirement.split(":")[1]].append(gap)
    return found


BASE = Inventory(
    body=Body(id="c"),
    divisions=(Division(id="jumin", areas=("resident_register",)), Division(id="keiyaku"), Division(id="soumu")),
    vendors=(Vendor(id="v"), Vendor(id="w")),
    systems=(System(id="a", areas=("resident_register",), vendor="v"), System(id="b", vendor="w")),
)


@pytest.mark.parametrize(
    ("at_body", "at_contract", "asked"),
    [
        (None, None, Subject("division", "jumin")),
        ("keiyaku", None, Subject("division", "keiyaku")),
        ("keiyaku", "soumu", Subject("division", "soumu")),
    ],
)
def test_clauses_of_a_contract_are_asked_of_whoever_keeps_it(
    at_body: str | None, at_contract: str | None, asked: Subject
) -> None:
    contract = Contract(id="k", vendor="v", systems=("a",), division=at_contract)
    found = points(replace(BASE, body=Body(id="c", contract_division=at_body), contracts=(contract,)))
    for clause in ("end", "notice_months", "data_return", "inquiry_clause"):
        assert [gap.asked for gap in found[f"contract.{clause}"]] == [asked], clause
    assert [gap.asked for gap in found["contract.extraction_fee"]] == [Subject("vendor", "v")]


def test_an_ended_contract_is_asked_nothing_and_a_printer_no_extraction_fee() -> None:
    ended = Contract(id="old", vendor="v", systems=("a",), end=date(2026, 3, 31))
    printing = Contract(id="print", vendor="w", systems=("a",), end=date(2030, 3, 31))
    shared = replace(printing, id="shared", kind=ContractKind.JOINT_USE)
    found = points(replace(BASE, contracts=(ended, printing, shared)))
    assert {gap.subject.id for key, gaps in found.items() if key.startswith("contract.") for gap in gaps} == {
        "print",
        "shared",
    }
    assert [gap.subject.id for gap in found["contract.extraction_fee"]] == ["shared"]


def test_an_interface_is_asked_at_both_ends_but_not_what_an_end_has_told() -> None:
    link = Interface(id="if-1", from_="a", to="b", from_says=Declaration(method=LinkMethod.FILE))
    found = points(replace(BASE, interfaces=(link,)))
    assert {gap.asked.id for gap in found["link.documented"]} == {"v", "w"}
    assert [gap.asked.id for gap in found["link.terms"]] == ["w"]
    one = replace(BASE, systems=tuple(replace(s, vendor="v") for s in BASE.systems), interfaces=(link,))
    assert [gap.asked.id for gap in points(one)["link.documented"]] == ["v"]


def test_who_keeps_a_record_is_asked_before_who_owns_the_system() -> None:
    query = EucAsset(id="q", system="a", division="soumu")
    link = Interface(id="if-1", from_="a", to="b", temporary=True, owner="keiyaku")
    found = points(replace(BASE, euc_assets=(query, replace(query, id="p", division="")), interfaces=(link,)))
    assert [(gap.subject.id, gap.asked.id) for gap in found["asset.euc"]] == [("p", "jumin"), ("q", "soumu")]
    assert [gap.asked.id for gap in found["link.removal"]] == ["keiyaku"]


@pytest.mark.parametrize(("until", "past"), [(AS_OF, 0), (date(2026, 11, 1), 1)])
def test_a_measure_runs_on_its_last_day(until: date, past: int) -> None:
    measure = TransitionalMeasure(function="帳票", until=until, filed=True)
    told = replace(BASE.systems[0], transitional_measures=(measure,))
    found = points(replace(BASE, systems=(told,)))
    assert len(found["transition.past"]) == past and not found["transition.until"] and not found["transition.filed"]


def test_a_part_of_which_nothing_is_known_is_one_point() -> None:
    found = points(BASE)
    assert [gap.ref.path[-1:] for gap in found["characters.all"]] == [("charset",), ("charset",)]
    assert "characters.code" not in found and "characters.mj_edition" not in found
    told = replace(BASE.systems[0], charset=Charset(code="UTF-8"))
    found = points(replace(BASE, systems=(told,)))
    assert not found["characters.all"]
    assert all(found[f"characters.{key}"] for key in ("mj_edition", "gaiji_total", "table_owner"))


def test_a_version_is_asked_of_the_vendor_of_each_system_that_runs_on_the_package() -> None:
    systems = tuple(replace(system, package="p") for system in BASE.systems)
    inventory = replace(BASE, systems=systems, packages=(Package(id="p", vendor="v"),))
    assert {(gap.system, gap.asked.id) for gap in points(inventory)["state.package"]} == {("a", "v"), ("b", "w")}


@pytest.mark.parametrize("name", TOWNS)
def test_no_letter_asks_a_vendor_what_stands_in_the_contract(name: str) -> None:
    inventory = town(name)
    register = build_register(derive(inventory, inventory.body.as_of or AS_OF), ())
    asked = [
        entry.gap.requirement.split(":")[1]
        for inquiry in inquiries(register, inventory, limit=None)
        for entry in inquiry.entries
        if entry.gap is not None and entry.gap.requirement.startswith("builtin:contract.")
    ]
    assert set(asked) <= {"contract.extraction_fee"}


@pytest.mark.parametrize("code", ["CT103", "CT106", "CT107", "CT112"])
def test_no_finding_sends_the_body_to_a_vendor_for_its_own_contract(code: str) -> None:
    remedy = str(load_rule(code)["remedy"]["ja"])
    assert "事業者に" not in remedy, "what stands in a contract is asked of 契約担当"
