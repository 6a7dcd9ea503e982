"""In a real browser, network closed: what people do with the report works, prints, and passes axe."""

import re
import shutil
import subprocess

import pytest

from readiness.app.analyze import analyze
from tests.report.conftest import ROOT

pytestmark = pytest.mark.browser


def open_report(page, folder):
    page.goto((folder / "index.html").as_uri())
    return page


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


def test_an_area_of_several_systems_is_named_once(page, out):
    open_report(page, out / "midori-cho")
    taxed = page.locator("#t-areas tbody").filter(has_text="収納・滞納管理システム").first
    assert taxed.locator("tr").count() == 2
    assert taxed.locator("tr").nth(1).locator("td").count() == taxed.locator("tr").nth(0).locator("td").count() - 3
    assert "4業務で共用" in taxed.inner_text()


def test_conclusion_begins_on_the_first_screen(page, out):
    """What is overdue and what is due within 30 days is seen without scrolling."""
    open_report(page, out / "midori-cho")
    assert page.evaluate("document.getElementById('t-days-30').getBoundingClientRect().bottom") <= 900


def test_a_link_opens_what_is_folded(page, out):
    open_report(page, out / "midori-cho")
    row = page.locator("#e-status_2esystems_migrated li").first
    assert not row.is_visible()
    page.locator("a[href='#e-status_2esystems_migrated']").first.click()
    row.wait_for(state="visible")  # the page opens it when it is told of the new address
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
    rule = page.locator("#rule-IF105 li")
    assert page.locator("#findings-list li:visible").count() == rule.count() > 1


def test_search_and_filters_of_the_picture(page, out):
    open_report(page, out / "midori-cho")
    nodes = page.locator("#map-canvas .node")
    page.fill("#map-q", "介護保険")
    assert page.locator("#map-canvas .node.hit").count() >= 1
    assert re.search(r"\d+のうち\d+を表示", page.locator("#map-status").inner_text())
    page.fill("#map-q", "")
    for key in ("vendor", "area", "platform", "state"):
        page.select_option(f"#map-{key}", index=1)
        dim = page.locator("#map-canvas .node.dim").count()
        assert 0 < dim < nodes.count(), key
        page.select_option(f"#map-{key}", index=0)
    assert page.locator("#map-canvas .node.dim").count() == 0


def test_details_and_neighbours_by_keyboard(page, out):
    open_report(page, out / "midori-cho")
    page.locator("#map-canvas .node[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.dataset.id")
    assert page.locator("#map-canvas .node.pick").get_attribute("data-id") == focused
    assert page.locator("#map-details h4").count() == 1
    page.locator("#map-canvas .node[data-id='juki']").dispatch_event("click")
    assert page.locator("#map-canvas .node.near").count() > 3
    assert "介護保険システム" in page.locator("#map-details").inner_text()
    page.locator("#map-canvas .node[data-id='juki']").focus()
    page.keyboard.press("Escape")
    assert page.locator("#map-canvas .node.pick").count() == 0


def test_months_show_which_links_are_temporary(page, out):
    open_report(page, out / "midori-cho")
    slider = page.locator("#map-month")
    first = page.locator("#map-canvas .edge.temp").count()
    assert first > 0
    slider.focus()
    page.keyboard.press("End")
    last = page.locator("#map-canvas .edge.temp").count()
    assert last < first
    assert "暫定連携" in page.locator("#map-month-out").inner_text()
    assert slider.get_attribute("aria-valuetext") == page.locator("#map-month-out").inner_text()


def test_a_picture_of_too_many_systems_is_grouped(page, tmp_path, monkeypatch):
    """Boxes stand for areas then: no state of their own, one line for many links, found by the systems in them."""
    monkeypatch.setattr("readiness.report.graph_export.MOST_NODES", 20)
    report = open_report(page, analyze(ROOT / "inventories" / "midori-cho", out=tmp_path).folder)
    words = report.locator("#map").inner_text()
    assert "44のシステム・外部システムを" in words and "一本の線が複数の連携を表す" in words
    assert "未準拠" not in report.locator("#map .legend").inner_text()
    report.fill("#map-q", "住民記録システム")
    assert report.locator("#map-canvas .node.hit").count() == 1
    report.locator("#map-canvas .node.hit").dispatch_event("click")
    details = report.locator("#map-details").inner_text()
    assert details.startswith("住民基本台帳\nシステム\n住民記録システム")
    assert re.search(r"個人住民税: \d本の連携\n", details)


