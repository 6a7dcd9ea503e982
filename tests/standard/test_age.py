"""The tool's own facts age: a source not looked at for a year is named."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.model.standard.confidence import Source
from readiness.model.standard.standard import Standard
from readiness.standard.age import aged, seen_day


@pytest.mark.parametrize(
    ("seen", "day"), [("2026-11-29", date(2026, 11, 29)), ("2026-11", date(2026, 11, 30)), (None, None)]
)
def test_a_bare_month_lasts_to_its_end(seen: str | None, day: date | None) -> None:
    assert seen_day(Source(key="k", title="t", kind="public", seen=seen)) == day


def test_a_source_is_old_after_twelve_months_and_not_before(standard: Standard) -> None:
    assert aged(standard, date(2027, 11, 29)) == ()
    day_after = {source.key for source in aged(standard, date(2027, 11, 30))}
    assert "progress-202601" in day_after
    assert "nfr-1.2" not in day_after  # seen in November, no day told
    assert len(aged(standard, date(2027, 12, 1))) == len(standard.sources)
