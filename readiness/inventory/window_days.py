"""The days of the body's own windows: two dates, or two month-days that come every year (切替えを避ける期間)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from readiness.model.finding import Finding, Severity, Subject
from readiness.model.planning_input import Window
from readiness.model.text import text

_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
_LEAP_YEAR = 2028  # 02-29 is a day of a window


def window_findings(windows: Iterable[Window]) -> Iterator[Finding]:
    """IN102 for an end that is no such day, and for two ends of different kinds or in the wrong order."""
    for window in windows:
        ends = {"from": _day(window.from_), "to": _day(window.to)}
        words = {"from": window.from_, "to": window.to}
        wrong = [key for key, day in ends.items() if day is None]
        first, last = ends["from"], ends["to"]
        yearly = [_MONTH_DAY.fullmatch(word) is not None for word in words.values()]
        if not wrong and (yearly[0] != yearly[1] or (not any(yearly) and first and last and first > last)):
            wrong = ["to"]
        for key in wrong:
            yield Finding(
                code="IN102",
                severity=Severity.FATAL,
                subject=Subject("window", window.id),
                message=text("input.type", key=key, word=words[key][:80], expect=text("input.expect.window-day")),
                remedy=text("input.window-day.remedy"),
                ref=window.ref.child(key),
                discriminator="/".join(map(str, window.ref.child(key).path)),
            )


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(f"{_LEAP_YEAR}-{word}" if _MONTH_DAY.fullmatch(word) else word)
    except ValueError:
        return None
