"""Inputs that came after the first hundred thousand numbers had been given: cards, days, joint books, work surveys.

Their cases have numbers of their own, so that the numbers of the older ones stay the same cases.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from openpyxl import load_workbook

from readiness.app.cards import read_card
from readiness.exchange.cards.book import card_book
from readiness.exchange.labels import Labels
from readiness.messages.catalogue import Catalogue
from readiness.tables.write_xlsx import write_xlsx
from tests.command import Done, run
from tests.fuzz import scenes
from tests.fuzz.scenes import Target, said

TOWN = """\
body: {id: ID, name: NAME, issuer: NAME長, as_of: 2026-11-02, body_class: 町}
vendors: [{id: v, name: 木曜電算, corporate_number: "8999999990001"}]
packages: [{id: px, name: 木曜行政, vendor: v, version: "5.0"}]
divisions: [{id: d, name: 福祉課, areas: [介護保険]}]
systems:
- {id: s, name: 介護, areas: [介護保険], units: ["016"], vendor: v, package: px, owner_division: d, migrated: いいえ}
"""
CARD = {
    "format": "readiness.card", "version": 1,
    "card": {
        "vendor": "木曜電算", "corporate_number": "8999999990001", "package": "木曜行政", "version": "5.0",
        "dated": "2026-11-01", "answered_by": "公共部 架空太郎", "service_end": "2029-03-31", "notice": "2026-10-01",
        "units": [{"unit": "016", "edition": "3.0", "answer": "期限後適合", "delivery": "2028-01-31"}],
        "measures": [{"function": "0160123", "until": "2028-03-31"}],
        "answers": [{"requirement": "0160001", "answer": "適合", "evidence": "手順書 12頁"}],
        "layouts": [{"document": "データ項目定義書", "supplied": True, "since": "2027-04-01"}],
        "links": [{"link": "016o001", "documented": True, "method": "ファイル連携", "format": "CSV"}],
        "capacity": [{"count": 3}, {"count": 1, "month": "2028-01-01"}],
    },
}  # fmt: skip
SURVEY = (
    ("令和8年度 業務量調査票",),
    ("番号", "課名", "手続・作業名", "年間件数", "1件当たり処理時間(分)", "測定方法", "紙の割合(%)", "繁忙月",
     "使用システム"),
    (1, "福祉課", "要介護認定の申請受付", "1,250件", "20", "推計", 100, "3月、4月", "介護"),
    (2, None, "証明書の窓口交付", 9800, "5分", "聞取り", 95, "3月~4月", None),
    (None, "合計", None, 11050, None, None, None, None, None),
)  # fmt: skip
DRY = ("--dry-run",)


def resumed(place: Path) -> Done:
    """A portfolio that goes on with a share that was kept."""
    kept = place / "out" / "shares" / (place / "kept.name").read_text(encoding="utf-8")
    kept.parent.mkdir(parents=True)
    shutil.copy(place / "kept.json", kept)
    return run("portfolio", str(place / "joint"), "--resume", "--out", str(place / "out"))


NEWER: tuple[Target, ...] = (
    Target("product card, JSON", "カード.json", "json", said("card", "check", "@カード.json"), 6),
    Target("product card, workbook", "カード.xlsx", "xlsx", said("card", "check", "@カード.xlsx"), 6),
    Target("product card, taken in", "カード.json", "json", said(
        "card", "import", "@joint/a", "@カード.json", *DRY), 4),
    Target("capacities of a card", "カード.xlsx", "xlsx", said("portfolio", "@joint", "--capacity", "@カード.xlsx"), 1),
    Target("day, workbook", "進行表.xlsx", "xlsx", said("ledger", "import", "@joint/a", "@進行表.xlsx", *DRY), 4),
    Target("joint book", "共同.xlsx", "xlsx", said("gaps", "import", "--joint", "@joint", "@共同.xlsx", *DRY), 6,
           ("甲野町", "乙山町", "丙川町", "joint")),
    Target("work survey", "調査.xlsx", "xlsx", said("validate", "@調査.xlsx"), 4),
    Target("kept share", "kept.json", "json", resumed, 3),
)  # fmt: skip


def make(place: Path) -> None:
    """Every file of both, into an empty folder."""
    scenes.make(place)
    for folder, name in zip("abc", ("甲野町", "乙山町", "丙川町"), strict=True):
        town = place / "joint" / folder
        town.mkdir(parents=True)
        (town / "a.yaml").write_text(TOWN.replace("ID", f"t-{town.name}").replace("NAME", name), encoding="utf-8")
    (place / "カード.json").write_text(json.dumps(CARD, ensure_ascii=False), encoding="utf-8")
    card = read_card(place / "カード.json").card
    assert card is not None
    (place / "カード.xlsx").write_bytes(write_xlsx(card_book(card, Labels(Catalogue("ja")), card.dated)))
    scenes.must("ledger", "day", place / "joint" / "a", place / "進行表.xlsx", "--system", "s")
    scenes.table(place / "調査.xlsx", SURVEY)
    scenes.must("gaps", "export", "--joint", place / "joint", "--out", place / "sent", "--sender", "架空県")
    (sent,) = (place / "sent").glob("*.xlsx")
    answered = load_workbook(sent)
    for sheet in answered.worksheets[1:-1]:
        heads = {cell.value: cell.column for row in sheet.iter_rows(max_row=10) for cell in row if cell.value}
        for row in range(2, sheet.max_row + 1):
            if str(sheet.cell(row, heads["照会ID"]).value or "").startswith("G-"):
                sheet.cell(row, heads["回答内容"], "はい")
    answered.save(place / "共同.xlsx")
    shutil.rmtree(place / "sent")
    scenes.must("portfolio", place / "joint", "--out", place / "sent")
    kept = next((place / "sent" / "shares").glob("*.json"))
    shutil.copy(kept, place / "kept.json")
    (place / "kept.name").write_text(kept.name, encoding="utf-8")
    shutil.rmtree(place / "sent")
