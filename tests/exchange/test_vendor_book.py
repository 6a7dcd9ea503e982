"""What goes to a vendor: its own rows in one document, nothing of anybody else's."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import cycle

from openpyxl import load_workbook

from readiness.exchange.check_code import clean_id
from readiness.exchange.division_book import division_book, division_entries, own_questions
from readiness.exchange.fitting import fitting_codes
from readiness.exchange.labels import Labels
from readiness.exchange.letter import division_letter, vendor_letter
from readiness.exchange.letter_questions import all_numbers, asked_first
from readiness.exchange.vendor_book import file_stem, vendor_book
from readiness.exchange.vendor_select import Inquiry, Section, inquiries
from readiness.gaps.matters import MATTERS, Topic, matter_of
from readiness.gaps.register import build_register
from readiness.messages.catalogue import Catalogue, load_words
from readiness.model.body import OperatingBody, OperatingBodyKind
from readiness.model.contract import ContractKind
from readiness.model.deciding import Letter as LetterRecord
from readiness.model.deciding import LetterBasis
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import GapEntry
from readiness.model.inventory import Inventory
from readiness.model.money import CostItem, Quote
from readiness.model.planning_input import Window
from readiness.model.text import Text, text
from readiness.model.vendor import Package, Vendor
from readiness.tables.table import Value
from readiness.tables.write_csv import write_csv
from readiness.tables.write_xlsx import MARGIN, write_xlsx
from tests.builders import contract, system
from tests.exchange.towns import AREAS, AS_OF, LABELS, link, register, town


def of(vendor: str, basis: LetterBasis, town_: Inventory | None = None, limit: int | None = 50) -> Inquiry:
    found = inquiries(register(town_), town_ or town(), limit=limit)
    return next(i for i in found if (i.vendor, i.basis) == (vendor, basis))


def opened(inquiry: Inquiry, **options: str) -> dict[str, list[list[object]]]:
    book = load_workbook(BytesIO(write_xlsx(vendor_book(inquiry, town(), LABELS, AS_OF, **options))))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_one_letter_to_a_company_has_the_grounds_as_parts_that_share_no_row() -> None:
    both = of("a", LetterBasis.CONTRACT)
    bound, free = both.parts
    assert (bound.basis, free.basis) == (LetterBasis.CONTRACT, LetterBasis.REQUEST)
    assert {e.gap.system for e in bound.entries if e.gap} == {"s1"}
    assert not {e.id for e in bound.entries} & {e.id for e in free.entries}
    assert file_stem(both, (both,)) == "a"
    assert [i.vendor for i in inquiries(register(), town())] == ["a", "b"]
    cover = str(opened(both)["鑑"])
    assert "第1部は契約に基づく照会、第2部は契約の定めによらない情報提供のお願いです。" in cover
    assert "第2部への御回答は、契約上の義務に基づくものではなく" in cover and "任意" not in cover


def test_contract_inquiry_names_the_clause_and_a_request_names_none() -> None:
    cover = str(opened(of("a", LetterBasis.CONTRACT))["鑑"])
    assert "「住民記録利用契約」(総契1)第18条" in cover and "移行に関する事項について(照会)" in cover
    request = str(opened(of("b", LetterBasis.REQUEST))["鑑"])
    assert "第18条" not in request and "情報提供について(依頼)" in request and "回答は任意" in request


def test_cover_has_what_an_official_letter_needs() -> None:
    cover = {row[0]: row[1] for row in opened(of("a", LetterBasis.CONTRACT), document_number="総情第7号")["鑑"]}
    assert cover["文書番号"] == "総情第7号"
    assert cover["発信者"] == "試験町 (公印省略)" and cover["宛先"] == "甲社 代表者 様"
    assert cover["発信年月日"] == "令和 年 月 日"  # until it is sent
    assert cover["回答期限"] == "令和8年12月14日午後5時必着" or cover["回答期限"].startswith("令和8年12月14日")
    labels = ("目的", "根拠", "照会事項", "提出先・方法", "質問", "守秘・個人情報", "費用・取扱い", "担当")
    assert all(cover[label] for label in labels)
    assert not any("下書き" in str(key) for key in cover)
    draft = opened(of("a", LetterBasis.CONTRACT))["鑑"]
    assert any("下書き" in str(row[0]) for row in draft)


def test_one_deadline_on_a_working_day_and_questions_back_within_a_week() -> None:
    inquiry = of("a", LetterBasis.CONTRACT)
    holiday = date(2026, 12, 14)
    letter = vendor_letter(inquiry, town(), LABELS, AS_OF, closed=lambda day: day.weekday() >= 5 or day == holiday)
    assert (letter.due, letter.question_due) == (date(2026, 12, 15), date(2026, 11, 30))
    record = LetterRecord(
        id="l1", basis=LetterBasis.CONTRACT, addressee="a", number="総情第9号", sent_on=date(2026, 11, 24),
        answer_due=date(2026, 12, 24), question_due=date(2026, 12, 1), to_title="公共営業部長", secrecy="関係者限り",
    )  # fmt: skip
    told = vendor_letter(inquiry, replace(town(), letters=(record,)), LABELS, AS_OF)
    assert (told.due, told.question_due, told.number) == (date(2026, 12, 24), date(2026, 12, 1), "総情第9号")
    assert told.sent == date(2026, 11, 24) and told.secrecy == "関係者限り" and "公共営業部長 様" in told.addressee
    over = replace(record, sent_on=date(2026, 11, 1))  # an older letter's number is not used again
    assert vendor_letter(inquiry, replace(town(), letters=(over,)), LABELS, AS_OF).number == ""


def test_a_centre_or_union_is_consulted_on_its_rules_and_not_as_a_company() -> None:
    twin = OperatingBody(id="ob", name="甲電算センター", kind=OperatingBodyKind.COMPUTING_CENTRE, vendor="a")
    town_ = replace(town(), operating_bodies=(twin,))
    inquiry = next(i for i in inquiries(register(town_), town_) if i.vendor == "a")
    assert [part.basis for part in inquiry.parts] == [LetterBasis.STATUTE]
    letter = vendor_letter(inquiry, town_, LABELS, AS_OF)
    assert letter.addressee[-2:] == ("甲電算センター", "所長 様")
    said = " ".join((letter.title, *letter.opening, *(text for item in letter.items for text in item)))
    said += " ".join(question.ask for question in letter.questions)
    assert all(word in said for word in ("決定機関", "予告", "負担金の按分", "共同調達", "移行の順序", "規約"))
    assert not [word for word in ("事業者", "回答は任意", "見積", "契約条項") if word in said]


def test_a_party_that_leaves_is_asked_about_handing_over_and_not_what_it_will_deliver() -> None:
    gone = replace(town().vendors[0], service_end=date(2028, 3, 31), withdrawal_notice=date(2026, 4, 1))
    town_ = replace(town(), vendors=(gone, town().vendors[1]))
    inquiry = next(i for i in inquiries(register(town_), town_) if i.vendor == "a")
    letter = vendor_letter(inquiry, town_, LABELS, AS_OF)
    assert letter.questions[0].topic is Topic.ENDING and letter.questions[0].number == "1-1"
    assert not [q for q in letter.questions if "提供可能時期" in q.ask or "提供予定日" in q.title]
    entries = division_entries(register(town_), town_)["jumin"]
    own = own_questions("jumin", entries, town_)
    assert any(matter_of(e.gap).key == "delivery" for e in own if e.gap)  # the division is asked of the successor


def test_printed_numbers_are_those_of_the_book_row_by_row() -> None:
    inquiry = of("a", LetterBasis.CONTRACT)
    letter = vendor_letter(inquiry, town(), LABELS, AS_OF)
    printed = [line.number for question in letter.questions for line in question.lines]
    head, *rows = opened(inquiry)["照会事項"]
    assert [row[head.index("照会番号")] for row in rows] == printed and len(set(printed)) == len(printed)
    assert [row[head.index("照会ID")] for row in rows] == [entry.id for entry in inquiry.entries]


def title_of(point: str) -> Text:
    """The title of a point, whatever it speaks of."""
    key = f"gap.{point}.title"
    return text(key, **dict.fromkeys(re.findall(r"{(\w+)", load_words("gap")[key]["ja"]), 1))


def every_matter(asked: Subject, systems: tuple[str, ...] = ("s1", "s2")) -> tuple[GapEntry, ...]:
    """A point of every matter about each system, as a party with a lot to answer for is asked."""
    model = next(entry.gap for entry in register().entries if entry.gap)
    gaps = [
        replace(model, asked=asked, system=system, requirement=f"builtin:{point}", subject=Subject("system", system),
                title=title_of(point), rank=rank)
        for matter, rank in zip(MATTERS, cycle(Rank), strict=False)
        for point in matter.points[:1]
        for system in systems
    ]  # fmt: skip
    return build_register(tuple(gaps), ()).entries


def test_however_much_one_party_is_asked_a_topic_is_one_group_and_a_matter_one_question() -> None:
    """Under contract for one system and not for the other: the second part goes on with the lines of the first."""
    entries = [entry for entry in every_matter(Subject("vendor", "a")) if entry.gap]
    entries = [e for e in entries if matter_of(e.gap).topic not in (Topic.OWN, Topic.CONTRACT)]  # asked inside the body
    parts = tuple(
        Section(basis=basis, entries=tuple(entry for entry in entries if entry.gap.system == one))
        for basis, one in ((LetterBasis.CONTRACT, "s1"), (LetterBasis.REQUEST, "s2"))
    )  # fmt: skip
    letter = vendor_letter(Inquiry(vendor="a", parts=parts), town(), LABELS, AS_OF)
    stated = {question.number for question in letter.questions}
    assert len({number.split("-")[0] for number in stated}) <= 8 and len(stated) <= 25
    assert f"({len({n.split('-')[0] for n in stated})}群{len(stated)}問" in dict(letter.items)["照会事項"]
    numbers = list(all_numbers(parts).values())
    assert len(numbers) == len(set(numbers)) == letter.lines == 2 * len(stated)
    first, second = ([q for q in letter.questions if q.part == part] for part in (1, 2))
    assert [q.number for q in first] == [q.number for q in second]
    assert not any(q.again for q in first) and all(q.again for q in second)
    assert (first[0].lines[0].number, second[0].lines[0].number) == ("1-1-01", "1-1-02")


def test_what_only_the_second_part_asks_stands_in_its_group() -> None:
    entries = [entry for entry in every_matter(Subject("vendor", "a")) if entry.gap]
    wanted = {"s1": ("layout", "platform"), "s2": ("extraction", "platform")}
    parts = tuple(
        Section(
            basis=basis,
            entries=tuple(e for e in entries if e.gap.system == one and matter_of(e.gap).key in wanted[one]),
        )
        for basis, one in ((LetterBasis.CONTRACT, "s1"), (LetterBasis.REQUEST, "s2"))
    )
    letter = vendor_letter(Inquiry(vendor="a", parts=parts), town(), LABELS, AS_OF)
    assert [(q.part, q.number) for q in letter.questions] == [(1, "1-1"), (1, "2-1"), (2, "1-2"), (2, "2-1")]


def test_a_division_gets_twenty_questions_on_paper_and_the_rest_in_its_book() -> None:
    entries = every_matter(Subject("division", "jumin"))
    letter = division_letter("jumin", entries, town(), LABELS, AS_OF)
    assert len(letter.questions) == 20 and len({q.topic for q in letter.questions}) <= 8
    assert f"このほかの{len(MATTERS) - 20}問は、Excelの回答票に掲載する。" in dict(letter.items)["照会事項"]
    numbers = all_numbers(asked_first(entries))
    assert len(set(numbers.values())) == len(entries) == 2 * len(MATTERS)
    printed = {line.number for question in letter.questions for line in question.lines}
    assert printed == set(list(numbers.values())[: len(printed)])
    ranks = [min(e.gap.rank.value for e in entries if e.gap and numbers[e.gap.id] in group) for group in
             (printed, set(numbers.values()) - printed)]  # fmt: skip
    assert ranks[0] == "A" and ranks[1] > "A"  # what holds up a date is never left for later


def test_questions_inside_the_body_have_an_example_of_their_own_kind() -> None:
    """With the days about the letter's and the busy time of the area; whoever is outside gets none."""
    window = Window(id="w", name="納税通知書の発送", systems=("s1",), from_="04-01", to="05-10")
    town_ = replace(town(), windows=(window,))
    letter = division_letter("jumin", every_matter(Subject("division", "jumin"))[:24], town_, LABELS, AS_OF)
    said = {question.title: question.example for question in letter.questions}
    assert len(set(said.values())) == len(said) > 8 and all(said.values())
    assert "令和8年10月" in said["データ項目定義の提供"] and "別紙1" in dict(letter.items)["記入例"]
    asked = every_matter(Subject("division", "jumin"))
    own = tuple(e for e in asked if e.gap and matter_of(e.gap).key in ("intention", "devices"))
    first, second = division_letter("jumin", own, town_, LABELS, AS_OF).questions
    assert "令和10年3月31日" in first.example and "納税通知書の発送の時期を避ける" in second.example
    _, plain = division_letter("jumin", own, town(), LABELS, AS_OF).questions
    assert "業務の繁忙期を避ける" in plain.example
    outside = vendor_letter(of("a", LetterBasis.CONTRACT), town(), LABELS, AS_OF)
    assert not any(question.example for question in outside.questions)


