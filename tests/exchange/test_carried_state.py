"""Decisions and the register go where the inventory goes: folder, workbook and back, lists of the body's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from readiness.cli.root import cli
from readiness.messages.catalogue import Catalogue
from readiness.model.refusal import RefusedError

ROOT = Path(__file__).resolve().parents[2]
DAY = ("--as-of", "2026-11-02")


def run(*words: object) -> tuple[int, str, str]:
    told = CliRunner().invoke(cli, [str(word) for word in words], standalone_mode=False)
    if told.exception is not None:
        raise told.exception
    return int(told.return_value or 0), told.stdout, told.stderr


def answered(path: Path) -> list[str]:
    """The line of the vendor that answered: open, asked, answered …"""
    code, out, _ = run("gaps", "status", path, *DAY)
    assert code == 0
    return next(line.split()[1:4] for line in out.splitlines() if line.startswith("株式会社ヒノデ"))


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The sample with a letter sent, three questions answered and a plan adopted."""
    town = Path(shutil.copytree(ROOT / "inventories" / "midori-cho", tmp_path / "みどり町"))
    assert run("gaps", "export", town, "--number", "第1号", *DAY)[0] == 0
    book = min((town / "register" / "books").glob("hinode_第1号*.xlsx"))
    filled = load_workbook(book)
    sheet = filled["照会事項"]
    column = {cell.value: cell.column for cell in sheet[1]}["回答区分"]
    for row in (2, 3, 4):
        sheet.cell(row, column, "適合")
    filled.save(tmp_path / "回答.xlsx")
    assert run("gaps", "import", town, tmp_path / "回答.xlsx", *DAY)[0] == 0
    (town / "decisions").mkdir(exist_ok=True)
    (town / "decisions" / "pins.yaml").write_text("pins: []\n", encoding="utf-8")
    return town


def test_a_workbook_takes_the_state_along_and_brings_it_back(town: Path, tmp_path: Path) -> None:
    before = answered(town)
    assert before[2] == "3"
    out = tmp_path / "机" / "みどり町.xlsx"
    code, told, _ = run("ledger", "export", town, out)
    assert code == 0 and "決定と照会の記録" in told
    assert answered(out) == before
    fresh = tmp_path / "新しい台帳"
    code, told, _ = run("ledger", "import", fresh, out)
    assert code == 0 and "決定と照会の記録" in told
    assert answered(fresh) == before and (fresh / "decisions" / "pins.yaml").is_file()
    # What was recorded in the meantime stays: the older register of the workbook says nothing new.
    assert run("gaps", "export", town, "--number", "第2号", "--all", *DAY)[0] == 0
    register = (town / "register" / "gaps.jsonl").read_bytes()
    assert run("ledger", "import", town, out)[0] == 0
    assert (town / "register" / "gaps.jsonl").read_bytes() == register


def test_a_workbook_in_the_folder_of_its_inventory_has_no_state_of_its_own(town: Path) -> None:
    assert run("ledger", "export", town, town / "台帳.xlsx")[0] == 0
    assert sorted(p.name for p in (town / "register").iterdir() if p.is_dir()) == ["books"]


def test_state_that_disagrees_refuses_the_import_and_names_the_command(town: Path, tmp_path: Path) -> None:
    out = tmp_path / "机" / "みどり町.xlsx"
    assert run("ledger", "export", town, out)[0] == 0
    pins = town / "decisions" / "pins.yaml"
    pins.write_text("pins: []  # ours\n", encoding="utf-8")
    body = town / "body.yaml"
    kept = body.read_bytes()
    with pytest.raises(RefusedError) as refused:
        run("ledger", "import", town, out)
    assert refused.value.message.key == "cli.ledger.state-clash"
    assert "--keep-state" in Catalogue("ja").render(refused.value.message)
    assert "pins.yaml" in Catalogue("ja").render(refused.value.message)
    assert body.read_bytes() == kept
    assert run("ledger", "import", town, out, "--keep-state")[0] == 0
    assert pins.read_text(encoding="utf-8") == "pins: []  # ours\n"


