"""No part of any book sent to a vendor holds a text or sum of another's: every field of a whole body is a canary."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from readiness.app.reading import read_body, read_standard
from readiness.exchange.division_book import division_book, division_entries
from readiness.exchange.labels import Labels
from readiness.exchange.vendor_book import vendor_book
from readiness.exchange.vendor_select import inquiries
from readiness.gaps.derive import derive
from readiness.gaps.register import build_register
from readiness.messages.catalogue import Catalogue
from readiness.model.audience import ALLOWED, Audience
from readiness.model.inventory import Inventory
from readiness.model.record import Secrecy
from readiness.tables.write_csv import write_csv
from readiness.tables.write_xlsx import write_xlsx
from tests.report import test_audience as audience

ROOT = Path(__file__).resolve().parents[2]
OWNED = ("vendors", "packages", "contracts", "systems", "quotes")
# What points to other records must stay for the inventory to hang together.
REFERENCES = frozenset(
    {"id", "vendor", "package", "owner_division", "operating_body", "contract", "lineage", "group", "system", "subject",
     "merged_into", "ref", "basis", "maker", "operator", "network", "middleware", "application"}
)  # fmt: skip
MARK = re.compile(r"CNRY[0-9]{5}X|98[0-9]{7}")


class Planter:
    def __init__(self) -> None:
        self.owner: dict[str, str] = {}
        self._numbers = count(1)

    def plant(self, value: Any, owner: str) -> Any:
        """The record with a mark of its own in every text and in every sum."""
        changed = {}
        for field in fields(value):
            old = getattr(value, field.name)
            if field.name in REFERENCES:
                continue
            if isinstance(old, str):
                changed[field.name] = self._mark(f"CNRY{next(self._numbers):05d}X", owner)
            elif isinstance(old, int) and not isinstance(old, bool) and old > 100_000:
                changed[field.name] = int(self._mark(str(980_000_000 + next(self._numbers)), owner))
            elif is_dataclass(old):
                changed[field.name] = self.plant(old, owner)
            elif isinstance(old, tuple) and old and all(is_dataclass(item) for item in old):
                changed[field.name] = tuple(self.plant(item, owner) for item in old)
        return replace(value, **changed)

    def _mark(self, text: str, owner: str) -> str:
        self.owner[text] = owner
        return text


def parts(book: Any) -> Iterator[tuple[str, str]]:
    yield "csv", write_csv(book.tables[0]).decode("utf-8-sig")
    with zipfile.ZipFile(BytesIO(write_xlsx(book))) as archive:
        for name in archive.namelist():
            yield name, archive.read(name).decode("utf-8", "replace")


def planted(inventory: Inventory, planter: Planter) -> Inventory:
    changed = {
        section: tuple(
            planter.plant(record, str(record.id if section == "vendors" else record.vendor))
            for record in getattr(inventory, section)
        )
        for section in OWNED
    }
    return replace(inventory, **changed)


def test_every_field_of_a_whole_body_stays_with_its_vendor() -> None:
    path = ROOT / "inventories" / "midori-cho"
    standard = read_standard(path)
    loaded = read_body(path, standard).inventory
    assert loaded is not None and loaded.body.as_of is not None
    planter = Planter()
    inventory = planted(loaded, planter)
    labels = Labels(Catalogue("ja"), {area.key: area.name for area in standard.areas})
    found = inquiries(build_register(derive(inventory, loaded.body.as_of), ()), inventory, limit=None)
    assert len({inquiry.vendor for inquiry in found}) > 4 and len(planter.owner) > 150
    own = 0
    for inquiry in found:
        for name, content in parts(vendor_book(inquiry, inventory, labels, loaded.body.as_of)):
            for mark in set(MARK.findall(content.replace(",", ""))):
                assert planter.owner[mark] == inquiry.vendor, (inquiry.vendor, name, planter.owner[mark])
                assert mark.startswith("CNRY"), "no sums, not even the vendor's own"
                own += 1
    assert own > 20


@pytest.mark.parametrize("town", ["midori-cho", pytest.param("aozora-shi", marks=pytest.mark.long)])
def test_books_hold_nothing_that_their_reader_may_not_see_of_any_record(town: str) -> None:
    """Every field of every kind of record, as `docs/confidentiality.md` has them in the outputs; here in the books."""
    path = ROOT / "inventories" / town
    loaded = read_body(path, read_standard(path)).inventory
    assert loaded is not None and loaded.body.as_of is not None
    marks = audience.Planter()
    inventory = audience.planted(loaded, marks)
    as_of = loaded.body.as_of
    register = build_register(derive(inventory, as_of))
    labels = Labels(Catalogue("ja"))
    own = 0
    for inquiry in inquiries(register, inventory, limit=None):
        for name, content in parts(vendor_book(inquiry, inventory, labels, as_of)):
            for mark in set(audience.MARK.findall(content.replace(",", ""))) & marks.secrecy.keys():
                told = (inquiry.vendor, name, marks.field[mark])
                owner = marks.ids.get(marks.owner[mark], marks.owner[mark])
                assert owner in ("", inquiry.vendor), told
                # A letter names who asks, its contact person, and whom it is for.
                assert marks.secrecy[mark] in (Secrecy.OPEN, Secrecy.INSIDE, Secrecy.PERSON), told
                own += owner == inquiry.vendor
    assert own > 20
    for division, entries in division_entries(register, inventory).items():
        for name, content in parts(division_book(division, entries, inventory, labels, as_of)):
            for mark in set(audience.MARK.findall(content.replace(",", ""))) & marks.secrecy.keys():
                # To the division that a record itself names, what is asked of it may be about a price or a platform.
                told = (division, name, marks.field[mark])
                assert marks.secrecy[mark] in (*ALLOWED[Audience.DIVISION], Secrecy.PERSON), told
