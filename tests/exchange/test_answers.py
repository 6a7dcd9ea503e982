"""Answers come home: whatever happened to the book on its way, each answer reaches its gap or is reported by row."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook as NewWorkbook
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from readiness.exchange.division_book import division_book, division_entries
from readiness.exchange.questions import key_row
from readiness.exchange.replies.amounts import read_hours, read_yen
from readiness.exchange.replies.apply import Applied
from readiness.exchange.replies.mail import read_mail
from readiness.exchange.replies.read import read_answers
from readiness.exchange.replies.row import ReadRows
from readiness.exchange.rows import Incoming
from readiness.exchange.vendor_book import vendor_book
from readiness.exchange.vendor_select import Inquiry, inquiries
from readiness.gaps.register import asking, bookkeeping
from readiness.model.conformance import Answer
from readiness.model.deciding import LetterBasis
from readiness.model.gap import EventKind, GapEvent, GapState, Register
from readiness.model.text import text
from readiness.model.unknown import UNKNOWN
from readiness.sources.csvfile import parse_csv
from readiness.sources.xlsx import parse_workbook
from readiness.tables.write_csv import write_csv
from readiness.tables.write_xlsx import write_xlsx
from tests.exchange.towns import AS_OF, LABELS, applied_to, register, town

LATER = date(2026, 12, 18)


def sent() -> tuple[Register, Inquiry, tuple[GapEvent, ...]]:
    """Vendor a's inquiry under contract, recorded as sent."""
    opened = bookkeeping(register(), AS_OF)
    inquiry = next(
        i for i in inquiries(register(events=opened), town()) if (i.vendor, i.basis) == ("a", LetterBasis.CONTRACT)
    )
    events = (*opened, *asking(inquiry.entries, AS_OF, {}, "総情第1号"))
    return register(events=events), inquiry, events


def filled(edit: Callable[[Worksheet, Mapping[str, int]], None], inquiry: Inquiry) -> bytes:
    book = load_workbook(BytesIO(write_xlsx(vendor_book(inquiry, town(), LABELS, AS_OF, document_number="総情第1号"))))
    sheet = book["照会事項"]
    edit(sheet, {str(cell.value): cell.column for cell in sheet[1]})
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xlsx(raw: bytes) -> ReadRows:
    return read_answers(Incoming(workbook=parse_workbook(raw, "返送.xlsx")), LABELS)


def answer_all(sheet: Worksheet, at: Mapping[str, int]) -> None:
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, at["回答内容"], f"{sheet.cell(row, at['照会ID']).value} への回答")


def codes(applied: Applied) -> list[str]:
    return [remark.message.key.removeprefix("exchange.note.") for remark in applied.notes]


def test_filled_in_answers_become_events_and_the_state_moves_on() -> None:
    def edit(sheet: Worksheet, at: Mapping[str, int]) -> None:
        sheet.cell(2, at["回答区分"], "期限後適合(経過措置)")
        sheet.cell(2, at["提供予定日"], "令和9年3月")
        sheet.cell(2, at["概算費用(下限・円)"], "1,200千円")
        sheet.cell(2, at["提供版"], "1.10")
        sheet.cell(3, at["回答区分"], "○")
        sheet.cell(4, at["回答内容"], "0012")

    register_, inquiry, events = sent()
    applied = applied_to(xlsx(filled(edit, inquiry)).rows, register_, LATER)
    assert not applied.notes and applied.counts == {"answered": 3}
    after = register(events=(*events, *applied.events))
    first, second, third = (after.by_id[entry.id] for entry in inquiry.entries[:3])
    assert first.state is GapState.ANSWERED and first.reply is not None
    assert first.reply.answer is Answer.FITS_LATER and first.reply.delivery == date(2027, 3, 31)
    assert first.reply.cost_low == 1_200_000 and first.reply.version == "1.10"
    assert second.reply is not None and second.reply.answer is Answer.FITS
    assert third.reply is not None and third.reply.fact == "0012"
    assert after.by_id[inquiry.entries[3].id].state is GapState.ASKED


def test_the_same_file_twice_records_nothing_more() -> None:
    register_, inquiry, events = sent()
    rows = xlsx(filled(answer_all, inquiry)).rows
    first = applied_to(rows, register_, LATER)
    again = applied_to(rows, register(events=(*events, *first.events)), date(2027, 1, 4))
    assert len(first.events) == len(inquiry.entries)
    assert again.events == () and again.counts == {"unchanged": len(inquiry.entries)}