def test_lists_of_the_bodys_own_take_their_state_along(tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["あかね町 情報システム一覧"],
        ["システム名", "事業者名", "契約終了日"],
        ["住民記録システム", "青空情報株式会社", "未定"],
    ):
        book.active.append(row)
    desk = tmp_path / "机"
    desk.mkdir()
    book.save(desk / "一覧.xlsx")
    assert run("gaps", "export", desk / "一覧.xlsx", "--number", "第1号", *DAY)[0] == 0
    registers = [*desk.rglob("gaps.jsonl")]
    assert len(registers) == 1
    code, told, _ = run("ledger", "import", tmp_path / "あかね町", desk / "一覧.xlsx", *DAY)
    assert code in (0, 1) and "決定と照会の記録" in told
    assert (tmp_path / "あかね町" / "register" / "gaps.jsonl").read_bytes() == registers[0].read_bytes()
    asked = [run("gaps", "export", place, *DAY)[1] for place in (desk / "一覧.xlsx", tmp_path / "あかね町")]
    assert asked[0] == asked[1]  # nothing is asked anew


@pytest.mark.parametrize(("name", "right"), [("一覧.map.yaml.txt", "一覧.map.yaml"), ("一覧.map.yml", "一覧.map.yaml")])
def test_a_mapping_under_the_wrong_ending_is_named(tmp_path: Path, name: str, right: str) -> None:
    book = Workbook()
    for row in (["システム名", "事業者名"], ["住民記録システム", "青空情報株式会社"]):
        book.active.append(row)
    book.save(tmp_path / "一覧.xlsx")
    (tmp_path / name).write_text("mapping: 1\n", encoding="utf-8")
    _, out, _ = run("validate", tmp_path / "一覧.xlsx", *DAY)
    told = out[out.index("IN305") :]
    assert name in told and f"「{right}」" in told


def test_a_yaml_file_saved_as_text_is_named(town: Path) -> None:
    (town / "contracts.yaml").rename(town / "contracts.yaml.txt")
    _, out, _ = run("validate", town, *DAY)
    assert "contracts.yaml.txt" in out and "「contracts.yaml」に変えて" in out


def test_lists_of_a_folder_take_the_state_of_the_folder_along(tmp_path: Path) -> None:
    """What was confirmed and asked beside the lists of one body goes into its YAML, whichever files are named."""
    folder = tmp_path / "霞野町"
    folder.mkdir()
    for name, rows in (
        ("一覧.xlsx", (("システム名", "業務", "委託先"), ("住記", "住民基本台帳", "あおば計算"))),
        (
            "契約.xlsx",
            (("契約件名", "対象システム", "相手方", "契約終了日"), ("住記保守", "住記", "あおば計算", "R8年度")),
        ),
    ):
        book = Workbook()
        for row in rows:
            book.active.append(list(row))
        book.save(folder / name)
    out = tmp_path / "out"
    assert run("analyze", folder, "--out", out, "--effort", "quick", *DAY)[0] == 0
    book = load_workbook(next(out.rglob("reading.xlsx")))
    sheet = book["確認してください"]
    sheet.cell(2, {cell.value: cell.column for cell in sheet[1]}["回答"]).value = "はい"
    book.save(tmp_path / "確認.xlsx")
    assert run("ledger", "confirm", folder, tmp_path / "確認.xlsx", *DAY)[0] == 0
    assert run("gaps", "export", folder, "--number", "第1号", *DAY)[0] == 0
    code, told, _ = run("ledger", "import", tmp_path / "n", folder / "一覧.xlsx", folder / "契約.xlsx", *DAY)
    assert code == 0 and "決定と照会の記録" in told
    assert (tmp_path / "n" / "decisions" / "reading.yaml").is_file()
    assert "end: 2027-03-31" in (tmp_path / "n" / "ledger.yaml").read_text(encoding="utf-8")
    assert run("gaps", "export", tmp_path / "n", "--number", "第2号", *DAY)[1].startswith(
        "新たに照会する事項はありません"
    )
