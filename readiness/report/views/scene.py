"""A picture as a list of plain marks: written as SVG here, and placed by the page's script from the same list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from readiness.graph.labels import text_width
from readiness.graph.plane.place import Point
from readiness.report.views.styles import DEFS, FONT, SIZES, attributes
from readiness.sources.width import whole
from readiness.tables.marks import cut, plain

Mark: TypeAlias = list[Any]
SKIP = "skip"  # the key of a link that the Tab key passes over: the same one stands beside it once more
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Scene:
    """Marks in a frame of `width` × `height` pixels.

    A mark is `["r", look, x, y, width, height, radius]`, `["p", look, path, stroke width, ends]`,
    `["t", look, x, y, words]`, `["u", look, x, y, words]` (reading upwards), `["a", address, title, key, marks]`,
    `["g", y, marks]` (lower by y) or `["c", ends, links, marks]` (a cell, its ends in words, the ids of its links). A
    stroke width of 0 is that of the look; `ends` of a path are the keys of the two boxes it joins. Words may end with
    the key of the figure they tell (`keyed`), which the picture that the page shows first carries.
    """

    width: float
    height: float
    marks: tuple[Mark, ...]


def rect(style: str, x: float, y: float, width: float, height: float, radius: float = 0) -> Mark:
    """A rectangle."""
    return ["r", style, _r(x), _r(y), _r(width), _r(height), radius]


def words(style: str, x: float, y: float, text: str, room: float = 0) -> Mark:
    """Words; clipped to `room` pixels where that is given."""
    return ["t", style, _r(x), _r(y), fit(text, room, style) if room else text]


def keyed(mark: Mark, figure: str) -> Mark:
    """Words with the key of the number they tell."""
    return [*mark[:4], plain(mark[4]), figure]


def line(style: str, points: Sequence[Point], width: float = 0, ends: tuple[str, str] | None = None) -> Mark:
    """A chain of cubic Bézier points, or two points of a straight line."""
    first, *rest = points
    kind = "L" if len(points) == 2 else "C"
    path = f"M{_n(first[0])} {_n(first[1])}{kind}" + " ".join(f"{_n(x)} {_n(y)}" for x, y in rest)
    return ["p", style, path, _r(width), " ".join(ends) if ends else ""]


def path(style: str, drawn: str) -> Mark:
    """Any path."""
    return ["p", style, drawn, 0, ""]


def anchor(address: str, title: str, marks: Iterable[Mark], key: str = "") -> Mark:
    """Marks that lead somewhere (or nowhere: only told about by `title`)."""
    return ["a", address, title, key, list(marks)]


def upwards(style: str, x: float, y: float, text: str, room: float) -> Mark:
    """Words that read upwards from a point."""
    return ["u", style, _r(x), _r(y), fit(text, room, style)]


def cell(ends: str, links: Iterable[str], marks: Iterable[Mark]) -> Mark:
    """A cell of a matrix."""
    return ["c", ends, " ".join(links), list(marks)]


def lowered(by: float, marks: Iterable[Mark]) -> Mark:
    """Marks further down."""
    return ["g", _r(by), list(marks)]


def fit(text: str, room: float, style: str) -> str:
    """The words, cut with … where they are wider than `room` pixels."""
    size = next((SIZES[name] for name in style.split() if name in SIZES), 13.5)
    if text_width(bare := plain(text), size) <= room:
        return text
    short = bare
    while short and text_width(short + "…", size) > room:
        short = short[:-1]
    return cut(text, whole(short, bare).rstrip() + "…")


def width_of(text: str, style: str) -> float:
    """How wide words are about, in pixels."""
    return text_width(plain(text), next((SIZES[name] for name in style.split() if name in SIZES), 13.5))


def page_svg(scene: Scene, label: str) -> str:
    """The picture inside the page: classes, links that take the focus, no texture of its own."""
    inside = marks_svg(scene.marks)
    return (
        f'<svg class="v" role="group" aria-label={quoteattr(_clean(label))}'
        f' viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" width="{_n(scene.width)}">{inside}</svg>'
    )


def marks_svg(marks: Iterable[Mark]) -> str:
    """Marks inside a picture of the page."""
    return "".join(_element(mark, alone=False) for mark in marks)


def moved(x: float, y: float, marks: Iterable[Mark]) -> list[Mark]:
    """Rectangles, words and paths at another place."""
    found: list[Mark] = []
    for mark in marks:
        if mark[0] == "p":
            found.append([*mark[:2], _moved_path(mark[2], x, y), *mark[3:]])
        else:
            found.append([*mark[:2], _r(mark[2] + x), _r(mark[3] + y), *mark[4:]])
    return found


def _moved_path(drawn: str, x: float, y: float) -> str:
    """A path whose capital letters are at another place; small letters tell of distances and stay."""

    def at(step: re.Match[str]) -> str:
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", step[2])]
        by = {"H": (x,), "V": (y,)}.get(step[1], (x, y))
        stated = (_n(number + by[place % len(by)]) for place, number in enumerate(numbers))
        return step[1] + " ".join(stated)

    return re.sub(r"([MLCHV])([^A-Za-z]*)", at, drawn)


def file_svg(scene: Scene, title: str, lines: Sequence[str] = (), keys: Sequence[Mark] = (), room: float = 0) -> str:
    """The picture alone, for a slide: its question above, below its keys and then its sentence, every look written out.

    `keys` are placed from the upper edge of their `room`.
    """
    above, below = 40.0, room + 22.0 * len(lines) + (14 if lines else 0)
    height = scene.height + above + below
    marks = [
        rect("paper", 0, 0, scene.width, height),
        words("t20 b ink", 8, 27, title, scene.width - 16),
    ]
    foot = moved(0, above + scene.height + 6, keys)
    foot += [
        words("t13 ink", 8, above + scene.height + room + 22 * at, stated) for at, stated in enumerate(lines, start=1)
    ]
    inside = "\n".join(_element(mark, alone=True) for mark in scene.marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {_n(scene.width)} {_n(height)}"'
        f' width="{_n(scene.width)}" height="{_n(height)}" font-family="{FONT}">\n'
        f"<title>{_text(title)}</title>\n{DEFS}\n"
        + "\n".join(_element(mark, alone=True) for mark in marks)
        + f'\n<g transform="translate(0 {_n(above)})">\n{inside}\n</g>\n'
        + "\n".join(_element(mark, alone=True) for mark in foot)
        + "\n</svg>\n"
    )


def _element(mark: Mark, *, alone: bool) -> str:
    kind, style = mark[0], mark[1]
    if kind in "gac":
        return _group(mark, alone=alone)
    if kind == "r":
        x, y, width, height, radius = mark[2:]
        shape = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
        return f"<rect {_style_of(style, alone)} {shape}{f' rx={quoteattr(_n(radius))}' if radius else ''}/>"
    if kind == "p":
        return _drawn(mark, alone=alone)
    x, y, text = mark[2:5]
    figure = f" data-figure={quoteattr(mark[5])}" if len(mark) > 5 and not alone else ""
    place = f'transform="translate({_n(x)} {_n(y)}) rotate(-90)"' if kind == "u" else f'x="{_n(x)}" y="{_n(y)}"'
    return f"<text {_style_of(style, alone)} {place}{figure}>{_text(text)}</text>"


def _group(mark: Mark, *, alone: bool) -> str:
    """Marks that belong together; what a file stands alone with leads nowhere."""
    kind, stated = mark[0], ""
    if kind != "g" and (title := mark[2] if kind == "a" else mark[1]):
        stated = f"<title>{_text(title)}</title>"
    body = stated + "".join(_element(item, alone=alone) for item in mark[-1])
    if kind == "g":
        return f'<g transform="translate(0 {_n(mark[1])})">{body}</g>'
    if alone or (kind == "a" and not mark[1]):
        return f"<g>{body}</g>"
    if kind == "c":
        return f'<g class="c" data-links={quoteattr(mark[2])}>{body}</g>'
    key = ' tabindex="-1"' if mark[3] == SKIP else f" data-key={quoteattr(mark[3])}" if mark[3] else ""
    return f"<a href={quoteattr(mark[1])}{key}>{body}</a>"


def _drawn(mark: Mark, *, alone: bool) -> str:
    _, style, drawn, width, ends = mark
    if alone and "more" in style.split():
        return ""
    stroke = f' style="stroke-width:{_n(width)}px"' if width else ""
    joins = f" data-ends={quoteattr(ends)}" if ends and not alone else ""
    return f'<path {_style_of(style, alone)} d="{drawn}"{stroke}{joins}/>'


def _style_of(style: str, alone: bool) -> str:
    if not alone:
        return f'class="{style}"'
    return " ".join(f"{key}={quoteattr(value)}" for key, value in attributes(style).items())


def _text(content: str) -> str:
    return escape(_clean(content))


def _clean(content: str) -> str:
    """Without the characters XML cannot hold."""
    return _NOT_XML.sub("", content)


def _r(value: float) -> float:
    """A tenth of a pixel; whole numbers as such, so that the same picture gives the same bytes."""
    found = round(value, 1)
    return int(found) if found == int(found) else found


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
