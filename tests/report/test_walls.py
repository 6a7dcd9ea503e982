"""Papers and section on work, effect, going live, people, funding: recomputed from the records, empty where empty."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import yaml

from readiness.app.analyze import analyze
from tests.report.conftest import ROOT

PAPERS = ("gyomu", "koka", "hantei", "taisei", "hikitsugi")
OWN = ("work.yaml", "going_live.yaml", "people.yaml")


def text(path: Path) -> str:
    raw = re.sub(r"<style>.*?</style>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", raw))


def records(body: str, section: str) -> list[dict[str, object]]:
    for name in OWN:
        loaded = yaml.safe_load((ROOT / "inventories" / body / name).read_text(encoding="utf-8"))
        if section in loaded:
            return loaded[section]
    raise AssertionError(section)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town without any of these records."""
    folder = tmp_path_factory.mktemp("bare")
    shutil.copytree(ROOT / "inventories" / "midori-cho", folder / "midori-cho")
    for name in OWN:
        (folder / "midori-cho" / name).unlink()
    result = analyze(folder / "midori-cho", out=folder / "out")
    assert result.folder is not None
    return result.folder


def test_hours_in_the_workbook_are_those_of_the_records(out: Path) -> None:
    book = openpyxl.load_workbook(out / "aozora-shi" / "papers" / "gyomu.xlsx", data_only=True)
    found = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            if isinstance(row[0], int) and len(row) > 10:
                found[row[1].split("(")[0]] = row[4]
    for one in records("aozora-shi", "procedures"):
        count, minutes = one["yearly_count"], one["minutes"]
        name = str(one["name"]).split("(")[0]
        if isinstance(count, int) and isinstance(minutes, int | float):
            assert found[name] == pytest.approx(count * minutes / 60, abs=0.051), name
        else:
            assert found[name] == "未測定"


def test_sums_leave_out_what_was_not_measured(out: Path) -> None:
    said = text(out / "aozora-shi" / "papers" / "gyomu.html")
    assert said.count("未測定1手続は、時間・人日のいずれの計にも含まない。") == 2
    assert "単価未設定" in said and "予算の減額を意味しない" in said
    welfare = [p for p in records("aozora-shi", "procedures") if p["division"] == "shogai"]
    total = sum(p["yearly_count"] * p["minutes"] / 60 for p in welfare)
    assert f"計(実測・聞取り4手続) ― ― {total:,.0f}" in said


def test_effects_are_judged_and_overdue_ones_say_so(out: Path) -> None:
    said = text(out / "aozora-shi" / "papers" / "koka.html")
    assert re.search(r"高額療養費の1件当たり処理時間\(分\).*?未測定\(期限経過\)", said)
    assert re.search(r"障害件数\(業務停止を伴うもの\)\(件\).*?達成", said)
    assert "総合点は算出しない" in said


def test_going_live_is_forbidden_while_results_are_missing(out: Path) -> None:
    said = text(out / "aozora-shi" / "papers" / "hantei.html")
    assert "判定項目1、3、5、10、12が不適又は未実施であるため、「実施」とすることはできない。" in said
    assert "照合2項目のうち不一致1項目" in said and "再確認日 令和9年2月13日(土)" in said
    assert "切戻しの最終判断時刻" in said


def test_people(out: Path) -> None:
    said = text(out / "aozora-shi" / "papers" / "taisei.html")
    assert re.search(r"移行担当 架空 九十九.*?任期終了 代替者なし", said)
    assert "健康管理 操作研修" in said and "90" in said
    cover = text(out / "aozora-shi" / "papers" / "hikitsugi.html")
    assert "口頭の申出がある" in cover and "【要記入:後任者】" in cover
    assert not re.search(r"\[G-|aozora-shi", cover)


def test_nobody_outside_gets_these_papers(town: Callable[..., Path]) -> None:
    for reader in ("財政", "公表", "事業者"):
        folder = town("midori-cho", reader)
        assert list((folder / "papers").iterdir())
        assert not [path for name in PAPERS for path in folder.rglob(f"{name}.*")], reader


def test_the_section_shows_hours_charts_and_funding(out: Path) -> None:
    page = (out / "aozora-shi" / "index.html").read_text(encoding="utf-8")
    section = page[page.index('id="delivery"') :]
    section = section[: section.index("</section>")]
    assert section.count("<polyline") == 5
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"</?a\b[^>]*>", "", section)))
    assert "介護保険システム標準化事業" in plain and "最初に試行する移行単位の比較" in plain
    assert "健康管理システム、予防接種台帳・請求管理、健診予約サイトR9.7.20不合格" in re.sub(r"\s", "", plain)


