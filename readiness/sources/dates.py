"""Dates as people write them in Japanese ledgers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from unicodedata import normalize

# First year of each era less one; an era's year 1 is also written 元年.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_ERAS |= {"R": 2018, "H": 1988, "S": 1925, "T": 1911, "M": 1867}
_WRITTEN = re.compile(
    r"(?P<era>令和|平成|昭和|大正|明治|[RHSTM])?\s*(?P<year>[0-9]{1,4}|元)\s*[年/.\-]\s*"
    r"(?P<month>[0-9]{1,2})(?:\s*[月/.\-]\s*(?:(?P<day>[0-9]{1,2})\s*日?|(?P<last>末)日?)?)?\s*(?:\([日月火水木金土]\))?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


def parse_date(value: object, *, month_end: bool = False) -> date | None:
    """A day: a date, `2026-04-01`, `2026/4/1`, `20260401`, `令和8年4月1日`, `R8.4.1`, in full- or half-width; None for
    anything else. With `month_end`, a bare month (`令和8年3月`, `2026-03`) or `3月末` is its last day; else it is None.
    """
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    text = normalize("NFKC", value).strip()
    try:
        if compact := _COMPACT.fullmatch(text):
            return date(*map(int, compact.groups()))
        if written := _WRITTEN.fullmatch(text):
            return _written(written, month_end=month_end)
    except ValueError:
        pass
    return None


def _written(parts: re.Match[str], *, month_end: bool) -> date | None:
    era, year_text = parts["era"], parts["year"]
    if era is None and (year_text == "元" or len(year_text) != 4):
        return None
    year = (1 if year_text == "元" else int(year_text)) + (_ERAS[era.upper()] if era else 0)
    month = int(parts["month"])
    if parts["day"]:
        return date(year, month, int(parts["day"]))
    if month_end or parts["last"]:
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) if 1 <= month <= 12 else None
    return None
