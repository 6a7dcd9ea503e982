"""`readiness what-if exit` through the real command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command import Done
from tests.command import run as command

ROOT = Path(__file__).resolve().parents[2]
TOWN = str(ROOT / "inventories" / "midori-cho")


def run(leaver: str, inventory: str, *options: str) -> Done:
    return command("what-if", "exit", inventory, leaver, *options)


def test_text_names_what_stops_the_path_and_the_dates() -> None:
    done = run("group:g-nishinomori", TOWN)
    assert done.returncode == 0, done.stderr
    assert "事業継続の想定" in done.stdout
    assert "特定事業者の撤退を予測するものではない" in done.stdout
    assert "戸籍システム → 住民記録システム" in done.stdout
    assert f"{Path(TOWN).as_posix()}/systems.yaml:" in done.stdout
    assert "2031-02-28" in done.stdout
    assert "⟦" not in done.stdout


def test_json_and_names_instead_of_ids() -> None:
    by_id = json.loads(run("group:g-nishinomori", TOWN, "--format", "json").stdout)
    assert by_id["format"] == "readiness.exit-impact" and by_id["version"] == 1
    assert [item["system"] for item in by_id["impact"]["stopped"]] == ["koseki", "fuhyo"]
    by_name = json.loads(run("企業グループ:西の森グループ(架空)", TOWN, "--format", "json").stdout)
    assert by_name == by_id
    english = run("group:g-nishinomori", TOWN, "--lang", "en").stdout
    assert "Continuity scenario" in english and "⟦" not in english


def test_substitutes_come_from_the_users_own_list(tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("事業者名,パッケージ名,業務名,番号\n架空社,架空戸籍,戸籍,003_1999999990001_1\n", encoding="utf-8")
    done = run("group:g-nishinomori", TOWN, "--packages", str(listed))
    assert done.returncode == 0, done.stderr
    assert "架空戸籍 (003_1999999990001_1): 戸籍システム" in done.stdout


def test_what_cannot_be_read_or_found_is_refused_with_help() -> None:
    wrong = run("hinode", TOWN)
    assert wrong.returncode == 2 and "vendor" in wrong.stderr and wrong.stdout == ""
    missing = run("vendor:hinodo", TOWN)
    assert missing.returncode == 2 and "hinode" in missing.stderr
    nowhere = run("vendor:hinode", "no-such-folder")
    assert nowhere.returncode == 2 and "no-such-folder" in nowhere.stderr


def test_the_plan_is_held_then_repaired_without_the_party() -> None:
    said = run("vendor:hinode", TOWN).stdout.split("担うこれからの移行を、別の事業者で調達し直す場合")[1]
    held, repaired = said.split("変更を最小にして組み直し")
    assert "介護保険システム: 切替日2028-01-04には準備が間に合わない" in held
    assert "介護保険システム: 2028-01-04 → " in repaired and "両立しない条件と対応案" in repaired
    assert "費用は比べられない(見積のない行" in held  # quotes that are void are no saving
    plan = json.loads(run("vendor:hinode", TOWN, "--format", "json").stdout)["plan"]
    assert {"before", "held", "repaired"} <= set(plan)


def test_a_party_without_moves_changes_nothing_and_a_place_needs_its_day() -> None:
    assert "計画は変わらない" in run("group:g-nishinomori", TOWN).stdout
    place = "data_centre:架空郡町村電算センター"
    assert "--on" in run(place, TOWN).stdout
    closed = run(place, TOWN, "--on", "2027-12-31").stdout
    assert "が2027-12-31に提供を終了する" in closed
    assert "介護保険システム: 切替日2028-01-04は期限2027-12-31より遅い" in closed
