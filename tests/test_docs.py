"""What the documents promise is there: every command, option, field and rule, and the state of each decision."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from readiness.cli.root import cli
from readiness.inventory.sections import DECISIONS, SECTIONS
from readiness.model.fields import facts
from readiness.report.explain import codes
from tools import commands_page, make_rule_docs
from tools.cli_surface import commands

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
DECISION_FILES = sorted((DOCS / "decisions").glob("*.md"))


def test_every_command_and_option_is_documented() -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert page == commands_page.page(), "run tools/commands_page.py"
    for names, command in commands(cli):
        assert command.help and "⟦" not in command.help, names
        for option in (one for one in command.params if isinstance(one, click.Option) and names):
            assert option.help and "⟦" not in option.help, (names, option.name)


def test_every_rule_has_its_page() -> None:
    rules = DOCS / "rules"
    assert {path.name for path in rules.glob("*.md")} == {"README.md", *(f"{code}.md" for code in codes())}
    for name, text in make_rule_docs.pages().items():
        assert (rules / name).read_text(encoding="utf-8") == text, "run tools/make_rule_docs.py"


def test_every_field_is_documented() -> None:
    page = (DOCS / "inventory.md").read_text(encoding="utf-8")
    for section in (*SECTIONS, *DECISIONS):
        assert f"`{section.key}`" in page, section.key
        for fact in facts(section.record):
            assert f"`{fact.key}`" in page, (section.key, fact.key)


@pytest.mark.parametrize("path", DECISION_FILES, ids=lambda path: path.name[:4])
def test_every_decision_has_its_number_and_state(path: Path) -> None:
    title, blank, status = path.read_text(encoding="utf-8").split("\n")[:3]
    number = path.name[:4]
    assert re.fullmatch(rf"# {number} \S.*", title), title
    assert blank == ""
    found = re.fullmatch(
        r"Status: (?:accepted|rejected|replaced by (\d{4}))"
        r"(?:; (?:completes|partly replaced by) \d{4}(?: and \d{4})*(?: \([^()]+\))?)*\.",
        status,
    )
    assert found, f"{path.name}: {status}"
    numbers = {other.name[:4] for other in DECISION_FILES}
    assert set(re.findall(r"\b\d{4}\b", status)) <= numbers - {number}


def test_no_number_is_used_twice() -> None:
    numbers = [path.name[:4] for path in DECISION_FILES]
    assert len(numbers) == len(set(numbers))
