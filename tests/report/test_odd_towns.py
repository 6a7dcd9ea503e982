"""Towns at the edge: nothing recorded, everything migrated, no links, names of sixty characters. What is said holds."""

import html
import json
import re

import pytest
import yaml

from readiness.app.analyze import analyze
from readiness.report.sections.decide import DATES
from readiness.standard.load import load_standard

LONG = (
    "総合的な福祉相談及び支援に関する情報を一元的に管理するための"
    "市独自の包括連携型標準準拠外部接続対応業務支援システム令和"
)
AREAS = ("住民基本台帳", "個人住民税", "障害者福祉", "介護保険", "国民年金")
VIEWS = ("waves", "map", "matrix", "without", "timeline", "numbers")


def town(folder, *, systems=(), links=(), vendors=("甲情報(架空)",), contracts=()):
    """The page of a town of plain records."""
    body = {"id": "hashi-cho", "name": "はし町", "code": "993018", "body_class": "町", "fictional": True}
    records = {
        "body": {**body, "as_of": "2026-11-02"},
        "divisions": [{"id": "d0", "name": "総務課", "areas": list(AREAS)}],
        "vendors": [{"id": f"v{at}", "name": name} for at, name in enumerate(vendors)],
        "systems": [
            {"id": f"s{at}", "areas": [AREAS[at % len(AREAS)]], "owner_division": "d0", "vendor": "v0", **system}
            for at, system in enumerate(systems)
        ],
        "interfaces": [{"id": f"if-{at}", **link} for at, link in enumerate(links)],
        "contracts": [{"id": f"c{at}", "vendor": "v0", **contract} for at, contract in enumerate(contracts)],
    }
    (folder / "in").mkdir()
    text = yaml.safe_dump({key: value for key, value in records.items() if value}, allow_unicode=True)
    (folder / "in" / "all.yaml").write_text(text, encoding="utf-8")
    found = analyze(folder / "in", out=folder / "out")
    assert found.folder is not None, found.checked.findings
    return (found.folder / "index.html").read_text(encoding="utf-8")


def said(page, view):
    shown = page.partition(f'id="{view}-answer">')[2].partition("</p>")[0]
    return html.unescape(re.sub(r"<[^>]+>", "", shown))


def data(page, view):
    """What the script of a view places: all states but the first."""
    found = re.search(rf'id="{view}-data"[^>]*>(.*?)</script>', page, re.S)
    assert found is not None
    return html.unescape(re.sub(r"<[^>]+>", "", json.dumps(json.loads(found[1]), ensure_ascii=False)))


def test_an_empty_ledger_tells_that_it_is_empty(tmp_path):
    page = town(tmp_path)
    assert said(page, "decide") == "台帳にシステムの記載がないため、決めることを計算できない。"
    assert said(page, "map") == said(page, "matrix") == "連携が未登録である。"
    assert "記入率は計算できない" in said(page, "numbers") and "未確認%" not in page
    assert 'href="#matrix/areas"' not in page  # one state needs no button
    assert "計画にも台帳にも期日がない。" in page


def test_where_all_have_moved_the_links_that_remain_are_counted_and_drawn(tmp_path):
    moved = [{"name": f"{area}システム", "migrated": True, "live_date": "2026-01-05"} for area in AREAS]
    links = [{"from": "s0", "to": f"s{at}", "data": "住民", "temporary": at < 3} for at in range(1, 5)]
    ends = [{"name": "契約一", "systems": ["s1"], "start": "2024-04-01", "end": "2028-03-31"}]
    page = town(tmp_path, systems=moved, links=links, contracts=ends)
    assert "現在の暫定連携は2本" in said(page, "map")
    assert said(page, "waves") == "これから移行するものはない。残る暫定連携は2本である。"
    waves = page.split('id="waves-pic"')[1].split("</section>")[0]
    assert "この段で" not in waves and "なし" not in waves  # no key of what is not drawn, no table of nothing
    assert 'href="#timeline/all"' not in page  # all systems, without a button for those to come
    picture = page.split('id="waves-pic"')[1].split("</svg>")[0]
    assert "住民基本台帳→個人住民税" in picture and "住民基本台帳→介護保険" not in picture
    assert "契約の満了日が分かるものは1件" in said(page, "timeline")
    assert "最も早い満了はR10.3.31の個人住民税システムである" in said(page, "timeline")
    assert "ほかにデータの届かなくなる業務はない" in said(page, "without")
    numbers = page.split('id="numbers-pic"')[1].split("</svg>")[0]
    assert numbers.count('class="box"') == 2 and "年度別所要額" not in numbers  # no frame around nothing
    assert page.index('href="#map"') < page.index('href="#waves"')  # no longer the first view


