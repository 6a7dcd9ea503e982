"""Money as a local government's budget writes it: accounts, what allows payments over years, funding (予算の科目)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from readiness.model.standard.confidence import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """款・項・目 as a suggestion to fill in: each body words its own. Without `areas` it is for any."""

    key: str
    kan: str
    kan_number: int | None
    kou: str
    moku: tuple[str, ...]
    areas: tuple[str, ...]
    note: str | None
    confidence: Confidence
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialAccount:
    """特別会計 that often pays for the systems of these areas."""

    key: str
    name: str
    areas: tuple[str, ...]
    note: str | None
    confidence: Confidence
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenseKind:
    """節. `number` since the fiscal year of the change, `number_before` until the year before it."""

    key: str
    name: str
    number: int
    number_before: int
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


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetInstrument:
    """What allows payments over years, carrying over, or an acquisition; `write` are the fields a paper has for it.

    `vote` is budget (voted as part of the budget), separate (a bill of its own) or none.
    """

    key: str
    name: str
    law: str
    vote: str
    before_contract: bool
    write: tuple[str, ...]
    condition: str
    confidence: Confidence
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFact:
    """A convention of the budget year."""

    key: str
    name: str
    statement: str
    confidence: Confidence
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """Where money comes from, or whom it goes to. Amounts and a body's cap are never here: `ask` says whom to ask."""

    key: str
    name: str
    ask: str
    giver: str | None
    payee: str | None
    items: tuple[str, ...]
    rate: str | None
    rate_confidence: Confidence | None
    until: date | None
    until_confidence: Confidence | None
    covers: str | None
    not_covers: str | None
    default_eligible: str | None
    confidence: Confidence
    source: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BudgetForm:
    """All of it, as the papers for the finance division need it."""

    chapters: tuple[Chapter, ...] = ()
    special_accounts: tuple[SpecialAccount, ...] = ()
    kinds_since: int
    kinds: tuple[ExpenseKind, ...] = ()
    suggestions: tuple[ExpenseSuggestion, ...] = ()
    instruments: tuple[BudgetInstrument, ...] = ()
    facts: tuple[BudgetFact, ...] = ()
    funding: tuple[Funding, ...] = ()

    @cached_property
    def kind_by_key(self) -> Mapping[str, ExpenseKind]:
        """節 by key."""
        return {kind.key: kind for kind in self.kinds}

    def kind_numbered(self, number: int, fiscal_year: int) -> ExpenseKind | None:
        """The 節 a number meant in a fiscal year: numbers moved by one at `kinds_since`."""
        now = fiscal_year >= self.kinds_since
        return next((kind for kind in self.kinds if (kind.number if now else kind.number_before) == number), None)

    @cached_property
    def shared(self) -> ExpenseSuggestion | None:
        """The usual 節 of a share of joint cost (負担金)."""
        return next((one for one in self.suggestions if one.key == "joint"), None)

    def suggestion(self, item: str) -> ExpenseSuggestion | None:
        """The usual 節 of a cost by its item (`CostItem` or `CostLineItem` code)."""
        return next((row for row in self.suggestions if item in row.items), None)

    def chapter(self, area: str) -> Chapter | None:
        """The 款・項 under which an area's own division would hold the budget; None: the general one."""
        return next((row for row in self.chapters if area in row.areas), None)

    def special_account(self, area: str) -> SpecialAccount | None:
        """The special account that may pay for an area."""
        return next((row for row in self.special_accounts if area in row.areas), None)
