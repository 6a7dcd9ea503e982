"""Pages of papers as a browser prints them, also with type 5 % larger: another machine has another font."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest

pytestmark = pytest.mark.browser

LARGER = """() => {
  const all = [...document.querySelectorAll('main, main *')];
  const sizes = all.map(e => parseFloat(getComputedStyle(e).fontSize) * 1.05);
  all.forEach((e, at) => { e.style.fontSize = sizes[at] + 'px'; });
}"""
# Pages at most: the council's paper has two where ways are compared; a plain ledger's is what to find out first.
LIMITS = {
    "midori-cho": {"chougi": 2, "gikai": 1, "mondou": 1, "koka": 1, "seisa": 1, "hikitsugi": 1},
    "aozora-shi": {"chougi": 2, "gikai": 1, "mondou": 1, "koka": 1, "seisa": 1},
    "karamari-cho": {"chougi": 2, "gikai": 1, "mondou": 1, "koka": 1, "seisa": 1},
    "かえで町": {"chougi": 1, "gikai": 1, "mondou": 1, "koka": 1, "hikitsugi": 1},
}


def printed(page: Any, paper: Path, pdf: Path, *, larger: bool = False) -> list[str]:
    """The text of each page of a paper, and that it is A4."""
    page.goto(paper.as_uri())
    if larger:
        page.evaluate(LARGER)
    page.pdf(path=pdf, prefer_css_page_size=True)
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told)
    assert size and {round(float(side)) for side in size.groups()} == {595, 842}, paper.name
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


LONG = pytest.mark.long  # what fits with larger type fits as it is, so that this alone is tried every time


@pytest.mark.parametrize("larger", [True, pytest.param(False, marks=LONG)], ids=["larger", "as it is"])
@pytest.mark.parametrize("body", ["midori-cho", "かえで町", *(pytest.param(b, marks=LONG) for b in list(LIMITS)[1:3])])
def test_papers_keep_to_their_pages(
    page: Any, town: Any, plain_ledger: Path, body: str, tmp_path: Path, *, larger: bool
) -> None:
    folder = (plain_ledger if body == "かえで町" else town(body)) / "papers"
    for name, most in LIMITS[body].items():
        sheets = printed(page, folder / f"{name}.html", tmp_path / "paper.pdf", larger=larger)
        assert len(sheets) <= most, (name, sheets[most:])


@LONG
@pytest.mark.parametrize("larger", [True, False], ids=["larger", "as it is"])
@pytest.mark.parametrize("body", ["midori-cho", "aozora-shi"])
def test_every_table_division_post_and_cover_has_its_page(
    page: Any, town: Any, body: str, tmp_path: Path, *, larger: bool
) -> None:
    folder, pdf = town(body) / "papers", tmp_path / "paper.pdf"
    sheets = printed(page, folder / "zaisei.html", pdf, larger=larger)
    assert "B1" in sheets[0] and sheets[1].lstrip().startswith("B2"), "B1 with its notes is one page"
    assert len(sheets) <= 14
    for stem in ("gyomu", "hikitsugi"):  # a page a division, a page a post
        parts = (folder / f"{stem}.html").read_text(encoding="utf-8").count('class="newpage"') + 1
        sheets = printed(page, folder / f"{stem}.html", pdf, larger=larger)
        assert len(sheets) == parts, stem
    letters = sorted(path for path in folder.glob("*.html") if path.stem.startswith(("shoukai-", "kakunin-")))
    assert len(letters) > 5
    for letter in letters:
        sheets = printed(page, letter, pdf, larger=larger)
        assert "以上" in sheets[0] and sheets[1].lstrip().startswith("別紙1"), letter.name
        assert len(sheets) <= 14, letter.name


def test_a_table_that_its_heading_names_has_no_caption(plain_ledger: Path) -> None:
    page = (plain_ledger / "papers" / "chougi.html").read_text(encoding="utf-8")
    asked = page.split("優先確認事項</h2>")[1]
    assert "<caption>" not in asked.split("</table>")[0]
    said = [p.text for p in docx.Document(str(plain_ledger / "papers" / "chougi.docx")).paragraphs]
    assert [line for line in said if "優先確認事項" in line] == ["8 優先確認事項"]
