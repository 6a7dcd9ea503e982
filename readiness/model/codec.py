"""Frozen values → plain JSON data: keys are field names, words their codes, unknown the reserved word `unknown`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from readiness.model.ref import Ref
from readiness.model.text import Text

Render = Callable[[Text], Any]


def text_as_key(message: Text) -> Any:
    """A message as its key and parameters, for outputs that have no language."""
    return {"key": message.key, "params": {name: to_plain(value) for name, value in message.params}}


def to_plain(value: Any, render: Render = text_as_key) -> Any:
    """Plain data of any value of the model. Fields that are None are left out; `render` turns `Text` into words."""
    if value is None or isinstance(value, str | int | float | bool):
        plain: Any = value.value if isinstance(value, Enum) else value
    elif isinstance(value, Enum):
        plain = value.value
    elif isinstance(value, date):
        plain = value.isoformat()
    elif isinstance(value, Text):
        plain = render(value)
    elif isinstance(value, Ref):
        plain = {"file": value.file, "path": list(value.path)} if value.file else None
    elif is_dataclass(value) and not isinstance(value, type):
        plain = _record(value, render)
    elif isinstance(value, Mapping):
        plain = {_key(key): to_plain(item, render) for key, item in value.items()}
    elif isinstance(value, tuple | list):
        plain = [to_plain(item, render) for item in value]
    elif isinstance(value, frozenset | set):
        plain = sorted(to_plain(item, render) for item in value)
    else:
        raise TypeError(f"no JSON form for {type(value).__name__}")
    return plain


def _record(value: Any, render: Render) -> dict[str, Any]:
    found = {field.name.rstrip("_"): to_plain(getattr(value, field.name), render) for field in fields(value)}
    return {name: item for name, item in found.items() if item is not None}


def _key(key: Any) -> str:
    return str(key.value if isinstance(key, Enum) else key.isoformat() if isinstance(key, date) else key)


def envelope(kind: str, version: int, data: Mapping[str, Any]) -> dict[str, Any]:
    """The frame of every JSON output: what it is, in which version, made by which release."""
    from readiness import __version__  # noqa: PLC0415 - keeps the package root free of imports

    return {
        "format": f"readiness.{kind}",
        "version": version,
        "tool": {"name": "readiness", "version": __version__},
        **data,
    }
