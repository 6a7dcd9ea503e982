"""A sum of rows without any amount is 未確認; 0 would say that nothing is to be paid."""

from readiness.model.money import Account, Basis, Sum
from readiness.model.plan import CostNature, CostRow
from readiness.model.unknown import UNKNOWN
from readiness.money.rows import money_of


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
    assert money_of([row(UNKNOWN)]).at_least is UNKNOWN
    assert money_of([row(UNKNOWN), row(5)]).at_least == 5
    assert money_of([]) == Sum()


def test_a_sum_tells_how_much_of_it_is_roughly_quoted():
    found = money_of([row(7, basis=Basis.ESTIMATE), row(5), row(UNKNOWN, basis=Basis.ESTIMATE)])
    assert (found.at_least, found.rough, len(found.missing)) == (12, 7, 1)
