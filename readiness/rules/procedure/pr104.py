"""進捗率が低く該当見込みに記載のないもの(要確認)."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.inventory.steps import STEPS
from readiness.model.finding import Severity, Subject
from readiness.model.system import DueKind, SystemKind
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule


def check(context: Context) -> Iterator[Hit]:
    """Areas with few steps closed, none of whose systems has moved, has a separate date or is 対象外."""
    low = context.standard.assumptions.whole("rules.low_progress_steps")
    for area in context.steps:
        if area.rate is None or area.ref is None or round(area.rate * STEPS) >= low:
            continue
        own = [s for s in context.inventory.systems if area.area in s.areas and s.kind is SystemKind.STANDARD]
        settled = (DueKind.EXTENDED, DueKind.NOT_APPLICABLE, DueKind.LAPSED)
        if own and not any(system.migrated is True or system.due in settled for system in own):
            yield Hit(
                subject=Subject("area", area.area),
                ref=area.ref,
                related=tuple(system.ref.child("due") for system in own),
                params=(
                    ("area", context.area_names([area.area])[0]),
                    ("closed", round(area.rate * STEPS)),
                    ("low", low),
                ),
            )


RULE = Rule(code="PR104", name="steps.low-without-date", severity=Severity.QUESTION, check=check)
