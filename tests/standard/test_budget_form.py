"""The form of a budget: accounts by year, suggestions, what must be voted, and never an amount."""

from __future__ import annotations

import re

import pytest

from readiness.model.money import Account, CostItem, CostLineItem
from readiness.model.standard.standard import Standard


@pytest.mark.parametrize(
    ("number", "year", "name"),
    [
        (13, 2019, "委託料"),
        (12, 2020, "委託料"),
        (13, 2020, "使用料及び賃借料"),
        (14, 2008, "使用料及び賃借料"),
        (18, 2026, "負担金、補助及び交付金"),
        (99, 2026, None),
    ],
)
def test_numbers_of_expenses_are_read_by_their_year(
    standard: Standard, number: int, year: int, name: str | None
) -> None:
    kind = standard.budget_form.kind_numbered(number, year)
    assert (kind.name if kind else None) == name


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
    assert all(account.key in {word.value for word in Account} for account in form.special_accounts)


def test_areas_of_accounts_exist(standard: Standard) -> None:
    form = standard.budget_form
    named = {area for row in (*form.chapters, *form.special_accounts) for area in row.areas}
    assert named <= set(standard.area_by_key)
    assert form.chapter("fixed_asset_tax").kou == "徴税費"  # type: ignore[union-attr]
    assert form.special_account("national_health_insurance").key == "national_health"  # type: ignore[union-attr]


def test_what_is_voted_with_the_budget_is_voted_before_the_contract(standard: Standard) -> None:
    by_key = {row.key: row for row in standard.budget_form.instruments}
    assert by_key["debt_burden"].write == ("事項", "期間", "限度額")
    assert all(row.before_contract for row in by_key.values() if row.vote != "none")
    assert not by_key["long_term"].before_contract


def test_no_amount_of_money_and_no_cap_is_told(standard: Standard) -> None:
    form = standard.budget_form
    texts = [value for row in (*form.funding, *form.facts, *form.instruments) for value in _texts(row)]
    assert not [text for text in texts if re.search(r"[0-9,]+\s*(?:億|万)?円", text)]
    cloud = next(row for row in form.funding if "cloud_use" in row.items)
    assert cloud.payee == "国(デジタル庁)"


def _texts(row: object) -> list[str]:
    return [value for name in type(row).__slots__ if isinstance(value := getattr(row, name), str)]  # type: ignore[attr-defined]


def test_facts_about_editions(standard: Standard) -> None:
    by_key = {fact.key: fact for fact in standard.edition_facts}
    assert by_key["edition.look-ahead"].months == 12
    assert str(by_key["edition.transition-school"].date) == "2029-03-31"
    assert by_key["edition.transition-school"].areas == ("school_enrolment",)
