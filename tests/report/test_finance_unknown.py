"""A sum of rows without any amount is 未確認; 0 would say that nothing is to be paid."""

from readiness.model.money import Account
from readiness.model.plan import CostNature, CostRow
from readiness.model.unknown import UNKNOWN
from readiness.report.finance import totals


def row(amount):
    return CostRow(
        fiscal_year=2028,
        account=Account.GENERAL,
        item="operation",
        subject="s",
        funding=UNKNOWN,
        nature=CostNature.RECURRING,
        amount=amount,
    )


def test_only_unknown_rows_make_an_unknown_sum():
    assert totals([row(UNKNOWN)]).unknown
    assert not totals([row(UNKNOWN), row(5)]).unknown
    assert not totals([]).unknown
