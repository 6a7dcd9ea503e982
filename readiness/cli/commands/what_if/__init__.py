"""`readiness what-if …`: consequences of one change, against the adopted plan."""

from __future__ import annotations

from readiness.cli.lazy import lazy_group


@lazy_group(__name__)
def command() -> None:
    """What would happen."""
