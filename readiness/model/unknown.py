"""Unknown is a value (未確認): it is carried, counted and shown, never read as «no problem». So is what is withheld."""

from __future__ import annotations

from enum import Enum
from typing import Final, TypeGuard, TypeVar

T = TypeVar("T")


class Unknown(Enum):
    """What stands where a value is not told: nobody knows it (未確認), or this reader may not see it (非公開)."""

    UNKNOWN = "unknown"
    WITHHELD = "withheld"

    def __bool__(self) -> bool:
        raise TypeError("未確認 is neither true nor false: ask `known(value)` first")

    def __repr__(self) -> str:
        return self.name


UNKNOWN: Final = Unknown.UNKNOWN
WITHHELD: Final = Unknown.WITHHELD

# What a user may type for «unknown» in YAML and in workbooks.
UNKNOWN_WORDS: Final = frozenset({"未確認", "unknown", "不明"})


def known(value: T | Unknown) -> TypeGuard[T]:
    """True unless the value is `UNKNOWN` or `WITHHELD`."""
    return not isinstance(value, Unknown)
