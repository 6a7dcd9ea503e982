"""The checks that close the specification of papers: funding, quotes, dates, what letters may not hold."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from html import unescape
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
def test_five_years_add_up_as_printed_and_their_year_is_the_one_asked_for(town: Town, name: str) -> None:
    """差引 is that of the printed cells, 累計 their sum; what is missing stands beside, in the workbook too."""
    book = openpyxl.load_workbook(town(name) / "papers" / "zaisei.xlsx", data_only=True)
    sheet = book["B4 現状維持との差(5か年)"]
    so_far: int | None = 0
    years = {}
    head = [str(cell.value) for cell in sheet[3]]
    for row in sheet.iter_rows(min_row=4, values_only=True):
        cells = dict(zip(head, row, strict=True))
        names = ("既契約(参考)", "現状維持(比較の線)", "移行案 臨時", "移行案 経常")
        standing, nothing, once, running = (n if isinstance(n := cells[name], int) else 0 for name in names)
        said = [f"{cells[name]} {cells.get(f'{name} ※')}" for name in names[2:]]
        missing = [int(count) for one in said for count in re.findall(r"未徴取\(?(\d+)件", one)]
        years[str(cells["年度"])[:5]] = once + running, sum(missing), standing
        changed = cells["差引"]
        if isinstance(changed, int):
            assert changed == standing + once + running - nothing, row
        so_far = so_far + changed if isinstance(changed, int) and so_far is not None else None
        assert (cells["累計"] if isinstance(cells["累計"], int) else None) == so_far, row
    assert book["B4 現状維持との差(5か年)"]["A2"].value == "単位 千円"
    sheet = book["B1 総括"]
    head = [str(cell.value) for cell in sheet[3]]
    last = list(sheet.iter_rows(min_row=4, values_only=True))[-1]
    asked = (last[head.index("要求額A")], last[head.index("未徴取(件)")])
    assert years["令和9年度"][:2] == asked
    assert f"(参考) {years['令和9年度'][2]:,}千円" in (page := plain(town(name) / "papers" / "zaisei.html")) or (
        f"確認済み額 {years['令和9年度'][2]:,}千円" in page
    )


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
        if "予算要求書" in what:
            due = body.body.budget.request_due if body.body.budget else None
            assert isinstance(due, date) and day == short_day(due, "ja")
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


def firm_pieces(body: Inventory, name: str) -> dict[str, set[str]]:
    """By vendor the parts of its name, of two to four characters, that neither our words nor the body's hold."""
    words = [path.read_text("utf-8") for path in (ROOT / "readiness" / "messages").rglob("*.yaml")]
    names = {str(vendor.id): vendor.name or "" for vendor in body.vendors}
    for path in (ROOT / TOWNS[name]).rglob("*.yaml"):
        lines = path.read_text("utf-8").splitlines() if path.stem != "vendors" else []
        words += [line for line in lines if "note:" not in line and not any(n and n in line for n in names.values())]
    plain_words = "\n".join((*words, *(vendor.address or "" for vendor in body.vendors)))
    cores = {id_: re.sub(r"株式会社|有限会社|\(.*?\)", "", firm) for id_, firm in names.items()}
    pieces = {
        id_: {core[at : at + long] for long in (2, 3, 4) for at in range(len(core) - long + 1)}
        for id_, core in cores.items()
    }
    return {id_: {piece for piece in found if piece not in plain_words} for id_, found in pieces.items()}


@pytest.mark.parametrize("name", NAMES)
def test_no_letter_holds_a_piece_of_another_firms_name(town: Town, name: str) -> None:
    """Not even a part of it that only another firm's name has, in page and document."""
    pieces = firm_pieces(inventory(name), name)
    assert sum(map(bool, pieces.values())) > len(pieces) / 2
    for page in (town(name) / "papers").glob("*.html"):
        if not page.stem.startswith(("shoukai-", "rfi-")):
            continue
        owner = page.stem.removeprefix("shoukai-")
        own = pieces.get(owner, set())
        for text in (plain(page), words_of(page.with_suffix(".docx"))):
            held = {piece for id_, found in pieces.items() if id_ != owner for piece in found - own if piece in text}
            assert not held, (page.name, held)


