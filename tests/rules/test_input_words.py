"""Codes given outside the rules: each has a page and a code of its own; reading's bad examples really give them."""

import re
from pathlib import Path

import pytest

from readiness.inventory.load import load_inventory
from readiness.inventory.source_problems import CODES
from readiness.messages.catalogue import load_rule
from readiness.report.papers.matters import CODES as RAISED
from readiness.rules.engine import all_rules

ROOM = Path(__file__).parents[2] / "readiness"
WRITTEN = {
    code
    for path in ROOM.rglob("*.py")
    if "rules" not in path.relative_to(ROOM).parts
    for code in re.findall(r'"([A-Z]{2}[0-9]{3})"', path.read_text(encoding="utf-8"))
}
HEAD = "body: {id: t, name: 架空町, as_of: 2026-12-01, fictional: true}\n"
AREAS = {"介護保険": "long_term_care_insurance"}


def examples(field):
    codes = [code for code in sorted(WRITTEN) if code.startswith("IN")]
    return [code for code in codes if re.search(r"^\w+:", load_rule(code)[field], re.MULTILINE)]


def findings(code, text, path):
    file = path / "inventory.yaml"
    whole = text if "body:" in text or code == "IN204" else HEAD + text
    file.write_text(whole, encoding="utf-8")
    return {finding.code for finding in load_inventory(path, AREAS).findings}


def test_no_code_is_both_a_rule_and_something_else():
    rules = {rule.code for rule in all_rules()}
    assert set(RAISED) <= rules
    # IF103 is looked for by the questions; what is put before the meeting of heads is chosen by code.
    assert not (WRITTEN - {"IF103"} - set(RAISED)) & rules


def test_every_code_has_a_page_in_both_languages():
    assert set(CODES.values()) <= WRITTEN
    for code in sorted(WRITTEN):
        words = load_rule(code)
        assert words, f"messages/rules/{code}.yaml is missing"
        for field in ("name", "why", "basis", "remedy"):
            assert set(words[field]) == {"ja", "en"}, (code, field)
            assert all(words[field].values()), (code, field)
        assert words["bad"]
        assert words["good"]


@pytest.mark.parametrize("code", examples("bad"))
def test_the_bad_example_gives_the_code(code, tmp_path):
    if code in ("IN206", "IN207"):
        pytest.skip("given by the wiring, not by the loader")
    assert code in findings(code, load_rule(code)["bad"], tmp_path)


@pytest.mark.parametrize("code", examples("good"))
def test_the_good_example_does_not(code, tmp_path):
    assert code not in findings(code, load_rule(code)["good"], tmp_path)
