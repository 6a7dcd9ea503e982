"""The portfolio as JSON (format readiness.portfolio, version 1; schema in specs/schemas/portfolio.schema.json)."""

from __future__ import annotations

import json
from typing import Any

from readiness.model.codec import envelope, to_plain
from readiness.portfolio.nation import Nation
from readiness.report.portfolio.view import PortfolioView


def render(view: PortfolioView) -> str:
    """Rows, vendors with all months, ties, and whom to ring."""
    words, portfolio = view.words, view.portfolio
    calls = [
        {"body": portfolio.bodies[call.body].id, "reasons": to_plain(call.reasons, words.render)} for call in view.calls
    ]
    data: dict[str, Any] = {
        "bodies": to_plain(portfolio.bodies, words.render),
        "vendors": to_plain(portfolio.vendors, words.render),
        "ties": to_plain(portfolio.ties, words.render),
        "shared": to_plain(portfolio.shared, words.render),
        "calls": calls,
    }
    if view.nation is not None:
        data["published"] = _published(view.nation)
    return json.dumps(envelope("portfolio", 1, data), ensure_ascii=False, indent=1) + "\n"


def _published(nation: Nation) -> dict[str, Any]:
    """Sums and groups of the published workbooks; bodies one by one are in the workbooks themselves."""
    names = ("progress_month", "designated_month", "total", "classes", "areas", "prefectures", "strangers")
    return {name: to_plain(getattr(nation, name)) for name in names}
