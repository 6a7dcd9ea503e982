"""Unknown is a value (未確認): it is carried, counted and shown, never read as «no problem»."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal, TypeGuard, TypeVar

T = TypeVar("T")


class Unknown(Enum):
    """The type of the single value `UNKNOWN` (未確認)."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("未確認 is neither true nor false: ask `known(value)` first")

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN
UnknownType = Literal[Unknown.UNKNOWN]

# What a user may type for «unknown» in YAML and in workbooks.
UNKNOWN_WORDS: Final = frozenset({"未確認", "unknown", "不明"})


def known(value: T | Unknown) -> TypeGuard[T]:
    """True unless the value is `UNKNOWN`."""
    return value is not UNKNOWN


def or_else(value: T | Unknown, default: T) -> T:
    """The value, or the default where it is unknown. Use it where the default is shown beside the result."""
    return default if isinstance(value, Unknown) else value
