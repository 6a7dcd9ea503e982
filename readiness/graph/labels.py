"""Labels broken into lines, and the size of the box they need, from East-Asian width."""

from __future__ import annotations

import re
from dataclasses import dataclass

from readiness.model.graphview import GraphNode, NodeKind
from readiness.sources.width import clip, display_width, wrap

POINTS_PER_INCH = 72.0
FONT_SIZE = 12.0  # points; a full-width character is as wide as it is high
SUB_FONT_SIZE = 9.5
LINE_HEIGHT = 15.0
SUB_LINE_HEIGHT = 13.0
_HALF = 0.56  # width of a half-width cell in ems: Latin letters of a proportional font, with a reserve for capitals
_PADDING_X = 10.0
_PADDING_Y = 7.0
_MIN_WIDTH = 64.0
# A run of katakana, or of anything else, with the brackets that belong to it.
_PIECES = re.compile(r"[(（「『]*(?:[ァ-ヶー]+|[^ァ-ヶー(（「『・]+|・)[)）」』・]*|[(（「『)）」』]+")
# What stands around the name of every company says nothing about which one it is.
_LEGAL_FORM = re.compile(r"(?:株式|有限|合同|合資|合名)会社|(?:一般|公益)(?:社団|財団)法人|\(株\)|（株）|㈱|㈲")

# Fill and border of a system by conformance (published colours, see tokens.css); everything else is plain.
STYLES = {
    "conformant": ("#e8f1fe", "#0031d8"),
    "transitional": ("#ffeee2", "#ac3e00"),
    "non_conformant": ("#fdeeee", "#ce0000"),
    "unknown": ("#f2f2f2", "#666666"),
}
PLAIN_STYLE = ("#ffffff", "#333333")


@dataclass(frozen=True, slots=True)
class Box:
    """Lines of a label and the size of its box in points."""

    lines: tuple[str, ...]
    sub_line: str
    width: float
    height: float


def text_width(text: str, font_size: float) -> float:
    """Width of one line in points: 1 em per full-width character, a little over half an em per half-width one."""
    cells = display_width(text, ambiguous=2)
    return cells * font_size * (0.5 if not text.isascii() else _HALF)


def box_for(node: GraphNode, *, cells: int = 16, max_lines: int = 3) -> Box:
    """The box of a node: its name in up to `max_lines` lines of `cells` cells, below it the vendor or member count."""
    wrapped = break_label(node.label, cells)
    lines = wrapped[:max_lines]
    if len(wrapped) > max_lines:
        lines[-1] = clip(lines[-1] + "…" * 2, cells, ambiguous=2)
    sub = clip(_sub_line(node), cells + 4, ambiguous=2)
    widest = max([text_width(line, FONT_SIZE) for line in lines] + [text_width(sub, SUB_FONT_SIZE)])
    height = LINE_HEIGHT * len(lines) + (SUB_LINE_HEIGHT if sub else 0.0) + 2 * _PADDING_Y
    return Box(tuple(lines), sub, max(_MIN_WIDTH, widest + 2 * _PADDING_X), height)


def break_label(label: str, cells: int) -> list[str]:
    """Lines of at most `cells` half-width cells, broken between words where the script changes (保険 / システム)."""
    lines = [""]
    for piece in _PIECES.findall(label):
        room = cells - display_width(lines[-1], ambiguous=2)
        if display_width(piece, ambiguous=2) <= room:
            lines[-1] += piece
        elif display_width(piece, ambiguous=2) <= cells:
            lines.append(piece)
        else:
            lines[-1:] = wrap(lines[-1] + piece, cells, ambiguous=2)
    return [line.strip() for line in lines if line.strip()] or [label]


def _sub_line(node: GraphNode) -> str:
    if node.members and node.kind not in (NodeKind.SYSTEM, NodeKind.EXTERNAL):
        return f"×{len(node.members)}"
    return _LEGAL_FORM.sub("", node.vendor_label) or node.vendor_label
