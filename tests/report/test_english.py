"""An English report is English: Japanese is left only in what the inventory says and in titles of specifications."""

import re
from html.parser import HTMLParser

import pytest
import yaml
from openpyxl import load_workbook

from readiness.app.analyze import analyze
from tests.report.conftest import BODIES, ROOT

JAPANESE = re.compile("[\u3041-\u30fa\u30fc-\u30ff\u4e00-\u9fff\uff01-\uff5e・「」。、]+")
CUT = re.compile(f"{JAPANESE.pattern}…$")  # one run of one class: nested repetition would never end on a long text
QUOTED = ("script", "style", "svg", "pre")  # a page of one system quotes the lines of the inventory in <pre>
# Words of the inventory that the tool chooses from a list have English ones; what people wrote stays as it is.
CHOSEN = {
    "body_class", "kind", "decides", "conformance", "due", "hosting", "layout_held", "documented", "filed", "answer",
    "evaluation", "data_return", "auto_renew", "rights", "multi_year", "per", "tax", "milestone", "status",
}  # fmt: skip
TYPED = {
    "自団体",
    "write 未確認",
    "(案)",
}  # what is written into the inventory to the letter; a draft as it is numbered


def _written(value, key=""):
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _written(below, str(name))
    elif isinstance(value, list):
        for below in value:
            yield from _written(below, key)
    elif (
        isinstance(value, str)
        and key not in CHOSEN
        and JAPANESE.search(value)
        and value not in ("未確認", "はい", "いいえ")
    ):
        yield value


def _own_words(body):
    """What may stay Japanese, longest first."""
    own = set(TYPED)
    units = set()
    for path in (ROOT / "inventories" / body).glob("*.yaml"):
        records = yaml.safe_load(path.read_text(encoding="utf-8"))
        own |= set(_written(records))
        units |= {str(indicator.get("unit")) for indicator in records.get("indicators") or []}
    for path in (ROOT / "specs" / "areas").glob("*.yaml"):
        own |= set(_written(yaml.safe_load(path.read_text(encoding="utf-8")).get("spec", {})))
    # Titles of documents that facts rest on, and the kinds of expense of a Japanese budget, have no English ones.
    sources = yaml.safe_load((ROOT / "specs" / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    own |= {source["title"] for source in sources.values()}
    accounts = yaml.safe_load((ROOT / "specs" / "budget" / "accounts.yaml").read_text(encoding="utf-8"))
    own |= {kind["name"] for kind in accounts["setsu"]}
    return sorted((word for word in own if len(word) > 1 or word in units), key=len, reverse=True)


class Said(HTMLParser):
    """What a page says outside its pictures, whose labels are names broken into lines."""

    def __init__(self, text):
        super().__init__()
        self.said, self._inside, self._same = [], 0, False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self._inside += tag in QUOTED
        self._same = tag == "a"  # the name of a system inside what was written is a link, which does not divide it
        self.said += [value for name, value in attrs if name in ("aria-label", "title") and value]

    def handle_endtag(self, tag):
        self._inside -= tag in QUOTED
        self._same = tag == "a"

    def handle_data(self, data):
        if not self._inside and self._same and self.said:
            self.said[-1] += data
        elif not self._inside:
            self.said.append(data)


def _left(texts, own):
    found = {}
    for text in texts:
        rest = CUT.sub("…", text)  # a name cut short
        for word in own:
            rest = rest.replace(word, "")
        if JAPANESE.search(rest):
            found[rest.strip()[:120]] = None
    return list(found)


@pytest.fixture(scope="module", params=BODIES)
def report(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("english-all")
    analyze(ROOT / "inventories" / request.param, out=folder, language="en")
    return folder / request.param, _own_words(request.param)


def test_no_japanese_in_pages(report):
    folder, own = report
    for path in (folder / "index.html", folder / "papers" / "chougi.html", folder / "papers" / "zaisei.html"):
        assert _left(Said(path.read_text(encoding="utf-8")).said, own) == [], path.name


def test_no_japanese_in_letters(report):
    folder, own = report
    letters = sorted((folder / "papers").glob("shoukai-*.html"))
    assert letters
    for path in letters:
        assert _left(Said(path.read_text(encoding="utf-8")).said, own) == [], path.name


def test_no_japanese_in_the_workbook(report):
    folder, own = report
    book = load_workbook(folder / "report.xlsx", read_only=True)
    for sheet in book:
        told = {cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
        assert _left([sheet.title, *sorted(told)], own) == [], sheet.title