def test_sorted_rows_inserted_columns_and_renamed_sheets_do_no_harm() -> None:
    register_, inquiry, _ = sent()
    raw = filled(answer_all, inquiry)
    source = load_workbook(BytesIO(raw))["照会事項"]
    rows = [[cell.value for cell in row] for row in source.iter_rows()]
    head, body = rows[0], rows[1:]
    random.Random(1).shuffle(body)
    order = list(range(len(head)))
    random.Random(2).shuffle(order)
    new = NewWorkbook()
    sheet = new.active
    sheet.title = "コピー (2)"
    sheet.append(["送付状"])
    sheet.append(["弊社管理番号", *(head[i] for i in order)])
    for number, row in enumerate(body):
        sheet.append([number, *(row[i] for i in order)])
    buffer = BytesIO()
    new.save(buffer)
    read = xlsx(buffer.getvalue())
    applied = applied_to(read.rows, register_, LATER)
    assert set(codes(applied)) == {"code-unclear"}  # words where a code was asked
    assert {e.gap: e.reply.fact for e in applied.events if e.reply} == {
        entry.id: f"{entry.id} への回答" for entry in inquiry.entries
    }


def test_sorting_only_some_columns_is_noticed_row_by_row() -> None:
    def edit(sheet: Worksheet, at: Mapping[str, int]) -> None:
        answer_all(sheet, at)
        for column in range(1, at["回答区分"]):  # what stands before the answers, of what is seen
            first, second = sheet.cell(2, column).value, sheet.cell(3, column).value
            sheet.cell(2, column, second)
            sheet.cell(3, column, first)

    register_, inquiry, events = sent()
    applied = applied_to(xlsx(filled(edit, inquiry)).rows, register_, LATER)
    assert codes(applied).count("check-code") == 2 and applied.counts["held"] == 2
    held = [event for event in applied.events if event.kind is EventKind.UNMATCHED]
    assert len(held) == 2 and all("への回答" in event.note for event in held)
    after = register(events=(*events, *applied.events))
    assert len(after.unmatched) == 2
    assert after.by_id[inquiry.entries[0].id].state is GapState.ASKED


def test_unreadable_cells_stay_as_words_and_are_reported_with_their_place() -> None:
    def edit(sheet: Worksheet, at: Mapping[str, int]) -> None:
        sheet.cell(2, at["回答区分"], "だいたい対応")
        sheet.cell(2, at["提供予定日"], "来春")
        sheet.cell(2, at["概算費用(上限・円)"], "応相談")
        sheet.cell(2, at["備考"], "別紙参照")

    register_, inquiry, _ = sent()
    read = xlsx(filled(edit, inquiry))
    assert [remark.message.key.rpartition(".")[2] for remark in read.notes] == ["word", "date", "number"]
    assert all(remark.place.startswith("照会事項!") for remark in read.notes)
    (event,) = applied_to(read.rows, register_, LATER).events
    assert event.reply is not None and event.reply.answer is UNKNOWN and event.reply.delivery is None
    assert event.reply.words == "別紙参照\n回答区分: だいたい対応\n提供予定日: 来春\n概算費用(上限・円): 応相談"


def test_unknown_ids_rows_without_id_and_rows_twice_are_held_not_lost() -> None:
    def edit(sheet: Worksheet, at: Mapping[str, int]) -> None:
        sheet.cell(2, at["照会ID"], "G-00000-00000")
        sheet.cell(2, at["回答内容"], "甲")
        sheet.cell(3, at["照会ID"]).value = None
        sheet.cell(3, at["回答内容"], "乙")
        sheet.cell(4, at["回答内容"], "丙")
        sheet.append([cell.value for cell in sheet[4]])
        sheet.cell(sheet.max_row, at["回答内容"], "丁")

    register_, inquiry, events = sent()
    rows = xlsx(filled(edit, inquiry)).rows
    applied = applied_to(rows, register_, LATER)
    assert sorted(codes(applied)) == ["no-id", "twice", "twice", "unknown-id"]
    assert sorted(event.note.partition(": ")[2] for event in applied.events) == ["丁", "丙", "乙", "甲"]
    again = applied_to(rows, register(events=(*events, *applied.events)), LATER)
    assert again.events == ()


def test_an_answer_to_a_wording_nobody_knows_is_held_until_somebody_says_whose_it_is() -> None:
    def edit(sheet: Worksheet, at: Mapping[str, int]) -> None:
        sheet.cell(2, at["改訂"], "ZZZZ")
        sheet.cell(2, at["照合コード"]).value = None
        sheet.cell(2, at["回答内容"], "甲")

    register_, inquiry, _ = sent()
    applied = applied_to(xlsx(filled(edit, inquiry)).rows, register_, LATER)
    assert codes(applied) == ["whose-answer"] and applied.counts == {"held": 1}
    assert [event.kind for event in applied.events] == [EventKind.UNMATCHED]


