"""Three made-up towns that keep what they know in lists, in one sheet a system, in a matrix with a sheet a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders import workbook as book

Row = Sequence[object]


def lists(folder: Path) -> Path:
    """System list, contract list and link list, tied by number and by names that are spelt in more than one way."""
    book(
        folder / "R8システム一覧.xlsx",
        {
            "一覧": (
                ("はまなす町 情報システム一覧", None, None, "令和8年11月1日現在"),
                ("No.", "システム名", "対象業務", "導入業者", "所管課", "契約番号", "移行予定", "移行状況"),
                (
                    1,
                    "総合住民情報システム",
                    "住民基本台帳、印鑑登録、選挙人名簿管理",
                    "(株)北斗電算",
                    "町民生活課",
                    "R5-12",
                    "令和9年10月",
                    "未移行",
                ),
                (
                    2,
                    "税総合システム",
                    "個人住民税、法人住民税、固定資産税、軽自動車税",
                    "株式会社北斗電算",
                    "税務課",
                    "R5-13",
                    "令和9年10月",
                    "未移行",
                ),
                (3, "介護保険システム", "介護保険", "ミナト福祉ソフト(株)", "福祉課", None, "令和9年12月", "未移行"),
                (4, "戸籍システム", "戸籍、戸籍の附票", "みなも情報", "町民生活課", "R6-2", None, "移行済"),
            )
        },
    )
    book(
        folder / "契約台帳(情報).xlsx",
        {
            "契約": (
                ("契約番号", "件名", "対象システム", "相手方", "契約始期", "契約終期", "年額(税込・円)"),
                (
                    "R5-12",
                    "住民情報システム賃貸借",
                    "総合住民情報システム",
                    "株式会社北斗電算",
                    "R5.4.1",
                    "R10.3.31",
                    13_200_000,
                ),
                ("R5-13", "税システム賃貸借", "税総合システム", "株式会社北斗電算", "R5.4.1", "10.3.31", 9_900_000),
                (
                    "R4-8",
                    "介護保険システム保守",
                    "介護保険シス",
                    "ミナト福祉ソフト株式会社",
                    "R4.4.1",
                    "R9.3.31",
                    2_640_000,
                ),
                ("R6-2", "戸籍システム利用", "戸籍システム", "みなも情報", "R6.4.1", "R11.3.31", 4_400_000),
            )
        },
    )
    book(
        folder / "連携.xlsx",
        {
            "連携": (
                ("連携元", "連携先", "連携データ", "方式", "頻度"),
                ("総合住民情報システム", "税総合システム", "住民異動", "ファイル連携", "日次"),
                ("総合住民情報システム", "介護保険システム", "資格異動", "ファイル連携", "日次"),
            )
        },
    )
    return folder


def sheets(folder: Path) -> Path:
    """調書: one sheet a system, what on the left, its value on the right."""

    def form(name: str, area: str, vendor: str, end: str, amount: str, plan: str) -> Sequence[Row]:
        return (
            ("情報システム調書", None),
            ("団体名", "こぶし村"),
            ("システム名称", name),
            ("業務名", area),
            ("所管課", "住民福祉課"),
            ("受託業者", vendor),
            ("契約終了日", end),
            ("年間経費(税込)", amount),
            ("標準準拠システムへの移行予定", plan),
        )

    book(
        folder / "調書.xlsx",
        {
            "住基": form(
                "住民情報システム", "住民基本台帳", "有限会社山彦計算", "令和9年3月31日", "3,960千円", "令和9年1月"
            ),
            "国保": form(
                "国民健康保険システム", "国民健康保険", "有限会社山彦計算", "令和9年3月31日", "1,980千円", "令和9年1月"
            ),
            "介護": form("介護保険システム", "介護保険", "ケアリンク株式会社", "9.9.30", "120万円", "令和9年11月"),
        },
    )
    return folder


def matrix(folder: Path, vendor: str = "扇システム株式会社") -> Path:
    """Areas across, items down; the sheet of last year lies before that of today."""

    def year(title: str, ends: Sequence[str], amounts: Sequence[object]) -> Sequence[Row]:
        return (
            (f"さつき市 基幹業務システム状況表({title})", None, None, None),
            ("項目", "住民基本台帳", "国民年金", "児童手当"),
            ("システム名", "住基システム", "年金システム", "児手システム"),
            ("委託業者", vendor, vendor, "ひかりソフト株式会社"),
            ("所管課", "市民課", "保険年金課", "こども課"),
            ("契約満了日", *ends),
            ("年額(千円・税込)", *amounts),
            ("移行予定年月", "令和9年1月", "令和9年1月", "令和9年7月"),
        )

    book(
        folder / "状況表.xlsx",
        {
            "R7": year("令和7年度", ("R8.3.31", "R8.3.31", "R9.3.31"), (8_800, 2_200, 1_650)),
            "R8": year("令和8年度", ("R10.3.31", "R10.3.31", "9.3.31"), (9_350, 2_310, 1_650)),
        },
    )
    return folder


def fill(source: Path, target: Path, sheet: str, key: str, told: Mapping[str, Mapping[str, object]]) -> int:
    """Fill cells of a book as a person does: by the words in the column `key`; the number of cells typed."""
    filled = load_workbook(source)
    page: Worksheet = filled[sheet]
    at = {str(cell.value): cell.column for cell in page[1]}
    typed = 0
    for row in range(2, page.max_row + 1):
        for head, value in told.get(str(page.cell(row, at[key]).value), told.get("*", {})).items():
            page.cell(row, at[head], value)
            typed += 1
    filled.save(target)
    return typed


def questions(source: Path, sheet: str, *heads: str) -> list[tuple[object, ...]]:
    """The cells of some columns of a book, row by row."""
    page = load_workbook(source)[sheet]
    at = {str(cell.value): cell.column for cell in page[1]}
    return [tuple(page.cell(row, at[head]).value for head in heads) for row in range(2, page.max_row + 1)]
