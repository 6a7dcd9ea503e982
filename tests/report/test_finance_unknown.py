"""A sum of rows without any amount is 未確認; 0 would say that nothing is to be paid."""

from readiness.model.money import Account
from readiness.model.plan import CostNature, CostRow
from readiness.model.unknown import UNKNOWN
from readiness.report.finance import totals


def row(amount, **more):
    return CostRow(
        fiscal_year=2028,
        account=Account.GENERAL,
        item="operation",
        subject="s",
        funding=UNKNOWN,
        nature=CostNature.RECURRING,
        amount=amount,
        **more,
    )


def test_only_unknown_rows_make_an_unknown_sum():
    assert totals([row(UNKNOWN)]).unknown
    assert not totals([row(UNKNOWN), row(5)]).unknown
    assert not totals([]).unknown


def test_a_sum_tells_how_much_of_it_is_roughly_quoted():
    found = totals([row(7, approximate=True), row(5), row(UNKNOWN, approximate=True)])
    assert (found.yen, found.rough, found.unquoted) == (12, 7, 1)
