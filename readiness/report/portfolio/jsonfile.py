"""The portfolio as JSON (format readiness.portfolio, version 1; schema in specs/schemas/portfolio.schema.json)."""

from __future__ import annotations

import json

from readiness.messages.catalogue import Catalogue
from readiness.model.codec import envelope, to_plain
from readiness.portfolio.combine import Portfolio


def render(portfolio: Portfolio, words: Catalogue) -> str:
    """Rows and vendors with all months."""
    data = {"bodies": to_plain(portfolio.bodies, words.render), "vendors": to_plain(portfolio.vendors, words.render)}
    return json.dumps(envelope("portfolio", 1, data), ensure_ascii=False, indent=1) + "\n"
