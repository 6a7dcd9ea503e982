"""Who may see what: absences proved on what goes to vendors."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from readiness.exchange.vendor_book import vendor_book
from readiness.exchange.vendor_select import inquiries
from readiness.model.audience import Audience, audience, hidden_values, visible
from readiness.model.inventory import Inventory
from readiness.model.system import Roles
from readiness.sources.xlsx import parse_workbook
from readiness.tables.write_csv import write_csv
from readiness.tables.write_xlsx import write_xlsx
from tests.exchange.towns import AS_OF, LABELS, register, town


def told() -> Inventory:
    base = town()
    systems = tuple(
        replace(s, platform="CANARY-os", platform_eol=date(2029, 9, 19), data_centre="CANARY-dc", note="CANARY-note",
                roles=Roles(network="CANARY-net", middleware="CANARY-mw"))
        for s in base.systems
    )  # fmt: skip
    packages = tuple(replace(p, version="CANARY-9.9") for p in base.packages)
    contracts = tuple(replace(c, annual_amount=7654321, penalty=7654322) for c in base.contracts)
    return replace(base, systems=systems, packages=packages, contracts=contracts)


@pytest.mark.parametrize("reader", [a for a in Audience if a is not Audience.INTERNAL])
def test_version_end_of_support_network_and_persons_stay_inside(reader: Audience) -> None:
    inside = (("Package", "version"), ("System", "platform_eol"), ("Roles", "network"), ("Contact", "person"))
    for record, field in inside:
        assert not visible(reader, record, field)
        assert visible(Audience.INTERNAL, record, field)


def test_hidden_values_names_every_planted_value() -> None:
    values = {str(value) for _, value in hidden_values(Audience.VENDOR, told())}
    assert {"CANARY-os", "2029-09-19", "CANARY-dc", "CANARY-net", "CANARY-mw", "CANARY-9.9", "7654321"} <= values
    assert not list(hidden_values(Audience.INTERNAL, told()))
    assert audience("財政") is Audience.FINANCE and audience("finance") is Audience.FINANCE
    with pytest.raises(ValueError, match="no such audience"):
        audience("だれか")


def test_none_of_them_is_in_any_vendor_book() -> None:
    town_ = told()
    values = [str(value) for _, value in hidden_values(Audience.VENDOR, town_)]
    hidden = [value.encode() for value in values if value.startswith("CANARY") or value in ("2029-09-19", "7654321")]
    assert len(hidden) > 8
    for inquiry in inquiries(register(town_), town_, limit=None):
        book = vendor_book(inquiry, town_, LABELS, AS_OF)
        raw = write_xlsx(book)
        cells = str(parse_workbook(raw, "x.xlsx")).encode()
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = b"".join(archive.read(name) for name in archive.namelist())
        for value in hidden:
            assert value not in cells + parts + write_csv(book.tables[0])


def test_what_is_not_a_field_is_not_visible_to_anybody() -> None:
    with pytest.raises(KeyError):
        visible(Audience.INTERNAL, "System", "no_such_field")
    # Nothing said is inside: open only to readers in the body.
    assert visible(Audience.FINANCE, "Record", "as_of") and not visible(Audience.PUBLIC, "Record", "as_of")
    assert visible(Audience.FINANCE, "Contract", "annual_amount") and visible(Audience.FINANCE, "Quote", "amount")
    assert not visible(Audience.FINANCE, "Procurement", "purchase_amount")
    assert not visible(Audience.DIVISION, "Contract", "annual_amount")
