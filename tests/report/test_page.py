"""index.html without a browser: self-contained, complete, linked, escaped, in both languages."""

import json
import re
from html.parser import HTMLParser

import pytest

from readiness.report.sections.evidence import UNKNOWN_SHOWN

SECTIONS = (
    "conclusion", "status", "map", "switching", "gaps", "findings", "plan", "bridges",
    "budget", "running", "amendments", "changes", "unknowns", "evidence",
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
    assert page.scripts == ["application/json", ""]
    assert set(re.findall(r"https?://[^\"' )<]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert len(text.encode()) < 3_000_000
    assert text.startswith('<!DOCTYPE html>\n<html lang="ja">')


def test_every_link_has_its_target_and_ids_are_unique(text):
    page = Page(text)
    assert len(page.ids) == len(set(page.ids))
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links), "dead link"


def test_no_word_is_missing(text):
    assert "⟦" not in text


def test_headline_figures_lead_to_their_rows(text):
    for name in ("step_rate", "systems_migrated", "areas_complete"):
        assert f'href="#e-status_2e{name}"' in text
        assert f'id="e-status_2e{name}"' in text


def test_sentences_and_sums_lead_to_their_rows(text):
    conclusion = text.split('id="conclusion"')[1].split("</ul>")[0]
    sentences = re.findall(r"<li>(.*?)</li>", conclusion, re.S)
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
    for heading in re.findall(r"<(?:h1|h2|th)[^>]*>([^<]*)<", text):
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
    rows = re.findall(r'<li>[^<]+: [^<]+ <span class="place">\d+行</span></li>', rate[0])
    assert len(rows) == UNKNOWN_SHOWN
    assert f"うち{UNKNOWN_SHOWN}項目を次に示す" in rate[0]
    assert "report.xlsx の「未確認」" in rate[0]


def test_the_slider_counts_links_not_lines(out):
    """A line of a grouped picture stands for many links; the count of the month is the plan's."""
    text = (out / "midori-cho" / "index.html").read_text(encoding="utf-8")
    data = json.loads(re.search(r'id="map-data">(.*?)</script>', text, re.S)[1])
    plan = json.loads((out / "midori-cho" / "plan.json").read_text(encoding="utf-8"))["plan"]
    now = [id_ for id_, (start, end) in data["spans"].items() if start <= "2026-11" < end]
    assert len(now) == sum("opened" not in link for link in plan["links"]) > 20


def test_leads_tell_path_and_completeness_and_what_has_no_cutover_has_no_slack(text):
    section = text.partition('id="switching"')[2].partition("</section>")[0]
    assert "台帳の連携のうち仕様書のあるものは" in section
    leads = section.partition('id="t-leads"')[2]
    assert "経路・関係するもの" in leads and " → " in leads and "%・" in leads
    systems = section.partition('id="t-switching"')[2].partition("</table>")[0]
    assert "切替えの予定なし" in systems
    assert "見出しの重み" in section