def words_of(document: Path) -> str:
    """The words of a Word document, without what is between them."""
    with zipfile.ZipFile(document) as archive:
        raw = archive.read("word/document.xml").decode("utf-8")
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", raw)))


@pytest.mark.parametrize("name", NAMES)
def test_word_documents_hold_every_word_of_their_page(town: Town, name: str) -> None:
    """Every text between tags of the page stands in the document, so that neither says another number or name."""
    compared = 0
    for page in sorted((town(name) / "papers").glob("*.html")):
        document = page.with_suffix(".docx")
        if not document.exists():
            continue
        shown = page.read_text(encoding="utf-8").split("<main", 1)[1]
        said = [re.sub(r"\s+", "", unescape(text)) for text in re.findall(r">([^<]+)<", shown)]
        written = words_of(document)
        for text in said:
            stripped = text.strip("()")
            assert stripped in written, (page.name, text)
            compared += bool(stripped)
    assert compared > 1000


@pytest.mark.parametrize("name", NAMES)
def test_letters_within_the_body_ask_as_colleagues_do(town: Town, name: str) -> None:
    pages = [plain(page) for page in (town(name) / "papers").glob("kakunin-*.html")]
    assert pages and all("回答願います" in text for text in pages)
    assert not [found for text in pages for found in re.findall(r".{6}(?:ください|御回答|御記入|御中).{4}", text)]


@pytest.mark.parametrize("name", NAMES)
def test_a_sum_without_some_prices_is_not_called_the_whole(town: Town, name: str) -> None:
    """確認済み額 opens the paper where a quote is missing, 合計 where none is."""
    sheet = openpyxl.load_workbook(town(name) / "papers" / "zaisei.xlsx", data_only=True)["B1 総括"]
    head = [cell.value for cell in sheet[3]]
    missing = list(sheet.iter_rows(min_row=4, values_only=True))[-1][head.index("未徴取(件)")]
    for stem in ("zaisei", "chougi"):
        first = re.search(r"(確認済み額|合計) [\d,]+千円", plain(town(name) / "papers" / f"{stem}.html"))
        assert first and (first[1] == "合計") == (missing == 0), (stem, first, missing)


