"""`analyze --since`: the report tells what changed since an earlier state."""

import re

from click.testing import CliRunner

from readiness.cli.root import cli

TOWN = """
body: {id: machi, name: 架空町, as_of: 2026-11-02, fictional: true}
vendors: [{id: v1, name: 架空情報}]
systems: [{id: juki, name: 住民記録システム, areas: [住民基本台帳], vendor: v1, migrated: true}]
contracts: [{id: c1, name: 保守契約, vendor: v1, systems: [juki], notice_months: 3}]
"""


def analyze(*arguments):
    return CliRunner().invoke(cli, ["analyze", *map(str, arguments), "--quiet"], standalone_mode=False)


def words_of(path):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8")))


def test_the_report_tells_what_changed(tmp_path):
    town = tmp_path / "town.yaml"
    town.write_text(TOWN, encoding="utf-8")
    assert analyze(town, "--out", tmp_path / "old").return_value == 0
    town.write_text(TOWN.replace("notice_months: 3", "notice_months: 6"), encoding="utf-8")
    result = analyze(town, "--out", tmp_path / "new", "--since", tmp_path / "old" / "machi" / "analysis.json")
    assert result.exception is None and result.return_value == 0
    page = words_of(tmp_path / "new" / "machi" / "index.html")
    assert "保守契約 c1 解約予告(月前): 3 → 6" in page


def test_another_body_is_refused_and_nothing_is_written(tmp_path):
    town, other = tmp_path / "town.yaml", tmp_path / "other.yaml"
    town.write_text(TOWN, encoding="utf-8")
    other.write_text(TOWN.replace("id: machi", "id: mura"), encoding="utf-8")
    result = analyze(town, "--out", tmp_path / "new", "--since", other)
    assert "mura" in str(getattr(result.exception, "message", ""))
    assert not (tmp_path / "new").exists()
