"""A 連携一覧 and a contract list beside the system ledger; the ledger of the next month. All of it fictional."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from readiness.app.reading import read_body, read_standard
from readiness.model.contract import ContractKind
from readiness.model.inventory import Inventory
from readiness.model.system import SystemKind
from tests.exchange.test_own_ledger import run

SYSTEMS = (
    ("令和8年10月1日現在",),
    ("システム名", "業務", "担当課", "委託先", "契約満了日", "年間経費(千円)"),
    ("住民記録システム", "住基", "町民課", "架空電算㈱", "R9.3.31", ""),
    ("介護保険システム", "介護", "福祉課", "見本ソフト", "", "2,000"),
)
LINKS = (
    ("連携一覧(霞野町)",),
    ("No", "連携元システム", "連携先システム", "連携データ", "連携方法", "頻度"),
    (1, "住民記録", "介護保険システム", "異動情報", "CSV", "日次"),
    (2, "介護保険システム", "国保連合会", "請求情報", "媒体", "月次"),
)
TERMS = (  # as kept by a contract division: terms in one cell or in two, amounts of the whole term
    ("契約名", "相手方", "契約期間", "契約金額", "契約方法"),
    ("住民情報系保守", "架空電算㈱", "R5.4.1～R10.3.31", 60_000_000, "随意"),
    ("介護保守", "見本ソフト", "令和4年10月1日から令和9年9月30日まで", 10_000_000, "一般競争"),
    ("機器賃貸借", "例示リース", "2030-03-31", "", ""),
)
CONTRACTS = (
    ("契約件名", "契約先", "対象システム", "契約終了日", "契約番号", "年額(円)"),
    ("介護保険システム利用契約", "見本ソフト", "介護保険システム", "2028-03-31", "0012", 2_100_000),
    ("住民記録システム", "架空電算㈱", "住民記録システム", "2029-03-31", "0013", 5_000_000),
)


def save(path: Path, rows: tuple[tuple[object, ...], ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def inventory(folder: Path) -> Inventory:
    loaded = read_body(folder, read_standard(folder))
    assert loaded.inventory is not None and not loaded.fatal, loaded.findings
    return loaded.inventory


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "kasumi"
    code, output = run("ledger", "import", save(tmp_path / "霞野町.xlsx", SYSTEMS), folder)
    assert code == 0, output
    return folder


def test_a_list_of_links_joins_the_systems_that_are_there(town: Path, tmp_path: Path) -> None:
    links = save(tmp_path / "連携一覧.xlsx", LINKS)
    code, output = run("ledger", "import", links, town)
    assert code == 0 and "連携の一覧として読みました" in output, output
    found = inventory(town)
    ids = {system.name: system.id for system in found.systems}
    assert len(ids) == 2
    ends = {(link.from_, link.to) for link in found.interfaces}
    outside = found.external_systems[0]
    assert outside.name == "国保連合会"
    assert ends == {
        (ids["住民記録システム"], ids["介護保険システム"]), (ids["介護保険システム"], outside.id),
    }  # fmt: skip
    before = (town / "ledger.yaml").read_bytes()
    assert run("ledger", "import", links, town)[0] == 0
    assert (town / "ledger.yaml").read_bytes() == before


def test_the_running_number_of_a_list_is_no_id(town: Path, tmp_path: Path) -> None:
    run("ledger", "import", save(tmp_path / "連携一覧.xlsx", LINKS), town)
    before = (town / "ledger.yaml").read_bytes()
    turned = (*LINKS[:2], (1, *LINKS[3][1:]), (2, *LINKS[2][1:]))
    code, output = run("ledger", "import", save(tmp_path / "並べ替え.xlsx", turned), town)
    assert code == 0 and "使わなかった列: No" in output, output
    assert (town / "ledger.yaml").read_bytes() == before


def test_terms_of_contracts_in_one_cell(town: Path, tmp_path: Path) -> None:
    code, output = run("ledger", "import", save(tmp_path / "契約.xlsx", TERMS), town)
    assert code == 0 and "使わなかった列: 契約金額" in output and "読めないため" not in output, output
    assert "基準日" not in output  # a further list sets no reference date
    terms = {c.name: (str(c.start), str(c.end)) for c in inventory(town).contracts}
    assert terms["住民情報系保守"] == ("2023-04-01", "2028-03-31")
    assert terms["介護保守"] == ("2022-10-01", "2027-09-30")
    assert terms["機器賃貸借"] == ("Unknown.UNKNOWN", "2030-03-31")


def test_the_same_terms_in_two_columns(town: Path, tmp_path: Path) -> None:
    rows = (("契約名", "契約期間(自)", "契約期間(至)"), ("住民情報系保守", "R5.4.1", "R10.3.31"))
    assert run("ledger", "import", save(tmp_path / "契約.xlsx", rows), town)[0] == 0
    found = next(c for c in inventory(town).contracts if c.name == "住民情報系保守")
    assert (str(found.start), str(found.end)) == ("2023-04-01", "2028-03-31")


def test_a_list_without_areas_makes_no_known_system_a_peripheral_one(town: Path, tmp_path: Path) -> None:
    rows = (("システム名", "設置場所"), ("住民記録システム", "庁内"), ("公会計", "庁内"))
    code, output = run("ledger", "import", save(tmp_path / "設置.xlsx", rows), town)
    assert code == 0 and "「公会計」の業務が読み取れないため" in output and "住民記録システム」の業務" not in output, (
        output
    )
    kinds = {system.name: system.kind for system in inventory(town).systems}
    assert kinds["住民記録システム"] is SystemKind.STANDARD and kinds["公会計"] is SystemKind.PERIPHERAL


def test_a_list_that_cannot_be_read_is_told_in_one_sentence(town: Path, tmp_path: Path) -> None:
    code, output = run("ledger", "import", save(tmp_path / "別の表.xlsx", (("あ", "い"), (1, 2))), town)
    assert code == 2 and "台帳の表が見当たりません" in output and "団体(body)" not in output, output


def test_a_list_of_contracts_fills_in_and_tells_what_differs(town: Path, tmp_path: Path) -> None:
    contracts = save(tmp_path / "契約一覧.xlsx", CONTRACTS)
    text = (town / "ledger.yaml").read_text(encoding="utf-8")
    (town / "ledger.yaml").write_text("# 手で書いた注記\n" + text, encoding="utf-8")
    code, output = run("ledger", "import", contracts, town, "--dry-run")
    assert code == 1 and "「年額(円・税込)」が食い違います(一覧: 2100000、台帳: 2000000)" in output
    assert "「契約満了日」が食い違います(一覧: 2029-03-31、台帳: 2027-03-31)" in output
    assert (town / "ledger.yaml").read_text(encoding="utf-8") == "# 手で書いた注記\n" + text
    assert run("ledger", "import", contracts, town)[0] == 1
    by_number = {contract.number: contract for contract in inventory(town).contracts}
    assert len(by_number) == 2  # what the ledger said of them in passing is the same contract
    assert (by_number["0012"].annual_amount, str(by_number["0012"].end)) == (2_000_000, "2028-03-31")
    juki = by_number["0013"]
    assert (str(juki.end), juki.annual_amount) == ("2027-03-31", 5_000_000)
    assert (town / "ledger.yaml").read_text(encoding="utf-8").startswith("# 手で書いた注記\n")
    assert run("ledger", "import", contracts, town, "--prefer-list")[0] == 0
    assert str({c.number: c for c in inventory(town).contracts}["0013"].end) == "2029-03-31"


def test_next_month_the_edited_ledger_again(town: Path, tmp_path: Path) -> None:
    rows = [list(row) for row in SYSTEMS]
    rows[0] = ["令和8年11月1日現在"]
    rows[2][4] = "R10.3.31"
    rows[3][4] = "R9.9.30"
    rows.append(["健康管理システム", "健康管理", "福祉課", "例示ヘルス", "", ""])
    again = save(tmp_path / "霞野町11月.xlsx", tuple(tuple(row) for row in rows))
    code, output = run("ledger", "import", again, town, "--prefer-list", "--as-of", "2026-11-02")
    assert code == 0 and "食い違い" not in output, output
    found = inventory(town)
    ends = {found.system_by_id[c.systems[0]].name: str(c.end) for c in found.contracts}
    assert ends["住民記録システム"] == "2028-03-31" and ends["介護保険システム"] == "2027-09-30"
    assert len(found.systems) == 3 and str(found.body.as_of) == "2026-11-02"


def test_lists_of_two_towns_are_not_taken_in_together(tmp_path: Path) -> None:
    """Neither with one another nor into the inventory of another town; who knows better says whose they are."""
    own = save(tmp_path / "a.xlsx", (("霞野町 システム台帳",), *SYSTEMS))
    other = save(tmp_path / "b.xlsx", (("青葉町 システム台帳",), *SYSTEMS))
    code, told = run("ledger", "import", tmp_path / "n", own, other)
    assert code == 2 and "霞野町、青葉町" in told and not (tmp_path / "n").exists()
    assert run("ledger", "import", tmp_path / "n", own)[0] == 0
    before = (tmp_path / "n" / "ledger.yaml").read_bytes()
    code, told = run("ledger", "import", tmp_path / "n", other)
    assert code == 2 and "霞野町、青葉町" in told and (tmp_path / "n" / "ledger.yaml").read_bytes() == before
    assert run("ledger", "import", tmp_path / "n", other, "--body", "霞野町")[0] == 0


def test_what_a_list_says_no_more_is_asked_and_kept_until_then(tmp_path: Path) -> None:
    """A link that is gone and cells that were emptied: no figure rests on them without a word."""
    head = ("システム名", "業務", "委託先", "契約終了日", "年額(円)", "連携先")
    rows = (
        head,
        ("住記", "住基", "甲", "R9.3.31", 3_300_000, "介護"),
        ("介護", "介護", "乙", "R9.9.30", 1_980_000, ""),
    )
    assert run("ledger", "import", save(tmp_path / "10月.xlsx", rows), tmp_path / "n", "--body", "見本町")[0] == 0
    assert (
        run("ledger", "import", tmp_path / "10月.xlsx", tmp_path / "n", "--body", "見本町")[0] == 0
    )  # nothing left out
    less = (head, ("住記", "住基", "甲", "R9.3.31", 3_300_000, ""), ("介護", "介護", "乙", None, None, ""))
    code, told = run("ledger", "import", save(tmp_path / "11月.xlsx", less), tmp_path / "n", "--body", "見本町")
    assert code == 1
    for words in (
        "連携「住記→介護」が、今回の一覧にありません",
        "「介護」の契約満了日(2027-09-30)が、今回の一覧では空欄",
    ):
        assert words in told
    town = tmp_path / "n"
    code, told = run("ledger", "import", tmp_path / "11月.xlsx", town, "--body", "見本町")
    assert code == 1 and "2027-09-30" in told  # still asked
    found = inventory(town)
    assert {c.annual_amount for c in found.contracts} == {3_300_000, 1_980_000} and len(found.interfaces) == 1
    book = load_workbook(town / "reading.xlsx")
    sheet = book["確認してください"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        why = " ".join(str(cell.value) for cell in sheet[row])
        sheet.cell(row, at["回答"], "1,980,000円" if "年額" in why else "なくなりました")
    book.save(town / "reading.xlsx")
    code, told = run("ledger", "confirm", town, town / "reading.xlsx")
    assert code == 1 and "値として読めなかった回答 1件" in told  # an amount is no answer to whether it stands
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, at["回答"]).value == "1,980,000円":
            sheet.cell(row, at["回答"], "残す")
    book.save(town / "reading.xlsx")
    assert run("ledger", "confirm", town, town / "reading.xlsx")[0] == 0
    code, told = run("ledger", "import", tmp_path / "11月.xlsx", town, "--body", "見本町")
    assert code == 0 and "前回の記載2件を台帳から消しました(" in told and "住記→介護" in told
    found = inventory(town)
    assert {c.annual_amount for c in found.contracts} == {3_300_000, 1_980_000} and not found.interfaces
    ends = {found.system_by_id[c.systems[0]].name: c.end for c in found.contracts}
    assert str(ends["住記"]) == "2027-03-31" and not isinstance(ends["介護"], date)
    code, told = run("ledger", "import", tmp_path / "11月.xlsx", town, "--body", "見本町")
    assert code == 0 and "前回の記載" not in told  # and never again


def test_what_a_renamed_system_says_no_more_is_asked_too_and_a_column_that_is_gone_is_told_once(tmp_path: Path) -> None:
    """A name that waits for an answer takes nothing along; what somebody has changed in the inventory is not asked."""
    head = ("システム名", "業務", "委託先", "契約終了日", "年額(円)")
    one, two = ("住記", "住基", "甲", "R9.3.31", 3_300_000), ("介護", "介護", "乙", "R9.9.30", 1_980_000)
    town = tmp_path / "n"

    def read(month: str, *rows: tuple[object, ...]) -> tuple[int, str]:
        return run("ledger", "import", save(tmp_path / f"{month}.xlsx", rows), town, "--body", "見本町")

    assert read("10月", head, one, two)[0] == 0
    code, said = read("11月", head, ("住民総合", "住基", "甲", None, 3_300_000), two)
    assert code == 1 and "空欄" not in said
    book = load_workbook(town / "reading.xlsx")
    sheet = book["確認してください"]
    sheet.cell(2, next(cell.column for cell in sheet[1] if cell.value == "回答"), "住民総合")
    book.save(town / "reading.xlsx")
    assert run("ledger", "confirm", town, town / "reading.xlsx")[0] == 0
    code, said = run("ledger", "import", tmp_path / "11月.xlsx", town, "--body", "見本町")
    assert code == 1 and "「住記」の契約満了日(2027-03-31)が、今回の一覧では空欄" in said
    file = town / "ledger.yaml"
    file.write_text(file.read_text("utf-8").replace("2027-03-31", "2028-03-31"), "utf-8")
    code, said = read("12月", *((*row[:3], row[4]) for row in (head, ("住民総合", *one[1:]), two)))
    assert code == 0 and "空欄" not in said  # the inventory says another day
    assert "契約満了日の欄が今回の一覧にありません(1件: 介護)" in said
    assert {str(c.end) for c in inventory(town).contracts} == {"2028-03-31", "2027-09-30"}


def test_a_second_contract_of_a_system_leaves_the_first_as_it_is(tmp_path: Path) -> None:
    """One row a system, then two by 契約区分: nothing stands twice, whichever is first and however often it comes."""
    head = ("システム名", "業務", "契約区分", "契約相手方", "契約終了日", "年額(円)")
    care, lease = (
        ("住記", "住基", "保守", "甲", "R9.3.31", 3_300_000),
        ("住記", "住基", "賃貸借", "丙", "R10.3.31", 600_000),
    )
    for name, rows in (("first", (head, care, lease)), ("second", (head, lease, care))):
        town = tmp_path / name
        assert run("ledger", "import", save(tmp_path / "10月.xlsx", (head, care)), town, "--body", "見本町")[0] == 0
        for month in ("11月", "12月"):
            run("ledger", "import", save(tmp_path / f"{month}.xlsx", rows), town, "--body", "見本町")
            kept = [c for c in inventory(town).contracts if c.annual_amount == 3_300_000]
            assert len(kept) == 1 and kept[0].kind is not ContractKind.LEASE, month
