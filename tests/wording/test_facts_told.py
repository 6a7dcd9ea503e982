"""Faults of fact and logic that outputs once had, each by its number in the list of faults of wording (F…)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from readiness.cli.root import cli
from readiness.graph.build import build_graph
from readiness.lockin.exit.impact import exit_impact
from readiness.messages.catalogue import Catalogue, load_rule
from readiness.model.contract import Contract, ContractKind
from readiness.model.lockin.exits import ExitKind
from readiness.model.money import CostItem, Per, Quote, Tax
from readiness.model.plan import StrategyKind
from readiness.model.text import text
from readiness.model.unknown import UNKNOWN
from readiness.money.rows import requested
from readiness.planning.assess import assess
from readiness.planning.strategies import compare, tradeoffs
from readiness.planning.years import five_years
from readiness.rules.context import Context
from readiness.rules.contracts import contract_notice_date
from readiness.standard.load import load_standard
from readiness.standard.renewal import renewals
from tests import builders
from tests.planning.scene import D1, D3, frame, old, town

WORDS = Catalogue("ja")


def test_f2_the_remedy_names_commands_that_do_it() -> None:
    remedy = load_rule("PL106")["remedy"]["ja"]
    assert "plan solve" not in remedy
    group = cli.get_command(None, "plan")
    for command, option in (("show", "--mode repair"), ("export", "--mode repair"), ("adopt", "--from")):
        assert f"readiness plan {command} {option}" in remedy
        (name, *_) = option.split()
        assert name in {opt for param in group.get_command(None, command).params for opt in param.opts}


def test_f4_a_weighed_value_is_not_called_cost() -> None:
    said = WORDS.get("plan.state.optimal", percent="")
    assert "評価値が最小" in said
    assert "仮置きの重み" in said
    assert "費用" not in said


@pytest.mark.parametrize(
    ("kind", "keys"),
    [(ContractKind.SINGLE_YEAR, ["budget_request", "contract_gate"]), (ContractKind.LONG_TERM, 6)],
)
def test_f14_a_contract_of_one_year_has_the_round_of_the_year_only(kind: ContractKind, keys: object) -> None:
    contract = Contract(id="k", kind=kind, end=date(2027, 3, 31))
    (found,) = renewals((contract,), load_standard(), date(2026, 10, 1))
    assert ([g.key for g in found.gates] == keys) or len(found.gates) == keys
    if found.yearly:
        assert [gate.passed for gate in found.gates] == [False, False]
        assert [gate.day for gate in found.gates] == [date(2026, 10, 31), date(2027, 4, 1)]


def test_f20_a_notice_date_gone_by_asks_for_talks_not_for_a_decision_by_then() -> None:
    contracts = tuple(
        builders.contract(id_, systems=("s",), end=date(2027, 3, 31), notice_months=months)
        for id_, months in (("near", 3), ("passed", 8))
    )
    inventory = builders.inventory(systems=(builders.system("s"),), contracts=contracts)
    context = Context(inventory=inventory, standard=load_standard(), as_of=date(2026, 11, 2))
    told = {f.subject.id: WORDS.render(f.remedy or text("")) for f in contract_notice_date.findings(context)}
    assert "期限までに決裁" in told["near"]
    assert "次の更新に向けて" in told["passed"]
    assert "期限までに" not in told["passed"]


LEASE = builders.contract(
    "k", systems=("a",), kind=ContractKind.LEASE, end=date(2028, 3, 31), auto_renew=False, annual_amount=1_200_000
)
RELEASE = Quote(
    id="r", item=CostItem.RE_LEASE, contract="k", amount=50_000, per=Per.MONTH, tax=Tax.INCLUDED, vendor=UNKNOWN
)


def test_f5_and_f6_the_present_contract_is_apart_and_no_month_is_paid_twice() -> None:
    """F5: payments under contracts in force are no part of what is asked for. F6: lease or re-lease, not both."""
    made = frame(town(old("a"), contracts=(LEASE,), quotes=(RELEASE,)))
    rows = [row for row in assess(made, {"a": D3}).rows if row.item.value in ("current_contract", "re_lease")]
    months = {(row.fiscal_year, row.item.value): row.months for row in rows}
    assert months == {(2026, "current_contract"): 5, (2027, "current_contract"): 12, (2028, "re_lease"): 6}
    assert requested(rows).value == 6 * 50_000
    years = five_years(made, {"a": D3})
    assert [year.committed.at_least for year in years[:3]] == [500_000, 1_200_000, UNKNOWN]
    assert [year.difference for year in years[:2]] == [0, 0]  # what is paid anyway is on both sides


def test_f10_each_contract_says_by_when_it_needs_a_substitute_and_for_what() -> None:
    systems = (builders.system("big", vendor="v"), builders.system("hub", vendor="v"))
    contracts = (
        builders.contract("small", vendor="v", systems=("hub",), end=date(2027, 3, 31)),
        builders.contract("large", vendor="v", systems=("big",), end=date(2029, 3, 31)),
        builders.contract("over", vendor="v", systems=("big",), end=date(2020, 3, 31)),
    )
    inventory = builders.inventory(systems=systems, vendors=(builders.vendor("v"),), contracts=contracts)
    found = exit_impact(inventory, build_graph(inventory), None, ExitKind.VENDOR, "v", as_of=date(2026, 11, 2))
    assert [(need.date, need.systems) for need in found.needs] == [
        (date(2027, 3, 31), ("hub",)),
        (date(2029, 3, 31), ("big",)),
    ]


def test_f24_every_quote_is_in_a_row_or_left_out_with_its_reason() -> None:
    quotes = (
        RELEASE,
        Quote(id="gone", item=CostItem.MIGRATION, system="moved", amount=1, tax=Tax.INCLUDED),
        Quote(
            id="upkeep", item=CostItem.MAINTENANCE_EXTENSION, system="a", amount=1, per=Per.MONTH, at=date(2029, 1, 1)
        ),
    )
    inventory = town(old("a"), builders.system("moved", migrated=True), contracts=(LEASE,), quotes=quotes)
    found = assess(frame(inventory), {"a": D3})
    shown = {quote for row in found.rows for quote in row.quotes}
    left = {item.quote: item.reason.key for item in found.left_out}
    assert (shown, left) == ({"r"}, {"gone": "plan.left_out.not_moving", "upkeep": "plan.left_out.not_due"})


def test_going_on_as_today_is_counted_to_its_legal_end_only() -> None:
    """現状維持 in the table of ways: its yen and its link-months stop where it must not go on."""
    inventory = town(
        old("a", due_date=date(2027, 12, 31)),
        builders.system("b", migrated=True),
        contracts=(replace(LEASE, end=date(2030, 3, 31)),),
        interfaces=(builders.link("L", "a", "b"),),
    )
    made = frame(inventory)
    nothing = compare(made, {"a": D1}, lambda _: {"a": D1})[-1]
    assert nothing.kind is StrategyKind.NOTHING
    assert nothing.score is not None
    assert (nothing.score.yen.value, nothing.score.link_months) == (14 * 100_000, 14)
    assert not any(way.kind is StrategyKind.NOTHING for way in tradeoffs(made, assess(made, {"a": D1}), (nothing,)))
