"""A ledger as it lies in a real office: titles, ditto marks, full-width digits, totals, remarks, odd headers.

Town, vendors and products are fictional, every word of them.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from readiness.app.reading import read_body, read_standard
from readiness.intake.title import body_name
from readiness.model.inventory import Inventory
from readiness.model.system import Conformance, Hosting, SystemKind
from readiness.model.unknown import UNKNOWN
from tests.exchange.test_own_ledger import run

HEADS = (
    "番号", "システムの名称", "対象業務", "主管課", "開発業者名", "ソフト名", "リース・保守期間\n(至)",
    "R8当初予算額(千円)", "サーバ設置", "標準化", "本稼働日", "接続先システム", "備考", "更新担当",
)  # fmt: skip
SOGO = ("総合住民情報システム", "住民基本台帳、印鑑登録", "住民生活課", "㈱カスミ情報サービス", "カスミ住基")
ZEI = ("税総合システム", "固定資産税、個人住民税", "税務課", "㈱カスミ情報サービス", "カスミ税")
GC, NOT = "ガバメントクラウド", "×"
ROWS: tuple[tuple[object, ...], ...] = (
    ("1", *SOGO, "令和11年3月31日", "8,400", GC, "済", "R8.1.5", "税総合", "", ""),
    ("2", "戸籍総合システム", "戸籍", "〃", "富士見電子㈱", "", "R10.3.31", 2160, "庁舎内", "済(R8.3)", "", "", "", ""),
    (),
    ("3", *ZEI, "〃", "〃", GC, "一部経過措置", "R8.1.5", "", "", ""),
    ("4", "介護保険システム", "介護", "健康福祉課", "ナガレ製作所", "ナガレ介護V7", "R9.9.30", "3,300", "庁舎内", NOT,
     "R10年1月予定", "総合住民情報", "特定移行支援", "山田"),
    ("5", "障害者福祉システム", "障害者福祉", "同上", "〃", "", "〃", "", "教委サーバ", NOT, "", "", "", ""),
    ("6", "財務会計", "", "総務課", "財務ソフト", "", "R12.3.31", "1,200", "庁舎内", "対象外", "", "", "", ""),
    ("", "合計", "", "", "", "", "", "15,060", "", "", "", "", "", ""),
    ("※金額は税抜",),
)  # fmt: skip
WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.append(["令和8年度 電算システム管理台帳(霞野町総務課情報係)"])
    sheet.merge_cells("A1:N1")
    sheet.append(["R8.10.1現在"])
    sheet.append(list(HEADS))
    for row in ROWS:
        sheet.append([cell.translate(WIDE) if isinstance(cell, str) else cell for cell in row])
    target = tmp_path / "R8電算台帳.xlsx"
    book.save(target)
    return target


@pytest.fixture
def town(ledger: Path) -> Inventory:
    loaded = read_body(ledger, read_standard(ledger))
    assert loaded.inventory is not None and not loaded.fatal
    return loaded.inventory


def test_title_row_tells_body_and_reference_date(town: Inventory) -> None:
    assert (town.body.id, town.body.name, town.body.as_of) == ("霞野町", "霞野町", date(2026, 10, 1))


def test_totals_remarks_and_blank_rows_are_no_systems(town: Inventory) -> None:
    names = [system.name for system in town.systems]
    assert names == [
        "総合住民情報システム", "戸籍総合システム", "税総合システム",
        "介護保険システム", "障害者福祉システム", "財務会計",
    ]  # fmt: skip


def test_ditto_marks_say_what_stands_above(town: Inventory) -> None:
    by_name = {system.name: system for system in town.systems}
    contracts = {town.system_by_id[c.systems[0]].name: c for c in town.contracts}
    assert by_name["戸籍総合システム"].owner_division == "住民生活課"
    welfare = by_name["障害者福祉システム"]
    assert (welfare.owner_division, welfare.vendor) == ("健康福祉課", "ナガレ製作所")
    assert contracts["税総合システム"].end == date(2028, 3, 31)
    assert contracts["税総合システム"].annual_amount is UNKNOWN  # the same again, or one sum for both?


def test_full_width_thousands_without_tax(town: Inventory) -> None:
    contracts = {town.system_by_id[c.systems[0]].name: c for c in town.contracts}
    assert contracts["総合住民情報システム"].annual_amount == 9_240_000
    assert contracts["戸籍総合システム"].annual_amount == 2_376_000


def test_states_and_days_with_remarks_behind_them(town: Inventory) -> None:
    by_name = {system.name: system for system in town.systems}
    assert by_name["戸籍総合システム"].conformance is Conformance.CONFORMANT
    assert by_name["戸籍総合システム"].migrated is UNKNOWN  # no day of going live
    assert by_name["税総合システム"].migrated is True
    care = by_name["介護保険システム"]
    assert (care.hosting, care.migrated, care.live_date) == (Hosting.ON_PREMISES, False, UNKNOWN)
    assert care.planned_date == date(2028, 1, 31)
    ledgerless = by_name["財務会計"]
    assert (ledgerless.kind, ledgerless.conformance) == (SystemKind.PERIPHERAL, UNKNOWN)
    assert by_name["障害者福祉システム"].hosting is UNKNOWN  # 教委サーバ is nobody's word


def test_report_tells_every_reading_and_guess(ledger: Path, tmp_path: Path) -> None:
    code, output = run("ledger", "import", ledger, tmp_path / "new", "--dry-run")
    assert code == 0
    for said in (
        "B3  システムの名称  →  名称",
        "E3  開発業者名  →  事業者の名称(推定。要確認)",
        "×→未準拠(2)",
        "使わなかった列: 番号、更新担当",
        "「〃」「同上」の欄 6件",
        "読まなかった行: 11、12行目",
        "金額が「同上」の記号です",
        "台帳に税抜とあるため、金額に消費税を加えて読みました",
        "「教委サーバ」(1件)",
        "2件を移行済みと読みました(要確認)",
        "2件を未移行と読みました(要確認)",
        "備考に「特定移行支援」とあります。期限の区分に当たるか決められないため",
    ):
        assert said in output, said


def test_analysis_needs_no_date_typed_and_import_keeps_it(ledger: Path, tmp_path: Path) -> None:
    code, output = run("analyze", ledger, "--out", tmp_path / "out")
    assert code == 0 and "霞野町(2026-10-01 時点)" in output
    assert run("ledger", "import", ledger, tmp_path / "kasumi", "--as-of", "2026-11-02")[0] == 0
    code, output = run("analyze", tmp_path / "kasumi", "--out", tmp_path / "out")
    assert code == 0 and "霞野町(2026-11-02 時点)" in output


def test_a_paper_waits_for_the_amount_it_sums_and_no_other_paper_does(ledger: Path, tmp_path: Path) -> None:
    book = load_workbook(ledger)
    (at,) = (c.coordinate for row in book.active.iter_rows() for c in row if c.value == "特定移行支援")
    book.active[at] = None  # the council paper prints the date that it means
    book.save(ledger)
    code, output = run("analyze", ledger, "--out", tmp_path / "out")
    assert code == 0 and "尋ねること: " in output, output
    papers = tmp_path / "out" / "霞野町" / "papers"
    zaisei = (papers / "zaisei.html").read_text(encoding="utf-8")
    assert "印刷前に確認する事項(1件)" in zaisei and "「税総合システム」の年額" in zaisei
    assert not (papers / "zaisei.xlsx").exists()
    assert "印刷前に確認する事項" not in next(papers.glob("chougi*.html")).read_text(encoding="utf-8")


def test_papers_of_a_poor_ledger_can_be_handed_over(ledger: Path, tmp_path: Path) -> None:
    book = load_workbook(ledger)
    book.active["H7"] = None  # 税総合, 〃: what it is paid is asked first
    book.save(ledger)
    assert run("analyze", ledger, "--out", tmp_path / "out")[0] == 0
    papers = tmp_path / "out" / "霞野町" / "papers"
    zaisei = (papers / "zaisei.html").read_text(encoding="utf-8")
    assert "印刷前に確認する事項" not in zaisei
    for page in papers.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "未設定" not in text
        withheld = "印刷前に確認する事項" in text  # a letter of which something is asked first is no letter yet
        handling = {"shoukai": "宛先限り", "rfi": "宛先限り", "kakunin": "庁内限り"}  # letters; papers tell their class
        said = handling.get(page.name.partition("-")[0], "機密性区分 機密性2")
        assert withheld or said in text, page.name


def test_without_a_day_in_the_title_the_last_save_counts(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["システム名", "業務", "委託先"])
    book.active.append(["住民記録システム", "住基", "架空電算"])
    target = tmp_path / "霞野町.xlsx"
    book.save(target)
    loaded = read_body(target, read_standard(target))
    assert loaded.inventory is not None and loaded.inventory.body.as_of is not None
    told = [finding for finding in loaded.findings if finding.message.key == "exchange.note.mapping.saved"]
    assert len(told) == 1


def test_one_merged_amount_is_one_contract(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["システム名", "委託先", "年額(円)"])
    sheet.append(["住民記録システム", "架空電算", 5_000_000])
    sheet.append(["印鑑登録システム", "架空電算", None])
    sheet.append(["戸籍システム", "例示ソフト", 1_000_000])
    sheet.merge_cells("C2:C3")
    target = tmp_path / "霞野町.xlsx"
    book.save(target)
    inventory = read_body(target, read_standard(target)).inventory
    assert inventory is not None
    assert sorted((len(c.systems), c.annual_amount) for c in inventory.contracts) == [(1, 1_000_000), (2, 5_000_000)]


def test_a_sheet_about_the_body_needs_no_yaml(ledger: Path, tmp_path: Path) -> None:
    book = load_workbook(ledger)
    sheet = book.create_sheet("団体情報")
    for pair in (
        ("発信者", "霞野町長 架空 太郎"), ("担当課", "総務課情報係"), ("内線", "0123"), ("人口", "１２，０００人"),
        ("団体コード", "012345"), ("機密性区分", "機密性2"),
    ):  # fmt: skip
        sheet.append(list(pair))
    book.save(ledger)
    loaded = read_body(ledger, read_standard(ledger))
    assert loaded.inventory is not None
    body = loaded.inventory.body
    assert body.contact is not None
    assert (body.issuer, body.contact.division, body.contact.phone) == ("霞野町長 架空 太郎", "総務課情報係", "0123")
    assert (body.population, body.code, body.confidentiality) == (12_000, "012345", "機密性2")
    assert "シート「団体情報」を団体についての表" in run("ledger", "import", ledger, tmp_path / "n", "--dry-run")[1]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("霞野町台帳", "霞野町"),
        ("R8_東村山市システム一覧", "東村山市"),
        ("四日市市", "四日市市"),
        ("令和8年度 情報システム台帳(かえで町)", "かえで町"),
        ("町民課システム一覧", None),
        ("市町村基幹業務システム台帳", None),
        ("システム区分一覧", None),
        ("電算システム管理台帳", None),
    ],
)
def test_names_of_bodies(title: str, name: str | None) -> None:
    assert body_name(title) == name


def test_no_municipality_loses_a_part_of_its_name() -> None:
    """日野市 and 月形町 begin with what stands behind a number in a day."""
    with (Path(__file__).parents[2] / "specs" / "bodies.csv").open(encoding="utf-8") as stream:
        names = [
            row["name"] for row in csv.DictReader(stream) if row["name"][-1] in "市町村" and " " not in row["name"]
        ]
    titles = (
        "{}情報システム台帳",
        "令和8年度{}電算システム一覧",
        "R8.4.1 {}",
        "令和 8 年 4 月 1 日 {}",
        "令和8年4月1日{}",
    )
    assert len(names) > 1_600
    assert [
        (name, body_name(t.format(name))) for name in names for t in titles if body_name(t.format(name)) != name
    ] == []
