"""The papers: stamped, complete, and nothing in them that the reader may not see."""

import re

import pytest

from readiness.app.analyze import analyze
from readiness.model.audience import Audience, hidden_values
from tests.report.conftest import ROOT

PAPERS = ("chougi", "zaisei", "shoukai-hinode")


@pytest.mark.parametrize("name", PAPERS)
def test_stamped_and_numbered(out, name):
    text = (out / "midori-cho" / "papers" / f"{name}.html").read_text(encoding="utf-8")
    # A letter goes outside: it is marked for its addressee, the other papers as the body classifies them.
    assert ("宛先限り" if name.startswith("shoukai") else "庁内限り") in text
    assert "作成日 令和8年11月2日" in text
    assert "文書番号" in text
    assert "架空の団体" in text
    assert "⟦" not in text


def test_where_no_order_can_be_shown_the_page_tells_what_to_find_out(tmp_path):
    """A body known only from published rates: areas under a separate date, what to ask, and no assumed date."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "all.yaml").write_text(
        "body: {id: x, name: 未知町, body_class: 町, as_of: 2026-04-01}\n"
        "systems:\n"
        "  - {id: a, name: 児童手当システム, areas: [児童手当], migrated: false, due: 省令等の特例期限}\n",
        encoding="utf-8",
    )
    result = analyze(tmp_path / "in", out=tmp_path)
    text = (result.folder / "papers" / "chougi.html").read_text(encoding="utf-8")
    assert "移行が完了していない業務のうち1業務(児童手当)は、省令等で別に期限を定めるシステムを含む。" in text
    asked = text.split("先に確かめること")[1]
    assert "システムの「事業者」(1件: 児童手当システム)" in asked.replace(" 件", "件")
    assert "移行の順序</h2>" not in text
    for name in ("chougi", "zaisei"):  # an unknown contact is left out, not announced under the issuer's name
        paper = (result.folder / "papers" / f"{name}.html").read_text(encoding="utf-8")
        assert re.search(r'<p class="right">未知町</p>', paper), name


def test_finance_tells_rough_sums_and_the_basis_of_later_years(out):
    said = re.sub(r"<[^>]+>", " ", (out / "midori-cho" / "papers" / "zaisei.html").read_text(encoding="utf-8"))
    assert re.search(r"合計 [0-9,]+円\s+うち概算 25,410,000円、ほかに額未確認 13行", said)
    for basis in ("債務負担行為", "長期継続契約", "未確認"):
        assert f"複数年度の根拠: {basis}" in said


def test_finance_total_is_the_plans_total(out):
    import json

    for body in ("midori-cho", "aozora-shi"):
        plan = json.loads((out / body / "plan.json").read_text(encoding="utf-8"))["plan"]
        text = (out / body / "papers" / "zaisei.html").read_text(encoding="utf-8")
        assert f"合計 {plan['score']['yen']['value']:,}円" in text


@pytest.mark.parametrize("audience", [Audience.DIVISION, Audience.FINANCE, Audience.VENDOR, Audience.PUBLIC])
def test_outside_gets_no_hidden_value(audience, tmp_path):
    """Version, end of support, network and contract prices are absent from everything the reader gets."""
    result = analyze(ROOT / "inventories" / "midori-cho", out=tmp_path, audience=audience.ja)
    assert result.folder.name == f"midori-cho-{audience.value}"
    files = [path for path in result.folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    assert files
    assert {path.relative_to(result.folder).parts[0] for path in files} == {"papers"}
    texts = {
        path.name: re.sub(r"<style>.*?</style>", "", path.read_text(encoding="utf-8"), flags=re.S) for path in files
    }
    inventory = result.checked.loaded.inventory
    shown = {division.contact.division for division in inventory.divisions if division.contact}
    for vendor in inventory.vendors if audience is Audience.VENDOR else ():  # the addressees
        texts = {name: text.replace(vendor.name, "") for name, text in texts.items()}
    # A letter holds its addressee's own records (test_audience.py); the rest is hidden like from a division.
    reader = Audience.DIVISION if audience is Audience.VENDOR else audience
    for (record, field), value in hidden_values(reader, inventory):
        # Only values that cannot be met by chance; the letter names who to ring, as a letter must.
        if isinstance(value, bool) or len(str(value)) < 5 or record == "Contact" or value in shown:
            continue
        forms = {str(value), f"{value:,}"} if isinstance(value, int) else {str(value)}
        for name, text in texts.items():
            if name.startswith("shoukai") and (record, field) == ("Vendor", "contact_person"):
                continue  # the addressee
            assert not any(form in text for form in forms), (name, record, field, value)


def test_letters_made_to_be_sent_lie_in_a_folder_of_their_addressee(tmp_path):
    result = analyze(ROOT / "inventories" / "midori-cho", out=tmp_path, audience="事業者")
    letters = sorted(result.folder.glob("papers/*/*.html"))
    assert len(letters) > 4 and not list(result.folder.glob("papers/*.html"))
    for letter in letters:
        assert letter.stem.removeprefix("shoukai-").split("_")[0] == letter.parent.name


def test_what_is_published_never_carries_the_mark_of_papers_kept_inside(out, tmp_path):
    folder = analyze(ROOT / "inventories" / "midori-cho", out=tmp_path, audience="公表").folder
    public = (folder / "papers" / "chougi.html").read_text(encoding="utf-8")
    own = (out / "midori-cho" / "papers" / "chougi.html").read_text(encoding="utf-8")
    assert "庁内限り" in own and "庁内限り" not in public and "機密性1" in public


def test_finance_and_public_name_no_vendor(tmp_path):
    result = analyze(ROOT / "inventories" / "midori-cho", out=tmp_path, audience="公表")
    text = (result.folder / "papers" / "chougi.html").read_text(encoding="utf-8")
    for vendor in result.checked.loaded.inventory.vendors:
        assert vendor.name not in text
    assert "円" not in text.split("<body>")[1]


def test_one_vendors_paper_holds_nothing_of_another(out):
    text = (out / "midori-cho" / "papers" / "shoukai-nishinomori.html").read_text(encoding="utf-8")
    assert "西の森戸籍ソリューションズ" in text
    for other in ("ヒノデ自治体", "すこやか情報", "やまびこソフト"):
        assert other not in text


def test_a_letter_tells_the_date_of_every_question(out):
    """The letter's one date is the latest: without the rest, the questions that block would be answered too late."""
    text = (out / "midori-cho" / "papers" / "shoukai-hinode.html").read_text(encoding="utf-8")
    letter, annex = text.split('class="newpage annex"')
    assert "回答の期日は、事項ごとに別紙に示します。" in letter
    dates = re.findall(r"回答期日 (R\d+\.\d+\.\d+)", annex)
    assert len(dates) == annex.count("<tr>") - 1
    assert len(set(dates)) > 1


def test_a_move_after_the_end_of_support_is_said_in_the_plan_and_on_the_page_for_the_council(out):
    """あおぞら市's and みどり町's plans keep some systems beyond the support of their platforms."""
    for body, system, end in (("midori-cho", "後期高齢者医療システム", "令和9年6月30日"),
                              ("aozora-shi", "生活保護システム", "令和9年12月31日")):  # fmt: skip
        paper = (out / body / "papers" / "chougi.html").read_text(encoding="utf-8")
        assert re.search(
            rf'class="issue"><p>{system}[^<]*基盤のサポートが終わった後に切り替える計画である[^<]*{end}', paper
        )
        page = (out / body / "index.html").read_text(encoding="utf-8")
        plan = page.split('id="plan"')[1].split("</section>")[0]
        assert re.search(rf"<li>{system}: サポートの終了 {end}、切替え 令和", plan)


def test_what_has_no_date_says_so_and_a_year_without_rows_is_not_nil(out):
    text = (out / "midori-cho" / "papers" / "zaisei.html").read_text(encoding="utf-8")
    sums = text.split('id="t-finance-sum"')[1].split("</table>")[0]
    assert "―" in sums and not re.search(r">0<", sums)
    assert "「―」は該当する行がないことを示す" in text
