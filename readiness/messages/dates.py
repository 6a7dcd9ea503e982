"""Dates as officials write them: 令和 in Japanese, ISO in English."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.messages.catalogue import Language

# First year of an era (元年) and its letter; only what a migration plan can meet.
_ERAS = ((date(2019, 5, 1), "令和", "R"), (date(1989, 1, 8), "平成", "H"))


def long_day(day: date, language: Language) -> str:
    """令和8年11月2日; 2026-11-02."""
    if language == "en":
        return day.isoformat()
    name, _, year = _era(day)
    return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def short_day(day: date, language: Language) -> str:
    """R8.11.2, for tables; 2026-11-02."""
    if language == "en":
        return day.isoformat()
    _, letter, year = _era(day)
    return f"{letter}{year}.{day.month}.{day.day}"


def short_month(day: date, language: Language) -> str:
    """R8.11, for axes; 2026-11."""
    if language == "en":
        return f"{day:%Y-%m}"
    _, letter, year = _era(day)
    return f"{letter}{year}.{day.month}"


def long_month(day: date, language: Language) -> str:
    """令和8年11月, for running text; 2026-11."""
    if language == "en":
        return f"{day:%Y-%m}"
    name, _, year = _era(day)
    return f"{name}{'元' if year == 1 else year}年{day.month}月"


def fiscal(year: int, language: Language) -> str:
    """令和8年度; FY2026."""
    if language == "en":
        return f"FY{year}"
    name, _, number = _era(date(year, 5, 1))
    return f"{name}{'元' if number == 1 else number}年度"


def short_fiscal(year: int, language: Language) -> str:
    """R8年度, for pictures; FY2026."""
    if language == "en":
        return f"FY{year}"
    _, letter, number = _era(date(year, 5, 1))
    return f"{letter}{number}年度"


def _era(day: date) -> tuple[str, str, int]:
    for first, name, letter in _ERAS:
        if day >= first:
            return name, letter, day.year - first.year + 1
    return "西暦", "", day.year
