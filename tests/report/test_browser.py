"""In a real browser, network closed: what people do with the report works, prints, and passes axe."""

import re
import subprocess
import time

import pytest

from readiness.report.views.scene import Scene, page_svg
from tests.report.test_page import states

pytestmark = pytest.mark.browser


def open_report(page, folder):
    page.goto((folder / "index.html").as_uri())
    return page


def until(page, told, arg=None, seconds=20):
    """Wait for what the page tells. Asked from here: the page's policy forbids it to evaluate text."""
    ask = told if "=>" in told else f"!!({told})"
    end = time.monotonic() + seconds
    while not page.evaluate(ask, arg):
        assert time.monotonic() < end, told
        page.wait_for_timeout(50)


def test_table_filter(page, out):
    open_report(page, out / "midori-cho")
    rows = page.locator("#t-areas tbody tr")
    total = rows.count()
    page.fill("#t-areas-q", "介護")
    assert 0 < page.locator("#t-areas tbody tr:visible").count() < total
    areas = page.locator("#t-areas tbody").count()  # an area is shown or hidden with all its systems
    assert page.locator("#t-areas-n").inner_text() == f"1 / {areas}"
    page.fill("#t-areas-q", "")
    assert page.locator("#t-areas tbody tr:visible").count() == total


def test_every_table_is_filtered_by_text_and_division_with_the_keyboard(page, out):
    open_report(page, out / "aozora-shi")
    page.wait_for_selector("#t-assumptions-q", state="attached")
    bare = page.evaluate("""[...document.querySelectorAll('main table:not([data-ordered])')].filter((table) =>
      table.querySelectorAll('tbody tr').length > 6 && !document.getElementById(`${table.id}-q`)).length""")
    assert bare == 0
    until(page, "document.getElementById('t-questions-d')")  # the lists of divisions come after the page is seen
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    rows = page.locator("#t-moves tbody tr")
    total = rows.count()
    page.locator("#t-moves-q").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "t-moves-d"
    page.keyboard.type("収税課")
    shown = page.locator("#t-moves tbody tr:visible")
    assert shown.count() == 1 < total and "統合滞納管理システム" in shown.inner_text()
    assert page.locator("#t-moves-n").inner_text() == f"1 / {total}"
    page.select_option("#t-links-d", label="収税課")  # no column of divisions: by the systems the row leads to
    links = page.locator("#t-links tbody tr:visible")
    assert 0 < links.count() < 220
    taino = page.locator("#t-links tbody tr:visible", has=page.locator("a[href='#sys/taino']"))
    assert taino.count() == page.locator("#t-links tbody tr", has=page.locator("a[href='#sys/taino']")).count() > 3
    page.fill("#t-links-q", "住民記録")  # both at once
    assert 0 < page.locator("#t-links tbody tr:visible").count() < links.count() + 1
    page.select_option("#findings-list-d", label="収税課")
    found = page.locator("#findings-list li:visible")
    assert 0 < found.count() < page.locator("#findings-list li").count()


def test_an_area_of_several_systems_is_named_once(page, out):
    open_report(page, out / "midori-cho")
    taxed = page.locator("#t-areas tbody").filter(has_text="収納・滞納管理システム").first
    assert taxed.locator("tr").count() == 2
    assert taxed.locator("tr").nth(1).locator("td").count() == taxed.locator("tr").nth(0).locator("td").count() - 3
    assert "4業務で共用" in taxed.inner_text()


def test_a_link_opens_what_is_folded(page, out):
    open_report(page, out / "midori-cho")
    row = page.locator("#e-status_2esystems_migrated li").first
    assert not row.is_visible()
    page.locator("a[href='#e-status_2esystems_migrated']").first.click()
    row.wait_for(state="visible")  # the page opens it when it is told of the new address
    page.click(".tabs summary")
    page.click("#close-all")
    assert page.locator("details.fold[open]").count() == 0
    page.click("#open-all")
    assert page.locator("details.fold:not([open])").count() == 0


