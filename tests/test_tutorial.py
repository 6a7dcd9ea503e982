"""The tutorial does what it says: its commands, as typed there, lead from the Excel ledger to the three papers."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.command import run

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "guide"
PAGE = (GUIDE / "tutorial.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^(?: {4})?(readiness .*)$", PAGE, re.MULTILINE)
EXAMPLE = GUIDE / "example" / "かえで町.xlsx"
PLAIN = re.compile(r"<style.*?</style>|<[^>]+>", re.DOTALL)


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(EXAMPLE, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_commands_of_the_page_make_the_three_papers(folder: Path) -> None:
    said = ""
    for number, block in enumerate(blocks("sh")):
        if number == 1:  # step 3: the mapping file is written before the second block
            (folder / "かえで町.map.yaml").write_text(blocks("yaml")[0], encoding="utf-8")
        for line in block.splitlines():
            program, *arguments = shlex.split(line)
            assert program == "readiness"
            done = run(*arguments)
            assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
            said += done.stdout + done.stderr
        if number == 1:
            assert said.count("使わなかった列") == 1 and "K3  切替えの目安  →  切替予定日" in said
    for sample in blocks("text"):  # what the page shows is what the program says
        for line in sample.splitlines():
            assert line.strip() == "…" or line in said, line

    page = (folder / "output" / "かえで町" / "index.html").read_text(encoding="utf-8")
    conclusion = page[page.index('id="conclusion"') : page.index('id="status"')]
    first = conclusion.partition("<table")[0]  # what has a day comes first where anything has one, and is not folded
    assert "期日の定めがないもの" in conclusion and "<details" not in first

    papers = folder / "output" / "かえで町" / "papers"
    text = {path.stem: PLAIN.sub(" ", path.read_text(encoding="utf-8")) for path in papers.glob("*.html")}
    letters = {f"shoukai-{name}" for name in ("もみじ電算株式会社", "はと情報㈱", "きさらぎヘルスケア株式会社")}
    inside = {name for name in text if name.startswith("kakunin-")}
    ours = {"chougi", "zaisei", "gikai", "mondou", "gyomu", "hantei", "koka", "taisei", "hikitsugi"}
    assert inside and set(text) - inside == ours | letters
    assert "かえで町" in text["chougi"] and "令和8年11月2日" in text["chougi"]
    # The ledger's own days decide: a contract that ends four months before the cut-over it plans.
    assert "満了日から切替日までの契約の措置" in text["chougi"] and "最長122日間の契約がない" in text["chougi"]
    # 2,100,000 and 1,800,000 円 a year under contracts that stand, from November 2026 to March 2027: 5/12 of both
    assert "介護保険システム" in text["zaisei"] and "(11月～3月分) 1,625" in " ".join(text["zaisei"].split())
    letter = text["shoukai-はと情報㈱"]
    assert "はと情報㈱" in letter and "御担当者様" in letter and "障がい者福祉システム" in letter
    assert "連携相手の業務・方向" in letter and "住民基本台帳" in letter and "送信" not in letter
    assert "もみじ電算" not in letter and "きさらぎ" not in letter and "2,100,000" not in letter
    assert all("⟦" not in words and "()" not in words for words in text.values())


def test_the_example_is_what_its_script_makes(tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    import make_example_ledger

    made = tmp_path / EXAMPLE.name
    make_example_ledger.write(made)

    def cells(path: Path) -> list[tuple[object, ...]]:
        return list(load_workbook(path).active.values)

    assert cells(made) == cells(EXAMPLE), "run python tools/make_example_ledger.py"
    assert len(make_example_ledger.HEADS) == 12 and "架空" in make_example_ledger.TITLE


def test_words_of_the_bodys_own_come_before_the_built_in_ones(tmp_path: Path) -> None:
    from readiness.app.reading import read_standard
    from readiness.app.words import read_own_words, vocabulary
    from readiness.intake.fold import fold_head

    own = tmp_path / "own.yaml"
    own.write_text(
        "mapping: 1\nextends: builtin\ntables:\n- record: system\n  columns: {system.name: 呼称, vendor: 世話役}\n"
        "  values: {system.due: {特: 本則}}\n",
        encoding="utf-8",
    )
    read, findings = read_own_words(own)
    assert read is not None and not findings
    words = vocabulary(read_standard(tmp_path), read)
    heads = words.heads["system"]
    assert heads[fold_head("呼称")][0] == "system.name" and heads[fold_head("名称")][0] == "system.name"
    assert heads[fold_head("世話役")][0] == "vendor.name" and words.words["system.due"]["特"] == "本則"
