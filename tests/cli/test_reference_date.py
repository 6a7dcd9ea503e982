"""A reference date no calendar speaks of is refused with a sentence, not a failure of ours."""

import pytest
from click.testing import CliRunner

from readiness.cli.root import cli


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2100-01-01", "9999-12-31"])
@pytest.mark.parametrize("command", ["validate", "analyze"])
def test_dates_far_away_are_refused(tmp_path, command, day):
    town = tmp_path / "town.yaml"
    town.write_text("body: {id: t, name: 架空町, as_of: 2026-11-02}\nsystems: [{id: s}]\n", encoding="utf-8")
    options = ["--out", str(tmp_path / "out")] if command == "analyze" else []
    result = CliRunner().invoke(cli, [command, str(town), "--as-of", day, *options], standalone_mode=False)
    assert result.exception is None
    assert result.return_value == 2
    assert "IN206" in result.output + result.stderr
    assert not (tmp_path / "out").exists()