def test_findings_are_searched_in_their_folds(page, out):
    open_report(page, out / "midori-cho")
    total = page.locator("#findings-list li").count()
    page.fill("#findings-list-q", "if-016")
    assert 0 < page.locator("#findings-list li:visible").count() < total
    assert page.locator("#findings-list details:visible").count() < page.locator("#findings-list details").count()
    page.fill("#findings-list-q", "IF105")  # the heading counts for all its rows
    rule = page.locator("#findings-list details").filter(has=page.locator(".facts", has_text="IF105")).locator("li")
    assert page.locator("#findings-list li:visible").count() == rule.count() > 1


def test_the_decision_screen_fits_one_screen_and_is_filtered_by_division(page, out):
    page.set_viewport_size({"width": 1280, "height": 800})
    open_report(page, out / "aozora-shi")
    assert page.evaluate("document.getElementById('decide').getBoundingClientRect().bottom") <= 800
    page.select_option("#decide-pick", label="収税課")
    cards = page.locator("#decide .card:visible")
    assert cards.count() == 1 and "統合滞納管理システム" in cards.first.inner_text()
    assert page.locator("#decide .when li:visible").count() >= 1
    whose = [one.get_attribute("data-d").split() for one in page.locator("#decide .card").all()]
    for division in sorted({name for names in whose for name in names}):
        page.select_option("#decide-pick", division)
        told = cards.count() + page.locator("#decide .others li:visible").count()
        assert told == sum(division in names for names in whose), division
    page.select_option("#decide-pick", "")
    assert cards.count() == 3
    assert page.locator("#decide .when li:visible").count() == 10


def at(page, address):
    """Go where an address leads, as a link or Back does."""
    page.evaluate("address => { location.hash = address }", address)
    until(page, "address => decodeURIComponent(location.hash) === address", arg=address)
    return page


def answer(page, view):
    return page.locator(f"#{view}-answer").inner_text()


def test_waves_are_chosen_by_card_and_kept_in_the_address(page, out):
    open_report(page, out / "aozora-shi")
    first = answer(page, "waves")
    page.locator("#waves-pic a[href='#waves/4']").focus()
    page.keyboard.press("Enter")
    until(page, "document.getElementById('waves-answer').textContent.includes('第4段')")
    assert re.search(r"廃止は14本、新設は5本、残りは44本", answer(page, "waves"))
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#waves/4"  # the focus stays on the card
    page.go_back()
    until(page, "text => document.getElementById('waves-answer').textContent === text", arg=first)


def test_the_script_places_what_python_would_write(page, out):
    """One further state of every view, mark by mark; and the first one comes back as it was."""
    text = (out / "aozora-shi" / "index.html").read_text(encoding="utf-8")
    open_report(page, out / "aozora-shi")
    tree = """picture => [...picture.querySelectorAll('*')].map((one) => [one.tagName, one.textContent,
      ...['class', 'x', 'y', 'width', 'height', 'rx', 'd', 'style', 'transform', 'href', 'data-ends', 'data-key',
          'data-links'].map((name) => (one.getAttribute(name) || '').replace(/;$/, '').replace(': ', ':'))])"""
    for view, data in states(text).items():
        if view == "map":
            continue
        first = page.evaluate(f"({tree})(document.querySelector('#{view}-pic svg'))")
        key = next(iter(data["states"]))
        at(page, f"#{view}/{key}")
        _, width, height, marks = data["states"][key]
        placed = page.evaluate(f"({tree})(document.querySelector('#{view}-pic svg'))")
        written = page.evaluate(
            f"text => ({tree})(new DOMParser().parseFromString(text, 'text/html').querySelector('svg'))",
            page_svg(Scene(width, height, tuple(marks)), "図"),
        )
        assert len(placed) > 20 and placed == written, (view, key)
        at(page, f"#{view}")
        assert page.evaluate(f"({tree})(document.querySelector('#{view}-pic svg'))") == first


