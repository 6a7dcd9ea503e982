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


_LONGEST, _QUOTED = 1_000, 200
"""Characters from which words are cut, and what is left of them."""


def shortened(words: str) -> str:
    """Words of an input as a sentence can quote them: one cell of a workbook may hold 32,767 characters."""
    return words if len(words) <= _LONGEST else words[:_QUOTED] + "…"


def quoting(message: Text) -> Text:
    """The message with what it quotes shortened; itself where nothing is that long."""
    params = tuple((name, _quoted(value)) for name, value in message.params)
    return message if params == message.params else Text(message.key, params)


def _quoted(value: Param) -> Param:
    if isinstance(value, str):
        return shortened(value)
    if isinstance(value, Text):
        return quoting(value)
    return tuple(map(_quoted, value)) if isinstance(value, tuple) else value


def named(name: str, name_en: str) -> Text:
    """A name that the data of `specs/` gives in both languages; each catalogue shows its own."""
    return text("common.name", name=name, name_en=name_en)