def test_without_links_nothing_is_said_to_stop(tmp_path):
    page = town(tmp_path, systems=[{"name": f"{area}システム", "migrated": False} for area in AREAS[:2]])
    assert said(page, "without").startswith("A 甲情報(架空)が提供を終了した場合、2システムが停止する。停止する連携は")
    assert "件の全てで額が未確認である" in said(page, "numbers")
    assert "ほかに庁外との連携が0本" not in page


def test_without_links_no_picture_says_that_nobody_waits_for_data(tmp_path):
    """What is not in the ledger is not told as none."""
    systems = ({"name": "甲", "migrated": True}, {"name": "乙", "planned_date": "2027-10-01"})
    page = town(tmp_path, systems=systems)
    drawn = page.partition('id="without-pic"')[2].partition("</section>")[0]
    assert "連携が未登録である。" in drawn and "届かなくなる相手はない" not in drawn
    assert said(page, "waves").count("連携が未登録である。") == 1


def test_what_is_equal_is_named_together(tmp_path):
    systems = [
        {"name": f"{area}システム", "vendor": f"v{at % 2}", "migrated": True} for at, area in enumerate(AREAS[:4])
    ]
    links = [{"from": f"s{at}", "to": "s3", "data": "資格"} for at in range(3)]
    page = town(tmp_path, systems=systems, links=links, vendors=("甲(架空)", "乙(架空)"))
    assert "現在 A 甲(架空)、B 乙(架空) 各2" in said(page, "numbers")
    assert "住民基本台帳システム、個人住民税システム、障害者福祉システム(1本)" in said(page, "matrix")


