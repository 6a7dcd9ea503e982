"""What a joint plan is made of as JSON that says its types, and back: for what is kept, never for what is published.

Only the records listed here are ever made of it; anything else has no form.
"""

from __future__ import annotations

from base64 import b85decode, b85encode
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import numpy as np

from readiness.model.text import Text
from readiness.model.unknown import UNKNOWN, Unknown
from readiness.portfolio.joint_amounts import Span
from readiness.portfolio.joint_dates import Dated
from readiness.portfolio.joint_share import JointMove, JointShare, Place
from readiness.portfolio.limits import Limit
from readiness.portfolio.shared import Bond
from readiness.solver.joint.plan import JointPlan, Parts
from readiness.solver.joint.prices import Pack, Prices

_RECORDS = {
    kind.__name__: kind
    for kind in (JointShare, JointMove, Place, Bond, Limit, Span, Dated, Text, JointPlan, Parts, Prices)
}
_ARRAYS = {"bool", "int64"}


def to_tagged(value: Any) -> Any:  # noqa: PLR0911 - one way a kind
    """Plain data of a value. Raises `TypeError` for one that has no form."""
    kind = type(value)
    if value is None or kind in (bool, int, float, str):
        return value
    if kind is date:
        return {"date": value.isoformat()}
    if isinstance(value, Unknown):
        return {"unknown": True}
    if kind is Pack:
        return {"pack": to_tagged(tuple(value))}
    if kind is tuple:
        return [to_tagged(item) for item in value]
    if kind is frozenset:
        return {"set": sorted((to_tagged(item) for item in value), key=repr)}
    if isinstance(value, np.ndarray) and value.dtype.name in _ARRAYS:
        held = b85encode(np.ascontiguousarray(value).tobytes()).decode("ascii")
        return {"array": value.dtype.name, "shape": list(value.shape), "bytes": held}
    if isinstance(value, Mapping):
        return {"map": [[to_tagged(key), to_tagged(item)] for key, item in value.items()]}
    if _RECORDS.get(kind.__name__) is kind:
        return {"record": kind.__name__, "of": {f.name: to_tagged(getattr(value, f.name)) for f in fields(kind)}}
    raise TypeError(f"no form for {kind.__name__}")


def from_tagged(data: Any) -> Any:  # noqa: PLR0911 - one way a kind
    """The value. Raises `TypeError`, `ValueError` or `LookupError` where the data are of another form."""
    if isinstance(data, list):
        return tuple(map(from_tagged, data))
    if not isinstance(data, dict):
        return data
    match data:
        case {"date": day}:
            return date.fromisoformat(day)
        case {"unknown": True}:
            return UNKNOWN
        case {"pack": parts}:
            return Pack(*from_tagged(parts))
        case {"set": items}:
            return frozenset(map(from_tagged, items))
        case {"array": name, "shape": shape, "bytes": held} if name in _ARRAYS:
            return np.frombuffer(b85decode(held), dtype=name).reshape(shape).copy()
        case {"map": items}:
            return {from_tagged(key): from_tagged(item) for key, item in items}
        case {"record": name, "of": values}:
            return _RECORDS[name](**{key: from_tagged(value) for key, value in values.items()})
    raise ValueError("no such form")
