"""What a rule is: a permanent code, a readable name, a severity, what it needs, and a pure check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from readiness.model.finding import Finding, Severity, Subject, kind_of
from readiness.model.record import Record
from readiness.model.ref import Ref, Step
from readiness.model.text import Param, Text, text
from readiness.rules.context import Context
from readiness.rules.grouping import ALONE, Grouping


class Need(Enum):
    """What a rule looks at besides inventory and standard. `validate` runs the rules that need nothing more."""

    GAPS = "gaps"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What a check found, before the rule adds its code and words.

    `variant` picks another wording (a key beside `message`), `remedy` another than the rule's, as `severity` does.
    `discriminator` tells two hits of one rule on one subject apart; it holds nothing that shifts with edits elsewhere.
    """

    subject: Subject
    ref: Ref
    related: tuple[Ref, ...] = ()
    discriminator: str = ""
    variant: str = "message"
    remedy: str = "remedy"
    severity: Severity | None = None
    params: tuple[tuple[str, Param], ...] = ()


def hit(
    record: Record,
    *at: Step,
    ref: Ref | None = None,
    related: tuple[Ref, ...] = (),
    discriminator: str = "",
    variant: str = "message",
    remedy: str = "remedy",
    severity: Severity | None = None,
    **params: Param,
) -> Hit:
    """A hit on a record, at the value `at` leads to (or at `ref`). Its words may use `{label}` besides `params`."""
    return Hit(
        subject=Subject(kind_of(record), record.id),
        ref=ref or record.ref.child(*at),
        related=related,
        discriminator=discriminator,
        variant=variant,
        remedy=remedy,
        severity=severity,
        params=tuple({"label": record.label, **params}.items()),
    )


Check = Callable[[Context], Iterable[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. Its words are in `messages/rules/<code>.yaml`: name, message, basis, remedy, why, bad, good."""

    code: str
    name: str
    severity: Severity
    check: Check
    needs: frozenset[Need] = field(default_factory=frozenset)
    group: Grouping = ALONE

    def findings(self, context: Context) -> Iterator[Finding]:
        """What the check found, as findings with the words of this rule."""
        for found in self.check(context):
            words = dict(found.params)
            yield Finding(
                code=self.code,
                severity=found.severity or self.severity,
                subject=found.subject,
                message=text(f"rule.{self.code}.{found.variant}", **words),
                basis=Text(f"rule.{self.code}.basis"),
                remedy=text(f"rule.{self.code}.{found.remedy}", **words),
                ref=found.ref,
                related=found.related,
                discriminator=found.discriminator,
            )


def rule(
    code: str, name: str, severity: Severity, *, needs: Iterable[Need] = (), group: Grouping = ALONE
) -> Callable[[Check], Rule]:
    """Make the check below into the rule `code`; its words are in `messages/rules/<code>.yaml`."""

    def made(check: Check) -> Rule:
        return Rule(code=code, name=name, severity=severity, check=check, needs=frozenset(needs), group=group)

    return made