def test_a_body_that_keeps_none_of_it_is_asked_nothing_and_gets_skeletons(bare: Path) -> None:
    for name in ("gyomu", "koka", "taisei", "hikitsugi"):
        assert "【要記入:" in text(bare / "papers" / f"{name}.html"), name
    for name, last, rows in (("gyomu", "未測定", 1), ("koka", "問合せ件数", 11), ("taisei", "運用管理補助者", 9)):
        page = (bare / "papers" / f"{name}.html").read_text(encoding="utf-8")
        form = page.split("<tbody>")[1].split("</tbody>")[0]  # the table is there to be filled in
        assert form.count("<tr>") == rows and form.count("要記入") >= 4 * rows and last in form, name
    findings = (bare / "findings.csv").read_text(encoding="utf-8-sig")
    assert not re.findall(r"\b(?:WK|EF|RH|TM)1\d\d\b", findings)
    questions = (bare / "analysis.json").read_text(encoding="utf-8")
    for kind in ("procedure", "indicator", "rehearsal", "go_decision", "team_role", "training"):
        assert f'"{kind}"' not in questions.split('"questions"')[1].split('"findings"')[0], kind


def test_the_gantt_shows_a_failed_rehearsal_and_the_day_it_is_held_again(out: Path) -> None:
    (failed,) = [one for one in records("midori-cho", "rehearsals") if one.get("result") == "不合格"]
    page = (out / "midori-cho" / "index.html").read_text(encoding="utf-8")
    gantt = page[page.index('class="gantt"') : page.index("</svg>", page.index('class="gantt"'))]
    assert len(re.findall(rf"<title>{re.escape(str(failed['name']))} [^<]+: 不合格", gantt)) == 1
    assert len(re.findall(rf"<title>{re.escape(str(failed['name']))}の再確認日 ", gantt)) == 1


def test_where_the_next_date_breaks_a_condition_a_later_one_is_looked_for(out: Path) -> None:
    """予備日: the first later date that keeps every condition; where none does, how many were tried and what breaks."""
    said = {}
    for body in ("midori-cho", "aozora-shi"):
        plan = json.loads((out / body / "plan.json").read_text(encoding="utf-8"))["plan"]
        said |= {why["move"]: (why, text(out / body / "papers" / "hantei.html")) for why in plan["whys"]}
    for why, _ in said.values():
        later, found = why.get("later"), why.get("feasible")
        broken = [rule for rule in (later or {}).get("broken", ()) if rule["kind"] != "pin"]
        assert (found is None) or found["date"] >= later["date"]
        assert not later or not broken or found is None or found["date"] > later["date"]
    koki, page = said["koki"]
    assert koki["later"]["broken"] and not koki.get("feasible") and koki["tried"] > 1
    assert f"後の候補日{koki['tried']}日はいずれも条件に合わない" in page and "次の候補日" in page
    assert any(why["later"]["broken"] and why.get("feasible") for why, _ in said.values() if why.get("later"))


def test_what_has_gone_live_has_a_day_it_did_and_hours_stand_as_dates_of_tables(out: Path) -> None:
    said = text(out / "aozora-shi" / "papers" / "hantei.html")
    assert re.search(r"稼働日 令和8年2月24日\(火\)", said) and "切替日 未定" not in said
    assert "R8.10.17 08:10" in said and not re.search(r"20\d\d-\d\d-\d\d", said)
    assert "6,841,203,400円" in said


def test_the_gantt_shows_how_far_each_move_is_in_the_40_steps(out: Path) -> None:
    for body in ("midori-cho", "aozora-shi"):
        page = (out / body / "index.html").read_text(encoding="utf-8")
        gantt = page[page.index('class="gantt"') : page.index("</svg>", page.index('class="gantt"'))]
        rows = re.findall(r'<g class="gantt-row".*?</g>', gantt, re.DOTALL)
        told = 0
        for row in rows:
            steps = re.search(r">工程(\d+)/40<", row)
            if steps:
                bar = re.findall(r'width="([\d.]+)" height="8"', row)
                assert float(bar[1]) == pytest.approx(float(bar[0]) * int(steps[1]) / 40, abs=0.06)
                told += 1
            assert ("40工程の進捗 " in row) == bool(re.search(r">(?:工程\d+/40|進捗率\d+%)<", row))
        assert rows and told, body
