"""Write docs/guide/example/: the made-up ledger of a made-up town which the tutorial works through.

One row a system, twelve columns, headings as towns write them: what an IT division has before it has this program.
Everything in it is fictional: town, vendors, products, amounts. `tests/test_tutorial.py` keeps the file current.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "docs" / "guide" / "example" / "かえで町.xlsx"
TITLE = "かえで町 情報システム台帳(令和8年11月現在)【架空の団体の見本】"
SHEET = "R8台帳"
HEADS = (
    "システム名称", "業務", "担当課", "委託先", "パッケージ名", "契約満了日", "年間経費\n(円)", "設置場所",
    "標準化対応状況", "移行状況", "切替えの目安", "連携先",
)  # fmt: skip
JUKI, TAX, UNTIL = "住民記録システム", "個人住民税システム", "令和13年3月31日"
DONE, PART, LATER, OPEN = ("○", "移行済"), ("△", "移行済"), ("×", "未移行"), ("検討中", "未移行")
MOMIJI, HATO, KISARA = "もみじ電算株式会社", "はと情報㈱", "きさらぎヘルスケア株式会社"
CLOUD, ROOM, CENTER = "ガバクラ", "サーバ室", "データセンター"
ROWS = (
    (JUKI, "住基", "町民課", MOMIJI, "モミジ総合", UNTIL, "9,800千円", CLOUD, *DONE, "", f"{TAX}、国保システム"),
    ("印鑑登録システム", "印鑑", "町民課", MOMIJI, "モミジ総合", UNTIL, "", CLOUD, *DONE, "", JUKI),
    ("戸籍附票システム", "附票", "町民課", MOMIJI, "モミジ総合", UNTIL, "", CLOUD, *DONE, "", JUKI),
    ("選挙人名簿システム", "選挙", "総務課", MOMIJI, "モミジ総合", UNTIL, "", CLOUD, *DONE, "", ""),
    (TAX, "住民税", "税務課", MOMIJI, "モミジ税", UNTIL, 3400000, CLOUD, *PART, "", "介護保険システム"),
    ("固定資産税システム", "固定", "税務課", MOMIJI, "モミジ税", UNTIL, 2600000, CLOUD, *DONE, "", ""),
    ("軽自動車税システム", "軽自", "税務課", MOMIJI, "モミジ税", UNTIL, "", CLOUD, *DONE, "", ""),
    ("収納管理システム", "税", "税務課", MOMIJI, "モミジ税", UNTIL, "", CLOUD, *PART, "", "固定資産税システム"),
    ("国保システム", "国保", "町民課", MOMIJI, "モミジ総合", UNTIL, "", CLOUD, *DONE, "", "レセプト管理"),
    ("国民年金システム", "年金", "町民課", MOMIJI, "モミジ総合", UNTIL, "", CLOUD, *DONE, "", JUKI),
    ("介護保険システム", "介護", "福祉課", HATO, "ハト介護", "R9.9.30", 2100000, ROOM, *LATER, "R10.1", JUKI),
    (
        "障がい者福祉システム",
        "障がい者福祉",
        "福祉課",
        HATO,
        "ハト福祉",
        "R9.9.30",
        1800000,
        ROOM,
        *LATER,
        "R10.1",
        JUKI,
    ),
    ("児童手当システム", "児童手当", "子育て課", HATO, "ハト福祉", "R9.9.30", "", ROOM, *LATER, "R10.1", JUKI),
    ("健康管理システム", "健康", "福祉課", KISARA, "", "2028/3/31", "不明", CENTER, *OPEN, "", JUKI),
    ("学齢簿システム", "学齢簿", "教育課", "", "", "", "", ROOM, "", "未移行", "", JUKI),
    ("公会計システム", "", "総務課", "内製", "", "", "", "庁内", "", "", "", ""),
)


def write(target: Path) -> None:
    """The workbook, with the same bytes each time."""
    import xlsxwriter

    with xlsxwriter.Workbook(target) as book:
        book.set_properties({"created": datetime(2026, 11, 2)})  # a fixed day, so that the bytes stay
        sheet = book.add_worksheet(SHEET)
        head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#D9E6F2", "border": 1, "valign": "top"})
        amount = book.add_format({"num_format": "#,##0"})
        sheet.write_string(0, 0, TITLE)
        for column, word in enumerate(HEADS):
            sheet.write_string(2, column, word, head)
        for number, row in enumerate(ROWS, start=3):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(number, column, value, amount)
                else:
                    sheet.write_string(number, column, value)
        sheet.set_column(0, len(HEADS) - 1, 16)
        sheet.freeze_panes(3, 1)


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    write(TARGET)