def test_touching_a_box_shows_all_its_lines(page, out):
    open_report(page, out / "aozora-shi")
    at(page, "#map")
    seen = "[...document.querySelectorAll('#map-pic [data-ends]')].filter((p) => getComputedStyle(p).opacity > .5)"
    before = page.evaluate(f"{seen}.length")
    assert 20 <= before <= 40  # the temporary part of a pair is drawn on top of it
    page.locator("#map-pic a[data-key='public_assistance']").focus()
    ends = page.evaluate(f"{seen}.map((p) => p.dataset.ends.split(' '))")
    assert all("public_assistance" in pair for pair in ends)
    partners = {end for pair in ends for end in pair} - {"public_assistance"}
    assert len(partners) > 8
    page.locator("#map h2").click()
    page.locator("#waves-pic a").first.focus()
    assert page.evaluate(f"{seen}.length") == before


def test_area_then_system_then_back(page, out):
    open_report(page, out / "aozora-shi")
    at(page, "#map")
    page.locator("#map-pic a[data-key='public_assistance']").focus()
    page.keyboard.press("Enter")
    area = page.locator(".page:target")
    area.wait_for(state="visible")
    assert not page.locator("#map").is_visible()
    area.get_by_role("link", name="生活保護システム", exact=False).first.click()
    system = page.locator(".page:target")
    system.get_by_role("heading", name="連携元 11本").wait_for(state="visible")
    assert "現在の暫定連携は13本" in system.locator(".answer").inner_text()
    page.keyboard.press("Escape")
    until(page, "location.hash === '#map/area/public_assistance'")
    page.go_back()
    until(page, "location.hash.startsWith('#sys/')")


def test_cells_of_the_matrix_by_keyboard(page, out):
    open_report(page, out / "aozora-shi")
    at(page, "#matrix/least")
    assert "逆らう向き)は34本" in answer(page, "matrix")
    assert page.locator("#matrix [data-state][aria-current]").get_attribute("data-state") == "least"
    stop = page.locator("#matrix-pic svg [tabindex='0']")
    assert stop.count() == 1 == page.locator("#matrix-pic svg :is(a, .c):not([tabindex='-1'])").count()
    page.locator("#matrix-answer a").last.focus()
    page.keyboard.press("Tab")  # into the picture: the name of the first row
    told = "document.activeElement.getAttribute('href') ?? document.activeElement.dataset.links"
    first = page.evaluate(told)
    assert first.startswith("#sys/")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(told).startswith("#sys/") and page.evaluate(told) != first
    page.keyboard.press("ArrowUp")
    assert page.evaluate(told) == first
    page.keyboard.press("Enter")  # Back returns to the matrix as it was
    until(page, f"location.hash === '{first}'")
    page.go_back()
    until(page, "location.hash === '#matrix/least'")
    stop.focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#matrix-pic .beam").count() == 2
    page.keyboard.press("Tab")  # and out of it
    assert not page.evaluate("document.getElementById('matrix-pic').contains(document.activeElement)")
    stop.focus()
    page.keyboard.press("Enter")
    told = page.locator("#matrix-chosen")
    assert re.search(r"→.+、仕様書", told.inner_text()) and told.locator("li").count() >= 1
    assert told.locator("li a[href^='#sys/']").count() == 2 * told.locator("li").count()
    page.keyboard.press("Escape")
    assert told.inner_text() == ""


def test_what_stops_is_chosen_from_a_list(page, out):
    open_report(page, out / "aozora-shi")
    assert answer(page, "without").startswith("K ほたる")  # who has given notice comes first
    page.select_option("#without-pick", "hub/kyurenkei")
    until(page, "document.getElementById('without-answer').textContent.startsWith('旧連携サーバ')")
    assert "連携31本" in answer(page, "without") and "R9.3.31" in answer(page, "without")
    assert page.evaluate("location.hash") == "#without/hub/kyurenkei"


