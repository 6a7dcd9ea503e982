"""The importers of published tables against the ministries' own workbooks and against damaged ones."""

import csv
from pathlib import Path

import pytest

from readiness.model.body import BodyClass
from readiness.model.bodycode import check_digit, well_formed
from readiness.model.progress import StepStatus
from readiness.model.text import Text
from readiness.sources.csvfile import read_tables
from readiness.sources.xlsx import read_workbook
from readiness.standard.importers.body_codes import read_codes
from readiness.standard.importers.designated import read_designations
from readiness.standard.importers.dispatch import ImportKind, recognise
from readiness.standard.importers.soumu_progress import read_progress
from readiness.standard.load import load_standard
from readiness.standard.problem import StandardError
from tests.builders import workbook as book

STANDARD = load_standard()
OFFICIAL = Path(__file__).parents[3] / "shared" / "official"
official = pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the ministries' workbooks are not beside this checkout")


def messages(error: StandardError) -> list[Text]:
    return [finding.message for finding in error.findings]


@official
def test_every_municipal_rate_is_exact() -> None:
    table = read_progress(read_workbook(OFFICIAL / "soumu_progress_202601.xlsx"), STANDARD)
    assert table.month == "2026-01"
    read = {(body.prefecture, body.municipality): dict(body.rates) for body in table.bodies}
    cells = 0
    with (OFFICIAL / "muni_progress_202601.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            mine = read[row.pop("都道府県"), row.pop("市区町村")]
            row.pop("全体")
            for name, rate in row.items():
                area = STANDARD.area_named(name)
                assert area is not None, name
                assert mine[area.key] == float(rate)
                cells += 1
    assert cells == 34_820


@official
def test_steps_of_prefectures_keep_not_applicable_apart() -> None:
    table = read_progress(read_workbook(OFFICIAL / "soumu_progress_202601.xlsx"), STANDARD)
    rows = [(body.prefecture, area, steps) for body in table.bodies for area, steps in body.steps]
    assert len(rows) == 94
    assert all(len(steps) == 40 for _, _, steps in rows)
    expected: dict[tuple[str, str], list[str]] = {}
    with (OFFICIAL / "soumu_pref_steps_202601.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in list(csv.reader(stream))[1:]:
            area = STANDARD.area_named(row[1])
            assert area is not None
            expected[row[0], area.key] = row[-40:]
    assert len(expected) == 94
    for prefecture, area_key, steps in rows:
        assert [status.ja for _, status in steps] == expected[prefecture, area_key]
    (aomori,) = (steps for *body, steps in rows if body == ["青森県", "child_rearing_allowance"])
    assert dict(aomori)[8] is StepStatus.NOT_APPLICABLE


@official
def test_the_steps_alone_are_known_by_their_headers() -> None:
    book = read_tables(OFFICIAL / "soumu_pref_steps_202601.csv")
    assert recognise(book, STANDARD) is ImportKind.PROGRESS
    table = read_progress(book, STANDARD)
    assert (len(table.bodies), sum(len(body.steps) for body in table.bodies)) == (47, 94)


@official
def test_what_is_none_of_them_is_told_with_its_headers() -> None:
    with pytest.raises(StandardError) as caught:
        recognise(read_tables(OFFICIAL / "steps40.csv"), STANDARD)
    (message,) = messages(caught.value)
    assert dict(message.params)["seen"] == ("steps40: no(A1) item_step_name(B1)",)


@official
def test_all_designations() -> None:
    table = read_designations(read_workbook(OFFICIAL / "digital_tokutei_202512.xlsx"), STANDARD)
    assert table.month == "2025-12"
    assert len(table.bodies) == 935
    assert sum(len(body.areas) for body in table.bodies) == 8_956
    by_code = {body.code: body for body in table.bodies}
    assert by_code["232017"].name == "愛知県豊橋市"
    assert set(by_code["232017"].areas) == {"child_allowance", "child_rearing_allowance", "childcare_support"}
    assert by_code["011002"].body_class is BodyClass.DESIGNATED_CITY


@official
def test_codes_from_csv() -> None:
    codes = {body.code: body for body in read_codes(read_tables(OFFICIAL / "municipality_codes.csv"))}
    assert len(codes) == 1_963
    assert codes["232017"].name == "豊橋市"


def test_check_digits() -> None:
    assert well_formed("232017")
    assert well_formed("011002")
    assert not well_formed("232018")
    assert not well_formed("23201")
    assert check_digit("13101") == "6"


def test_columns_in_any_order_with_line_breaks_and_full_width(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        {
            "表紙": [["お知らせ"]],
            "令和7年12月_進捗状況": [["都道府県", "市区町村", "戸籍"], ["愛知県", "豊橋市", 0.5]],
            "令和８年２月_進捗状況": [
                ["業務別完了率", None, None, None],
                ["子ども・\n子育て支援", "市区町村", "戸籍附票", "都道府県"],
                [0.25, "豊橋市", "100%", "愛知県"],
                [None, None, None, None],
            ],
        },
    )
    table = read_progress(read_workbook(path), STANDARD)
    assert table.month == "2026-02"
    (body,) = table.bodies
    assert dict(body.rates) == {"childcare_support": 0.25, "family_register_supplement": 1.0}


def test_municipalities_and_prefectures_on_sheets_of_their_own(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        {
            "令和8年2月_進捗状況": [["都道府県", "市区町村", "戸籍"], ["愛知県", "豊橋市", 0.5]],
            "令和8年2月_進捗状況(都道府県)": [["都道府県", "完了率", "生活保護"], ["愛知県", 0.9, 0.9]],
        },
    )
    table = read_progress(read_workbook(path), STANDARD)
    assert [(body.municipality, dict(body.rates)) for body in table.bodies] == [
        ("豊橋市", {"family_register": 0.5}),
        (None, {"public_assistance": 0.9}),
    ]


def test_every_bad_cell_is_named_at_once(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        {
            "進捗状況": [
                ["都道府県", "市区町村", "戸籍", "就学"],
                ["愛知県", "豊橋市", "済", 1.5],
                ["愛知県", "津島市", "-", 1],
            ]
        },
    )
    with pytest.raises(StandardError) as caught:
        read_progress(read_workbook(path), STANDARD)
    places = [(dict(message.params)["place"], dict(message.params)["word"]) for message in messages(caught.value)]
    assert places == [("C2", "済"), ("D2", "1.5")]


def test_one_step_in_two_columns_is_asked_about_where_they_differ(tmp_path: Path) -> None:
    head = ["都道府県名", "業務名", "①-1 推進体制案の作成", "①-1 推進体制案の作成"]
    alike = [["架空県", "生活保護", "完了", "完了済み"], ["架空県", "児童扶養手当", "作業中", ""]]
    table = read_progress(read_workbook(book(tmp_path / "a.xlsx", {"作業工程": [head, *alike]})), STANDARD)
    assert [len(steps) for _, steps in table.bodies[0].steps] == [1, 1]
    path = book(tmp_path / "b.xlsx", {"作業工程": [head, ["架空県", "生活保護", "完了済み", "作業中"]]})
    with pytest.raises(StandardError) as caught:
        read_progress(read_workbook(path), STANDARD)
    (message,) = messages(caught.value)
    assert (dict(message.params)["first"], dict(message.params)["again"]) == ("作業工程!C2", "作業工程!D2")


def test_a_wrong_workbook_says_what_was_sought_and_found(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"台帳": [["システム名", "事業者"], ["住民記録", "A社"]]})
    for read in (read_progress, read_designations):
        with pytest.raises(StandardError) as caught:
            read(read_workbook(path), STANDARD)
        (message,) = messages(caught.value)
        assert "台帳: 住民記録(A2) A社(B2)" in dict(message.params)["seen"]


def test_codes_without_their_leading_zero(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        {
            "結果一覧": [
                ["一覧(令和8年3月末時点)"],
                [],
                ["団体コード", "自治体名", "自治体区分", "戸籍"],
                [11002, "北海道 札幌市", "指定都市", "●"],
            ]
        },
    )
    table = read_designations(read_workbook(path), STANDARD)
    assert table.month == "2026-03"
    assert [(body.code, body.name, body.areas) for body in table.bodies] == [
        ("011002", "北海道札幌市", ("family_register",))
    ]
