"""Nothing of a reply is taken wrongly or passed over in silence: books and mails as people send them back.

Each case is made in a town of its own, in words of its own, and judged by the same scorer as case folders.
"""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from tests.replies.score import ASKED, NOTHING
from tests.replies.town import Make, Scenario, Scenarios, gap, wrong_of

SCENARIOS = Scenarios()
scenario = SCENARIOS.scenario


@pytest.mark.parametrize("make", SCENARIOS, ids=lambda make: make.__name__)
def test_reply(make: Make, tmp_path: Path) -> None:
    assert wrong_of(make, tmp_path) == ""


@scenario
def division_writes_in_a_row_of_the_vendor(c: Scenario) -> None:
    c.take(c.book().fill("kaigo.delivery", code="適合", fact="第7版で提供します", low="550万円").save())
    c.take(c.book("課.xlsx", division=True).fill("kaigo.delivery", own="今のままで足りる").save())
    for name, value in (("answer", "fits"), ("fact", "~第7版"), ("cost_low", "5500000"), ("by", "hato")):
        c.expect("kaigo.delivery", name, value)


@scenario
def a_column_of_the_division_in_the_vendors_book(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", code="未対応", fact="予定はございません")
    c.take(book.column("所管課確認", {"kaigo.delivery": "はい", "shogai.delivery": "はい"}).save())
    c.expect("kaigo.delivery", "answer", "unsupported")
    c.expect("kaigo.delivery", "confirmed", "True")
    c.expect("shogai.delivery", "replied", NOTHING)


@scenario
def answers_in_a_column_of_their_own_and_beside_the_table(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", code="適合", fact="提供します")
    book.column("再回答", {"kaigo.delivery": "撤回します", "kaigo.layout": "開示できます"})
    c.take(book.column("", {"shogai.layout": "未対応 開示できません"}).save())
    for point in ("kaigo.delivery", "kaigo.layout", "shogai.layout"):
        c.expect(point, "answer", ASKED)


@scenario
def a_column_that_says_nothing_of_answers(c: Scenario) -> None:
    c.take(c.book().fill("kaigo.delivery", code="適合").column("整理番号", {"kaigo.delivery": "A-3"}).save())
    c.expect("kaigo.delivery", "answer", "fits")


@scenario
def units_of_another_kind(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", low="24か月", fact="概算").fill("kaigo.layout", high="3人月", fact="概算")
    c.take(book.fill("kaigo.duration", low="30%", fact="概算").fill("kaigo.eol", low="１．５億円", fact="概算").save())
    c.take(
        c.book("課.xlsx", division=True).fill("shogai.layout", hours="5名").fill("shogai.eol", hours="2時間/月").save()
    )
    c.expect("kaigo.delivery", "cost_low", ASKED)
    c.expect("kaigo.layout", "cost_high", ASKED)
    c.expect("kaigo.duration", "cost_low", ASKED)
    c.expect("kaigo.eol", "cost_low", "150000000")
    c.expect("shogai.layout", "added_hours", ASKED)
    c.expect("shogai.eol", "added_hours", "24")


@scenario
def a_heading_in_another_unit(c: Scenario) -> None:
    book = c.book()
    book.at("kaigo.delivery", "概算費用(上限・円)")
    next(cell for cell in book.sheet[1] if cell.value == "概算費用(上限・円)").value = "概算費用(上限・万円)"
    c.take(book.fill("kaigo.delivery", **{"概算費用(上限・万円)": 320}).save())
    c.expect("kaigo.delivery", "cost_high", "3200000")


@scenario
def amounts_as_people_write_them(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", low="８０万", high="百万円").fill("kaigo.layout", low="200〜300千円")
    book.fill("kaigo.duration", low="約70万円（税別）").fill("kaigo.eol", low=450).fill("kaigo.extraction", low="0円")
    c.take(book.fill("shogai.layout", low="900千円", high="800千円").save())
    c.expect("kaigo.delivery", "cost_low", "800000")
    c.expect("kaigo.delivery", "cost_high", ASKED)
    c.expect("kaigo.layout", "cost_low", "200000")
    c.expect("kaigo.layout", "cost_high", "300000")
    c.expect("kaigo.duration", "cost_low", ASKED)
    c.expect("kaigo.eol", "cost_low", ASKED)
    c.expect("kaigo.extraction", "cost_low", "0")
    c.expect("shogai.layout", "cost_low", ASKED)


@scenario
def dates_that_became_numbers(c: Scenario) -> None:
    book = (
        c.book()
        .fill("kaigo.delivery", code="適合", day=2028.1)
        .fill("shogai.delivery", code="適合", day="令和10年10月")
    )
    c.take(book.fill("kaigo.layout", code="適合", day=20280331).save())
    c.expect("kaigo.delivery", "delivery", ASKED)
    c.expect("shogai.delivery", "delivery", "2028-10-31")
    c.expect("kaigo.layout", "delivery", "2028-03-31")


@scenario
def denials_of_the_division(c: Scenario) -> None:
    book = c.book("課.xlsx", division=True).fill("kaigo.layout", seen="否").fill("kaigo.eol", seen="相違あり")
    c.take(book.fill("shogai.layout", seen="はい").save())
    c.expect("kaigo.layout", "confirmed", "False")
    c.expect("kaigo.eol", "confirmed", "False")
    c.expect("shogai.layout", "confirmed", "True")


@scenario
def words_that_are_no_answer(c: Scenario) -> None:
    words = ("社内で精査中です", "添付のとおり", "追ってご連絡いたします", "―", "上に同じ", "ＴＢＤ")
    points = ("kaigo.delivery", "kaigo.layout", "kaigo.duration", "kaigo.eol", "kaigo.extraction", "shogai.layout")
    book = c.book().fill("shogai.delivery", fact="令和10年を目標としています")
    for point, word in zip(points, words, strict=True):
        book.fill(point, fact=word)
        c.expect(point, "replied", NOTHING)
    c.take(book.save())
    c.expect("shogai.delivery", "replied", "はい")
    c.expect("STATUS", "回答あり", "1")


@scenario
def cells_that_say_nothing_of_the_question(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", code="未対応", who="鳩山")
    for point in ("kaigo.layout", "kaigo.duration", "shogai.delivery"):
        book.fill(point, who="鳩山", version="5.0")
    c.take(book.fill("kaigo.eol", code="未確認", who="鳩山").save())
    c.expect("STATUS", "回答あり", "1")


@scenario
def a_table_of_their_own_on_another_sheet(c: Scenario) -> None:
    book = c.book()
    own = book.workbook.create_sheet("弊社見解")
    for row in (
        ["照会ID", "可否", "時期"],
        [gap("kaigo.delivery"), "適合", "2028年6月"],
        [gap("kaigo.layout"), "×", ""],
    ):
        own.append(row)
    c.take(book.save())
    c.expect("kaigo.delivery", "answer", "fits")
    c.expect("kaigo.delivery", "delivery", "2028-06-30")
    c.expect("kaigo.layout", "answer", "unsupported")


@scenario
def ids_on_a_sheet_without_columns_of_answers(c: Scenario) -> None:
    book = c.book()
    book.workbook.create_sheet("メモ").append([gap("kaigo.delivery"), "可能です"])
    c.take(book.save())
    c.expect("kaigo.delivery", "answer", ASKED)


@scenario
def the_division_answers_in_the_columns_of_the_vendor(c: Scenario) -> None:
    book = c.book("課.xlsx", division=True)
    ids = {str(cell.value): cell.row for row in book.sheet.iter_rows(min_row=2) for cell in row}
    own = gap_of_division(book.sheet)
    heads = {str(cell.value): cell.column for cell in book.sheet[1]}
    book.sheet.cell(ids[own], heads["回答内容"], "月に60件あります")
    book.fill("kaigo.layout", fact="窓口としては不要")
    c.take(book.save())
    c.expect(own, "fact", "~60件")
    c.expect("kaigo.layout", "answer", ASKED)


def gap_of_division(sheet: object) -> str:
    """A point that is put to the division itself."""
    from openpyxl.worksheet.worksheet import Worksheet

    from readiness.model.gap import GapKind, gap_id

    assert isinstance(sheet, Worksheet)
    ids = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    named = (
        gap_id("kaigo", f"builtin:{key}", GapKind.UNCONFIRMED)
        for key in ("state.due", "migration.intention", "state.due-date")
    )
    return next(id_ for id_ in named if id_ in ids)


@scenario
def words_of_another_meaning(c: Scenario) -> None:
    c.take(
        c.book()
        .fill("kaigo.custom", code="なし", fact="改修していません")
        .fill("kaigo.eol", code="無", fact="定めなし")
        .save()
    )
    c.mail(f"{gap('shogai.custom')} なし\n\n{gap('shogai.eol')} 対象外（別途お見積り）\n\n{gap('shogai.delivery')} ×\n")
    for point in ("kaigo.custom", "kaigo.eol", "shogai.custom", "shogai.eol"):
        c.expect(point, "answer", NOTHING)
    c.expect("shogai.delivery", "answer", "unsupported")


@scenario
def codes_against_their_rows(c: Scenario) -> None:
    book = (
        c.book()
        .fill("kaigo.delivery", code="適合", fact="対応できません")
        .fill("kaigo.layout", code="適合", fact="有料の追加機能です")
    )
    book.fill("kaigo.duration", code="対象外", day="2028/3/31").fill("shogai.delivery", code="未対応", day="2028/3/31")
    c.take(book.fill("kaigo.eol", code="適合", fact="追加費用はありません", remark="問題ありません").save())
    for point in ("kaigo.delivery", "kaigo.layout", "kaigo.duration"):
        c.expect(point, "answer", ASKED)
    c.expect("shogai.delivery", "delivery", ASKED)
    c.expect("shogai.delivery", "answer", "unsupported")
    c.expect("kaigo.eol", "answer", "fits")


@scenario
def an_older_copy_after_the_newer_one(c: Scenario) -> None:
    new = c.book("新.xlsx", saved=datetime(2026, 12, 1)).fill("kaigo.delivery", code="未対応").save()
    old = c.book("旧.xlsx", saved=datetime(2026, 11, 1)).fill("kaigo.delivery", code="適合", day="2028-03-31").save()
    c.take(new, old)
    c.take(old)
    c.expect("kaigo.delivery", "answer", "unsupported")
    c.expect("kaigo.delivery", "delivery", NOTHING)


@scenario
def merged_answers(c: Scenario) -> None:
    book = c.book()
    first = book.row("kaigo.delivery")
    column = book.at("kaigo.delivery", "回答区分").column
    book.sheet.cell(first, column, "適合")
    book.sheet.merge_cells(start_row=first, end_row=first + 2, start_column=column, end_column=column)
    c.take(book.save())
    c.expect("kaigo.delivery", "answer", ASKED)


@scenario
def mails_in_many_layouts(c: Scenario) -> None:
    c.mail(
        f"いつもお世話になっております。\n\n[{gap('kaigo.delivery')}]\n\n未対応です。\n\n"
        f"回答：外付け（{gap('kaigo.layout')}）\n{gap('kaigo.eol')[:8]}\n{gap('kaigo.eol')[8:]} 適合\n\n"
        f"{gap('kaigo.duration')}\nQ: 移行作業の所要期間\nA: 20週\n\n"
        f"{gap('shogai.delivery')}、{gap('shogai.layout')}　適合\n<td>{gap('shogai.eol')}</td><td>×</td>\n"
    )
    found = {"kaigo.delivery": "unsupported", "kaigo.layout": "external", "kaigo.eol": "fits"}
    found |= {"shogai.delivery": "fits", "shogai.layout": "fits", "shogai.eol": "unsupported"}
    for point, value in found.items():
        c.expect(point, "answer", value)
    c.expect("kaigo.duration", "fact", "20週")


@scenario
def our_own_words_are_no_answer(c: Scenario) -> None:
    asked = "標準準拠システムの提供予定日(年月日)、版及び受入試験の開始可能日をご回答ください"
    c.mail(
        f"> {gap('kaigo.delivery')} {asked}\n> 回答期日 2026年10月19日\n令和10年9月30日に提供します。\n"
        f"> {gap('shogai.delivery')} {asked}\n>\n\n"
        f"{gap('kaigo.layout')} データ項目定義書、コード表及び文字の対応表の提供可否、提供時期及び費用の有無を"
        "ご回答ください\n"
    )
    c.expect("kaigo.delivery", "delivery", "2028-09-30")
    c.expect("kaigo.delivery", "fact", "!~期日|ご回答ください")
    c.expect("shogai.delivery", "replied", NOTHING)
    c.expect("kaigo.layout", "replied", NOTHING)


@scenario
def denied_and_conditional_codes_in_a_mail(c: Scenario) -> None:
    words = ("対応：否", "準拠 していません", "適合、ではありません", "○ ただし有償です", "標準 ではありません")
    points = ("kaigo.delivery", "shogai.delivery", "kaigo.layout", "shogai.layout", "kaigo.eol")
    c.mail("\n\n".join(f"{gap(point)} {word}" for point, word in zip(points, words, strict=True)))
    for point in points:
        c.expect(point, "answer", NOTHING, "unsupported")


@scenario
def days_that_are_no_day_of_delivery(c: Scenario) -> None:
    c.mail(
        f"{gap('kaigo.delivery')} 適合\n以上、よろしくお願いします。\n2027/04/01 休業\n\n"
        f"{gap('shogai.delivery')} 適合 2026年9月1日から提供しています\n\n"
        f"{gap('kaigo.layout')} 運用で代替 2028年3月31日で保守を終了します\n=====\nはと情報株式会社 2026年12月1日\n"
    )
    for point in ("kaigo.delivery", "shogai.delivery", "kaigo.layout"):
        c.expect(point, "delivery", NOTHING)
    c.expect("kaigo.layout", "fact", "!~はと情報")


@scenario
def mails_as_files(c: Scenario) -> None:
    for at, charset in enumerate(("iso-2022-jp", "utf-8", "shift_jis")):
        point = ("kaigo.delivery", "shogai.delivery", "kaigo.layout")[at]
        mail = EmailMessage()
        mail.set_content(f"回答します。\n\n{gap(point)} 未対応 予定がありません\n", charset=charset)
        if at == 1:
            mail.add_alternative(f"<p>{gap(point)} 未対応 予定がありません</p>", subtype="html")
        (c.folder / f"{at}.eml").write_bytes(mail.as_bytes())
        c.take(f"{at}.eml")
        c.expect(point, "answer", "unsupported")
        c.expect(point, "fact", "~予定がありません")


@scenario
def the_book_saved_as_text(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", code="外付け", fact="連携機能を追加します")
    lines = [
        "\t".join("" if cell is None else str(cell) for cell in row) for row in book.sheet.iter_rows(values_only=True)
    ]
    c.mail("\r\n".join(lines), "返送.txt", "utf-16")
    c.expect("kaigo.delivery", "answer", "external")
    c.expect("kaigo.layout", "replied", NOTHING)
    c.expect("STATUS", "回答あり", "1")


@scenario
def what_a_person_sees_beside_the_values(c: Scenario) -> None:
    book = (
        c.book().fill("kaigo.delivery", code="適合").strike("kaigo.delivery").comment("kaigo.layout", "開示は有償です")
    )
    book.colour("shogai.layout").fill("shogai.delivery", low=4500)
    book.at("shogai.delivery", "概算費用(下限・円)").number_format = '#,##0"千円"'
    c.take(book.save())
    for point in ("kaigo.delivery", "kaigo.layout", "shogai.layout"):
        c.expect(point, "answer", ASKED)
    c.expect("shogai.delivery", "cost_low", "4500000")


def table(c: Scenario, *sheets: list[list[Any]], name: str = "対応表.xlsx", version: str = "5.0") -> Any:
    """A vendor's own table, one sheet for each list of rows."""
    c.claims = True
    book = Workbook()
    for at, content in enumerate(sheets):
        sheet = book.active if at == 0 else book.create_sheet(f"表{at}")
        for row in content:
            sheet.append(row)
    book.save(c.folder / name)
    c.steps.append(["gaps", "import", "input", name, "--package", "px", "--version", version])
    return book


@scenario
def zeros_lost_in_text(c: Scenario) -> None:
    c.claims = True
    text = "帳票ID,対応可否\r\n110001,○\r\n'0110002,×\r\n110003.0,×\r\n"
    (c.folder / "表.csv").write_bytes(text.encode("cp932"))
    c.steps.append(["gaps", "import", "input", "表.csv", "--package", "px", "--version", "5.0"])
    for id_, answer in (("0110001", "適合"), ("0110002", "未対応"), ("0110003", "未対応")):
        c.expect(id_, "answer", answer)


@scenario
def a_column_added_to_the_published_list(c: Scenario) -> None:
    heads = ["中項目", "機能ID", "機能要件", "実装類型 市", "要件の考え方", "はと行政システム"]
    table(c, [heads, ["a", "0110001", "x", "◎", "y", "×"], ["a", "0110002", "x", "◎", "y", "○"]])
    c.expect("0110001", "answer", "未対応", NOTHING)
    c.expect("0110002", "answer", "適合", NOTHING)


@scenario
def several_versions(c: Scenario) -> None:
    table(c, [["機能ID", "V4.0", "V5.0"], ["0110001", "×", "○"], ["0110002", "○", "×"]])
    table(c, [["機能ID", "対応状況"], ["0110003", "○"]], [["適用バージョン", "V4.2"]], name="別.xlsx")
    c.expect("0110001", "answer", "適合")
    c.expect("0110002", "answer", "未対応")
    c.expect("0110003", "answer", NOTHING)


@scenario
def legends(c: Scenario) -> None:
    rows = [["機能ID", "対応"], ["0110001", "●"], ["0110002", "▲"], ["0110003", "■"], ["0110004", "○"]]
    table(c, rows, [["記号", "意味"], ["●", "標準機能で対応"], ["▲", "有償オプションで対応"], ["■", "個別に相談"]])
    c.expect("0110001", "answer", "適合")
    c.expect("0110002", "answer", "オプション有償")
    c.expect("0110003", "answer", ASKED)
    c.expect("0110004", "answer", ASKED)


@scenario
def ids_that_are_not_plain(c: Scenario) -> None:
    rows = [["要件ID", "帳票ID", "可否"], ["0110001\n0110002", "", "○"], ["", "【新規】0110003", "×"]]
    table(c, [*rows, ["0110010～0110020", "", "○"], ["合計", "", "○"], ["0110004 (改)", "", "×"]])
    for id_, answer in (("0110001", "適合"), ("0110002", "適合"), ("0110003", "未対応"), ("0110004", "未対応")):
        c.expect(id_, "answer", answer)
    c.expect("0110010", "answer", ASKED)
    c.expect("合計", "answer", NOTHING)


@scenario
def sheets_in_other_layouts(c: Scenario) -> None:
    other = [["管理番号", "機能ID(標準仕様書 第4版)", "対応"], [1, "0110002", "×"]]
    table(c, [["機能ID", "対応"], ["0110001", "○"]], other, [["0110003", "第一", "未定のため後日"]])
    c.expect("0110002", "answer", "未対応")
    c.expect("0110003", "answer", ASKED)


@scenario
def the_same_id_twice(c: Scenario) -> None:
    rows = [["機能ID", "対応"], ["0110001", "○"], ["0110001", "×"], ["0110002", "○"], ["0110003", "×"]]
    book = table(c, rows, [["機能ID", "対応"], ["0110003", "○"]])
    book.worksheets[1].sheet_state = "hidden"
    book.save(c.folder / "対応表.xlsx")
    c.expect("0110001", "answer", ASKED)
    c.expect("0110002", "answer", "適合")
    c.expect("0110003", "answer", "未対応")


@scenario
def marks_and_remarks_that_disagree(c: Scenario) -> None:
    rows = [["機能ID", "対応", "提供時期", "備考"], ["0110001", "○", "", "追加費用が必要な有償機能"]]
    rows += [["0110002", "○", "追って", ""], ["0110003", "×", "2028/3/31", ""], ["0110004", "○", "", "手順書12頁"]]
    book = table(c, [*rows, ["0110005", "○", "", ""], ["0110006", "", "", ""]])
    book.active["B6"].font = Font(strike=True)
    book.active["B7"].fill = PatternFill("solid", fgColor="0000B0F0")
    book.save(c.folder / "対応表.xlsx")
    for id_ in ("0110001", "0110005", "0110006"):
        c.expect(id_, "answer", ASKED)
    c.expect("0110002", "delivery", ASKED)
    c.expect("0110003", "delivery", ASKED)
    c.expect("0110004", "answer", "適合")


@scenario
def whose_column(c: Scenario) -> None:
    table(c, [["機能ID", "所管課判定", "事業者回答"], ["0110001", "適合", "×"], ["0110002", "適合", "○"]])
    c.expect("0110001", "answer", "未対応")
    c.expect("0110002", "answer", "適合")


@scenario
def two_columns_that_both_may_be_the_answer(c: Scenario) -> None:
    table(c, [["機能ID", "対応状況", "適合状況"], ["0110001", "○", "×"]])
    c.expect("0110001", "answer", ASKED)


@scenario
def classes_of_bodies(c: Scenario) -> None:
    table(c, [["機能ID", "可否", None, None], [None, "指定都市", "一般市", "町村"], ["0110001", "×", "×", "○"]])
    c.expect("0110001", "answer", "適合")


def test_a_file_of_which_nothing_was_taken_never_ends_with_0(tmp_path: Path) -> None:
    from tests.command import run

    made = Scenario(tmp_path / "case")
    blank = made.folder / made.book().save()
    pdf = tmp_path / "回答.pdf"
    pdf.write_bytes(b"%PDF-1.7\n...")
    mail = tmp_path / "返信.txt"
    mail.write_text("未対応です。よろしくお願いします。", encoding="utf-8")
    for file, code, said in (
        (blank, 1, "記入のある行がありません"),
        (pdf, 2, "PDF"),
        (mail, 2, "照会IDが見当たりません"),
    ):
        done = run("gaps", "import", str(made.folder / "input"), str(file))
        assert done.returncode == code and said in done.stdout + done.stderr, file
