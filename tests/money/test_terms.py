"""Quotes as terms of the dates, and the 財政協議表 made of them."""

from collections import Counter
from datetime import date

from readiness.model.contract import MultiYearBasis, Procurement
from readiness.model.money import Account, CostItem, Per, Quote, Tax
from readiness.model.plan import CostNature
from readiness.model.unknown import UNKNOWN, known
from readiness.planning.assess import assess
from readiness.planning.tables import budget_table
from tests import builders
from tests.planning.scene import D1, D2, D3, frame, moved, old, town


def quote(item, amount, **fields):
    return Quote(id=f"q-{item.value}", item=item, amount=amount, tax=Tax.INCLUDED, **fields)


def rows(inventory, dates):
    found = assess(frame(inventory), dates)
    sums: Counter[tuple[int, str]] = Counter()
    for row in found.rows:
        if known(row.amount):
            sums[row.fiscal_year, row.item.value] += row.amount
    return sums, found


def test_a_lump_falls_due_only_while_the_system_is_old():
    town_ = town(old("a"), quotes=(quote(CostItem.LEGAL_CHANGE, 500, system="a", at=date(2028, 2, 1)),))
    assert rows(town_, {"a": D1})[0] == {}
    assert rows(town_, {"a": D2})[0] == {(2027, "legal_change"): 500}
    assert rows(town_, {"a": None})[0] == {(2027, "legal_change"): 500}


def test_a_re_lease_runs_from_the_end_of_the_contract_by_month_and_fiscal_year():
    lease = builders.contract("k", vendor="v", systems=("a",), end=date(2027, 12, 31), auto_renew=False)
    town_ = town(
        old("a", vendor="v"), contracts=(lease,), quotes=(quote(CostItem.RE_LEASE, 1200, contract="k", per=Per.YEAR),)
    )
    # the lease has its last day; January to March and the started months April and May are the re-lease's
    assert rows(town_, {"a": D2})[0] == {(2027, "re_lease"): 300, (2028, "re_lease"): 200}


def test_a_contract_ends_when_the_last_of_its_systems_has_left():
    lease = builders.contract("k", vendor="v", systems=("a", "b"), end=date(2028, 2, 29), annual_amount=1200)
    systems = (old("a", vendor="v", move="x"), old("b", vendor="v", move="y"))
    found, _ = rows(town(*systems, contracts=(lease,)), {"x": D1, "y": D2})
    assert found == {(2026, "current_contract"): 500, (2027, "current_contract"): 1100}


def test_beyond_the_end_of_a_contract_the_price_is_unknown_not_zero():
    lease = builders.contract("k", vendor="v", systems=("a",), end=date(2027, 12, 31), auto_renew=False)
    _, found = rows(town(old("a", vendor="v"), contracts=(lease,)), {"a": D2})
    extension = [row for row in found.rows if row.item.value == "contract_extension"]
    assert {row.fiscal_year for row in extension} == {2027, 2028}
    assert all(row.amount is UNKNOWN for row in extension)


def test_leaving_early_costs_the_penalty():
    lease = builders.contract("k", vendor="v", systems=("a",), end=date(2028, 3, 31), penalty=900)
    town_ = town(old("a", vendor="v"), contracts=(lease,))
    assert rows(town_, {"a": D1})[0] == {(2027, "penalty"): 900}
    assert rows(town_, {"a": D2})[0] == {}


def test_a_link_is_paid_where_its_ends_move_apart():
    priced = (Quote(id="q", item=CostItem.LINK_CHANGE, amount=70, interface="L0", tax=Tax.INCLUDED),)
    town_ = town(old("a"), old("b"), interfaces=builders.links([("a", "b")]), quotes=priced)
    assert rows(town_, {"a": D1, "b": D1})[0] == {}
    assert rows(town_, {"a": D2, "b": D1})[0] == {(2027, "link_change"): 70}


def test_link_work_per_cut_over_counts_different_dates_only():
    priced = (quote(CostItem.LINK_CHANGE, 10, system="hub", per=Per.CUTOVER),)
    inventory = town(
        moved("hub"),
        old("a"),
        old("b"),
        old("c"),
        interfaces=builders.links([("hub", x) for x in "abc"]),
        quotes=priced,
    )
    assert sum(rows(inventory, {"a": D1, "b": D1, "c": D2})[0].values()) == 20
    assert sum(rows(inventory, {"a": D1, "b": D2, "c": D3})[0].values()) == 30


def test_a_retest_per_cut_over_is_paid_on_every_later_date_of_a_neighbour():
    priced = (quote(CostItem.RETEST, 10, system="a", per=Per.CUTOVER),)
    inventory = town(old("a"), old("b"), old("c"), interfaces=builders.links([("a", "b"), ("c", "a")]), quotes=priced)
    assert sum(rows(inventory, {"a": D1, "b": D2, "c": D3})[0].values()) == 20
    assert sum(rows(inventory, {"a": D2, "b": D2, "c": D3})[0].values()) == 10
    assert sum(rows(inventory, {"a": D3, "b": D2, "c": D1})[0].values()) == 0


def test_tax_is_added_and_said():
    plain = Quote(id="q", item=CostItem.MIGRATION, amount=100, system="a", tax=Tax.EXCLUDED)
    _, found = rows(town(old("a"), quotes=(plain,)), {"a": D1})
    row = next(row for row in found.rows if row.item.value == "migration")
    assert (row.amount, [note.key for note in row.notes]) == (110, ["plan.cost.tax_added", "plan.cost.accepted"])
    assert ("percent", "10") in row.notes[0].params


def test_the_table_of_the_finance_division_adds_up_to_the_total_of_the_plan():
    quotes = (
        quote(CostItem.MIGRATION, 1_000_000, system="a", account=Account.LONG_TERM_CARE, funding="補助金"),
        quote(CostItem.OPERATION, 99_999, system="a", per=Per.MONTH),
        quote(CostItem.LEGAL_CHANGE, 500, system="b", at=date(2027, 4, 1)),
        quote(CostItem.DATA_EXTRACTION, UNKNOWN, system="b"),
    )
    multi = Procurement(id="p", systems=("a",), multi_year=MultiYearBasis.DEBT_BURDEN, budget_year=2026)
    lease = builders.contract("k", vendor="v", systems=("b",), end=date(2028, 3, 31), annual_amount=777_777)
    inventory = town(old("a"), old("b", vendor="v"), quotes=quotes, procurements=(multi,), contracts=(lease,))
    found = assess(frame(inventory), {"a": D1, "b": D2})
    table = budget_table(found.rows)
    total = found.score.yen
    assert sum(cell.amount for cell in table if known(cell.amount)) == total.value
    assert total.known < total.total == len(found.rows)  # what nobody has quoted is counted as unknown
    natures = {(row.item.value, row.fiscal_year): row.nature for row in found.rows if row.subject == "a"}
    assert natures["migration", 2027] is CostNature.LATER  # paid after the year that commits to it
    assert natures["operation", 2027] is CostNature.RECURRING
    assert natures["operation", 2028] is CostNature.LATER
    accounts = {row.account for row in found.rows if row.item.value == "migration" and known(row.account)}
    assert accounts == {Account.LONG_TERM_CARE}


def test_what_nobody_has_quoted_is_a_row_without_a_price():
    found = assess(frame(town(old("a"))), {"a": D1})
    assert {row.item.value for row in found.rows} == {"migration", "operation"}
    assert found.score.yen.value is UNKNOWN
