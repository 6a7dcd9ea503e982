"""Vendors' own 対応表 in layouts of their own."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

from click.testing import CliRunner
from openpyxl import Workbook

from readiness.app.reading import read_body, read_standard
from readiness.cli.root import cli
from readiness.exchange.claims.mapping import ClaimsMap
from readiness.exchange.claims.table import ClaimsTable, read_claims
from readiness.exchange.rows import Incoming
from readiness.gaps.derive import derive
from readiness.messages.catalogue import Catalogue
from readiness.model.conformance import Answer
from readiness.sources.xlsx import parse_workbook

ROOT = Path(__file__).resolve().parents[2]


def book(rows: list[list[object]]) -> bytes:
    new = Workbook()
    for row in rows:
        new.active.append(row)
    buffer = BytesIO()
    new.save(buffer)
    return buffer.getvalue()


def read(rows: list[list[object]], mapping: ClaimsMap | None = None) -> ClaimsTable:
    return read_claims(Incoming(workbook=parse_workbook(book(rows), "対応表.xlsx")), mapping)


def test_any_column_order_marks_words_and_lost_zeros() -> None:
    table = read(
        [
            ["弊社標準仕様対応表"],
            ["備考", "対応\n可否", "大分類", "機能ID", "提供予定"],
            ["", "◎", "x", "0230286", ""],
            ["手順書3頁", "×", "x", 230270, ""],
            ["", "経過措置", "x", "0230271", "令和9年3月"],
            ["一部のみ", "△", "x", "0230272", ""],
            ["", "鋭意検討", "x", "0230273", "未定"],
            ["小計", "", "", "", ""],
        ]
    )
    rows = {row.requirement: row for row in table.rows}
    assert {key: row.answer for key, row in rows.items()} == {
        "0230286": Answer.FITS,
        "0230270": Answer.UNSUPPORTED,
        "0230271": Answer.FITS_LATER,
        "0230272": None,
        "0230273": None,
    }
    assert rows["0230271"].delivery == "2027-03-31"
    assert rows["0230272"].note == "△\n一部のみ" and rows["0230273"].note == "鋭意検討\n未定"
    assert [n.message.key.rpartition(".")[2] for n in table.notes] == ["date", "unclear", "word", "completed"]


def test_answer_column_known_only_by_its_marks_and_a_mapping_for_them() -> None:
    rows: list[list[object]] = [["帳票ID", "弊社Ver3"], ["0230001", "○"], ["0230002", "△"], ["0230003", "－"]]
    table = read(rows, ClaimsMap(values={"△": Answer.WORKAROUND}))
    assert [row.answer for row in table.rows] == [Answer.FITS, Answer.WORKAROUND, None]
    assert [note.message.key.rpartition(".")[2] for note in table.notes] == ["guessed"]


def test_import_is_idempotent_keeps_evaluations_and_feeds_every_system_on_the_package(tmp_path: Path) -> None:
    town = Path(shutil.copytree(ROOT / "inventories" / "midori-cho", tmp_path / "midori-cho"))
    table = tmp_path / "対応表.xlsx"
    table.write_bytes(book([["機能ID", "対応状況"], ["0230999", "×"], ["0230998", "◎"]]))

    def run() -> tuple[int, str]:
        args = ["gaps", "import", str(town), str(table), "--package", "pk-hinode"]
        result = CliRunner().invoke(cli, args, standalone_mode=False)
        if result.exception is not None:
            raise result.exception
        return int(result.return_value or 0), result.output

    assert run()[0] == 0
    file = town / "claims_pk-hinode.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "answer: 未対応", "answer: 未対応\n    evaluation: 運用で代替 # 課で確認", 1
    )
    file.write_text(text, encoding="utf-8")
    code, output = run()
    assert code == 0 and "変更はありません" in output and file.read_text(encoding="utf-8") == text
    inventory = read_body(town, read_standard(town)).inventory
    assert inventory is not None and inventory.body.as_of is not None
    gaps = [g for g in derive(inventory, inventory.body.as_of) if g.requirement == "0230999"]
    assert len(gaps) == sum(system.package == "pk-hinode" for system in inventory.systems) > 1


def test_thousands_of_rows_are_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [["機能ID", "対応状況"], *([f"{number:07d}", "○"] for number in range(1, 5001))]
    assert len(read(rows).rows) == 5000


def test_a_table_without_its_package_is_answered_with_the_packages_that_fit(tmp_path: Path) -> None:
    town = Path(shutil.copytree(ROOT / "inventories" / "midori-cho", tmp_path / "midori-cho"))
    rows: list[list[object]] = [["機能ID", "対応可否"], ["0230286", "◎"], ["0230270", "×"]]
    unnamed, named = tmp_path / "表.xlsx", tmp_path / "回答.xlsx"
    unnamed.write_bytes(book(rows))
    named.write_bytes(
        book([["(株)ヒノデ自治体システム(架空) 標準仕様対応表"], *[["機能ID", "対応可否"], ["0990286", "◎"]]])
    )
    told = CliRunner().invoke(cli, ["gaps", "import", str(town), str(unnamed)], standalone_mode=False)
    assert told.return_value == 2 and not (town / "register").exists()
    lines = told.stderr.splitlines()
    assert "機能ID等2件" in lines[0] and "対応表です" in lines[0]
    assert [line.split(":")[0].strip() for line in lines[1:]] == ["pk-hinode-kaigo(HINODE 介護 V3(架空))"]
    again = CliRunner().invoke(cli, lines[1].partition(": readiness ")[2].split(" "), standalone_mode=False)
    assert again.return_value == 0, again.output  # the command as it was told
    several = CliRunner().invoke(cli, ["gaps", "import", str(town), str(named)], standalone_mode=False)
    assert [line.split("(")[0].strip() for line in several.stderr.splitlines()[1:]] == [
        "pk-hinode", "pk-hinode-v5", "pk-hinode-kaigo", "pk-hinode-fukushi",
    ]  # fmt: skip


def keys(table: ClaimsTable) -> list[str]:
    return [note.message.key.rpartition(".")[2] for note in table.notes]


def test_an_error_for_an_answer_and_a_sheet_nobody_sees_are_told() -> None:
    new = Workbook()
    for row in (["機能ID", "対応状況"], ["0230286", "◎"], ["0230270", "#N/A"]):
        new.active.append(row)
    new.active["B3"].data_type = "e"
    hidden = new.create_sheet("控え")
    for row in (["機能ID", "対応状況"], ["0230286", "×"], ["0230999", "×"]):
        hidden.append(row)
    hidden.sheet_state = "hidden"
    buffer = BytesIO()
    new.save(buffer)
    table = read_claims(Incoming(workbook=parse_workbook(buffer.getvalue(), "対応表.xlsx")), None)
    assert {row.requirement: row.answer for row in table.rows} == {
        "0230286": Answer.FITS,
        "0230270": None,
        "0230999": Answer.UNSUPPORTED,
    }
    assert keys(table) == ["error", "hidden"]


def test_headings_of_lost_letters_are_told_as_such() -> None:
    lost = [word.encode().decode("cp932", "replace") for word in ("機能", "対応", "適合です")]
    table = read([lost[:2], ["0230286", lost[2]]])
    assert not table.rows and keys(table) == ["garbled", "sheets"]
    assert "文字化け" in Catalogue("ja").render(table.notes[0].message)


def test_columns_of_several_versions_or_classes_are_read_only_where_one_is_meant() -> None:
    versions = [["機能ID", "対応状況 第3.0版", "対応状況 第4.0版"], ["0230286", "◎", "×"], ["0230270", "×", "◎"]]
    classes = [["機能ID", "対応状況 指定都市", "対応状況 中核市"], ["0230286", "◎", "×"], ["0230270", "×", "◎"]]
    for rows, told in ((versions, "which-version"), (classes, "which-class")):
        table = read(rows)
        assert (table.rows, keys(table)[0]) == ((), told)
