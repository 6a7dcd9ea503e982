"""Kinds of expense as a local government's budget writes them (節), and which of them a cost usually stands under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from readiness.model.standard.confidence import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenseKind:
    """節, by its number of today."""

    key: str
    name: str
    number: int
    confidence: Confidence
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenseSuggestion:
    """Which 節 costs of these `items` usually stand under; `others` are what some bodies use."""

    key: str
    name: str
    items: tuple[str, ...]
    kind: str
    others: tuple[str, ...]
    note: str | None
    confidence: Confidence
    source: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BudgetForm:
    """All of it, as the papers for the finance division need it."""

    kinds: tuple[ExpenseKind, ...] = ()
    suggestions: tuple[ExpenseSuggestion, ...] = ()

    @cached_property
    def kind_by_key(self) -> Mapping[str, ExpenseKind]:
        """節 by key."""
        return {kind.key: kind for kind in self.kinds}

    @cached_property
    def shared(self) -> ExpenseSuggestion | None:
        """The usual 節 of a share of joint cost (負担金)."""
        return next((one for one in self.suggestions if one.key == "joint"), None)

    def suggestion(self, item: str) -> ExpenseSuggestion | None:
        """The usual 節 of a cost by its item (`CostItem` or `CostLineItem` code)."""
        return next((row for row in self.suggestions if item in row.items), None)
