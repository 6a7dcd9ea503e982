"""Wiring of `graph --view`: one view of the report as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.analysis.inputs import Inputs


def view_picture(inputs: Inputs, name: str, *, state: str | None, form: str, language: str, audience: str) -> bytes:
    """SVG or PNG of a view. Raises `PictureError` for a state it does not have, or a PNG that cannot be made here."""
    from readiness.analysis.analyze import analyze
    from readiness.inventory.positions import Positions
    from readiness.report.options import report_options
    from readiness.report.views.export import png, view_svg

    svg = view_svg(analyze(inputs), report_options(language, Positions(), audience), name, state)
    return png(svg) if form == "png" else svg.encode("utf-8")
