"""The form of a budget: accounts by year, suggestions, what must be voted, and never an amount."""

from __future__ import annotations

import re
from typing import Any

import yaml

from readiness.model.money import Account, CostItem, CostLineItem
from readiness.model.standard.standard import Standard
from readiness.standard.locate import specs_root


def test_suggestions_are_of_our_own_items_and_assumed(standard: Standard) -> None:
    form = standard.budget_form
    items = {item.value for item in (*CostItem, *CostLineItem)}
    for row in form.suggestions:
        assert set(row.items) <= items, row
        assert {row.kind, *row.others} <= set(form.kind_by_key), row
        assert not row.confidence.firm
    assert all(form.suggestion(item.value) for item in CostItem)  # what quotes price has a 節 to start from
    assert form.kind_by_key[form.suggestion("penalty").kind].number == 21  # type: ignore[union-attr]
    assert form.suggestion("migration").kind == "outsourcing"  # type: ignore[union-attr]
    assert form.kind_by_key["outsourcing"].number == 12  # 13 until 2019


def facts(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((specs_root() / "budget" / f"{name}.yaml").read_text(encoding="utf-8"))
    return read


def test_accounts_and_areas_of_accounts_exist(standard: Standard) -> None:
    accounts = facts("accounts")
    rows = [*accounts["kan_ko_moku"], *accounts["special_accounts"]]
    assert {area for row in rows for area in row.get("areas", ())} <= set(standard.area_by_key)
    assert {row["key"] for row in accounts["special_accounts"]} <= {word.value for word in Account}


def test_what_is_voted_with_the_budget_is_voted_before_the_contract() -> None:
    by_key = {row["key"]: row for row in facts("instruments")["instruments"]}
    assert by_key["debt_burden"]["write"] == ["事項", "期間", "限度額"]
    assert all(row["before_contract"] for row in by_key.values() if row["vote"] != "none")
    assert not by_key["long_term"]["before_contract"]


def test_no_amount_of_money_and_no_cap_is_told() -> None:
    texts = [str(value) for name in ("funding", "year", "instruments") for value in facts(name).values()]
    assert not [text for text in texts if re.search(r"[0-9,]+\s*(?:億|万)?円", text)]


def test_facts_about_editions(standard: Standard) -> None:
    by_key = {fact.key: fact for fact in standard.edition_facts}
    assert by_key["edition.look-ahead"].months == 12
    assert str(by_key["edition.transition-school"].date) == "2029-03-31"
    assert by_key["edition.transition-school"].areas == ("school_enrolment",)
