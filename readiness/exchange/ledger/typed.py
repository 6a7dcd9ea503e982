"""Days as YAML days, so that they are written without quotes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from readiness.exchange.ledger.leaves import Leaf

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def typed_leaf(leaf: Leaf, value: Any) -> Any:
    """The value of one field, ready to be written."""
    return typed(value) if leaf.shape.kind in ("date", "dates") else value


def typed(value: Any) -> Any:
    """Plain data with every ISO day turned into a date. Texts that only look like days do not occur in mapped rows."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
