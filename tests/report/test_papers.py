"""The papers: stamped, complete, and nothing in them that the reader may not see."""

import re
import zipfile

import pytest

from readiness.app.analyze import analyze
from readiness.app.body import open_body
from readiness.model.audience import Audience, hidden_values
from tests.report.conftest import ROOT

PAPERS = ("chougi", "zaisei", "shoukai-hinode")


@pytest.fixture(scope="module")
def inventory():
    """What the town of the papers has recorded."""
    inputs = open_body(ROOT / "inventories" / "midori-cho").inputs
    assert inputs is not None
    return inputs.inventory


@pytest.mark.parametrize("name", PAPERS)
def test_stamped_and_numbered(out, name):
    text = (out / "midori-cho" / "papers" / f"{name}.html").read_text(encoding="utf-8")
    # A letter goes outside: it is marked for its addressee, the other papers as the body classifies them.
    assert ("宛先限り" if name.startswith("shoukai") else "庁内限り") in text
    # A day is printed once the paper is sent or decided; until then it stays open.
    assert "令和 年 月 日" in text
    assert "文書番号" in text
    assert "架空の団体" in text
    assert "⟦" not in text


def test_where_no_order_can_be_shown_the_page_tells_what_to_find_out(tmp_path):
    """A body known only from published rates: areas under a separate date, what to ask, and no assumed date."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "all.yaml").write_text(
        "body: {id: x, name: 未知町, body_class: 町, as_of: 2026-04-01}\n"
        "systems:\n"
        "  - {id: a, name: 児童手当システム, areas: [児童手当], migrated: false, due: 省令等で別に定める期限}\n",
        encoding="utf-8",
    )
    result = analyze(tmp_path / "in", out=tmp_path)
    text = (result.folder / "papers" / "chougi.html").read_text(encoding="utf-8")
    asked = text.split("優先確認事項</h2>")[1]
    assert "システムの「事業者」(1件: 児童手当システム)" in asked.replace(" 件", "件")
    assert "計算上の第一候補" not in text and "採用計画" not in text
    told = (result.folder / "papers" / "gikai.html").read_text(encoding="utf-8")
    assert "移行が完了していない業務のうち1業務(児童手当)は、省令等で別に期限を定めるシステムを含む。" in told
    for name in ("chougi", "zaisei"):  # an unknown contact is left out, not announced under the issuer's name
        paper = (result.folder / "papers" / f"{name}.html").read_text(encoding="utf-8")
        assert '<div class="right meta"><p>未知町</p></div>' in paper, name


def test_finance_tells_rough_sums_and_what_is_not_quoted(out):
    said = re.sub(r"<[^>]+>", " ", (out / "midori-cho" / "papers" / "zaisei.html").read_text(encoding="utf-8"))
    assert re.search(r"確認済み額 [0-9,]+千円\(うち概算 [0-9,]+千円\)。見積未徴取 \d+件を含まない。", said)
    assert "合計 " not in said  # 合計 alone only where every price is known


@pytest.mark.parametrize("body", ["midori-cho", "aozora-shi"])
def test_what_is_asked_for_is_what_the_plan_pays_that_year(out, body):
    """Recomputed from plan.json: each row of the year rounded up to thousands; what runs already is not asked for."""
    import json

    rows = json.loads((out / body / "plan.json").read_text(encoding="utf-8"))["plan"]["cost_rows"]
    asked = [
        row for row in rows if row["fiscal_year"] == 2027 and row["item"] not in ("current_contract", "signed_contract")
    ]
    total = sum(-(-row["amount"] // 1000) for row in asked if isinstance(row["amount"], int))
    text = (out / body / "papers" / "zaisei.html").read_text(encoding="utf-8")
    assert f"確認済み額 {total:,}千円" in text
    assert f"見積未徴取 {sum(not isinstance(row['amount'], int) for row in asked)}件" in text


def words_of(path):
    """Everything a file holds, the parts of an archive one after the other."""
    if path.suffix not in (".docx", ".xlsx"):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if "theme" not in name and "styles" not in name]
        text = "\n".join(archive.read(name).decode("utf-8", errors="replace") for name in names)
    if path.suffix == ".docx":  # its markup speaks of «center»; attributes hold nothing of ours
        return re.sub(r"<dcterms:(?:created|modified)[^>]*>[^<]*<|<[^>]+>", " ", text)
    return text


@pytest.mark.parametrize("audience", [Audience.DIVISION, Audience.FINANCE, Audience.VENDOR, Audience.PUBLIC])
def test_outside_gets_no_hidden_value(audience, town, inventory):
    """Version, end of support, network and contract prices are absent from everything the reader gets."""
    folder = town("midori-cho", audience.ja)
    assert folder.name == f"midori-cho-{audience.value}"
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    assert files
    assert {path.relative_to(folder).parts[0] for path in files} == {"papers"}
    texts = {path.name: re.sub(r"<style>.*?</style>", "", words_of(path), flags=re.S) for path in files}
    shown = {division.contact.division for division in inventory.divisions if division.contact}
    # A letter names who to ring, whatever else that person does.
    contacts = (inventory.body.contact, *(division.contact for division in inventory.divisions))
    shown |= {contact.person for contact in contacts if contact}
    for party in (*inventory.vendors, *inventory.operating_bodies) if audience is Audience.VENDOR else ():  # addressees
        texts = {name: text.replace(party.name, "") for name, text in texts.items()}
    # A letter holds its addressee's own records (test_audience.py); the rest is hidden like from a division.
    reader = Audience.DIVISION if audience is Audience.VENDOR else audience
    quoted = {quote.amount for quote in inventory.quotes}  # finance reads quotes; one may equal a contract's price
    for (record, field), value in hidden_values(reader, inventory):
        if audience is Audience.FINANCE and value in quoted:
            continue
        # Only values that cannot be met by chance; the letter names who to ring, as a letter must.
        if isinstance(value, bool) or len(str(value)) < 5 or record == "Contact" or value in shown:
            continue
        forms = {str(value), f"{value:,}"} if isinstance(value, int) else {str(value)}
        for name, text in texts.items():
            if name.startswith("shoukai") and (record, field) == ("Vendor", "contact_person"):
                continue  # the addressee
            assert not any(form in text for form in forms), (name, record, field, value)


def test_letters_made_to_be_sent_lie_in_a_folder_of_their_addressee(town):
    folder = town("midori-cho", "事業者")
    letters = sorted(folder.glob("papers/*/*.html"))
    assert len(letters) > 4 and not list(folder.glob("papers/*.html"))
    for letter in letters:
        assert letter.stem in (f"shoukai-{letter.parent.name}", letter.parent.name)  # RFI: the same for all
    assert not list(folder.rglob("kakunin-*"))  # what divisions are asked stays inside


def test_what_is_published_never_carries_the_mark_of_papers_kept_inside(out, town):
    folder = town("midori-cho", "公表")
    public = (folder / "papers" / "gikai.html").read_text(encoding="utf-8")
    own = (out / "midori-cho" / "papers" / "gikai.html").read_text(encoding="utf-8")
    assert "庁内限り" in own and "庁内限り" not in public and "機密性1" in public
    assert {path.name for path in (folder / "papers").iterdir()} == {"gikai.html", "gikai.docx"}


@pytest.mark.parametrize("audience", ["公表", "財政"])
def test_finance_and_public_name_no_vendor(town, inventory, audience):
    for path in (town("midori-cho", audience) / "papers").iterdir():
        text = words_of(path)
        for vendor in inventory.vendors:
            assert vendor.name not in text, path.name
        assert audience != "公表" or "円" not in text, path.name


def test_one_vendors_paper_holds_nothing_of_another(out):
    text = (out / "midori-cho" / "papers" / "shoukai-nishinomori.html").read_text(encoding="utf-8")
    assert "西の森戸籍ソリューションズ" in text
    for other in ("ヒノデ自治体", "すこやか情報", "やまびこソフト"):
        assert other not in text


def plain(path):
    return re.sub(r"<style>.*?</style>|<[^>]+>", " ", path.read_text(encoding="utf-8"), flags=re.S)


@pytest.mark.parametrize("body", ["midori-cho", "aozora-shi"])
def test_a_letter_has_one_deadline_with_its_weekday_and_asks_alike_questions_once(out, body):
    letters = sorted((out / body / "papers").glob("shoukai-*.html"))
    assert len(letters) > 4
    for path in letters:
        text = path.read_text(encoding="utf-8")
        cover, annex = text.split('<div class="newpage"></div>', 1)
        assert len(re.findall(r"令和8年1[12]月\d+日\([月火水木金]\)午後5時必着", cover)) == 1, path.name
        questions = re.findall(r"<td>問(\d+-\d+)</td><td>([^<]+)<", annex.split("<h2>別紙2")[0])
        first = [number for number, ask in questions if "についても、第1部の問" not in ask]
        assert 0 < len(first) == len(set(first)) <= 25 and {number for number, _ in questions} == set(first), path.name
        assert len({number.split("-")[0] for number in first}) <= 8, path.name


@pytest.mark.parametrize("body", ["midori-cho", "aozora-shi"])
def test_no_letter_holds_an_id_a_price_or_another_partys_name(out, body):
    """IDs of the body stay in its files; «nobody sees what another party gave»."""
    inventory = open_body(ROOT / "inventories" / body).inputs.inventory
    names = {vendor.id: vendor.name for vendor in inventory.vendors}
    prices = [value for c in inventory.contracts for value in (c.annual_amount, c.penalty)]
    amounts = {str(value) for value in prices if isinstance(value, int) and value > 9999}
    for path in (out / body / "papers").glob("shoukai-*.html"):
        text = plain(path)
        assert not re.findall(r"\bif-\d+|\bG-[0-9A-Z]{5}|\.yaml|\bNone\b|⟦", text), path.name
        owner = path.stem.removeprefix("shoukai-")
        assert not [name for id_, name in names.items() if id_ != owner and name in text], path.name
        digits = text.replace(",", "")
        assert not [amount for amount in amounts if amount in digits], path.name


def test_divisions_get_letters_of_their_own_with_what_only_they_can_tell(out):
    letters = sorted((out / "aozora-shi" / "papers").glob("kakunin-*.html"))
    assert len(letters) > 5
    for path in letters:
        text = plain(path)
        assert "御中" not in text and "回答願います" in text and "所要時間の目安" in text, path.name
        annex = path.read_text(encoding="utf-8").split('<div class="newpage"></div>', 1)[1].split("別紙2")[0]
        assert 0 < len(re.findall(r"<td>問\d+-\d+</td>", annex)) <= 20, path.name
    assert "介護保険課長 様" in plain(out / "aozora-shi" / "papers" / "kakunin-kaigo.html")


def test_a_request_to_all_vendors_names_none_of_them_and_no_price(out):
    (path,) = (out / "midori-cho" / "papers").glob("rfi-*.html")
    text = plain(path)
    assert all(
        word in text
        for word in ("実施要領", "目的", "現状の概要", "前提", "概算費用", "提出者の負担", "全ての事業者に同時")
    )
    assert "情報公開に関する条例" in text and "参加条件としません" in text
    assert not [name for name in ("ヒノデ", "すこやか", "やまびこ", "西の森") if name in text]


def test_a_move_after_the_end_of_support_is_said_in_the_plan_and_on_the_page_for_the_council(out):
    """あおぞら市's and みどり町's plans keep some systems beyond the support of their platforms."""
    for body, system, end in (("midori-cho", "後期高齢者医療システム", "令和9年6月30日"),
                              ("aozora-shi", "生活保護システム", "令和9年12月31日")):  # fmt: skip
        paper = (out / body / "papers" / "chougi.html").read_text(encoding="utf-8")
        reasons = paper.split("付議の理由</h2>")[1].split("</ul>")[0]
        assert "基盤のサポートが" in reasons
        page = (out / body / "index.html").read_text(encoding="utf-8")
        plan = page.split('id="plan"')[1].split("</section>")[0]
        told = re.sub(r"</?a\b[^>]*>", "", plan)  # the name of a system leads to its page
        assert re.search(rf"<li>{system}: サポートの終了 {end}、切替え 令和", told)
