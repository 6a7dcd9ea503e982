"""Colour, type and spacing are デジタル庁デザインシステム's published values, and nothing else."""

import re
from pathlib import Path

import pytest

import readiness

ROOM = Path(readiness.__file__).parent
TEMPLATES = ROOM / "report" / "templates"
TOKENS = dict(re.findall(r"--([a-z]+-?\d*): ([^;]+);", (TEMPLATES / "tokens.css").read_text(encoding="utf-8")))
# A sample of the published colours, to notice a slip in the tokens.
PUBLISHED = {
    "blue-50": "#e8f1fe", "blue-900": "#0017c1", "blue-1000": "#00118f", "green-900": "#115a36",
    "yellow-300": "#ffd43d", "orange-1000": "#8b3200", "red-1000": "#a90000", "magenta-900": "#8b008b",
    "gray-420": "#949494", "gray-900": "#1a1a1a",
}  # fmt: skip
# (font size, line height, letter spacing) of the published text styles Std and Dns that the report uses.
STYLES = {
    (36, 1.4, 0.01), (28, 1.5, 0.01), (24, 1.5, 0.02), (20, 1.5, 0.02),
    (18, 1.6, 0.02), (16, 1.7, 0.02), (14, 1.3, 0.0),
}  # fmt: skip


def test_tokens_are_the_published_values():
    assert {name: TOKENS[name] for name in PUBLISHED} == PUBLISHED
    assert {value for name, value in TOKENS.items() if name.startswith("space-")} == {
        f"{n}px" for n in (4, 8, 16, 24, 40, 64)
    }


@pytest.mark.parametrize("path", [*TEMPLATES.rglob("*.css"), *TEMPLATES.rglob("*.j2"), *(ROOM / "graph").glob("*.py"),
                                  *(ROOM / "report").glob("*.py")], ids=lambda path: path.name)  # fmt: skip
def test_no_other_colour(path):
    text = path.read_text(encoding="utf-8")
    assert set(re.findall(r"#[0-9a-f]{3,6}\b(?=[;\"' )])", text.replace('href="#', ""))) <= set(TOKENS.values())
    if path.name in ("page.css", "print.css", "portfolio.css", "paper.css"):
        assert re.findall(r"#[0-9a-f]{3,6}\b(?=[; ])", text) == []


def test_spacing_and_type_come_from_the_tokens():
    text = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    for name, value in re.findall(
        r"(?<![-\w])((?:margin|padding|gap)[a-z-]*|font-size|line-height|letter-spacing): ([^;}]+)", text
    ):
        assert not re.search(r"(?<!-)\b[1-9]\d*px", value), (name, value)


@pytest.mark.browser
def test_every_text_has_a_published_style(page, out):
    """What the browser computes, over all text of the page; pictures and what is only for readers of the code apart."""
    page.goto((out / "midori-cho" / "index.html").as_uri())
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    found = page.evaluate("""() => {
      const seen = new Map(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const at = walk.currentNode.parentElement;
        if (!walk.currentNode.data.trim() || at.closest('svg, script, style, noscript')) continue;
        const style = getComputedStyle(at), size = parseFloat(style.fontSize);
        const round = (value) => Math.round(parseFloat(value) / size * 100) / 100 || 0;
        seen.set([size, round(style.lineHeight), round(style.letterSpacing)].join(' '), at.outerHTML.slice(0, 90));
      }
      return [...seen];
    }""")
    strange = [(style, html) for style, html in found if tuple(map(float, style.split())) not in STYLES]
    assert strange == []


@pytest.mark.browser
def test_words_of_the_pictures_are_not_small(page, out):
    page.goto((out / "midori-cho" / "index.html").as_uri())
    sizes = page.evaluate("""[...document.querySelectorAll('.ganttbox text')].map(
      (text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)""")
    assert min(sizes) > 11.9
