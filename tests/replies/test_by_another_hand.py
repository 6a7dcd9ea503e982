"""Replies as further people write them: the right values of each were put down before the reader saw it."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.replies.score import ASKED, NOTHING
from tests.replies.test_replies import table
from tests.replies.town import Make, Scenario, Scenarios, gap, wrong_of

SCENARIOS = Scenarios()
scenario = SCENARIOS.scenario
OPEN = (ASKED, NOTHING)
POINTS = ("kaigo.delivery", "shogai.delivery", "kaigo.conformance", "shogai.conformance", "kaigo.layout",
          "shogai.layout", "kaigo.hosting", "shogai.hosting")  # fmt: skip


@pytest.mark.parametrize("make", SCENARIOS, ids=lambda make: make.__name__)
def test_reply(make: Make, tmp_path: Path) -> None:
    assert wrong_of(make, tmp_path) == ""


@scenario
def denials_in_the_column_of_codes(c: Scenario) -> None:
    book = c.book()
    words = ("否", "対応できません", "対応しておりません", "非対応", "不適合", "準拠せず", "NG", "実装予定なし")
    for point, word in zip(POINTS, words, strict=True):
        book.fill(point, code=word)
        # Where no code was asked, the word is the answer in words.
        c.expect(
            point, *(("answer", "unsupported") if "delivery" in point or "conformance" in point else ("fact", word))
        )
    c.take(book.save())


@scenario
def denials_in_the_column_of_words(c: Scenario) -> None:
    book = c.book()
    words = ("提供の予定はありません", "対応できません。", "標準仕様には準拠していません", "適合しておりません",
             "開示できません", "お断りします", "当社では対応いたしかねます", "未定です")  # fmt: skip
    for point, word in zip(POINTS, words, strict=True):
        book.fill(point, fact=word)
        c.expect(point, "answer", "unsupported", NOTHING)
    c.take(book.save())


@scenario
def hedged_codes(c: Scenario) -> None:
    book = c.book()
    words = ("適合?", "適合見込み", "たぶん適合", "適合(予定)", "○(一部×)", "適合/未対応", "○→×", "適合 又は 外付け")
    for point, word in zip(POINTS, words, strict=True):
        book.fill(point, code=word)
        c.expect(point, "answer", ASKED, "fits_later" if "予定" in word else ASKED)
    c.take(book.save())


@scenario
def promises_and_pointers(c: Scenario) -> None:
    book = c.book()
    words = ("協議中", "社内で確認のうえ別途ご連絡します", "別添資料1をご覧ください", "同上", "11月末までに回答します",
             "個別にご相談ください", "担当者へ確認中", "見積書参照")  # fmt: skip
    for point, word in zip(POINTS, words, strict=True):
        book.fill(point, fact=word)
    c.take(book.save())
    c.expect("STATUS", "回答あり", "0")


@scenario
def pointers_in_the_columns_of_days_and_codes(c: Scenario) -> None:
    book = (
        c.book().fill("kaigo.delivery", code="別紙参照", day="別紙").fill("shogai.delivery", code="協議中", day="未定")
    )
    book.fill("kaigo.layout", code="同上", low="別途見積").fill("shogai.layout", code="〃", low="応談", high="未定")
    c.take(book.save())
    for point in ("kaigo.delivery", "shogai.delivery", "kaigo.layout", "shogai.layout"):
        c.expect(point, "answer", *OPEN)
        c.expect(point, "delivery", *OPEN)
        c.expect(point, "cost_low", *OPEN)
    c.expect("STATUS", "回答あり", "0")


@scenario
def vague_days(c: Scenario) -> None:
    book = c.book()
    words = ("令和9年度上期", "R9年度中", "2028年夏頃", "来年度", "9月末", "令和9年9月末頃", "2028年1月以降",
             "2027年10月~12月")  # fmt: skip
    for point, word in zip(POINTS, words, strict=True):
        book.fill(point, code="期限後適合(経過措置)", day=word)
        c.expect(point, "delivery", ASKED)
    c.take(book.save())


@scenario
def days_supplied_already(c: Scenario) -> None:
    book = c.book()
    book.fill("kaigo.delivery", code="適合", day="提供済").fill("shogai.delivery", code="適合", day="2026/4/1")
    book.fill("kaigo.layout", code="適合", day="R8.4.1から提供中")
    c.take(book.save())
    c.expect("kaigo.delivery", "delivery", ASKED)
    c.expect("shogai.delivery", "delivery", "2026-04-01", ASKED)
    c.expect("kaigo.layout", "delivery", "2026-04-01", ASKED)


@scenario
def amounts_of_other_kinds(c: Scenario) -> None:
    book = c.book()
    words = ("月額30万円", "1式300万円~", "50万円×3回", "△300,000円", "$20,000", "300", "5百万", "1,200,000")
    right = (ASKED, ASKED, ASKED, ASKED, ASKED, ASKED, "5000000", "1200000")
    for point, word, value in zip(POINTS, words, right, strict=True):
        book.fill(point, low=word)
        c.expect(point, "cost_low", value, ASKED)
    c.take(book.save())


@scenario
def free_of_charge_and_nothing(c: Scenario) -> None:
    book = c.book().fill("kaigo.layout", low="無償", high="無償").fill("shogai.layout", low=0, high=0)
    c.take(book.fill("kaigo.hosting", low="なし").fill("shogai.hosting", low="契約に含む").save())
    for point in ("kaigo.layout", "shogai.layout", "kaigo.hosting", "shogai.hosting"):
        c.expect(point, "cost_low", "0", ASKED)


@scenario
def part_of_a_cell_struck_through(c: Scenario) -> None:
    book = c.book()
    struck, plain = InlineFont(strike=True), InlineFont()
    book.at("kaigo.delivery", "回答区分").value = CellRichText(TextBlock(struck, "適合"), TextBlock(plain, "未対応"))
    book.at("shogai.delivery", "回答内容").value = CellRichText(
        TextBlock(struck, "令和9年9月に提供します。"), TextBlock(plain, "提供しません。")
    )
    book.fill("kaigo.layout", code="適合", fact="開示できます")
    book.at("kaigo.layout", "回答内容").font = Font(strike=True)
    c.take(book.save())
    c.expect("kaigo.delivery", "answer", "unsupported", ASKED)
    c.expect("shogai.delivery", "fact", ASKED, "提供しません。")
    c.expect("kaigo.layout", "fact", ASKED)


@scenario
def a_comment_takes_the_answer_back(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", code="適合").fill("shogai.delivery", code="適合", day="2027-09-30")
    book.comment("kaigo.delivery", "訂正: 未対応です")
    book.at("shogai.delivery", "提供予定日").comment = Comment("半年遅れる見込み", "営業")
    c.take(book.save())
    c.expect("kaigo.delivery", "answer", ASKED, "fits")  # named in any case
    c.expect("NAMED", "G-TM8R5-ZWWRY", "訂正: 未対応です")
    c.expect("NAMED", "G-DAMN3-FGTSS", "半年遅れる見込み")


@scenario
def a_picture_and_a_further_sheet(c: Scenario) -> None:
    from tests.replies.town import add_drawing

    book = c.book().fill("kaigo.delivery", code="未対応")
    book.workbook.create_sheet("別紙1").append(["提供時期は令和9年9月を予定しています"])
    book.workbook["鑑"]["D2"] = "1-1-02 は年内に回答します"
    name = book.save()
    add_drawing(c.folder / name, "sheet2", row=3, column=7, box="開示は有償です")
    c.take(name)
    c.expect("NAMED", "図形", "開示は有償です")
    c.expect("NAMED", "鑑", "1-1-02 は年内に回答します")
    c.expect("kaigo.delivery", "answer", "unsupported")
    c.expect("NAMED", "図", "H4")
    c.expect("NAMED", "別紙1", "別紙1")


@scenario
def merged_over_columns_and_rows(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", code="未対応 予定はありません")
    row = book.row("kaigo.delivery")
    first, last = (book.at("kaigo.delivery", head).column for head in ("回答区分", "回答内容"))
    book.sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
    book.fill("kaigo.conformance", fact="第5版に準拠しています")
    row, column = book.row("kaigo.conformance"), book.at("kaigo.conformance", "回答内容").column
    book.sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    c.take(book.save())
    c.expect("kaigo.delivery", "answer", "unsupported", ASKED)
    c.expect("kaigo.conformance", "fact", "~第5版", ASKED)
    c.expect("shogai.conformance", "fact", "~第5版", ASKED)


@scenario
def in_the_wrong_column(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", remark="未対応です").fill("shogai.delivery", fact="2027年9月30日")
    book.fill("kaigo.layout", who="適合").fill("shogai.layout", 根拠資料="開示は有償で、50万円です")
    book.fill("kaigo.hosting", day="ガバメントクラウド").fill("shogai.hosting", low="庁内", other="未対応")
    book.at("kaigo.conformance", "現状").value = "準拠しています(第5版)"
    c.take(book.save())
    c.expect("kaigo.delivery", "answer", "unsupported", ASKED)
    c.expect("shogai.delivery", "fact", "~2027年9月30日", ASKED)
    for point in ("kaigo.layout", "kaigo.hosting", "shogai.hosting"):
        c.expect(point, "answer", ASKED)
    c.expect("shogai.layout", "fact", "~50万円", ASKED)
    c.expect("kaigo.conformance", "fact", "~第5版", ASKED)


@scenario
def two_copies_dated_by_their_names_alone(c: Scenario) -> None:
    new = c.book("回答_20261110.xlsx").fill("kaigo.delivery", code="未対応").save()
    old = c.book("回答_20261105.xlsx").fill("kaigo.delivery", code="適合", day="2028-03-31").save()
    for name in (new, old):
        _without_properties(c.folder / name)
    c.take(new, old)
    c.expect("kaigo.delivery", "answer", "unsupported", ASKED)
    c.expect("kaigo.delivery", "delivery", *OPEN)


def _without_properties(path: Path) -> None:
    """Programs that write workbooks often leave the days of making and saving out."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in ("_rels/.rels", "[Content_Types].xml"):
        text = parts[name].decode()
        at = text.find("core-properties" if name.startswith("_") else "docProps/core.xml")
        start, end = text.rfind("<", 0, at), text.find("/>", at) + 2
        parts[name] = (text[:start] + text[end:]).encode()
    del parts["docProps/core.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)


@scenario
def a_row_copied_and_answered_twice(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", code="適合")
    row = [cell.value for cell in book.sheet[book.row("kaigo.delivery")]]
    row[book.at("kaigo.delivery", "回答区分").column - 1] = "未対応"
    book.sheet.append(row)
    c.take(book.save())
    c.expect("kaigo.delivery", "answer", ASKED)


@scenario
def sorted_widened_and_filtered(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", code="未対応").fill("shogai.layout", code="外付け", low="80万円")
    rows = [[cell.value for cell in row] for row in book.sheet.iter_rows(min_row=2)]
    heads = [cell.value for cell in book.sheet[1]]
    book.sheet.delete_rows(1, book.sheet.max_row)
    for row in (["", "回覧印", *heads], *(["", "済", *row] for row in sorted(rows, key=lambda r: str(r[1])))):
        book.sheet.append(row)
    for at in range(3, 12):
        book.sheet.row_dimensions[at].hidden = True
    c.take(book.save())
    c.expect("kaigo.delivery", "answer", "unsupported")
    c.expect("shogai.layout", "answer", "external")
    c.expect("shogai.layout", "cost_low", "800000")


@scenario
def ids_typed_anew(c: Scenario) -> None:
    book = c.book()
    marks = ("g-tm8r5-zwwry", "Ｇ－ＤＡＭＮ３－ＦＧＴＳＳ", " G-AKJ11-PP6MK ", "G-NTMKP-19RAS\n")
    points = ("kaigo.delivery", "shogai.delivery", "kaigo.layout", "shogai.layout")
    for point, mark in zip(points, marks, strict=True):
        book.fill(point, code="未対応")
        book.sheet.cell(book.row(point), 2).value = mark
        c.expect(point, "answer", "unsupported")
    c.take(book.save())


@scenario
def the_column_of_ids_is_gone(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", code="未対応")
    book.sheet.delete_cols(2)
    c.take(book.save())
    c.expect("kaigo.delivery", "answer", "unsupported", NOTHING)
    c.expect("NAMED", "照会", "照会ID")


@scenario
def a_formula_without_a_value(c: Scenario) -> None:
    book = c.book().fill("kaigo.layout", low="=300*10000").fill("shogai.layout", code='=IF(1=1,"適合","未対応")')
    c.take(book.save())
    c.expect("kaigo.layout", "cost_low", ASKED, "3000000")
    c.expect("shogai.layout", "answer", ASKED, "fits")


@scenario
def our_deadline_and_question_were_changed(c: Scenario) -> None:
    book = c.book()
    book.at("kaigo.delivery", "回答期限").value = "12/20まで延期を希望します"
    book.at("kaigo.layout", "回答いただきたい内容").value = "(回答)開示は有償です"
    c.take(book.save())
    c.expect("kaigo.delivery", "answer", ASKED)
    c.expect("kaigo.layout", "answer", ASKED)


@scenario
def words_of_english(c: Scenario) -> None:
    book = c.book()
    for point, word in zip(POINTS, ("Not supported", "N/A", "OK", "NG", "TBD", "Yes", "No", "-"), strict=True):
        book.fill(point, code=word)
    c.take(book.save())
    c.expect("kaigo.delivery", "answer", "unsupported", ASKED)
    c.expect("shogai.delivery", "answer", "not_applicable", ASKED, NOTHING)
    c.expect("kaigo.conformance", "answer", "fits", ASKED)
    c.expect("shogai.conformance", "answer", "unsupported", ASKED)
    c.expect("kaigo.layout", "answer", *OPEN)
    c.expect("shogai.layout", "answer", "fits", ASKED)
    c.expect("kaigo.hosting", "answer", "unsupported", ASKED)
    c.expect("shogai.hosting", "replied", NOTHING)


@scenario
def conditions_beside_the_code(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", code="適合", remark="2028年4月の次期版から")
    book.fill("shogai.delivery", code="適合", fact="カスタマイズが必要です")
    book.fill("kaigo.conformance", code="適合", remark="経過措置を適用")
    book.fill("shogai.conformance", code="適合", other="手作業による入力")
    book.fill("kaigo.layout", code="未対応", fact="令和9年9月に提供します")
    c.take(book.save())
    for point in ("kaigo.delivery", "shogai.delivery", "kaigo.conformance", "shogai.conformance", "kaigo.layout"):
        c.expect(point, "answer", ASKED)


@scenario
def corrections_inside_the_cells(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", code="適合→未対応")
    book.fill("shogai.delivery", code="未対応", fact="(11/20訂正)適合に変更します")
    book.fill("kaigo.layout", code="運用で代替", fact="上記の回答は取り消します")
    c.take(book.save())
    for point in ("kaigo.delivery", "shogai.delivery", "kaigo.layout"):
        c.expect(point, "answer", ASKED)


@scenario
def the_division_denies_and_puts_off(c: Scenario) -> None:
    book = c.book("課.xlsx", division=True)
    words = ("否", "不要", "差し戻し", "保留", "相違あり", "確認中")
    for point, word in zip(POINTS, words, strict=False):
        book.fill(point, seen=word)
        c.expect(point, "confirmed", "False", ASKED)
    c.take(book.save())


@scenario
def hours_of_other_units(c: Scenario) -> None:
    book = c.book("課.xlsx", division=True)
    words = ("月10時間", "30分/件", "年120時間程度", "1人月", "5人", "-10")
    right = ("120", ASKED, "120", ASKED, ASKED, ASKED)
    for point, word, value in zip(POINTS, words, right, strict=False):
        book.fill(point, hours=word)
        c.expect(point, "added_hours", value, f"{value}.0", ASKED)
    c.take(book.save())


@scenario
def a_mail_coded_in_base64_and_answered_below(c: Scenario) -> None:
    mail = EmailMessage()
    mail["Subject"] = "回答"
    asked = "標準準拠システムの提供予定日(年月日)、版及び受入試験の開始可能日を御回答ください"
    mail.set_content(
        "もみじ村 御中\n\nはと情報の森です。下に記入しました。\n\n"
        f"2026年10月5日(月) 10:00 もみじ村 <a@example.jp>:\n> {gap('kaigo.delivery')}\n> {asked}\n\n"
        f"令和9年9月30日に提供します。\n\n> {gap('shogai.delivery')}\n> {asked}\n\n否\n\n"
        f"> {gap('kaigo.layout')}\n> データ項目定義書の提供可否\n別途、お打合せ(12月1日)で回答します。\n",
        charset="iso-2022-jp",
        cte="base64",
    )
    mail.add_attachment(b"PK", maintype="application", subtype="octet-stream", filename="回答書.xlsx")
    (c.folder / "返信.eml").write_bytes(mail.as_bytes())
    c.take("返信.eml")
    c.expect("kaigo.delivery", "delivery", "2027-09-30")
    c.expect("shogai.delivery", "answer", "unsupported", NOTHING)
    c.expect("shogai.delivery", "fact", "~否", ASKED, NOTHING)
    c.expect("kaigo.layout", "delivery", NOTHING)
    c.expect("NAMED", "添付", "回答書.xlsx")


@scenario
def ranges_and_numbers_in_a_mail(c: Scenario) -> None:
    c.mail(f"{gap('kaigo.delivery')}~{gap('kaigo.layout')} すべて適合\n\n1-1-02 未対応\n以上\n")
    c.expect("kaigo.delivery", "answer", ASKED, "fits")
    c.expect("kaigo.layout", "answer", ASKED, "fits")
    c.expect("NAMED", "照会番号", "1-1-02")


@scenario
def a_mail_that_corrects_itself(c: Scenario) -> None:
    one = gap("kaigo.delivery")
    c.mail(f"{one} 適合\n{gap('shogai.delivery')} 適合\n\n追伸 {one} は誤りです。未対応に訂正します。\n")
    c.expect("kaigo.delivery", "answer", ASKED, "unsupported")
    c.expect("shogai.delivery", "answer", "fits")


@scenario
def a_forwarded_mail_and_an_older_answer_below(c: Scenario) -> None:
    one = gap("kaigo.delivery")
    c.mail(
        f"先の回答を訂正します。\n{one} 未対応\n\n"
        f"-----Original Message-----\nFrom: 森\nSent: 2026/11/01\n\n{one} 適合\n"
    )
    c.expect("kaigo.delivery", "answer", "unsupported", ASKED)


@scenario
def html_alone_in_base64(c: Scenario) -> None:
    mail = EmailMessage()
    cells = (("kaigo.delivery", "未対応", ""), ("shogai.delivery", "適合", "2028年6月30日に提供"))
    rows = (f"<tr><td>{gap(point)}</td><td>{code}</td><td>{day}</td></tr>" for point, code, day in cells)
    body = f"<html><body><p>お世話になります</p><table>{''.join(rows)}</table></body></html>"
    mail.set_content(body, subtype="html", charset="utf-8", cte="base64")
    (c.folder / "返信.eml").write_bytes(mail.as_bytes())
    c.take("返信.eml")
    c.expect("kaigo.delivery", "answer", "unsupported", ASKED)
    c.expect("shogai.delivery", "answer", "fits", ASKED)
    c.expect("shogai.delivery", "delivery", "2028-06-30", ASKED)


@scenario
def answers_on_the_quoted_line_and_behind_a_mark(c: Scenario) -> None:
    asked = "標準準拠システムの提供予定日(年月日)、版及び受入試験の開始可能日を御回答ください"
    c.mail(
        f"＞ {gap('kaigo.delivery')} {asked} ⇒ 未対応です\n＞ {gap('shogai.delivery')}\n＞ {asked}\n"
        "【回答】2028年6月30日に提供予定\n\n"
    )
    c.expect("kaigo.delivery", "answer", "unsupported", ASKED)
    c.expect("shogai.delivery", "delivery", "2028-06-30", ASKED)


@scenario
def a_table_drawn_with_bars(c: Scenario) -> None:
    rows = f"| {gap('kaigo.delivery')} | 未対応 | |\n| {gap('shogai.delivery')} | 適合 | 2028/6/30 |\n"
    c.mail(f"| 照会ID | 回答 | 時期 |\n|---|---|---|\n{rows}")
    c.expect("kaigo.delivery", "answer", "unsupported", ASKED)
    c.expect("shogai.delivery", "answer", "fits", ASKED)
    c.expect("shogai.delivery", "delivery", "2028-06-30", ASKED)


@scenario
def a_paper_of_words(c: Scenario) -> None:
    from tests.replies.town import docx

    docx(
        c.folder / "回答.docx", [f"{gap('kaigo.delivery')} 未対応"], [["照会ID", "回答"], [gap("shogai.delivery"), "×"]]
    )
    (c.folder / "回答.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n")
    c.take("回答.docx")
    c.take("回答.pdf")
    c.expect("kaigo.delivery", "answer", "unsupported", NOTHING)
    c.expect("shogai.delivery", "answer", "unsupported", NOTHING)
    c.expect("NAMED", "Word", "回答.docx")
    c.expect("NAMED", "PDF", "回答.pdf")


# ---- a vendor's own table ------------------------------------------------------------------------------------------


@scenario
def the_vendors_column_behind_the_ministrys(c: Scenario) -> None:
    heads = ["機能ID", "機能要件", "実装必須機能", "標準オプション機能", "適合基準日", "弊社対応", "弊社コメント"]
    rows: list[list[Any]] = [
        ["0110001", "a", "○", "", "2026/4/1", "×", "予定なし"],
        ["0110002", "b", "", "○", "2026/4/1", "○", ""],
        ["0110003", "c", "○", "", "2027/4/1", "△", "一部"],
    ]
    table(c, [heads, *rows])
    c.expect("0110001", "answer", "未対応")
    c.expect("0110002", "answer", "適合")
    c.expect("0110003", "answer", ASKED)
    for id_ in ("0110001", "0110002", "0110003"):
        c.expect(id_, "delivery", *OPEN)


@scenario
def a_legend_in_one_cell_at_the_foot(c: Scenario) -> None:
    rows: list[list[Any]] = [["機能ID", "対応"], ["0110001", "◎"], ["0110002", "○"], ["0110003", "×"]]
    table(c, [*rows, [], ["※凡例 ◎…標準で対応 ○…次期版で対応予定 ×…対応しない"]])
    c.expect("0110001", "answer", "適合")
    c.expect("0110002", "answer", "期限後適合(経過措置)", ASKED)
    c.expect("0110003", "answer", "未対応")


@scenario
def a_legend_that_turns_the_marks_round(c: Scenario) -> None:
    rows: list[list[Any]] = [["凡例", "○:カスタマイズ要 ×:カスタマイズ不要(標準対応)"], ["機能ID", "対応"]]
    table(c, [*rows, ["0110001", "○"], ["0110002", "×"]])
    c.expect("0110001", "answer", ASKED)
    c.expect("0110002", "answer", "適合", ASKED)


@scenario
def a_legend_in_the_heading(c: Scenario) -> None:
    table(c, [["機能ID", "対応状況\n(1:標準 2:有償 3:不可)"], ["0110001", 1], ["0110002", 2], ["0110003", 3]])
    c.expect("0110001", "answer", "適合", ASKED)
    c.expect("0110002", "answer", "オプション有償", ASKED)
    c.expect("0110003", "answer", "未対応", ASKED)


@scenario
def lists_and_ranges_of_ids(c: Scenario) -> None:
    rows: list[list[Any]] = [
        ["0110001、0110002", "○"], ["0110003~0110005", "×"], ["0110010/0110011", "×"], ["0110020-1", "×"],
        ["0110030 0110031", "○"], ["上記以外", "○"],
    ]  # fmt: skip
    table(c, [["機能ID", "対応"], *rows])
    for id_, answer in (("0110001", "適合"), ("0110002", "適合"), ("0110010", "未対応"), ("0110011", "未対応")):
        c.expect(id_, "answer", answer, ASKED)
    c.expect("0110003", "answer", "未対応", ASKED)
    c.expect("0110020", "answer", ASKED, "未対応")
    c.expect("0110031", "answer", "適合", ASKED)
    c.expect("NAMED", "上記以外", "上記以外")


@scenario
def marks_with_footnotes_and_corrections(c: Scenario) -> None:
    words = ("○※1", "○(注2)", "○→×", "×→○", "○ただし有償", "◯", "〇", "✓", "レ", "○/×")
    table(c, [["機能ID", "対応可否"], *([f"01100{at:02}", word] for at, word in enumerate(words, start=1))])
    right = (ASKED, ASKED, ASKED, ASKED, ASKED, "適合", "適合", ASKED, ASKED, ASKED)
    for at, value in enumerate(right, start=1):
        further = (ASKED, "オプション有償") if at == 5 else ("適合", ASKED) if at in (8, 9) else (ASKED,)
        c.expect(f"01100{at:02}", "answer", value, *further)


@scenario
def last_time_and_this_time(c: Scenario) -> None:
    table(c, [["機能ID", "前回回答", "今回回答"], ["0110001", "×", "○"], ["0110002", "○", "×"], ["0110003", "○", ""]])
    c.expect("0110001", "answer", "適合", ASKED)
    c.expect("0110002", "answer", "未対応", ASKED)
    c.expect("0110003", "answer", *OPEN)


@scenario
def headings_of_two_rows(c: Scenario) -> None:
    heads: list[list[Any]] = [["要件", None, "貴社回答", None, None], ["機能ID", "名称", "可否", "時期", "備考"]]
    table(c, [*heads, ["0110001", "a", "×", "", ""], ["0110002", "b", "○", "R9下期", ""]])
    c.expect("0110001", "answer", "未対応")
    c.expect("0110002", "answer", "適合", ASKED)
    c.expect("0110002", "delivery", ASKED)


@scenario
def a_mark_merged_over_rows(c: Scenario) -> None:
    book = table(c, [["機能ID", "対応"], ["0110001", "○"], ["0110002", None], ["0110003", "×"]])
    book.active.merge_cells("B2:B3")
    book.save(c.folder / "対応表.xlsx")
    c.expect("0110001", "answer", "適合", ASKED)
    c.expect("0110002", "answer", "適合", ASKED)
    c.expect("0110003", "answer", "未対応")


@scenario
def a_part_of_a_mark_struck_and_a_comment(c: Scenario) -> None:
    book = table(c, [["機能ID", "対応"], ["0110001", "○"], ["0110002", "○"]])
    book.active["B2"].value = CellRichText(TextBlock(InlineFont(strike=True), "○"), TextBlock(InlineFont(), "×"))
    book.active["B3"].comment = Comment("有償です", "営業")
    book.save(c.folder / "対応表.xlsx")
    c.expect("0110001", "answer", "未対応", ASKED)
    c.expect("0110002", "answer", ASKED)


@scenario
def the_vendors_own_numbers(c: Scenario) -> None:
    heads = ["No", "弊社管理番号", "標準仕様書 機能ID", "対応区分", "対応時期"]
    table(c, [heads, [1, "0990001", "0110001", "標準", ""], [2, "0990002", "0110002", "対応なし", ""]])
    c.expect("0110001", "answer", "適合", ASKED)
    c.expect("0110002", "answer", "未対応", ASKED)
    c.expect("0990001", "answer", NOTHING)


@scenario
def todays_version_and_the_next(c: Scenario) -> None:
    table(c, [["機能ID", "現行", "次期", "備考"], ["0110001", "○", "×", ""], ["0110002", "×", "○", "2028年4月"]])
    c.expect("0110001", "answer", ASKED)
    c.expect("0110002", "answer", ASKED, "期限後適合(経過措置)")


@scenario
def ticks_below_headings_that_are_answers(c: Scenario) -> None:
    rows: list[list[Any]] = [["0110001", "○", ""], ["0110002", "", "○"], ["0110003", "", "レ"]]
    table(c, [["機能ID", "対応", "非対応"], *rows])
    c.expect("0110001", "answer", "適合", ASKED)
    c.expect("0110002", "answer", "未対応", ASKED)
    c.expect("0110003", "answer", "未対応", ASKED)


@scenario
def words_instead_of_marks(c: Scenario) -> None:
    told = {
        "対応可能です": "適合", "一部対応": ASKED, "次バージョンで対応": "期限後適合(経過措置)", "対応不要": ASKED,
        "カスタマイズで対応": ASKED, "パッケージ標準": "適合", "非該当のため対象外": "対象外", "別製品で対応": "外付け",
        "無": "未対応", "要相談": ASKED, "有（オプション）": "オプション有償",
    }  # fmt: skip
    table(c, [["機能ID", "回答"], *([f"01100{at:02}", word] for at, word in enumerate(told, start=1))])
    for at, right in enumerate(told.values(), start=1):
        c.expect(f"01100{at:02}", "answer", right, ASKED)


@scenario
def few_answers_below_headings_of_answers(c: Scenario) -> None:
    heads = ["機能ID", "対応区分", "備考"]
    table(c, [heads, [110001, "対応", ""], [110002, "R9.4対応予定", ""], [110003, "検討の上対応", ""]])
    c.expect("0110001", "answer", "適合", ASKED)
    c.expect("0110002", "answer", ASKED, "期限後適合(経過措置)")
    c.expect("0110003", "answer", ASKED)


@scenario
def ids_that_close_what_answers_them(c: Scenario) -> None:
    c.mail(
        f"お世話になっております。\n\n1. 提供予定について\n未対応です。\n({gap('kaigo.delivery')})\n\n"
        f"2. レイアウトについて\n適合\n({gap('kaigo.layout')})\n\n-- \n鳩ソフト 架空\n"
    )
    c.expect("kaigo.delivery", "fact", "1. 提供予定について\n未対応です。", "未対応です。", ASKED)
    c.expect("kaigo.layout", "fact", "2. レイアウトについて\n適合", "適合", ASKED)


@scenario
def a_month_typed_into_a_cell_of_days_and_words_below_the_cover(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", code="期限後適合(経過措置)", day=202804)
    book.workbook.worksheets[0].cell(40, 1, "費用は後日御連絡します")
    c.take(book.save())
    c.expect("kaigo.delivery", "delivery", ASKED)
    c.expect("NAMED", "cover", "費用は後日御連絡します")


@scenario
def words_merged_over_the_rows_of_other_questions(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", fact="20週")
    row, column = book.row("kaigo.delivery"), book.at("kaigo.delivery", "回答内容").column
    book.sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    c.take(book.save())
    c.expect("kaigo.delivery", "answer", ASKED)
    c.expect("STATUS", "回答あり", "0")


def test_a_book_issued_in_other_words_is_one_remark_and_what_was_typed_over_is_named(tmp_path: Path) -> None:
    """Our wording changes between versions: that is no answer; words put into one cell of ours may be."""
    from tests.command import run

    made = Scenario(tmp_path / "case")
    book = made.book().fill("kaigo.delivery", code="未対応")
    for row in range(2, book.sheet.max_row + 1):
        request = book.sheet.cell(row, 5)
        request.value = str(request.value).replace("御回答ください", "ご回答をお願いします")
    book.at("kaigo.eol", "事項").value = "基盤のサポート期限"
    book.at("kaigo.layout", "現状").value = "現行システムのデータ項目定義書は有償で開示します"
    book.at("shogai.layout", "現状").value = "現行システムのデータ項目定義書の受領を確認できていない 適合"
    done = run("gaps", "import", str(made.folder / "input"), str(made.folder / book.save()))
    notes = [line for line in done.stdout.splitlines() if "変更しない" in line]
    named = {line.split()[1] for line in notes}
    assert {gap("kaigo.layout"), gap("shogai.layout")} <= named and gap("kaigo.eol") not in named
    assert sum("今の文言と異なります" in line for line in notes) == 1 and gap("kaigo.duration") not in done.stdout
