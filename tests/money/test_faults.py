"""Faults that once went unseen: each test fails where one line of the room is wrong (`tests/mutants.yaml`)."""

from datetime import date

import pytest

from readiness.model.contract import Contract
from readiness.model.money import Basis, CostItem, Payable, Per, Quote, Tax
from readiness.model.plan import CostNature, CostRow
from readiness.model.unknown import UNKNOWN
from readiness.money.charges import Charge, Price, by_month, gross, month_of, once, year_of
from readiness.money.fees import Fee
from readiness.money.rent import Penalty, Rent
from readiness.money.rows import expired, total_of
from readiness.money.terms import OnEachDate, OnLast, OnLink, SideBySide, WhileOld, Work
from readiness.money.weigh import Assumed, weigh
from tests import builders
from tests.planning.scene import frame, old, town

D1, D2, D3 = date(2027, 9, 21), date(2028, 1, 4), date(2028, 5, 8)
HORIZON = date(2029, 3, 31)
AS_OF = date(2026, 11, 2)
WORK = Work(as_of=AS_OF, lead_weeks={}, accept_weeks=0)


def price(amount: object = 1200, **fields: object) -> Price:
    return Price(**{"item": "work", "subject": "a", "amount": amount, **fields})  # type: ignore[arg-type]


def row(**fields: object) -> CostRow:
    told = {"fiscal_year": 2027, "account": UNKNOWN, "item": "work", "subject": "a", "funding": UNKNOWN, "move": "a"}
    return CostRow(**{**told, "nature": CostNature.ONE_OFF, "amount": UNKNOWN, **fields})  # type: ignore[arg-type]


def test_a_sum_with_an_unknown_part_is_unknown():
    assert Charge(price=price(), shares=((2027, 100), (2028, UNKNOWN))).total() is UNKNOWN  # type: ignore[arg-type]
    assert Charge(price=price(), shares=((2027, 100), (2028, 20))).total() == 120  # type: ignore[arg-type]
    assert dict(by_month(UNKNOWN, range(month_of(D1), month_of(D2) + 1))) == {2027: UNKNOWN}


def test_the_fiscal_year_begins_in_april():
    assert [year_of(month_of(date(2028, month, 1))) for month in (1, 3, 4, 12)] == [2027, 2027, 2028, 2028]


@pytest.mark.parametrize(("tax", "paid"), [(Tax.EXCLUDED, 1100), (Tax.INCLUDED, 1000), (UNKNOWN, 1000)])
def test_tax_is_added_once_and_only_where_it_is_said_to_be_missing(tax, paid):
    assert gross(Quote(id="q", item=CostItem.MIGRATION, amount=1000, tax=tax), 0.1) == paid


def test_leaving_on_the_last_day_of_a_contract_costs_no_penalty():
    due = Penalty(price=price(), moves=("a", "b"), until=D2)
    assert due.charges({"a": D1, "b": D2}, HORIZON) == []
    assert [charge.total() for charge in due.charges({"a": D1, "b": D1}, HORIZON)] == [1200]
    assert due.charges({"a": D1, "b": None}, HORIZON) == []


def test_months_after_the_old_side_stops_are_what_a_monthly_penalty_counts():
    due = Penalty(price=price(100, per=Per.MONTH), moves=("a",), until=date(2027, 12, 31))
    (charge,) = due.charges({"a": D1}, HORIZON)  # gone on 21 September: October, November, December
    assert charge.total() == 300


def test_a_sum_of_the_past_and_one_after_the_cut_over_are_not_paid():
    late = WhileOld(price=price(), moves=("a",), since=D2, until=None, as_of=AS_OF)
    assert late.charges({"a": D2}, HORIZON) == []  # the old side runs up to the day before
    assert [charge.total() for charge in late.charges({"a": D3}, HORIZON)] == [1200]
    running = WhileOld(price=price(1200, per=Per.YEAR), moves=("a",), since=D1, until=None, as_of=AS_OF)
    (charge,) = running.charges({"a": D2}, HORIZON)
    assert (charge.months, charge.total()) == (5, 500)  # September to January, the month of the day before 4 January
    first = WhileOld(price=price(1200, per=Per.YEAR), moves=("a",), since=date(2020, 1, 1), until=None, as_of=AS_OF)
    assert first.charges({"a": date(2027, 1, 1)}, HORIZON)[0].months == 2  # nothing before today


