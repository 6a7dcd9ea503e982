"""The ledger: everything out, everything back, not a byte touched that need not be."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from readiness.app.incoming import incoming
from readiness.app.ledger import open_ledger
from readiness.app.reading import read_body, read_standard
from readiness.cli.root import cli
from readiness.exchange.labels import reading_labels
from readiness.exchange.ledger.leaves import Leaf
from readiness.exchange.ledger.merge import _Work
from readiness.exchange.ledger.read import read_ledger, to_sections
from readiness.exchange.ledger.sheets import ledger_sheets
from readiness.inventory.load import read_sections
from readiness.inventory.sections import SECTIONS
from readiness.model.fields import facts
from readiness.model.progress import Progress
from readiness.model.system import Conformance

ROOT = Path(__file__).resolve().parents[2]
SHEETS = (
    "自治体・課",
    "契約・調達",
    "事業者",
    "システム",
    "連携",
    "帳票",
    "機器・EUC",
    "工程",
    "適合",
    "見積・経費",
    "前提",
    *("予算・財源", "付議・照会・議会", "業務量・効果", "リハーサル・判定", "体制・研修・引継ぎ"),
)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "inventories" / "midori-cho", tmp_path / "midori-cho"))


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    target = tmp_path_factory.mktemp("ledger") / "台帳.xlsx"
    assert run("ledger", "export", ROOT / "inventories" / "midori-cho", target)[0] == 0
    return target.read_bytes()


@pytest.fixture
def ledger(exported: bytes, tmp_path: Path) -> Path:
    target = tmp_path / "台帳.xlsx"
    target.write_bytes(exported)
    return target


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(a) for a in arguments], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return int(result.return_value or 0), result.output


def files(town: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(town.glob("*.yaml"))}


def edit(ledger: Path, sheet: str, change: Callable[[Worksheet, dict[str, int]], None]) -> None:
    book = load_workbook(ledger)
    page = book[sheet]
    change(page, {str(cell.value): cell.column for cell in page[1]})
    book.save(ledger)


def row_of(page: Worksheet, at: dict[str, int], kind: str, row_id: str) -> int:
    for row in range(2, page.max_row + 1):
        if page.cell(row, at["種別"]).value == kind and page.cell(row, at["ID"]).value == row_id:
            return row
    raise AssertionError((kind, row_id))


def test_every_section_has_its_sheet_and_every_sheet_unique_headers() -> None:
    sheets = ledger_sheets(reading_labels())
    assert tuple(sheet.title for sheet in sheets) == SHEETS
    assert {kind.section for sheet in sheets for kind in sheet.kinds.values()} == {s.key for s in SECTIONS}
    for sheet in sheets:
        headers = [column.column.header for column in sheet.columns]
        assert len(set(headers)) == len(headers), sheet.title
        assert not [head for head in headers if "⟦" in head]


def test_untouched_ledger_changes_no_byte(town: Path, ledger: Path) -> None:
    before = files(town)
    code, output = run("ledger", "import", ledger, town)
    assert code == 0 and "書き換えました" not in output
    assert files(town) == before


def test_sections_come_back_as_they_were(town: Path, ledger: Path) -> None:
    read = read_ledger(incoming(ledger), reading_labels())
    sections, notes = to_sections(read)
    assert notes == ()
    raw = read_sections(town)
    for key, rows in raw.sections.items():
        assert len(sections[key]) == len(rows), key


def test_analysis_of_the_ledger_is_that_of_the_yaml(town: Path, ledger: Path) -> None:
    standard = read_standard(town)
    from_yaml, from_ledger = read_body(town, standard), open_ledger((ledger,), standard).loaded
    assert from_ledger.findings == () or not from_ledger.fatal
    assert from_ledger.inventory is not None and from_yaml.inventory is not None
    for section in SECTIONS:
        assert getattr(from_ledger.inventory, section.key) == getattr(from_yaml.inventory, section.key), section.key


def test_one_changed_cell_changes_one_value_and_keeps_comments(town: Path, ledger: Path) -> None:
    def change(page: Worksheet, at: dict[str, int]) -> None:
        page.cell(row_of(page, at, "システム", "inkan"), at["準拠状況"], "未準拠")

    before = files(town)
    edit(ledger, "システム", change)
    code, output = run("ledger", "import", ledger, town)
    assert code == 0 and "変更した欄 1" in output
    after = files(town)
    assert {name for name in after if after[name] != before[name]} == {"systems.yaml"}
    old, new = before["systems.yaml"].decode().splitlines(), after["systems.yaml"].decode().splitlines()
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert len(changed) == 1 and "未準拠" in changed[0][1]
    loaded = read_body(town, read_standard(town)).inventory
    assert loaded is not None and loaded.system_by_id["inkan"].conformance is Conformance.NON_CONFORMANT


def test_a_cleared_cell_removes_the_key_and_a_new_row_is_appended(town: Path, ledger: Path) -> None:
    def change(page: Worksheet, at: dict[str, int]) -> None:
        page.cell(row_of(page, at, "システム", "juki"), at["稼働日"]).value = None
        row = next(r for r in range(2, page.max_row + 1) if not page.cell(r, at["種別"]).value)
        page.cell(row, at["種別"], "システム")
        page.cell(row, at["ID"], "0012")
        page.cell(row, at["名称"], "保健所連絡システム")
        page.cell(row, at["業務"], "健康管理")
        page.cell(row + 1, at["種別"], "経過措置")
        page.cell(row + 1, at["ID"], "inkan")
        page.cell(row + 1, at["経過措置・機能"], "コンビニ交付の様式")
        page.cell(row + 1, at["経過措置・期限"], "令和9年3月31日")

    edit(ledger, "システム", change)
    code, output = run("ledger", "import", ledger, town)
    assert code == 0 and "追加した行 2" in output
    loaded = read_body(town, read_standard(town)).inventory
    assert loaded is not None
    assert "live_date: 2026-01-05" not in (town / "systems.yaml").read_text(encoding="utf-8").split("- id: inkan")[0]
    assert loaded.system_by_id["0012"].areas == ("health_management",)
    assert [m.function for m in loaded.system_by_id["inkan"].transitional_measures][-1] == "コンビニ交付の様式"


def test_yaml_changed_meanwhile_is_a_conflict_and_stays(town: Path, ledger: Path) -> None:
    yaml = town / "systems.yaml"
    text = yaml.read_text(encoding="utf-8")
    yaml.write_text(text.replace("name: 印鑑登録システム", "name: 印鑑システム", 1), encoding="utf-8")
    before = yaml.read_bytes()

    def change(page: Worksheet, at: dict[str, int]) -> None:
        page.cell(row_of(page, at, "システム", "inkan"), at["準拠状況"], "未準拠")

    code, output = run("ledger", "import", ledger, town)  # the ledger was not touched: the YAML is newer
    assert code == 0 and "YAML を残しました" in output and yaml.read_bytes() == before
    edit(ledger, "システム", change)
    code, output = run("ledger", "import", ledger, town)
    assert code == 1 and "反映しなかった行 1" in output and "inkan" in output
    assert yaml.read_bytes() == before


def test_sorted_renamed_with_columns_added_still_changes_no_byte(town: Path, ledger: Path) -> None:
    before = files(town)
    source = load_workbook(ledger)
    new = Workbook()
    new.remove(new.active)
    for number, page in enumerate(source.worksheets):
        rows = [[cell.value for cell in row] for row in page.iter_rows()]
        head, body = rows[0], rows[1:]
        random.Random(number).shuffle(body)
        sheet = new.create_sheet(f"表{number}")
        sheet.append(["庁内メモ", *head])
        for row in body:
            sheet.append(["", *row])
    new.save(ledger)
    code, output = run("ledger", "import", ledger, town)
    assert code == 0, output
    assert files(town) == before


def test_wrong_words_refuse_the_whole_import_with_their_rows(town: Path, ledger: Path) -> None:
    def change(page: Worksheet, at: dict[str, int]) -> None:
        page.cell(row_of(page, at, "システム", "inkan"), at["準拠状況"], "だいたい準拠")
        page.cell(row_of(page, at, "システム", "juki"), at["稼働日"], "去年")

    before = files(town)
    edit(ledger, "システム", change)
    code, output = run("ledger", "import", ledger, town)
    assert code == 2 and "だいたい準拠" in output and "去年" in output and "台帳.xlsx!システム:" in output
    assert files(town) == before
    assert run("validate", ledger)[0] == 2


def test_the_workbook_alone_is_an_inventory_and_becomes_yaml(ledger: Path, tmp_path: Path) -> None:
    code, _ = run("analyze", ledger, "--out", tmp_path / "out")
    assert code == 0 and (tmp_path / "out" / "midori-cho" / "gaps" / "hinode.xlsx").is_file()
    fresh = tmp_path / "new-town"
    fresh.mkdir()
    code, _ = run("ledger", "import", ledger, fresh)
    assert code == 0 and (fresh / "ledger.yaml").is_file()
    loaded = read_body(fresh, read_standard(fresh))
    assert not loaded.fatal and loaded.inventory is not None and len(loaded.inventory.systems) > 20
    assert loaded.inventory.body.code == "993018"


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice_changes_no_byte(town: Path, ledger: Path, tmp_path: Path) -> None:
    before = files(town)
    out = tmp_path / "lo"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx",
         "--outdir", str(out), str(ledger)],
        check=True, capture_output=True, timeout=110,
    )  # fmt: skip
    code, output = run("ledger", "import", out / ledger.name, town)
    assert code == 0, output
    assert files(town) == before


def test_a_heading_of_a_former_name_still_leads_to_its_field(town: Path, ledger: Path) -> None:
    """A ledger written when the two days of a party that goes were one column: it is the day of the notice."""
    day = date(2026, 8, 31)

    def old(page: Worksheet, at: dict[str, int]) -> None:
        page.cell(1, at["提供終了の通知日"]).value = "撤退・提供終了の通知日"
        page.cell(row_of(page, at, "事業者", "hinode"), at["提供終了の通知日"]).value = day

    edit(ledger, "事業者", old)
    code, output = run("ledger", "import", ledger, town)
    assert code == 0, output
    vendor = next(v for v in read_body(town, read_standard(town)).inventory.vendors if v.id == "hinode")
    assert (vendor.withdrawal_notice, vendor.service_end) == (day, None)


def test_a_row_whose_check_code_is_gone_takes_nothing(town: Path, ledger: Path) -> None:
    def change(page: Worksheet, at: dict[str, int]) -> None:
        row = row_of(page, at, "システム", "inkan")
        page.cell(row, at["準拠状況"], "未準拠")
        page.cell(row, at["照合コード"]).value = None

    before = files(town)
    edit(ledger, "システム", change)
    code, output = run("ledger", "import", ledger, town)
    assert code == 1 and "照合コードがないため" in output
    assert files(town) == before


def test_a_column_that_did_not_come_back_empties_nothing(town: Path, ledger: Path) -> None:
    def change(page: Worksheet, at: dict[str, int]) -> None:
        page.delete_cols(at["準拠状況"])

    before = files(town)
    edit(ledger, "システム", change)
    code, output = run("ledger", "import", ledger, town)
    assert code == 0, output
    assert files(town) == before


def test_a_part_that_stands_twice_is_not_taken(town: Path, ledger: Path) -> None:
    def change(page: Worksheet, at: dict[str, int]) -> None:
        row = row_of(page, at, "紐付く機器・ミドルウェア等", "inkan")
        page.append([cell.value for cell in page[row]])

    before = files(town)
    edit(ledger, "システム", change)
    code, output = run("ledger", "import", ledger, town)
    assert code == 1 and output.count("同じ行が二つあります。どちらも反映していません") == 2
    assert files(town) == before


def test_a_row_that_did_not_come_back_is_told_and_kept(town: Path, ledger: Path) -> None:
    def change(page: Worksheet, at: dict[str, int]) -> None:
        page.delete_rows(row_of(page, at, "システム", "inkan"))

    before = files(town)
    edit(ledger, "システム", change)
    code, output = run("ledger", "import", ledger, town)
    assert code == 0 and "YAML にある行が台帳にありません" in output and "inkan" in output
    assert files(town) == before


def test_a_step_changed_inside_a_range_leaves_the_others_of_the_range() -> None:
    steps = next(fact for fact in facts(Progress) if fact.kind == "steps")
    mapping: dict[str, Any] = {"steps": {"1-3": "完了済み", "4": "作業中"}}
    _Work._set_step(mapping, Leaf(path=("steps", "2"), shape=steps, owners=("Progress",)), "未")
    assert mapping["steps"] == {"1": "完了済み", "2": "未", "3": "完了済み", "4": "作業中"}
    mapping = {"steps": {"1-3": "完了済み"}}
    _Work._set_step(mapping, Leaf(path=("steps", "2"), shape=steps, owners=("Progress",)), None)
    assert mapping["steps"] == {"1": "完了済み", "3": "完了済み"}
