"""From plain data to the budget calendar: what planning alone asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from readiness.model.body import BodyClass
from readiness.model.standard.budget import (
    Anchor,
    BudgetCalendar,
    BudgetCycle,
    BudgetEvent,
    LeadTime,
    PiaLevel,
    PropertyThreshold,
)
from readiness.model.standard.confidence import Confidence
from readiness.standard.build_calendar import month_day

Data = Mapping[str, Any]


def budget(data: Data) -> BudgetCalendar:
    """`calendars/budget.yaml`."""
    return BudgetCalendar(
        events=tuple(_event(item, data) for item in data.get("events", ())),
        property_thresholds=tuple(
            PropertyThreshold(
                classes=tuple(BodyClass.of(word) for word in item["classes"]), value=item["value"], **_why(item, data)
            )
            for item in data.get("property_thresholds", ())
        ),
        lead_times=tuple(_lead(item, data) for item in data.get("lead_times", ())),
        pia_levels=tuple(
            PiaLevel(
                key=item["key"],
                name=item["name"],
                from_=item["from"],
                to=item.get("to"),
                public_comment=item["public_comment"],
                **_why(item, data),
            )
            for item in data.get("pia_levels", ())
        ),
    )


def _event(item: Data, data: Data) -> BudgetEvent:
    return BudgetEvent(
        key=item["key"],
        name=item["name"],
        cycle=BudgetCycle.of(item["cycle"]),
        year_offset=item["year_offset"],
        from_md=month_day(item["from"]),
        to_md=month_day(item["to"]),
        usual=month_day(item["usual"]),
        **_why(item, data),
    )


def _lead(item: Data, data: Data) -> LeadTime:
    return LeadTime(
        key=item["key"],
        name=item["name"],
        name_en=item.get("name_en", item["name"]),
        anchor=Anchor.of(item["anchor"]),
        weeks=item["weeks"],
        low=item["low"],
        high=item["high"],
        areas=tuple(item.get("areas", ())),
        **_why(item, data),
    )


def _why(item: Data, data: Data) -> dict[str, Any]:
    """Reason and evidence; the source of a row is its own, else that of the file."""
    return {
        "reason": item["reason"],
        "confidence": Confidence.of(item["confidence"]),
        "source": tuple(item.get("source", data.get("source", ()))),
    }