def test_rows_carry_id_revision_and_check_code_and_no_id_of_the_body() -> None:
    head, *rows = opened(of("a", LetterBasis.CONTRACT))["照会事項"]
    assert head[0] == "照会番号" and head[-1] == "照合コード"
    at = head.index("照会ID")
    assert rows and all(clean_id(str(row[at])) == row[at] and re.fullmatch("[0-9A-Z]{4}", str(row[-1])) for row in rows)
    assert not {"システムID", "連携相手のシステムID", "影響区分"} & {str(word) for word in head}
    assert not [cell for row in rows for cell in row if str(cell) in ("s1", "s2", "L0", "L1", "c1")]


def test_twelve_columns_are_seen_the_answer_on_the_first_screen_and_print_is_legible() -> None:
    """A4 landscape is 297 mm wide; a character is about 7 px of 96 to the inch; the books are written in 10 points."""
    entries = division_entries(register(), town())["jumin"]
    books = (
        vendor_book(of("a", LetterBasis.CONTRACT), town(), LABELS, AS_OF),
        division_book("jumin", entries, town(), LABELS, AS_OF),
    )
    for book, answer in zip(books, ("answer", "own_fact"), strict=True):
        seen = [column for column in book.tables[0].columns if not column.folded]
        assert len(seen) <= 12
        pixels = [7 * column.width + 5 for column in seen]
        first = [column.key for column in seen].index(answer)
        assert sum(pixels[: first + 1]) <= 1280
        printable = (297 / 25.4 - 2 * MARGIN) * 96
        assert 10 * min(1, printable / sum(pixels)) >= 8
        raw = write_xlsx(book)
        sheet = load_workbook(BytesIO(raw)).worksheets[1]
        hidden = [key for key, dim in sheet.column_dimensions.items() if dim.hidden and dim.outlineLevel == 1]
        assert hidden and sheet.page_setup.orientation == "landscape"


