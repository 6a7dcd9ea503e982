"""A portfolio as text, CSV or JSON; one module per format, imported when asked for."""

from __future__ import annotations

from importlib import import_module

from readiness.messages.catalogue import Catalogue
from readiness.portfolio.combine import Portfolio

FORMATS = {"text": "text", "csv": "csvfile", "json": "jsonfile"}


def render(portfolio: Portfolio, form: str, words: Catalogue) -> str:
    """The portfolio in one of `FORMATS`."""
    rendered: str = import_module(f"readiness.report.portfolio.{FORMATS[form]}").render(portfolio, words)
    return rendered
