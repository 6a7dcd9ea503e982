"""What an inventory that is there already calls its records, indexed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

from readiness.intake.fold import fold
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN_WORDS

Placed = tuple[Any, Ref]
_NO_NUMBER = frozenset({"", *UNKNOWN_WORDS})


class Known:
    """Looks records of existing `sections` up by what a list says of them, so that it speaks of the same records."""

    def __init__(
        self, sections: Mapping[str, Sequence[Placed]] | None = None, *, has_systems: bool | None = None
    ) -> None:
        self._sections = sections or {}
        self._indexes: dict[tuple[str, str], dict[Hashable, list[Mapping[str, Any]]]] = {}
        # Whether there is an inventory with systems; former names alone are none.
        self.has_systems = any(True for _ in self._all("systems")) if has_systems is None else has_systems

    @property
    def sections(self) -> Mapping[str, Sequence[Placed]]:
        """The records themselves."""
        return self._sections

    def renamed(self, names: Mapping[str, Mapping[str, str]]) -> Known:
        """The same, and records under further names: section → name → ID."""
        rows = {
            section: [({"id": id_, "name": name}, Ref("")) for name, id_ in stated.items()]
            for section, stated in names.items()
        }
        both = {key: [*rows.get(key, ()), *self._sections.get(key, ())] for key in {*rows, *self._sections}}
        return Known(both, has_systems=self.has_systems)

    def named(self, section: str, name: str) -> str | None:
        """The ID of the record with that name or ID."""
        return self._by_text(section, "name", name) or self._by_text(section, "id", name)

    def all(self, section: str) -> list[Mapping[str, Any]]:
        """The records of a section that have an ID."""
        return list(self._all(section))

    def holds(self, section: str, key: str) -> bool:
        """Whether there is a record of that ID."""
        return bool(self._by(section, "id", lambda data: [str(data["id"]).casefold()], key.casefold()))

    def package(self, name: str, version: object) -> str | None:
        """The package of that name, and of that version where both are told."""
        for data in self._by("packages", "name", lambda data: [_folded(data, "name")], fold(name)):
            versions = {fold(str(v)) for v in (version, data.get("version")) if v}
            if len(versions) < 2:
                return str(data["id"])
        return None

    def contract(self, number: object, name: object, system: str = "") -> str | None:
        """The contract of that number, else of that name, else the only one about the system."""
        for key, stated in (("number", number), ("name", name)):
            if stated and (found := self._by_text("contracts", key, str(stated))):
                return found
        if number or name or not system:
            return None
        about = self._by("contracts", "systems", _systems, system)
        return str(about[0]["id"]) if len(about) == 1 else None

    def whole(self, system: str, name: str) -> str | None:
        """The contract of a system that is none of its parts: the only one about it, or the one called as it is."""
        about = self._by("contracts", "systems", _systems, system)
        found = about if len(about) == 1 else [row for row in about if _folded(row, "name") == fold(name)]
        return str(found[0]["id"]) if len(found) == 1 else None

    def fits(self, key: str, stated: Mapping[str, Sequence[Any]]) -> bool:
        """Whether a row that states these values may be of the contract of that ID: none of them is another there."""
        own = next(iter(self._by("contracts", "id", lambda data: [str(data["id"]).casefold()], key.casefold())), {})
        return all(str(own[name]) in map(str, values) for name, values in stated.items() if values and name in own)

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
            stated = {fold(str(v)) for v in (data, row.get("data")) if v}
            if len(stated) < 2:
                return str(row["id"])
        return None

    def _by_text(self, section: str, key: str, text: str) -> str | None:
        found = self._by(section, key, lambda data: [_folded(data, key)], fold(text))
        return str(found[0]["id"]) if found and fold(text) else None

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
    return fold(_text(data, key))


def _systems(contract: Mapping[str, Any]) -> Sequence[str]:
    stated = contract.get("systems")
    return [str(system) for system in stated] if isinstance(stated, list) else []


def unnumbered(contract: Mapping[str, Any]) -> frozenset[str]:
    """The systems of a contract that a system ledger told in passing, without a number; none for any other."""
    return frozenset(_systems(contract) if _text(contract, "number").casefold() in _NO_NUMBER else ())