def test_a_limit_keeps_the_most_blocking_rows() -> None:
    whole, some = of("a", LetterBasis.CONTRACT, limit=None), of("a", LetterBasis.CONTRACT, limit=3)
    assert len(some.entries) == 3 and some.left == len(whole.entries) - 3
    ranks = sorted(e.gap.rank.value for e in whole.entries if e.gap)
    assert sorted(e.gap.rank.value for e in some.entries if e.gap) == ranks[:3]
    assert f"このほか{some.left}件" in str(opened(some)["鑑"])


def test_keys_are_locked_and_answers_are_open_with_lists() -> None:
    book = load_workbook(BytesIO(write_xlsx(vendor_book(of("a", LetterBasis.CONTRACT), town(), LABELS, AS_OF))))
    sheet = book["照会事項"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.protection.sheet
    assert sheet.cell(2, heads["照会ID"]).protection.locked
    assert not sheet.cell(2, heads["回答区分"]).protection.locked
    rules = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {f"{sheet.cell(2, heads[head]).column_letter}2" for head in ("回答区分", "回答内容")}
    offered = [{cell for cell in row[3:] if cell} for row in book["定義"].iter_rows(values_only=True)]
    assert {"未対応", "対象外", "未確認"} in offered
    gaps = [entry.gap for entry in register().entries if entry.gap is not None]
    codes = {matter_of(gap).topic is Topic.FIT: fitting_codes(gap, LABELS) for gap in gaps}
    assert "適合" not in codes[False] and (True not in codes or "期限後適合(経過措置)" in codes[True])


def planted() -> Inventory:
    """Every text and number of vendor b's records is a canary."""
    base = town()
    b = Vendor(
        id="b",
        name="CANARY-name",
        source="CANARY-source",
        note="CANARY-note",
        confirmed_by="CANARY-confirmed",
        corporate_number="CANARY-number",
        group="CANARY-group",
        contact_person="CANARY-person",
        address="CANARY-address",
        merged_into="CANARY-merged",
    )
    package = Package(
        id="pb",
        name="CANARY-package",
        vendor="b",
        version="CANARY-version",
        csp="CANARY-csp",
        note="CANARY-pnote",
        conformance_numbers=("CANARY-conformance",),
    )
    systems = tuple(
        s
        if s.vendor != "b"
        else replace(
            s,
            name="CANARY-system",
            package="pb",
            note="CANARY-snote",
            source="CANARY-ssource",
            csp="CANARY-scsp",
            data_centre="CANARY-dc",
            platform="CANARY-platform",
            move="CANARY-move",
        )
        for s in base.systems
    )
    theirs = contract(
        "c2",
        name="CANARY-contract",
        vendor="b",
        systems=("s3",),
        number="CANARY-no",
        inquiry_clause="CANARY-clause",
        annual_amount=987654321,
        extraction_fee=987654322,
        penalty=987654323,
        note="CANARY-cnote",
    )
    quote = Quote(
        id="q1",
        name="CANARY-quote",
        item=CostItem.MIGRATION,
        vendor="b",
        system="s1",
        amount=987654324,
        number="CANARY-qno",
        funding="CANARY-funding",
    )
    return replace(
        base,
        vendors=(base.vendors[0], b),
        packages=(*base.packages, package),
        systems=systems,
        contracts=(replace(base.contracts[0], annual_amount=987654325, note="CANARY-own-note"), theirs),
        quotes=(quote,),
    )


def test_no_part_of_a_book_holds_anything_of_another_vendor_or_any_price() -> None:
    town_ = planted()
    for inquiry in inquiries(register(town_), town_, limit=None):
        book = vendor_book(inquiry, town_, LABELS, AS_OF)
        parts = {"csv": write_csv(book.tables[0])}
        with zipfile.ZipFile(BytesIO(write_xlsx(book))) as archive:
            parts |= {name: archive.read(name) for name in archive.namelist()}
        for name, content in parts.items():
            assert b"98765432" not in content, name
            if inquiry.vendor == "a":
                assert b"CANARY" not in content, name
            else:
                assert "甲".encode() not in content, name
    assert {i.vendor for i in inquiries(register(town_), town_)} == {"a", "b"}


def test_a_contractor_is_not_told_whose_system_its_contract_is_about() -> None:
    base = planted()
    shared = contract("c3", name="共同利用契約", vendor="a", systems=("s3",), kind=ContractKind.JOINT_USE)
    town_ = replace(base, contracts=(*base.contracts, shared))

    def rows(inventory_: Inventory, name: str) -> list[Mapping[str, Value]]:
        found = inquiries(register(inventory_), inventory_, limit=None)
        books = [vendor_book(inquiry, inventory_, LABELS, AS_OF) for inquiry in found if inquiry.vendor == "a"]
        return [row for book in books for row in book.tables[0].records() if name in str(row["current"])]

    (row,) = rows(town_, "共同利用契約")
    assert (row.get("system"), row.get("system_name", ""), row["areas"]) == (None, "", "個人住民税")
    lease = replace(shared, name="賃貸借契約", kind=ContractKind.LEASE)
    assert rows(replace(base, contracts=(*base.contracts, lease)), "賃貸借契約") == []  # who leases cannot extract


JUDGEMENT = (
    "ロックイン",
    "不備",
    "違反",
    "遅延",
    "怠",
    "問題",
    "不適切",
    "囲い込み",
    "lock-in",
    "violation",
    "failure",
)


def test_no_word_of_judgement_in_either_language() -> None:
    for language in ("ja", "en"):
        labels = Labels(Catalogue(language), AREAS)  # type: ignore[arg-type]
        for inquiry in inquiries(register(), town(), limit=None):
            content = write_csv(vendor_book(inquiry, town(), labels, AS_OF).tables[0]).decode("utf-8-sig")
            assert not [word for word in JUDGEMENT if word in content]
            assert "⟦" not in content


HOSTILE = ("=1+1", "+81", "-1", "@SUM(A1)", "\tx", "＝1+1", "'=x", "http://example.invalid/", '=HYPERLINK("http://x")')


def test_hostile_text_is_never_a_formula_a_link_or_a_number() -> None:
    for word in HOSTILE:
        town_ = replace(town(), systems=tuple(replace(s, name=word) for s in town().systems))
        book = vendor_book(of("a", LetterBasis.CONTRACT, town_), town_, LABELS, AS_OF)
        raw = write_xlsx(book)
        sheet = load_workbook(BytesIO(raw))["照会事項"]
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
        listed = {cell.column for cell in sheet[1] if str(cell.value).startswith("#")}  # which words a row offers
        assert not [c for c in cells if c.data_type == "n" and not isinstance(c.value, date) and c.column not in listed]
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            sheets = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in sheet for sheet in sheets) and not any(b"<hyperlink" in sheet for sheet in sheets)
        rows = list(csv.reader(io.StringIO(write_csv(book.tables[0]).decode("utf-8-sig"))))
        at = rows[0].index("システム名")
        assert all(not row[at] or row[at][0] not in "=+-@\t\r＝＋－＠" for row in rows[1:])


def test_links_of_one_name_are_told_apart_where_the_row_is_read() -> None:
    """The column of the other end is folded and not printed."""
    told = town()
    told = replace(
        told,
        systems=(*told.systems, system("s4", vendor="b", areas=("health_management",))),
        interfaces=(link("L0", "s1", "s3", data="異動"), link("L2", "s1", "s4", data="異動")),
    )
    rows = opened(of("a", LetterBasis.CONTRACT, told))["照会事項"]
    at = rows[0].index("事項")
    titles = [row[at] for row in rows[1:] if str(row[at]).startswith("連携仕様書(異動)")]
    assert len(titles) == len(set(titles)) == 2 and all("相手: " in str(title) for title in titles)
