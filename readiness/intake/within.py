"""Rows whose amount or term is that of another row: 上記に含む, No.1に含む, 住記と同一契約 (一つの契約)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from readiness.intake.answers import YES
from readiness.intake.build import Builder
from readiness.intake.claims import Claim, Record
from readiness.intake.doubt import Doubt, Weight
from readiness.intake.fields import AMOUNT
from readiness.intake.fold import fold
from readiness.intake.linked import agree, join
from readiness.intake.money import IN_ANOTHER
from readiness.intake.names import Systems

_FIELDS = (AMOUNT, "contract.start", "contract.end")
_ABOVE = frozenset({"上", "上記", "上段", "上欄", "前記", "同上", "↑", "上の行"})
_NUMBER = re.compile(r"(?:no|番号|項番|通番|#)?[.:]?(?P<number>[0-9]{1,4})番?")


def within_others(builder: Builder, systems: Systems) -> None:
    """Ask of each contract of a row that says so whether it is that of the other row, in place of asking what its
    amount or term is; はい makes the two one.
    """
    said = {record.key: found for record in builder.claims.of("contracts") if (found := _said(record))}
    for key, every in said.items():
        record = builder.claims.records[key]
        itself = [doubt for doubt in every if _is_itself(builder, systems, record, doubt)]
        _settled(builder, record, itself)  # a further row of the same system: its contract holds the amount
        doubts = [doubt for doubt in every if doubt not in itself]
        other = next((one for doubt in doubts if (one := _other(builder, systems, record, doubt, set(said)))), None)
        if other is None or not agree(other, record):
            continue
        _settled(builder, record, doubts)
        first = next((doubt for doubt in doubts if doubt.field == AMOUNT), doubts[0])
        asked = Doubt(
            code="within-contract", place=first.place, weight=Weight.VALUE, section="contracts", record=record.name,
            field=first.field, text=first.text, read_as=other.name,
            params={"name": record.name, "other": other.name, "text": first.text},
        )  # fmt: skip
        answer = builder.asking.answer(asked)
        if answer == YES:
            join(other, builder.claims.records.pop(key))
            own = other.data.setdefault("systems", [])
            own += [system for system in record.data.get("systems", ()) if system not in own]
            continue
        got = builder.entry.read(asked, answer) if answer else None
        if got is not None and got.value is not None:
            builder.claims.claim(record, first.field, Claim(got.value, first.place, first.text))
        elif not answer:
            record.held.setdefault(first.field, []).append(asked)


def _settled(builder: Builder, record: Record, doubts: Sequence[Doubt]) -> None:
    builder.asking.withdraw(*doubts)
    for doubt in doubts:
        record.held[doubt.field].remove(doubt)


def _said(record: Record) -> list[Doubt]:
    """Doubts about amount and term whose cells say that another row holds them."""
    return [
        doubt for field in _FIELDS for doubt in record.held.get(field, ()) if IN_ANOTHER.fullmatch(fold(doubt.text))
    ]


def _whose(builder: Builder, systems: Systems, doubt: Doubt) -> tuple[str, str | None]:
    """The words by which a cell names another row, and the system they mean."""
    said = IN_ANOTHER.fullmatch(fold(doubt.text))
    whose = said["whose"] if said else ""
    numbered = _NUMBER.fullmatch(whose)
    if numbered:
        rows = builder.numbered.get((doubt.place.file, doubt.place.sheet, numbered["number"]), set())
        return whose, next(iter(rows)) if len(rows) == 1 else None  # rows may be numbered anew further down
    return whose, None if whose in _ABOVE else systems.meant(whose).id


def _is_itself(builder: Builder, systems: Systems, record: Record, doubt: Doubt) -> bool:
    """Whether a cell speaks of the contract it stands in: 1に含む in a further row of system 1, 上に含む under a row of
    the same contract.
    """
    whose, system = _whose(builder, systems, doubt)
    if whose in _ABOVE:
        at = int("".join(filter(str.isdigit, doubt.place.cell)) or 0)
        over = {
            one.key: max((row for row in _rows(one, doubt) if row < at), default=0)
            for one in builder.claims.of("contracts")
        }
        return 0 < over[record.key] == max(over.values())
    return system is not None and system in record.data.get("systems", ())


def _other(
    builder: Builder, systems: Systems, record: Record, doubt: Doubt, within: set[tuple[str, str]]
) -> Record | None:
    """The contract that a cell speaks of; none where nothing or too much fits."""
    whose, system = _whose(builder, systems, doubt)
    contracts = [one for one in builder.claims.of("contracts") if one is not record and one.key not in within]
    if whose in _ABOVE:
        above = [(row, one) for one in contracts if (row := _row(one, doubt)) < _row(record, doubt)]
        return max(above, key=lambda item: item[0], default=(-1, None))[1]
    found = [one for one in contracts if system is not None and system in one.data.get("systems", ())]
    return found[0] if len(found) == 1 else None


def _row(record: Record, doubt: Doubt) -> int:
    """The row of the sheet of a doubt in which a contract is stated last, 1-based; a large one where in none."""
    return max(_rows(record, doubt), default=10**7)


def _rows(record: Record, doubt: Doubt) -> list[int]:
    """The rows of the sheet of a doubt in which a contract is stated."""
    return [
        int(digits[0])
        for place in record.places
        if (place.file, place.sheet) == (doubt.place.file, doubt.place.sheet)
        and (digits := re.search("[0-9]+", place.cell))
    ]
