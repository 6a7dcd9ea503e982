"""`readiness spec` through the command line: import, re-import, refusals, show, diff."""

from __future__ import annotations

import csv
import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from readiness.cli import main
from readiness.standard.edition_json import edition_text, parse_edition
from readiness.standard.list_json import parse_list
from tests.standard.books import function_book, function_rows

ROOT = Path(__file__).parents[2]
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2048  # a workbook of Excel 97
PROTECTED = OLE + "EncryptedPackage".encode("utf-16-le")  # what Excel writes around a workbook with a password


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str | Path) -> Done:
    out, err = io.StringIO(), io.StringIO()
    before, sys.argv = sys.argv, ["readiness", "spec", *map(str, arguments)]
    try:
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as left:
            main()
    finally:
        sys.argv = before
    return Done(int(left.value.code or 0), out.getvalue(), err.getvalue())


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_import_again_and_import_changed(tmp_path: Path) -> None:
    pack, book = tmp_path / "pack", tmp_path / "999_試験_機能要件【第1.0版】.xlsx"
    function_book(book)
    first = run("import", book, "--specs", pack)
    assert (first.returncode, first.stderr) == (0, "")
    assert files(pack) == ["editions/999/functions/1.0.json"]
    stored = (pack / files(pack)[0]).read_bytes()
    assert edition_text(parse_edition(stored.decode())).encode() == stored
    again = run("import", book, "--specs", pack)
    assert "変わっていません" in again.stdout
    assert (pack / files(pack)[0]).read_bytes() == stored
    rows: list[dict[str, Any]] = [*function_rows()]
    rows[0]["text"] = "文言を変えた架空の要件。"
    rows[1]["ordinary"] = "◎"
    rows[2]["due"] = "2028-04-01"
    rows[5]["id"] = "9990007"
    function_book(book, rows)
    changed = run("import", book, "--specs", pack)
    assert changed.returncode == 0
    said = [line.strip() for line in changed.stdout.splitlines()[1:]]
    assert said == [
        "追加 1: 9990007",
        "削除 1: 9990006",
        "実装類型の変更 1: 9990002",
        "適合基準日の変更 1: 9990003",
        "文言の変更 1: 9990001",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空"),
        (PROTECTED, "パスワード"),
        (OLE, "旧形式(.xls)"),
        (b"PK\x03\x04 truncated", "壊れ"),
        (b"not a workbook at all\n", "取り込める資料ではない"),
        (b"\x00\x01\x02" * 400, "Excel のブック(.xlsx)ではありません"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, content: bytes, words: str) -> None:
    pack, bad = tmp_path / "pack", tmp_path / "bad.xlsx"
    bad.write_bytes(content)
    good = function_book(tmp_path / "good【第1.0版】.xlsx")
    done = run("import", good, bad, "--specs", pack)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not pack.exists()  # the good file was not written either
    assert words in done.stderr, done.stderr
    assert done.stderr.startswith((bad.as_posix(), f"「{bad.as_posix()}」"))  # which of the two it is


def test_a_truncated_workbook(tmp_path: Path) -> None:
    book = function_book(tmp_path / "a.xlsx")
    book.write_bytes(book.read_bytes()[:-2000])
    done = run("import", book, "--specs", tmp_path / "pack")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "pack").exists()


def test_a_wrong_workbook_is_told_what_could_be_imported(tmp_path: Path) -> None:
    book = function_book(tmp_path / "a.xlsx", headers={"name": "システム名", "text": "事業者"}, two_rows=False)
    done = run("import", book, "--specs", tmp_path / "pack")
    assert done.returncode == 2
    assert "機能・帳票要件" in done.stderr
    assert "機能要件" in done.stderr  # the sheet's name
    missing = run("import", tmp_path / "none.xlsx", "--specs", tmp_path / "pack")
    assert missing.returncode == 2


def test_a_version_cannot_leave_the_pack(tmp_path: Path) -> None:
    done = run("import", function_book(tmp_path / "a.xlsx"), "--specs", tmp_path / "pack", "--edition", "../../x")
    assert done.returncode == 2
    assert not (tmp_path / "pack").exists()


def test_without_a_pack_nothing_is_written_into_the_package(tmp_path: Path) -> None:
    done = run("import", function_book(tmp_path / "a.xlsx"))
    assert done.returncode == 2
    assert "--specs" in done.stderr


def test_lists_are_kept_with_their_month(tmp_path: Path, official: Path) -> None:
    pack = tmp_path / "pack"
    names = ("digital_tokutei_202512.xlsx", "conformance_passed_packages_202510.csv")
    done = run("import", *(official / name for name in names), "--specs", pack)
    assert done.returncode == 0, done.stderr
    assert files(pack) == ["lists/designated-2025-12.json", "lists/passed.json"]
    head, rows = parse_list((pack / "lists/designated-2025-12.json").read_text(encoding="utf-8"))
    assert (head["month"], len(rows)) == ("2025-12", 935)


