"""Names of what an inventory already holds, so that a further list of the body speaks of the same records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from readiness.exchange.ledger.rows import Sections
from readiness.model.unknown import UNKNOWN_WORDS
from readiness.sources.grid import fold_header

_NO_NUMBER = frozenset({"", *UNKNOWN_WORDS})


@dataclass(frozen=True, slots=True)
class Known:
    """Looks records of existing `sections` up by what a list says of them."""

    sections: Sections = field(default_factory=dict)

    def named(self, section: str, name: str) -> str | None:
        """The ID of the record with that name or ID."""
        sought = fold_header(name)
        for key in ("name", "id"):
            for data in self._all(section):
                if fold_header(_text(data, key)) == sought:
                    return str(data["id"])
        return None

    def systems(self) -> Iterator[tuple[str, str]]:
        """ID and name of every system."""
        for data in self._all("systems"):
            yield str(data["id"]), _text(data, "name")

    def package(self, name: str, version: object) -> str | None:
        """The package of that name, and of that version where both are told."""
        for data in self._all("packages"):
            versions = {fold_header(str(v)) for v in (version, data.get("version")) if v}
            if fold_header(_text(data, "name")) == fold_header(name) and len(versions) < 2:
                return str(data["id"])
        return None

    def contract(self, number: object, name: object, system: str = "") -> str | None:
        """The contract of that number, else of that name, else the only one about the system."""
        for key, told in (("number", number), ("name", name)):
            for data in self._all("contracts"):
                if told and fold_header(_text(data, key)) == fold_header(str(told)):
                    return str(data["id"])
        about = [data for data in self._all("contracts") if system and system in (data.get("systems") or ())]
        return str(about[0]["id"]) if len(about) == 1 and not number and not name else None

    def unnumbered(self, systems: Sequence[str]) -> str | None:
        """The only contract without a number about exactly these systems."""
        return unnumbered(self._all("contracts"), systems)

    def link(self, from_: str, to: str, data: object) -> str | None:
        """The interface between the two ends, with the same data where both tell it."""
        for row in self._all("interfaces"):
            told = {fold_header(str(v)) for v in (data, row.get("data")) if v}
            if (row.get("from"), row.get("to")) == (from_, to) and len(told) < 2:
                return str(row["id"])
        return None

    def _all(self, section: str) -> Iterator[Mapping[str, Any]]:
        for data, _ in self.sections.get(section, ()):
            if isinstance(data, Mapping) and data.get("id") is not None:
                yield data


def _text(data: Mapping[str, Any], key: str) -> str:
    return str(data.get(key) or "")


def unnumbered(contracts: Iterable[Mapping[str, Any]], systems: Sequence[str]) -> str | None:
    """What a system ledger says of a contract in passing: no number yet, and these systems. Two such are nobody's."""
    about = [
        data
        for data in contracts
        if systems and set(data.get("systems") or ()) == set(systems) and _text(data, "number").casefold() in _NO_NUMBER
    ]
    return str(about[0]["id"]) if len(about) == 1 else None
