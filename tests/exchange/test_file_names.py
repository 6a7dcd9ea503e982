"""One vendor's book never takes the place of another's, whatever their ids."""

from pathlib import Path

from readiness.exchange.vendor_book import file_stem
from readiness.exchange.vendor_select import Inquiry, Section
from readiness.model.deciding import LetterBasis
from readiness.store.names import single_name


def inquiry(vendor, basis=LetterBasis.CONTRACT):
    return Inquiry(vendor=vendor, parts=(Section(basis=basis, entries=()),))


def test_ids_that_give_one_name_are_told_apart():
    listed = tuple(inquiry(vendor) for vendor in ("a/b", "a_b", "A_B", "plain"))
    stems = [file_stem(one, listed) for one in listed]
    assert stems[-1] == "plain"
    assert len({stem.casefold() for stem in stems}) == 4
    assert all("/" not in stem for stem in stems)


def test_ids_that_windows_cannot_hold_become_names_it_can():
    ids = ("con", "NUL.x", "LPT¹", "a.", "a ", "..", "", "x\ty", "あ" * 200, "あ" * 201)
    listed = tuple(inquiry(vendor) for vendor in ids)
    stems = [file_stem(one, listed) for one in listed]
    assert len({stem.casefold() for stem in stems}) == len(ids)
    for stem in stems:
        assert single_name(f"{stem}.xlsx", Path()) == f"{stem}.xlsx"
