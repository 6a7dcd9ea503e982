"""`readiness spec …`: the standard as it is known here, and the user's own editions."""

from __future__ import annotations

from readiness.cli.lazy import lazy_group


@lazy_group(__name__)
def command() -> None:
    """The standard."""
