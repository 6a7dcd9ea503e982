"""Faults of fact and logic that outputs once had, each by its number in the list of faults of wording (F…)."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.cli.root import cli
from readiness.messages.catalogue import Catalogue, load_rule
from readiness.model.contract import Contract, ContractKind
from readiness.model.text import text
from readiness.rules.context import Context
from readiness.rules.contracts import contract_notice_date
from readiness.standard.load import load_standard
from readiness.standard.renewal import renewals
from tests import builders

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
