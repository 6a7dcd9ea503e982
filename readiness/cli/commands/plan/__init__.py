"""`readiness plan …`: the order of moves."""

from __future__ import annotations

from readiness.cli.lazy import lazy_group


@lazy_group(__name__)
def command() -> None:
    """The order of moves."""
