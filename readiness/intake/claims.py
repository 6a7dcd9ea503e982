"""What rows claim of records, collected; where two claims differ nobody wins (食い違い)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from readiness.intake.doubt import Doubt, Place, Weight
from readiness.model.ref import Ref
from readiness.model.text import Param

# Kinds of doubt that concern a whole column: asked once, whatever the number of rows.
BY_COLUMN = frozenset({"period", "year", "units", "no-unit", "tax-both"})
Key = tuple[str, str]  # section and ID
Answers = Mapping[tuple[str, str, str, str], str]


@dataclass(frozen=True, slots=True)
class Claim:
    """One value told of one field, where, and in which words."""

    value: Any
    place: Place
    text: str
    head: str = ""
    told: tuple[str, ...] = ()


@dataclass
class Record:
    """A record as far as it has been read. `spellings`: every way its name is written."""

    key: Key
    name: str
    ref: Ref
    data: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    held: dict[str, list[Doubt]] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    spellings: list[str] = field(default_factory=list)


class Claims:
    """Records by section and ID, in the order they were met."""

    def __init__(self) -> None:
        self.records: dict[Key, Record] = {}
        self.doubts: list[Doubt] = []
        self._words: dict[tuple[str, str], Doubt] = {}
        self._columns: dict[tuple[str, str, str], list[Doubt]] = {}

    def record(self, section: str, key: str, name: str, place: Place, ref: Ref) -> Record:
        """The record of that ID, made where it is new."""
        found = self.records.get((section, key))
        if found is None:
            found = self.records[section, key] = Record(key=(section, key), name=name, ref=ref)
        found.places.append(place)
        if name and name not in found.spellings:
            found.spellings.append(name)
        return found

    def of(self, section: str) -> list[Record]:
        """The records of a section."""
        return [record for (own, _), record in self.records.items() if own == section]

    def claim(self, record: Record, target: str, claim: Claim) -> None:
        """A value for a field."""
        record.claims.setdefault(target, []).append(claim)

    def hold(self, record: Record | None, doubt: Doubt) -> None:
        """A doubt about a field of a record: it stays 未確認."""
        if record is not None:
            record.held.setdefault(doubt.field, []).append(doubt)
        if doubt.code in BY_COLUMN:
            self._columns.setdefault((doubt.code, doubt.field, str(doubt.params.get("head", ""))), []).append(doubt)
        else:
            self.doubts.append(doubt)

    def word(self, target: str, word: str, place: Place, record: str, near: tuple[str, ...] = ()) -> None:
        """A word nobody knows: asked once."""
        known = self._words.get((target, word))
        count = known.count + 1 if known else 1
        records = (*(known.others if known else ()), record)
        self._words[target, word] = Doubt(
            code="word", place=known.place if known else place, weight=Weight.WORD, field=target, text=word,
            count=count, others=records, params={"word": word, "near": near, "count": count},
        )  # fmt: skip

    def settle(self, answers: Answers) -> None:
        """Give every field the value all of its claims agree on; ask where they differ."""
        for record in self.records.values():
            for target, claims in record.claims.items():
                self._settle(record, target, claims, answers)
        for (code, target, head), doubts in self._columns.items():
            first = doubts[0]
            params: dict[str, Param] = {**first.params, "head": head, "count": len(doubts)}
            params["records"] = tuple(dict.fromkeys(d.record for d in doubts))[:5]
            self.doubts.append(
                Doubt(
                    code=code, place=first.place, weight=Weight.VALUE, section="", record="", field=target, text=head,
                    read_as=first.read_as, count=len(doubts), params=params,
                )
            )  # fmt: skip
        self.doubts += self._words.values()

    def _settle(self, record: Record, target: str, claims: list[Claim], answers: Answers) -> None:
        values: dict[str, list[Claim]] = {}
        for claim in claims:
            values.setdefault(str(claim.value), []).append(claim)
        section = record.key[0]
        if len(values) > 1:
            texts = tuple(dict.fromkeys(f"{c.text}({c.place})" for told in values.values() for c in told[:1]))
            text = "|".join(sorted(str(value) for value in values))
            answer = answers.get((section, record.name, target, text))
            if answer is not None and answer in values:
                record.data[target] = values[answer][0].value
                return
            code = "parts" if target == "contract.annual_amount" else "differs"
            doubt = Doubt(
                code=code, place=claims[0].place, weight=Weight.VALUE, section=section, record=record.name,
                field=target,
                text=text, others=texts, count=len(claims),
                params={"said": texts, "values": tuple(str(v) for v in values)},
            )  # fmt: skip
            self.doubts.append(doubt)
            record.held.setdefault(target, []).append(doubt)
            return
        if record.held.get(target):
            return  # another row casts doubt on it
        record.data[target] = claims[0].value
