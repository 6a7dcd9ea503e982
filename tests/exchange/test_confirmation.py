"""読み取り確認: doubts out as a book, answers back as decisions, and next month nothing is asked twice."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import yaml

from readiness.app.ledger import open_ledger
from readiness.exchange.confirmation import confirmation_book, offered
from readiness.exchange.labels import Labels
from readiness.intake.doubt import Doubt, Place, Weight
from readiness.messages.catalogue import Catalogue
from readiness.standard.load import load_standard
from readiness.tables.write_xlsx import write_xlsx
from tests.command import run

AS_OF = date(2026, 11, 2)
LABELS = Labels(Catalogue("ja"))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger whose amounts of one system differ between two sheets, and one day that is only a fiscal year."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = "情報係"
    head = ("システム名", "業務", "委託先", "契約終了日", "年額(円)")
    first.append(head)
    first.append(("住民記録システム", "住民基本台帳", "株式会社ためし情報", "R10.3.31", 3_300_000))
    first.append(("介護保険システム", "介護保険", "株式会社ためし情報", "R10.3.31", 2_200_000))
    second = book.create_sheet("財政係")
    second.append(head)
    second.append(("介護保険システム", "介護保険", "株式会社ためし情報", "R10.3.31", 2_420_000))
    file = tmp_path / "試し町.xlsx"
    book.save(file)
    return file


def asked(file: Path) -> dict[str, str]:
    reading = open_ledger((file,), load_standard(), AS_OF).reading
    assert reading is not None
    return {doubt.field: doubt.text for doubt in reading.asked if doubt.record == "介護保険システム"}


def amounts(file: Path) -> set[object]:
    inventory = open_ledger((file,), load_standard(), AS_OF).loaded.inventory
    assert inventory is not None
    return {contract.annual_amount for contract in inventory.contracts}


def filled(file: Path, answers: dict[str, str], folder: Path, record: str = "介護保険システム") -> Path:
    """The confirmation book with an answer for each field, its rows in reverse, a column put in, a line break added."""
    reading = open_ledger((file,), load_standard(), AS_OF).reading
    assert reading is not None
    raw = write_xlsx(confirmation_book(reading, LABELS, "読み取り確認", AS_OF))
    out = folder / "reading.xlsx"
    out.write_bytes(raw)
    book = openpyxl.load_workbook(out)
    sheet = book["確認してください"]
    sheet.protection.sheet = False
    at = {cell.value: cell.column for cell in sheet[1]}
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    sheet.delete_rows(2, len(rows))
    for row in reversed(rows):
        field = row[at["#field"] - 1] or ""
        if field in answers and record in ("", row[at["対象"] - 1]):
            row[at["回答"] - 1], row[at["確認者"] - 1], row[at["確認日"] - 1] = answers[field], "見本 一郎", "R8.11.4"
        sheet.append(row)
    sheet.insert_cols(3)
    sheet.cell(1, 3, "私のメモ")
    book.save(out)
    return out


def test_a_doubt_is_settled_in_excel_and_asked_no_more(ledger: Path, tmp_path: Path) -> None:
    before = asked(ledger)
    assert "contract.annual_amount" in before and 2_420_000 not in amounts(ledger)
    book = filled(ledger, {"contract.annual_amount": "2420000"}, tmp_path)
    done = run("ledger", "confirm", str(ledger), str(book))
    assert done.returncode == 0, done.stderr
    assert "回答 1件を取り込みました" in done.stdout
    (file,) = tmp_path.rglob("decisions/**/reading.yaml")
    (kept,) = yaml.safe_load(file.read_text(encoding="utf-8"))["reading"]
    assert kept["answer"] == "2420000" and kept["by"] == "見本 一郎" and kept["on"] == date(2026, 11, 4)
    assert "試し町" not in str(kept) and "情報係" not in str(kept)  # never the file or the sheet
    assert 2_420_000 in amounts(ledger)
    assert "contract.annual_amount" not in asked(ledger)


def test_next_months_file_under_another_name_asks_nothing_twice(ledger: Path, tmp_path: Path) -> None:
    book = filled(ledger, {"contract.annual_amount": "2420000"}, tmp_path)
    assert run("ledger", "confirm", str(ledger), str(book)).returncode == 0
    workbook = openpyxl.load_workbook(ledger)
    workbook["情報係"].title = "十二月"
    workbook["十二月"].insert_rows(2)
    workbook.save(ledger)
    assert "contract.annual_amount" not in asked(ledger)


def test_what_is_not_answered_changes_nothing_and_twice_is_once(ledger: Path, tmp_path: Path) -> None:
    book = filled(ledger, {}, tmp_path)
    nothing = run("ledger", "confirm", str(ledger), str(book))
    assert nothing.returncode == 2 and not list(tmp_path.rglob("reading.yaml"))
    book = filled(ledger, {"contract.annual_amount": "2420000"}, tmp_path)
    assert run("ledger", "confirm", str(ledger), str(book)).returncode == 0
    (file,) = tmp_path.rglob("decisions/**/reading.yaml")
    first = file.read_bytes()
    assert run("ledger", "confirm", str(ledger), str(book)).returncode == 0
    assert file.read_bytes() == first


def test_a_row_whose_key_was_changed_is_told_and_not_taken(ledger: Path, tmp_path: Path) -> None:
    book = filled(ledger, {"contract.annual_amount": "2420000"}, tmp_path)
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["確認してください"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, at["#text"], "9999999")
    workbook.save(book)
    done = run("ledger", "confirm", str(ledger), str(book))
    assert done.returncode == 2 and "照合できない行です" in done.stdout
    assert not list(tmp_path.rglob("reading.yaml"))


def test_two_answers_to_one_matter_are_told_and_the_first_is_taken(ledger: Path, tmp_path: Path) -> None:
    book = filled(ledger, {"contract.annual_amount": "2420000"}, tmp_path)
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["確認してください"]
    at = {cell.value: cell.column for cell in sheet[1]}
    (row,) = [[c.value for c in row] for row in sheet.iter_rows(min_row=2) if row[at["回答"] - 1].value == "2420000"]
    row[at["回答"] - 1] = "3000000"
    sheet.append(row)
    workbook.save(book)
    done = run("ledger", "confirm", str(ledger), str(book))
    assert "同じ事項に二つの回答があります(「2420000」「3000000」)" in done.stdout
    assert 2_420_000 in amounts(ledger) and 3_000_000 not in amounts(ledger)


def test_a_book_of_another_kind_is_refused_by_name(ledger: Path) -> None:
    done = run("ledger", "confirm", str(ledger), str(ledger))
    assert done.returncode == 2 and "読み取り確認のファイルではありません" in done.stderr


def test_a_key_survives_what_programs_do_to_blanks() -> None:
    doubt = Doubt(
        code="c", place=Place("f"), weight=Weight.VALUE, section="a", record="介護\n保険 ", field="f", text=" 1 000"
    )
    assert doubt.key == ("a", "介護 保険", "f", "1 000")


def test_every_weight_of_doubt_is_settled_through_the_book(tmp_path: Path) -> None:
    """WORD, RECORD, SAME, VALUE and a whole column, filled in Excel, taken by the command, asked no more."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(("システム名", "業務", "委託先", "移行状況", "契約終了日", "委託料"))
    sheet.append(("住民記録システム", "住民基本台帳", "株式会社冨田情報", "おおむね", "R10.3.31", "3,300,000円"))
    sheet.append(("介護保険システム", "介護保険", "富田情報㈱", "おおむね", "R9.9.30又はR10.3.31", "2,200,000円"))
    sheet.append(("国民年金システム",))
    file = tmp_path / "試し町.xlsx"
    book.save(file)
    answers = {
        "word": "未着手",
        "row-alone": "読む",
        "same-vendor": "同じ",
        "several-dates": "R9.9.30",
        "period": "年額",
    }
    before = open_ledger((file,), load_standard(), AS_OF).reading
    assert before is not None and {doubt.code for doubt in before.asked} == set(answers)
    by_key = {doubt.key: answers[doubt.code] for doubt in before.asked}
    out = tmp_path / "reading.xlsx"
    out.write_bytes(write_xlsx(confirmation_book(before, LABELS, "読み取り確認", AS_OF)))
    filled_in = openpyxl.load_workbook(out)
    questions = filled_in["確認してください"]
    at = {cell.value: cell.column for cell in questions[1]}
    for row in questions.iter_rows(min_row=2):
        section, record, field, text = (
            str(row[at[name] - 1].value or "") for name in ("#section", "#record", "#field", "#text")
        )
        answer = by_key[section, record, field, text]
        assert answer in str(row[at["選べる答え"] - 1].value) or "又は" in str(row[at["選べる答え"] - 1].value)
        row[at["回答"] - 1].value = answer
    filled_in.save(out)
    done = run("ledger", "confirm", str(file), str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    after = open_ledger((file,), load_standard(), AS_OF)
    assert after.reading is not None and not after.reading.asked
    inventory = after.loaded.inventory
    assert inventory is not None
    assert [system.migrated for system in inventory.systems[:2]] == [False, False]
    assert len(inventory.systems) == 3 and len(inventory.vendors) == 1
    assert {c.annual_amount for c in inventory.contracts} == {2_200_000, 3_300_000}
    assert {str(c.end) for c in inventory.contracts} == {"2028-03-31", "2027-09-30"}


def test_an_answer_that_settles_nothing_is_told_at_once(ledger: Path, tmp_path: Path) -> None:
    book = filled(ledger, {"contract.annual_amount": "要相談"}, tmp_path)
    done = run("ledger", "confirm", str(ledger), str(book))
    assert done.returncode == 1 and "この項目の値として読めません" in done.stdout
    assert "contract.annual_amount" in asked(ledger)


def test_a_row_offers_its_own_words_wherever_sorting_puts_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("システム名", "業務", "契約終了日", "金額(円)"))
    book.active.append(("住記", "住民基本台帳", "9.3.31", 3_300_000))
    book.save(tmp_path / "試し町.xlsx")
    reading = open_ledger((tmp_path / "試し町.xlsx",), load_standard(), AS_OF).reading
    assert reading is not None
    (tmp_path / "reading.xlsx").write_bytes(write_xlsx(confirmation_book(reading, LABELS, "読み取り確認", AS_OF)))
    made = openpyxl.load_workbook(tmp_path / "reading.xlsx")
    sheet, words = made["確認してください"], made["定義"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    rule = next(r for r in sheet.data_validations.dataValidation if r.formula1.startswith("OFFSET"))
    found = re.fullmatch(r"OFFSET\('定義'!\$([A-Z]+)\$1,\$([A-Z]+)2-1,0,1,COUNTA\(.+\)\)", rule.formula1)
    assert found is not None and sheet[f"{found[2]}1"].value == "#list"
    first = openpyxl.utils.column_index_from_string(found[1])
    for row in range(2, sheet.max_row + 1):
        at = int(sheet.cell(row, heads["#list"]).value)
        offered = [cell.value for cell in words[at][first - 1 :] if cell.value]
        shown = str(sheet.cell(row, heads["選べる答え"]).value)
        assert offered and shown.startswith("、".join(offered))
    assert {sheet.cell(row, heads["#list"]).value for row in range(2, sheet.max_row + 1)} == {1, 2}


def test_no_sheet_of_the_book_shows_the_machine(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ("システム名", "業務", "委託先", "契約終了日", "年額(円)", "初期費用(円)", "総額", "棚番号"),
        ("住民記録システム", "住民基本台帳", "株式会社ためし情報", "R10.3.31", 3_300_000, 1, 2, 3),
        ("介護保険システム(廃止)", "介護保険", "株式会社ためし情報", "R10.3.31", 1_100_000, 1, 2, 3),
        ("税務系",),
        ("国民年金システム",),
        ("うち保守", "", "", "", 300_000),
        ("合計", "", "", "", 4_400_000),
    ):
        book.active.append(row)
    file = tmp_path / "試し町.xlsx"
    book.save(file)
    reading = open_ledger((file,), load_standard(), AS_OF).reading
    assert reading is not None and {"total", "closed", "breakdown"} <= {item.reason for item in reading.unused}
    out = tmp_path / "reading.xlsx"
    out.write_bytes(write_xlsx(confirmation_book(reading, LABELS, "読み取り確認", AS_OF)))
    sheets = openpyxl.load_workbook(out)
    shown = "\n".join(
        str(cell.value) for sheet in sheets.worksheets for row in sheet.iter_rows() for cell in row if cell.value
    )
    assert "⟦" not in shown and "annual_amount:" not in shown and "契約契約" not in shown
    assert "事業者: 株式会社ためし情報" in shown and "契約満了日: 2028-03-31" in shown
    whys = [row[3].value for row in sheets["使わなかった箇所"].iter_rows(min_row=4)]
    assert "合計の行" in whys and len(whys) == len(reading.unused)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_reason_for_leaving_something_has_its_words(lang: str) -> None:
    reasons = {
        found
        for module in (Path(__file__).parents[2] / "readiness" / "intake").glob("*.py")
        for found in re.findall(r'reason = "([a-z-]+)"|return "([a-z-]+)" if len', module.read_text(encoding="utf-8"))
        for found in found
        if found
    }
    words = Catalogue(lang)
    assert reasons and not [reason for reason in reasons if not words.has(f"reading.unused.{reason}")]


def test_each_question_says_in_words_and_colour_what_waits_for_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("システム名", "業務", "委託先", "契約終了日"))
    book.active.append(("住民記録システム", "住民基本台帳", "株式会社冨田情報", "R9.9.30又はR10.3.31"))
    book.active.append(("介護保険システム", "介護保険", "富田情報㈱", "R10.3.31"))
    file = tmp_path / "試し町.xlsx"
    book.save(file)
    reading = open_ledger((file,), load_standard(), AS_OF).reading
    assert reading is not None
    out = tmp_path / "reading.xlsx"
    out.write_bytes(write_xlsx(confirmation_book(reading, LABELS, "読み取り確認", AS_OF)))
    sheet = openpyxl.load_workbook(out)["確認してください"]
    at = {cell.value: cell.column - 1 for cell in sheet[1]}
    rows = [row[at["回答を待つもの"]] for row in sheet.iter_rows(min_row=2)]
    assert [str(cell.value).split("\n")[0] for cell in rows] == ["文書・数値が待つ", "語と名称"]
    assert "財政協議表" in str(rows[0].value)
    assert rows[0].fill.fgColor.rgb != rows[1].fill.fgColor.rgb
    seen = sum(sheet.column_dimensions[openpyxl.utils.get_column_letter(n + 1)].width for n in range(12))
    assert seen < 190  # or the print is too small to be read


