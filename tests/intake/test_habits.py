"""Every habit of `tests/intake/habits/`: nothing silently wrong, invented, or lost without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from openpyxl import Workbook

from readiness.intake.reading import Reading
from tests.intake import habits
from tests.intake.habits import ASK, Habit
from tests.intake.town import fill, links, of_files

FIELDS = {
    "end": "contract.end",
    "start": "contract.start",
    "amount": "contract.annual_amount",
    "migrated": "system.migrated",
    "conformance": "system.conformance",
    "planned": "system.planned_date",
    "due": "system.due",
    "vendor": "system.vendor",
    "division": "system.owner_division",
    "areas": "system.areas",
}
KINDS = sorted(module.name for module in iter_modules(habits.__path__))
HABITS = tuple(habit for kind in KINDS for habit in import_module(f"{habits.__name__}.{kind}").HABITS)
# Compared where a habit speaks of them.
ALSO = {
    "hosting": "system.hosting",
    "renew": "contract.auto_renew",
    "kind": "contract.kind",
    "contracts": "contract.name",
}
# Amounts in columns that are told as such and not taken.
_TOLD = ("whole", "initial", "resembles", "unit-price")


def saved(folder: Path, habit: Habit) -> Path:
    if habit.write is not None:
        return habit.write(folder)
    book = Workbook()
    book.remove(book.active)
    for title, rows in habit.sheets.items():
        fill(book.create_sheet(title), rows)
    habit.formatting(book)
    file = folder / "見本町.xlsx"
    book.save(file)
    return file


def told(found: Reading) -> dict[str, dict[str, Any]]:
    """System → what was read of it, in the words of the expectation."""
    names = {data["id"]: data["name"] for s in ("vendors", "divisions") for data, _ in found.sections.get(s, ())}
    rows: dict[str, dict[str, Any]] = {}
    for data, _ in found.sections.get("systems", ()):
        mine = [c for c, _ in found.sections.get("contracts", ()) if data["id"] in c.get("systems", ())]
        amounts = [c["annual_amount"] for c in mine if "annual_amount" in c]
        ends = sorted({c["end"] for c in mine if "end" in c})
        starts = sorted({c["start"] for c in mine if "start" in c})
        vendors = sorted({c["vendor"] for c in mine if "vendor" in c})
        row = {
            "areas": data.get("areas"),
            "vendor": names.get(data.get("vendor", ""), data.get("vendor")),
            "contract_vendor": names.get(vendors[0], vendors[0]) if len(vendors) == 1 else None,
            "division": names.get(data.get("owner_division", "")),
            "migrated": data.get("migrated"),
            "conformance": data.get("conformance"),
            "planned": data.get("planned_date"),
            "due": data.get("due"),
            "end": ends[0] if len(ends) == 1 else ends or None,
            "start": starts[0] if len(starts) == 1 else starts or None,
            "amount": amounts[0] if len(amounts) == 1 else sorted(amounts) or None,
            "amounts": sorted(amounts) or None,
            "hosting": data.get("hosting"),
            "kind": next((c["kind"] for c in mine if "kind" in c), None),
            "contracts": sorted(c["name"] for c in mine),
            "renew": next((c["auto_renew"] for c in mine if "auto_renew" in c), None),
        }
        rows[data["name"]] = {key: value for key, value in row.items() if value not in (None, [], "")}
    return rows


def faults(habit: Habit, found: Reading) -> list[str]:
    rows = told(found)
    wrong = [f"invented: {name} {row}" for name, row in rows.items() if name not in habit.expected]
    for name, fields in habit.expected.items():
        if name not in rows:
            wrong.append(f"lost: {name}")
        else:
            wrong += [f"{name} {fault}" for fault in _faults(name, fields, rows[name], found)]
    told_links = links(found)
    if told_links != habit.links and not (habit.may_ask_links and not told_links and asked_of_links(found)):
        wrong.append(f"links {sorted(told_links)} for {sorted(habit.links)}")
    asked = [f"{doubt.record} {doubt.text}" for doubt in found.doubts if doubt.asked]
    wrong += [f"not asked: {words}" for words in habit.asks if not any(words in text for text in asked)]
    return wrong


def asked_of_links(found: Reading) -> bool:
    return any(u.kind in ("region", "sheet") and u.reason in ("unknown", "no-table") for u in found.unused)


def _faults(name: str, fields: Mapping[str, Any], got: Mapping[str, Any], found: Reading) -> Iterator[str]:
    if "amounts" in fields:  # several contracts of one system
        if got.get("amounts") != fields["amounts"]:
            yield f"amounts {got.get('amounts')} for {fields['amounts']}"
        return
    for key, field in (FIELDS | {key: field for key, field in ALSO.items() if key in fields}).items():
        want, value = fields.get(key), got.get(key)
        may_ask = str(want).endswith(ASK)
        if want is None and value is None:
            continue
        if value is None and not (may_ask and is_asked(found, name, field)):
            yield f"{key}: nothing for {want}{' (asked)' if is_asked(found, name, field) else ''}"
        elif value is not None and (want is None or str(value) != str(want).removesuffix(f"|{ASK}")):
            yield f"{key}: {value} for {want}"


def is_asked(found: Reading, name: str, field: str) -> bool:
    fields = (field, "contract.end") if field == "contract.start" else (field,)  # one cell tells both
    if any(
        d.asked
        and d.field in fields
        and (d.record in ("", name) or name in d.others or (d.section == "contracts" and name in d.record))
        for d in found.doubts
    ):
        return True
    return field == "contract.annual_amount" and any(u.kind == "column" and u.reason in _TOLD for u in found.unused)


@pytest.mark.parametrize(
    "habit",
    HABITS,
    ids=lambda habit: habit.name,
)
def test_nothing_is_silently_wrong(habit: Habit, tmp_path: Path) -> None:
    assert faults(habit, of_files(saved(tmp_path, habit))) == []