# The twelve questions of the specification of the views, in at most two steps of the keyboard each: an address that a
# tab, a card, a button or a box with the focus leads to by Enter. (first step, second step, where, what is read there)
QUESTIONS = (
    ("#sys/seiho", None, ".page:target .answer", "連携は22本、うち現在の暫定連携は13本"),
    ("#matrix", None, "#matrix-answer", "最も多く提供しているのは住民記録システム.29本"),
    ("#without", "#without/hub/kyurenkei", "#without-answer", "連携31本.*契約はR9.3.31まで.*R11.9.24まで"),
    ("#waves", "#waves/4", "#waves-answer", "廃止は14本、新設は5本、残りは44本"),
    ("#waves", None, "#waves-pic", "新設 5"),
    ("#sys/seiho", None, ".page:target .facts", "R10.3.21.*R9.3.31.*R10.3.31"),
    ("#timeline", None, "#timeline-pic", "満了の9か月後 延長なし"),
    ("#without", None, "#without-answer", "2システムが停止.*連携23本"),
    ("#matrix", None, "#matrix-answer", "同一DB等は35件"),
    ("#numbers", None, "#numbers-pic", "2.64億円以上|未確認22件"),
    ("#numbers", None, "#numbers-pic", "不適合の条件.*採用計画.*段階"),
    ("#numbers", None, "#numbers-answer", "移行前 B .* 7、現在 A .* 13、計画後 A .* 12"),
)


@pytest.mark.parametrize(("first", "second", "where", "read"), QUESTIONS)
def test_twelve_questions_are_answered_in_two_steps_without_a_mouse(page, out, first, second, where, read):
    open_report(page, out / "aozora-shi")
    for step in (first, second):
        if step is None:
            continue
        link = page.locator(f"a[href='{step}']").locator("visible=true").first
        if link.count():
            link.focus()
            page.keyboard.press("Enter")
        else:  # a state of a list: chosen with the keyboard
            page.locator("#without-pick").focus()
            page.select_option("#without-pick", step.split("/", 1)[1])
        until(page, "step => location.hash === step", arg=step)
    page.wait_for_timeout(50)
    told = re.sub(r"\s+", " ", page.locator(where).text_content())
    assert re.search(read, told), told[:400]


def test_words_in_the_views_are_not_small_and_nothing_sticks_out(page, out):
    """On a screen of 1280 × 800; every word of a picture is inside it."""
    page.set_viewport_size({"width": 1280, "height": 800})
    open_report(page, out / "aozora-shi")
    for address in (
        "#waves/4",
        "#map",
        "#matrix",
        "#matrix/areas",
        "#without",
        "#timeline",
        "#timeline/all",
        "#numbers",
    ):
        at(page, address)
        found = page.evaluate(
            """name => {
          const picture = document.querySelector(`#${name}-pic svg`), frame = picture.getBoundingClientRect();
          const scale = frame.width / picture.viewBox.baseVal.width;
          return [...picture.querySelectorAll('text')].map((text) => {
            const box = text.getBoundingClientRect(), size = parseFloat(getComputedStyle(text).fontSize) * scale;
            const inside = box.left >= frame.left - 1 && box.right <= frame.right + 1 && box.bottom <= frame.bottom + 1;
            return [size, inside, text.textContent];
          });
        }""",
            address[1:].split("/")[0],
        )
        assert min(size for size, _, _ in found) >= 11, address
        assert [words for _, inside, words in found if not inside] == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_why_of_a_move(page, out):
    open_report(page, out / "aozora-shi")
    row = page.locator(".gantt-row").first
    assert row.locator("a").all_text_contents() == ["健診予約サイト", "健康管理システム"]
    row.locator("a").first.focus()
    assert page.locator("#gantt-why").inner_text() == row.get_attribute("aria-label")
    page.keyboard.press("Enter")
    until(page, "location.hash.startsWith('#sys/')")
    assert page.locator(".page:target h2").inner_text() == "健診予約サイト"


def test_skip_link_and_focus_order(page, out):
    open_report(page, out / "midori-cho")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_hostile_names_do_not_run(page, hostile):
    for path in (hostile / "index.html", *sorted((hostile / "papers").glob("*.html"))):
        page.goto(path.as_uri())
        assert page.evaluate("window.hacked") is None, path.name
        assert page.locator("img").count() == 0
    open_report(page, hostile)
    at(page, "#matrix/areas")
    at(page, "#sys/s1")
    assert page.evaluate("window.hacked") is None
    assert page.locator(".page:target h2").inner_text() == "</script><script>window.hacked=1</script>"


def printed(page, path):
    page.pdf(path=path, prefer_css_page_size=True)
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return told.split("\f")[:-1]


