"""From a plain Excel ledger of 12 columns to the three papers, without a line of YAML; and what stays out of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from readiness.cli.root import cli
from readiness.messages.catalogue import Catalogue
from tests.exchange.test_own_ledger import ledger, run

ROOT = Path(__file__).resolve().parents[2]
__all__ = ["ledger"]


def test_ledger_to_three_papers(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, output = run("analyze", ledger, "--as-of", "2026-11-23", "--out", out)
    assert code == 0, output
    papers = out / "架空町" / "papers"
    chougi, zaisei = ((papers / f"{name}.html").read_text(encoding="utf-8") for name in ("chougi", "zaisei"))
    assert "架空町" in chougi and "架空町" in zaisei
    letters = {path.name: path.read_text(encoding="utf-8") for path in papers.glob("shoukai-*.html")}
    assert any("見本ソフト" in name for name in letters)
    ours = next(text for name, text in letters.items() if "見本ソフト" in name)
    assert "介護保険システム" in ours and "情報提供について(依頼)" in ours
    assert "架空電算" not in ours and "ミホン介護" not in ours
    assert "御回答は、見積書の提出又は契約の申込みとしては取り扱わず" in ours
    for text in (chougi, zaisei, ours):
        assert "⟦" not in text and "文書番号" in text
    assert Catalogue().get("exchange.letter.addressee-only") in ours  # a letter is marked for its addressee
    assert "機密性区分" in chougi and "機密性区分" in zaisei


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "inventories" / "midori-cho", tmp_path / "midori-cho"))


def test_letters_of_one_vendor_hold_nothing_of_another(town: Path, tmp_path: Path) -> None:
    vendors = town / "vendors.yaml"
    text = vendors.read_text(encoding="utf-8")
    head, marker, tail = text.partition("- id: yamabiko")
    assert marker
    name = tail.partition("name: ")[2].split("\n")[0].split(",")[0].strip(" }\"'")
    vendors.write_text(head + marker + tail.replace(name, "CANARY-VENDOR", 1), encoding="utf-8")
    code, output = run("analyze", town, "--out", tmp_path / "out")
    assert code == 0, output
    papers = list((tmp_path / "out" / "midori-cho" / "papers").glob("shoukai-*.html"))
    assert len(papers) > 3
    for paper in papers:
        assert ("CANARY-VENDOR" in paper.read_text(encoding="utf-8")) == ("yamabiko" in paper.name), paper.name


def test_status_history_and_states_by_hand(town: Path) -> None:
    code, output = run("gaps", "status", town)
    assert code == 0 and "期限経過" in output and "経過措置の届出に関する一覧" in output and "⟦" not in output
    assert run("gaps", "export", town, "--out", town.parent / "b", "--number", "総情第1号")[0] == 0
    register = (town / "register" / "gaps.jsonl").read_text(encoding="utf-8")
    gap = next(line for line in register.splitlines() if '"kind":"asked"' in line).partition('"gap":"')[2][:13]
    assert run("gaps", "move", town, gap.lower(), "取下げ", "--note", "重複のため")[0] == 0
    code, output = run("gaps", "status", town, gap)
    assert code == 0 and "取下げ" in output and "総情第1号" in output and "重複のため" in output
    assert run("gaps", "move", town, gap, "なにか")[0] == 2
    assert run("gaps", "status", town, "G-00000-00000")[0] == 2
    result = CliRunner().invoke(cli, ["gaps", "--help"])
    assert "⟦" not in result.output
