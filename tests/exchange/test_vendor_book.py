"""What goes to a vendor: its own rows, one ground a document, nothing of anybody else's."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from readiness.exchange.check_code import GAP_ID
from readiness.exchange.labels import Labels
from readiness.exchange.vendor_book import file_stem, vendor_book
from readiness.exchange.vendor_select import Ground, Inquiry, inquiries
from readiness.messages.catalogue import Catalogue
from readiness.model.contract import ContractKind
from readiness.model.inventory import Inventory
from readiness.model.money import CostItem, Quote
from readiness.model.vendor import Package, Vendor
from readiness.tables.table import Value
from readiness.tables.write_csv import write_csv
from readiness.tables.write_xlsx import write_xlsx
from tests.builders import contract
from tests.exchange.towns import AREAS, AS_OF, LABELS, register, town


def of(vendor: str, ground: Ground, town_: Inventory | None = None, limit: int | None = 50) -> Inquiry:
    found = inquiries(register(town_), town_ or town(), limit=limit)
    return next(i for i in found if (i.vendor, i.ground) == (vendor, ground))


def opened(inquiry: Inquiry, **options: str) -> dict[str, list[list[object]]]:
    book = load_workbook(BytesIO(write_xlsx(vendor_book(inquiry, town(), LABELS, AS_OF, **options))))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_two_grounds_are_two_documents_that_share_no_row() -> None:
    by_contract, by_request = of("a", Ground.CONTRACT), of("a", Ground.REQUEST)
    assert {e.gap.system for e in by_contract.entries if e.gap} == {"s1"}
    assert not {e.id for e in by_contract.entries} & {e.id for e in by_request.entries}
    both = (by_contract, by_request)
    assert file_stem(by_contract, both) == "a"
    assert file_stem(by_request, both) == "a_情報提供依頼"
    assert file_stem(by_request, (by_request,)) == "a"


def test_contract_inquiry_names_the_clause_and_a_request_names_none() -> None:
    cover = str(opened(of("a", Ground.CONTRACT))["鑑"])
    assert "「住民記録利用契約」(総契1)第18条" in cover and "契約に基づく照会について" in cover
    request = str(opened(of("b", Ground.REQUEST))["鑑"])
    assert "第18条" not in request and "情報提供の依頼について" in request and "回答は任意" in request


def test_cover_has_what_an_official_letter_needs() -> None:
    cover = {row[0]: row[1] for row in opened(of("a", Ground.CONTRACT), document_number="総情第7号")["鑑"]}
    assert cover["文書番号"] == "総情第7号"
    assert cover["発信者"] == "試験町" and cover["宛先"] == "甲社 御中"
    assert cover["作成日"] == "令和8年11月23日" and cover["回答期日"].startswith("令和")
    assert "本回答は正式見積・契約変更に当たらない。" in cover
    assert not any("下書き" in str(key) for key in cover)
    draft = opened(of("a", Ground.CONTRACT))["鑑"]
    assert any("下書き" in str(row[0]) for row in draft)


def test_rows_carry_id_revision_and_check_code_at_both_ends() -> None:
    head, *rows = opened(of("a", Ground.CONTRACT))["照会事項"]
    assert head[0] == "照会ID" and head[-1] == "照合コード"
    assert rows and all(GAP_ID.fullmatch(str(row[0])) and re.fullmatch("[0-9A-Z]{4}", str(row[-1])) for row in rows)


def test_only_the_most_blocking_rows_by_default() -> None:
    whole, some = of("a", Ground.CONTRACT, limit=None), of("a", Ground.CONTRACT, limit=3)
    assert len(some.entries) == 3 and some.left == len(whole.entries) - 3
    ranks = [e.gap.rank.value for e in whole.entries if e.gap]
    assert ranks == sorted(ranks)
    assert [e.id for e in some.entries] == [e.id for e in whole.entries[:3]]
    assert f"このほか{some.left}件" in str(opened(some)["鑑"])


def test_keys_are_locked_and_answers_are_open_with_lists() -> None:
    sheet = load_workbook(BytesIO(write_xlsx(vendor_book(of("a", Ground.CONTRACT), town(), LABELS, AS_OF))))["照会事項"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.protection.sheet
    assert sheet.cell(2, heads["照会ID"]).protection.locked
    assert not sheet.cell(2, heads["回答区分"]).protection.locked
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert any("期限後適合(経過措置)" in rule and "未確認" in rule for rule in lists)


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
    assert (row["system"], row.get("system_name", ""), row["areas"]) == ("s3", "", "個人住民税")
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
        book = vendor_book(of("a", Ground.CONTRACT, town_), town_, LABELS, AS_OF)
        raw = write_xlsx(book)
        sheet = load_workbook(BytesIO(raw))["照会事項"]
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
        assert not [c for c in cells if c.data_type == "n" and not isinstance(c.value, date)]
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            sheets = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in sheet for sheet in sheets) and not any(b"<hyperlink" in sheet for sheet in sheets)
        rows = list(csv.reader(io.StringIO(write_csv(book.tables[0]).decode("utf-8-sig"))))
        at = rows[0].index("システム名")
        assert all(row[at][0] not in "=+-@\t\r＝＋－＠" for row in rows[1:])
