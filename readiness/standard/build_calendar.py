"""From plain data to the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from readiness.model.standard.calendar import CalendarRule, Election, GoLive, Holidays, MonthDay, RuleKind
from readiness.model.standard.confidence import Confidence

Data = Mapping[str, Any]


def rules(data: Data) -> Iterator[CalendarRule]:
    """`rules` of one file of `calendars/`."""
    for item in data.get("rules", ()):
        kind = RuleKind.of(item["kind"])
        dated = kind in (RuleKind.DATES, RuleKind.DEADLINE)
        first, last = item.get("from"), item.get("to") or item.get("at")
        yield CalendarRule(
            key=item["key"],
            kind=kind,
            why=item["why"],
            why_en=item.get("why_en", ""),
            areas=tuple(item.get("areas", ())),
            unit=item.get("unit"),
            prefectures=tuple(item.get("prefectures", ())),
            prefectures_except=tuple(item.get("prefectures_except", ())),
            strict=bool(item.get("strict", False) and item.get("basis")),
            basis=item.get("basis"),
            from_md=None if dated else _month_day(first),
            to_md=None if dated else _month_day(last),
            from_date=_date(first) if dated else None,
            to_date=_date(last) if dated else None,
            first_days=item.get("first_days", 0),
            from_day=item.get("from_day", 0),
            to_day=item.get("to_day", 0),
            before_days=item.get("before_days", 0),
            after_days=item.get("after_days", 0),
            every=item.get("every", 1),
            anchor=item.get("anchor", 0),
            claimed=item.get("claimed", "unstated"),
            confidence=Confidence.of(item["confidence"]),
            source=tuple(item.get("source", ())),
        )


def elections(data: Data) -> Iterator[Election]:
    """`elections` of one file of `calendars/`."""
    for item in data.get("elections", ()):
        yield Election(
            key=item["key"],
            name=item["name"],
            first=date.fromisoformat(item["from"]),
            last=date.fromisoformat(item["to"]),
            predicted=item["predicted"],
            confidence=Confidence.of(item["confidence"]),
            source=tuple(item.get("source", ())),
        )


def holidays(data: Data) -> Holidays:
    """`calendars/holidays.yaml`."""
    closed = data["closed"]
    return Holidays(
        days={date.fromisoformat(day): name for day, name in data["holidays"].items()},
        first_year=data["first_year"],
        last_year=data["last_year"],
        closed_from=month_day(closed["from"]),
        closed_to=month_day(closed["to"]),
    )


def go_lives(data: Data) -> Iterator[GoLive]:
    """`calendars/go_lives.yaml`."""
    for item in data["go_lives"]:
        full = len(item["date"]) > len("2026-01")
        yield GoLive(
            body=item["body"],
            month=item["date"][:7],
            day=date.fromisoformat(item["date"]) if full else None,
            areas=tuple(item["areas"]),
            note=item.get("note"),
            confidence=Confidence.of(item["confidence"]),
            source=tuple(item.get("source", data.get("source", ()))),
        )


def month_day(text: str) -> MonthDay:
    """`"03-15"` → (3, 15)."""
    month, _, day = text.partition("-")
    return int(month), int(day)


def _month_day(text: str | None) -> MonthDay | None:
    return None if text is None else month_day(text)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
