"""docs/walls.md names what exists: records, rules, the section, papers."""

from __future__ import annotations

import re
from pathlib import Path

from readiness.inventory.sections import SECTIONS
from readiness.rules.engine import all_rules

ROOT = Path(__file__).parents[2]


def test_every_record_rule_and_paper_of_the_table_exists() -> None:
    rows = [
        line.split("|")[1:-1]
        for line in (ROOT / "docs" / "walls.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and not line.startswith("|---")
    ][1:]
    assert len(rows) == 8  # three walls, items 2 to 6
    records = {section.key for section in SECTIONS}
    codes = {rule.code for rule in all_rules()}
    papers = {path.stem for path in (ROOT / "readiness" / "report" / "papers").glob("*.py")} | {
        "hikitsugi",
        "shoukai",
        "kakunin",
        "mondou",
    }
    for row in rows:
        assert set(re.findall(r"`(\w+)`", row[3])) <= records, row[0]
        for first, last in re.findall(r"\b([A-Z]{2}\d{3})–([A-Z]{2}\d{3})\b", row[4]):
            assert {first, last} <= codes, row[0]
            assert f"{last[:2]}{int(last[2:]) + 1}" not in codes, f"{row[0]}: a newer rule is not in the table"
        assert set(re.findall(r"[a-z]+", row[6])) <= papers, row[0]


def test_each_record_of_the_walls_is_in_the_table() -> None:
    said = (ROOT / "docs" / "walls.md").read_text(encoding="utf-8")
    for name in ("procedures", "indicators", "rehearsals", "go_decisions", "team", "trainings", "handover_notes"):
        assert f"`{name}`" in said
