"""Waivers and baseline through the real command line."""

import json
from collections import Counter

import pytest
from click.testing import CliRunner

from readiness.cli.exits import report_refusal
from readiness.cli.root import cli
from readiness.messages.catalogue import load_rule

INVENTORY = """\
body: {id: t, name: 架空町, as_of: 2026-12-01, fictional: true}
systems:
- {id: kaigo, name: 介護, layout_held: いいえ}
- id: juki
  name: 住記
  conformance: 経過措置あり
  transitional_measures:
  - {function: 一, until: 未確認}
  - {function: 二, until: 未確認}
"""
WAIVER = "{{code: {code}, subject: {subject}, reason: 更改時に取得, approver: 総務課長, expires: {expires}}}"
WAIVER_CODES = ("WV101", "WV102", "WV103", "WV104")


@pytest.fixture
def body(tmp_path):
    (tmp_path / "decisions").mkdir()
    (tmp_path / "inventory.yaml").write_text(INVENTORY, encoding="utf-8")
    return tmp_path


def waive(body, *rows):
    text = "waivers:\n" + "".join(f"- {row}\n" for row in rows)
    (body / "decisions" / "waivers.yaml").write_text(text, encoding="utf-8")


def run(body, *options):
    result = CliRunner().invoke(cli, ["validate", str(body), "--format", "json", *options], standalone_mode=False)
    assert result.exception is None, result.exception
    return json.loads(result.stdout)["findings"], result.return_value


def of(findings, code):
    return [finding for finding in findings if finding["code"] == code]


def test_a_waived_finding_stays_with_reason_approver_and_expiry(body):
    waive(body, WAIVER.format(code="CT105", subject="kaigo", expires="2027-03-31"))
    findings, _ = run(body)
    (finding,) = of(findings, "CT105")
    assert finding["status"] == "waived"
    assert finding["waiver"] == {"reason": "更改時に取得", "approver": "総務課長", "expires": "2027-03-31"}
    assert not any(found["code"].startswith("WV") for found in findings)


def test_a_waived_finding_does_not_fail_and_an_expired_one_does(body):
    others = {found["fingerprint"] for found in run(body)[0]} - {of(run(body)[0], "CT105")[0]["fingerprint"]}
    baseline = body / "findings.json"
    baseline.write_text(json.dumps({"findings": [{"fingerprint": f} for f in others]}), encoding="utf-8")
    options = ("--fail-on", "warning", "--baseline", str(baseline))
    assert run(body, *options)[1] == 1
    waive(body, WAIVER.format(code="CT105", subject="system:kaigo", expires="2026-12-01"))
    assert run(body, *options)[1] == 0
    waive(body, WAIVER.format(code="CT105", subject="kaigo", expires="2026-11-30"))
    findings, code = run(body, *options)
    assert code == 1
    assert of(findings, "WV101")
    assert of(findings, "CT105")[0]["status"] == "open"


def test_one_waiver_accepts_one_finding_only(body):
    waive(body, WAIVER.format(code="ST101", subject="juki", expires="2027-03-31"))
    findings, _ = run(body)
    assert [found["status"] for found in of(findings, "ST101")] == ["open", "open"]
    (told,) = of(findings, "WV103")
    fingerprints = [found["fingerprint"] for found in of(findings, "ST101")]
    assert all(fingerprint in told["remedy"] for fingerprint in fingerprints)
    exact = WAIVER.format(code="ST101", subject="juki", expires="2027-03-31")
    waive(body, exact.replace("reason", f'fingerprint: "{fingerprints[1]}", reason'))
    findings, _ = run(body)
    assert Counter(found["status"] for found in of(findings, "ST101")) == {"open": 1, "waived": 1}
    assert not of(findings, "WV103")


@pytest.mark.parametrize("code", WAIVER_CODES)
def test_examples_of_waivers(body, code):
    words = load_rule(code)
    for field in ("name", "message", "why", "basis", "remedy"):
        assert set(words[field]) == {"ja", "en"}
    waivers = body / "decisions" / "waivers.yaml"
    waivers.write_text(words["bad"], encoding="utf-8")
    expected = [n for n, line in enumerate(words["bad"].split("\n"), 1) if line.endswith(f"# <- {code}")]
    assert [found["place"]["line"] for found in of(run(body)[0], code)] == expected
    waivers.write_text(words["good"], encoding="utf-8")
    assert not of(run(body)[0], code)


def test_the_baseline_marks_what_is_known(body):
    findings, _ = run(body)
    baseline = body / "findings.json"
    baseline.write_text(json.dumps({"findings": findings[:1]}), encoding="utf-8")
    again, _ = run(body, "--baseline", str(baseline))
    assert [found["status"] for found in again] == ["known", *["open"] * (len(again) - 1)]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"findings": [1]}', "\udc80", "[" * 100_000])
def test_a_file_that_is_no_baseline_is_refused_in_a_sentence(body, content, capsys):
    baseline = body / "old.json"
    baseline.write_bytes(content.encode("utf-8", "surrogateescape"))
    result = CliRunner().invoke(cli, ["validate", str(body), "--baseline", str(baseline)], standalone_mode=False)
    assert report_refusal(result.exception) == 2
    assert "old.json" in capsys.readouterr().err


def test_an_unused_waiver_is_told_what_findings_of_its_code_are_about(body):
    waive(body, WAIVER.format(code="CT105", subject="kaigoo", expires="2027-03-31"))
    result = CliRunner().invoke(cli, ["validate", str(body)], standalone_mode=False)
    assert "CT105の所見の対象: kaigo)" in result.stdout
