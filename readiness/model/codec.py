"""Frozen values → plain JSON data and back: keys are field names, words their codes, unknown the word `unknown`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from types import UnionType
from typing import Annotated, Any, NewType, Union, cast, get_args, get_origin, get_type_hints

from readiness.model.ref import Ref
from readiness.model.text import Text
from readiness.model.unknown import Unknown

_PLAIN = frozenset({type(None), str, int, float, bool})

Render = Callable[[Text], Any]


def text_as_key(message: Text) -> Any:
    """A message as its key and parameters, for outputs that have no language."""
    return {"key": message.key, "params": {name: to_plain(value) for name, value in message.params}}


def to_plain(value: Any, render: Render = text_as_key) -> Any:
    """Plain data of any value of the model. `render` turns `Text` into words.

    Fields that are None and places that are nowhere are left out.

    Raises `TypeError` for a value that has no JSON form.
    """
    kind = type(value)
    return value if kind in _PLAIN else _way(cast(Hashable, kind))(value, render)


@cache
def _way(kind: type) -> Callable[[Any, Render], Any]:  # noqa: PLR0911 - one way a kind
    """How values of a type become plain."""
    if issubclass(kind, Enum):
        return lambda value, _: value.value
    if issubclass(kind, str | int | float):
        return lambda value, _: value
    if issubclass(kind, date):
        return lambda value, _: value.isoformat()
    if issubclass(kind, Text):
        return lambda value, render: render(value)
    if issubclass(kind, Ref):
        return lambda value, _: {"file": value.file, "path": list(value.path)} if value.file else None
    if issubclass(kind, tuple | list):
        return lambda value, render: [to_plain(item, render) for item in value if not _nowhere(item)]
    if is_dataclass(kind):
        return partial(_record, tuple((field.name, field.name.rstrip("_")) for field in fields(kind)))
    if issubclass(kind, Mapping):
        return lambda value, render: {_key(key): to_plain(item, render) for key, item in value.items()}
    if issubclass(kind, frozenset | set):
        return lambda value, render: sorted(to_plain(item, render) for item in value)
    raise TypeError(f"no JSON form for {kind.__name__}")


def _nowhere(item: Any) -> bool:
    return isinstance(item, Ref) and not item.file


def _record(keys: tuple[tuple[str, str], ...], value: Any, render: Render) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, key in keys:
        item = getattr(value, name)
        if (kind := type(item)) not in _PLAIN:
            item = _way(cast(Hashable, kind))(item, render)
        if item is not None:
            found[key] = item
    return found


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


def from_plain(kind: Any, data: Any) -> Any:
    """The value of a type hint out of what `to_plain` made of it. Messages (`Text`) have no way back.

    Raises `ValueError`, `TypeError` or `LookupError` where the data are of another shape.
    """
    return _back(kind)(data)


@cache
def _back(kind: Any) -> Callable[[Any], Any]:  # noqa: PLR0911 - one way a kind
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _back(args[0])
    if isinstance(kind, NewType):
        return _back(kind.__supertype__)
    if origin in (Union, UnionType):
        return partial(_one_of, tuple(arg for arg in args if arg is not type(None)), type(None) in args)
    if origin in (tuple, frozenset):
        if origin is tuple and not (len(args) == 2 and args[1] is Ellipsis):
            return lambda data: tuple(_back(arg)(item) for arg, item in zip(args, data, strict=True))
        return lambda data: origin(_back(args[0])(item) for item in _listed(data))
    if origin is not None and issubclass(origin, Mapping):
        return lambda data: {_back(args[0])(key): _back(args[1])(value) for key, value in data.items()}
    if is_dataclass(kind):
        hints = get_type_hints(kind, include_extras=True)
        names = {field.name.rstrip("_"): (field.name, hints[field.name]) for field in fields(kind)}
        made = cast(Callable[..., Any], kind)
        return lambda data: made(**{names[key][0]: _back(names[key][1])(value) for key, value in data.items()})
    if issubclass(kind, Enum):
        return cast(Callable[[Any], Any], kind)
    if issubclass(kind, date):
        return date.fromisoformat
    return partial(_exactly, kind)


def _listed(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise TypeError("a list is expected")
    return data


def _exactly(kind: type, data: Any) -> Any:
    if type(data) is not kind and not (kind is float and type(data) is int):
        raise TypeError(f"{kind.__name__} is expected")
    return data


def _one_of(kinds: tuple[Any, ...], none: bool, data: Any) -> Any:
    if data is None and none:
        return None
    for kind in sorted(kinds, key=lambda one: not (isinstance(one, type) and issubclass(one, Unknown))):
        try:
            return _back(kind)(data)
        except (TypeError, ValueError, LookupError, AttributeError):
            continue
    raise ValueError("no type fits")
