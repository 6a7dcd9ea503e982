"""Prefectures as equal tiles, each about where it lies: a picture without any outside data (都道府県のタイル図).

The figure stands on every tile, so that the shade alone says nothing.
"""

from __future__ import annotations

from datetime import date
from html import escape

from markupsafe import Markup

from readiness.portfolio.nation import Group
from readiness.report.portfolio.view import PortfolioView

# Column and row of each prefecture, in the order of the national codes 01 … 47. Drawn up for this picture.
_PLACES = (
    (12, 0), (11, 1), (12, 2), (12, 3), (11, 2), (11, 3), (12, 4), (13, 5), (12, 5), (11, 5), (11, 6), (13, 6),
    (12, 6), (12, 7), (11, 4), (10, 4), (9, 4), (8, 5), (10, 6), (10, 5), (9, 5), (10, 7), (9, 6), (9, 7), (8, 6),
    (7, 6), (7, 7), (6, 6), (8, 7), (8, 8), (5, 6), (4, 6), (5, 7), (4, 7), (3, 6), (5, 10), (5, 9), (4, 9), (4, 10),
    (2, 7), (1, 7), (0, 7), (1, 8), (2, 8), (2, 9), (1, 9), (0, 11),
)  # fmt: skip
_SIDE, _GAP = 52, 4
# Per cent as printed, so that tiles of one figure have one shade; the ink on each is read easily (4.5 to 1).
_STEPS = ((90, "#1b4f72", "#fff"), (75, "#2874a6", "#fff"), (50, "#aed6f1", "#111"), (0, "#eaf2f8", "#111"))
_UNKNOWN = ("#fff", "#111")


def tiles(view: PortfolioView) -> Markup:
    """The mean rate of the municipalities of each prefecture; empty without published rates."""
    nation = view.nation
    if nation is None or nation.progress_month is None or len(nation.prefectures) != len(_PLACES):
        return Markup("")
    step = _SIDE + _GAP
    width, height = (max(place[at] for place in _PLACES) * step + _SIDE + 2 for at in (0, 1))
    marks = "".join(_tile(view, group, place) for group, place in zip(nation.prefectures, _PLACES, strict=True))
    title = escape(
        view.words.get("portfolio.tiles.title", month=view.month(date.fromisoformat(f"{nation.progress_month}-01")))
    )
    return Markup(  # noqa: S704 - every word in it is escaped
        f'<figure class="tiles"><svg viewBox="-1 -1 {width} {height}" width="{width}" role="img" aria-label="{title}">'
        f'{marks}</svg><figcaption class="note">{title}</figcaption></figure>'
    )


def _tile(view: PortfolioView, group: Group, place: tuple[int, int]) -> str:
    fill, ink = _UNKNOWN
    said = view.words.get("common.unknown")
    if group.mean is not None:
        rate = f"{100 * group.mean:.0f}"
        fill, ink = next((fill, ink) for least, fill, ink in _STEPS if int(rate) >= least)
        said = f"{rate}%"
    x, y = (at * (_SIDE + _GAP) for at in place)
    name = escape(short_name(group.key))
    label = escape(view.words.get("portfolio.tiles.label", name=group.key, bodies=group.bodies, rate=said))
    middle = x + _SIDE / 2
    return (
        f'<g><title>{label}</title><rect x="{x}" y="{y}" width="{_SIDE}" height="{_SIDE}" rx="4" fill="{fill}" '
        f'stroke="#555"/><text x="{middle}" y="{y + 22}" text-anchor="middle" font-size="13" fill="{ink}">{name}</text>'
        f'<text x="{middle}" y="{y + 40}" text-anchor="middle" font-size="12" fill="{ink}">{escape(said)}</text></g>'
    )


def short_name(prefecture: str) -> str:
    """青森 for 青森県; 北海道 stays as it is."""
    return prefecture[:-1] if prefecture[-1:] in ("県", "府", "都") else prefecture
