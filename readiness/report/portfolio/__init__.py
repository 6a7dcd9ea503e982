"""A portfolio as text, CSV or JSON, and as a folder; one module per format, imported when asked for."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from readiness.report.portfolio.view import PortfolioView

FORMATS = {"text": "text", "csv": "csvfile", "json": "jsonfile"}


def render(view: PortfolioView, form: str) -> str:
    """The portfolio in one of `FORMATS`."""
    rendered: str = import_module(f"readiness.report.portfolio.{FORMATS[form]}").render(view)
    return rendered


def has_arrow() -> bool:
    """Whether the extra `portfolio` (pyarrow) is installed."""
    return find_spec("pyarrow") is not None