def test_zoom_and_why_of_a_move(page, out):
    open_report(page, out / "aozora-shi")
    before = float(page.locator("#map-canvas svg").get_attribute("width"))
    page.click("#map-in")
    assert float(page.locator("#map-canvas svg").get_attribute("width")) > before
    row = page.locator(".gantt-row").first
    row.focus()
    assert page.locator("#gantt-why").inner_text() == row.get_attribute("aria-label")


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
    page.locator("#map-canvas .node[data-id='s1']").dispatch_event("click")
    assert page.evaluate("window.hacked") is None
    assert page.locator("#map-details h4").inner_text() == "</script><script>window.hacked=1</script>"


def pages(pdf):
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo (poppler) is not installed")
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"Pages:\s+(\d+)", told)[1]), re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told).groups()


@pytest.mark.parametrize(("body", "most"), [("midori-cho", 2), ("aozora-shi", 2), ("かえで町", 1)])
def test_chougi_fits_its_pages(page, out, plain_ledger, body, most, tmp_path):
    """One A4 page, two where three ways are compared; a plain ledger's page is the list of what to find out first."""
    page.goto(((plain_ledger if body == "かえで町" else out / body) / "papers" / "chougi.html").as_uri())
    page.pdf(path=tmp_path / "one.pdf", prefer_css_page_size=True)
    count, (width, height) = pages(tmp_path / "one.pdf")
    assert count <= most
    assert (round(float(width)), round(float(height))) == (595, 842)


def test_print_folds_nothing_away(page, out, tmp_path):
    open_report(page, out / "midori-cho")
    page.fill("#t-areas-q", "介護")  # a filter on the screen does not shorten the print
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    count, _ = pages(tmp_path / "report.pdf")
    assert count < 80
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "report.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in ("結論", "根拠", "印鑑登録システム", "暫定連携の台帳"):
        assert words in text
    folded = page.locator("details.fold:not([open])")  # closed on the screen again, and every row was on the paper
    assert folded.count() > 20
    flat = re.sub(r"\s", "", text)
    for place in page.locator("#t-links td.place").all_text_contents():
        assert re.sub(r"\s", "", place) in flat, place


@pytest.mark.parametrize(("body", "most"), [("midori-cho", 65), ("aozora-shi", 116)])
def test_no_heading_stands_alone_at_the_foot_of_a_page(page, out, body, most, tmp_path):
    open_report(page, out / body)
    headings = {
        re.sub(r"\s", "", text)
        for text in page.locator("main h2, main h3, main caption, main summary").all_text_contents()
    }
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    count, _ = pages(tmp_path / "report.pdf")
    assert count <= most
    told = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "report.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    feet = []
    for sheet in told.split("\f"):
        lines = [re.sub(r"\s", "", line) for line in sheet.splitlines() if line.strip()]
        lines = [line for line in lines if not re.fullmatch(r"\d+/\d+", line)]
        feet += lines[-1:]
    assert len(feet) == count
    assert [foot for foot in feet if foot in headings] == []
    plan = next(sheet for sheet in told.split("\f") if "移行計画" in sheet.split("\n", 1)[0])
    assert "暫定連携(月末の本数)" in plan  # the heading, what is said of the order, and the picture on one page


def test_the_pictures_can_be_read_in_forced_colours(browser, out):
    """Windows high contrast: the picture keeps its white ground, for its words are dark."""
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = open_report(context.new_page(), out / "midori-cho")
    for picture in (".ganttbox svg", ".canvas svg"):
        style = f"getComputedStyle(document.querySelector('{picture}'))"
        assert page.evaluate(f"{style}.backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate(f"{style}.forcedColorAdjust") == "none"
    temporary = "getComputedStyle(document.querySelector('.edge.temp path')).stroke"
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
