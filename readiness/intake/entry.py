"""What cells say of the fields of a record: claimed, or held back and asked (項目の記入)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from readiness.intake.answers import Asking
from readiness.intake.cells import Seen
from readiness.intake.claims import Claim, Claims, Record
from readiness.intake.doubt import Doubt, Place, Weight
from readiness.intake.fields import plain_id
from readiness.intake.fold import fold
from readiness.intake.got import Got
from readiness.intake.grid import At, Grid
from readiness.intake.known import Known
from readiness.intake.matched import Column
from readiness.intake.parties import SELF, same_firm
from readiness.intake.values import read_answer
from readiness.intake.vocabulary import Vocabulary
from readiness.model.ref import Ref

Values = Mapping[str, list[Seen]]


@dataclass
class Tally:
    """How cells of one column were read, counted, with the first of them."""

    count: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[Place, str]] = field(default_factory=dict)
    unit: str = ""


class Entry:
    """Writes what cells say into the claims on records, and knows the vendors by every spelling."""

    def __init__(self, words: Vocabulary, known: Known, as_of: date | None, asking: Asking) -> None:
        self.words, self.known, self.as_of, self.asking = words, known, as_of, asking
        self.claims = Claims(asking)
        self.tallies: dict[tuple[str, str, str], Tally] = {}  # sheet, heading, field
        self.readings: Counter[tuple[str, str, str]] = Counter()
        self._vendors: dict[str, str] = {}
        for data in known.all("vendors"):
            self._vendors.setdefault(same_firm(str(data.get("name") or data["id"]), words), str(data["id"]))
        for names in asking.same_names():
            keys = [same_firm(name, words) for name in names]
            one = next((self._vendors[key] for key in keys if key in self._vendors), plain_id(names[0]))
            self._vendors.update(dict.fromkeys(keys, one))

    def fields(self, record: Record, target: str, found: list[Seen]) -> None:
        """What cells say of one field of a record."""
        for seen in found:
            self.field(record, target, seen)

    def field(self, record: Record, target: str, seen: Seen) -> None:
        """What one cell says of one field of a record."""
        self.note(seen, target)
        if seen.got.word and seen.got.doubt == "word":
            self.claims.word(target, seen.got.word, seen.place, record.name)
            record.held.setdefault(target, [])
            return
        got = self.settled(record, target, seen)
        if got is None or got.value is None:
            return
        below = "".join(seen.column.head.path) if seen.column is not None else ""
        self.claims.claim(record, target, Claim(got.value, seen.place, seen.text, seen.head, got.notes, below))
        if isinstance(got.value, bool | str) and target in self.words.words:
            said = got.value if isinstance(got.value, str) else "はい" if got.value else "いいえ"
            if fold(said) != fold(seen.text):
                self.readings[target, " ".join(seen.text.split()), said] += 1

    def seen(self, target: str, got: Got, at: At, grid: Grid, column: Column) -> Seen:
        """What a cell says that was read outside of the lines of a list."""
        return Seen(target, got, at, grid.text(at), column.text, grid.place(at), column)

    def settled(self, record: Record, target: str, seen: Seen) -> Got | None:
        """What a cell gave, or what a person answered to its doubt; None where it is asked."""
        got = seen.got
        if not got.doubt:
            return got
        doubt = Doubt(
            code=got.doubt, place=seen.place, weight=Weight.VALUE, section=record.key[0], record=record.name,
            field=target, text=seen.text, read_as=got.read_as,
            params={"head": seen.head, "text": seen.text, **got.params},
        )  # fmt: skip
        return self.claims.hold(record, doubt, self.read)

    def read(self, doubt: Doubt, answer: str) -> Got | None:
        """An answer as a value of the doubt's field."""
        return read_answer(doubt, answer, self.words, self.as_of)

    def read_id(self, doubt: Doubt, answer: str) -> Got | None:
        """The same, a vendor by its ID, as records hold it."""
        got = self.read(doubt, answer)
        if got is None or not doubt.field.endswith(".vendor"):
            return got
        return replace(got, value=self.vendor_id(str(got.value), doubt.place, Ref(doubt.place.file)))

    def note(self, seen: Seen, target: str) -> None:
        """Count how a cell was read where it is not what it says."""
        if seen.got.notes and seen.column is not None:
            tally = self.tallies.setdefault((seen.place.sheet, seen.head, target), Tally())
            tally.unit = tally.unit or seen.unit
            for code in seen.got.notes:
                tally.count[code] += 1
                tally.first.setdefault(code, (seen.place, seen.text))

    def vendor_id(self, name: str, place: Place, ref: Ref) -> str:
        """The ID of a vendor by its name, made where it is new; every spelling of one firm is one vendor."""
        if name == SELF:
            return SELF
        key = same_firm(name, self.words)
        shown = " ".join(name.split())
        found = self._vendors.get(key) or self.known.named("vendors", name) or plain_id(shown)
        self._vendors[key] = found
        self.claims.record("vendors", found, shown, place, ref)
        return found
