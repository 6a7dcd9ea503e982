"""`docs/adding.md` names every place a field, rule or importer touches, `docs/field_tables.md` every table left."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from readiness.exchange.ledger.sheets import SHEETS
from readiness.inventory.emit import FILES
from readiness.inventory.sections import SECTION_BY_KEY, SECTIONS
from readiness.messages.catalogue import load_rule, load_words
from readiness.model.facts import Asks, Secrecy, When, asks
from readiness.model.fields import ways
from readiness.rules.engine import all_rules
from tools.field_tables import known_names, tables

ROOT = Path(__file__).resolve().parents[2]
ADDING = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
LEFT = (ROOT / "docs" / "field_tables.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return ADDING.split(f"## {title}\n")[1].split("\n## ")[0]


def test_every_place_it_names_is_there() -> None:
    for place in re.findall(r"`((?:readiness|tests|tools|specs|docs)/[\w/.]+)`", ADDING):
        assert (ROOT / place).exists(), place


def test_every_fact_a_field_can_have_is_told() -> None:
    told = section("A field of a record")
    assert all(f"`{secrecy.name}`" in told for secrecy in Secrecy)
    for option in Asks.__dataclass_fields__:
        assert option in ("knows", "rank", "key") or f"{option}=" in told, option
    assert asks.__kwdefaults__ is not None and set(asks.__kwdefaults__) < set(Asks.__dataclass_fields__)


def test_a_field_that_is_asked_for_has_its_words_and_every_condition_is_used() -> None:
    words, used = load_words("gap"), set()
    for item in SECTIONS:
        for way in ways(item.record):
            for fact in (fact for fact in way if fact.asks is not None):
                assert fact.asks is not None
                used |= {*fact.asks.when, *fact.asks.booked}
                parts = ("title", "current", "expected", "request", *(("basis",) if fact.asks.basis else ()))
                missing = [part for part in parts if fact.asks.key and f"gap.{fact.asks.key}.{part}" not in words]
                assert not missing, (fact.owner, fact.key, missing)
    assert used == set(When)


@pytest.mark.parametrize("table", [FILES, SHEETS], ids=["files", "sheets"])
def test_every_section_stands_in_the_tables_of_formats_once(table: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    listed = [key for _, keys in table for key in keys]
    assert sorted(listed) == sorted(SECTION_BY_KEY)


def test_a_rule_has_its_page_and_an_importer_its_damage() -> None:
    assert "messages/rules/<CODE>.yaml" in section("A rule") and "tests/standard/test_damage.py" in ADDING
    assert all(load_rule(rule.code) for rule in all_rules())


def test_what_is_left_of_tables_stands_in_the_list_with_a_reason() -> None:
    """One reason each. A table that is gone leaves the list, and a new one enters it, with why no fact would do."""
    rows = re.findall(r"^\| `(readiness/[^`]+)` \| `([^`]+)` \| ([^|]+) \|$", LEFT.split("## What stays")[1], re.M)
    assert all(len(reason) > 10 for _, _, reason in rows)
    found = {(table.place, table.name) for table in tables(ROOT)}
    told = {(place, name) for place, name, _ in rows}

    # Heads that a page lists beside the rows it fills them from come and go with the page; constants do not.
    def lasting(found: set[tuple[str, str]]) -> list[tuple[str, str]]:
        return sorted((place, name) for place, name in found if "/report/" not in place or name.isupper())

    assert lasting(found - told) == []
    assert lasting(told - found) == []
    assert {"gaiji_undecided", "systems"} <= known_names()
