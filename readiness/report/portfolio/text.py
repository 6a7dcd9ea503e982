"""Both tables for the terminal, columns aligned by East-Asian width."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.messages.catalogue import Catalogue
from readiness.portfolio.combine import Portfolio
from readiness.report.portfolio.cells import body_table, vendor_table
from readiness.sources.width import display_width

_GAP = "  "


def render(portfolio: Portfolio, words: Catalogue) -> str:
    """Bodies, then vendors, then what the figures mean."""
    parts = [
        words.get("portfolio.title.bodies", count=len(portfolio.bodies)),
        _aligned(list(body_table(portfolio, words))),
        "",
        words.get("portfolio.title.vendors"),
        _aligned(list(vendor_table(portfolio, words))),
        "",
        words.get("portfolio.note"),
    ]
    return "\n".join(parts) + "\n"


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(display_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(
        _GAP.join(cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
