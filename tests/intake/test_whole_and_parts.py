"""A list of systems beside a list of contracts: what rows of systems tell of a contract that covers several of them.

Also words that stand in the column of another field, days that are over, and remarks about a service that ends.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.town import asked, of_files, reading, saved, systems

SYSTEMS = [
    ("システム名", "業務", "委託先", "契約満了日", "年額(円)"),
    ("住記", "住民基本台帳", "あおば計算", "R9.9.30", 3_600_000),
    ("税", "個人住民税", "あおば計算", "R9.9.30", 2_400_000),
    ("介護", "介護保険", "みなと情報", "R10.3.31", 1_200_000),
]
HEADS = ("契約名", "相手方", "対象システム", "契約終了日", "契約方法", "年額(円)")


def contracts(found):
    return {data["name"]: data for data, _ in found.sections["contracts"]}


def town(folder: Path, amount: object, end: str = "R9.9.30", vendor: str = "あおば計算"):
    rows = [HEADS, ("総合行政一式", vendor, "住記、税", end, "長期継続契約", amount)]
    return reading(folder, {"システム一覧": SYSTEMS, "契約一覧": rows})


def test_parts_that_add_up_are_the_contract_and_no_contracts_of_their_own(tmp_path):
    found = town(tmp_path, 6_000_000)
    told = contracts(found)
    assert set(told) == {"総合行政一式", "介護"}
    assert told["総合行政一式"]["annual_amount"] == 6_000_000
    assert not asked(found, "contract.annual_amount")


@pytest.mark.parametrize(
    ("amount", "code", "read_as"), [(7_000_000, "contract-whole", 7_000_000), (None, "contract-parts", 6_000_000)]
)
def test_an_amount_that_its_parts_do_not_make_is_asked_once(tmp_path, amount, code, read_as):
    found = town(tmp_path, amount)
    (doubt,) = asked(found, "contract.annual_amount")
    assert (doubt.code, doubt.read_as, doubt.record) == (code, read_as, "総合行政一式")
    assert "3,600,000円" in doubt.text
    assert "annual_amount" not in contracts(found)["総合行政一式"]


def test_a_row_that_is_in_another_is_settled_by_the_contract(tmp_path):
    rows = [*SYSTEMS[:2], (*SYSTEMS[2][:4], "上記に含む"), SYSTEMS[3]]
    for amount, wanted in ((3_600_000, ()), (4_000_000, ("contract-whole",)), (None, ("contract-parts",))):
        listed = [HEADS, ("総合行政一式", "あおば計算", "住記、税", "R9.9.30", "随意契約", amount)]
        found = reading(tmp_path, {"システム一覧": rows, "契約一覧": listed})
        assert tuple(doubt.code for doubt in asked(found, "contract.annual_amount")) == wanted


def test_equal_parts_are_not_taken_for_the_whole(tmp_path):
    rows = [SYSTEMS[0], *((*row[:4], 3_000_000) for row in SYSTEMS[1:3])]
    found = reading(
        tmp_path,
        {"システム一覧": rows, "契約一覧": [HEADS, ("一式", "あおば計算", "住記、税", "R9.9.30", "随意契約", None)]},
    )
    (doubt,) = asked(found, "contract.annual_amount")
    assert doubt.read_as == 6_000_000


@pytest.mark.parametrize(("end", "vendor"), [("R13.3.31", "あおば計算"), ("R9.9.30", "べつの会社")])
def test_another_contract_of_the_same_systems_stays_another(tmp_path, end, vendor):
    assert set(contracts(town(tmp_path, 500_000, end, vendor))) == {"住記", "税", "介護", "総合行政一式"}


def test_a_word_of_another_field_is_read_as_that_field(tmp_path):
    rows = [
        HEADS,
        ("甲", "あおば計算", "住記", "R9.9.30", "長期継続契約", 3_600_000),
        ("乙", "みなと情報", "介護", "R10.3.31", "随意契約", 1_200_000),
    ]
    found = reading(tmp_path, {"システム一覧": SYSTEMS, "契約一覧": rows})
    told = contracts(found)
    assert (told["甲"].get("kind"), told["甲"].get("method")) == ("長期継続契約", None)
    assert (told["乙"].get("kind"), told["乙"].get("method")) == (None, "随意契約")
    assert not asked(found, "contract.method")


def test_a_column_of_what_is_standardised_tells_the_kind_not_the_conformance(tmp_path):
    rows = [
        ("システム名", "業務", "標準化"),
        ("住記", "住民基本台帳", "対象"),
        ("わが町の台帳", "", "対象外"),
    ]
    told = systems(reading(tmp_path, rows))
    assert (told["住記"].get("kind"), told["わが町の台帳"].get("kind")) == ("標準化対象", "周辺")
    assert "conformance" not in told["住記"]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("完了(R7.12)", (True, None)),
        ("R8.1済", (True, None)),
        ("R7.12移行済み", (True, None)),
        ("R9.10予定", (None, "2027-10-31")),
        ("R9.10移行完了予定", (None, "2027-10-31")),
        ("R9.10", (None, "2027-10-31")),
    ],
)
def test_a_planned_day_that_is_over_says_that_it_has_moved(tmp_path, cell, wanted):
    told = systems(reading(tmp_path, [("システム名", "業務", "移行予定"), ("住記", "住民基本台帳", cell)]))["住記"]
    assert (told.get("migrated"), told.get("planned_date")) == wanted


def test_a_bracket_that_says_the_same_once_more_is_no_doubt(tmp_path):
    rows = [("連携元", "連携先", "方式"), ("住記", "介護", "ファイル(CSV)"), ("介護", "住記", "ファイル(月1回のみ)")]
    found = reading(tmp_path, {"システム一覧": SYSTEMS, "連携": rows})
    told = {data["from"]: data.get("method") for data, _ in found.sections["interfaces"]}
    assert sorted(map(str, told.values())) == ["None", "ファイル連携"]
    assert len(asked(found, "interface.method")) == 1


def test_a_remark_about_a_service_that_ends_asks_about_the_service(tmp_path):
    rows = [
        (*SYSTEMS[0], "備考"),
        (*SYSTEMS[1], "業者よりR10.3で提供終了の連絡あり"),
        (*SYSTEMS[3], "R10.3.31契約満了予定"),
    ]
    found = reading(tmp_path, rows)
    (doubt,) = asked(found, "vendor.service_end")
    assert (doubt.section, doubt.record, doubt.read_as) == ("vendors", "あおば計算", "2028-03-31")


def test_a_tool_of_the_office_is_no_vendor(tmp_path):
    told = reading(
        tmp_path,
        [("システム名", "業務", "導入業者"), ("就学援助", "就学", "Excel"), ("児手", "児童手当", "Access(職員作成)")],
    )
    assert {data["vendor"] for data, _ in told.sections["systems"]} == {"自団体"}


def test_the_part_of_this_year_is_the_yearly_amount(tmp_path):
    rows = [
        ("契約名", "相手方", "対象システム", "契約金額(円)", "うちR8年度"),
        ("甲", "あおば計算", "住記", 108_000_000, 21_600_000),
    ]
    told = contracts(reading(tmp_path, {"システム一覧": [row[:4] for row in SYSTEMS], "契約一覧": rows}))
    assert told["甲"]["annual_amount"] == 21_600_000


@pytest.mark.parametrize(
    ("told", "taken"),
    [("R8.9.30", "戸籍機器賃貸借"), ("R9.9.30", "戸籍機器再賃貸借"), (None, "戸籍機器賃貸借")],
)
def test_a_lease_and_the_one_after_it_are_two_contracts(tmp_path, told, taken):
    heads = ("契約番号", "契約名", "相手方", "対象システム", "契約開始日", "契約終了日", "年額(円)")
    listed = [
        heads,
        ("R3-105", "戸籍機器賃貸借", "みなと情報", "戸籍", "R3.10.1", "R8.9.30", 4_224_000),
        ("R8-201", "戸籍機器再賃貸借", "みなと情報", "戸籍", "R8.10.1", "R9.9.30", 2_112_000),
    ]
    rows = [(*SYSTEMS[0][:4], "予告期間(月)"), ("戸籍", "戸籍", "みなと情報", told, 6)]
    found = contracts(reading(tmp_path, {"システム一覧": rows, "契約一覧": listed}))
    ends = {name: (data["number"], data["end"], data["annual_amount"]) for name, data in found.items()}
    assert ends == {
        "戸籍機器賃貸借": ("R3-105", "2026-09-30", 4_224_000),
        "戸籍機器再賃貸借": ("R8-201", "2027-09-30", 2_112_000),
    }
    assert [name for name, data in found.items() if data.get("notice_months")] in ([taken], [])


@pytest.mark.parametrize(
    "said", ["上記に含む", "No.1に含む", "住記に含む", "住記システムの契約に含まれる", "1と同一契約"]
)
@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("", {"住記": 3_600_000, "税": None, "介護": 1_200_000}),
        ("はい", {"住記": 3_600_000, "税": 3_600_000, "介護": 1_200_000}),
        ("読まない", {"住記": 3_600_000, "税": None, "介護": 1_200_000}),
        ("500,000", {"住記": 3_600_000, "税": 500_000, "介護": 1_200_000}),
    ],
)
def test_a_row_in_the_contract_of_another_is_asked_and_makes_one_contract(
    tmp_path: Path, said: str, answer: str, wanted: dict[str, int | None]
) -> None:
    rows = [(number or "No", *row) for number, row in enumerate(SYSTEMS)]
    rows[2] = (*rows[2][:5], said)
    file = saved(tmp_path, {"システム一覧": rows})
    key = ("contracts", "税", "contract.annual_amount", said)
    found = of_files(file, answers={key: answer} if answer else {})
    assert {name: data.get(".annual_amount") for name, data in systems(found).items()} == wanted
    assert [(d.code, d.read_as) for d in asked(found)] == ([] if answer else [("within-contract", "住記")])
    assert len(found.sections["contracts"]) == (2 if answer == "はい" else 3)


def test_a_row_in_the_contract_of_another_firm_is_no_part_of_it(tmp_path: Path) -> None:
    rows = [*SYSTEMS[:3], (*SYSTEMS[3][:4], "住記に含む")]
    (doubt,) = asked(reading(tmp_path, rows))
    assert (doubt.code, doubt.record) == ("money", "介護")


def test_further_rows_of_a_system_lie_in_its_own_amount_and_months_said_twice_agree(tmp_path: Path) -> None:
    rows = [
        ("", "", "", "契約", "", "標準化", ""),
        ("システム名", "業務", "業者", "契約期間", "年額(千円)", "移行区分", "移行時期"),
        ("住民", "住民記録", "山彦計算", "R4.1.1～R8.12.31", "6,930", "未移行", "R9.11"),
        ("〃", "印鑑登録", "〃", "〃", "上に含む", "〃", "〃"),
        ("〃", "国民年金", "〃", "〃", "上に含む", "〃", "〃"),
        ("戸籍", "戸籍", "アルプス戸籍", "R6.4.1～R11.3.31", "4,180", "移行済(R7.12)", "R7.12"),
    ]
    found = reading(tmp_path, rows)
    assert contracts(found)["住民"]["annual_amount"] == 6_930_000
    assert systems(found)["戸籍"]["live_date"] == "2025-12-01"
    assert not asked(found)


@pytest.mark.parametrize(
    ("said", "months"),
    [("6か月前", 6), ("３ヶ月前まで", 3), ("満了の3箇月前までに書面で通知", 3), ("1年前", 12), ("90日前", None)],
)
def test_notice_is_told_in_months_before_the_end(tmp_path: Path, said: object, months: int | None) -> None:
    heads = ("件名", "対象システム", "相手方", "契約満了日", "解約予告")
    rows = [heads, ("住記賃貸借", "住記", "あおば計算", "R9.9.30", said)]
    found = reading(tmp_path, {"システム一覧": SYSTEMS[:2], "契約一覧": rows})
    assert [one.get("notice_months") for one in contracts(found).values()] == [months]
    assert len(asked(found, "contract.notice_months")) == (months is None)