def test_instalments_add_up_and_an_advance_is_paid_at_the_signing():
    signed, accepted = date(2027, 2, 1), date(2027, 8, 31)
    parts = once(price(1000, payable=Payable.PARTIAL), D1, signed=signed, accepted=accepted)
    assert parts == ((2026, 285), (2027, 715))  # 2 and 5 of 7 months
    assert sum(yen for _, yen in parts) == 1000
    assert once(price(payable=Payable.ADVANCE), D1, signed=signed, accepted=accepted) == ((2026, 1200),)
    assert once(price(), D1, signed=signed, accepted=date(2028, 4, 1)) == ((2028, 1200),)


def test_the_price_of_a_contract_that_ended_long_ago_is_carried_on_by_nobody():
    before = Contract(id="c", systems=("a",), annual_amount=1200, end=date(2020, 3, 31))
    (gap,) = Rent(contract=before, moves=("a",), as_of=AS_OF, end=date(2020, 3, 31)).charges({"a": D1}, HORIZON)
    assert (gap.total(), gap.carried) == (UNKNOWN, ())
    assert [note.key for note in gap.price.notes] == ["plan.cost.extension_unknown"], "no reference is spoken of"


def test_a_fee_begins_with_the_first_cut_over_and_a_month_of_it_is_a_twelfth():
    fee = Fee(price=price(1200, per=Per.YEAR), moves=("a", "b"))
    (charge,) = fee.charges({"a": D2, "b": D1}, date(2028, 3, 31))
    assert (charge.months, charge.total()) == (7, 700)
    monthly = Fee(price=price(100, per=Per.MONTH), moves=("a",))
    assert monthly.charges({"a": D1}, date(2027, 12, 31))[0].total() == 400


def test_the_day_of_its_own_move_carries_the_work_itself():
    each = OnEachDate(price=price(), moves=("a", "b"), own="hub", work=WORK)
    assert len(each.charges({"a": D1, "b": D2, "hub": D1}, HORIZON)) == 1
    assert len(each.charges({"a": D1, "b": D2, "hub": D3}, HORIZON)) == 2


def test_a_link_is_paid_once_at_the_first_of_two_different_cut_overs():
    link = OnLink(price=price(), link="i", source_move="a", target_move="b", work=WORK)
    assert link.charges({"a": D1, "b": D1}, HORIZON) == []
    (charge,) = link.charges({"a": D2, "b": D1}, HORIZON)
    assert charge.shares == ((2027, 1200),)
    assert link.charges({"a": D3, "b": D2}, D1) == []


def test_work_is_paid_in_the_year_of_its_acceptance_by_the_last_day_of_the_plan():
    work = Work(as_of=AS_OF, lead_weeks={}, accept_weeks=8)
    last = OnLast(price=price(), moves=("a",), work=work)
    assert last.charges({"a": date(2028, 3, 6)}, HORIZON)[0].shares == ((2028, 1200),)
    assert last.charges({"a": date(2028, 3, 6)}, date(2028, 3, 31))[0].shares == ((2027, 1200),)
    within = OnLast(
        price=price(), moves=("a",), work=Work(as_of=AS_OF, lead_weeks={}, accept_weeks=8, last=date(2028, 3, 31))
    )
    assert within.charges({"a": date(2028, 3, 6)}, HORIZON)[0].shares == ((2027, 1200),)  # however far one looks


def test_side_by_side_a_month_is_paid_once():
    both = SideBySide(price=price(1200, per=Per.YEAR), moves=("a", "b"), months=2)
    (charge,) = both.charges({"a": date(2027, 9, 21), "b": date(2027, 10, 12)}, HORIZON)
    assert (charge.months, charge.total()) == (3, 300)


