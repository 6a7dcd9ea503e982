"""Parties that go: notice and end are two days; what follows reaches every place, before, at and after the cut-over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from readiness.analysis.actions import dated_actions
from readiness.analysis.analyze import Analysis, analyze
from readiness.app.body import open_body
from readiness.inventory.load import load_inventory
from readiness.messages.catalogue import Catalogue
from readiness.model.budgeting import DebtBurden
from readiness.model.contract import Contract, ContractKind
from readiness.model.deciding import LetterBasis
from readiness.model.inventory import Inventory
from readiness.model.money import CostItem, Quote
from readiness.model.unknown import UNKNOWN
from readiness.model.vendor import Package
from readiness.planning.settings import FAST
from readiness.report.context import ReportContext
from readiness.report.options import ReportOptions
from readiness.report.papers.matters import matters, reasons
from readiness.report.sections.conclusion import sentences
from readiness.situation.leaving import covered, days_uncovered, leaving, service_end
from readiness.situation.situation import situations
from readiness.situation.spans import days_between
from readiness.standard.load import load_standard
from tests import builders

AS_OF = date(2026, 11, 2)
END = date(2027, 12, 31)
CUTOVER = date(2028, 1, 4)
TOWN = """\
body: {{id: t, name: 試験町, body_class: 町, welfare_office: いいえ, fictional: true, as_of: 2026-11-02}}
vendors: [{{id: v, name: 架空社, {told}}}, {{id: w, name: 後継社}}]
systems:
  - {{id: s, name: 介護システム, areas: [介護保険], vendor: v, migrated: false, planned_date: {day}, duration_weeks: 4}}
