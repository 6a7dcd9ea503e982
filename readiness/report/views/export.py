"""One view as a file of its own, for a slide: question, picture, sentence, key; as SVG or PNG."""

from __future__ import annotations

from collections.abc import Callable

from readiness.analysis.analyze import Analysis
from readiness.graph.fonts import japanese_font
from readiness.graph.labels import text_width
from readiness.model.audience import ALLOWED
from readiness.model.record import Secrecy
from readiness.model.text import text
from readiness.report.context import ReportContext
from readiness.report.graph_export import PictureError
from readiness.report.options import ReportOptions
from readiness.report.outputs import for_reader
from readiness.report.views.areas import areas
from readiness.report.views.keys import flowing
from readiness.report.views.matrix import matrix
from readiness.report.views.numbers import numbers
from readiness.report.views.scene import file_svg
from readiness.report.views.styles import SIZES
from readiness.report.views.timeline import timeline_view
from readiness.report.views.view import Sight, View
from readiness.report.views.waves import waves
from readiness.report.views.without import without

VIEWS: dict[str, Callable[[Sight], View | None]] = {
    "waves": waves,
    "map": areas,
    "matrix": matrix,
    "without": without,
    "timeline": timeline_view,
    "numbers": numbers,
}
_SCALE = 2.0  # pixels of a PNG for one of the SVG
_WIDTH = 1220.0
_NEVER_FIRST = "、。)」』・"


def view_svg(analysis: Analysis, options: ReportOptions, name: str, state: str | None) -> str:
    """A view in a state (None: the first one) as its reader may see it. Raises `PictureError` for no such state."""
    shown, stated = for_reader(analysis, options)
    context = ReportContext(analysis=shown, options=stated)
    if Secrecy.INSIDE not in ALLOWED[context.audience]:  # without systems and links a view says that there are none
        raise PictureError(text("view.withheld", reader=context.say(context.audience)))
    view = VIEWS[name](Sight(context=context))
    if view is None:
        raise PictureError(text("view.nothing"))
    found = next((item for item in view.states if item.key == (state or view.default)), None)
    if found is None:
        raise PictureError(text("view.no_state", state=state or "", known=tuple(item.key for item in view.states)))
    caption = context.t("graph.caption", title=context.inventory.body.label, day=context.as_of)
    lines = [part for line in (found.sentence, view.note, caption) if line for part in _wrapped(line)]
    keys, room = flowing((key for key in view.key if not key.screen), _WIDTH, 0)
    return file_svg(found.scene, view.question, lines, keys, room)


def _wrapped(line: str) -> list[str]:
    """A line broken at the width of the picture."""
    parts, size = [""], SIZES["t13"]
    for character in line:
        if text_width(parts[-1] + character, size) > _WIDTH and character not in _NEVER_FIRST:
            parts.append("")
        parts[-1] += character
    return parts


def png(svg: str) -> bytes:
    """The picture as PNG. Raises `PictureError` where it cannot be drawn here, or not with Japanese letters."""
    font = japanese_font()
    if font is None:
        raise PictureError(text("graph.no_font"))
    try:
        import resvg_py  # noqa: PLC0415 - a library of its own for one format
    except ImportError as error:
        raise PictureError(text("view.no_rasteriser")) from error
    try:
        return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=_SCALE, font_family=font, sans_serif_family=font))
    except (ValueError, RuntimeError) as error:
        raise PictureError(text("graph.no_picture", form="PNG", detail=str(error))) from error
