"""The checks that close the specification of papers: funding, quotes, dates, what letters may not hold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from readiness.app.body import open_body
from readiness.messages.dates import short_day
from readiness.model.inventory import Inventory
from readiness.model.unknown import known
from tools.towns import ROOT, TOWNS

NAMES = sorted(TOWNS)
Town = Callable[[str], Path]


def inventory(name: str) -> Inventory:
    inputs = open_body(ROOT / TOWNS[name]).inputs
    assert inputs is not None
    return inputs.inventory


def plain(page: Path) -> str:
    return re.sub(r"<style>.*?</style>|<[^>]+>", " ", page.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("name", NAMES)
def test_the_funding_of_a_line_is_what_is_asked_for(town: Town, name: str) -> None:
    sheet = openpyxl.load_workbook(town(name) / "papers" / "zaisei.xlsx", data_only=True)["B1 総括"]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    asked, first, general = head.index("要求額A"), head.index("国庫支出金"), head.index("一般財源")
    for row in rows:
        if isinstance(row[general], int | float):
            parts = [value for value in row[first : general + 1] if isinstance(value, int | float)]
            assert sum(parts) == row[asked], row


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_is_in_rows_or_left_out_with_a_reason(town: Town, name: str) -> None:
    plan: Any = json.loads((town(name) / "analysis.json").read_text(encoding="utf-8"))["plan"]
    shown = {quote for row in plan["cost_rows"] for quote in row.get("quotes", ())}
    left = [item["quote"] for item in plan.get("left_out", ())]
    assert len(left) == len(set(left)) and not shown & set(left)
    assert shown | set(left) == {quote.id for quote in inventory(name).quotes}


@pytest.mark.parametrize("name", NAMES)
def test_dates_of_the_schedule_are_those_of_the_inventory(town: Town, name: str) -> None:
    page = (town(name) / "papers" / "chougi.html").read_text(encoding="utf-8")
    rows = re.findall(
        r'<tr><td[^>]*class="d">([^<]+)</td><td>([^<]+)', page.split('id="t-schedule"')[1].split("</table>")[0]
    )
    assert 0 < len(rows) <= 8
    body = inventory(name)
    for day, what in rows:
        mine = [item for item in body.procurements if f"調達「{item.label}」" in what]
        recorded = {short_day(m.date, "ja") for item in mine for m in item.milestones if known(m.date)}
        assert not mine or day in recorded, (day, what)
        if "議決" in what:
            assert day in {short_day(one.votes, "ja") for one in body.body.assembly_dates if known(one.votes)}


@pytest.mark.parametrize("name", NAMES)
def test_no_letter_holds_an_amount_a_version_or_an_end_of_support(town: Town, name: str) -> None:
    """Nor another party's name (test_papers.py); an addressee's own version may be told to it."""
    body = inventory(name)
    amounts = {c.annual_amount for c in body.contracts} | {q.amount for q in body.quotes}
    money = {f"{amount:,}" for amount in amounts if isinstance(amount, int) and amount > 9_999}
    for page in (town(name) / "papers").glob("shoukai-*.html"):
        text, owner = plain(page), page.stem.removeprefix("shoukai-")
        assert not [amount for amount in money if f"{amount}円" in text or f"{amount}千円" in text], page.name
        versions = [p.version for p in body.packages if known(p.version) and p.vendor != owner and len(p.version) > 3]
        assert not [version for version in versions if version in text], page.name
        ends = [s.platform_eol for s in body.systems if known(s.platform_eol) and s.platform_eol and s.vendor != owner]
        assert not [end for end in ends if f"サポート終了日{short_day(end, 'ja')}" in text.replace(" ", "")], page.name


@pytest.mark.parametrize("name", NAMES)
def test_what_the_council_is_told_names_no_firm_no_product_and_no_amount(town: Town, name: str) -> None:
    body, text = inventory(name), plain(town(name) / "papers" / "gikai.html")
    firms = [vendor.name for vendor in body.vendors] + [package.name for package in body.packages if package.name]
    assert not [firm for firm in firms if firm in text]
    assert not re.search(r"\d円|\d千円", text)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_unknown_is_a_dash_and_no_price_is_zero(town: Town, name: str) -> None:
    page = (town(name) / "papers" / "zaisei.html").read_text(encoding="utf-8")
    lines = re.findall(r"<tr>(.*?)</tr>", page.split('id="t-b2"')[1].split("</table>")[0])
    for line in lines[1:-1]:
        cells = re.findall(r"<td[^>]*>(.*?)</td>", line)
        assert re.sub("<[^>]+>", "", cells[5]) not in ("0", "―", ""), cells


# The example sentences of the specification: the style test reads them as it reads ours.
EXAMPLES = (
    "生活保護システムについては、現行事業者が令和10年3月31日をもって提供を終了することから、後継システムへの切替日を令和10年3月21日(火)と決定すること。",
    "令和9年度の移行関係経費は、確認済み額258,280千円(うち概算85,800千円)であり、見積未徴取の11件を含まない。",
    "御回答は令和8年11月30日(月)午後5時までに、別紙1に御記入の上、電子メールで提出してください。",
    "御回答は、見積書の提出又は契約変更の申込みとしては取り扱いません。",
    "転入届に伴う受付は年間12,000件、1件15分で、年間3,000時間(387人日)を要する。",
    "オンライン申請率は、基準値8.2%に対し6か月後は14.5%であり、目標20.0%に5.5ポイント及ばない。",
    "第2回データ移行リハーサルでは、賦課データ48,210件が全件一致し、重大な不具合はなかった。",
    "移行担当の代替者を令和9年2月までに指名する。",
    "運用管理補助の夜間監視は回線事業者の監視と重複するため、年額2,400千円の減額を求める。",
    "対象21業務のうち15業務は標準準拠システムへの移行を完了し、残る6業務についても順次移行を進めている。",
)  # fmt: skip


@pytest.mark.parametrize("sentence", EXAMPLES)
def test_example_sentences_hold_no_forbidden_form(sentence: str) -> None:
    from tests.wording.test_forbidden import FORBIDDEN

    assert not [rule["fault"] for rule in FORBIDDEN if "only" not in rule and re.search(rule["form"], sentence)]
