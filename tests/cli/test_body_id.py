"""A body id that cannot name a folder: told when checking, not only when writing."""

import pytest
from click.testing import CliRunner

from readiness.cli.root import cli
from readiness.messages.catalogue import load_rule
from readiness.store.errors import StoreError
from readiness.store.names import single_name


def validate(path):
    return CliRunner().invoke(cli, ["validate", str(path), "--format", "csv"], standalone_mode=False)


@pytest.mark.parametrize("unfit", ["a/b", "みどり:町", "nul", "x.", ".."])
def test_validate_tells_what_analyze_would_refuse(tmp_path, unfit):
    town = tmp_path / "town.yaml"
    town.write_text(
        f'body: {{id: "{unfit}", name: 架空町, as_of: 2026-11-02}}\nsystems: [{{id: s}}]\n', encoding="utf-8"
    )
    result = validate(town)
    assert (result.exception, result.return_value) == (None, 1)
    assert "IN207" in result.output
    with pytest.raises(StoreError):  # as `analyze` does before it writes
        single_name(unfit, tmp_path)


@pytest.mark.parametrize(("field", "told"), [("bad", True), ("good", False)])
def test_examples_of_its_page(tmp_path, field, told):
    town = tmp_path / "town.yaml"
    town.write_text(load_rule("IN207")[field], encoding="utf-8")
    assert ("IN207" in validate(town).output) is told
