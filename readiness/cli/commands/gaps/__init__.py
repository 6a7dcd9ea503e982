"""`readiness gaps …`: question books out, answers in."""

from __future__ import annotations

from readiness.cli.lazy import lazy_group


@lazy_group(__name__)
def command() -> None:
    """Questions and answers."""