def test_the_check_code_tells_which_id_was_meant() -> None:
    register_, inquiry, _ = sent()
    meant = inquiry.entries[0].id

    def edit(sheet: Worksheet, at: Mapping[str, int]) -> None:
        sheet.cell(2, at["照会ID"], "G-ZZZZZ-ZZZZZ")
        sheet.cell(2, at["回答内容"], "甲")

    (remark,) = applied_to(xlsx(filled(edit, inquiry)).rows, register_, LATER).notes
    assert remark.message == text("exchange.note.unknown-id", near=meant)


def test_answer_to_an_older_wording_is_recorded_and_said_so() -> None:
    _, inquiry, _ = sent()
    raw = filled(answer_all, inquiry)
    moved = town()
    gap = inquiry.entries[0].gap
    assert gap is not None
    # The same gap, asked anew: what the log knew is another revision.
    stale = [GapEvent(gap=gap.id, kind=EventKind.OPENED, at=AS_OF, revision="0000")]
    rows = [row for row in xlsx(raw).rows if row.id == gap.id]
    from dataclasses import replace

    from readiness.exchange.check_code import check_code

    old = replace(rows[0], revision="0000", check=check_code(gap.id, "0000"))
    applied = applied_to([old], register(moved, tuple(stale)), LATER)
    assert codes(applied) == ["code-unclear", "superseded"] and applied.events[0].revision == "0000"
    entry = register(moved, (*stale, *applied.events)).by_id[gap.id]
    assert entry.stale_reply and entry.reply is not None


def test_changed_key_cells_are_remarked_and_the_answer_is_taken() -> None:
    def edit(sheet: Worksheet, at: Mapping[str, int]) -> None:
        sheet.cell(2, at["回答いただきたい内容"], "回答不要")
        sheet.cell(2, at["回答内容"], "済")

    register_, inquiry, _ = sent()
    shown = {e.id: (key_row(e.gap, town(), LABELS, e.due),) for e in register_.entries if e.gap}
    applied = applied_to(xlsx(filled(edit, inquiry)).rows, register_, LATER, shown=shown)
    assert codes(applied) == ["key-changed", "code-unclear"] and applied.counts == {"answered": 1}
    untouched = applied_to(xlsx(filled(answer_all, inquiry)).rows, register_, LATER, shown=shown)
    assert set(codes(untouched)) == {"code-unclear"}


def test_csv_with_formulas_in_the_answers_comes_back_as_it_was() -> None:
    register_, inquiry, _ = sent()
    table = vendor_book(inquiry, town(), LABELS, AS_OF).tables[0]
    rows = list(csv.reader(io.StringIO(write_csv(table).decode("utf-8-sig"))))
    at, key = rows[0].index("回答内容"), rows[0].index("照会ID")
    rows[1][at] = "'=1+1 は式ではない"
    rows[2][at] = "-1"
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    for raw in (buffer.getvalue().encode("utf-8-sig"), buffer.getvalue().encode("cp932", errors="replace")):
        read = read_answers(Incoming(workbook=parse_csv(raw, "返送.csv"), csv=True), LABELS)
        facts = {e.gap: e.reply.fact for e in applied_to(read.rows, register_, LATER).events if e.reply}
        assert facts == {rows[1][key]: "=1+1 は式ではない", rows[2][key]: "-1"}


def test_lost_headers_ids_are_still_found_by_their_shape() -> None:
    def edit(sheet: Worksheet, at: Mapping[str, int]) -> None:
        sheet.cell(1, at["照会ID"], "No.")
        sheet.cell(2, at["回答内容"], "済")

    register_, inquiry, _ = sent()
    applied = applied_to(xlsx(filled(edit, inquiry)).rows, register_, LATER)
    assert [e.gap for e in applied.events] == [inquiry.entries[0].id]


def test_ids_and_answers_pasted_from_a_mail() -> None:
    register_, inquiry, events = sent()
    first, second, third = (entry.id for entry in inquiry.entries[:3])
    mail = f"""
お世話になっております。下記のとおり回答します。
{first} 適合 操作手順書12頁
> {second.lower().replace("-", "－")}: 期限後適合(経過措置) 2027年3月提供
  版は2.0の予定です
{third.replace("G-", "G ").replace("0", "O")} 提供可否を確認中です
--
甲社 担当
"""
    read = read_mail(mail.splitlines(), "mail.txt")
    applied = applied_to(read.rows, register_, LATER)
    assert codes(applied) == ["no-answer-yet"]
    found = {event.gap: event.reply for event in applied.events}
    assert list(found) == [first, second, third] and applied.events[2].kind is EventKind.NOTED
    assert found[first] is not None and found[first].answer is Answer.FITS
    assert found[second] is not None and found[second].answer is Answer.FITS_LATER
    assert found[second].delivery == date(2027, 3, 31) and "版は2.0" in found[second].fact
    assert found[third] is not None and found[third].answer is UNKNOWN and "甲社" not in found[third].fact
    assert applied_to(read.rows, register(events=(*events, *applied.events)), LATER).events == ()