def test_the_drop_down_of_a_question_holds_what_may_be_meant(tmp_path: Path) -> None:
    """Values of the field, areas, the systems of the ledger, the values that differ."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(("システム名", "業務", "準拠状況", "委託先", "契約終了日", "年額(円)"))
    sheet.append(("住記", "住民基本台帳", "おおむね可", "あおば計算㈱／みなと情報㈱", "R10.3.31", 3_300_000))
    sheet.append(("ひまわり", "証明交付窓口", "準拠", "あおば計算㈱", "R10.3.31", 2_200_000))
    contracts = book.create_sheet("契約")
    contracts.append(("契約件名", "対象システム", "相手方", "契約終了日", "年額(円)"))
    contracts.append(("窓口端末賃貸借", "端末", "みなとリース", "R11.3.31", 1_100_000))
    file = tmp_path / "試し町.xlsx"
    book.save(file)
    reading = open_ledger((file,), load_standard(), AS_OF).reading
    assert reading is not None
    offers = {doubt.text: offered(doubt, reading, LABELS) for doubt in reading.asked}
    assert {"準拠", "経過措置あり", "未準拠", "読まない"} <= set(offers["おおむね可"])
    assert {"住民基本台帳", "共通機能", "周辺"} <= set(offers["証明交付窓口"]) and len(offers["証明交付窓口"]) > 21
    assert {"あおば計算㈱", "みなと情報㈱"} <= set(offers["あおば計算㈱／みなと情報㈱"])
    assert {"住記", "ひまわり"} <= set(offers["端末"])


def test_our_own_books_are_no_ledgers(ledger: Path, tmp_path: Path) -> None:
    """Among the files of a body they are left out by name, alone they are refused with the command that takes them."""
    book = filled(ledger, {}, tmp_path)
    done = run("ledger", "import", str(tmp_path / "neu"), str(ledger), str(book), "--as-of", "2026-11-02")
    assert done.returncode == 0 and f"readiness ledger confirm 台帳 {book.name}" in done.stdout
    assert f"{ledger.name} {book.name}" not in done.stdout
    for command in (
        ("ledger", "import", str(tmp_path / "zwei"), str(book)),
        ("analyze", str(book), "--out", str(tmp_path / "out")),
    ):
        done = run(*command)
        told = done.stdout + done.stderr
        assert done.returncode == 2 and f"readiness ledger confirm 台帳 {book.name}" in told and told.count("\n") < 6
    assert not (tmp_path / "zwei").exists() and not (tmp_path / "out").exists()


def test_what_a_contract_was_confirmed_for_stays_its_name(tmp_path: Path) -> None:
    """「はい」 to a likely system keeps that system, also when another answer makes a second one likely."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(("システム名", "業務"))
    sheet.append(("住民情報総合", "住民基本台帳"))
    sheet.append(("証明窓口", "証明書発行"))
    contracts = book.create_sheet("契約")
    contracts.append(("契約件名", "相手方", "契約終了日", "年額(円)"))
    contracts.append(("住民情報保守業務", "あおば計算", "R10.3.31", 1_100_000))
    file = tmp_path / "試し町.xlsx"
    book.save(file)
    answers = filled(file, {"": "はい", "system.areas": "住民基本台帳"}, tmp_path, "")
    done = run("ledger", "confirm", str(file), str(answers), "--as-of", "2026-11-02")
    assert done.returncode == 0 and "読めません" not in done.stdout
    reading = open_ledger((file,), load_standard(), AS_OF).reading
    assert reading is not None and not reading.asked


def test_what_was_read_of_the_body_is_shown_in_words(ledger: Path) -> None:
    """担当・内線 is of several parts: no braces, no English key."""
    book = openpyxl.load_workbook(ledger)
    sheet = book.create_sheet("発信者")
    for row in (("発信者", "試し町長"), ("担当課", "総務課情報係"), ("担当者", "磯野"), ("内線", "214")):
        sheet.append(row)
    book.save(ledger)
    reading = open_ledger((ledger,), load_standard(), AS_OF).reading
    assert reading is not None
    found = confirmation_book(reading, LABELS, "読み取り確認", AS_OF)
    said = [
        str(cell.value)
        for sheet in openpyxl.load_workbook(io.BytesIO(write_xlsx(found)))
        for row in sheet
        for cell in row
    ]
    (body,) = [one for one in said if "内線" in one and "試し町長" in one]
    assert "総務課情報係、磯野、214" in body and not re.search(r"[{}]|division|person", body)