@pytest.mark.browser
@pytest.mark.long
def test_names_of_sixty_characters_stay_inside(page, tmp_path):
    """On both screens nothing sticks out of a picture or the window, and the decision screen is one screen."""
    systems = [{"name": f"{at:02d}{LONG}"[:60], "migrated": at % 3 == 0} for at in range(12)]
    links = [{"from": f"s{at}", "to": f"s{(at * 5 + 1) % 12}", "data": LONG[:30]} for at in range(12)]
    contracts = [
        {"name": f"{at}{LONG}"[:60], "systems": [f"s{at}"], "start": "2022-04-01", "end": "2027-03-31"}
        for at in range(6)
    ]
    town(tmp_path, systems=systems, links=links, vendors=(f"{LONG[:50]}株式会社(架空)",), contracts=contracts)
    file = tmp_path / "out" / "hashi-cho" / "index.html"
    for width, height in ((1280, 800), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(file.as_uri())
        assert page.evaluate("document.getElementById('decide').getBoundingClientRect().bottom") <= height
        for view in VIEWS:
            page.evaluate("address => { location.hash = address }", f"#{view}")
            page.wait_for_timeout(100)
            outside = page.evaluate(
                """view => {
              const frame = document.querySelector(`#${view}-pic svg`).getBoundingClientRect();
              return [...document.querySelectorAll(`#${view}-pic text`)].filter((text) => {
                const box = text.getBoundingClientRect();
                return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
              }).map((text) => text.textContent);
            }""",
                view,
            )
            assert outside == [], view
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view


def test_systems_of_one_name_are_told_apart_in_every_picture(tmp_path):
    """By their areas; where those do not tell, by number. Their name in prose leads to both."""
    systems = (
        {"name": "滞納管理", "areas": ["個人住民税"], "migrated": True},
        {"name": "滞納管理", "areas": ["介護保険"], "planned_date": "2027-10-01"},
        {"name": "印刷", "areas": [], "kind": "周辺"}, {"name": "印刷", "areas": [], "kind": "周辺"},
    )  # fmt: skip
    links = ({"from": "s0", "to": "s1", "data": "滞納"}, {"from": "s2", "to": "s3", "data": "帳票"})
    page = town(tmp_path, systems=systems, links=links)
    for view in ("matrix", "timeline"):
        drawn = page.partition(f'id="{view}-pic"')[2].partition("</svg>")[0]
        words = re.findall(r"<text[^>]*>([^<]+)</text>", drawn)
        names = ("滞納管理(介護保険)", "滞納管理(個人住民税)", "印刷(1)", "印刷(2)")
        for name in names if view == "matrix" else names[:1]:
            assert any(name in said for said in words), (view, name, words)
        assert not {"滞納管理", "印刷"} & {re.sub("^[✓○―] ", "", said) for said in words}, view
    assert '<a href="#sys/s1">滞納管理(介護保険)</a>' in page
    graph = (tmp_path / "out" / "hashi-cho" / "graph" / "systems.svg").read_text(encoding="utf-8")
    assert "印刷(1)" in graph and "印刷(2)" in graph


def test_every_contract_that_ends_too_early_is_told(tmp_path):
    """A system of two contracts with its vendor: the row tells the first to end, marks the other, and counts it."""
    systems = ({"name": "個人住民税システム", "areas": ["個人住民税"], "planned_date": "2028-01-04"},)
    contracts = (
        {"name": "賃貸借", "systems": ["s0"], "end": "2027-09-30", "auto_renew": False},
        {"name": "保守", "systems": ["s0"], "end": "2027-03-31", "auto_renew": False},
    )
    page = town(tmp_path, systems=systems, contracts=contracts)
    drawn = page.partition('id="timeline-pic"')[2].partition("</svg>")[0]
    assert "延長なし(2契約)" in drawn, re.findall(r">([^<]+)<", drawn)
    assert drawn.count('class="stem"') == 1
    row = page.partition('id="t-timeline"')[2].partition("</table>")[0]
    assert "賃貸借(R9.9.30)" in re.sub(r"<[^>]+>", "", row)
    decide = re.sub(r"<[^>]+>", "", page.partition('id="decide"')[2].partition("</section>")[0])
    assert "令和9年3月31日に満了する契約1件" in decide and "令和9年9月30日に満了する契約1件" in decide
    card = re.sub(r"<[^>]+>", " ", page.partition('id="sys/s0"')[2].partition("</dl>")[0])
    assert "賃貸借 R9.9.30" in card


def test_every_area_a_system_serves_says_so(tmp_path):
    """One package for many areas; what the ledger says of it is said in names, not in what files call them."""
    whole = {"name": "総合行政システム", "areas": ["住民基本台帳", "印鑑登録", "国民年金"]}
    page = town(tmp_path, systems=[whole])
    article = page.partition('id="map/area/seal_registration"')[2].partition("</article>")[0]
    plain = html.unescape(re.sub(r"<[^>]+>", "", article))
    assert "印鑑登録は総合行政システムが担う。連携は住民基本台帳に示す。" in plain
    assert "戸籍のシステムは台帳にない。" in html.unescape(re.sub(r"<[^>]+>", "", page))
    box = page.partition('data-key="seal_registration"')[2].partition("</a>")[0]
    assert "総合行政システム" in box and "台帳にシステムなし" not in box
    shown = html.unescape(re.sub(r"<[^>]+>", "", page.partition('id="sys/s0"')[2].partition("</article>")[0]))
    assert "seal_registration" not in shown and "甲情報(架空)" in shown


def test_the_next_cutovers_that_the_ledger_tells_stand_in_the_schedule(tmp_path):
    """A date of the record is no assumption."""
    told = {"name": "健康管理", "areas": ["健康管理"], "migrated": False, "planned_date": "2027-09-21"}
    town(tmp_path, systems=[told])
    paper = (tmp_path / "out" / "hashi-cho" / "papers" / "chougi.html").read_text(encoding="utf-8")
    plain = html.unescape(re.sub(r"<[^>]+>", " ", paper.partition("今後の日程")[2].partition("決裁期限")[0]))
    assert re.search(r"R9\.9\.21\s+健康管理の切替え", plain)


def test_systems_of_several_areas_are_told_with_all_of_them(tmp_path):
    """A package for many areas is the rule in towns: its links stand at its first area, and every output says so."""
    systems = (
        {"name": "住民税務", "areas": ["住民基本台帳", "印鑑登録", "個人住民税"], "migrated": True},
        {"name": "市税", "areas": ["個人住民税"], "migrated": True},
        {"name": "介護年金", "areas": ["介護保険", "国民年金"], "vendor": "v1", "planned_date": "2027-10-01"},
    )
    links = (
        {"from": "s2", "to": "s0", "data": "資格"}, {"from": "s0", "to": "s2", "data": "住民", "temporary": True},
    )  # fmt: skip
    page = town(tmp_path, systems=systems, links=links, vendors=("甲(架空)", "乙(架空)"))
    shared = "複数の業務を担う2システムの連携は、その最初に記した業務に数えた。"
    assert shared in said(page, "map") and shared in data(page, "matrix")
    picture = page.partition('id="map-pic"')[2].partition("</svg>")[0]
    assert "2システム 連携0(別掲1)" in picture  # 個人住民税: its own and one that stands elsewhere
    pairs = re.sub(r"<[^>]+>", "|", page.partition('id="t-pairs"')[2].partition("</table>")[0])
    assert "住民基本台帳ほか2業務" in pairs and "介護保険ほか1業務" in pairs
    whole = html.unescape(re.sub(r"<[^>]+>", "", page))
    assert "このほか住民税務が個人住民税を担う。その連携は住民基本台帳に示す。" in whole
    assert "この本数は、住民税務が担うほかの業務の連携を含む。" in whole
    left = page.partition('id="waves-pic"')[2].partition("</svg>")[0]
    assert "✓ 住民基本台帳ほか2業務" in left  # whole, in its box
    assert "1システム(うち庁外0)にデータが届かなくなる" in said(page, "without") + data(page, "without")
    assert "✓ 印鑑登録" in data(page, "matrix") and "住民基本台帳ほか2業務" in data(page, "matrix")


def test_a_row_of_the_rest_counts_areas_under_the_heading_of_areas(tmp_path):
    """Receivers beyond the rows of the picture are put together by area: two systems of one area are one."""
    areas = [area.name for area in load_standard().areas if area.name != "共通機能"][:14]
    systems = [{"name": f"受け手{at}", "areas": [areas[at % 14]], "migrated": True} for at in range(28)]
    hub = {"name": "連携基盤", "areas": ["共通機能"], "vendor": "v1", "migrated": True}
    links = [{"from": "s28", "to": f"s{at}", "data": "住民"} for at in range(28)]
    page = town(tmp_path, systems=(*systems, hub), links=links, vendors=("甲(架空)", "乙(架空)"))
    without = (
        said(page, "without") + page.partition('id="without-pic"')[2].partition("</svg>")[0] + data(page, "without")
    )
    assert "28システム(うち庁外0)にデータが届かなくなる" in without
    assert "ほか3件" in without and "ほか6件" not in without


def test_what_nobody_knows_is_not_counted_as_still_to_move(tmp_path):
    """A system of which nobody has said whether it has moved, and one assumed day as the only candidate."""
    contract = {"name": "保守", "systems": ["s0"], "start": "2024-04-01", "end": "2028-03-31"}
    page = town(tmp_path, systems=({"name": "住記"},), contracts=(contract,))
    assert "移行が完了した業務の数は未確認である" in page and "未確認業務で" not in page
    whole = html.unescape(re.sub(r"<[^>]+>", "", page))
    assert "計算に用いた仮置きの日(令和" in whole and not re.search(r"(令和\d+年\d+月\d+日)から\1まで", whole)
    paper = (tmp_path / "out" / "hashi-cho" / "papers" / "hikitsugi.html").read_text(encoding="utf-8")
    assert "移行前のシステム1件(うち移行の有無の未確認1件)" in html.unescape(re.sub(r"<[^>]+>", "", paper))


def test_the_next_days_are_in_the_order_of_time(tmp_path):
    """Where little is to come there is room for all that has passed: the earliest of it is not told last."""
    page = town(tmp_path, systems=({"name": "住記", "migrated": False, "planned_date": "2027-02-01"},))
    listed = page.partition('id="decide"')[2].partition('id="waves"')[0]
    days = re.findall(r'<span class="no">\d+</span><b>(?:▲ )?R(\d+)\.(\d+)\.(\d+)</b>', listed)
    told = [tuple(map(int, day)) for day in days]
    assert len(re.findall("<b>▲ R", listed)) > 4 and told[:DATES] == sorted(told[:DATES])


def test_a_name_with_signs_has_an_address(tmp_path):
    """A percent sign that stands for nothing ended the script of the page; the others are no address at all."""
    systems = [{"name": f"{area}システム", "migrated": False} for area in AREAS[:2]]
    page = town(
        tmp_path, systems=systems, links=[{"from": "s0", "to": "s1", "data": "住民", "format": "CSV 100%#<新>"}]
    )
    assert 'href="#without/format/CSV%20100%25%23%3C新%3E"' in page
    assert not re.search(r'href="#[^"]*[ <>#{}|\\^`][^"]*"', page)