planning: {{dates: [{day}], until: 2029-03-31}}
decisions: {{}}
"""


def analysed(folder: Path, told: str, day: date = CUTOVER) -> Analysis:
    text = TOWN.format(told=told, day=day).replace("decisions: {}\n", "")
    (folder / "inventory.yaml").write_text(text, encoding="utf-8")
    opened = open_body(folder)
    assert opened.inputs is not None, opened.checked.findings
    return analyze(opened.inputs, FAST)


@pytest.mark.parametrize(
    ("told", "day", "variant", "days"),
    [
        ("withdrawal: 2026-08-31", CUTOVER, "notice", 0),
        ("withdrawal_notice: 2026-08-31, service_end: 未確認", CUTOVER, "notice", 0),
        ("withdrawal_notice: 2026-08-31, service_end: 2027-12-31", CUTOVER, "gap", 3),
        ("service_end: 2028-01-02", CUTOVER, "gap", 1),
        ("service_end: 2028-01-03", CUTOVER, "in_time", 0),
        ("service_end: 2028-01-04", CUTOVER, "in_time", 0),
        ("service_end: 2028-01-05", CUTOVER, "in_time", 0),
        ("service_end: 2026-11-01", CUTOVER, "passed", 428),
    ],
)
def test_a_party_that_goes_reaches_every_place(tmp_path: Path, told: str, day: date, variant: str, days: int) -> None:
    found = analysed(tmp_path, told, day)
    (hit,) = [finding for finding in found.findings if finding.code == "VD101"]
    assert hit.message.key == f"rule.VD101.{variant}"
    assert dict(hit.message.mapping())["days"] == days
    context = ReportContext(analysis=found, options=ReportOptions(words=Catalogue("ja"), positions={}))
    assert any("架空社" in sentence.text for sentence in sentences(context))
    assert any("架空社" in line for line in reasons(context, matters(context, None)))
    assert any("架空社" in context.render(action.what) for action in dated_actions(found.decided))
    asked = {entry.gap.requirement for entry in found.register.open if entry.gap and entry.gap.asked.id == "v"}
    wanted = "builtin:vendor.service-end:v" if variant == "notice" else "builtin:vendor.leaving:v"
    assert wanted in asked


def test_the_notice_alone_binds_no_plan(tmp_path: Path) -> None:
    found = analysed(tmp_path, "withdrawal: 2026-08-31")
    assert found.inputs.inventory.vendors[0].withdrawal_notice == date(2026, 8, 31)
    assert not [rule for rule in found.plan.broken if rule.kind.value == "due"]
    bound = analysed(tmp_path, "service_end: 2027-12-31")
    assert [rule.kind.value for rule in bound.plan.broken if rule.kind.value == "due"] == ["due"]


def test_the_old_name_never_overwrites_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "inventory.yaml"
    text = "body: {id: t}\nvendors: [{id: v, withdrawal: 2026-01-01, withdrawal_notice: 2026-02-02}]\n"
    path.write_text(text, encoding="utf-8")
    loaded = load_inventory(tmp_path, load_standard().area_spellings)
    assert any("withdrawal" in str(dict(finding.message.mapping())) for finding in loaded.findings)


def test_a_letter_written_with_the_old_name_is_read(tmp_path: Path) -> None:
    text = "body: {id: t}\nvendors: [{id: v}]\nletters: [{id: l, ground: request, addressee: v}]\n"
    (tmp_path / "inventory.yaml").write_text(text, encoding="utf-8")
    loaded = load_inventory(tmp_path, load_standard().area_spellings)
    assert loaded.inventory is not None
    assert [letter.basis for letter in loaded.inventory.letters] == [LetterBasis.REQUEST]
    assert not [finding for finding in loaded.findings if "ground" in str(dict(finding.message.mapping()))]


def town(**fields: object) -> Inventory:
    system = builders.system("s", vendor="v", package="p", migrated=False, planned_date=CUTOVER)
    vendor = builders.vendor("v", service_end=END)
    told = {"systems": (system,), "vendors": (vendor,), **fields}
    return builders.inventory(**told)


def quote(**fields: object) -> Quote:
    return Quote(id="q", **{"item": CostItem.MAINTENANCE_EXTENSION, "vendor": "v", "system": "s", **fields})


def test_the_earlier_end_of_vendor_and_package_counts() -> None:
    package = Package(id="p", service_end=END - timedelta(days=1))
    inventory = town(packages=(package,))
    assert service_end(inventory, inventory.systems[0]) == END - timedelta(days=1)
    open_end = town(packages=(replace(package, service_end=UNKNOWN),))
    assert service_end(open_end, open_end.systems[0]) == END


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ({}, END),
        ({"until": date(2028, 3, 31)}, date(2028, 3, 31)),
        ({"until": date(2027, 3, 31)}, END),
        ({"until": date(2028, 3, 31), "vendor": "other"}, END),
        ({"until": date(2028, 3, 31), "item": CostItem.OPERATION}, END),
        ({"until": date(2028, 3, 31), "system": None, "contract": "k"}, date(2028, 3, 31)),
        ({"until": date(2028, 3, 31), "system": "elsewhere"}, END),
    ],
)
def test_an_offer_of_the_party_itself_moves_the_wall(told: dict[str, object], day: date) -> None:
    contract = builders.contract("k", vendor="v", systems=("s",))
    inventory = town(quotes=(quote(**told),), contracts=(contract,))
    assert service_end(inventory, inventory.systems[0]) == day


def test_a_party_without_systems_or_without_a_word_is_not_leaving() -> None:
    assert [party.id for party in leaving(situations(town(), AS_OF))] == ["v"]
    assert leaving(situations(town(vendors=(builders.vendor("v"),)), AS_OF)) == ()
    assert leaving(situations(town(vendors=(builders.vendor("w", service_end=END),)), AS_OF)) == ()


@pytest.mark.parametrize(("days", "late", "without"), [(-1, True, 4), (0, True, 3), (2, True, 1), (3, False, 0)])
def test_days_without_service(days: int, late: bool, without: int) -> None:
    end = END + timedelta(days=days)
    stands = situations(town(vendors=(builders.vendor("v", service_end=end),)), AS_OF)
    (party,) = leaving(stands)
    assert (party.late(stands) == ("s",)) == late
    assert party.days_without(stands) == without
    offer = quote(item=CostItem.CONTRACT_EXTENSION, vendor="v", until=CUTOVER - timedelta(days=2))
    offered = situations(town(vendors=(builders.vendor("v", service_end=end),), quotes=(offer,)), AS_OF)
    assert (party.late(offered), party.days_without(offered)) == ((("s",), 1) if late else ((), 0))


def test_upkeep_carries_no_lease() -> None:
    lease = replace(K, kind=ContractKind.LEASE)
    for item, carried in ((CostItem.MAINTENANCE_EXTENSION, False), (CostItem.RE_LEASE, True)):
        inventory = town(contracts=(lease,), quotes=(quote(item=item),))
        assert covered(situations(inventory, AS_OF), lease, "s", CUTOVER) is carried


def test_a_day_that_has_passed_without_the_move_is_no_cut_over() -> None:
    missed = builders.system("s", vendor="v", migrated=False, planned_date=AS_OF - timedelta(days=1))
    stands = situations(town(systems=(missed,)), AS_OF)
    (party,) = leaving(stands)
    assert (party.late(stands), party.days_without(stands)) == (("s",), 0)


def test_days_between_counts_neither_end() -> None:
    assert days_between(date(2027, 9, 30), date(2028, 1, 4)) == 95
    assert days_between(date(2027, 9, 30), date(2027, 10, 2)) == 1
    assert days_between(date(2027, 9, 30), date(2027, 10, 1)) == 0
    assert days_between(date(2027, 9, 30), date(2027, 9, 30)) == 0
    assert days_between(date(2027, 9, 30), date(2027, 1, 1)) == 0


K = builders.contract("k", vendor="v", systems=("s",), end=END)


def following(days: int, *, id_: str = "n", **fields: object) -> Contract:
    wanted = {"vendor": "v", "systems": ("s",), "start": END + timedelta(days=days), "end": date(2029, 3, 31), **fields}
    return builders.contract(id_, **wanted)


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ({}, 3),
        ({"contracts": (K, builders.contract("n", systems=("s",), end=date(2028, 1, 3)))}, 0),
        ({"contracts": (K, builders.contract("n", systems=("s",), end=date(2028, 1, 2)))}, 1),
        ({"contracts": (K, builders.contract("n", systems=("s",), auto_renew=True, end=END))}, 0),
        ({"contracts": (K, builders.contract("n", systems=("s",)))}, 3),
        ({"contracts": (K, builders.contract("n", systems=("other",), end=date(2029, 1, 3)))}, 3),
        ({"contracts": (K, following(1))}, 0),
        ({"contracts": (K, following(2))}, 1),  # a day without a contract
        ({"contracts": (K, following(1, end=END + timedelta(days=1)), following(2, id_="n2"))}, 0),
        ({"contracts": (K, following(1, end=END + timedelta(days=1)), following(3, id_="n2"))}, 1),
        ({"contracts": (K, following(1, vendor="new"))}, 3),  # of the side it goes to
        ({"contracts": (K, following(1, vendor="printer"))}, 3),
        ({"quotes": (quote(item=CostItem.RE_LEASE, at=END + timedelta(days=2)),)}, 1),
        ({"quotes": (quote(item=CostItem.RE_LEASE, at=END + timedelta(days=1)),)}, 0),
        ({"quotes": (quote(item=CostItem.MAINTENANCE_EXTENSION),)}, 0),
        ({"quotes": (quote(item=CostItem.RE_LEASE, contract="k", system=None),)}, 0),
        ({"quotes": (quote(item=CostItem.CONTRACT_EXTENSION, until=date(2028, 1, 3)),)}, 0),
        ({"quotes": (quote(item=CostItem.CONTRACT_EXTENSION, until=date(2028, 1, 2)),)}, 1),
        ({"quotes": (quote(item=CostItem.MIGRATION),)}, 3),
        ({"debt_burdens": (DebtBurden(id="d", contract="k", to_fy=2027),)}, 0),
        ({"debt_burdens": (DebtBurden(id="d", contract="k", to_fy=2026),)}, 3),
        ({"debt_burdens": (DebtBurden(id="d", contract="other", to_fy=2029),)}, 3),
    ],
)
def test_what_covers_the_time_after_a_contract(told: dict[str, object], days: int) -> None:
    inventory = town(**{"contracts": (K,), **told})
    stands = situations(inventory, AS_OF)
    assert days_uncovered(stands, K, "s", CUTOVER) == days
    assert covered(stands, K, "s", CUTOVER) is (days == 0)
