"""Books and mails that say in their own way what their marks, columns and paragraphs mean."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.replies.score import ASKED, NOTHING
from tests.replies.town import Book, Make, Scenario, Scenarios, gap, wrong_of

SCENARIOS = Scenarios()
scenario = SCENARIOS.scenario
ONE, TWO, THREE, LAYOUT = "kaigo.delivery", "shogai.delivery", "kaigo.conformance", "kaigo.layout"


@pytest.mark.parametrize("make", SCENARIOS, ids=lambda make: make.__name__)
def test_reply(make: Make, tmp_path: Path) -> None:
    assert wrong_of(make, tmp_path) == ""


def _marked(book: Book) -> Book:
    return book.fill(ONE, code="○").fill(TWO, code="×").fill(THREE, code="△")


@scenario
def a_legend_above_the_table(c: Scenario) -> None:
    book = _marked(c.book())
    book.sheet.insert_rows(1)
    book.sheet.cell(1, 1, "凡例 ○:有償オプション ×:次期版で対応 △:運用で代替")
    c.take(book.save())
    for point, code in ((ONE, "paid_option"), (TWO, "fits_later"), (THREE, "workaround")):
        c.expect(point, "answer", code)
    c.expect("NAMED", "legend", "凡例に従って読みました")


@scenario
def a_legend_on_a_sheet_of_its_own_that_leaves_marks_out(c: Scenario) -> None:
    book = _marked(c.book())
    book.workbook.create_sheet("凡例").append(["○", "要件を満たさない"])
    c.take(book.save())
    c.expect(ONE, "answer", "unsupported")
    c.expect(TWO, "answer", ASKED)
    c.expect(THREE, "answer", ASKED)


@scenario
def headings_renamed_and_printed_again(c: Scenario) -> None:
    book = c.book().fill(ONE, code="適合", fact="提供中").fill(TWO, code="対応予定(R9.10)")
    heads = [cell.value for cell in book.sheet[1]]
    book.at(ONE, "回答区分").parent.cell(1, heads.index("回答区分") + 1, "弊社回答【必須】")
    book.sheet.cell(1, heads.index("回答内容") + 1, "回答詳細")
    book.sheet.insert_rows(4)
    for at, head in enumerate([cell.value for cell in book.sheet[1]], start=1):
        book.sheet.cell(4, at, head)
    c.take(book.save())
    c.expect(ONE, "answer", "fits")
    c.expect(ONE, "fact", "提供中")
    c.expect(TWO, "answer", "fits_later")
    c.expect(TWO, "delivery", "2027-10-31")


@scenario
def a_row_put_in_below_and_letters_lost(c: Scenario) -> None:
    book = c.book().fill(TWO, fact="適合".encode().decode("cp932", "replace"))
    row, column = book.row(ONE) + 1, book.at(ONE, "回答内容").column
    book.sheet.insert_rows(row)
    book.sheet.cell(row, column, "適合です")
    c.take(book.save())
    c.expect(ONE, "fact", ASKED)
    c.expect(TWO, "fact", ASKED)
    c.expect("NAMED", "文字化け", "文字化け")


@scenario
def the_ids_alone_were_sorted(c: Scenario) -> None:
    book = c.book().fill(ONE, code="適合")
    cells = [book.sheet.cell(row, 2) for row in range(2, book.sheet.max_row + 1)]
    for cell, id_ in zip(cells, sorted(str(cell.value) for cell in cells), strict=True):
        cell.value = id_
    c.take(book.save())
    c.expect(ONE, "answer", NOTHING)
    c.expect("NAMED", "照合コード", "一部の列だけを並べ替えた")


@scenario
def a_mail_with_labels_and_a_table(c: Scenario) -> None:
    c.mail(
        f"■{gap(ONE)}\n回答区分：期限後適合\n提供予定日：令和9年10月予定\n概算費用：300万円(税込)\n\n"
        f"照会ID,回答区分,回答内容\n{gap(TWO)},未対応,予定はありません\n\n"
        f"{gap(THREE)}は適合です。その他の照会はすべて適合です。\n{gap(LAYOUT)} 有償(300万円)です。\n"
    )
    c.expect(ONE, "answer", "fits_later")
    c.expect(ONE, "delivery", "2027-10-31")
    c.expect(ONE, "cost_low", "3000000")
    c.expect(TWO, "answer", "unsupported")
    c.expect(TWO, "fact", "予定はありません")
    c.expect(THREE, "answer", "fits")
    c.expect("NAMED", "その他", "ほかの照会への回答は")
    c.expect(LAYOUT, "fact", "有償(300万円)です。")


@scenario
def an_html_mail_with_hidden_struck_and_quoted_words(c: Scenario) -> None:
    mail = EmailMessage()
    mail.set_content("HTML形式のメールです")
    mail.add_alternative(
        f"<p>{gap(ONE)}：<s>適合</s>未対応</p><blockquote>{gap(TWO)} 提供予定日を御回答ください</blockquote>"
        f"<p>令和9年9月30日に提供します。</p><div style='display:none'>{gap(THREE)} 適合</div>",
        subtype="html",
    )
    (c.folder / "返信.eml").write_bytes(mail.as_bytes())
    c.take("返信.eml")
    c.expect(ONE, "answer", "unsupported")
    c.expect(TWO, "delivery", "2027-09-30")
    c.expect(THREE, "answer", NOTHING)
    c.expect("NAMED", "取消線", "2か所")


@scenario
def a_division_that_agrees_refers_on_and_dates_no_decision(c: Scenario) -> None:
    book = c.book("課.xlsx", division=True)
    book.fill(ONE, seen="問題ありません").fill(TWO, seen="一部相違", hours="月2時間")
    book.fill(THREE, **{"文書番号": "福第33号"})
    c.take(book.save())
    c.expect(ONE, "confirmed", "True")
    c.expect(TWO, "confirmed", ASKED)
    c.expect(TWO, "added_hours", "24")
    c.expect("NAMED", "決定", "決定としては記録していません")


@scenario
def who_answered_and_when_beside_dittos(c: Scenario) -> None:
    book = c.book().fill(ONE, code="適合", fact="提供中").fill(TWO, code="同上", fact="同上")
    book.column("回答日", {ONE: "2026-11-20"}).column("回答担当者", {ONE: "森"})
    c.take(book.save())
    c.expect(ONE, "answer", "fits")
    c.expect(TWO, "answer", ASKED)


@scenario
def a_claims_table_of_a_legend_with_letters_and_merged_answers(c: Scenario) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (
        ["A:標準対応 B:オプション(有償) C:カスタマイズ D:対応不可"], ["機能ID", "対応可否", "提供予定"],
        *([f"023027{n}", word, day] for n, (word, day) in enumerate(
            (("A", ""), ("B", ""), ("C", ""), ("D", ""), ("可能", ""), ("対応予定(R9.10)", ""),
             ("対応予定", "R8年度末"), ("適合です", ""), (None, ""))
        )),
    ):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("B10:B11")
    workbook.save(c.folder / "対応表.xlsx")
    c.steps.append(["gaps", "import", "input", "対応表.xlsx", "--package", "px", "--version", "5.0"])
    c.claims = True
    later = "期限後適合(経過措置)"
    answers = ("適合", "オプション有償", ASKED, "未対応", "適合", later, later, "適合", "適合")
    for n, answer in enumerate(answers):
        c.expect(f"023027{n}", "answer", answer)
    c.expect("0230275", "delivery", "2027-10-31")
    c.expect("0230276", "delivery", "2027-03-31")
    c.expect("NAMED", "結合", "複数の行にわたって結合")


@scenario
def amounts_below_other_headings_and_in_other_formats(c: Scenario) -> None:
    book = c.book()
    for point, shown in ((ONE, '#,##0"円/月"'), (TWO, '#,##0"千円(税抜)"'), (LAYOUT, '#,##0"千円(税込)"')):
        book.fill(point, code="オプション有償", low=3300).at(point, "概算費用(下限・円)").number_format = shown
    high = book.at(THREE, "概算費用(上限・円)")
    book.sheet.cell(1, high.column, "年額(円)")
    high.value = 3_300_000
    c.take(book.save())
    c.expect(ONE, "cost_low", ASKED)
    c.expect(TWO, "cost_low", ASKED)
    c.expect(LAYOUT, "cost_low", "3300000")
    c.expect(THREE, "cost_high", ASKED)
    c.expect("NAMED", "円/月", "3300円/月")


@scenario
def a_version_to_come(c: Scenario) -> None:
    book = c.book().fill(ONE, code="適合", version="次期版(時期未定)").fill(TWO, code="適合", version="6.0")
    c.take(book.save())
    c.expect(ONE, "answer", ASKED)
    c.expect(TWO, "answer", "fits")


@scenario
def ids_listed_below_their_answers_and_two_codes_for_one(c: Scenario) -> None:
    c.mail(f"【未対応】\n{gap(ONE)}\n{gap(TWO)}\n\n■適合\n{gap(THREE)}\n\n以上\n", "一.txt")
    c.mail(f"{gap('shogai.conformance')}\n山田:適合です。\n佐藤:いや、未対応です。\n", "二.txt")
    for point, code in ((ONE, "unsupported"), (TWO, "unsupported"), (THREE, "fits")):
        c.expect(point, "answer", code)
    c.expect("shogai.conformance", "answer", ASKED)


@scenario
def a_mail_says_part_of_the_book_once_more(c: Scenario) -> None:
    book = c.book().fill(ONE, code="オプション有償", fact="帳票の追加", low="300万円").fill(TWO, code="適合")
    c.take(book.save())
    c.mail(f"{gap(ONE)} オプション有償です。帳票の追加\n{gap(TWO)} 未対応\n")
    c.expect(ONE, "cost_low", "3000000")
    c.expect(TWO, "answer", "unsupported")
    c.expect("NAMED", "改めました", "以前の回答(適合)を新しい回答(未対応 / 未対応)に改めました")


@scenario
def one_remark_for_many_rows(c: Scenario) -> None:
    book = c.book()
    points = [f"{system}.{point}" for system in ("kaigo", "shogai") for point in ("delivery", "conformance", "layout")]
    for point in points:
        book.fill(point, code="社内調整の段階")
    book.column("対応方針", {point: f"方針{at}" for at, point in enumerate(points)})
    c.take(book.save())
    for point in points:
        c.expect(point, "answer", ASKED)
    c.expect("NAMED", "語", "(同じ内容 6件: ")
    c.expect("NAMED", "列", "「対応方針」の列に6件の記入があり")


@scenario
def a_division_and_a_vendor_never_asked_named_by_hand(c: Scenario) -> None:
    (c.folder / "課.txt").write_text(f"{gap(ONE)} 事業者の説明のとおりで支障ありません。\n", encoding="utf-8")
    (c.folder / "他社.txt").write_text(f"{gap(TWO)} 適合\n", encoding="utf-8")
    c.steps += [["gaps", "import", "input", "課.txt", "--by", "fukushi"]]
    c.steps += [["gaps", "import", "input", "他社.txt", "--by", "yagi"]]
    c.expect(ONE, "replied", NOTHING)
    c.expect("NAMED", "所管課", "所管課意見として記録しました")
    c.expect(TWO, "answer", ASKED)


@scenario
def codes_in_the_column_of_words(c: Scenario) -> None:
    c.expect("shogai.conformance", "answer", ASKED)
    book = (
        c.book()
        .fill("shogai.conformance", code="○(R9.4予定)")
        .fill(ONE, fact="未対応です")
        .fill(TWO, fact="○")
        .fill(LAYOUT, fact="未対応")
    )
    c.take(book.fill(THREE, code="要協議", fact="適合").save())
    c.expect(ONE, "answer", "unsupported")
    c.expect(TWO, "answer", "fits")
    c.expect(LAYOUT, "answer", NOTHING)  # asks for papers, not whether a requirement is met
    c.expect(THREE, "answer", ASKED)


@scenario
def a_table_of_its_own_with_ids_in_sentences(c: Scenario) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (
        ["もみじ村 御中"],
        ["照会事項(照会ID)", "ご回答", "実施時期", "社内番号"],
        [f"提供予定日({gap(ONE)})", "期限後適合", "R9.10予定", "甲1"],
        [f"{gap(TWO)}、{gap(THREE)}", "未対応", "", "甲2"],
    ):
        sheet.append(row)
    workbook.save(c.folder / "弊社回答.xlsx")
    c.take("弊社回答.xlsx")
    c.expect(ONE, "answer", "fits_later")
    c.expect(ONE, "delivery", "2027-10-31")
    c.expect(TWO, "answer", "unsupported")
    c.expect(THREE, "answer", "unsupported")


@scenario
def a_second_table_beside_the_first(c: Scenario) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["照会ID", "回答", None, "照会ID", "回答"])
    sheet.append([gap(ONE), "適合", None, gap(TWO), "未対応"])
    workbook.save(c.folder / "二列.xlsx")
    c.take("二列.xlsx")
    c.expect(ONE, "answer", ASKED)
    c.expect(TWO, "answer", ASKED)


@scenario
def codes_and_days_of_many_ways_and_a_note_below_the_table(c: Scenario) -> None:
    book = c.book().fill("kaigo.delivery", code="R9.10対応予定").fill("shogai.delivery", code="対応予定(令和9年度末)")
    book.fill("kaigo.conformance", code="条件付き適合").fill("shogai.conformance", code="適合", other="紙台帳で管理")
    book.fill("kaigo.layout", low="一式 3,300,000円").fill("shogai.layout", low="330万円(税抜300万円)")
    book.fill("kaigo.hosting", fact="庁内サーバ").fill("shogai.hosting", fact="↑")
    book.sheet.cell(book.sheet.max_row + 2, 1, "※ 上記の回答はすべてVer.6.0を前提としています。")
    c.take(book.save())
    c.expect("kaigo.delivery", "delivery", "2027-10-31")
    c.expect("shogai.delivery", "delivery", "2028-03-31")
    for point in ("kaigo.conformance", "shogai.conformance"):
        c.expect(point, "answer", ASKED)
    c.expect("kaigo.layout", "cost_low", "3300000")
    c.expect("shogai.layout", "cost_low", "3300000")
    c.expect("shogai.hosting", "fact", ASKED)
    c.expect("NAMED", "note", "Ver.6.0を前提")


@scenario
def a_talk_on_the_telephone_written_down_and_words_of_salesmen(c: Scenario) -> None:
    c.mail(
        "【電話聴取メモ】\n日時:令和8年11月5日 14:30\n相手:はと情報 佐藤氏\n\n"
        f"・{gap('kaigo.duration')} 所要期間は12週とのこと。\n"
        f"・{gap('kaigo.delivery')} 未定とのこと。年明けに再度連絡あり。\n"
        f"・{gap('shogai.conformance')} 佐藤氏では分からないため折り返し。\n"
        f"・{gap('kaigo.layout')} 開示の可否を含め社内で検討させていただきます\n"
        f"・{gap('shogai.layout')} まずは担当営業にご相談ください\n"
        f"・{gap('kaigo.extraction')} 個別案件ごとに異なるため一概には申し上げられません\n"
        f"・{gap('shogai.extraction')} 解約の3か月前までにご連絡ください\n"
    )
    c.expect("kaigo.duration", "fact", "~12週")
    for point in ("kaigo.delivery", "shogai.conformance", "kaigo.layout", "shogai.layout", "kaigo.extraction"):
        c.expect(point, "fact", ASKED)
    c.expect("shogai.extraction", "fact", "~3か月前")


@scenario
def a_mail_that_takes_back_and_one_passed_on_that_greets_another_town(c: Scenario) -> None:
    c.take(c.book().fill("kaigo.conformance", code="適合").fill("kaigo.duration", fact="12週").save())
    c.mail(
        f"先の回答を訂正します。\n{gap('kaigo.conformance')} 正:未対応 誤:適合\n"
        f"{gap('kaigo.duration')} 前回の回答(12週)は撤回し、16週とします。\n"
    )
    c.mail(
        "かえで町 情報係 御中\n回答を転送します。\n\n---------- Forwarded message ---------\nFrom: 田中\n\n"
        f"{gap('shogai.conformance')} 適合\n{gap('shogai.duration')} 12週\n",
        "転送.txt",
    )
    c.expect("kaigo.conformance", "answer", "unsupported", ASKED)
    c.expect("kaigo.duration", "fact", "~16週")
    c.expect("shogai.conformance", "answer", "fits")
    c.expect("shogai.duration", "fact", ASKED)
    c.expect("NAMED", "body", "かえで町")
