"""JSON Schemas (draft 2020-12) of our values, read off their type hints."""

from __future__ import annotations

import sys
import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN = {int: "integer", str: "string", bool: "boolean", float: "number", type(None): "null"}


class TypeSchema:
    """Collects `$defs` while it walks through the type hints."""

    def __init__(self) -> None:
        self.defs: dict[str, dict[str, Any]] = {}
        self._names: dict[Any, str] = {}

    def of(self, hint: Any) -> dict[str, Any]:  # noqa: PLR0911 - one way a kind of type
        """The schema of a type hint. Raises `KeyError` for a type that has none."""
        origin, args = get_origin(hint), get_args(hint)
        if is_dataclass(hint) or hasattr(hint, "_fields"):
            return self.reference(hint)
        if isinstance(hint, NewType):
            return self.of(hint.__supertype__)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return {"enum": [member.value for member in hint]}
        if hint is date:
            return {"type": "string", "format": "date"}
        if origin in {tuple, frozenset}:
            return self.array(args if origin is tuple else (args[0], Ellipsis))
        if origin is Literal:
            return {"enum": [arg.value if isinstance(arg, Enum) else arg for arg in args]}
        if origin in {Union, types.UnionType}:
            return {"anyOf": [self.of(arg) for arg in args]}
        if origin is not None and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(args[1])}
        return {} if hint is Any else {"type": _PLAIN[hint]}

    def array(self, args: tuple[Any, ...]) -> dict[str, Any]:
        """The schema of a tuple: of any length, or one per place."""
        if len(args) == 2 and args[1] is Ellipsis:
            return {"type": "array", "items": self.of(args[0])}
        count = len(args)
        return {"type": "array", "prefixItems": [self.of(arg) for arg in args], "minItems": count, "maxItems": count}

    def reference(self, kind: Any) -> dict[str, Any]:
        """A reference to a record, which is added to the definitions; a second one of its name with its module."""
        if kind not in self._names:
            name: str = kind.__name__
            self._names[kind] = f"{kind.__module__.rpartition('.')[2]}.{name}" if name in self.defs else name
            self.defs[self._names[kind]] = {}
            self.defs[self._names[kind]] = self.record(kind)
        return {"$ref": f"#/$defs/{self._names[kind]}"}

    def record(self, kind: Any) -> dict[str, Any]:
        """The schema of one record; names that only a type checker imports are found in what is loaded."""
        properties = {name: self.of(hint) for name, hint in hints_of(kind).items()}
        return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def hints_of(kind: Any) -> dict[str, Any]:
    """Type hints of a record, those too that its module imports for the type checker alone."""
    missing: dict[str, Any] = {}
    while True:
        try:
            return get_type_hints(kind, localns=missing)
        except NameError as error:
            missing[error.name] = _loaded(error.name)


def _loaded(name: str) -> Any:
    """The one class of ours of that name."""
    ours = [module for key, module in sys.modules.items() if key.startswith("readiness.model") and module is not None]
    found = {vars(module)[name] for module in ours if name in vars(module)}
    (only,) = found
    return only
