"""What comes from our own data is English in an English run; what the body wrote stays as it wrote it."""

import json

from click.testing import CliRunner

from readiness.cli.root import cli


def test_area_names_in_findings_follow_the_language(tmp_path):
    town = tmp_path / "town.yaml"
    town.write_text(
        "body: {id: t, name: 架空市, body_class: 市, as_of: 2026-11-02}\n"
        "systems:\n"
        "- {id: s1, name: 住記, areas: [住民基本台帳], units: ['002']}\n",
        encoding="utf-8",
    )

    def messages(language: str) -> dict[str, list[str]]:
        result = CliRunner().invoke(cli, ["validate", str(town), "--format", "json", "--lang", language])
        found: dict[str, list[str]] = {}
        for finding in json.loads(result.stdout)["findings"]:
            found.setdefault(finding["code"], []).append(finding["message"])
        return found

    assert "No system in the inventory serves Family register." in messages("en")["AP102"]
    assert "「戸籍」のシステムが台帳にない。" in messages("ja")["AP102"]
    (unit,) = messages("en")["RF105"]
    assert "belongs to Seal registration" in unit
