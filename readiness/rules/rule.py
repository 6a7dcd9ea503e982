"""What a rule is: a permanent code, a readable name, a severity, what it needs, and a pure check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from readiness.model.finding import Finding, Severity, Subject
from readiness.model.inventory import Inventory
from readiness.model.ref import Ref
from readiness.model.text import Param, Text, text

if TYPE_CHECKING:
    from readiness.model.gap import Gap  # type: ignore[import-not-found, unused-ignore]
    from readiness.model.plan import Plan  # type: ignore[import-not-found, unused-ignore]
    from readiness.model.standard.standard import Standard


class Need(Enum):
    """What a rule looks at besides inventory and standard. `validate` runs the rules that need nothing more."""

    GAPS = "gaps"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything a rule may look at. `gaps` and `plan` are there for the rules that declare the need."""

    inventory: Inventory
    standard: Standard
    as_of: date
    gaps: tuple[Gap, ...] = ()
    plan: Plan | None = None


Check = Callable[[Context], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. Its words are in `messages/rules/<code>.yaml`: name, message, basis, remedy, why, bad, good."""

    code: str
    name: str
    severity: Severity
    check: Check
    needs: frozenset[Need] = field(default_factory=frozenset)


def finding(
    code: str,
    severity: Severity,
    kind: str,
    subject: str,
    ref: Ref,
    *,
    related: tuple[Ref, ...] = (),
    discriminator: str = "",
    variant: str = "message",
    **params: Param,
) -> Finding:
    """A finding with the words of its rule; `variant` picks another wording (a key beside `message`)."""
    return Finding(
        code=code,
        severity=severity,
        subject=Subject(kind, subject),
        message=text(f"rule.{code}.{variant}", **params),
        basis=Text(f"rule.{code}.basis"),
        remedy=text(f"rule.{code}.remedy", **params),
        ref=ref,
        related=related,
        discriminator=discriminator,
    )
