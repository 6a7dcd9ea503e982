"""Dates as people write them in Japanese ledgers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from unicodedata import normalize

# First year of each era less one; an era's year 1 is also written 元年.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_ERAS |= {"R": 2018, "H": 1988, "S": 1925, "T": 1911, "M": 1867}
_WRITTEN = re.compile(
    r"(?P<era>令和|平成|昭和|大正|明治|[RHSTM])?\s*+(?P<year>[0-9]{1,4}|元)\s*+[年/.\-]\s*+"
    r"(?P<month>[0-9]{1,2})(?:\s*+[月/.\-]\s*+(?:(?P<day>[0-9]{1,2})\s*+日?|(?P<last>末)日?)?)?\s*+(?:\([日月火水木金土]\))?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(r"([0-9]{1,2})[-/月]([0-9]{1,2})日?")
_LONGEST = 200  # of a day as anybody writes it, blanks and all
_LEAP_YEAR = 2028  # 02-29 is a day of a window
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


def parse_date(value: object, *, month_end: bool = False) -> date | None:
    """A day: a date, `2026-04-01`, `2026/4/1`, `20260401`, `令和8年4月1日`, `R8.4.1`, in full- or half-width; None for
    anything else. With `month_end`, a bare month (`令和8年3月`, `2026-03`) or `3月末` is its last day; else it is None.
    """
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    if len(value) > _LONGEST:
        return None
    text = _plain(value)
    try:
        if compact := _COMPACT.fullmatch(text):
            return date(*map(int, compact.groups()))
        if written := _WRITTEN.fullmatch(text):
            return _written(written, month_end=month_end)
    except ValueError:
        pass
    return None


def _plain(text: str) -> str:
    """Half-width, without outer blanks; raised and circled digits (², ①) are none of a day and stay as they are."""
    odd = any(char.isdigit() and not char.isdecimal() for char in text)
    return (text if odd else normalize("NFKC", text)).strip()


def parse_window_day(word: str) -> date | tuple[int, int] | None:
    """An end of a window: a day of the calendar, or month and day of every year (`03-15`, `3/15`, `3月15日`)."""
    if (day := parse_date(word)) is not None:
        return day
    yearly = _MONTH_DAY.fullmatch(_plain(word))
    if yearly is None:
        return None
    month, number = int(yearly[1]), int(yearly[2])
    try:
        date(_LEAP_YEAR, month, number)
    except ValueError:
        return None
    return month, number


def is_written_date(text: str) -> bool:
    """Whether a text is written as a day, also one that no calendar has (令和8年11月31日)."""
    plain = _plain(text)
    found = _COMPACT.fullmatch(plain) or _WRITTEN.fullmatch(plain)
    return found is not None and (found.re is _COMPACT or bool(found["day"] or found["last"]))


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
