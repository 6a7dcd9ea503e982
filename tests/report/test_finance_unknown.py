"""A sum of rows without any amount is 未確認; 0 would say that nothing is to be paid."""

from datetime import date
from types import SimpleNamespace

import pytest

from readiness.model.money import Account, Basis, CostItem, FiscalYear, Money, Sum
from readiness.model.plan import CostNature, CostRow, YearTotals
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN
from readiness.money.rows import money_of
from readiness.report.years import bound, ended


def row(amount, **more):
    return CostRow(
        fiscal_year=2028,
        account=Account.GENERAL,
        item=CostItem.OPERATION,
        subject="s",
        funding=UNKNOWN,
        nature=CostNature.RECURRING,
        amount=amount,
        **more,
    )


def test_only_unknown_rows_make_an_unknown_sum():
    assert money_of([row(UNKNOWN)]).at_least is UNKNOWN
    assert money_of([row(UNKNOWN), row(5)]).at_least == 5
    assert money_of([]) == Sum()


def test_a_sum_tells_how_much_of_it_is_roughly_quoted():
    found = money_of([row(7, basis=Basis.ESTIMATE), row(5), row(UNKNOWN, basis=Basis.ESTIMATE)])
    assert (found.at_least, found.rough, len(found.missing)) == (12, 7, 1)


@pytest.mark.parametrize(
    ("until", "yen", "said"),
    [
        (None, 5, ""),
        (date(2029, 3, 31), 5, ""),  # the whole year may go on
        (date(2029, 3, 30), 5, "report.years.until"),
        (date(2028, 3, 31), None, "report.years.ended"),
        (date(2028, 3, 31), 5, "report.years.until"),  # of several systems
    ],
)
def test_a_year_in_which_staying_must_end_says_so(until, yen, said):
    amounts = [Money(yen=yen, year=FiscalYear(2028), basis=Basis.CONTRACT, evidence=(Ref("", ()),))] if yen else []
    year = YearTotals(
        fiscal_year=2028, months=12, committed=Sum(), one_off=Sum(), running=Sum(), nothing=Sum.of(amounts),
        difference=UNKNOWN,
    )  # fmt: skip
    context = SimpleNamespace(t=lambda key: key, analysis=SimpleNamespace(plan=SimpleNamespace(nothing_until=until)))
    assert ended(context, year) == said


@pytest.mark.parametrize(
    ("value", "missing", "said"),
    [(200, 0, ""), (200, 2, "report.years.more"), (-200, 1, "report.years.less"), (UNKNOWN, 3, "")],
)
def test_a_difference_without_some_prices_is_told_as_a_bound(value, missing, said):
    figures = {"k": SimpleNamespace(value=value, missing=missing)}
    assert bound(SimpleNamespace(figures=figures, t=lambda key, **_: key), "k") == said