def test_what_is_open_is_printed_and_what_is_folded_tells_its_rows(page, out, tmp_path):
    open_report(page, out / "midori-cho")
    page.fill("#t-areas-q", "介護")  # a filter on the screen does not shorten the print
    shut = re.sub(r"\s", "", "".join(printed(page, tmp_path / "shut.pdf")))
    assert "印鑑登録システム" in shut and "全文" not in shut
    rows = page.locator("#t-links tbody tr").count()
    for caption in page.locator("section:not(.view) > details.whole:not([open]) > summary").all_text_contents():
        assert re.sub(r"\s", "", caption) in shut
    page.click(".tabs summary")
    page.click("#open-all")
    whole = re.sub(r"\s", "", "".join(printed(page, tmp_path / "open.pdf")))
    assert rows > 70
    for place in page.locator("#t-temporary_links .sub").all_text_contents():
        assert re.sub(r"\s", "", place) in whole, place


@pytest.mark.parametrize(("body", "most"), [("midori-cho", 40), pytest.param("aozora-shi", 44, marks=pytest.mark.long)])
def test_the_report_prints_on_few_pages_and_no_heading_stands_alone(page, out, body, most, tmp_path):
    open_report(page, out / body)
    headings = {
        re.sub(r"\s", "", text) for text in page.locator("main :is(h2, h3, caption):visible").all_text_contents()
    }
    sheets = printed(page, tmp_path / "report.pdf")
    assert len(sheets) <= most
    feet = []
    for sheet in sheets:
        lines = [re.sub(r"\s", "", line) for line in sheet.splitlines() if line.strip()]
        lines = [line for line in lines if not re.fullmatch(r"\d+/\d+", line)]
        feet += lines[-1:]
    assert [foot for foot in feet if foot in headings] == []
    questions = [re.sub(r"\s", "", text) for text in page.locator(".view h2").all_text_contents()]
    first = [re.sub(r"\s", "", sheet) for sheet in sheets[:8]]  # the front: one page a view, each with its answer
    assert [sum(question in sheet for sheet in first) for question in questions] == [1] * 6
    assert "決めること" in first[0] and first[0].count("決めないと") == page.locator("#decide .card:visible").count()
    assert questions[0] in first[1]  # the decision screen is one sheet
    plan = next(sheet for sheet in sheets if "移行計画" in sheet.split("\n", 1)[0])
    order = [sheet for sheet in sheets if re.search(r"一つ[前後]の候補日", sheet)]
    assert len(order) > (body == "aozora-shi") and all("この日とする理由" in sheet for sheet in order)  # its head
    assert "暫定連携(月末の本数)" in plan  # the heading, what is said of the order, and the picture on one page


