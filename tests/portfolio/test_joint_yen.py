"""Amounts of the joint plan: the points of a body's planner to the unit, and yen where everything has a price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations, product
from pathlib import Path

import numpy as np
import pytest

from readiness.app.joint import joint_of
from readiness.model.money import CostItem, Per, Quote, Tax
from readiness.planning.assess import all_charges, points
from readiness.planning.encode import encode
from readiness.portfolio.joint_amounts import Amounts, in_points, in_yen, waits
from readiness.solver.joint.problem import JointBody
from readiness.solver.joint.solve import COST_SCALE
from tests import builders
from tests.command import run
from tests.planning.scene import D1, D2, D3, frame, old, town

MONTHS = tuple(date(2027 + at // 12, 1 + at % 12, 1) for at in range(36))


def quote(item: CostItem, amount: int, **fields: object) -> Quote:
    return Quote(id=f"q-{item.value}-{fields.get('system')}", item=item, amount=amount, tax=Tax.INCLUDED, **fields)  # type: ignore[arg-type]


def town_with_rent(*more: Quote, links: bool = True):  # type: ignore[no-untyped-def]
    """A lease over two moves, fees of the new side, a link with a price."""
    lease = builders.contract("k", vendor="v", systems=("a", "b"), end=date(2029, 12, 31), annual_amount=120_000_000)
    other = builders.contract("l", vendor="v", systems=("c",), end=date(2029, 12, 31), annual_amount=36_000_000)
    return town(
        old("a", vendor="v", move="a"),
        old("b", vendor="v", move="b"),
        old("c", areas=("long_term_care_insurance",)),
        contracts=(replace(lease, penalty=0), replace(other, penalty=0)),
        interfaces=(builders.link("priced", "a", "c"), *(builders.links([("b", "c")]) if links else ())),
        quotes=(
            quote(CostItem.LINK_CHANGE, 4_000_000, interface="priced"),
            *(quote(CostItem.OPERATION, 5_000_000, system=system, per=Per.MONTH) for system in "abc"),
            *more,
        ),
    )


def total(amounts: Amounts, dates: Sequence[date]) -> int:
    """What a plan costs, as the joint plan's solver counts it."""
    size = len(dates)
    months = [MONTHS.index(day.replace(day=1)) for day in dates]
    cost = np.zeros((size, len(MONTHS) + 1), dtype=np.int64)
    for move, own in enumerate(amounts.moves):
        for month, points_ in own.items():
            cost[move, MONTHS.index(month)] = points_
    once, held = np.zeros((size, size), dtype=np.int64), np.zeros((size, size), dtype=np.int64)
    for pair, (build, hold) in amounts.links.items():
        once[pair], held[pair] = build, hold
    waiting, fixed = waits(amounts.spans, size, MONTHS)
    body = JointBody(id="t", cost=cost, late=np.zeros_like(cost), groups_of=((),) * size, build=once, hold=held,
                     waits=waiting)  # fmt: skip
    return body.value(months)[0] + fixed


def test_the_joint_plan_counts_what_the_planner_counts() -> None:
    found = frame(town_with_rent())
    amounts = in_points(found, encode(found))
    assert {span.side for span in amounts.spans} == {"last"}
    constants = set()
    for days in product((D1, D2, D3), repeat=3):
        dates = dict(zip((move.id for move in found.moves), days, strict=True))
        constants.add(points(found, dates) - total(amounts, days))
    assert max(constants) - min(constants) <= 3, constants  # rounding of a month's points


def test_yen_are_those_of_the_charges() -> None:
    found = frame(town_with_rent(links=False))
    amounts = in_yen(found)
    assert amounts is not None
    differences = set()
    for days in product((D1, D2, D3), repeat=3):
        dates = dict(zip((move.id for move in found.moves), days, strict=True))
        charges = [charge.total() for charge in all_charges(found, dates) if charge.compared]
        yen = sum(amount for amount in charges if isinstance(amount, int)) + 4_000_000 * (days[0] != days[2])
        differences.add(round(yen / 1000) - total(amounts, days))
    assert max(differences) - min(differences) <= 5, differences


