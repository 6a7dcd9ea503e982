"""Every format of findings: content, safety, places, and the published schemas."""

import csv
import io
import json
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft4Validator, Draft202012Validator

from readiness.cli.root import cli
from readiness.inventory.positions import Position
from readiness.messages.catalogue import Catalogue
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.text import text
from readiness.report.findings import csvfile, github, sarif
from readiness.report.findings.row import FindingRow

ROOT = Path(__file__).parents[2]
SARIF = ROOT / "third_party" / "sarif" / "sarif-2.1.0-rtm.5.json"
FINDINGS = ROOT / "specs" / "schemas" / "findings.schema.json"
WORDS = Catalogue("ja")

INVENTORY = """\
body: {id: t, name: 架空町, as_of: 2026-12-01, fictional: true}
systems:
- {id: kaigo, name: 介護保険𠮷システム, layout_held: いいえ}
- {id: "=1+1", name: "=cmd", layout_held: いいえ}
"""
WAIVERS = "waivers:\n- {code: CT105, subject: kaigo, reason: 更改時に取得, approver: 総務課長, expires: 2027-03-31}\n"
LINE = 3


@pytest.fixture
def body(tmp_path):
    (tmp_path / "decisions").mkdir()
    (tmp_path / "inventory.yaml").write_text(INVENTORY, encoding="utf-8")
    (tmp_path / "decisions" / "waivers.yaml").write_text(WAIVERS, encoding="utf-8")
    return tmp_path


def render(path, form, *options):
    arguments = ["validate", str(path), "--format", form, "--fail-on", "never", *options]
    result = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert result.exception is None, result.exception
    return result.stdout


def row(message="内容", place=None, severity=Severity.WARNING, subject="s"):
    found = Finding(code="CT105", severity=severity, subject=Subject("system", subject), message=text("x.y"))
    return FindingRow(finding=found, place=place, related=(), title="題", message=message, basis="", remedy="")


def samples():
    return sorted(path for path in (ROOT / "inventories").iterdir() if path.is_dir())


@pytest.mark.parametrize("name", ["body", *(path.name for path in samples())])
def test_json_follows_the_published_schema(name, body):
    schema = json.loads(FINDINGS.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    data = json.loads(render(body if name == "body" else ROOT / "inventories" / name, "json"))
    assert data["findings"]
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []


def test_json_of_unreadable_input_follows_the_schema_too(tmp_path):
    (tmp_path / "a.yaml").write_text("body: {id: t\nsystems: [", encoding="utf-8")
    data = json.loads(render(tmp_path, "json"))
    assert {finding["severity"] for finding in data["findings"]} == {"fatal"}
    assert Draft202012Validator(json.loads(FINDINGS.read_text(encoding="utf-8"))).is_valid(data)


def test_the_vendored_schema_is_the_one_on_record():
    told = (SARIF.parent / "README.md").read_text(encoding="utf-8")
    assert sha256(SARIF.read_bytes()).hexdigest() in told
    assert "Permission is hereby granted" in (SARIF.parent / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["body", *(path.name for path in samples())])
def test_sarif_validates_against_the_official_schema(name, body):
    schema = json.loads(SARIF.read_text(encoding="utf-8"))
    for lang in ("ja", "en"):
        data = json.loads(render(body if name == "body" else ROOT / "inventories" / name, "sarif", "--lang", lang))
        assert [error.message for error in Draft4Validator(schema).iter_errors(data)] == []


def test_sarif_tells_place_rule_and_suppression(body):
    run = json.loads(render(body, "sarif"))["runs"][0]
    results = {
        result["properties"]["subject"]["id"]: result for result in run["results"] if result["ruleId"] == "CT105"
    }
    result = results["kaigo"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "CT105"
    (suppression,) = result["suppressions"]
    assert (suppression["status"], suppression["justification"]) == ("accepted", "更改時に取得")
    assert "suppressions" not in results["=1+1"]
    region = result["locations"][0]["physicalLocation"]["region"]
    line = INVENTORY.split("\n")[LINE - 1]
    # 𠮷 is one code point and two UTF-16 units; the region counts the latter.
    start = len(line[: line.index("いいえ")].encode("utf-16-le")) // 2 + 1
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (LINE, start, start + 3)


def test_sarif_marks_what_the_baseline_knows(body):
    baseline = body / "old.json"
    baseline.write_text(render(body, "json"), encoding="utf-8")
    run = json.loads(render(body, "sarif", "--baseline", str(baseline)))["runs"][0]
    assert {result["baselineState"] for result in run["results"]} == {"unchanged"}


def test_a_windows_path_becomes_a_uri():
    place = Position("C:\\台帳\\a b.yaml", 1, 1, 1, 2, "x")
    run = json.loads(sarif.render([row(place=place)], WORDS))["runs"][0]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert "\\" not in uri
    assert " " not in uri


def test_csv_has_a_mark_for_excel_and_the_waiver_columns(body):
    raw = render(body, "csv")
    assert raw.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(raw.removeprefix("\ufeff"))))
    kaigo = next(found for found in rows if found["コード"] == "CT105" and found["対象"] == "kaigo")
    waiver = (kaigo["扱い"], kaigo["受容の理由"], kaigo["受容の承認者"], kaigo["受容の期限"])
    assert waiver == ("受容", "更改時に取得", "総務課長", "2027-03-31")
    assert (kaigo["行"], kaigo["ファイル"]) == (str(LINE), (body / "inventory.yaml").as_posix())
    assert all(found["ファイル"] for found in rows)  # what is about the whole body is of the file that says which it is


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_cells_cannot_be_formulas(start):
    rendered = csvfile.render([row(message=f"{start}HYPERLINK(1)", subject=f"{start}2")], WORDS)
    cells = next(csv.reader(io.StringIO(rendered.removeprefix("\ufeff").split("\r\n", 1)[1], newline="")))
    assert [cell for cell in cells if cell.lstrip("'").startswith(start)] == [f"'{start}2", f"'{start}HYPERLINK(1)"]


