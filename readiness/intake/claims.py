"""What rows claim of records, collected; where two claims differ nobody wins (食い違い)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from readiness.intake.answers import ADD, BY_COLUMN, LEAVE, Asking, column_text
from readiness.intake.dates import Span, spans
from readiness.intake.doubt import Doubt, Place, Weight
from readiness.intake.fields import AMOUNT
from readiness.intake.fold import fold
from readiness.intake.got import NOTHING, Got
from readiness.model.ref import Ref
from readiness.model.text import Param

Key = tuple[str, str]  # section and ID
Read = Callable[[Doubt, str], Got | None]
# What a price may be of; equal prices of different things are parts, not one price told twice.
_OF = re.compile(
    "保守|運用|委託|リース|賃借|借上|使用|利用|ハード|ソフト|機器|端末|サーバ|回線|通信|ライセンス|クラウド|サポート|データ|印刷|開発|改修"
)


class Claim(NamedTuple):
    """One value told of one field, where, and in which words; `below`: all headings above it. A tuple, since a list has
    one for every cell.
    """

    value: Any
    place: Place
    text: str
    head: str = ""
    notes: tuple[str, ...] = ()
    below: str = ""


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

    def __init__(self, asking: Asking) -> None:
        self.records: dict[Key, Record] = {}
        self.asking = asking
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

    def hold(self, record: Record, doubt: Doubt, read: Read) -> Got | None:
        """What a person answered to a doubt about a field; None where nobody did: then the field stays 未確認."""
        if doubt.code in BY_COLUMN:
            self._columns.setdefault((doubt.code, doubt.field, str(doubt.params.get("head", ""))), []).append(doubt)
            record.held.setdefault(doubt.field, []).append(doubt)
            return None
        got = self.answered(doubt, read)
        if got is None:
            record.held.setdefault(doubt.field, []).append(doubt)
        return got

    def answered(self, doubt: Doubt, read: Read) -> Got | None:
        """The answer to a doubt as a value; nothing for 読まない; asked again where the answer cannot be read."""
        answer = self.asking.answer(doubt)
        if answer == LEAVE:
            return NOTHING
        got = read(doubt, answer) if answer else None
        if answer and got is None:
            self.asking.note(doubt)
        return got

    def word(self, target: str, word: str, place: Place, record: str, near: tuple[str, ...] = ()) -> None:
        """A word nobody knows: asked once."""
        known = self._words.get((target, word))
        count = known.count + 1 if known else 1
        records = (*(known.others if known else ()), record)
        self._words[target, word] = Doubt(
            code="word", place=known.place if known else place, weight=Weight.WORD, field=target, text=word,
            count=count, others=records, params={"word": word, "near": near, "count": count},
        )  # fmt: skip

    def group(self, target: str, code: str, alike: Callable[[str], bool], read_as: str) -> None:
        """Ask about words of a field that are alike in one row, where there are several."""
        found = {key: doubt for key, doubt in self._words.items() if key[0] == target and alike(key[1])}
        if len(found) < 2:
            return
        for key in found:
            del self._words[key]
        names = tuple(doubt.text for doubt in found.values())
        records = tuple(name for doubt in found.values() for name in doubt.others)
        first = next(iter(found.values()))
        self.asking.note(
            Doubt(
                code=code, place=first.place, weight=Weight.WORD, field=target, text="|".join(names), others=records,
                read_as=read_as, count=len(records), params={"names": names},
            )
        )  # fmt: skip

    def settle(self, read: Read) -> None:
        """Give every field the value all of its claims agree on; ask where they differ."""
        for record in list(self.records.values()):  # an answer may name a new vendor
            for target, claims in record.claims.items():
                self._settle(record, target, claims, read)
        for (code, target, head), doubts in self._columns.items():
            first = doubts[0]
            params: dict[str, Param] = {**first.params, "head": head, "count": len(doubts)}
            params["records"] = tuple(dict.fromkeys(d.record for d in doubts))[:5]
            stated = Doubt(
                code=code, place=first.place, weight=Weight.VALUE, field=target, text=column_text(head, code),
                read_as=first.read_as, count=len(doubts), params=params,
            )  # fmt: skip
            self.asking.note(stated)
        self.asking.note(*self._words.values())

    def _settle(self, record: Record, target: str, claims: list[Claim], read: Read) -> None:
        values: dict[str, list[Claim]] = {}
        for claim in claims:
            values.setdefault(str(claim.value), []).append(claim)
        if len(values) > 1 and (day := _exact(values, target)):
            values = {day: values[day]}
            claims = values[day]
        beside = target == AMOUNT and _side_by_side(claims)
        if len(values) > 1 or beside:
            shown = claims if beside else [stated[0] for stated in values.values()]
            texts = tuple(dict.fromkeys(f"{c.text}({c.place})" for c in shown))
            doubt = Doubt(
                code="parts" if target == AMOUNT else "differs", place=claims[0].place, weight=Weight.VALUE,
                section=record.key[0], record=record.name, field=target, text="|".join(sorted(values)), others=texts,
                count=len(claims), params={"said": texts, "values": tuple(values)},
            )  # fmt: skip
            got = self.answered(doubt, lambda asked, said: _chosen(values, asked, said, read))
            if got is None:
                record.held.setdefault(target, []).append(doubt)
            elif got.value is not None:
                record.data[target] = got.value
        elif not record.held.get(target):  # else another row casts doubt on it
            record.data[target] = claims[0].value


def _exact(values: Mapping[str, list[Claim]], target: str) -> str:
    """The one day stated where every other claim states only the month, third or year that holds it; of the one
    month that all of them state the day that stands for it; else empty.
    """
    vague: dict[str, Span] = {}
    for value, stated in values.items():
        first = next(spans(fold(stated[0].text)), None)
        if first is not None and first.grain != "day" and value in (first.first.isoformat(), first.last.isoformat()):
            vague[value] = first
    days = [value for value in values if value not in vague]
    if not days and len({(span.first, span.last) for span in vague.values()}) == 1:
        return min(vague) if target.endswith((".start", "live_date")) else max(vague)
    held = len(days) == 1 and all(span.first.isoformat() <= days[0] <= span.last.isoformat() for span in vague.values())
    return days[0] if held else ""


def _chosen(values: Mapping[str, list[Claim]], doubt: Doubt, answer: str, read: Read) -> Got | None:
    """One of the values told, their sum, or a value of the person's own."""
    if answer in values:
        return Got(value=values[answer][0].value)
    if answer == ADD and doubt.code == "parts":
        every = [claim for stated in values.values() for claim in stated]
        once = len(every) == len(values) or _side_by_side(every)  # else nobody knows how often an amount counts
        return Got(value=sum(claim.value for claim in every)) if once else None
    return read(doubt, answer)


def _side_by_side(claims: Sequence[Claim]) -> bool:
    """Whether amounts stand in one row, each below the name of another part: ハード, ソフト, 保守."""
    rows = {
        (claim.place.file, claim.place.sheet, claim.place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for claim in claims
    }
    parts = {tuple(_OF.findall(fold(claim.below or claim.head))) for claim in claims}
    return len(claims) > 1 and len(rows) == 1 and len(parts) == len(claims) and () not in parts
