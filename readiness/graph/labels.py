"""Labels broken into lines, and the size of the box they need, from East-Asian width."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.graphview import GraphNode, NodeKind
from readiness.sources.width import clip, display_width, wrap

FONT_SIZE = 12.0  # points; a full-width character is as wide as it is high
SUB_FONT_SIZE = 9.5
LINE_HEIGHT = 15.0
SUB_LINE_HEIGHT = 13.0
_HALF = 0.56  # width of a half-width cell in ems: Latin letters of a proportional font, with a reserve for capitals
_PADDING_X = 10.0
_PADDING_Y = 7.0
_MIN_WIDTH = 64.0


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


def box_for(node: GraphNode, *, cells: int = 18, max_lines: int = 3) -> Box:
    """The box of a node: its name in up to `max_lines` lines of `cells` cells, below it the vendor or member count."""
    wrapped = wrap(node.label, cells, ambiguous=2)
    lines = wrapped[:max_lines]
    if len(wrapped) > max_lines:
        lines[-1] = clip(lines[-1] + "…" * 2, cells, ambiguous=2)
    sub = clip(_sub_line(node), cells + 4, ambiguous=2)
    widest = max([text_width(line, FONT_SIZE) for line in lines] + [text_width(sub, SUB_FONT_SIZE)])
    height = LINE_HEIGHT * len(lines) + (SUB_LINE_HEIGHT if sub else 0.0) + 2 * _PADDING_Y
    return Box(tuple(lines), sub, max(_MIN_WIDTH, widest + 2 * _PADDING_X), height)


def _sub_line(node: GraphNode) -> str:
    if node.members and node.kind not in (NodeKind.SYSTEM, NodeKind.EXTERNAL):
        return f"×{len(node.members)}"
    return node.vendor_label
