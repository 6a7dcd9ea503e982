"""Laws of sums: order never matters, parts add up, and what is missing is never read as nothing."""

from hypothesis import given
from hypothesis import strategies as st

from readiness.model.money import Basis, FiscalYear, Money, Sum
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN, known

amounts = st.builds(
    Money,
    yen=st.one_of(st.just(UNKNOWN), st.integers(0, 10**9)),
    year=st.integers(2024, 2032).map(FiscalYear),
    basis=st.sampled_from(Basis),
    evidence=st.sampled_from([(), (Ref("a.yaml", ("quotes", "q1")),), (Ref("a.yaml", ("contracts", "k")),)]),
)
lists = st.lists(amounts, max_size=8)


def missing(year: int = 2026) -> Money:
    return Money(yen=UNKNOWN, year=FiscalYear(year), basis=Basis.QUOTE)


def quoted(yen: int, basis: Basis = Basis.QUOTE) -> Money:
    return Money(yen=yen, year=FiscalYear(2026), basis=basis)


@given(lists.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_rows_never_matters(both):
    rows, shuffled = both
    assert Sum.of(rows) == Sum.of(shuffled)


@given(lists, lists)
def test_parts_add_up_to_the_whole(one, other):
    assert Sum.of([*one, *other]) == Sum.of(one) + Sum.of(other)
    sure = [m.yen for m in (*one, *other) if m.basis in (Basis.CONTRACT, Basis.QUOTE, Basis.ESTIMATE) and known(m.yen)]
    assert Sum.of([*one, *other]).at_least == (sum(sure) if sure else UNKNOWN)


@given(lists)
def test_unknown_and_something_is_not_something(rows):
    total = Sum.of(rows)
    assert total + missing() != total
    assert not (total + missing()).complete
    assert (total + missing()).at_least == total.at_least


def test_a_reference_stands_apart_and_an_assumption_is_no_yen():
    total = Sum.of([quoted(5), quoted(7, Basis.ESTIMATE), quoted(100, Basis.CARRIED), quoted(9, Basis.ASSUMPTION)])
    assert total == Sum(at_least=12, rough=7, carried=100, lines=(5, 7))


@given(lists, lists, st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_difference_that_is_told_keeps_its_sign_whatever_the_missing_prices(one, other, first, second):
    mine, theirs = Sum.of(one), Sum.of(other)
    told = mine.less(theirs)
    if not known(told):
        assert mine.missing != theirs.missing or mine.floor == theirs.floor == 0
        return
    assert told == mine.floor - theirs.floor
    shared = set(mine.missing) & set(theirs.missing)

    def filled(total, price):
        return total.floor + sum(price for m in total.missing if m not in shared)

    if mine.missing != theirs.missing:
        assert (filled(mine, first) > filled(theirs, second)) == (told > 0)


def test_a_missing_price_that_could_turn_the_order_leaves_it_open():
    assert (Sum.of([quoted(5), missing()])).less(Sum.of([quoted(9)])) is UNKNOWN
    assert (Sum.of([quoted(5)])).less(Sum.of([quoted(5), missing()])) is UNKNOWN  # the same so far, and one price short
    assert (Sum.of([quoted(5), missing()])).less(Sum.of([quoted(5)])) is UNKNOWN
    assert (Sum.of([quoted(9), missing()])).less(Sum.of([quoted(5)])) == 4  # at least 4 more
    assert (Sum.of([quoted(5), missing()])).less(Sum.of([quoted(9), missing()])) == -4
    assert (Sum.of([quoted(9), missing(2027)])).less(Sum.of([quoted(5), missing()])) is UNKNOWN


def test_a_sum_of_nothing_is_not_0_and_prices_that_cancel_are_counted():
    assert Sum.of([]).at_least is UNKNOWN
    assert Sum.of([missing()]).at_least is UNKNOWN
    assert Sum.of([]).less(Sum.of([])) is UNKNOWN
    one, other = Sum.of([missing(), missing(2027)]), Sum.of([missing(), missing()])
    assert (one.shared(other), Sum.of([missing()]).less(Sum.of([missing()]))) == (1, 0)
