"""docs/facts.md says what is unconfirmed, and is current."""

from __future__ import annotations

import sys
from pathlib import Path

from readiness.model.standard.standard import Standard

ROOT = Path(__file__).parents[2]


def rendered(standard: Standard) -> str:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from facts_page import page
    finally:
        sys.path.pop(0)
    text: str = page(standard)
    return text


def test_the_page_is_current(standard: Standard) -> None:
    stored = (ROOT / "docs" / "facts.md").read_text(encoding="utf-8")
    assert stored == rendered(standard), "run tools/facts_page.py"


def test_it_names_every_flow_and_fact_that_is_not_firm(standard: Standard) -> None:
    text = rendered(standard)
    for link in standard.links:
        row = f"| {standard.node_names[link.from_]} | {standard.node_names[link.to]} | {link.data} |"
        assert (row in text) is not link.confidence.firm
    unsure = [fact for area in standard.areas for fact in standard.facts(area.key) if not fact.confidence.firm]
    assert all(fact.name in text for fact in unsure)
    assert "機能別連携仕様" in text