def test_the_other_genuine_workbook_is_refused_with_its_headers(tmp_path: Path, official: Path) -> None:
    done = run("import", official / "2026-08_digital-agency_atenabango-fuban-api_spec.xlsx", "--specs", tmp_path / "p")
    assert done.returncode == 2
    assert "データ項目ID" in done.stderr
    assert "パラメータ名" in done.stderr


def test_show_and_its_schema(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    rows = [row | {"id": f"013900{at}"} for at, row in enumerate(function_rows(), 1)]
    assert run("import", function_book(tmp_path / "a.xlsx", rows), "--specs", pack).returncode == 0
    shown = run("show", "軽自動車税", "--specs", pack)
    assert "013/functions/1.0" in shown.stdout
    assert "実装必須: 2" in shown.stdout
    compiled = run("show", "013", "--specs", pack, "--format", "schema", "--scope", "designated_city")
    schema = json.loads(compiled.stdout)
    Draft202012Validator.check_schema(schema)
    assert (
        run("show", "013", "--specs", pack, "--format", "schema", "--scope", "designated_city").stdout
        == compiled.stdout
    )
    check = Draft202012Validator(schema).is_valid
    assert check({"requirement": "0139001", "answer": "適合"})
    assert not check({"requirement": "0139009", "answer": "適合"})  # no such function in this edition
    assert not check({"requirement": "0139001", "answer": "オプション有償"})  # what is required is not for sale
    assert not check({"requirement": "0139004", "answer": "外付け"})  # what is forbidden is not replaced
    assert not check({"requirement": "0139003", "answer": "期限後適合(経過措置)"})  # until when?
    assert check({"requirement": "0139003", "answer": "期限後適合(経過措置)", "delivery": "2028-03-31"})
    assert run("show", "999", "--specs", pack).returncode == 2


def test_diff_names_division_and_vendor(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    rows: list[dict[str, Any]] = [row | {"id": f"013900{at}"} for at, row in enumerate(function_rows(), 1)]
    assert run("import", function_book(tmp_path / "a.xlsx", rows), "--specs", pack, "--edition", "1.0").returncode == 0
    rows[0]["due"] = "2029-04-01"
    rows[2]["text"] = "文言だけの変更。"
    rows[3]["core_city"] = "○"  # of no concern to a town
    assert run("import", function_book(tmp_path / "a.xlsx", rows), "--specs", pack, "--edition", "2.0").returncode == 0
    old, new = "013/functions/1.0", "013/functions/2.0"
    plain = run("diff", old, new, "--specs", pack)
    assert "2027-04-01 → 2029-04-01" in plain.stdout
    told = run("diff", old, new, "--specs", pack, "--inventory", ROOT / "inventories" / "midori-cho")
    assert told.returncode == 0, told.stderr
    assert "所管課 税務課" in told.stdout
    table = run(
        "diff", old, new, "--specs", pack, "--inventory", ROOT / "inventories" / "midori-cho", "--format", "csv"
    )
    lines = list(csv.DictReader(io.StringIO(table.stdout.removeprefix("\ufeff"))))
    assert {(line["要件ID"], line["対応の要否"]) for line in lines} == {("0139001", "はい"), ("0139003", "いいえ")}
    data = json.loads(run("diff", old, new, "--specs", pack, "--format", "json").stdout)
    assert [change["kinds"] for change in data["change"]["changes"]] == [["date"], ["wording"], ["type"]]
    assert "013/functions/1.0" in (listed := run("list", "--specs", pack).stdout)
    assert listed.count("→ 後の版 2.0") == 1
    assert run("diff", old, "013/functions/9.9", "--specs", pack).returncode == 2


def test_show_tells_the_periods_to_avoid_and_a_year(tmp_path: Path) -> None:
    shown = run("show", "介護保険").stdout
    assert "毎年 06-10〜08-10  本算定7月・負担割合証8/1 [要調整・仮置き]" in shown
    assert "3年ごと(2027年から) 02-15〜05-15" in shown
    assert "介護情報基盤(2028年4月1日を目指して全市町村で" in shown
    assert "選挙の56日前〜30日後" in run("show", "選挙人名簿管理").stdout
    own = tmp_path / "calendars" / "own.yaml"
    own.parent.mkdir()
    own.write_text(
        'rules:\n  - {key: own.1, areas: [long_term_care_insurance], kind: dates, from: "2028-09-18",'
        ' to: "2028-09-20", strict: true, basis: 課長決裁, why: 認定審査会, confidence: official}\n',
        encoding="utf-8",
    )
    year = run("show", "023", "--year", "2028", "--as-of", "2026-11-23", "--specs", tmp_path).stdout.splitlines()
    assert year[0] == "令和10年度(2028-04-01〜2029-03-31)の暦"
    assert "  2028-06-10 – 2028-08-10  本算定7月・負担割合証8/1 [要調整・仮置き]" in year
    assert "  2028-09-18 – 2028-09-20  認定審査会 [切替不可・公的資料で確認]" in year
    assert "  2028-08-14  連休明け  重なる期間なし" in year
    assert "  2028-09-19  連休明け  重なる期間 1件: 認定審査会" in year
    assert "  2028-09-25  連休明け、休日は見込み  重なる期間なし" in year
    gazetted = run("show", "023", "--year", "2028", "--as-of", "2027-03-01").stdout
    assert "見込み" not in gazetted
    alone = run("show", "014", "--year", "2028")
    assert (alone.returncode, alone.stdout) == (2, "")
    assert "暦がありません" in alone.stderr


def test_diff_names_what_takes_the_place(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    rows: list[dict[str, Any]] = [row | {"id": f"013900{at}"} for at, row in enumerate(function_rows(), 1)]
    assert run("import", function_book(tmp_path / "a.xlsx", rows), "--specs", pack, "--edition", "1.0").returncode == 0
    rows[0] |= {"remarks": "0139002に統合", "due": "-", "ordinary": "-", "core_city": "-", "designated_city": "-"}
    assert run("import", function_book(tmp_path / "a.xlsx", rows), "--specs", pack, "--edition", "2.0").returncode == 0
    editions = ("013/functions/1.0", "013/functions/2.0")
    plain = run("diff", *editions, "--specs", pack).stdout
    assert "他の要件への統合・移行: 1\n  0139001 試験機能1 → 0139002" in plain
    table = run(
        "diff", *editions, "--specs", pack, "--inventory", ROOT / "inventories" / "midori-cho", "--format", "csv"
    )
    (line,) = csv.DictReader(io.StringIO(table.stdout.removeprefix("\ufeff")))
    assert (line["後継の要件ID"], line["実装類型(改定前)"], line["対応の要否"]) == ("0139002", "実装必須", "はい")


def test_list_in_english(tmp_path: Path) -> None:
    done = run("list", "--lang", "en")
    assert done.returncode == 0
    assert "Basic resident register" in done.stdout
    assert "⟦" not in done.stdout


def progress_csv(folder: Path, month: str, *rows: str) -> Path:
    path = folder / f"令和8年{month}月_進捗状況.csv"
    path.write_text("\n".join(("都道府県,市区町村,戸籍,就学", *rows)), encoding="utf-8")
    return path


def test_a_newer_progress_table_shows_which_bodies_and_areas_changed(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    january = progress_csv(tmp_path, "1", "愛知県,豊橋市,0.5,1.0", "愛知県,岡崎市,0.5,0.5", "愛知県,豊田市,0.25,0.5")
    assert "変化" not in run("import", january, "--specs", pack).stdout
    may = progress_csv(tmp_path, "5", "愛知県,豊橋市,1.0,1.0", "愛知県,岡崎市,0.5,0.5", "愛知県,みよし市,0.25,0.5")
    shown = run("import", may, "--specs", pack).stdout
    assert "2026-01からの変化: 3団体" in shown
    assert "愛知県豊橋市: 戸籍 50.0%→100.0%" in shown
    assert "愛知県みよし市: 戸籍 なし→25.0%、就学 なし→50.0%" in shown
    assert "愛知県豊田市: 戸籍 25.0%→なし" in shown  # merged, renamed or gone
    assert "岡崎市" not in shown
    assert files(pack) == ["lists/progress-2026-01.json", "lists/progress-2026-05.json"]


def test_a_newer_list_of_designations_shows_what_came_and_went(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    for name, marks in (("令和7年12月", "●,"), ("令和8年3月", ",●")):
        path = tmp_path / f"{name}_結果一覧.csv"
        path.write_text(
            f"団体コード,自治体名,自治体区分,戸籍,就学\n232017,愛知県豊橋市,中核市,{marks}\n", encoding="utf-8"
        )
        shown = run("import", path, "--specs", pack).stdout
    assert "2025-12からの変化: 1団体" in shown
    assert "愛知県豊橋市: 就学 なし→記載、戸籍 記載→なし" in shown


def test_list_keeps_the_two_kinds_of_edition_apart() -> None:
    """A number that may be of either stands in neither column."""
    lines = run("list").stdout.splitlines()
    head = next(line for line in lines if "業務ID" in line and "データ要件" in line)
    heads = [part for part in head.split("  ") if part]
    assert [text.strip()[:6] for text in heads[2:]] == ["標準仕様書の", "データ要件・", "どちらの版か"]
    register = next(line for line in lines if "住民基本台帳   " in line)
    allowance = next(line for line in lines if "児童手当   " in line)
    assert [part.strip().partition("(")[0] for part in register.split("  ") if part.strip()][3:] == [
        "6.1",
        "未確認",
        "―",
    ]
    assert [part.strip().partition("(")[0] for part in allowance.split("  ") if part.strip()][3:] == [
        "未確認",
        "未確認",
        "2.5",
    ]


def test_list_tells_how_old_every_source_is_and_how_to_replace_it() -> None:
    shown = run("list", "--as-of", "2027-12-01").stdout.splitlines()
    at = next(n for n, line in enumerate(shown) if "進捗状況(令和8年1月)" in line)
    assert "資料の日付 2026-01・確認 2026-11-29(13か月前) 12か月を過ぎたため要確認" in shown[at]
    assert "標準化の進捗状況" in shown[at + 1] and "spec import" in shown[at + 1]
    assert not any("12か月を過ぎた" in line for line in run("list", "--as-of", "2026-12-01").stdout.splitlines())
