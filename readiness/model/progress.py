"""The 40 steps of the national procedure, told once and inherited (工程)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from readiness.model.facts import INSIDE, NOTE, OPEN
from readiness.model.finding import Subject, SubjectKind
from readiness.model.record import Part, Word

STEPS = 40
GO_LIVE = 40
"""⑱-1 運用開始: the step that says the new system runs."""


class StepStatus(Word):
    """Status word of one step, as the national progress tool uses it."""

    DONE = "done", "完了済み"
    IN_PROGRESS = "in_progress", "作業中"
    NOT_STARTED = "not_started", "未"
    NOT_APPLICABLE = "not_applicable", "対象外"


class ProgressScope(Word):
    """What a status hangs on; narrower scopes win over wider ones (団体 < 調達 < 業務 < システム)."""

    BODY = "body", "団体"
    PROCUREMENT = "procurement", "調達"
    AREA = "area", "業務"
    SYSTEM = "system", "システム"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Part):
    """Steps or a bare published rate (0..1) for one scope. `steps` are (number 1..40, status)."""

    scope: Annotated[ProgressScope, OPEN]
    target: Annotated[str, OPEN] = ""
    rate: Annotated[float | None, OPEN] = None
    steps: Annotated[tuple[tuple[int, StepStatus], ...], OPEN] = ()
    source: Annotated[str | None, NOTE] = None
    as_of: Annotated[str | None, INSIDE] = None

    @property
    def subject(self) -> Subject:
        """What it hangs on."""
        return Subject(cast(SubjectKind, self.scope.value), self.target)
