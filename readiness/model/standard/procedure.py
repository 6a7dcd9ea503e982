"""The 40 steps of the national procedure (移行手順)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from readiness.model.record import Word


class Phase(Word):
    """Phase of the procedure."""

    PLAN = "plan", "計画立案"
    SELECT = "select", "システム選定"
    MIGRATE = "migrate", "移行"


class StepScope(Word):
    """What a step naturally belongs to; the national tool nevertheless records all 40 per body and area."""

    ORG = "org", "団体"
    UNIT = "unit", "調達単位"
    SYSTEM = "system", "システム"
    BOTH = "both", "団体と調達単位・システム"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. `label` is the official label to the letter; `code` its number (①-1); `label_en` is a translation.

    `usually_after` are steps that are usually closed before this one; the opposite is «要確認», never an error.
    """

    number: int
    code: str
    label: str
    label_en: str
    phase: Phase
    scope: StepScope
    usually_after: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """All steps in order. Phases and scopes are less sure than the labels."""

    steps: tuple[Step, ...]

    @cached_property
    def by_number(self) -> Mapping[int, Step]:
        """Steps by number 1..40."""
        return {step.number: step for step in self.steps}
