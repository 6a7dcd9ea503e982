"""`readiness explain` and docs/rules."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from readiness.cli.root import cli
from readiness.messages.catalogue import LANGUAGES, Catalogue
from readiness.report import explain
from readiness.report.explain_rows import number_rows
from readiness.rules.engine import all_rules

DOCS = Path(__file__).parents[2] / "docs" / "rules"


def run(*arguments):
    return CliRunner().invoke(cli, ["explain", *arguments], catch_exceptions=False)


def test_a_page_tells_why_basis_remedy_and_both_examples():
    page = run("ct101").stdout
    for word in (
        "CT101 解約予告日",
        "contract.notice-date",
        "根拠",
        "対応",
        "# <- CT101",
        "notice_months: 未確認",
    ):
        assert word in page
    assert run("contract.notice-date").stdout == page
    assert "Contract notice date" in run("CT101", "--lang", "en").stdout


def test_every_code_has_a_page_without_missing_words():
    listed = run("--list").stdout
    for language in LANGUAGES:
        words = Catalogue(language)
        for code in explain.codes():
            page = explain.rule_page(code, words)
            assert page is not None
            assert "⟦" not in page, code
            assert code in listed
    assert {rule.code for rule in all_rules()} <= set(explain.codes())


def test_an_unknown_code_is_refused_with_near_ones():
    result = run("CT1O1")
    assert result.exit_code == 2
    assert "CT101" in result.stderr
    assert run().exit_code == 2
    none = run("--number", "qqqq.wwww").stderr
    assert "--list" in none and "候補" not in none


def test_every_figure_has_a_definition_in_both_languages():
    assert explain.numbers()
    for language in LANGUAGES:
        words = Catalogue(language)
        for name in explain.numbers():
            assert words.has(f"measure.{name}.definition"), name
            assert "⟦" not in str(explain.number_page(name, words))


def test_a_figure_is_shown_with_the_rows_it_was_counted_from(tmp_path):
    row = {"file": "systems.yaml", "path": ["systems", 3, "migrated"]}
    measure = {"name": "status.systems_migrated", "value": 16, "unit": "unit.systems", "known": 20, "total": 23}
    data = {"format": "readiness.analysis", "status": {"systems_migrated": measure | {"evidence": [row]}}}
    file = tmp_path / "analysis.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    told = run("--number", "status.systems_migrated", "--analysis", str(file)).stdout
    assert "移行済みシステム数: 16" in told
    assert "23件中20件" in told
    assert "systems.yaml#systems/3/migrated" in told
    file.write_text("[]", encoding="utf-8")
    assert run("--number", "status.systems_migrated", "--analysis", str(file)).exit_code == 2


def test_the_pages_in_docs_are_current():
    from tools.make_rule_docs import pages

    assert {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")} == pages()


@pytest.mark.parametrize("code", ["IF103", "ST105", "PR104", "VD101"])
def test_pages_accuse_nobody(code):
    page = str(explain.rule_page(code, Catalogue("ja")))
    assert not any(word in page for word in ("ベンダーロックイン", "違反", "怠慢", "不正"))


def test_a_figure_that_is_told_several_times_says_of_what():
    figure = {"name": "lockin.largest_csp", "value": 80.0, "unit": "unit.percent", "known": 4, "total": 5}
    rows = [{"stage": stage, "weight": "yen", "by": "csp", "largest": figure} for stage in ("now", "after")]
    told = number_rows("lockin.largest_csp", {"lockin": {"concentrations": rows}}, Catalogue("ja"))
    assert [line.partition(":")[0].rpartition("[")[2] for line in told] == ["CSP、年額、現在]", "CSP、年額、計画後]"]


def test_a_figure_of_one_record_is_told_with_the_lines_it_was_counted_from(tmp_path):
    file = tmp_path / "systems.yaml"
    file.write_text("systems:\n- id: a\n- id: kaigo\n  platform_eol: 2028-03-31\n", encoding="utf-8")

    def slack(system, value, total, index):
        row = {"file": file.as_posix(), "path": ["systems", index, "platform_eol"]}
        figure = {"name": "lockin.slack_days", "value": value, "unit": "unit.days", "known": 1, "total": total}
        return {"system": system, "days": {**figure, "evidence": [row], "subjects": [f"platform_eol:{system}"]}}

    data = {"slacks": [slack("a", "unknown", 0, 0), slack("kaigo", -96, 1, 1)]}
    words = Catalogue("ja")
    one = number_rows("lockin.slack_days@kaigo", data, words)
    assert len(one) == 2
    assert "-96日" in one[0]
    assert one[1] == f"  {file.as_posix()}:4  platform_eol:kaigo"
    assert len(number_rows("lockin.slack_days", data, words)) == 4
    assert "該当なし" in number_rows("lockin.slack_days@a", data, words)[0]
    assert number_rows("lockin.slack_days@nobody", data, words) == ()
