"""What axe finds on a page with everything unfolded."""

import pytest

UNFOLD = "for (const fold of document.querySelectorAll('details')) fold.open = true"
# Rows are printed by one macro: the first of each table and list have the colours of all, and contrast is slow.
SHORTEN = """most => {
  for (const menu of document.querySelectorAll('nav details')) menu.open = false;  // open, it lies over the page
  const cut = (rows) => rows.slice(most).forEach((row) => { if (!row.querySelector('[rowspan]')) row.remove(); });
  for (const table of document.querySelectorAll('tbody')) cut([...table.rows]);
  for (const list of document.querySelectorAll('main ul, main ol')) cut([...list.children]);
  for (const pages of document.querySelectorAll('.pages')) cut([...pages.children]);
}"""
KEPT = 6


def audit(page, most=None):
    """(violations, incomplete) of the page, each as (rule, first nodes); afterwards the page is shortened. `most`: rows
    of a table, list or set of pages that are looked at for anything but contrast; all of them without it.
    """
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    wanted = {"resultTypes": ["violations", "incomplete"]}
    page.evaluate(UNFOLD)
    if most:
        page.evaluate(SHORTEN, most)
    found = [axe.run(page, options={**wanted, "rules": {"color-contrast": {"enabled": False}}}).response]
    page.evaluate(SHORTEN, KEPT)
    # axe cannot judge words scrolled half out, nor what something that sticks may lie over
    open_ = ".scroll { overflow: visible !important; max-height: none !important }"
    page.add_style_tag(content=f"{open_} thead, th, .tabs {{ position: static !important }}")
    page.set_viewport_size({"width": 2400, "height": 900})
    # pictures are left to `contrast_in_pictures`: axe cannot judge words on shapes
    no_pictures = {"exclude": [["main svg"]]}
    found.append(axe.run(page, context=no_pictures, options={**wanted, "runOnly": ["color-contrast"]}).response)
    return tuple(
        [
            (item["id"], node["html"][:160], node["target"])
            for one in found
            for item in one[kind]
            for node in item["nodes"]
        ]
        for kind in ("violations", "incomplete")
    )


# What axe cannot see: the words of a picture against the shape they stand on, or the white ground.
WORDS_OF_PICTURES = """() => {
  const light = (colour) => {
    const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const told = [];
  for (const svg of document.querySelectorAll('main svg')) {
    const shapes = [...svg.querySelectorAll('rect, circle')].filter((shape) => {
      const style = getComputedStyle(shape);
      return !shape.closest('defs') && style.fill !== 'none' && Number(style.fillOpacity) > 0;
    });
    for (const text of svg.querySelectorAll('text')) {
      const box = text.getBoundingClientRect(), fill = getComputedStyle(text).fill;
      const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
      const below = shapes.filter((shape) => {
        const on = shape.getBoundingClientRect(), before = shape.compareDocumentPosition(text) & 4;
        return before && on.left <= x && x <= on.right && on.top <= y && y <= on.bottom;
      }).at(-1);
      const ground = below ? getComputedStyle(below).fill : 'rgb(255, 255, 255)';
      if (box.width) told.push([text.textContent, ground.startsWith('rgb') ? ratio(fill, ground) : 0]);
    }
  }
  return told;
}"""


def contrast_in_pictures(page):
    """(words, contrast ratio) of every text of every picture of the page."""
    return page.evaluate(WORDS_OF_PICTURES)
