"""`docs/adding.md` names every place a field, rule or importer touches, `docs/field_tables.md` every table left."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from readiness.exchange.ledger.sheets import SHEETS
from readiness.inventory.emit import FILES
from readiness.inventory.sections import SECTION_BY_KEY, SECTIONS
from readiness.messages.catalogue import load_rule, load_words
from readiness.model.facts import Asks, Secrecy, When, asks
from readiness.model.fields import ways
from readiness.report import html
from readiness.rules.engine import all_rules
from readiness.standard.importers.dispatch import ImportKind
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


def test_a_kind_of_workbook_has_every_place_that_is_named() -> None:
    """The member, its reader, the word: what «An importer» tells to touch."""
    words, told = load_words("spec"), section("An importer")
    assert all(f"spec.kind.{kind.value}" in words for kind in ImportKind)
    assert "dispatch.py" in told and "spec.kind.<kind>" in told


def test_a_section_of_the_report_has_every_place_that_is_named() -> None:
    """The module, the template, the line in `SECTIONS`, the heading: what «A section of the report» tells to touch."""
    words, told = load_words("report"), section("A section of the report")
    report = ROOT / "readiness" / "report"
    for name, _ in html.SECTIONS:
        assert (report / "sections" / f"{name}.py").is_file() and f"report.section.{name}" in words, name
        assert (report / "templates" / "sections" / f"{name}.html.j2").is_file(), name
    assert "`SECTIONS`" in told and "report.section.<name>" in told


RULE = '''

@rule("WK901", "work.trial", Severity.NOTE)
def work_trial(context: Context) -> Iterator[Hit]:
    """A trial."""
    for procedure in context.inventory.procedures:
        if known(procedure.yearly_count) and procedure.yearly_count == 901:
            yield hit(procedure, "yearly_count")
'''
PAGE = """name: {ja: 試み, en: Trial}
message: {ja: "手続「{label}」の試み。", en: "Trial of “{label}”."}
why: {ja: 試みる。, en: To try.}
basis: {ja: 試み, en: Trial}
remedy: {ja: 直す。, en: Mend it.}
bad: |
  divisions: [{id: d1, name: 住民課}]
  procedures:
  - {id: p1, name: 転入届, division: d1, yearly_count: 901}  # <- WK901
good: |
  divisions: [{id: d1, name: 住民課}]
  procedures:
  - {id: p1, name: 転入届, division: d1, yearly_count: 900}
"""


@pytest.mark.long
def test_a_rule_added_to_the_letter_speaks(tmp_path: Path) -> None:
    """A function in its group and its page, and nothing else: `validate` finds it where the page marks it."""
    for room in ("readiness", "specs"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "_specs"))
    group = tmp_path / "readiness" / "rules" / "work.py"
    group.write_text(group.read_text(encoding="utf-8") + RULE, encoding="utf-8")
    page = tmp_path / "readiness" / "messages" / "rules" / "WK901.yaml"
    page.write_text(PAGE, encoding="utf-8")
    told = {}
    for kind in ("bad", "good"):
        example = yaml.safe_load(PAGE)[kind]
        town = tmp_path / f"{kind}.yaml"
        town.write_text("body: {id: t, name: 架空町, body_class: 町, as_of: 2026-12-01}\n" + example, encoding="utf-8")
        command = [sys.executable, "-m", "readiness", "validate", town.name, "--format", "json", "--fail-on", "never"]
        env = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"}
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        told[kind] = [one for one in json.loads(done.stdout)["findings"] if one["code"] == "WK901"]
    assert len(told["bad"]) == 1 and told["bad"][0]["message"] == "手続「転入届」の試み。" and not told["good"]


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
