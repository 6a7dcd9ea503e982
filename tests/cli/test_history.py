"""Month two is the same command: what changed since the newest earlier month, from what the output itself keeps."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from readiness.analysis.diff import compare
from readiness.analysis.snapshot import snapshot_from_plain
from readiness.app.analyze import analyze
from readiness.app.history import anew
from tests.command import run
from tests.northstar.towns import lists

CONTRACT = """
vendors: [{id: v, name: ためし電算}]
contracts: [{id: k, name: 保守, vendor: v, systems: [a], end: 2032-03-31, notice_months: 3}]
"""
ROOT = Path(__file__).resolve().parents[2]
TOWN = """
body: {{id: t, name: ためし町, body_class: 町, fictional: true, as_of: {day}}}
divisions: [{{id: d, name: 町民課, areas: [住民基本台帳]}}]
systems:
  - {{id: a, name: 住民記録, areas: [住民基本台帳], owner_division: d, conformance: {state}}}
"""


def month(folder: Path, day: str, state: str) -> Path:
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / "all.yaml").write_text(TOWN.format(day=day, state=state), encoding="utf-8")
    done = run("analyze", str(folder / "in"), "--out", str(folder / "out"))
    assert done.returncode == 0, done.stderr
    return folder / "out" / "t"


def kept(out: Path) -> list[str]:
    return sorted(path.name for path in (out / "history").iterdir())


def test_the_second_month_shows_what_changed_since_the_first(tmp_path: Path) -> None:
    month(tmp_path, "2026-10-02", "未確認")
    out = month(tmp_path, "2026-11-02", "準拠")
    assert kept(out) == ["2026-10.json", "2026-11.json"]
    changes = (out / "index.html").read_text(encoding="utf-8").split('id="changes"')[1].split("</section>")[0]
    assert "2026-10" in changes and "準拠" in changes


def test_the_same_month_again_keeps_one_snapshot_and_the_same_bytes(tmp_path: Path) -> None:
    out = month(tmp_path, "2026-10-02", "未確認")
    first = (out / "history" / "2026-10.json").read_bytes()
    out = month(tmp_path, "2026-10-02", "未確認")
    assert kept(out) == ["2026-10.json"] and (out / "history" / "2026-10.json").read_bytes() == first


def test_history_may_be_deleted_or_damaged_and_is_never_in_an_edition_for_others(tmp_path: Path) -> None:
    month(tmp_path, "2026-10-02", "未確認")
    (tmp_path / "out" / "t" / "history" / "2026-09.json").write_text("{", encoding="utf-8")
    (tmp_path / "out" / "t" / "history" / "2026-10.json").write_text("no json", encoding="utf-8")
    out = month(tmp_path, "2026-11-02", "準拠")
    assert "2026-11.json" in kept(out)
    assert run("analyze", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--audience", "財政").returncode == 0
    assert not (tmp_path / "out" / "t-finance" / "history").exists()


def changes_of(out: Path) -> dict[str, str]:
    """The tables of the changes by their id, and under "" the whole section."""
    section = (out / "index.html").read_text(encoding="utf-8").split('id="changes"')[1].split("</section>")[0]
    return dict(re.findall(r'<table id="(t-since[a-z-]*)"(.*?)</table>', section, re.DOTALL)) | {"": section}


def test_what_other_facts_change_is_a_list_of_its_own(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    wider = "{key: rules.near_days, value: 4000, unit: days, reason: 試験, confidence: assumption}"
    (pack / "assumptions.yaml").write_text(f"assumptions:\n  - {wider}\n", encoding="utf-8")
    (tmp_path / "in").mkdir()

    def analyse(day: str, state: str, *more: str) -> Path:
        town = TOWN.format(day=day, state=state) + CONTRACT
        (tmp_path / "in" / "all.yaml").write_text(town, encoding="utf-8")
        done = run("analyze", str(tmp_path / "in"), "--out", str(tmp_path / "out"), *more)
        assert done.returncode == 0, done.stderr
        return tmp_path / "out" / "t"

    analyse("2026-10-02", "未確認")
    out = analyse("2026-11-02", "準拠", "--specs", str(pack))
    tables = changes_of(out)
    assert "解約" in tables["t-since-tool"] and "準拠状況" not in tables["t-since-tool"]
    assert "準拠" in tables["t-since"] and "解約" not in tables["t-since-computed"]
    # The next month is made with the same: nothing is put down to the facts.
    tables = changes_of(analyse("2026-12-02", "経過措置あり", "--specs", str(pack)))
    assert "t-since-tool" not in tables and "更新されたが" not in tables[""] and "経過措置" in tables["t-since"]


def test_other_facts_that_change_nothing_are_told_and_an_old_month_is_compared_as_before(tmp_path: Path) -> None:
    out = month(tmp_path, "2026-10-02", "未確認")
    file = out / "history" / "2026-10.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    data["made"]["program"] = "other"
    file.write_text(json.dumps(data), encoding="utf-8")
    assert "違いはない" in changes_of(month(tmp_path, "2026-11-02", "準拠"))[""]
    del data["made"], data["inputs"]
    file.write_text(json.dumps(data), encoding="utf-8")
    (out / "history" / "2026-11.json").unlink()
    tables = changes_of(month(tmp_path, "2026-11-02", "準拠"))
    assert "t-since-tool" not in tables and "準拠" in tables["t-since"]


@pytest.mark.long
@pytest.mark.parametrize("town", ["midori-cho", "lists"])
def test_an_earlier_month_analysed_anew_by_the_same_program_is_the_same(town: str, tmp_path: Path) -> None:
    path = ROOT / "inventories" / town if town != "lists" else lists(tmp_path / "in")
    done = analyze(path, out=tmp_path / "out", as_of=date(2026, 11, 2))
    assert done.analysis is not None and done.folder is not None
    kept = done.folder / "history" / "2026-11.json"
    other, again = anew(kept, done.analysis.inputs, {"version": "another"})
    old = snapshot_from_plain(json.loads(kept.read_text(encoding="utf-8"))["snapshot"])
    assert other and again is not None and not compare(old, again).changes
