"""The newcomer's path: every command that the READMEs and the guide print runs as printed, in the order of its page."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook

from readiness.cli.root import cli
from tests import test_monthly, test_tutorial
from tests.command import Done, run
from tools import readme_parts
from tools.cli_surface import commands

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    "README.md",
    "README.ja.md",
    *(f"docs/guide/{page.name}" for page in sorted((ROOT / "docs/guide").glob("*.md"))),
)
NAMES = {" ".join(("readiness", *names)) for names, _ in commands(cli)}
FILLED = {
    "団体": "みどり町",
    "版": "5.0",
    "パッケージ名": "pk-hinode",
    "今日の日付": "2026-12-01",
}  # words to be replaced


def printed(page: str) -> list[str]:
    """The commands of a page in order: on lines of their own, behind `$`, or within a sentence."""
    text = (ROOT / page).read_text(encoding="utf-8")
    text = re.sub(r"^\|.*readiness \w.*$", "", text, flags=re.MULTILINE) if page.startswith("README") else text
    found = re.finditer(
        r"^(?: {4,}|\$ )?((?:readiness|make) [^#\n]*?)(?: +#.*)?$|`((?:readiness|make) [^`\n]+)`", text, re.MULTILINE
    )
    return [(match[1] or match[2]).strip() for match in found]


def book(path: Path, *rows: tuple[object, ...]) -> None:
    made = Workbook()
    made.active.title = "令和8年9月"  # where the ministries write the month
    for row in rows:
        made.active.append(row)
    made.save(path)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the pages take for given: the ministries' books, a ledger, a vendor's table."""
    monkeypatch.chdir(tmp_path)
    for progress, designated in (("PROGRESS", "DESIGNATED"), ("進捗状況", "該当見込み一覧")):
        head = ("都道府県", "市区町村", "戸籍", "就学", "全体")
        title = ("標準化の進捗状況(令和8年9月末時点)",)
        book(
            tmp_path / f"{progress}.xlsx",
            title,
            head,
            ("愛知県", "豊橋市", 0.5, 1, 0.75),
            ("愛知県", "東栄町", 1, 1, 1),
        )
        head = ("団体コード", "自治体名", "自治体区分", "戸籍", "都道府県")
        book(tmp_path / f"{designated}.xlsx", head, ("232017", "愛知県豊橋市", "中核市", "●", "愛知県"))
    shutil.copy(test_tutorial.EXAMPLE, tmp_path / "既存台帳.xlsx")
    shutil.copytree(ROOT / "inventories" / "midori-cho", tmp_path / "みどり町")
    book(tmp_path / "対応表.xlsx", ("機能ID", "対応可否"), ("0230286", "◎"), ("0230270", "×"))
    return tmp_path


def ran(command: str) -> Done:
    """The command as printed; one that is only named shows its help."""
    words = shlex.split(command)[1:]
    done = run(*(FILLED.get(word, word) for word in words), *(["--help"] if command in NAMES else []))
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.mark.long
@pytest.mark.parametrize("page", ["README.md", "README.ja.md"])
def test_the_commands_of_a_readme_in_their_order(desk: Path, page: str) -> None:
    said = {
        command: ran(command) for command in printed(page) if command.startswith("readiness") and "…" not in command
    }
    name = "toyohashi" if page == "README.md" else "わがまち"
    assert any(command.startswith(f"readiness init {name} --code 232017") for command in said)
    (made,) = (done for command, done in said.items() if command == f"readiness analyze {name}")
    assert "豊橋市" in made.stdout and list((desk / "output").glob("*/index.html"))


def test_what_is_printed_below_a_command_is_what_comes() -> None:
    """To the last digit; the first excerpt of both READMEs is the summary of the sample town."""
    for name in ("README.md", "README.ja.md"):
        assert (ROOT / name).read_text(encoding="utf-8") == readme_parts.rendered(ROOT / name), "tools/readme_parts.py"


@pytest.mark.long
def test_the_commands_within_the_sentences_of_the_guide(desk: Path) -> None:
    for page in PAGES[2:]:
        lines = {*test_monthly.COMMANDS, *test_tutorial.COMMANDS}
        for command in printed(page):
            if command.startswith("readiness") and command not in lines and "照会ID" not in command:
                ran(command)
    (gap,) = (line for line in printed("docs/guide/monthly.md") if "照会ID" in line)
    assert run("gaps", "export", "みどり町", "--number", "総情第1号").returncode == 0
    issued = re.findall(
        r"G-[0-9A-Z]{5}-[0-9A-Z]{5}", (desk / "みどり町/register/gaps.jsonl").read_text(encoding="utf-8")
    )
    assert ran(gap.replace("照会ID", issued[0])).stdout


def test_every_target_that_is_printed_is_there_and_run_by_ci() -> None:
    targets = {c.split()[1] for page in PAGES for c in printed(page) if c.startswith("make ")} - {"help"}
    helped = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    checked = (ROOT / ".ci/run").read_text(encoding="utf-8")
    through = {"bundle": "tests/packaging", "bench": "-m bench"}  # the same by another name
    for target in targets:
        assert f"make {target} " in helped
        assert f"make {target}" in checked or through[target] in checked


@pytest.mark.long
def test_a_fresh_clone_reports_on_the_sample_as_printed(tmp_path: Path) -> None:
    """The first command of the READMEs, in a clone with no environment of its own yet, as CI does it too."""
    clone = tmp_path / "readiness"
    subprocess.run(["git", "clone", "-q", ROOT, clone], check=True)
    (clone / ".venv").symlink_to(ROOT / ".venv")
    env = {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(tmp_path), "PYTHONPATH": str(clone)}
    for name in ("README.md", "README.ja.md"):
        text = (clone / name).read_text(encoding="utf-8").split("<!-- excerpt:begin -->")[1]
        command, *lines = text.split("```text\n$ ")[1].split("\n```")[0].splitlines()
        done = subprocess.run(command, shell=True, cwd=clone, env=env, capture_output=True, text=True, check=True)
        assert done.stdout.splitlines() == lines
