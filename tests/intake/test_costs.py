"""Tables of costs and devices beside a ledger: linked by number, then by name; near names are asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from readiness.intake.reading import Reading
from tests.intake.town import Rows, asked, of_files, reading, saved, systems

LEDGER = [
    ("システム名", "業務", "委託先", "契約番号", "契約終了日"),
    ("住民記録システム", "住民基本台帳", "あおば計算", "R8-001", "R13.3.31"),
    ("介護保険システム", "介護保険", "みなと情報", "R8-002", "R9.9.30"),
    ("国保システム", "国民健康保険", "みなと情報", "R8-003", "R9.9.30"),
]
AMOUNT = "contract.annual_amount"


def amounts(found: Reading) -> dict[str, Any]:
    return {name: data.get(".annual_amount") for name, data in systems(found).items()}


@pytest.mark.parametrize(
    ("table", "expected", "near"),
    [
        (  # by the number of the contract, years side by side
            [
                ("(単位:千円)",),
                ("契約番号", "件名", "令和6年度", "令和7年度", "令和8年度"),
                ("R8-001", "住記保守", 3000, 3100, 3300),
                ("R8-002", "介護保守", 1900, 1900, 1980),
            ],
            {"住民記録システム": 3_300_000, "介護保険システム": 1_980_000, "国保システム": None},
            set(),
        ),
        (  # by name without システム; another word for the area is asked
            [
                ("システム名", "令和7年度", "令和8年度"),
                ("住民記録システム", "3,100千円", "3,300千円"),
                ("介護保険", "1,900千円", "1,980千円"),
                ("国民健康保険システム", "1,900千円", "2,000千円"),
            ],
            {"住民記録システム": 3_300_000, "介護保険システム": 1_980_000, "国保システム": None},
            {"国民健康保険システム"},
        ),
        (  # a budget table that says which system each line is of
            [
                ("電算関係経費一覧(令和8年度当初予算 単位:千円)",),
                ("節", "事業名", "システム", "予算額"),
                ("12委託料", "電算管理費", "住民記録システム", 3300),
                ("12委託料", "電算管理費", "介護保険", 1980),
            ],
            {"住民記録システム": 3_300_000, "介護保険システム": 1_980_000, "国保システム": None},
            set(),
        ),
        (  # contracts without a column of systems
            [
                ("契約件名", "契約相手方", "契約期間", "年額(円)"),
                ("介護保険システム保守委託", "みなと情報", "R8.4.1～R9.3.31", 1_980_000),
                ("電話交換機保守", "電話屋", "R8.4.1～R9.3.31", 550_000),
            ],
            {"住民記録システム": None, "介護保険システム": 1_980_000, "国保システム": None},
            {"電話交換機保守"},
        ),
    ],
)
def test_amounts_of_a_table_of_costs(tmp_path: Path, table: Rows, expected: dict[str, Any], near: set[str]) -> None:
    found = reading(tmp_path, {"台帳": LEDGER, "経費": table})
    assert amounts(found) == expected
    assert {d.record for d in asked(found) if d.code.startswith(("aside", "contract-"))} == near
    assert len(found.sections["contracts"]) == 3


def test_a_near_name_that_was_confirmed_is_that_system(tmp_path: Path) -> None:
    table = [("システム名", "令和8年度"), ("国民健康保険システム", "2,000千円")]
    file = saved(tmp_path, {"台帳": LEDGER, "経費": table})
    (doubt,) = asked(of_files(file), code="aside-near")
    found = of_files(file, answers={doubt.key: "はい"})
    assert amounts(found)["国保システム"] == 2_000_000 and not asked(found) and len(systems(found)) == 3


def test_one_name_with_and_without_system_on_two_sheets_is_one(tmp_path: Path) -> None:
    other = [("システム名", "業務", "委託先", "年額(円)"), ("介護保険", "介護保険", "みなと情報", 1_980_000)]
    found = reading(tmp_path, {"台帳": LEDGER, "予算": other})
    assert amounts(found) == {"住民記録システム": None, "介護保険システム": 1_980_000, "国保システム": None}


def test_the_published_lines_of_running_cost(tmp_path: Path) -> None:
    table = [
        ("運用経費(3年分、単位:千円)",),
        ("区分", "費目", "平成30年度", "現行を継続した場合", "標準準拠システムへ移行した場合", "差額"),
        ("作業", "1. システム運用作業", 3000, 3300, "※6,000", 2700),
        ("", "ハードウェア保守作業費", 300, 600, 0, -600),
        ("物品", "通信回線費", "", 900, 1200, 300),
        ("", "合計", 3300, 4900, 7200, 2400),
    ]
    found = reading(tmp_path, {"台帳": LEDGER, "経費": table})
    lines = {data["item"]: data for data, _ in found.sections["cost_lines"]}
    told = {item: (d.get("fy2018"), d.get("current"), d.get("planned")) for item, d in lines.items()}
    assert told == {
        "システム運用作業": (1_000_000, 1_100_000, 2_000_000),
        "ハードウェア保守作業": (100_000, 200_000, None),
        "通信回線": (None, 300_000, 400_000),
    }
    assert "※6,000" in lines["システム運用作業"]["note"]
    codes = {d.code for d in found.doubts}
    assert {"cost-years", "cost-sum", "zero"} <= codes  # 3 years; 4,900 is not 4,800; nobody says what 0 means


def test_a_list_of_devices(tmp_path: Path) -> None:
    table = [
        ("機器一覧",),
        ("機器名", "型番", "台数", "対象システム", "リース期間", "契約番号"),
        ("窓口端末", "X-1", "40台", "住民記録", "R5.4.1～R10.3.31", "R8-001"),
        ("プリンタ", "P-2", 3, "介護、国保", "R9.3.31", ""),
        ("掲示板", "B-1", 2, "広報くん", "未定", ""),
    ]
    found = reading(tmp_path, {"台帳": LEDGER, "機器": table})
    names = {data["id"]: data["name"] for data, _ in found.sections["systems"]}
    devices = {
        d["name"]: (d.get("count"), d.get("lease_end"), [names[s] for s in d.get("systems", ())])
        for d, _ in found.sections["devices"]
    }
    assert devices == {
        "窓口端末": (40, "2028-03-31", ["住民記録システム"]),
        "プリンタ": (3, "2027-03-31", ["介護保険システム", "国保システム"]),
        "掲示板": (2, None, []),
    }
    assert [d.text for d in asked(found)] == ["広報くん"] and len(systems(found)) == 3
    assert len(found.sections["vendors"]) == 2  # who rents out printers runs no system
