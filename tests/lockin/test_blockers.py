"""Each evidence rule: what makes it apply, what clears it, and that silence is never «fine»."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readiness.graph.build import build_graph
from readiness.lockin.assess import assess_lockin
from readiness.lockin.blockers import CODES
from readiness.messages.catalogue import Catalogue
from readiness.model.asset import Form
from readiness.model.contract import (
    ContractKind,
    Milestone,
    MilestoneKind,
    Procurement,
    ProcurementMethod,
    RightsHolder,
)
from readiness.model.inventory import Inventory
from readiness.model.lockin.matters import Matter, MatterStatus
from readiness.model.money import CostItem, Quote
from readiness.model.system import Charset, Conformance, Customisation, Tie, TieKind, TransitionalMeasure
from readiness.model.unknown import UNKNOWN
from tests import builders as b

AS_OF = date(2026, 11, 23)
CUTOVER = date(2028, 1, 4)


def town(system: dict[str, Any] | None = None, contract: dict[str, Any] | None = None, **more: Any) -> Inventory:
    """One system with one contract of its vendor."""
    fields = {"vendor": "v", "planned_date": CUTOVER, **(system or {})}
    contracts = (b.contract("c", vendor="v", systems=("s",), **contract),) if contract is not None else ()
    return b.inventory(systems=(b.system("s", **fields),), contracts=contracts, vendors=(b.vendor("v"),), **more)


def matter(inventory: Inventory, code: str) -> Matter:
    graph = build_graph(inventory)
    found = {m.code: m for m in assess_lockin(inventory, graph, as_of=AS_OF).by_system["s"].matters}
    assert tuple(found) == CODES
    return found[code]


A, C, U = MatterStatus.APPLIES, MatterStatus.CLEAR, MatterStatus.UNKNOWN
EARLY = {"end": date(2027, 9, 30), "notice_months": 3, "auto_renew": False}
FITS = {"end": date(2028, 1, 31), "notice_months": 3, "auto_renew": False}


@pytest.mark.parametrize(
    ("code", "system", "contract", "expected"),
    [
        ("data_return", {}, {"data_return": False}, A),
        ("data_return", {}, {"data_return": True}, C),
        ("data_return", {}, {}, U),
        ("data_return", {}, None, U),
        ("layout_held", {"layout_held": False}, None, A),
        ("layout_held", {"layout_held": True}, None, C),
        ("layout_held", {}, None, U),
        ("extraction_fee", {}, {"extraction_fee": 0}, C),
        ("extraction_fee", {}, {}, U),
        ("rights", {}, {"rights": RightsHolder.VENDOR}, A),
        ("rights", {}, {"rights": RightsHolder.SHARED}, C),
        ("rights", {}, {}, U),
        ("contract_term", {}, EARLY, A),
        ("contract_term", {}, FITS, C),
        ("contract_term", {}, {**FITS, "end": date(2031, 3, 31)}, A),
        ("contract_term", {}, {**FITS, "end": date(2026, 3, 31)}, A),
        ("contract_term", {}, {"end": date(2028, 1, 31)}, U),
        ("contract_term", {}, {}, U),
        ("contract_term", {"planned_date": None}, FITS, U),
        ("contract_term", {"planned_date": None, "migrated": True}, FITS, C),
        (
            "contract_term",
            {"planned_date": None, "migrated": True},
            {"end": date(2026, 12, 31), "notice_months": 3, "auto_renew": True},
            A,
        ),
        ("platform_eol", {"platform_eol": date(2027, 12, 31)}, None, A),
        ("platform_eol", {"platform_eol": date(2028, 1, 4)}, None, C),
        ("platform_eol", {"platform_eol": date(2028, 1, 4), "planned_date": None}, None, U),
        ("platform_eol", {"platform_eol": date(2026, 1, 4), "planned_date": None}, None, A),
        ("platform_eol", {}, None, U),
        ("bidders", {}, {"bidders": 1}, A),
        ("bidders", {}, {"bidders": 2}, C),
        ("bidders", {}, {"bidders": 3, "method": ProcurementMethod.NEGOTIATED}, A),
        ("bidders", {}, {}, U),
        ("gaiji", {"charset": Charset(gaiji_undecided=1)}, None, A),
        ("gaiji", {"charset": Charset(gaiji_total=10, gaiji_identified=9)}, None, A),
        ("gaiji", {"charset": Charset(gaiji_total=0)}, None, C),
        ("gaiji", {"charset": Charset(gaiji_total=10)}, None, U),
        ("transitional", {"transitional_measures": (TransitionalMeasure(function="f"),)}, None, A),
        ("transitional", {"transitional_measures": (TransitionalMeasure(function="f", until=AS_OF),)}, None, A),
        (
            "transitional",
            {
                "conformance": Conformance.CONFORMANT,
                "transitional_measures": (TransitionalMeasure(function="f", until=date(2026, 3, 31)),),
            },
            None,
            C,
        ),
        ("transitional", {"conformance": Conformance.TRANSITIONAL}, None, U),
        ("transitional", {}, None, U),
        ("customisation", {"customisation": Customisation(count=3, documented=False)}, None, A),
        ("customisation", {"customisation": Customisation(count=3, documented=True)}, None, C),
        ("customisation", {"customisation": Customisation(count=0)}, None, C),
        ("customisation", {"customisation": Customisation(count=3)}, None, U),
        ("ties", {"ties": (Tie(kind=TieKind.PRINTER, item="p", alternative=False),)}, None, A),
        ("ties", {"ties": (Tie(kind=TieKind.PRINTER, item="p", alternative=True),)}, None, C),
        ("ties", {"ties": (Tie(kind=TieKind.PRINTER, item="p"),)}, None, U),
        ("ties", {}, None, U),
        ("ties", {"confirmed_by": "情報係"}, None, C),
        ("undocumented_links", {}, None, U),
        ("undocumented_links", {"confirmed_by": "情報係"}, None, C),
        ("bpo_forms", {}, None, U),
        ("bpo_forms", {"confirmed_by": "情報係"}, None, C),
    ],
)
def test_status(code: str, system: dict[str, Any], contract: dict[str, Any] | None, expected: MatterStatus) -> None:
    found = matter(town(system, contract), code)
    assert found.status is expected
    if expected is A:
        assert found.evidence and all(item.ref.file for item in found.evidence)
    assert (found.remedy is None) == (expected is C) == (found.clause is None)


def test_one_contract_with_the_duty_is_enough_and_another_vendors_contract_does_not_count() -> None:
    both = town({}, {"data_return": False})
    more = (*both.contracts, b.contract("lease", vendor="v", systems=("s",), data_return=True))
    assert matter(b.inventory(systems=both.systems, contracts=more), "data_return").status is C
    other = (*both.contracts, b.contract("net", vendor="w", systems=("s",), data_return=True))
    assert matter(b.inventory(systems=both.systems, contracts=other), "data_return").status is A


def test_notice_before_the_budget_request_applies_with_the_day_it_is_urgent() -> None:
    gate = Procurement(
        id="p",
        systems=("s",),
        milestones=(Milestone(kind=MilestoneKind.BUDGET_REQUEST, date=date(2027, 11, 15)),),
    )
    found = matter(town({}, {**FITS, "kind": ContractKind.LEASE}, procurements=(gate,)), "contract_term")
    assert found.status is A
    assert found.deadline == date(2027, 10, 31)
    assert [item.text.key for item in found.evidence] == ["lockin.evidence.notice_before_budget"]


def test_a_quote_counts_until_its_date() -> None:
    quote = Quote(id="q", item=CostItem.DATA_EXTRACTION, system="s", amount=500_000, valid_until=date(2026, 12, 1))
    assert matter(town({}, {}, quotes=(quote,)), "extraction_fee").status is C
    lapsed = Quote(id="q", item=CostItem.DATA_EXTRACTION, system="s", amount=500_000, valid_until=date(2026, 11, 1))
    assert matter(town({}, {}, quotes=(lapsed,)), "extraction_fee").status is A


def test_links_and_forms() -> None:
    def with_link(**fields: Any) -> Matter:
        systems = (b.system("s"), b.system("t"))
        return matter(b.inventory(systems=systems, interfaces=(b.link("L", "s", "t", **fields),)), "undocumented_links")

    assert with_link(documented=False).status is A
    assert with_link(documented=True).status is C
    assert with_link().status is U
    assert with_link(documented=False).evidence[0].ref.path == ("interfaces", "L")
    outside = (Form(id="f", system="s", print_vendor="v"),)
    assert matter(town({}, None, forms=outside), "bpo_forms").status is A
    assert matter(town({}, None, forms=(Form(id="f", system="s"),)), "bpo_forms").status is U


def test_every_matter_reads_in_both_languages() -> None:
    inventory = town({"layout_held": False}, {**EARLY, "data_return": False, "bidders": 1})
    found = assess_lockin(inventory, build_graph(inventory), as_of=AS_OF).systems[0]
    for language in ("ja", "en"):
        words = Catalogue(language)
        for item in found.matters:
            texts = [item.message, item.remedy, item.clause, *(e.text for e in item.evidence)]
            assert all("⟦" not in words.render(t) for t in texts if t is not None)
            assert words.has(f"lockin.matter.{item.code}.name")
    assert found.applies.value == sum(m.status is A for m in found.matters)
    assert found.applies.high == found.applies.value + found.unknown.value
    assert found.applies.known + found.unknown.value == found.applies.total == len(CODES)


def test_unknown_is_not_false() -> None:
    assert matter(town({"layout_held": UNKNOWN}), "layout_held").status is U


def test_a_contract_that_is_over_is_told_as_over_not_as_too_short() -> None:
    found = matter(town({}, {**FITS, "end": date(2026, 3, 31)}), "contract_term")
    assert [item.text.key for item in found.evidence] == ["lockin.evidence.contract_over"]


def test_notice_on_the_day_of_the_budget_request_itself_is_in_time() -> None:
    gate = Procurement(
        id="p",
        systems=("s",),
        milestones=(Milestone(kind=MilestoneKind.BUDGET_REQUEST, date=date(2027, 10, 31)),),
    )
    assert matter(town({}, {**FITS, "kind": ContractKind.LEASE}, procurements=(gate,)), "contract_term").status is C


@pytest.mark.parametrize(("renews", "expected"), [(True, A), (False, C)])
def test_a_notice_that_is_past_binds_only_what_renews_itself(renews: bool, expected: MatterStatus) -> None:
    soon = {"end": date(2027, 1, 31), "notice_months": 3, "auto_renew": renews}
    assert matter(town({"planned_date": date(2027, 1, 4)}, soon), "contract_term").status is expected
