"""Words below report and cli: a key of the message catalogue and its parameters, never a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, Union

from readiness.model.unknown import Unknown


class FiscalYear(int):
    """A fiscal year among the parameters of a message (2027), written as officials do (令和9年度, FY2027)."""


Param: TypeAlias = Union[str, int, float, bool, date, Unknown, "Text", tuple["Param", ...], None]


@dataclass(frozen=True, slots=True)
class Text:
    """A message: `key` names it in the catalogue, `params` fill it. A nested `Text` or tuple is rendered in turn."""

    key: str
    params: tuple[tuple[str, Param], ...] = ()

    def mapping(self) -> Mapping[str, Param]:
        """The parameters by name."""
        return dict(self.params)


def text(key: str, /, **params: Param) -> Text:
    """`Text` with its parameters in a stable order."""
    return Text(key, tuple(sorted(params.items())))


def named(name: str, name_en: str) -> Text:
    """A name that the data of `specs/` gives in both languages; each catalogue shows its own."""
    return text("common.name", name=name, name_en=name_en)
