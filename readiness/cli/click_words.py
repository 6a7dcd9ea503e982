"""Click's own words (使い方, オプション, errors of usage) from our catalogue.

Click looks its words up by gettext, whose catalogues are compiled files found by environment variables; on a PC where
only a folder was unpacked there is neither. So the lookup itself is replaced, in the modules that hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType

from click import core, decorators, exceptions, formatting, parser, types

from readiness.messages.catalogue import Language, load_words

_MODULES: tuple[ModuleType, ...] = (core, decorators, exceptions, formatting, parser, types)


def speak(language: Language) -> None:
    """Let Click speak `language`; words our catalogue lacks stay English."""
    words = {entry["en"]: entry[language] for entry in load_words("click").values()}
    for module in _MODULES:
        for name, lookup in (("_", _singular(words)), ("ngettext", _plural(words))):
            if hasattr(module, name):
                setattr(module, name, lookup)


def _singular(words: Mapping[str, str]) -> Callable[[str], str]:
    return lambda said: words.get(said, said)


def _plural(words: Mapping[str, str]) -> Callable[[str, str, int], str]:
    def said(one: str, many: str, count: int) -> str:
        english = one if count == 1 else many
        return words.get(english, english)

    return said
