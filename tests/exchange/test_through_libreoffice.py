"""Our books in LibreOffice: saved as .ods and back, sorted, widened, half filled, older than the reading."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from readiness.app.ours import Kind, kind_of
from tests.command import run
from tests.replies.town import Scenario, gap

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def through(file: Path, folder: Path) -> Path:
    """The file as LibreOffice writes it, after it was kept as .ods in between."""
    for form in ("ods", "xlsx"):
        out = folder / form
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(out), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=110)
        file = out / f"{file.stem}.{form}"
    return file


def edited(source: Path, target: Path, sheet: str, key: str, told: Mapping[str, Mapping[str, object]]) -> Path:
    """Rows in reverse, two columns put in, one of them inside the table, some cells filled."""
    book = load_workbook(source)
    page = book[sheet]
    page.protection.sheet = False
    heads, *rows = [[cell.value for cell in row] for row in page.iter_rows()]
    page.delete_rows(1, page.max_row)
    at = {str(head): place for place, head in enumerate(heads)}
    page.append(["印", *heads[:3], "課のメモ", *heads[3:]])
    for row in reversed(rows):
        for head, value in told.get(str(row[at[key]]), {}).items():
            row[at[head]] = value
        page.append(["済", *row[:3], None, *row[3:]])
    book.save(target)
    return target


HEAD = ("システム名", "業務", "委託先", "契約終了日", "年額(円)")
ROWS = (
    ("住民記録システム", "住民基本台帳", "株式会社ためし情報", "R9.9.30又はR10.3.31", 3_300_000),
    ("介護保険システム", "介護保険", "株式会社ためし情報", "R9.9.30又はR10.3.31", 2_200_000),
    ("健康管理システム", "健康管理", "株式会社ためし情報", "R9.9.30又はR10.3.31", 1_100_000),
)


def ledger(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for row in (("試し町 情報システム一覧(令和8年11月2日現在)",), HEAD, *rows):
        book.active.append(row)
    book.save(path)
    return path


def test_a_book_of_readings_saved_by_libreoffice_is_taken_row_by_row(tmp_path: Path) -> None:
    file = ledger(tmp_path / "一覧.xlsx", *ROWS)
    assert run("analyze", str(file), "--out", str(tmp_path / "out")).returncode == 0
    book = next((tmp_path / "out").rglob("reading.xlsx"))
    first = through(book, tmp_path / "a")
    told = {
        "住民記録システム": {"回答": "R10.3.31", "確認者": "見本 一郎", "確認日": "2026/11/30"},
        "介護保険システム": {"回答": "R9.9.30"},
    }
    filled = through(edited(first, tmp_path / "記入.xlsx", "確認してください", "対象", told), tmp_path / "b")
    assert kind_of(filled) is Kind.READING
    # The ledger went on meanwhile: what one row asks is not asked any more, and another system has come.
    settled = (*ROWS[1][:3], "R9.9.30", ROWS[1][4])
    ledger(file, ROWS[0], settled, ROWS[2], ("国民年金システム", "国民年金", *ROWS[2][2:]))
    done = run("ledger", "confirm", str(file), str(filled))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "回答 2件を取り込みました" in done.stdout and "介護保険システム" in done.stdout
    assert run("analyze", str(file), "--out", str(tmp_path / "out")).returncode == 0
    sheet = load_workbook(next((tmp_path / "out").rglob("reading.xlsx")))["確認してください"]
    at = {cell.value: cell.column - 1 for cell in sheet[1]}
    left = {row[at["対象"]] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert left == {"健康管理システム", "国民年金システム"}  # asked again, and what is new


def test_a_book_of_answers_saved_by_libreoffice_is_taken_row_by_row(tmp_path: Path) -> None:
    scenario = Scenario(tmp_path / "case")
    book = (
        scenario.book().fill("kaigo.delivery", code="適合", day="2028-09-30").fill("kaigo.eol", fact="令和11年3月31日")
    )
    book.fill("shogai.delivery", code="適合", day="2028-06-30").fill("shogai.eol", fact="令和12年3月31日").save()
    town = scenario.folder / "input"
    assert run("gaps", "import", str(town), str(book.path)).returncode == 0
    answers = through(town / "register" / "answers.xlsx", tmp_path / "a")
    told = {
        gap("kaigo.delivery"): {"採否": "採用", "確認者": "見本 一郎"},
        gap("kaigo.eol"): {"採否": "採用", "台帳に入れる値": "2030/3/31"},
        gap("shogai.eol"): {"採否": "不採用"},
    }
    filled = through(edited(answers, tmp_path / "記入.xlsx", "回答の反映", "照会ID", told), tmp_path / "b")
    assert kind_of(filled) is Kind.ANSWERS
    done = run("ledger", "confirm", str(town), str(filled))
    assert "採用 2、不採用 1" in done.stdout, done.stdout + done.stderr
    text = (town / "inventory.yaml").read_text(encoding="utf-8")
    assert text.count("2028-09-30") == 1 and text.count("2030-03-31") == 1 and "2028-06-30" not in text
    again = run("ledger", "confirm", str(town), str(filled))
    assert again.returncode == 1 and (town / "inventory.yaml").read_text(encoding="utf-8") == text
