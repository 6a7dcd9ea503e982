"""The summary of `analyze` names what was written, for every reader; input that cannot be read is read once."""

import re
from pathlib import Path
from unittest.mock import patch

import pytest

from readiness.app import reading
from readiness.cli.commands.analyze import AUDIENCES
from tests.cli.test_surface import TOWN
from tests.command import run


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("summary") / "town.yaml"
    path.write_text(TOWN, encoding="utf-8")
    return path


@pytest.mark.parametrize("reader", AUDIENCES)
def test_every_path_in_the_summary_is_there(town, tmp_path, reader):
    done = run("analyze", str(town), "--out", str(tmp_path / "out"), "--audience", reader)
    assert done.returncode == 0, done.stderr
    named = [Path(found) for found in re.findall(r"^(?:報告書|文書|文書\d+件): (.+)$", done.stdout, flags=re.MULTILINE)]
    assert named
    assert all(path.exists() for path in named), named
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.name[0] != "."]
    page = [path for path in written if path.name == "index.html"]
    assert named == page or (not page and len(written) == len(named))


def test_many_papers_are_counted(town):
    from readiness.messages.catalogue import Catalogue
    from readiness.report.summary import _written

    files = [f"papers/{number}.html" for number in range(9)]
    assert list(_written(Path("out/t-vendor"), files, Catalogue("ja"))) == ["文書9件: out/t-vendor"]


@pytest.mark.parametrize("content", ["body: [\n", "body: {id: t, name: 架空町}\nsystems: []\n", "systems: [{id: 1}]\n"])
def test_input_that_cannot_be_analysed_is_read_once_and_told_as_validate_tells_it(tmp_path, content):
    path = tmp_path / "town.yaml"
    path.write_text(content, encoding="utf-8")
    with patch.object(reading, "load_inventory", wraps=reading.load_inventory) as read:
        done = run("analyze", str(path), "--out", str(tmp_path / "out"))
    assert read.call_count == 1
    assert done.returncode == 2
    told = run("validate", str(path))
    assert told.returncode == 2
    assert done.stderr == told.stdout
    assert not (tmp_path / "out").exists()