@pytest.mark.parametrize("missing", ["fee", "link", "rent"])
def test_without_a_price_there_are_no_yen(missing: str) -> None:
    whole = town_with_rent(links=False)
    if missing == "fee":
        whole = replace(whole, quotes=tuple(q for q in whole.quotes if q.system != "b"))
    elif missing == "link":
        whole = town_with_rent()
    else:
        whole = replace(whole, contracts=whole.contracts[:1])
    assert in_yen(frame(whole)) is None


PRICED = """
body: {{id: t{number}, name: {number}町, body_class: 町, fictional: true, as_of: 2026-11-02}}
vendors: [{{id: v, name: 株式会社甲(架空), corporate_number: "2999999990007"}}]
divisions: [{{id: d, name: 福祉課}}]
planning: {{dates: [2028-05-08, 2028-09-19, 2029-01-04], until: 2029-03-31}}
systems:
- {{id: a, name: 介護, areas: [介護保険], vendor: v, owner_division: d, migrated: いいえ, planned_date: 2028-05-08,
   duration_weeks: 8}}
contracts:
- {{id: c, name: 介護の保守, vendor: v, systems: [a], start: 2024-04-01, end: 2030-03-31, annual_amount: {rent},
   penalty: 0}}
quotes:
- {{id: q, item: 運用, system: a, amount: 500000, tax: 税込, per: 月額}}
"""


def priced_towns(folder: Path) -> tuple[Path, Path]:
    """Three towns for one cut-over a month; each waits at a loss of its own."""
    towns = folder / "in"
    for number, rent in ((1, 24_000_000), (2, 36_000_000), (3, 60_000_000)):
        (towns / f"t{number}").mkdir(parents=True)
        text = PRICED.format(number=number, rent=rent)
        (towns / f"t{number}" / "all.yaml").write_text(text, encoding="utf-8")
    told = folder / "capacity.csv"
    told.write_text("事業者,年月,件数\n株式会社甲(架空),毎月,1\n", encoding="utf-8-sig")
    return towns, told


def test_a_slot_has_a_price_in_yen_where_all_have_theirs(tmp_path: Path) -> None:
    towns, told = priced_towns(tmp_path)
    joint = joint_of([towns], told)
    assert joint is not None and joint.yen is not None
    plan, points = joint.yen.plan, {share.body: share.yen for share in joint.shares}
    assert all(points.values()) and len(joint.yen.vendors) == 1
    costs = [[share.moves[0].points[month] for month in sorted(share.moves[0].points)] for share in points.values()]  # type: ignore[union-attr]
    best = min(sum(costs[town][month] for town, month in enumerate(way)) for way in permutations(range(3)))
    assert plan.cost == plan.cost_bound == best
    may = joint.months.index(date(2028, 5, 1))
    more = min(
        sum(costs[town][month] for town, month in enumerate(way))
        for way in product(range(3), repeat=3)
        if way.count(0) <= 2 and way.count(1) <= 1 and way.count(2) <= 1
    )
    assert 0 < best - more <= plan.prices[0, may] / COST_SCALE  # never told too low
    for level in ("bodies", "advisers"):
        out = tmp_path / level
        done = run("portfolio", str(towns), "--capacity", str(told), "--out", str(out), "--share-level", level)
        assert done.returncode == 0, done.stderr
        page = (out / "portfolio" / "index.html").read_text(encoding="utf-8")
        for secret in ("1件分の余力の価値(円。試算)", "切替えの月により変わる費用の合計"):
            assert (secret in page) is (level == "advisers")


def test_one_town_without_prices_and_nobody_is_told_yen(tmp_path: Path) -> None:
    towns, told = priced_towns(tmp_path)
    path = towns / "t2" / "all.yaml"
    path.write_text(path.read_text(encoding="utf-8").partition("quotes:")[0], encoding="utf-8")
    joint = joint_of([towns], told)
    assert joint is not None and joint.yen is None
