"""Month two is the same command: what changed since the newest earlier month, from what the output itself keeps."""

from __future__ import annotations

from pathlib import Path

from tests.command import run

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
