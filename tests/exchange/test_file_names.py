"""One vendor's book never takes the place of another's, whatever their ids."""

from readiness.exchange.vendor_book import file_stem
from readiness.exchange.vendor_select import Ground, Inquiry


def inquiry(vendor, ground=Ground.CONTRACT):
    return Inquiry(vendor=vendor, ground=ground, entries=())


def test_ids_that_give_one_name_are_told_apart():
    listed = tuple(inquiry(vendor) for vendor in ("a/b", "a_b", "A_B", "plain"))
    stems = [file_stem(one, listed) for one in listed]
    assert stems[-1] == "plain"
    assert len({stem.casefold() for stem in stems}) == 4
    assert all("/" not in stem for stem in stems)


def test_two_documents_of_one_vendor_differ_by_their_ground():
    listed = (inquiry("v"), inquiry("v", Ground.REQUEST))
    assert [file_stem(one, listed) for one in listed] == ["v", f"v_{Ground.REQUEST.ja}"]
