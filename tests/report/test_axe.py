"""axe on every page and paper of both samples, everything unfolded: no violation; what it leaves open is known."""

import pytest

from tests.report.axe import audit, contrast_in_pictures
from tests.report.conftest import BODIES

pytestmark = pytest.mark.browser

# The words of a node on the nearest ground that is painted behind them.
RATIO = """node => {
  const rgb = (value) => value.match(/[\\d.]+/g).map(Number);
  let ground = node;
  while (ground && (rgb(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0) ground = ground.parentElement;
  const light = (value) => {
    const part = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = rgb(value).map((v) => part(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const white = "rgb(255, 255, 255)", behind = ground ? getComputedStyle(ground).backgroundColor : white;
  const [a, b] = [light(getComputedStyle(node).color), light(behind)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""


# Of the nodes that axe leaves open (docs/decisions/0041), those that are not one character (in the colours of all
# others) and whose words are too pale.
UNSEEN = f"""(targets) => targets.filter((target) => {{
  const node = document.querySelector(target);
  return !(node.textContent.trim().length === 1 || ({RATIO})(node) >= 4.5);
}})"""


def check(page, path, most=None):
    page.goto(path.as_uri())
    violations, incomplete = audit(page, most)
    assert violations == [], path.name
    measured = contrast_in_pictures(page)
    assert [(text, ratio) for text, ratio in measured if ratio < 4.5] == [], path.name
    return incomplete, measured


# The city has all kinds of marks: the first rows of each of its tables in the usual run, every row in the long one.
@pytest.mark.parametrize(
    ("body", "most"),
    [("aozora-shi", 12), *(pytest.param(body, None, marks=pytest.mark.long) for body in BODIES)],
)
def test_report(page, out, body, most):
    left, measured = check(page, out / body / "index.html", most)
    assert {rule for rule, _, _ in left} <= {"color-contrast"}, left
    assert page.evaluate(UNSEEN, [target[0] for _, _, target in left]) == []
    assert len(measured) > 100


@pytest.mark.parametrize("body", BODIES)
def test_papers(page, out, body):
    kinds = {paper.stem.partition("-")[0]: paper for paper in sorted((out / body / "papers").glob("*.html"))}
    assert len(kinds) > 6
    for paper in kinds.values():  # one letter of each kind
        assert check(page, paper)[0] == [], paper.name


@pytest.mark.long
def test_english(page, english):
    for path in (english / "index.html", english / "papers" / "chougi.html", english / "papers" / "zaisei.html"):
        check(page, path)
