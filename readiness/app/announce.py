"""Who hears of long work, step by step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from readiness.model.text import Text

# Told of each step of long work as it begins.
Announce: TypeAlias = Callable[[Text], None]


def silent(step: Text) -> None:
    """Tells nobody."""