def test_a_contract_is_paid_to_its_end_then_unknown_with_the_old_price_beside_it():
    before = Contract(id="c", systems=("a",), annual_amount=1200, end=date(2027, 12, 31))
    rent = Rent(contract=before, moves=("a",), as_of=date(2027, 10, 1), end=date(2027, 12, 31))
    own, gap = rent.charges({"a": D3}, HORIZON)
    assert (own.months, own.total()) == (3, 300)
    assert (gap.months, gap.total(), sum(yen for _, yen in gap.carried)) == (5, UNKNOWN, 500)
    begins = Contract(id="c", systems=("a",), annual_amount=1200, start=date(2027, 12, 1))
    later = Rent(contract=begins, moves=("a",), as_of=date(2027, 10, 1), end=None, begins=date(2027, 12, 1))
    assert later.charges({"a": D2}, HORIZON)[0].months == 2


def test_an_unknown_price_weighs_the_old_contract_else_an_assumption_never_nothing():
    assumed = Assumed(yen=0.5, month=7, once=11)
    span = tuple(range(month_of(D1), month_of(D1) + 3))
    unknown = Charge(price=price(UNKNOWN), shares=((2027, UNKNOWN),), span=span)  # type: ignore[arg-type]
    assert (weigh(unknown, assumed).points, weigh(unknown, assumed).basis) == (21, Basis.ASSUMPTION)
    lump = Charge(price=price(UNKNOWN), shares=((2027, UNKNOWN),))  # type: ignore[arg-type]
    assert weigh(lump, assumed).points == 11
    carried = Charge(price=price(UNKNOWN), shares=((2027, UNKNOWN),), span=span, carried=((2027, 300),))  # type: ignore[arg-type]
    assert (weigh(carried, assumed).points, weigh(carried, assumed).basis) == (150, Basis.CARRIED)
    same = Charge(price=price(), shares=((2027, 1200),), compared=False)  # type: ignore[arg-type]
    assert weigh(same, assumed).points == 0
    assert weigh(Charge(price=price(), shares=((2027, 1200),)), assumed).points == 600  # type: ignore[arg-type]


def test_a_total_counts_the_rows_without_a_price_and_is_unknown_without_any():
    assert total_of([row(), row()]).value is UNKNOWN
    found = total_of([row(amount=5), row(), row(amount=7)])
    assert (found.value, found.known, found.total) == (12, 2, 3)


def test_a_quote_is_valid_on_its_last_day():
    told = [row(valid_until=date(2026, 11, 1)), row(valid_until=AS_OF), row(valid_until=D1), row()]
    assert expired(told, AS_OF) == (told[0],)


def quoted_terms(quote_: Quote, *, stays: bool = False, **fields: object):
    """The terms of one system with one contract and one quote; `stays`: it also serves a system that stays."""
    systems = (old("a", vendor="v"), builders.system("b", vendor="v", migrated=False, moves=False))
    served = ("a", "b") if stays else ("a",)
    contract = builders.contract("k", vendor="v", systems=served, end=date(2028, 3, 31), auto_renew=False, **fields)
    return frame(town(*systems, contracts=(contract,), quotes=(quote_,))).terms


def test_a_quoted_penalty_stands_for_that_of_the_contract_and_none_for_one_that_goes_on():
    told = Quote(id="q", item=CostItem.PENALTY, contract="k", amount=700, tax=Tax.INCLUDED)
    found = [term.price.amount for term in quoted_terms(told, penalty=500) if isinstance(term, Penalty)]
    assert found == [700]
    assert [term for term in quoted_terms(told, stays=True, penalty=500) if isinstance(term, Penalty)] == []


def test_a_quoted_extraction_stands_for_the_fee_of_the_contract():
    told = Quote(id="q", item=CostItem.DATA_EXTRACTION, system="a", amount=900, tax=Tax.INCLUDED)
    terms = [term for term in quoted_terms(told, extraction_fee=300) if isinstance(term, OnLast)]
    assert [term.price.amount for term in terms if term.price.item.value == "data_extraction"] == [900]


def test_an_extension_quoted_from_before_the_end_begins_after_it_and_says_so():
    told = Quote(
        id="q", item=CostItem.RE_LEASE, contract="k", amount=600, per=Per.YEAR, at=date(2027, 10, 1), tax=Tax.INCLUDED
    )
    (rent,) = [term for term in quoted_terms(told, annual_amount=1200) if isinstance(term, Rent)]
    (follow,) = rent.follows
    assert follow.since == date(2028, 4, 1)
    assert "plan.cost.after_contract" in [note.key for note in follow.price.notes]
