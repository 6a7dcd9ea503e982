"""Small random towns: the product's rows against the second calculator, which walks through the months."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.model.contract import Contract
from readiness.model.dates import fiscal_year
from readiness.model.interface import Interface
from readiness.model.money import CostItem, Per, Quote, Tax
from readiness.model.planning_input import PlanningSettings
from readiness.model.system import Side
from readiness.model.unknown import UNKNOWN, known
from readiness.planning.assess import assess
from readiness.planning.frame import Frame, build_frame
from readiness.planning.years import five_years
from tests import builders
from tests.money.reference import Bill, Deal, Offer, Place
from tests.planning.scene import moved, old, premises

TODAYS = [date(2026, 11, 2), date(2026, 11, 30), date(2027, 1, 31)]
LAST = date(2029, 3, 31)
DAYS = [date(2027, 4, 1), date(2027, 9, 21), date(2028, 1, 4), date(2028, 3, 21), date(2028, 4, 3), LAST]
ENDS = [None, date(2027, 3, 31), date(2028, 3, 31), date(2028, 1, 15), date(2028, 9, 30), date(2031, 3, 31)]
yen = st.integers(1, 900).map(lambda n: n * 1200)
pers = st.sampled_from(["once", "cutover", "month", "year"])


@st.composite
def places(draw):
    names = ["a", "b", "c"]
    fate = {"a": draw(st.sampled_from(DAYS))}
    fate |= {s: draw(st.sampled_from([*DAYS, "gone", "stays"])) for s in names[1:]}
    deals = [
        Deal(
            name=f"k{n}",
            systems=tuple(draw(st.permutations(names)))[: draw(st.integers(1, 3))],
            yearly=draw(yen),
            end=draw(st.sampled_from(ENDS)),
            penalty=draw(st.one_of(st.just(0), yen)),
            fee=draw(st.one_of(st.just(0), yen)),
        )
        for n in range(draw(st.integers(0, 2)))
    ]
    offers = []
    for n in range(draw(st.integers(0, 4))):
        item = draw(st.sampled_from(["migration", "data_extraction", "operation", "legal_change", "link_change"]))
        per = "once" if item == "legal_change" else draw(pers)
        about = draw(st.sampled_from([None, *names, *[d.name for d in deals]]))
        if item == "link_change":
            about = draw(st.sampled_from([("a", "b"), ("c", "a"), ("b", "c")]))
        at = draw(st.sampled_from([None, date(2027, 6, 1), date(2028, 2, 1)])) if item == "legal_change" else None
        offers.append(Offer(name=f"q{n}", item=item, yen=draw(yen), per=per, about=about, at=at))
    for deal in deals:
        if deal.end is not None and draw(st.booleans()):
            at = draw(st.sampled_from([None, date(2027, 4, 1), date(2028, 4, 1)]))
            per = (
                draw(st.sampled_from(["month", "year", "once"]))
                if at is None
                else draw(st.sampled_from(["month", "year"]))
            )
            offers.append(Offer(name=f"r{deal.name}", item="re_lease", yen=draw(yen), per=per, about=deal.name, at=at))
        if deal.end is not None and draw(st.booleans()):
            offers.append(Offer(name=f"p{deal.name}", item="penalty", yen=draw(yen), per=draw(pers), about=deal.name))
    offers = list({(o.item, o.about, o.at, o.per in ("month", "year")): o for o in offers}.values())  # no rivals
    return Place(
        today=draw(st.sampled_from(TODAYS)),
        last=LAST,
        fate=fate,
        deals=deals,
        offers=offers,
        links=[("a", "b"), ("c", "a"), ("b", "c")],
    )


def quote_of(offer: Offer) -> Quote:
    fields = {}
    if isinstance(offer.about, tuple):
        fields["interface"] = "-".join(offer.about)
    elif isinstance(offer.about, str):
        fields["contract" if offer.about.startswith("k") else "system"] = offer.about
    return Quote(
        id=offer.name,
        item=CostItem(offer.item),
        amount=offer.yen,
        per=Per(offer.per),
        at=offer.at,
        tax=Tax.INCLUDED,
        ref=builders.place("quotes", offer.name),
        **fields,
    )


def frame_of(place: Place) -> Frame:
    made = {"gone": moved, "stays": lambda s: old(s, moves=False)}
    systems = [made.get(fate, old)(name) if isinstance(fate, str) else old(name) for name, fate in place.fate.items()]
    contracts = [
        Contract(
            id=d.name,
            systems=d.systems,
            end=d.end or UNKNOWN,
            start=d.start or UNKNOWN,
            auto_renew=False if d.end else UNKNOWN,
            annual_amount=d.yearly,
            penalty=d.penalty,
            extraction_fee=d.fee,
            ref=builders.place("contracts", d.name),
        )
        for d in place.deals
    ]
    inventory = builders.inventory(
        systems=tuple(systems),
        contracts=tuple(contracts),
        quotes=tuple(quote_of(offer) for offer in place.offers),
        interfaces=tuple(Interface(id=f"{a}-{b}", from_=a, to=b) for a, b in place.links),
        planning=PlanningSettings(dates=tuple(DAYS), until=LAST),
    )
    return build_frame(inventory, premises(inventory), place.today)


def dates_of(place: Place, frame: Frame) -> dict[str, object]:
    return {move.id: place.fate[move.systems[0]] for move in frame.moves}


@settings(max_examples=120, deadline=None)
@given(places())
def test_the_rows_are_those_of_the_second_calculator(place):
    frame = frame_of(place)
    found = assess(frame, dates_of(place, frame))
    paid: Counter[tuple[int, str]] = Counter()
    for row in found.rows:
        if known(row.amount):
            paid[row.fiscal_year, row.item.value] += row.amount
    gaps = [row for row in found.rows if row.item.value == "contract_extension" and not known(row.amount)]
    open_ = {(row.fiscal_year, row.item.value, row.subject) for row in gaps}
    want, missing = Bill(place).total()
    assert {key: amount for key, amount in paid.items() if amount} == want
    assert open_ == missing


@settings(max_examples=60, deadline=None)
@given(places())
def test_every_quote_is_in_a_row_or_left_out_with_a_reason_never_in_both(place):
    frame = frame_of(place)
    found = assess(frame, dates_of(place, frame))
    shown = {quote for row in found.rows for quote in row.quotes}
    left = {one.quote for one in found.left_out}
    assert shown | left == {offer.name for offer in place.offers}
    assert not shown & left


@settings(max_examples=60, deadline=None)
@given(places(), st.randoms(use_true_random=False))
def test_turning_the_rows_of_the_record_changes_no_yen(place, random):
    def result(where: Place):
        frame = frame_of(where)
        found = assess(frame, dates_of(where, frame))
        return Counter((r.fiscal_year, r.item, r.subject, r.amount, r.quotes) for r in found.rows), found.score.points

    before = result(place)
    names = list(place.fate)
    random.shuffle(names)
    turned = Place(
        today=place.today,
        last=place.last,
        fate={name: place.fate[name] for name in names},
        deals=random.sample(place.deals, len(place.deals)),
        offers=random.sample(place.offers, len(place.offers)),
        links=random.sample(place.links, len(place.links)),
    )
    assert result(turned) == before


spans = st.sampled_from([None, date(2027, 4, 1), date(2027, 4, 16), date(2028, 2, 29), date(2028, 3, 31)])


@st.composite
def quoted_anew(draw, names):
    """Quotes that follow, overlap and replace one another, with and without periods, days and vendors."""
    items = st.sampled_from([CostItem.RE_LEASE, CostItem.CONTRACT_EXTENSION, CostItem.OPERATION, CostItem.PENALTY])
    found = []
    for n in range(draw(st.integers(0, 5))):
        item = draw(items)
        found.append(
            Quote(
                id=f"x{n}",
                item=item,
                amount=draw(st.one_of(yen, st.just(UNKNOWN))),
                per=draw(st.sampled_from([Per.MONTH, Per.YEAR])),
                at=None if item is CostItem.PENALTY else draw(spans),
                until=None if item is CostItem.PENALTY else draw(spans),
                vendor=draw(st.sampled_from(["v", "w", UNKNOWN])),
                quoted_on=draw(st.sampled_from([UNKNOWN, date(2026, 6, 1), date(2026, 6, 2)])),
                valid_until=draw(st.sampled_from([UNKNOWN, date(2026, 10, 31), date(2027, 12, 31)])),
                adopted=draw(st.sampled_from([None, None, True])),
                tax=Tax.INCLUDED,
                **({"contract": draw(st.sampled_from(names))} if item is not CostItem.OPERATION else {"system": "a"}),
            )
        )
    return tuple(found)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(DAYS), st.lists(st.sampled_from(ENDS), min_size=1, max_size=3))
def test_no_month_of_one_service_is_paid_twice(data, day, ends):
    """Rent, what follows it and a penalty are one service of one contract; a fee is one of what it is quoted for."""
    known_ends = sorted({end for end in ends if end is not None})
    starts = [date(2024, 4, 1), *(end + timedelta(days=1) for end in known_ends)]
    terms = list(zip(starts, [*known_ends, None], strict=True))  # each renews the one before it
    if known_ends and data.draw(st.booleans()):
        del terms[-1]  # nothing is signed beyond the last end
    contracts = tuple(
        Contract(
            id=f"k{n}", systems=("a",), vendor="v", start=start, end=end or UNKNOWN, annual_amount=1200, penalty=0,
            auto_renew=False if end else UNKNOWN, ref=builders.place("contracts", f"k{n}"),
        )
        for n, (start, end) in enumerate(terms)
    )  # fmt: skip
    quotes = data.draw(quoted_anew([contract.id for contract in contracts]))
    mine = old("a", vendor="v", after=Side(vendor="new"))
    inventory = builders.inventory(
        systems=(mine,),
        contracts=contracts,
        quotes=quotes,
        planning=PlanningSettings(dates=tuple(DAYS), until=LAST),
    )
    frame = build_frame(inventory, premises(inventory), TODAYS[0])
    months: Counter[tuple[str, int]] = Counter()
    for charge in (charge for term in frame.terms for charge in term.charges({"a": day}, frame.horizon)):
        of = "new" if charge.price.item is CostItem.OPERATION else "old"
        months.update((of, month) for month in charge.span)
    assert all(count == 1 for count in months.values()), months


@settings(max_examples=60, deadline=None)
@given(places())
def test_five_years_hold_the_same_yen_as_the_rows_of_the_plan(place):
    """As far as the plan goes: a payment stands in one fiscal year, in whatever table."""
    frame = frame_of(place)
    dates = dates_of(place, frame)
    rows: Counter[int] = Counter()
    for row in assess(frame, dates).rows:
        rows[row.fiscal_year] += row.amount if known(row.amount) else 0
    for year in five_years(frame, dates):
        planned = year.committed + year.one_off + year.running
        if year.fiscal_year <= fiscal_year(LAST):
            assert (planned.at_least if known(planned.at_least) else 0) == rows[year.fiscal_year]
