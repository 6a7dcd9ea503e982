"""index.html without a browser: self-contained, complete, linked, escaped, in both languages."""

import html
import itertools
import json
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.report.sections.evidence import UNKNOWN_SHOWN
from readiness.report.views.links import name_linker
from readiness.report.views.shared import share
from readiness.report.views.tradeoff import axis_of
from tests.report.conftest import BODIES

VIEWS = ("waves", "map", "matrix", "without", "timeline", "numbers")
SECTIONS = (
    "decide", *VIEWS, "conclusion", "status", "switching", "gaps", "findings", "plan", "temporary_links",
    "budget", "running", "delivery", "amendments", "changes", "unknowns", "evidence",
)  # fmt: skip


class Page(HTMLParser):
    """Ids, links, section ids, sources and script types of a page."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.sections, self.sources, self.scripts = [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found.get("href", ""))
        if tag == "section":
            self.sections.append(found["id"])
        if tag == "script":
            self.scripts.append(found.get("type", ""))
        self.sources += [found[name] for name in ("src", "srcset", "poster", "data") if name in found]


@pytest.fixture(params=["midori-cho", "aozora-shi"])
def text(request, out):
    return (out / request.param / "index.html").read_text(encoding="utf-8")


def test_all_sections_in_order(text):
    assert tuple(Page(text).sections) == SECTIONS


def test_self_contained_and_small(text):
    page = Page(text)
    assert page.sources == []
    assert page.scripts == [*["application/json"] * len(VIEWS), ""]
    assert set(re.findall(r"https?://[^\"' )<]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert len(text.encode()) < 3_000_000
    assert text.startswith('<!DOCTYPE html>\n<html lang="ja">')


def said(parts):
    """A sentence whose names lead to their pages, as it reads."""
    return "".join(part if isinstance(part, str) else part[1] for part in parts)


def section(text, name):
    """One view as the page shows it first, without what it has for paper."""
    found = text.split(f'<section id="{name}"')[1].split(f'<div class="chosen" id="{name}-chosen"')[0]
    return found.split('<div class="onpaper">')[0]


def answer(text, name):
    """The sentence above a view as it reads."""
    shown = section(text, name).partition(f'id="{name}-answer">')[2].partition("</p>")[0]
    return html.unescape(re.sub(r"<[^>]+>", "", shown))


def states(text):
    """What the script can draw: view → its data, every mark and word in its place again."""
    found = {name: json.loads(re.search(rf'id="{name}-data">(.*?)</script>', text, re.S)[1]) for name in VIEWS}
    for data in found.values():
        for state in data["states"].values():
            state[3] = [unfolded(mark, data["shared"]) for mark in state[3]]
    return found


WRITTEN = {"r": (1,), "p": (1, 2, 4), "t": (1, 4), "u": (1, 4), "a": (1, 2, 3), "g": (), "c": (1, 2)}


def unfolded(mark, shared):
    mark = list(shared[mark] if isinstance(mark, int) else mark)
    for at in WRITTEN[mark[0]]:
        mark[at] = shared[mark[at]] if isinstance(mark[at], int) else mark[at]
    if mark[0] in "gac":
        mark[-1] = [unfolded(inner, shared) for inner in mark[-1]]
    return mark


def addresses(marks):
    """Every address in the marks of a scene."""
    for mark in marks:
        if mark[0] == "a" and mark[1]:
            yield mark[1]
        if mark[0] in "gac":
            yield from addresses(mark[-1])


def test_every_link_has_its_target_and_ids_are_unique(text):
    page, views = Page(text), states(text)
    assert len(page.ids) == len(set(page.ids))
    targets = {
        *page.ids,
        *(f"{name}/{key}" for name, data in views.items() for key in [data["first"], *data["states"]]),
    }
    scenes = [state[3] for data in views.values() for state in data["states"].values()]
    links = [*page.links, *(address for marks in scenes for address in addresses(marks))]
    assert len(links) > 500
    assert [link for link in links if not link.startswith("#") or link[1:] not in targets] == []


def test_what_is_written_once_is_all_that_was_there():
    """Marks and words that stand in several pictures are told apart from coordinates, and come back as they were."""
    label = ["t", "t11 soft", 1, 2, "名前"]
    box = ["a", "#sys/one", "名前の全文", "", [["r", "box", 0, 0, 1, 1, 5], label]]
    pictures = [
        [box, ["g", 3, [box, label, ["p", "line", "M0 0L1 1", 0, "one other"]]]],
        [box, ["c", "one→other", "if-1 if-2", [["r", "box", 0, 1, 1, 1, 5]]], ["u", "t11 soft", 3, 4, "名前の全文"]],
        [],
    ]
    shared, folded = share(pictures)
    assert [[unfolded(mark, shared) for mark in marks] for marks in folded] == pictures
    assert folded[0][0] == folded[1][0] and isinstance(folded[0][0], int)
    assert json.dumps(folded).count("one") == 2  # a link's ends and a cell's, each once
    alone, same = share([[box]])
    assert alone == [] and same == [[box]]


def test_a_view_opens_with_its_question_and_answer_and_has_its_table_beside_it(text):
    for name in VIEWS:
        section = text.split(f'<section id="{name}"')[1].split("</section>")[0]
        assert re.search(r"<h2[^>]*>[^<]*[かのる]</h2>|<h2[^>]*>[^<]+</h2>", section)
        answer = section.partition(f'id="{name}-answer">')[2].partition("</p>")[0]
        assert re.search(r"\d.*。", re.sub(r"<[^>]+>", "", answer)), name
        assert "<table" in section


def test_no_word_is_missing(text):
    assert "⟦" not in text


def test_headline_figures_lead_to_their_rows(text):
    for name in ("step_rate", "systems_migrated", "areas_complete"):
        assert f'href="#e-status_2e{name}"' in text
        assert f'id="e-status_2e{name}"' in text


def test_sentences_and_sums_lead_to_their_rows(text):
    conclusion = text.split('id="conclusion"')[1].split("</ul>")[0]
    sentences = re.findall(r"<li[^>]*>(.*?)</li>", conclusion, re.S)
    assert len(sentences) > 3
    assert all(
        re.search(r'<a class="noprint" href="#(e-[\w-]+|plan|findings)">(根拠|移行計画)</a>$', one) for one in sentences
    )
    sums = text.split('id="t-finance-sum"')[1].split("</table>")[0]
    for year in re.findall(r'href="#(cost-\d{4})"', sums):
        assert re.search(rf'<td id="{year}"[^>]*>令和\d+年度</td>', text.split('id="t-finance"')[1])
    accounts = text.split('id="t-finance-accounts"')[1].split("</table>")[0].split("<tbody>")[1]
    assert accounts.count('href="#t-finance"') == accounts.count("<tr>") > 1


def test_places_are_named_from_the_folder_of_the_inventory(text):
    assert "contracts.yaml:" in text
    assert "/inventories/" not in text


def test_english_has_no_japanese_headings(english):
    text = (english / "index.html").read_text(encoding="utf-8")
    assert "⟦" not in text
    page = text.split('<div class="pages">')[0] + text.split('<section id="waves"')[1]  # without names of systems
    for heading in re.findall(r"<(?:h1|h2|th)[^>]*>([^<]*)<", page):
        assert not re.search(r"[぀-ヿ一-鿿]", heading.replace("みどり町", "")), heading


def test_hostile_names_are_text(hostile):
    text = (hostile / "index.html").read_text(encoding="utf-8")
    assert "<script>window.hacked" not in text
    assert "<img src=x" not in text
    assert "<svg onload" not in text
    assert "&lt;script&gt;window.hacked=1" in text
    assert "{{ 7*7 }}" in text  # data is not a template
    for svg in (hostile / "graph").iterdir():
        assert "<script" not in svg.read_text(encoding="utf-8")


def test_only_our_script_may_run(text):
    from readiness.report.html import page_script, script_hash

    script = page_script()
    assert f"script-src '{script_hash(script)}'" in text
    assert f"<script>{script}</script>" in text


def test_completeness_shows_the_first_unknown_fields_and_where_all_are(text):
    rate = re.search(r'<details class="fold evidence" id="e-completeness_2esystems".*?</details>', text, re.S)
    assert rate
    assert re.search(r'<p class="file">systems[^<]*\.yaml</p>', rate[0])
    rows = re.findall(r'<li>(?:<a [^>]+>)?[^<]+(?:</a>)?: [^<]+ <span class="place">\d+行</span></li>', rate[0])
    assert len(rows) == UNKNOWN_SHOWN
    assert f"うち{UNKNOWN_SHOWN}項目を次に示す" in rate[0]
    assert "report.xlsx の「未確認」" in rate[0]


def test_every_name_of_a_system_leads_to_its_page(out):
    text = (out / "aozora-shi" / "index.html").read_text(encoding="utf-8")
    sections = text.split('<section id="conclusion"')[1]
    bare = re.sub(r"<a [^>]*>.*?</a>|<[^>]+>", "", sections, flags=re.S)
    assert "生活保護システム(" not in bare and '<a href="#sys/seiho">生活保護システム</a>' in sections
    page = text.split('id="sys/seiho"')[1].split("</article>")[0]
    for words in (
        "移行計画での位置と理由",
        "所見 ",
        "照会 ",
        "年度別所要額",
        "経過",
        "根拠(台帳の記載 systems-fukushi.yaml:",
    ):
        assert words in page, words
    assert "- id: seiho\n  name: 生活保護システム" in html.unescape(page)  # the lines of the file as they stand
    contract = text.split('id="contract/c-10"')[1].split("</article>")[0]
    assert 'href="#sys/seiho"' in contract and 'href="#vendor/hotaru"' in contract
    assert 'href="#contract/c-10"' in text.split('id="vendor/hotaru"')[1].split("</article>")[0]


def test_names_in_the_sentences_of_views_lead_to_their_pages(text):
    waves = states(text)["waves"]["states"].values()
    assert any(not isinstance(part, str) for parts, *_ in waves for part in parts)


def test_a_name_inside_a_longer_word_is_no_link():
    def record(id_, label):
        return SimpleNamespace(id=id_, label=label)

    systems = (
        record("a", "税務システム"), record("b", "介護"), record("c", "二重名"), record("d", "二重名"),
        record("e", "戸籍"), record("f", "庁内連携基盤"), record("g", "EUC"), record("h", "住記サーバ(本庁)"),
    )  # fmt: skip
    contracts = (record("k", "税務システム"),)
    vendors = (record("v", "税務社<b>"), record("w", "介護"))
    inventory = SimpleNamespace(
        systems=systems, external_systems=(), contracts=contracts, vendors=vendors,
        records=lambda: (*systems, *contracts, *vendors, record("div", "税務システム課")),
    )  # fmt: skip
    standard = SimpleNamespace(areas=[SimpleNamespace(key="戸籍の附票")])
    linked = name_linker(
        SimpleNamespace(
            inventory=inventory,
            names_vendors=True,
            apart={"c": "二重名(税)", "d": "二重名(福祉)"},
            t=lambda key: "契約「",
            area=lambda key: key,
            analysis=SimpleNamespace(inputs=SimpleNamespace(standard=standard)),
        )
    )

    def links(text):
        return re.findall(r'<a href="#([^"]+)">([^<]+)</a>', linked(text))

    tax = ("sys/a", "税務システム")
    assert linked("税務システムほか") == '<a href="#sys/a">税務システム</a>ほか'
    assert linked("事務・税務システム・福祉") == '事務・<a href="#sys/a">税務システム</a>・福祉'
    assert links("税務システム分、税務システム側の税務システムA") == [tax, tax]  # kana, then a kanji: a word begins
    assert links("国税務システム、税務システム課、税務システムズ") == []  # a division, a longer word
    assert links("庁内連携基盤経由、ファイル") == [("sys/f", "庁内連携基盤")]
    assert links("庁内連携基盤運用、庁内連携基盤側面") == []
    assert links("住記サーバ(本庁)分") == [("sys/h", "住記サーバ(本庁)")]
    assert links("戸籍→介護、「EUC」、戸籍の切替え") == [
        ("sys/e", "戸籍"), ("sys/b", "介護"), ("sys/g", "EUC"), ("sys/e", "戸籍"),
    ]  # fmt: skip
    assert links("戸籍の附票、介護保険、EUC資産、全戸籍") == []
    assert links("第1段に戸籍、EUCから2本") == [("sys/e", "戸籍"), ("sys/g", "EUC")]
    assert links("二重名が動く") == [("same/c", "二重名")]
    assert links("二重名(税)、二重名(福祉)") == [("sys/c", "二重名(税)"), ("sys/d", "二重名(福祉)")]
    assert links("契約「税務システム」とシステム「税務システム」") == [("contract/k", "税務システム"), tax]
    assert linked("<税務社<b>>") == '&lt;<a href="#vendor/v">税務社&lt;b&gt;</a>&gt;'


def test_the_decision_screen_tells_what_by_when_who_and_what_if_not(out):
    text = (out / "aozora-shi" / "index.html").read_text(encoding="utf-8")
    screen = text.split('<section id="decide"')[1].split("</section>")[0]
    cards = screen.split('<article class="card"')[1:]
    assert sum("hidden" not in card.split(">")[0] for card in cards) == 3
    first = cards[0]
    assert (
        "計算上の第一候補" in first and "+2,383,333円" in first and "決めないと: " in first and "健康づくり課" in first
    )
    assert "推奨" not in screen  # the body recommends a way whose prices nobody knows
    others = screen.split('<ul class="others"')[1].split("</ul>")[0]
    assert others.count("<li") == len(cards) - 3  # nothing is dropped because there are more than three
    dates = screen.split('<div class="when">')[1].split("</ol>")[0]
    assert sum("hidden" not in item.split(">")[0] for item in dates.split("<li")[1:]) == 10
    plain = re.sub(r"<[^>]+>", "", screen)  # each number of a sentence names its figure
    assert screen.count('class="value"') == 3 and len(re.findall(r"件中[\d,]+件を確認", plain)) == 3


def test_the_views_count_the_links_of_the_ledger(out, text):
    views = states(text)
    total = re.search(r"連携(\d+)本のうち、現在の暫定連携は(\d+)本", answer(text, "map"))
    name = "あおぞら市" if "あおぞら市" in text[:2000] else "みどり町"
    body = "aozora-shi" if name == "あおぞら市" else "midori-cho"
    data = json.loads((out / body / "analysis.json").read_text(encoding="utf-8"))
    plan = json.loads((out / body / "plan.json").read_text(encoding="utf-8"))["plan"]
    assert int(total[1]) == len(data["snapshot"]["interfaces"])
    listed = set(views["matrix"]["links"])
    assert len(listed) == int(total[1])
    now = [link for link in plan["links"] if "opened" not in link and link["id"] in listed]
    assert int(total[2]) >= len(now) > 20
    waves = views["waves"]["states"]
    assert len(waves) + 1 == len({p["date"] for p in plan["placements"] if "date" in p}) + 1  # the first is drawn
    assert f"暫定連携は{sum('opened' not in link for link in plan['links'])}本" in said(waves["0"][0])


def test_yen_against_link_months_has_a_point_for_every_way(out):
    """Ways that share a point share its number; full squares meet every condition, framed ones are not beaten."""
    for body in ("midori-cho", "aozora-shi"):
        plan = json.loads((out / body / "plan.json").read_text(encoding="utf-8"))["plan"]
        page = (out / body / "index.html").read_text(encoding="utf-8")
        sentence, _, _, marks = states(page)["numbers"]["states"]["trade"]
        points = {(way["link_months"], way["yen"]): way for way in reversed(plan["tradeoffs"])}
        drawn = [mark for mark in marks if mark[0] == "r" and mark[1] in ("blue", "red")]
        assert len(drawn) == len(points) > 2
        assert sum(mark[1] == "blue" for mark in drawn) == sum(way["feasible"] for way in points.values())
        assert sum(mark[1] == "frame" for mark in marks) == sum(way["efficient"] for way in points.values())
        said = " ".join(mark[4] for mark in marks if mark[0] == "t")
        for (months, yen), way in points.items():
            assert f"延べ{months:,}か月" in said and f"{round(yen / 10_000):,}万円" in said
            assert not way["unpriced"] or f"未確認{way['unpriced']}件" in said
        fewer = sorted(drawn, key=lambda mark: mark[2])
        assert [mark[2] for mark in fewer] == sorted({mark[2] for mark in fewer})  # fewer months further left
        assert ("劣らない" in sentence[0]) is any(way["efficient"] for way in plan["tradeoffs"])
        assert "t-tradeoffs" in page.split('id="numbers-data"')[1].split("</section>")[0]  # its table beside it


@given(st.lists(st.integers(0, 10**10), min_size=1, max_size=6))
def test_rulings_of_an_axis_hold_every_value(values):
    span = axis_of(values)
    assert span.step > 0 and (span.last - span.first) % span.step == 0
    assert 2 <= (span.last - span.first) // span.step <= 9
    assert all(0 <= span.part(value) <= 1 for value in values)


def test_the_timeline_tells_the_year_of_acceptance(out):
    """生活保護 cuts over in March 2028 and is accepted in the year after; the picture says it as the costs do."""
    data = json.loads((out / "aozora-shi" / "plan.json").read_text(encoding="utf-8"))["plan"]
    years = {
        row["fiscal_year"] for row in data["cost_rows"] if row.get("move") == "m-seiho" and row["item"] == "migration"
    }
    assert years == {2028}
    page = (out / "aozora-shi" / "index.html").read_text(encoding="utf-8")
    picture = section(page, "timeline")
    height = re.search(r'<a href="#sys/seiho">(?:<title>[^<]*</title>)?<text [^>]*y="([\d.]+)"', picture)[1]
    row = re.findall(rf'<text [^>]*y="{height}">([^<]*)<', picture)
    assert "R10.3.21" in row and "R10" in row
    table = page.split('id="t-timeline"')[1].split("</table>")[0]
    assert re.search(r"生活保護システム.*?R10\.3\.21.*?令和10年度", table.split("#sys/seiho")[1], re.S)


def test_dependence_is_a_picture_whose_bars_add_up(out):
    """Instead of cards: a bar a question, hatched what nobody knows, every figure a link to its rows; a table too."""
    text = (out / "aozora-shi" / "index.html").read_text(encoding="utf-8")
    section = text.split('<section id="switching"')[1].split("</section>")[0]
    assert 'class="figure"' not in section
    picture = section.split("<svg")[1].split("</svg>")[0]
    links = re.findall(r'<a href="(#e-[^"]+)">', picture)
    table = section.split('id="t-figures"')[1].split("</table>")[0]
    assert len(links) == 11 and links == re.findall(r'<a href="(#e-[^"]+)">', table)
    bars = {}
    for style, x, y, width in re.findall(r'<rect class="(\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"', picture):
        if style != "paper":
            bars.setdefault(y, []).append((float(x), float(width), style))
    assert len(bars) == 7
    for parts in bars.values():
        for (x, width, _), (after, _, _) in itertools.pairwise(parts):
            assert abs(x + width - after) < 0.3
        assert abs(sum(width for _, width, _ in parts) - 530) < 1
    data = json.loads((out / "aozora-shi" / "analysis.json").read_text(encoding="utf-8"))["lockin"]
    said = html.unescape(re.sub(r"<[^>]+>", " ", picture))
    total = {item["name"]: item for item in data["totals"]}
    for name in ("lockin.matters", "lockin.matters_unknown"):
        assert str(total[name]["value"]) in said


def test_who_has_given_notice_comes_first_among_those_who_may_go(out):
    section = (out / "aozora-shi" / "index.html").read_text(encoding="utf-8").split('<section id="switching"')[1]
    titles = re.findall(r'<details class="fold exit"><summary>(.*?)<', section)
    assert "ほたる" in titles[0] and len(titles) == 8
    assert re.search(r"ほかに\d+件あり", section)


def test_leads_tell_path_and_completeness_and_what_has_no_cutover_has_no_slack(text):
    section = text.partition('id="switching"')[2].partition("</section>")[0]
    assert "台帳の連携のうち仕様書のあるものは" in section
    leads = section.partition('id="t-leads"')[2]
    assert "経路・関係するもの" in leads and " → " in leads and "%・" in leads
    systems = section.partition('id="t-switching"')[2].partition("</table>")[0]
    assert "切替えの予定なし" in systems
    assert "見出しの重み" in section


def test_small_sums_are_told_in_ten_thousands(out):
    """One unit in a picture: 億円 where the largest amount reaches it, else 万円."""
    small, large = (section((out / body / "index.html").read_text("utf-8"), "numbers") for body in BODIES)
    assert "万円" in small and "億円" not in small
    assert "億円以上" in large and not re.search(r"\d{3}万円", large.split("</svg>")[0])
