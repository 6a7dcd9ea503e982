"""What every record of an inventory shares: identity, provenance and place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Annotated, NewType, Self, TypeAlias, TypeVar

from readiness.model.ref import NOWHERE, Ref
from readiness.model.unknown import Unknown

T = TypeVar("T")
Maybe: TypeAlias = T | Unknown

SystemId = NewType("SystemId", str)
"""The ID of a system, of the body's own or outside it: the two ends of an interface may be either."""
ContractId = NewType("ContractId", str)
"""The ID of a contract."""
VendorId = NewType("VendorId", str)
"""The ID of a vendor, or of an operating body (広域連合 …) that supplies in its place; none of a group of vendors."""
InterfaceId = NewType("InterfaceId", str)
"""The ID of an interface."""
PackageId = NewType("PackageId", str)
"""The ID of a package."""


class Word(Enum):
    """A closed list of words. The value is the stable English code; `ja` is the word users type and read; `former` are
    words it had before, which are still read.
    """

    ja: str
    former: tuple[str, ...]

    if TYPE_CHECKING:  # with a `__new__` of our own every code would be Any, and a member compared with one no error

        @property
        def value(self) -> str:
            """The stable code."""

    def __new__(cls, code: str, ja: str, *former: str) -> Word:
        """Build from `CODE = "code", "語"`, and the words it had before."""
        member = object.__new__(cls)
        member._value_ = code
        member.ja = ja
        member.former = former
        return member

    @property
    def forms(self) -> tuple[str, ...]:
        """Everything it may be written as."""
        return (self.ja, str(self.value), *self.former)

    @classmethod
    def of(cls, code: str) -> Self:
        """The member of a stable code. Raises `KeyError` for a code that is not on the list."""
        member: Self = cls._value2member_map_[code]  # type: ignore[assignment]
        return member


class Secrecy(Word):
    """How a field has to be treated (取扱区分), the mildest first. What says nothing is INSIDE.

    The order is one chain on purpose: what rests on several fields is as secret as the strictest of them.
    """

    OPEN = "open", "公開"
    INSIDE = "inside", "庁内"
    QUOTE = "quote", "見積"
    PRICE = "price", "契約金額"
    NOTE = "note", "控え"
    PERSON = "person", "個人"
    SECURITY = "security", "安全管理"
    TENDER = "tender", "調達前"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A value inside a record; it knows its place but has no id."""

    ref: Ref = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record with an id. `source`, `confirmed_by`, `as_of` say who stands behind it (出典・確認者・時点)."""

    id: str
    name: str = ""
    source: Annotated[str | None, Secrecy.NOTE] = None
    confirmed_by: Annotated[str | None, Secrecy.NOTE] = None
    as_of: date | None = None
    note: Annotated[str | None, Secrecy.NOTE] = None
    called: str = field(default="", compare=False, repr=False)
    ref: Ref = field(default=NOWHERE, compare=False, repr=False)

    @property
    def label(self) -> str:
        """The name; without one what people call it (set when the inventory is put together), at last the id."""
        return self.name or self.called or self.id