def test_the_pictures_can_be_read_in_forced_colours(browser, out):
    """Windows high contrast: the picture keeps its white ground, for its words are dark."""
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = open_report(context.new_page(), out / "midori-cho")
    for picture in (".ganttbox svg", "#waves-pic svg"):
        style = f"getComputedStyle(document.querySelector('{picture}'))"
        assert page.evaluate(f"{style}.backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate(f"{style}.forcedColorAdjust") == "none"
    temporary = "getComputedStyle(document.querySelector('#waves-pic path.temp')).stroke"
    assert page.evaluate(temporary) == "rgb(169, 0, 0)"  # as the legend has it, and dark enough on white
    context.close()


def test_tables_are_sorted_by_their_heads(page, out):
    """Up, down, and back to the order of the page, by the keyboard; areas keep their systems, unknown stays last."""
    open_report(page, out / "midori-cho")
    rows = page.locator("#t-areas tbody")
    texts = lambda: [text.strip() for text in rows.all_inner_texts()]  # noqa: E731 - read again after each key
    first = texts()
    rate = page.locator("#t-areas th").filter(has_text="40工程")
    assert rate.get_attribute("aria-sort") == "none"
    rate.locator("button").focus()
    page.keyboard.press("Enter")
    assert rate.get_attribute("aria-sort") == "ascending"
    values = page.evaluate(
        "[...document.querySelectorAll('#t-areas tbody')].map((b) => Number(b.rows[0].cells[2].dataset.v))"
    )
    assert values == sorted(values) and len(set(values)) > 1
    page.keyboard.press("Enter")
    assert rate.get_attribute("aria-sort") == "descending"
    assert sorted(texts()) == sorted(first) and texts() != first
    page.keyboard.press("Enter")
    assert rate.get_attribute("aria-sort") == "none" and texts() == first


def test_days_are_sorted_as_days_and_sums_stay_at_the_foot(page, out):
    """R9.7.20 comes before R10.3.21; a table with a sum offers no other order."""
    open_report(page, out / "aozora-shi")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    days = "[...document.querySelectorAll('#t-moves tbody tr')].map((r) => r.cells[1].dataset.v)"
    page.locator("#t-moves th button").nth(1).click()
    page.locator("#t-moves th button").nth(1).click()
    assert page.evaluate(days) == sorted(page.evaluate(days), reverse=True)
    for table in ("t-finance-years", "t-finance-sum", "t-strategies"):
        assert page.locator(f"#{table}").count() == 1 and page.locator(f"#{table} button").count() == 0


def test_no_table_is_cut_at_1280_and_its_head_stays(page, out):
    for body in ("midori-cho", "aozora-shi"):
        open_report(page, out / body)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        wide = "[...document.querySelectorAll('.scroll')].filter((s) => s.scrollWidth > s.clientWidth).length"
        assert page.evaluate(wide) == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.locator("#t-areas").scroll_into_view_if_needed()
    tops = page.evaluate("""() => {
        const box = document.querySelector('#t-areas').closest('.scroll'); box.scrollTop = 300;
        return [box.getBoundingClientRect().top, document.querySelector('#t-areas th').getBoundingClientRect().top];
    }""")
    assert abs(tops[0] - tops[1]) <= 2


@pytest.mark.parametrize("body", ["midori-cho", pytest.param("aozora-shi", marks=pytest.mark.long)])
def test_the_tab_key_stops_at_nothing_that_leads_nowhere(page, out, body):
    """Everything it stops at inside a picture is a link, a cell or a control, and the matrix is one stop."""
    open_report(page, out / body)
    for address in ("#waves", "#map", "#matrix", "#without", "#timeline", "#numbers", "#plan"):
        page.evaluate("to => { location.hash = to; }", address)
        page.evaluate(
            "to => { const one = document.querySelector(to + ' h2'); one.tabIndex = -1; one.focus(); }", address
        )
        inside = []
        for _ in range(120):
            page.keyboard.press("Tab")
            told = page.evaluate(
                """to => { const one = document.activeElement;
                return one.closest(to) ? [one.matches('a, .c'), !!one.closest('svg')] : null; }""",
                address,
            )
            if told is None:
                break
            inside.append(told)
        assert all(leads for leads, picture in inside if picture), address
        assert address != "#matrix" or sum(picture for _, picture in inside) == 1


@pytest.mark.parametrize("body", ["midori-cho", "aozora-shi"])
def test_every_name_of_a_system_in_what_is_seen_leads_to_its_page(page, out, body):
    """All words of the page that are the name of a system, alone or behind a mark: in tables, lists and pictures."""
    open_report(page, out / body)
    places = (":is(a[href^='#sys/'], a[href^='#same/'])", ".page h2, .page h3")  # the last are of the page itself
    bare = page.evaluate(
        """([link, own]) => {
      const pages = [...document.querySelectorAll('.page[id^="sys/"]')];
      const names = new Map(pages.map((one) => [one.querySelector('h2').textContent, `#${one.id}`]));
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
      let seen = 0;
      while (walk.nextNode()) {
        const at = walk.currentNode.parentElement;
        const said = walk.currentNode.data.replace(/^[✓○◐―・└ ]+/, '').trim();
        if (!names.has(said) || at.closest('script, style, title, desc, option') || at.closest(own)) continue;
        seen += 1;
        if (at.closest(link)?.getAttribute('href') !== names.get(said)) found.push([said, at.closest('[id]').id]);
      }
      return [seen, found];
    }""",
        list(places),
    )
    assert bare[0] > 300 and bare[1] == []