@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_a_letter_tells_are_those_of_its_annexes_and_of_its_book(town: Town, name: str) -> None:
    """群・問・延べ件数 on the cover against 別紙1, 別紙2 and, of letters that go out, the rows of the question book."""
    compared = 0
    for page in (town(name) / "papers").glob("*.html"):
        if not page.stem.startswith(("shoukai-", "kakunin-")):
            continue
        cover, annex = page.read_text(encoding="utf-8").split('<div class="newpage"></div>', 1)
        told = re.search(r"別紙1のとおり\((\d+)群(\d+)問(?:、対象は延べ(\d+)件)?", cover)
        assert told, page.name
        questions, _, lists = annex.partition('<div class="newpage"></div>')
        numbers = re.findall(r"<td>問(\d+)-(\d+)</td>", questions)
        listed = re.findall(r"<td>問(\d+)-(\d+)-\d+</td>", lists)
        several = {(group, at) for group, at in listed}
        lines = len(listed) + len(set(numbers) - several)
        assert (len({group for group, _ in numbers}), len(set(numbers))) == (int(told[1]), int(told[2])), page.name
        assert told[3] is None or int(told[3]) == lines, page.name
        assert (told[3] is None) == (not listed), page.name
        book = town(name) / "gaps" / f"{page.stem.removeprefix('shoukai-')}.csv"
        if page.stem.startswith("shoukai-") and book.exists():
            rows = list(csv.reader(book.read_text(encoding="utf-8-sig").splitlines()))
            assert len({row[1] for row in rows[1:]}) >= lines, page.name
            compared += 1
    assert compared > 2


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
    "第1案は費用が最小であるが、切替日が受診券の発送時期と重なるため、第2案を適当と認める。",
    "本件の決裁が令和8年12月31日までに得られない場合は、令和9年度の再リース(随意契約)に要する16,500千円を当初予算に計上する必要がある。",
    "令和9年度の移行関係経費は、確認済み額258,280千円(うち概算85,800千円)であり、見積未徴取の11件を含まない。",
    "債務負担行為 事項「障害福祉総合システム更新業務」、期間 令和11年度、限度額91,300千円(うち概算82,500千円)。",
    "国庫補助金は交付決定前であるため見込額を計上し、交付されない場合は一般会計からの繰入金93,500千円を要する。",
    "御回答は令和8年11月30日(月)午後5時までに、別紙1に御記入の上、電子メールで提出してください。",
    "御回答は、見積書の提出又は契約変更の申込みとしては取り扱いません。",
    "連携一覧(別紙2)の42件について、連携仕様書の有無及び提供できる時期を御記入ください。",
    "転入届に伴う受付は年間12,000件、1件15分で、年間3,000時間(387人日)を要する。",
    "紙による申請が92%を占め、来庁を要する法令上の根拠がないことから、オンライン化の対象とする。",
    "標準機能への移行により年間120時間の事務が増加するため、様式の統合と併せて見直す。",
    "オンライン申請率は、基準値8.2%に対し6か月後は14.5%であり、目標20.0%に5.5ポイント及ばない。",
    "運用経費は移行前に比べ年額18,200千円増加しており、主な要因はクラウド利用料の増である。",
    "障害件数は1か月後に4件であったが、12か月後は0件となった。",
    "第2回データ移行リハーサルでは、賦課データ48,210件が全件一致し、重大な不具合はなかった。",
    "判定項目14件のうち13件が適であり、帳票の校正を令和9年12月17日(金)までに完了することを条件として、移行を実施する。",
    "令和10年1月4日(火)午前5時までに検証が完了しない場合は、現行システムに切り戻し、切替日を同年2月21日(月)とする。",
    "移行担当の代替者を令和9年2月までに指名する。",
    "操作研修は切替日の2週前までに、窓口担当全員(延べ46人)を対象に4回実施する。",
    "事業者からの提案日(令和10年1月4日)は合意したものではなく、介護保険課長が12月中に判断する。",
    "令和8年度の運用経費は860,600千円で、平成30年度比126.0%である。",
    "移行後の見込みは、データセンター費を除く9費目で828,100千円、同じ9費目の平成30年度比は123.0%である。",
    "運用管理補助の夜間監視は回線事業者の監視と重複するため、年額2,400千円の減額を求める。",
    "対象21業務のうち15業務は標準準拠システムへの移行を完了し、残る6業務についても順次移行を進めている。",
    "生活保護など3業務は、省令等で別に期限を定めるシステムに該当し、それぞれの期限までに移行する計画である。",
    "運用経費については、国に財政措置を求めるとともに、見積りの精査により縮減に努めている。",
)  # fmt: skip


@pytest.mark.parametrize("sentence", EXAMPLES)
def test_example_sentences_hold_no_forbidden_form(sentence: str) -> None:
    from tests.wording.test_forbidden import FORBIDDEN

    assert not [rule["fault"] for rule in FORBIDDEN if "only" not in rule and re.search(rule["form"], sentence)]


def test_there_are_three_examples_of_each_of_the_nine_papers() -> None:
    assert len(EXAMPLES) == len(set(EXAMPLES)) == 27


def test_what_is_to_be_written_instead_is_no_forbidden_form_itself() -> None:
    from tests.wording.test_forbidden import FORBIDDEN

    forms = [(rule["fault"], re.compile(rule["form"])) for rule in FORBIDDEN if "only" not in rule]
    bad = [(rule["fault"], other) for rule in FORBIDDEN for other, form in forms if form.search(str(rule["instead"]))]
    assert not bad
