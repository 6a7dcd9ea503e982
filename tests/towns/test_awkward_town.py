"""The third town holds what the samples do not: each habit here once hid a wrong answer from a byte-equal output."""

import pytest

from readiness.inventory.load import load_inventory
from readiness.model.contract import Contract
from readiness.model.money import CostItem, Per, Tax
from readiness.model.progress import ProgressScope
from readiness.model.unknown import UNKNOWN, known
from readiness.situation.intention import intentions
from readiness.standard.load import load_standard
from tools.towns import ROOT, TOWNS


@pytest.fixture(scope="module")
def awkward():
    loaded = load_inventory(ROOT / TOWNS["karamari-cho"], load_standard().area_spellings)
    assert loaded.inventory is not None, loaded.findings
    return loaded.inventory


def test_it_says_that_it_is_fictional(awkward):
    assert awkward.body.fictional
    for path in (ROOT / TOWNS["karamari-cho"]).rglob("*.yaml"):
        assert "架空" in path.read_text(encoding="utf-8").splitlines()[0], path
    assert all("架空" in record.name for record in (*awkward.vendors, *awkward.packages, *awkward.lineages))
    assert str(awkward.body.code).startswith("99")


def test_live_dates_lie_before_on_and_after_the_date_with_migrated_untold(awkward):
    untold = [s for s in awkward.systems if s.migrated is UNKNOWN and known(s.live_date)]
    as_of = awkward.body.as_of
    assert {(s.live_date > as_of) - (s.live_date < as_of) for s in untold} == {-1, 0, 1}


def test_a_system_that_does_not_move_has_a_date(awkward):
    assert [s.id for s in awkward.systems if s.moves is False and s.planned_date] == ["juminzei"]


def test_two_systems_of_one_area_stand_at_different_steps_and_an_older_row_comes_last(awkward):
    rows = [p for p in awkward.progress if p.scope is ProgressScope.SYSTEM and p.target in {"kenko", "yobo"}]
    area = {s.areas for s in awkward.systems if s.id in {"kenko", "yobo"}}
    assert len(area) == 1
    newest = {p.target: max(q.as_of for q in rows if q.target == p.target) for p in rows}
    steps = {p.target: dict(p.steps) for p in rows if p.as_of == newest[p.target]}
    assert steps["kenko"] != steps["yobo"]
    assert [p.as_of for p in rows if p.target == "kenko"] == sorted(
        (p.as_of for p in rows if p.target == "kenko"), reverse=True
    )


def test_an_owner_is_known_by_its_area_only(awkward):
    (kaigo,) = [s for s in awkward.systems if s.id == "kaigo"]
    assert kaigo.owner_division is UNKNOWN
    assert [d.id for d in awkward.divisions if set(d.areas) & set(kaigo.areas)] == ["fukushi"]


def test_contracts_have_ended_run_end_today_and_begin_later(awkward):
    def on(contract: Contract) -> str:
        if known(contract.end) and contract.end <= awkward.body.as_of:
            return "today" if contract.end == awkward.body.as_of else "ended"
        return "later" if known(contract.start) and contract.start > awkward.body.as_of else "running"

    assert {on(c) for c in awkward.contracts} == {"ended", "running", "later", "today"}
    assert {on(c) for c in awkward.contracts_of["juki"]} == {"ended", "running"}


def test_a_contract_covers_a_moving_and_a_staying_system(awkward):
    (mixed,) = [c for c in awkward.contracts if c.id == "c-mix"]
    moves = {s.id: s.moves for s in awkward.systems}
    assert {moves[system] for system in mixed.systems} == {None, False}
    assert intentions(awkward)["kaigo"] is True


def test_quotes_of_every_period_tax_and_subject(awkward):
    quotes = awkward.quotes
    assert {q.per for q in quotes} == set(Per)
    assert {q.tax for q in quotes} == {*Tax, UNKNOWN}
    assert any(q.interface for q in quotes)
    assert any(q.contract for q in quotes)
    assert any(q.amount is UNKNOWN for q in quotes)
    assert any(q.per is Per.MONTH and q.tax is Tax.EXCLUDED for q in quotes)


def test_lumps_and_penalties_lie_on_both_sides_of_the_cut_over(awkward):
    kaigo = awkward.decisions.pins[0].date
    lumps = [q.at for q in awkward.quotes if q.item is CostItem.LEGAL_CHANGE and q.system == "kaigo"]
    assert min(lumps) < kaigo < max(lumps)
    contracts = {c.id: c for c in awkward.contracts}
    shogai, jite = (s for s in awkward.systems if s.id in {"shogai", "jite"})
    assert contracts["c-shogai"].end < shogai.planned_date
    assert any(q.item is CostItem.PENALTY and q.contract == "c-shogai" for q in awkward.quotes)
    assert jite.planned_date < contracts["c-jite"].end
    assert contracts["c-jite"].penalty > 0


def test_a_pin_differs_from_the_adopted_plan_and_comes_before_the_end_of_the_contract(awkward):
    (pin,) = awkward.decisions.pins
    adopted = {move.move: move.date for move in awkward.decisions.plan.moves}
    assert pin.date < adopted[pin.move]
    (mixed,) = [c for c in awkward.contracts if c.id == "c-mix"]
    assert pin.date < mixed.end < adopted[pin.move]


def test_a_vendor_is_merged_one_withdraws_before_and_one_after_the_cut_over(awkward):
    adopted = {system: move.date for move in awkward.decisions.plan.moves for system in move.systems}
    dates = {s.id: adopted.get(s.id) or s.planned_date for s in awkward.systems}
    gone = {v.id: v.service_end for v in awkward.vendors if v.service_end}
    assert [v.id for v in awkward.vendors if v.merged_into] == ["kasumi"]
    assert gone["tsumugi"] < dates["shogai"]
    assert dates["jite"] < gone["hinata"]
