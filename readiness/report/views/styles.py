"""How marks look: one vocabulary for all views, told apart by shape and texture as well as by colour.

The page writes it as a style sheet, a picture that stands alone as attributes: slides and editors know no style sheets.
"""

from __future__ import annotations

from collections.abc import Mapping

STYLES: Mapping[str, Mapping[str, str]] = {
    # boxes: thick = migrated, thin = to move, dashed = outside the body, pale = nothing in the ledger
    "box": {"fill": "#ffffff", "stroke": "#4d4d4d", "stroke-width": "1.2"},
    "done": {"stroke": "#1a1a1a", "stroke-width": "2.8"},
    "todo": {"stroke": "#8b3200", "stroke-width": "1.4"},
    "now": {"fill": "#e8f1fe", "stroke": "#0017c1", "stroke-width": "3"},
    "past": {"fill": "#f2f2f2"},
    "out": {"stroke-dasharray": "5 3"},
    "none": {"fill": "#f2f2f2", "stroke": "#949494", "stroke-dasharray": "2 3"},
    "gone": {"fill": "#fdeeee", "stroke": "#a90000", "stroke-width": "2.4"},
    "hit": {"stroke": "#a90000", "stroke-width": "1.4"},
    # surfaces
    "red": {"fill": "url(#h-red)", "stroke": "#a90000", "stroke-width": "1"},
    "brown": {"fill": "url(#h-brown)", "stroke": "#8b3200", "stroke-width": "1"},
    "unknown": {"fill": "url(#h-grey)", "stroke": "#767676", "stroke-width": "1"},
    "cross": {"fill": "url(#h-cross)", "stroke": "none"},
    "soft-band": {"fill": "url(#h-soft)", "stroke": "none"},
    "link": {"fill": "#c5d7fb", "stroke": "#4d4d4d", "stroke-width": ".6"},
    "solid": {"fill": "#1a1a1a", "stroke": "#1a1a1a", "stroke-width": ".6"},
    "self": {"fill": "#767676", "stroke": "none"},
    "band": {"fill": "#f2f2f2", "stroke": "none"},
    "paper": {"fill": "#ffffff", "stroke": "none"},
    "frame": {"fill": "none", "stroke": "#0017c1", "stroke-width": "1.6"},
    "ground": {"fill": "#ffffff", "fill-opacity": "0"},  # what a name can be touched by
    "hub": {"fill": "#fff0b3", "stroke": "#806300", "stroke-width": "1"},
    "blue": {"fill": "#0017c1", "stroke": "#ffffff", "stroke-width": "1"},
    "blue2": {"fill": "#7096f8", "stroke": "#ffffff", "stroke-width": "1"},
    "blue3": {"fill": "#c5d7fb", "stroke": "#4d4d4d", "stroke-width": ".6"},
    "green": {"fill": "#115a36", "stroke": "#ffffff", "stroke-width": "1"},
    "yellow": {"fill": "#ffd43d", "stroke": "#4d4d4d", "stroke-width": ".6"},
    "white": {"fill": "#ffffff", "stroke": "#4d4d4d", "stroke-width": "1"},
    "magenta": {"fill": "#8b008b", "stroke": "#ffffff", "stroke-width": "1"},
    "brown2": {"fill": "#8b3200", "stroke": "#ffffff", "stroke-width": "1"},
    "grey": {"fill": "#cccccc", "stroke": "#ffffff", "stroke-width": "1"},
    "alarm": {"fill": "#a90000", "stroke": "none"},
    # lines
    "line": {"fill": "none", "stroke": "#767676", "stroke-width": "1.4"},
    "stem": {"fill": "none", "stroke": "#a90000", "stroke-width": "1.4"},
    "temp": {"stroke": "#a90000", "stroke-dasharray": "7 4"},
    "open": {"stroke": "#8b3200", "stroke-dasharray": "2 3", "stroke-width": "2.4"},
    "shut": {"stroke": "#4d4d4d", "stroke-dasharray": "1 5"},
    "rule": {"fill": "none", "stroke": "#cccccc", "stroke-width": "1"},
    "year": {"fill": "none", "stroke": "#4d4d4d", "stroke-width": "1.2"},
    "today": {"fill": "none", "stroke": "#0017c1", "stroke-width": "2", "stroke-dasharray": "4 3"},
    "bar": {"fill": "none", "stroke": "#4d4d4d", "stroke-width": "3"},
    "carried": {"fill": "none", "stroke": "#4d4d4d", "stroke-width": "2", "stroke-dasharray": "2 4"},
    "bare": {"fill": "none", "stroke": "#a90000", "stroke-width": "3", "stroke-dasharray": "2 3"},
    "cross2": {"fill": "none", "stroke": "#a90000", "stroke-width": "2.6"},
    "more": {"opacity": "0"},  # drawn when its end is touched
    # words
    "t11": {"font-size": "11.5"},
    "t12": {"font-size": "12.5"},
    "t13": {"font-size": "13.5"},
    "t15": {"font-size": "15"},
    "t20": {"font-size": "20"},
    "b": {"font-weight": "700"},
    "m": {"text-anchor": "middle"},
    "e": {"text-anchor": "end"},
    "ink": {"fill": "#1a1a1a"},
    "soft": {"fill": "#4d4d4d"},
    "warn": {"fill": "#a90000"},
    "new": {"fill": "#8b3200"},
    "act": {"fill": "#0017c1"},
    "pale": {"fill": "#ffffff"},
    "halo": {"stroke": "#ffffff", "stroke-width": "3", "paint-order": "stroke"},
}
# Parties and items of cost, the first the largest; what comes after the last shares its grey.
FILLS = ("blue", "blue2", "blue3", "green", "yellow", "brown2", "magenta", "grey")
_DARK = frozenset({"blue", "green", "brown2", "magenta"})
SIZES = {name: float(style["font-size"]) for name, style in STYLES.items() if "font-size" in style}
FONT = "'BIZ UDPGothic','Noto Sans JP','Noto Sans CJK JP','Yu Gothic UI','Meiryo','Hiragino Sans',sans-serif"
# Red leans right and is thick, brown leans left, unknown is thin and grey, what has to be agreed on is wide apart and
# leans left, what is closed is crossed: told apart without colour.
DEFS = (
    '<defs><pattern id="h-red" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#ffffff"/><path d="M1.2 0V6" stroke="#a90000" stroke-width="2.4"/></pattern>'
    '<pattern id="h-brown" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<rect width="6" height="6" fill="#ffffff"/><path d="M1 0V6" stroke="#8b3200" stroke-width="2"/></pattern>'
    '<pattern id="h-grey" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" fill="#ffffff"/><path d="M.5 0V5" stroke="#767676" stroke-width=".9"/></pattern>'
    '<pattern id="h-soft" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<path d="M.5 0V8" stroke="#7096f8" stroke-width=".9"/></pattern>'
    '<pattern id="h-cross" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0H6M0 0V6" stroke="#949494" stroke-width="1" fill="none"/></pattern></defs>'
)


def on(fill: str) -> str:
    """The style of words that stand on a surface."""
    return "pale" if fill in _DARK else "ink"


def style_sheet() -> str:
    """The styles as classes of the pictures of the page."""
    return "".join(
        f".v .{name} {{ {'; '.join(f'{key}: {_unit(key, value)}' for key, value in style.items())}; }}\n"
        for name, style in STYLES.items()
    )


def _unit(key: str, value: str) -> str:
    return f"{value}px" if key == "font-size" else value


def attributes(style: str) -> dict[str, str]:
    """The styles named, those further down the table over those before, as a style sheet has it."""
    names = style.split()
    found: dict[str, str] = {}
    for name, values in STYLES.items():
        if name in names:
            found |= values
    return found
