"""What records are called, indexed: in an inventory that is there already, and in the list being read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

from readiness.exchange.ledger.rows import Sections
from readiness.model.unknown import UNKNOWN_WORDS
from readiness.sources.grid import fold_header

_NO_NUMBER = frozenset({"", *UNKNOWN_WORDS})
_END = "\n"  # stands in no folded name


class Names:
    """Keys by name or ID, widths, case and blanks aside; the first record of a name has it."""

    def __init__(self) -> None:
        self._exact: dict[str, str] = {}
        self._told: dict[str, set[str]] = {}  # folded name → every key that has it
        self._lengths: set[int] = set()
        self._text = ""

    def add(self, key: str, name: str) -> None:
        """A record and its name."""
        for word in (fold_header(name), fold_header(key)):
            if word:
                self._exact.setdefault(word, key)
        if folded := fold_header(name):
            self._told.setdefault(folded, set()).add(key)
            self._lengths.add(len(folded))
            self._text = ""

    def exact(self, name: str) -> str | None:
        """The key of that name or ID."""
        return self._exact.get(fold_header(name))

    def near(self, name: str) -> str | None:
        """The only key whose name contains the words or is contained in them."""
        found: set[str] = set()
        for told in self._near(fold_header(name)):
            found |= self._told[told]
            if len(found) > 1:
                return None
        return next(iter(found), None)

    def _near(self, folded: str) -> Iterator[str]:
        if not folded:
            return
        if len(self._lengths) * len(folded) < len(self._told):
            parts = (folded[at : at + length] for at in range(len(folded)) for length in self._lengths)
            yield from (part for part in parts if part in self._told)
        else:
            yield from (told for told in self._told if told in folded)
        # One search through all names at once: a thousand short ones cost a loop, their text does not.
        self._text = self._text or _END + _END.join(self._told) + _END
        at = self._text.find(folded)
        while at >= 0:
            end = self._text.index(_END, at)
            yield self._text[self._text.rindex(_END, 0, at) + 1 : end]
            at = self._text.find(folded, end)


class Known:
    """Looks records of existing `sections` up by what a list says of them, so that it speaks of the same records."""

    def __init__(self, sections: Sections | None = None) -> None:
        self._sections = sections or {}
        self._indexes: dict[tuple[str, str], dict[Hashable, list[Mapping[str, Any]]]] = {}

    def named(self, section: str, name: str) -> str | None:
        """The ID of the record with that name or ID."""
        return self._by_text(section, "name", name) or self._by_text(section, "id", name)

    def systems(self) -> Iterator[tuple[str, str]]:
        """ID and name of every system."""
        for data in self._all("systems"):
            yield str(data["id"]), _text(data, "name")

    def package(self, name: str, version: object) -> str | None:
        """The package of that name, and of that version where both are told."""
        for data in self._by("packages", "name", lambda data: [_folded(data, "name")], fold_header(name)):
            versions = {fold_header(str(v)) for v in (version, data.get("version")) if v}
            if len(versions) < 2:
                return str(data["id"])
        return None

    def contract(self, number: object, name: object, system: str = "") -> str | None:
        """The contract of that number, else of that name, else the only one about the system."""
        for key, told in (("number", number), ("name", name)):
            if told and (found := self._by_text("contracts", key, str(told))):
                return found
        if number or name or not system:
            return None
        about = self._by("contracts", "systems", _systems, system)
        return str(about[0]["id"]) if len(about) == 1 else None

    def unnumbered(self, systems: Sequence[str]) -> str | None:
        """The only contract without a number about exactly these systems."""
        about = (
            self._by("contracts", "unnumbered", lambda data: [unnumbered(data)], frozenset(systems)) if systems else ()
        )
        return str(about[0]["id"]) if len(about) == 1 else None

    def link(self, from_: str, to: str, data: object) -> str | None:
        """The interface between the two ends, with the same data where both tell it."""
        for row in self._by(
            "interfaces", "ends", lambda row: [(str(row.get("from")), str(row.get("to")))], (from_, to)
        ):
            told = {fold_header(str(v)) for v in (data, row.get("data")) if v}
            if len(told) < 2:
                return str(row["id"])
        return None

    def _by_text(self, section: str, key: str, text: str) -> str | None:
        found = self._by(section, key, lambda data: [_folded(data, key)], fold_header(text))
        return str(found[0]["id"]) if found and fold_header(text) else None

    def _by(
        self, section: str, index: str, words: Callable[[Mapping[str, Any]], Any], sought: Hashable
    ) -> Sequence[Mapping[str, Any]]:
        """Records of a section that have the word `sought` among their `words`; the index is made once."""
        if (section, index) not in self._indexes:
            made = self._indexes.setdefault((section, index), {})
            for data in self._all(section):
                for word in words(data):
                    made.setdefault(word, []).append(data)
        return self._indexes[section, index].get(sought, ())

    def _all(self, section: str) -> Iterator[Mapping[str, Any]]:
        for data, _ in self._sections.get(section, ()):
            if isinstance(data, Mapping) and data.get("id") is not None:
                yield data


def _text(data: Mapping[str, Any], key: str) -> str:
    return str(data.get(key) or "")


def _folded(data: Mapping[str, Any], key: str) -> str:
    return fold_header(_text(data, key))


def _systems(contract: Mapping[str, Any]) -> Sequence[str]:
    told = contract.get("systems")
    return [str(system) for system in told] if isinstance(told, list) else []


def unnumbered(contract: Mapping[str, Any]) -> frozenset[str]:
    """The systems of a contract that a system ledger told in passing, without a number; none for any other."""
    return frozenset(_systems(contract) if _text(contract, "number").casefold() in _NO_NUMBER else ())
