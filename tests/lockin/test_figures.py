"""Concentration, overlap, openness, slack and exit cost."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.graph.build import build_graph
from readiness.lockin.assess import assess_lockin
from readiness.lockin.concentration import effective_number, largest_share
from readiness.model.lockin.shares import Holder, Layer, Stage, Weight
from readiness.model.money import CostItem, Quote, Tax
from readiness.model.system import Hosting, Roles, Side
from readiness.model.unknown import UNKNOWN
from readiness.model.vendor import Lineage, Package, VendorGroup
from readiness.standard.load import load_standard
from tests import builders as b

AS_OF = date(2026, 11, 23)
weights = st.lists(st.integers(1, 9), min_size=1, max_size=3)


@settings(max_examples=50, deadline=None)
@given(weights, st.lists(st.integers(1, 9), max_size=3))
def test_bounds_are_the_extremes_over_every_way_to_fill_in_the_unknown(known: list[int], unknown: list[int]) -> None:
    """Brute force: every unknown system with every vendor, known or new."""
    homes = len(known) + len(unknown)
    effective, largest = [], []
    for choice in product(range(homes), repeat=len(unknown)):
        filled = [*known, *[0] * len(unknown)]
        for home, weight in zip(choice, unknown, strict=True):
            filled[home] += weight
        total = sum(filled)
        effective.append(1 / sum((weight / total) ** 2 for weight in filled))
        largest.append(100 * max(filled) / total)
    found = effective_number(known, unknown)
    assert found.low == pytest.approx(min(effective))
    assert found.high == pytest.approx(max(effective))
    share = largest_share(known, unknown)
    assert share.low == pytest.approx(min(largest))
    assert share.high == pytest.approx(max(largest))
    assert found.low - 1e-9 <= effective_number(known).value
    assert found.value == pytest.approx(1 / sum((weight / sum(known)) ** 2 for weight in known))


def test_published_mixes_of_twenty_areas() -> None:
    """Worked figures of the research note: 20, 18+2, 15/3/2, 10/5/3/2, 5/5/5/5."""
    mixes = {(20,): 1.0, (18, 2): 1.22, (15, 3, 2): 1.68, (10, 5, 3, 2): 2.9, (5, 5, 5, 5): 4.0}
    for mix, expected in mixes.items():
        assert effective_number(mix).value == pytest.approx(expected, abs=0.005)


def town() -> tuple:
    return (
        b.inventory(
            vendor_groups=(VendorGroup(id="g", name="G"),),
            vendors=(
                b.vendor("v1", group="g"),
                b.vendor("v2", group="g"),
                b.vendor("w"),
                b.vendor("old", merged_into="w"),
            ),
            systems=(
                b.system("a", vendor="v1", areas=("x",), migrated=True, before=Side(vendor="w")),
                b.system("c", vendor="v2", areas=("x",), migrated=False, after=Side(vendor="old")),
                b.system("d", vendor="w", migrated=False),
                b.system("e", migrated=False, moves=False),
            ),
            contracts=(
                b.contract("k1", vendor="v1", systems=("a", "c"), annual_amount=4_000_000),
                b.contract("k2", vendor="w", systems=("d",), annual_amount=1_000_000),
            ),
        ),
    )


def test_shares_by_group_before_now_and_after() -> None:
    (inventory,) = town()
    found = assess_lockin(inventory, build_graph(inventory), as_of=AS_OF)
    by = {(c.stage, c.weight): c for c in found.concentrations if c.by is Holder.PARTY}
    now = by[Stage.NOW, Weight.SYSTEMS]
    assert [(s.party, s.weight) for s in now.shares] == [("g", 2), ("w", 1), (UNKNOWN, 1)]
    assert (now.largest.value, now.largest.low, now.largest.high) == (66.7, 50.0, 75.0)
    assert (now.effective.known, now.effective.total) == (3, 4)
    before = by[Stage.BEFORE, Weight.SYSTEMS]
    assert {s.party: s.systems for s in before.shares} == {"w": ("a", "d"), "g": ("c",), UNKNOWN: ("e",)}
    # c goes to a vendor that merged into w; d moves and nobody has said to whom.
    after = by[Stage.AFTER, Weight.SYSTEMS]
    assert {s.party: s.systems for s in after.shares} == {"g": ("a",), "w": ("c",), UNKNOWN: ("d", "e")}
    yen = by[Stage.NOW, Weight.YEN]
    assert {s.party: s.weight for s in yen.shares} == {"g": 4_000_000, "w": 1_000_000}
    assert yen.largest.value == 80.0
    assert yen.largest.low is None and (yen.largest.known, yen.largest.total) == (3, 4)


def test_one_lineage_sold_by_two_vendors_is_one_dependence_and_the_package_tells_the_csp() -> None:
    inventory = b.inventory(
        vendors=(b.vendor("v1"), b.vendor("v2"), b.vendor("w")),
        lineages=(Lineage(id="l", name="系列L"), Lineage(id="m", name="系列M")),
        packages=(
            Package(id="p1", name="P1", vendor="v1", lineage="l", csp="c1"),
            Package(id="p2", name="P2", vendor="v2", lineage="l"),
            Package(id="q", name="Q", vendor="w", lineage="m", csp="c2"),
        ),
        systems=(
            b.system("a", vendor="v1", package="p1", hosting=Hosting.GOVERNMENT_CLOUD, migrated=True),
            b.system("b", vendor="v2", package="p2", hosting=Hosting.OTHER_CLOUD, migrated=True),
            b.system("c", vendor="w", package="q", hosting=Hosting.GOVERNMENT_CLOUD, migrated=True),
            b.system("d", vendor="w", hosting=Hosting.ON_PREMISES, migrated=False, after=Side(package="q")),
        ),
    )
    found = assess_lockin(inventory, build_graph(inventory), as_of=AS_OF)
    by = {(c.by, c.stage): c for c in found.concentrations if c.weight is Weight.SYSTEMS}
    parties, lineages = by[Holder.PARTY, Stage.NOW], by[Holder.LINEAGE, Stage.NOW]
    assert (parties.largest.value, lineages.largest.value) == (50.0, 66.7)
    assert [(s.label, s.systems) for s in lineages.shares] == [("系列L", ("a", "b")), ("系列M", ("c",)), ("", ("d",))]
    assert (lineages.largest.low, lineages.largest.high) == (50.0, 75.0)
    csps = by[Holder.CSP, Stage.NOW]
    # The system on the premises has no CSP and is no unknown; b runs in a cloud nobody has named.
    assert {s.party: s.systems for s in csps.shares} == {"c1": ("a",), "c2": ("c",), UNKNOWN: ("b",)}
    assert (csps.largest.known, csps.largest.total, csps.effective.unit) == (2, 3, "unit.csps")
    after = by[Holder.CSP, Stage.AFTER]
    assert {s.party: s.systems for s in after.shares} == {"c1": ("a",), "c2": ("c", "d"), UNKNOWN: ("b",)}


def test_layers_count_the_party_and_leave_room_for_the_unknown() -> None:
    roles = Roles(operator="v2", network="w", linkage="v1", csp="c")
    inventory = b.inventory(
        vendor_groups=(VendorGroup(id="g", name="G社グループ"),),
        vendors=(b.vendor("v1", group="g"), b.vendor("v2", group="g"), b.vendor("w"), b.vendor("c")),
        systems=(b.system("a", vendor="v1", areas=("x",), roles=roles),),
    )
    (row,) = assess_lockin(inventory, build_graph(inventory), as_of=AS_OF).overlaps
    assert (row.area, row.party, row.label) == ("x", "g", "G社グループ")
    assert (row.held.value, row.held.low, row.held.high) == (3, 3, 5)
    assert [hold.layer for hold in row.layers if hold.unknown] == [Layer.MIDDLEWARE, Layer.PRINTING]
    assert set(row.held.subjects) == {"application", "operator", "linkage"}


def test_open_ratio_keeps_the_unknown_apart() -> None:
    inventory = b.inventory(
        systems=(b.system("a"), b.system("c")),
        interfaces=(
            b.link("L1", "a", "c", standard_id="official-id"),
            b.link("L2", "a", "c", open_spec=False),
            b.link("L3", "a", "c", open_spec=True),
            b.link("L4", "a", "c"),
        ),
    )
    found = assess_lockin(inventory, build_graph(inventory), as_of=AS_OF).openness
    assert found is not None
    assert (found.open, found.closed, found.unknown) == (("L1", "L3"), ("L2",), ("L4",))
    assert (found.ratio.value, found.ratio.low, found.ratio.high) == (66.7, 50.0, 75.0)
    assert (found.ratio.known, found.ratio.total) == (3, 4)


def test_slack_is_the_first_date_to_end() -> None:
    inventory = b.inventory(
        systems=(b.system("s", planned_date=date(2028, 1, 4), platform_eol=date(2028, 3, 31)),),
        contracts=(b.contract("k", systems=("s",), end=date(2028, 3, 31), notice_months=6, auto_renew=True),),
    )
    slack = assess_lockin(inventory, build_graph(inventory), as_of=AS_OF).systems[0].slack
    assert {p.kind: p.days for p in slack.parts} == {"contract_end": 88, "notice": -96, "platform_eol": 88}
    assert slack.days.value == -96
    migrated = b.inventory(systems=(b.system("s", migrated=True),))
    done = assess_lockin(migrated, build_graph(migrated), as_of=AS_OF).systems[0].slack
    assert (done.days.value, done.days.total) == (UNKNOWN, 0)


def test_exit_cost_is_a_floor_where_a_quote_is_missing() -> None:
    system = b.system("s", planned_date=date(2028, 1, 4))
    contract = b.contract("k", systems=("s",), end=date(2028, 3, 31), penalty=200_000, annual_amount=1_000_000)
    quotes = (Quote(id="q1", item=CostItem.MIGRATION, system="s", amount=3_000_000, approximate=True),)
    inventory = b.inventory(systems=(system,), contracts=(contract,), quotes=quotes)
    result = assess_lockin(inventory, build_graph(inventory), as_of=AS_OF)
    cost = result.systems[0].exit_cost
    assert cost.missing == (CostItem.DATA_EXTRACTION,)
    assert (cost.likely.value, cost.likely.low, cost.likely.high) == (3_200_000, 3_200_000, None)
    assert (cost.likely.known, cost.likely.total) == (2, 3)
    assert cost.years_of_running_cost.value == 3.2
    fee = b.contract("k", systems=("s",), end=date(2028, 1, 4), extraction_fee=0, annual_amount=1_000_000)
    full = b.inventory(systems=(system,), contracts=(fee,), quotes=quotes)
    result = assess_lockin(full, build_graph(full), as_of=AS_OF)
    assert result.systems[0].exit_cost.missing == ()
    assert result.systems[0].exit_cost.likely.high == 3_000_000


def test_a_quote_without_tax_counts_with_it() -> None:
    quote = Quote(id="q", item=CostItem.MIGRATION, system="s", amount=3_000_000, tax=Tax.EXCLUDED)
    inventory = b.inventory(systems=(b.system("s", planned_date=date(2028, 1, 4)),), quotes=(quote,))
    found = assess_lockin(inventory, build_graph(inventory), as_of=AS_OF, standard=load_standard())
    assert found.systems[0].exit_cost.likely.value == 3_300_000


def test_a_penalty_the_contract_does_not_tell_counts_as_quoted_for_it() -> None:
    contract = b.contract("k", systems=("s",), end=date(2029, 3, 31), extraction_fee=0)
    system = b.system("s", planned_date=date(2028, 1, 4))
    quotes = (
        Quote(id="m", item=CostItem.MIGRATION, system="s", amount=1_000_000),
        Quote(id="p", item=CostItem.PENALTY, contract="k", amount=400_000),
    )
    inventory = b.inventory(systems=(system,), contracts=(contract,), quotes=quotes)
    cost = assess_lockin(inventory, build_graph(inventory), as_of=AS_OF).systems[0].exit_cost
    assert (cost.likely.value, cost.missing) == (1_400_000, ())


def test_the_headline_is_counted_by_the_weight_that_was_chosen(tmp_path: Path) -> None:
    (inventory,) = town()
    row = "{key: lockin.share_weight, value: yen, unit: choice, reason: x, confidence: assumption}"
    (tmp_path / "assumptions.yaml").write_text(f"assumptions: [{row}]\n", encoding="utf-8")
    chosen = load_standard(packs=(tmp_path,))
    told = [
        assess_lockin(inventory, build_graph(inventory), as_of=AS_OF, standard=standard).weight
        for standard in (None, load_standard(), chosen)
    ]
    assert told == [Weight.SYSTEMS, Weight.SYSTEMS, Weight.YEN]


def test_of_equals_the_holder_of_the_application_is_named() -> None:
    inventory = b.inventory(
        vendors=(b.vendor("a-app"), b.vendor("z-print")),
        systems=(b.system("s", vendor="a-app", areas=("x",), roles=Roles(printing="z-print")),),
    )
    (row,) = assess_lockin(inventory, build_graph(inventory), as_of=AS_OF).overlaps
    assert row.party == "a-app"


def test_addresses_of_figures_are_unique() -> None:
    (inventory,) = town()
    found = list(assess_lockin(inventory, build_graph(inventory), as_of=AS_OF).measures())
    assert len({address for address, _ in found}) == len(found)
