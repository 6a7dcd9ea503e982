"""The days of the body's own windows: two dates, or two month-days that come every year (切替えを避ける期間)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from readiness.model.finding import Finding, Severity, Subject
from readiness.model.planning_input import Window
from readiness.model.text import text
from readiness.sources.dates import parse_window_day


def window_findings(windows: Iterable[Window]) -> Iterator[Finding]:
    """IN102 for an end that is no such day, and for two ends of different kinds or in the wrong order."""
    for window in windows:
        first, last = ends = (parse_window_day(window.from_), parse_window_day(window.to))
        words = {"from": window.from_, "to": window.to}
        wrong = [key for key, day in zip(words, ends, strict=True) if day is None]
        if not wrong and (
            type(first) is not type(last) or (isinstance(first, date) and isinstance(last, date) and first > last)
        ):
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
