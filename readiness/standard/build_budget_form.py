"""From plain data to the form of a budget: `budget/*.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from readiness.model.standard.account import (
    BudgetFact,
    BudgetForm,
    BudgetInstrument,
    Chapter,
    ExpenseKind,
    ExpenseSuggestion,
    Funding,
    SpecialAccount,
)
from readiness.model.standard.confidence import Confidence

Data = Mapping[str, Any]


def budget_form(accounts: Data, instruments: Data, year: Data, funding: Data) -> BudgetForm:
    """The four files of one layer together."""
    return BudgetForm(
        chapters=tuple(_chapter(item) for item in accounts["kan_ko_moku"]),
        special_accounts=tuple(
            SpecialAccount(
                key=item["key"],
                name=item["name"],
                areas=tuple(item["areas"]),
                note=item.get("note"),
                **_evidence(item),
            )
            for item in accounts["special_accounts"]
        ),
        kinds_since=accounts["setsu_since_fy"],
        kinds=tuple(
            ExpenseKind(
                key=item["key"],
                name=item["name"],
                number=item["number"],
                number_before=item["number_until_fy2019"],
                **_evidence(item),
            )
            for item in accounts["setsu"]
        ),
        suggestions=tuple(_suggestion(item) for item in accounts["setsu_of"]),
        instruments=tuple(_instrument(item) for item in instruments["instruments"]),
        facts=tuple(
            BudgetFact(key=item["key"], name=item["name"], statement=item["statement"], **_evidence(item))
            for item in year["facts"]
        ),
        funding=tuple(_funding(item) for item in funding["funding"]),
    )


def _chapter(item: Data) -> Chapter:
    return Chapter(
        key=item["key"],
        kan=item["kan"],
        kan_number=item.get("kan_number"),
        kou=item["kou"],
        moku=tuple(item["moku"]),
        areas=tuple(item.get("areas", ())),
        note=item.get("note"),
        **_evidence(item),
    )


def _suggestion(item: Data) -> ExpenseSuggestion:
    return ExpenseSuggestion(
        key=item["key"],
        name=item["name"],
        items=tuple(item["items"]),
        kind=item["setsu"],
        others=tuple(item["others"]),
        note=item.get("note"),
        **_evidence(item),
    )


def _instrument(item: Data) -> BudgetInstrument:
    return BudgetInstrument(
        key=item["key"],
        name=item["name"],
        law=item["law"],
        vote=item["vote"],
        before_contract=item["before_contract"],
        write=tuple(item["write"]),
        condition=item["condition"],
        **_evidence(item),
    )


def _funding(item: Data) -> Funding:
    until = item.get("until")
    return Funding(
        key=item["key"],
        name=item["name"],
        ask=item["ask"],
        giver=item.get("giver"),
        payee=item.get("payee"),
        items=tuple(item.get("items", ())),
        rate=item.get("rate"),
        rate_confidence=_confidence(item.get("rate_confidence")),
        until=date.fromisoformat(until) if until else None,
        until_confidence=_confidence(item.get("until_confidence")),
        covers=item.get("covers"),
        not_covers=item.get("not_covers"),
        default_eligible=item.get("default_eligible"),
        **_evidence(item),
    )


def _confidence(word: str | None) -> Confidence | None:
    return Confidence.of(word) if word else None


def _evidence(item: Data) -> dict[str, Any]:
    return {"confidence": Confidence.of(item["confidence"]), "source": tuple(item["source"])}
