"""From plain data to kinds of expense: `budget/accounts.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from readiness.model.standard.account import BudgetForm, ExpenseKind, ExpenseSuggestion
from readiness.model.standard.confidence import Confidence

Data = Mapping[str, Any]


def budget_form(accounts: Data) -> BudgetForm:
    """The file of one layer; its chapters and special accounts are for people to read."""
    return BudgetForm(
        kinds=tuple(
            ExpenseKind(key=item["key"], name=item["name"], number=item["number"], **_evidence(item))
            for item in accounts["setsu"]
        ),
        suggestions=tuple(_suggestion(item) for item in accounts["setsu_of"]),
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


def _evidence(item: Data) -> dict[str, Any]:
    return {"confidence": Confidence.of(item["confidence"]), "source": tuple(item["source"])}