def test_division_book_round_trips_evaluation_hours_and_decision() -> None:
    register_, inquiry, events = sent()
    answers = applied_to(xlsx(filled(answer_all, inquiry)).rows, register_, LATER).events
    now = register(events=(*events, *answers))
    entries = division_entries(now, town())
    assert set(entries) >= {"jumin", "zei"}
    book = load_workbook(BytesIO(write_xlsx(division_book("jumin", entries["jumin"], town(), LABELS, LATER))))
    sheet = book["所管課確認"]
    at = {str(cell.value): cell.column for cell in sheet[1]}
    target = inquiry.entries[0].id
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, at["照会ID"]).value == target:
            assert sheet.cell(row, at["回答内容"]).value == f"{target} への回答"
            assert sheet.cell(row, at["回答内容"]).protection.locked
            sheet.cell(row, at["所管課評価"], "運用で代替")
            sheet.cell(row, at["増加事務量(時間/年)"], 40)
            sheet.cell(row, at["庁内決定"], "当面は運用で対応")
            sheet.cell(row, at["決裁日"], "R8.12.10")
            sheet.cell(row, at["文書番号"], "住第12号")
    buffer = BytesIO()
    book.save(buffer)
    read = xlsx(buffer.getvalue())
    applied = applied_to(read.rows, now, LATER, by="jumin")
    assert applied.counts == {"evaluated": 1, "decided": 1}
    entry = register(events=(*events, *answers, *applied.events)).by_id[target]
    assert entry.state is GapState.DECIDED and entry.reply is not None
    assert entry.evaluation is not None and entry.evaluation.evaluation is Answer.WORKAROUND
    assert entry.evaluation.added_hours == 40
    assert entry.ruling is not None
    assert (entry.ruling.decided_on, entry.ruling.document_number) == (date(2026, 12, 10), "住第12号")
    done = register(events=(*events, *answers, *applied.events))
    assert applied_to(read.rows, done, LATER, by="jumin").events == ()


def test_division_answers_its_own_questions() -> None:
    register_, _, events = sent()
    entries = division_entries(register_, town())["jumin"]
    own = next(entry for entry in entries if entry.gap and entry.gap.asked.kind == "division")
    book = load_workbook(BytesIO(write_xlsx(division_book("jumin", (own,), town(), LABELS, LATER))))
    sheet = book["所管課確認"]
    at = {str(cell.value): cell.column for cell in sheet[1]}
    sheet.cell(2, at["所管課の回答"], "令和13年3月31日まで")
    buffer = BytesIO()
    book.save(buffer)
    rows = xlsx(buffer.getvalue()).rows
    applied = applied_to(rows, register_, LATER, by="jumin")
    entry = register(events=(*events, *applied.events)).by_id[own.id]
    assert entry.state is GapState.ANSWERED and entry.reply is not None
    assert entry.reply.fact == "令和13年3月31日まで"
    assert applied_to(rows, register(events=(*events, *applied.events)), LATER, by="jumin").events == ()


def test_a_file_without_our_table_is_told_apart(tmp_path: Path) -> None:
    new = NewWorkbook()
    new.active.append(["品名", "数量"])
    buffer = BytesIO()
    new.save(buffer)
    assert xlsx(buffer.getvalue()).tables == 0


def test_amounts_and_hours_of_endless_digits_are_no_answer() -> None:
    for cell in ("9" * 400, "9" * 400 + "円", "1〜" + "9" * 400, "9" * 400 + "万円"):
        assert (read_yen(cell).low, read_yen(cell).problem) == (None, "number")
        assert read_hours(cell.replace("円", "時間")) == (None, "hours")


def test_a_mail_saved_with_its_head_arrows_and_numbers_of_the_letter() -> None:
    register_, inquiry, _ = sent()
    ids = [entry.id for entry in inquiry.entries[:5]]
    mail = f"""件名: Re: 移行に関する照会
日時: 2026/11/20 10:12

【1-2-02】{ids[0]}
　回答区分：適合
　回答内容：標準機能で対応済みです
{ids[1]} ⇒ 未対応
{ids[2]}および{ids[3]}はいずれも適合です。
{ids[4]} 社内確認中のため、来週回答します。
"""
    read = read_mail(mail.splitlines(), "mail.txt", labels=LABELS)
    applied = applied_to(read.rows, register_, LATER)
    given = {e.gap: e.reply.answer for e in applied.events if e.kind is EventKind.ANSWERED and e.reply}
    assert given == {ids[0]: Answer.FITS, ids[1]: Answer.UNSUPPORTED, ids[2]: Answer.FITS, ids[3]: Answer.FITS}
    assert not read.notes and codes(applied) == ["no-answer-yet"]
