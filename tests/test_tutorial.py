"""The tutorial's commands, typed as the page says, lead from the made-up Excel ledger to the three papers."""

import re
import shutil
import sys
from pathlib import Path

from click.testing import CliRunner

from readiness.cli.root import cli

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "guide" / "tutorial.md"
LEDGER = ROOT / "docs" / "guide" / "example" / "かえで町.xlsx"


def commands():
    for block in re.findall(r"```console\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        yield from (line.split()[1:] for line in block.splitlines())


def test_the_tutorial_leads_to_the_three_papers(tmp_path, monkeypatch):
    shutil.copy(LEDGER, tmp_path)
    monkeypatch.chdir(tmp_path)
    typed = list(commands())
    assert [line[0] for line in typed] == ["ledger", "analyze", "ledger", "analyze"]
    for line in typed:
        result = CliRunner().invoke(cli, line, standalone_mode=False)
        assert result.exception is None, result.exception
        assert result.return_value in (0, None), result.output
    papers = {path.name: path.read_text(encoding="utf-8") for path in Path("output/かえで町/papers").iterdir()}
    assert {"chougi.html", "zaisei.html"} <= set(papers)
    assert sum(name.startswith("shoukai-") for name in papers) == 3
    assert all("かえで町" in text and "⟦" not in text for text in papers.values())


def test_the_made_up_ledger_is_the_one_the_tool_writes(tmp_path, monkeypatch):
    sys.path.insert(0, str(ROOT / "tools"))
    import make_example_ledger

    from readiness.sources.xlsx import read_workbook

    again = tmp_path / LEDGER.name
    writers = [name for name in ("write", "make", "build") if hasattr(make_example_ledger, name)]
    assert writers
    getattr(make_example_ledger, writers[0])(again)
    assert read_workbook(again).sheets[0].rows == read_workbook(LEDGER).sheets[0].rows


def test_links_of_the_guide_lead_somewhere():
    for page in PAGE.parent.glob("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