def test_csv_cells_of_an_inventory_cannot_be_formulas(body):
    rows = list(csv.DictReader(io.StringIO(render(body, "csv").removeprefix("\ufeff"))))
    assert "'=1+1" in {found["対象"] for found in rows}
    assert not any(cell.startswith(("=", "+", "@")) for found in rows for cell in found.values())


def test_workflow_commands_cannot_be_broken_out_of():
    place = Position("a,b:c.yaml", 3, 5, 3, 9, "")
    (line,) = github.render([row(message="一行\n::error::二行 100%", place=place)], WORDS).splitlines()
    assert line == "::warning file=a%2Cb%3Ac.yaml,line=3,col=5,title=CT105 題::一行%0A::error::二行 100%25"
    severities = {
        Severity.FATAL: "error",
        Severity.ERROR: "error",
        Severity.NOTE: "notice",
        Severity.QUESTION: "notice",
    }
    for severity, command in severities.items():
        assert github.render([row(severity=severity)], WORDS).startswith(f"::{command} ")


def test_workflow_commands_leave_waived_findings_out(body):
    lines = [line for line in render(body, "github").splitlines() if "CT105" in line]
    assert len(lines) == 1
    assert "=cmd" in lines[0]


def test_text_shows_line_caret_and_remedy_under_full_width_words(body):
    shown = render(body, "text").split("\n")
    at = next(n for n, line in enumerate(shown) if f"inventory.yaml:{LINE}:" in line and "CT105" in line)
    line, caret, remedy = shown[at + 1 : at + 4]
    source = INVENTORY.split("\n")[LINE - 1]
    assert line == f"    {source}"
    # A full-width character takes two cells of a terminal.
    before = source[: source.index("いいえ")]
    cells = sum(2 if ord(char) > 0x2E80 else 1 for char in before)
    assert caret == " " * (4 + cells) + "^^^^^^"
    assert remedy.startswith("    → ")
    assert "(受容: 総務課長、期限 2027-03-31)" in shown[at]
    assert "受容 1" in shown[-2]


def test_text_says_that_contents_were_not_checked(tmp_path):
    (tmp_path / "a.yaml").write_text("body: {id: t\n", encoding="utf-8")
    assert "内容の点検は行っていません" in render(tmp_path, "text")
