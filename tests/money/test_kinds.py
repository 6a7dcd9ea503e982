"""Kinds of money faults seen in public reports, on towns of our own: rivals, gaps, double months, break-even, years."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from readiness.model.contract import ContractKind, Milestone, MilestoneKind, MultiYearBasis, Procurement
from readiness.model.money import ContractItem, CostItem, Payable, Per, Quote, Tax
from readiness.model.plan import CostNature
from readiness.model.planning_input import PlanningSettings
from readiness.model.system import Side
from readiness.model.unknown import UNKNOWN, known
from readiness.money.choice import choose
from readiness.money.contracts import Holdings, Role
from readiness.money.fees import Fee
from readiness.money.rent import Rent
from readiness.money.rows import committed, requested
from readiness.money.running import assess_running_cost
from readiness.planning.assess import assess
from readiness.planning.why import explain
from readiness.planning.years import five_years, nothing_until
from tests import builders
from tests.planning.scene import AS_OF, D1, D2, D3, frame, moved, old, town


def quote(id_, item=CostItem.MIGRATION, amount=1200, **fields):
    return Quote(id=id_, item=item, amount=amount, **{"tax": Tax.INCLUDED, **fields})


def lease(id_="k", **fields):
    wanted = {"vendor": UNKNOWN, "systems": ("a",), "end": date(2028, 3, 31), "annual_amount": 1200, "penalty": 0}
    return builders.contract(id_, **{**wanted, "auto_renew": False, **fields})


def chosen(*quotes):
    found = choose(quotes, {q.id: "system:a" for q in quotes}, AS_OF, 0.1)
    return {q.id for q in found.counted}, {left.quote: left.reason.key for left in found.left_out}, found.notes


def paid(inventory, dates, **assumed):
    found = assess(frame(inventory, **assumed), dates)
    return {(r.fiscal_year, r.item.value): r.amount for r in found.rows if known(r.amount)}, found


def test_rivals_are_a_range_and_the_dearest_counts_by_its_sum_with_tax():
    cheap = quote("q1", amount=1100, vendor="v")
    dear = quote("q2", amount=1050, vendor="w", tax=Tax.EXCLUDED)  # 1,155 with tax
    counted, left, notes = chosen(cheap, dear)
    assert (counted, left) == ({"q2"}, {"q1": "plan.left_out.rival"})
    assert dict(notes["q2"][0].params)["low"] == 1100
    assert chosen(dear, cheap)[0] == {"q2"}


def test_rivals_by_month_and_year_are_compared_and_told_by_the_year():
    monthly = quote("q1", CostItem.OPERATION, 110, vendor="v", per=Per.MONTH)
    yearly = quote("q2", CostItem.OPERATION, 1300, vendor="w", per=Per.YEAR)
    counted, left, notes = chosen(monthly, yearly)
    assert (counted, left) == ({"q1"}, {"q2": "plan.left_out.rival"})
    assert notes["q1"][0].key == "plan.cost.rivals_yearly"
    assert dict(notes["q1"][0].params) == {"count": 2, "low": 1300, "high": 1320}


def test_the_adopted_one_counts_whatever_it_costs():
    counted, left, _ = chosen(quote("q1", amount=1, vendor="v", adopted=True), quote("q2", vendor="w"))
    assert (counted, left) == ({"q1"}, {"q2": "plan.left_out.not_adopted"})


def test_the_newer_quote_of_one_vendor_replaces_the_older_and_parts_of_one_day_add_up():
    day, later = date(2026, 9, 1), date(2026, 10, 1)
    counted, left, _ = chosen(quote("q1", vendor="v", quoted_on=later), quote("q2", vendor="v", quoted_on=day))
    assert (counted, left) == ({"q1"}, {"q2": "plan.left_out.replaced"})
    counted, left, notes = chosen(quote("q1", vendor="v", quoted_on=day), quote("q2", vendor="v", quoted_on=day))
    assert (counted, left) == ({"q1", "q2"}, {})
    assert notes["q1"][0].key == "plan.cost.parts"
    assert chosen(quote("q1", part="端末"), quote("q2", part="サーバ"))[0] == {"q1", "q2"}


def test_of_one_vendor_the_newer_counts_and_it_is_asked_once_while_the_older_holds():
    day, later = date(2026, 9, 1), date(2026, 9, 2)
    older = quote("q1", vendor="v", quoted_on=day, valid_until=date(2027, 3, 31))
    newer = quote("q2", vendor="v", quoted_on=later, amount=1, valid_until=date(2027, 3, 31))
    found = choose((older, newer), dict.fromkeys(("q1", "q2"), "system:a"), AS_OF, 0.1)
    assert ([q.id for q in found.counted], found.replaced) == (["q2"], (("q1", "q2"),))
    for settled in (
        (replace(older, valid_until=date(2026, 10, 31)), newer),
        tuple(replace(one, valid_until=date(2026, 10, 31)) for one in (older, newer)),
        (older, replace(newer, adopted=True)),
        (replace(older, part="端末"), replace(newer, part="サーバ")),
        (older, replace(newer, vendor="w")),
    ):
        assert choose(settled, dict.fromkeys(("q1", "q2"), "system:a"), AS_OF, 0.1).replaced == ()


@pytest.mark.parametrize("vendor", ["v", "w"])
def test_a_quote_without_an_amount_replaces_none_and_makes_no_range(vendor):
    priced = quote("q1", vendor="v", quoted_on=date(2026, 6, 1), valid_until=date(2026, 10, 1))
    asked = quote("q2", vendor=vendor, amount=UNKNOWN, quoted_on=date(2026, 10, 1))
    counted, left, notes = chosen(priced, asked)
    assert (counted, left) == ({"q1"}, {"q2": "plan.left_out.no_amount"})
    assert [note.key for note in notes["q1"]] == ["plan.cost.expired"]
    assert chosen(asked)[0] == {"q2"}  # alone it is a row without a price
    assert chosen(priced, replace(asked, adopted=True))[0] == {"q2"}


def test_a_whole_and_parts_of_another_vendor_are_rivals_and_the_dearest_counts():
    whole = quote("q1", vendor="v", amount=8000)
    parts = [quote(f"q{n}", vendor="w", amount=n * 1000, part=f"{n}") for n in (3, 6)]
    counted, left, notes = chosen(whole, *parts)
    assert (counted, left) == ({"q3", "q6"}, {"q1": "plan.left_out.rival"})
    assert dict(notes["q3"][0].params) == {"count": 2, "low": 8000, "high": 9000}
    assert chosen(replace(whole, amount=9001), *parts)[0] == {"q1"}
    assert chosen(replace(whole, adopted=True), *parts)[:2] == (
        {"q1"},
        dict.fromkeys(("q3", "q6"), "plan.left_out.not_adopted"),
    )
    assert chosen(whole, *(replace(part, adopted=True) for part in parts))[0] == {"q3", "q6"}


def doubts(*quotes, targets=None, covers=None):
    found = choose(quotes, targets or {q.id: "system:a" for q in quotes}, AS_OF, 0.1, covers)
    return {q.id for q in found.counted}, found.added


def test_a_whole_and_a_part_of_one_vendor_are_added_and_asked_once():
    whole, part = quote("q1", vendor="v"), quote("q2", vendor="v", part="端末")
    assert doubts(whole, part) == ({"q1", "q2"}, (("q1", "q2"),))
    assert doubts(replace(whole, adopted=True), replace(part, adopted=True)) == ({"q1", "q2"}, ())


def test_a_sum_of_one_vendor_and_a_monthly_price_of_another_are_added_and_asked():
    item = CostItem.OPERATION
    monthly, lump = quote("q1", item, vendor="v", per=Per.MONTH), quote("q2", item, vendor="w")
    assert doubts(monthly, lump) == ({"q1", "q2"}, (("q1", "q2"),))
    assert doubts(monthly, replace(lump, vendor="v")) == ({"q1", "q2"}, ())  # setting up, and running
    assert doubts(monthly, replace(lump, vendor=UNKNOWN)) == ({"q1", "q2"}, ())


def test_work_that_is_quoted_for_a_system_and_for_its_contract_is_added_and_asked():
    mine, whole = quote("q1", vendor="v"), quote("q2", vendor="w")
    named = {"targets": {"q1": "system:a", "q2": "contract:k"}, "covers": {"q1": {"a"}, "q2": {"a", "b"}}}
    assert doubts(mine, whole, **named) == ({"q1", "q2"}, (("q2", "q1"),))
    assert doubts(replace(mine, part="端末"), whole, **named)[1] == ()
    apart = {**named, "covers": {"q1": {"c"}, "q2": {"a", "b"}}}
    assert doubts(mine, whole, **apart)[1] == ()
    nothing = {**named, "covers": {"q1": frozenset(), "q2": {"a", "b"}}}  # of a system that does not move
    assert doubts(mine, whole, **nothing)[1] == ()
    assert doubts(mine, replace(whole, amount=UNKNOWN), **named)[1] == ()
    fee = CostItem.OPERATION  # of a system, beside what all of them share
    assert doubts(quote("q1", fee, vendor="v"), quote("q2", fee, vendor="w"), **named)[1] == ()


def test_an_expired_quote_is_no_rival_of_a_valid_one():
    gone = quote("q1", vendor="v", amount=9000, valid_until=date(2026, 1, 1))
    counted, left, _ = chosen(gone, quote("q2", vendor="w", amount=5))
    assert (counted, left) == ({"q2"}, {"q1": "plan.left_out.replaced"})


def test_an_expired_quote_alone_still_counts_but_says_so():
    counted, _, notes = chosen(quote("q1", valid_until=date(2026, 11, 1)))
    assert counted == {"q1"}
    assert notes["q1"][0].key == "plan.cost.expired"
    assert chosen(quote("q1", valid_until=AS_OF))[2] == {}  # its last day is still good


@pytest.mark.parametrize(
    ("fields", "role"),
    [
        ({}, Role.OLD),
        ({"start": date(2026, 11, 3), "end": date(2032, 3, 31)}, Role.NEW),
        ({"start": AS_OF}, Role.OLD),
        ({"systems": ("a", "s")}, Role.GOES_ON),
        ({"systems": ("a", "m")}, Role.OLD),
        ({"systems": ("m",)}, Role.OTHER),
        ({"vendor": "new"}, Role.NEW),
        ({"vendor": "v", "start": date(2027, 4, 1), "end": date(2028, 3, 31)}, Role.OLD),
        ({"vendor": "print", "systems": ("a", "m")}, Role.GOES_ON),
        ({"vendor": "print", "systems": ("a", "m"), "kind": ContractKind.LEASE}, Role.OLD),
    ],
)
def test_what_a_contract_is_to_the_plan(fields, role):
    mine = old("a", vendor="v", after=Side(vendor="new"))
    contract = lease(**{"end": date(2028, 3, 31), **fields})
    inventory = town(mine, moved("m"), old("s", moves=False), contracts=(contract,))
    holdings = Holdings(inventory=inventory, as_of=AS_OF, move_of={"a": "a"}, staying={"s"})
    assert holdings.role(contract) is role


def test_an_ended_contract_is_history_where_another_serves_the_system():
    gone, now = lease("gone", end=date(2026, 3, 31)), lease("now")
    inventory = town(old("a"), contracts=(gone, now))
    holdings = Holdings(inventory=inventory, as_of=AS_OF, move_of={"a": "a"}, staying=())
    assert (holdings.role(gone), holdings.role(now)) == (Role.HISTORY, Role.OLD)
    alone = replace(holdings, inventory=town(old("a"), contracts=(gone,)))
    assert alone.role(gone) is Role.OLD


def test_an_unpriced_extension_is_carried_as_a_reference_and_weighs_its_yen_but_is_in_no_sum():
    inventory = town(old("a"), contracts=(lease(annual_amount=1_200_000),))
    yen, found = paid(inventory, {"a": D3})
    (gap,) = [row for row in found.rows if row.item.value == "contract_extension"]
    assert (gap.amount, gap.carried, gap.months) == (UNKNOWN, 600_000, 6)
    assert "plan.cost.extension_unquoted" in [note.key for note in gap.notes]
    assert yen == {(2026, "current_contract"): 500_000, (2027, "current_contract"): 1_200_000}
    assert found.score.yen.value == 1_700_000


def test_a_re_lease_by_system_follows_its_contract_and_no_month_is_paid_twice():
    priced = quote("q", CostItem.RE_LEASE, 2400, system="a", per=Per.YEAR)
    yen, found = paid(town(old("a"), contracts=(lease(),), quotes=(priced,)), {"a": D2})
    assert yen == {(2026, "current_contract"): 500, (2027, "current_contract"): 1200, (2028, "re_lease"): 400}
    assert not [row for row in found.rows if row.item.value == "contract_extension"]


def test_a_re_lease_answers_until_its_own_last_day():
    priced = quote("q", CostItem.RE_LEASE, 1200, contract="k", per=Per.ONCE, until=date(2028, 6, 30))
    _, found = paid(town(old("a"), contracts=(lease(),), quotes=(priced,)), {"a": D3})
    (gap,) = [row for row in found.rows if row.item.value == "contract_extension"]
    assert (gap.fiscal_year, gap.months) == (2028, 3)  # July to September


def test_a_sum_paid_before_the_contract_ends_does_not_answer_for_the_time_after_it():
    for at in (date(2026, 6, 1), date(2027, 6, 1)):
        priced = quote("q", CostItem.RE_LEASE, 1200, contract="k", at=at)
        _, found = paid(town(old("a"), contracts=(lease(),), quotes=(priced,)), {"a": D3})
        assert [row.months for row in found.rows if row.item.value == "contract_extension"] == [6]


def test_the_break_even_of_an_extension_is_told_and_known_yen_alone_call_no_date_better():
    fee = quote("f", CostItem.OPERATION, 3_600_000, system="a", per=Per.YEAR)
    days = (date(2028, 9, 19), date(2029, 3, 22))
    inventory = town(
        old("a"),
        contracts=(lease(end=date(2028, 9, 18), annual_amount=2_400_000),),
        quotes=(fee,),
        planning=PlanningSettings(dates=days, until=date(2029, 9, 30)),
    )
    made = frame(inventory)
    (why,) = explain(made, assess(made, {"a": days[1]}))
    earlier = why.earlier
    assert (earlier.yen, earlier.decided, earlier.carried) == (1_800_000, False, -1_200_000)
    turn = earlier.break_even
    assert (turn.contract, turn.months, turn.yen, turn.yearly, turn.alone) == ("k", 6, 1_800_000, 3_600_000, True)
    assert {text.key for text in why.binding} == {"plan.why.earlier.undecided", "plan.why.later.none"}


def test_five_years_beside_going_on_as_today():
    inventory = town(
        old("a", due_date=date(2028, 12, 31)),
        contracts=(lease(end=date(2029, 3, 31), annual_amount=1_200_000),),
        quotes=(
            quote("q", amount=5_000_000, system="a"),
            quote("f", CostItem.OPERATION, 600_000, system="a", per=Per.YEAR),
        ),
    )
    made = frame(inventory)
    years = five_years(made, {"a": D1})
    assert [y.fiscal_year for y in years] == [2026, 2027, 2028, 2029, 2030]
    assert [(y.months, y.full_year.at_least if y.full_year else None) for y in years][:2] == [
        (5, 1_200_000),
        (12, None),
    ]
    none = UNKNOWN  # a sum of nothing is not 0
    assert [y.committed.at_least for y in years] == [500_000, 1_000_000, none, none, none]
    assert [y.one_off.at_least for y in years] == [none, 5_000_000, none, none, none]
    assert [y.running.at_least for y in years] == [none, 150_000, 600_000, 600_000, 600_000]
    assert [y.nothing.at_least for y in years] == [500_000, 1_200_000, 900_000, none, none]  # it must end in 2028
    assert not any(y.committed.missing or y.nothing.missing for y in years)
    assert [y.difference for y in years] == [0, 4_950_000, -300_000, 600_000, 600_000]
    assert nothing_until(made) == date(2028, 12, 31)


def test_a_system_without_a_contract_makes_both_sides_a_floor():
    """What it costs today nobody has told: missing up to the move here, to the legal date there, and never nothing."""
    bare = town(
        old("a", due_date=date(2028, 12, 31)), old("b", move_with=("a",)), contracts=(lease(annual_amount=1_200_000),)
    )
    years = five_years(frame(bare), {"m-a": D1})
    months = [[[m.evidence[0].path[-1] for m in side.missing] for side in (y.committed, y.nothing)] for y in years]
    assert months == [[[5], [5]], [[10], [12]], [[], [9, 9]], [[], []], [[], []]]
    assert [y.shared for y in years] == [1, 0, 0, 0, 0]  # ten months are not twelve
    assert [y.difference for y in years][:3] == [0, UNKNOWN, UNKNOWN]


@pytest.mark.parametrize(
    ("payable", "years"),
    [
        (None, {2028: 1200}),  # accepted four weeks after 21 March
        (Payable.ACCEPTANCE, {2028: 1200}),
        (Payable.ADVANCE, {2027: 1200}),
        (Payable.PARTIAL, {2027: 800, 2028: 400}),  # February and March, April
    ],
)
def test_the_year_of_a_sum_is_that_of_its_payment(payable, years):
    day = date(2028, 3, 21)
    priced = quote("q", system="a", payable=payable)
    settings = PlanningSettings(dates=(day,), until=date(2029, 3, 31))
    yen, _ = paid(town(old("a"), quotes=(priced,), planning=settings), {"a": day})
    assert {year: amount for (year, _), amount in yen.items()} == years


@pytest.mark.parametrize(
    ("payable", "years", "before"),
    [
        (Payable.PARTIAL, {2026: 500, 2027: 100}, 600),  # of twelve months, May 2026 to April 2027, six are gone
        (Payable.ADVANCE, {2026: 0}, 1200),
        (Payable.ACCEPTANCE, {2027: 1200}, None),
    ],
)
def test_what_fell_due_under_a_signed_contract_is_not_due_again(payable, years, before):
    signed = Milestone(kind=MilestoneKind.CONTRACT, date=date(2026, 5, 8), done=True)
    bought = Procurement(id="p", systems=("a",), milestones=(signed,))
    day, priced = date(2027, 3, 23), quote("q", system="a", payable=payable)
    settings = PlanningSettings(dates=(day,), until=date(2029, 3, 31))
    yen, found = paid(town(old("a"), quotes=(priced,), planning=settings, procurements=(bought,)), {"a": day})
    assert {year: amount for (year, _), amount in yen.items()} == years
    notes = [dict(note.params)["yen"] for row in found.rows for note in row.notes if note.key.endswith("paid_before")]
    assert set(notes) == ({before} if before else set())


def test_amounts_told_by_system_are_compared_over_the_systems_that_tell_both():
    told = moved("a", before=Side(annual_amount=2_000_000), after=Side(annual_amount=4_600_000))
    half = moved("b", before=Side(annual_amount=9_000_000))
    cost = assess_running_cost(town(told, half))
    assert (cost.before.value, cost.after.value, cost.after.known, cost.after.total) == (2_000_000, 4_600_000, 1, 2)


def compared(inventory):
    terms = frame(inventory).terms
    return {
        t.contract.id if isinstance(t, Rent) else t.price.quote.id: t.compared
        for t in terms
        if isinstance(t, Rent | Fee)
    }


def test_running_costs_are_compared_on_both_sides_or_on_none():
    def fee(id_, **fields):
        return quote(id_, CostItem.OPERATION, 1200, per=Per.YEAR, **fields)

    known_, ended = lease(end=UNKNOWN, auto_renew=UNKNOWN), lease(end=date(2026, 3, 31))
    assert compared(town(old("a"), contracts=(known_,), quotes=(fee("f", system="a"),))) == {"k": True, "f": True}
    for contract in (replace(known_, annual_amount=UNKNOWN), ended):
        found = compared(town(old("a"), contracts=(contract,), quotes=(fee("f", system="a"),)))
        assert found == {"k": False, "f": False}
    assert compared(town(old("a"), contracts=(known_,))) == {"k": False}
    both = replace(known_, systems=("a", "b"))
    one = town(old("a"), old("b"), contracts=(both,), quotes=(fee("f", system="a"),))
    assert compared(one) == {"k": False, "f": False}
    line = town(old("a"), old("b"), contracts=(known_,), quotes=(fee("f", system="a"), fee("l")))
    assert compared(line) == {"k": True, "f": True, "l": False}  # nobody knows what b costs today


@pytest.mark.parametrize(
    ("offered", "months"),
    [
        (None, 3),  # April to June: the service ends with June, not with the move in September
        (date(2028, 8, 31), 5),  # the party itself has offered to go on until August
    ],
)
def test_no_extension_goes_beyond_the_end_of_service(offered: date | None, months: int) -> None:
    quotes = (quote("x", CostItem.MAINTENANCE_EXTENSION, 1, system="a", vendor="v", until=offered),) if offered else ()
    inventory = town(
        old("a", vendor="v"),
        vendors=(builders.vendor("v", service_end=date(2028, 6, 30)),),
        contracts=(lease(vendor="v", end=date(2028, 3, 31), annual_amount=1_200_000),),
        quotes=quotes,
        planning=PlanningSettings(dates=(D3,), until=date(2029, 3, 31)),
    )
    made = frame(inventory)
    for dates in ({"a": D3}, {"a": None}):
        rows = assess(made, dates).rows
        assert sum(row.months for row in rows if row.item.value == "contract_extension") == months
    assert [(y.nothing.carried, len(y.nothing.missing)) for y in five_years(made, {"a": D3})][2][0] == months * 100_000


@pytest.mark.parametrize(
    ("vendor", "start", "april"),
    [("v", date(2027, 4, 16), 100), ("v", date(2027, 4, 1), 200), ("x", date(2027, 4, 16), 200)],
)
def test_a_renewal_in_the_middle_of_a_month_is_paid_from_the_next(vendor, start, april):
    systems = [old(name, vendor=of, after=Side(vendor="new")) for name, of in (("a", "v"), ("b", "x"))]
    before = lease("k", systems=("a", "b"), vendor="v", end=date(2027, 4, 15))
    inventory = town(*systems, contracts=(before, lease("l", systems=("a", "b"), vendor=vendor, start=start)))
    rows = assess(frame(inventory), dict.fromkeys("ab", date(2027, 5, 1))).rows
    paid_in = [row.amount for row in rows if (row.fiscal_year, row.item.value) == (2027, "current_contract")]
    assert sum(paid_in) == april  # contracts that really overlap are both paid, and asked about


@pytest.mark.parametrize(
    ("budgeted", "nature"), [(2027, CostNature.LATER), (2028, CostNature.ONE_OFF), (UNKNOWN, CostNature.ONE_OFF)]
)
def test_a_sum_is_a_later_burden_only_after_the_year_that_commits_to_it(budgeted, nature):
    bought = Procurement(id="p", systems=("a",), multi_year=MultiYearBasis.DEBT_BURDEN, budget_year=budgeted)
    inventory = town(old("a"), procurements=(bought,), quotes=(quote("q", system="a"),))
    (row,) = [row for row in assess(frame(inventory), {"a": D2}).rows if row.quotes]
    assert (row.fiscal_year, row.nature) == (2028, nature)


def test_where_a_fee_of_both_cannot_be_weighed_neither_is_the_contract_of_one():
    contracts = (
        lease("k", systems=("a",), end=UNKNOWN),
        lease("l", systems=("b",), end=UNKNOWN, annual_amount=UNKNOWN),
    )
    fee = quote("q", CostItem.OPERATION, per=Per.MONTH)
    terms = frame(town(old("a"), old("b"), contracts=contracts, quotes=(fee,))).terms
    assert [term.compared for term in terms if isinstance(term, Rent | Fee)] == [False, False, False]
    whole = (contracts[0], replace(contracts[1], annual_amount=1200))
    terms = frame(town(old("a"), old("b"), contracts=whole, quotes=(fee,))).terms
    assert [term.compared for term in terms if isinstance(term, Rent | Fee)] == [True, True, True]


def test_a_quote_for_one_system_of_a_move_answers_for_no_other():
    """What zei costs nobody has quoted: it is a row, and the rent of both is weighed against no part of the fee."""
    pair = (old("juki", move="m"), old("zei", move="m"))
    work, fee = quote("w", system="juki"), quote("f", CostItem.OPERATION, system="juki", per=Per.MONTH)
    rent = lease(systems=("juki", "zei"), end=date(2029, 3, 31))
    found = frame(town(*pair, contracts=(rent,), quotes=(work, fee)))
    rows = assess(found, {"m": D1}).rows
    open_ = {(row.item, row.subject) for row in rows if not known(row.amount)}
    assert open_ == {(CostItem.MIGRATION, "zei"), (CostItem.OPERATION, "zei")}
    assert {row.notes[0].key for row in rows if not known(row.amount)} == {"plan.cost.unquoted_part"}
    assert not any(term.compared for term in found.terms if isinstance(term, Rent | Fee))
    both = (*(replace(one, system=None, contract="k") for one in (work, fee)),)
    found = frame(town(*pair, contracts=(rent,), quotes=both))
    assert all(known(row.amount) for row in assess(found, {"m": D1}).rows)
    assert all(term.compared for term in found.terms if isinstance(term, Rent | Fee))
    nil = tuple(replace(one, id=f"{one.id}0", system="zei", amount=0) for one in (work, fee))
    found = frame(town(*pair, contracts=(rent,), quotes=(work, fee, *nil)))
    assert all(known(row.amount) for row in assess(found, {"m": D1}).rows)


def test_a_plan_that_ends_within_a_fiscal_year_pays_that_year_to_its_end():
    planning = PlanningSettings(dates=(D1,), until=date(2028, 9, 30))
    fee = quote("q", CostItem.OPERATION, system="a", per=Per.MONTH)
    found = frame(town(old("a"), planning=planning, quotes=(fee,)))
    yen = {row.fiscal_year: row.amount for row in assess(found, {"a": D1}).rows if row.quotes}
    assert yen == {2027: 3 * 1200, 2028: 12 * 1200}
    table = {year.fiscal_year: year.running.at_least for year in five_years(found, {"a": D1})}
    assert {year: table[year] for year in yen} == yen


def test_a_contract_that_is_signed_already_is_not_asked_for_again():
    signed = lease("k", vendor="new", start=date(2027, 4, 1), end=date(2032, 3, 31))
    rows = assess(frame(town(old("a", vendor="v", after=Side(vendor="new")), contracts=(signed,))), {"a": D1}).rows
    mine = [row for row in rows if row.item is ContractItem.SIGNED]
    assert mine and all(committed(row) for row in mine)
    assert requested(rows).total == len(rows) - len(mine)


def test_what_is_paid_before_the_first_contract_begins_is_not_nothing():
    mine = old("a", vendor="v", after=Side(vendor="new"))
    later = lease(vendor="v", start=date(2027, 4, 1), annual_amount=1_200_000)
    first = five_years(frame(town(mine, contracts=(later,))), {"a": D1})[0]
    assert (first.committed.at_least, len(first.committed.missing), len(first.nothing.missing)) == (UNKNOWN, 1, 1)
    assert (first.difference, first.shared) == (0, 1)


@pytest.mark.parametrize(("end", "whole"), [(date(2026, 9, 30), 900_000), (date(2026, 10, 15), 900_000)])
def test_a_whole_year_holds_the_contract_that_was_renewed_in_it(end, whole):
    """Six months at 50,000 and six at 100,000: the month in which the renewal begins is counted once."""
    gone = lease("gone", vendor="v", start=date(2025, 10, 1), end=end, annual_amount=600_000)
    renewed = lease(vendor="v", start=end + timedelta(days=1), end=date(2027, 9, 30), annual_amount=1_200_000)
    first = five_years(frame(town(old("a", vendor="v"), contracts=(gone, renewed))), {"a": D1})[0]
    assert (first.committed.at_least, first.full_year.at_least) == (500_000, whole)


def test_a_fee_paid_by_the_year_is_the_same_in_the_rows_and_in_the_five_years():
    fee = quote("q", CostItem.OPERATION, 1200, system="a", per=Per.YEAR, payable=Payable.YEARLY)
    yen, _ = paid(town(old("a"), quotes=(fee,)), {"a": D1})
    assert yen == {(2027, "operation"): 1200, (2028, "operation"): 1200}
    years = five_years(frame(town(old("a"), quotes=(fee,))), {"a": D1})
    assert [y.running.at_least for y in years if known(y.running.at_least)] == [1200] * 4
    ended = replace(fee, until=date(2028, 6, 30))
    assert paid(town(old("a"), quotes=(ended,)), {"a": D1})[0] == {(2027, "operation"): 600}
