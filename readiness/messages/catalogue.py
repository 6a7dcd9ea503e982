"""The message catalogue: key → Japanese and English, one YAML file per first segment of the key, loaded on first use.

`words/<segment>.yaml` holds `segment.rest.of.key: {ja: …, en: …}`; `rules/<code>.yaml` holds the words of one rule.
Parameters are written `{name}`; `{name:,}` groups thousands. A nested `Text` is rendered in the same language.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from readiness.compiled import load_own
from readiness.messages.dates import fiscal
from readiness.model.text import FiscalYear, Param, Text
from readiness.model.unknown import Unknown

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
# By path, because importlib.resources alone would cost a tenth of a short command.
_HERE = Path(__file__).parent


@cache
def load_words(segment: str) -> Mapping[str, Mapping[str, str]]:
    """All messages whose key starts with `segment.`; empty where there is no such file."""
    source = _HERE / "words" / f"{segment}.yaml"
    if not source.is_file():
        return {}
    loaded: Mapping[str, Mapping[str, str]] = load_own(source) or {}
    return loaded


@cache
def load_rule(code: str) -> Mapping[str, Any]:
    """The words of one rule, as `rules/<code>.yaml` holds them; empty where there is no such file."""
    source = _HERE / "rules" / f"{code}.yaml"
    if not source.is_file():
        return {}
    loaded: Mapping[str, Any] = load_own(source) or {}
    return loaded


class _Word(str):
    """What stands where a number would (未確認, 非公開): digits are grouped, words are not."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return str(self)


class Catalogue:
    """Renders keys and `Text` in one language."""

    def __init__(self, language: Language = "ja") -> None:
        self.language: Language = language
        self._templates: dict[str, str | None] = {}

    def get(self, key: str, /, **params: Param) -> str:
        """The message of `key`; the key itself in ⟦⟧ where it is missing, so that the gap is seen."""
        template = self._template(key)
        if template is None:
            return self._missing(key)
        return self._filled(key, template, params.items()) if params else template

    def _missing(self, key: str) -> str:
        return f"⟦{key}⟧"

    def has(self, key: str) -> bool:
        """Whether the key exists in this language."""
        return self._template(key) is not None

    def render(self, message: Text) -> str:
        """The message of a `Text`, with nested texts rendered too."""
        template = self._template(message.key)
        if template is None or not message.params:
            return self.get(message.key)
        return self._filled(message.key, template, message.params)

    def join(self, items: Iterable[Param]) -> str:
        """A list in running text (、 in Japanese, comma in English)."""
        return ("、" if self.language == "ja" else ", ").join(str(self._value(item)) for item in items)

    def _filled(self, key: str, template: str, params: Iterable[tuple[str, Param]]) -> str:
        """The one place where a number, a day or a name comes into the words of `key`."""
        return template.format_map(
            {name: value if type(value) is str else self._value(value) for name, value in params}
        )

    def _template(self, key: str) -> str | None:
        try:
            return self._templates[key]
        except KeyError:
            return self._templates.setdefault(key, self._found(key))

    def _found(self, key: str) -> str | None:
        segment, _, rest = key.partition(".")
        if segment == "rule":  # rule.<code>.<field>
            code, _, field = rest.partition(".")
            entry: Any = load_rule(code)
            for step in field.split("."):
                entry = entry.get(step) if isinstance(entry, Mapping) else None
        else:
            words = load_words(segment)
            # A field has a label of its own, or the one that all fields of its name share.
            entry = words.get(key) or (words.get(f"field.{key.rpartition('.')[2]}") if segment == "field" else None)
        if isinstance(entry, Mapping):
            found = entry.get(self.language)
            return str(found) if found is not None else None
        return None

    def _value(self, value: Param) -> Any:
        if isinstance(value, Text):
            return self.render(value)
        if isinstance(value, Unknown):
            return _Word(self.get(f"common.{value.value}"))
        if isinstance(value, tuple):
            return self.join(value)
        if isinstance(value, bool):
            return self.get("common.yes" if value else "common.no")
        if isinstance(value, date | FiscalYear):
            return value.isoformat() if isinstance(value, date) else fiscal(value, self.language)
        return "" if value is None else value


def default_catalogue() -> Catalogue:
    """The catalogue of the language named by `READINESS_LANG` (ja unless it says en)."""
    return Catalogue("en" if os.environ.get("READINESS_LANG", "ja").lower().startswith("en") else "ja")
