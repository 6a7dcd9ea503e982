"""What stops when a party is gone."""

from __future__ import annotations

from datetime import date, timedelta

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.graph.build import build_graph
from readiness.lockin.assess import assess_lockin
from readiness.lockin.exit.dates import lead_weeks, needed_by, starts
from readiness.lockin.exit.impact import NoSuchPartyError, exit_impact
from readiness.lockin.settings import Settings
from readiness.model.inventory import Inventory
from readiness.model.lockin.exits import ExitImpact, ExitKind, ImpactDate
from readiness.model.lockin.shares import Layer
from readiness.model.ref import NOWHERE
from readiness.model.standard.passed import PassedPackage
from readiness.model.system import Roles
from readiness.model.text import text
from readiness.model.unknown import UNKNOWN
from readiness.model.vendor import Lineage, Package, VendorGroup
from tests import builders as b

AS_OF = date(2026, 11, 23)
WEEKS = {
    ("planning.duration_weeks", ""): 40,
    ("planning.duration_weeks", "tax"): 52,
    ("procurement.contract_weeks", ""): 6,
    ("procurement.rfp_weeks", ""): 12,
    ("procurement.rfi_weeks", ""): 8,
}


@pytest.fixture
def city() -> Inventory:
    """v1 and v2 are one group; tax feeds welfare (w) feeds school (w); v1 operates w's welfare and runs its linkage."""
    return b.inventory(
        vendor_groups=(VendorGroup(id="g", name="グループ"),),
        vendors=(
            b.vendor("v1", group="g", corporate_number="1"),
            b.vendor("v2", group="g"),
            b.vendor("w", corporate_number="2", service_end=date(2028, 3, 31)),
        ),
        lineages=(Lineage(id="line"),),
        packages=(Package(id="pk", vendor="v1", lineage="line"),),
        systems=(
            b.system("tax", vendor="v1", areas=("tax",), units=("010",), package="pk", platform="P", data_centre="D"),
            b.system("res", vendor="v2", areas=("res",), operating_body="ob"),
            b.system("wel", vendor="w", areas=("wel",), roles=Roles(operator="v1")),
            b.system("sch", vendor="w", areas=("sch",)),
            b.system("odd", areas=("odd",)),
        ),
        external_systems=(b.external("x"),),
        interfaces=(
            b.link("L1", "tax", "wel"),
            b.link("L2", "wel", "sch"),
            b.link("L3", "x", "res"),
            b.link("L4", "res", "x"),
        ),
        contracts=(
            b.contract("k1", vendor="v1", systems=("tax",), end=date(2027, 3, 31)),
            b.contract("k2", vendor="w", systems=("wel", "sch"), end=date(2029, 3, 31), notice_months=6),
        ),
    )


def impact(inventory: Inventory, kind: ExitKind, id_: str, **more: object) -> ExitImpact:
    return exit_impact(inventory, build_graph(inventory), None, kind, id_, as_of=AS_OF, **more)  # type: ignore[arg-type]


def test_group_takes_its_systems_and_starves_others_over_a_told_path(city: Inventory) -> None:
    found = impact(city, ExitKind.GROUP, "g")
    assert [(s.system, s.layers, s.outright) for s in found.stopped] == [
        ("tax", (Layer.APPLICATION,), True),
        ("res", (Layer.APPLICATION,), True),
        ("wel", (Layer.OPERATOR,), False),
    ]
    assert {a.system: ([s.edge for s in a.path], a.other_party) for a in found.affected} == {
        "wel": (["L1"], True),
        "sch": (["L1", "L2"], True),
    }
    assert found.affected[1].labels == ("taxシステム", "welシステム", "schシステム")
    assert (found.areas.value, found.other_areas.value, found.reached_areas.value) == (2, 1, 2)
    assert found.uncertain == ("odd",)
    assert (found.areas.known, found.areas.total) == (4, 5)
    assert found.links == ("L1", "L3", "L4")
    assert found.contracts == ("k1",)


def test_an_ended_contract_does_not_say_by_when_the_substitute_must_run() -> None:
    ends = [date(2026, 3, 31), date(2028, 3, 31)]
    told = text("lockin.impact_date.contract_end", subject="k")
    dates = [ImpactDate(kind="contract_end", subject="k", date=end, message=told, ref=NOWHERE) for end in ends]
    assert needed_by(dates, AS_OF, ExitKind.VENDOR)[0] == ends[1]
    assert needed_by(dates[:1], AS_OF, ExitKind.VENDOR) == (UNKNOWN, None)
    assert needed_by(dates, ends[0], ExitKind.VENDOR)[0] == ends[0], "its last day is still its own"


def test_what_must_start_by_when(city: Inventory) -> None:
    plain = impact(city, ExitKind.VENDOR, "v1", settings=Settings(weeks=WEEKS))
    assert plain.needed_by == date(2027, 3, 31)
    assert [(s.step.key.rpartition(".")[2], s.weeks) for s in plain.starts] == [
        ("rfi", 8),
        ("rfp", 12),
        ("contract", 6),
        ("migration", 52),
    ]
    assert plain.starts[-1].finish == plain.needed_by
    assert plain.starts[0].start == date(2027, 3, 31) - timedelta(weeks=78)
    assert all(a.finish == c.start for a, c in zip(plain.starts, plain.starts[1:], strict=False))
    assert [s.late for s in plain.starts] == [True, True, True, True]
    leaving = impact(city, ExitKind.VENDOR, "w")
    assert leaving.needed_by == date(2028, 3, 31)
    assert leaving.starts == ()
    assert [d.kind for d in leaving.dates] == ["service_end", "notice", "contract_end"]


def test_steps_end_where_a_duration_has_no_assumption() -> None:
    """What comes before a step of unknown length has no date, and the whole has no length."""
    gap = {key: weeks for key, weeks in WEEKS.items() if key[0] != "procurement.contract_weeks"}
    found = starts(date(2027, 3, 31), AS_OF, (), Settings(weeks=gap))
    assert [(one.step.key.rpartition(".")[2], one.finish) for one in found] == [("migration", date(2027, 3, 31))]
    assert lead_weeks((), Settings(weeks=gap)) is UNKNOWN
    assert lead_weeks((), Settings(weeks=WEEKS)) == 66


def test_other_kinds(city: Inventory) -> None:
    for kind, id_ in ((ExitKind.LINEAGE, "line"), (ExitKind.PLATFORM, "P"), (ExitKind.DATA_CENTRE, "D")):
        found = impact(city, kind, id_)
        assert [s.system for s in found.stopped] == ["tax"], kind
        assert found.contracts == ("k1",)
    assert impact(city, ExitKind.LINEAGE, "line").uncertain == ("res", "wel", "sch", "odd")
    assert [s.system for s in impact(city, ExitKind.OPERATING_BODY, "ob").stopped] == ["res"]
    outside = impact(city, ExitKind.EXTERNAL, "x")
    assert outside.stopped == () and [a.system for a in outside.affected] == ["res"]


def test_contracts_and_lead_where_no_vendor_is_gone() -> None:
    """A cloud provider that is also a vendor: contracts of the systems it carries are affected, and do not date it."""
    inventory = b.inventory(
        vendors=(b.vendor("v"), b.vendor("c")),
        systems=(
            b.system("s", vendor="v", csp="c", areas=("x",), platform="P", platform_eol=date(2027, 1, 31)),
            b.system("t", vendor="v", areas=("y",), platform="Q"),
        ),
        contracts=(
            b.contract("app", vendor="v", systems=("s",), end=date(2028, 3, 31)),
            b.contract("cloud", vendor="c", systems=()),
            b.contract("other", vendor="v", systems=("t",)),
        ),
    )
    cloud = impact(inventory, ExitKind.CSP, "c", settings=Settings(weeks=WEEKS))
    assert cloud.contracts == ("app", "cloud")
    assert (cloud.needed_by, cloud.lead_weeks) == (UNKNOWN, 66)
    platform = impact(inventory, ExitKind.PLATFORM, "P", settings=Settings(weeks=WEEKS))
    assert platform.needed_by == date(2027, 1, 31)
    assert platform.needed_by_reason is not None
    assert platform.needed_by_reason.key == "lockin.needed_by.platform_eol"
    undated = impact(inventory, ExitKind.PLATFORM, "Q", settings=Settings(weeks=WEEKS))
    assert (undated.needed_by, undated.starts, undated.lead_weeks) == (UNKNOWN, (), 66)


def test_lost_linkage_stops_the_links_of_the_system_it_serves() -> None:
    inventory = b.inventory(
        vendors=(b.vendor("l"), b.vendor("v")),
        systems=(b.system("a", vendor="v", roles=Roles(linkage="l")), b.system("c", vendor="v")),
        interfaces=(b.link("L1", "a", "c"),),
    )
    found = impact(inventory, ExitKind.VENDOR, "l")
    assert [(s.system, s.outright) for s in found.stopped] == [("a", False)]
    assert [a.system for a in found.affected] == ["c"]
    assert found.links == ("L1",)


def test_an_unknown_party_is_refused_with_those_that_exist(city: Inventory) -> None:
    with pytest.raises(NoSuchPartyError) as caught:
        impact(city, ExitKind.VENDOR, "v9")
    assert caught.value.candidates == ("v1", "v2", "w")


def test_substitutes_are_packages_of_others_for_the_units_that_stop(city: Inventory) -> None:
    def listed(unit: str, corporate: str, package: str) -> PassedPackage:
        number = f"{unit}_{corporate}_1"
        return PassedPackage(
            vendor="事業者",
            package=package,
            business="業務",
            number=number,
            unit=unit,
            branch=None,
            corporate_numbers=(corporate,),
            sequence=1,
        )

    rows = (listed("010", "1", "own"), listed("010", "9", "other"), listed("011", "9", "else"))
    assert impact(city, ExitKind.VENDOR, "v1").substitutes is None
    (found,) = impact(city, ExitKind.VENDOR, "v1", packages=rows).substitutes or ()
    assert (found.package, found.systems) == ("other", ("tax",))


IDS = "abcdef"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["v", "w", "z"]), min_size=6, max_size=6),
    st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=12),
)
def test_affected_are_the_descendants_of_what_stops(vendors: list[str], arcs: list[tuple[str, str]]) -> None:
    inventory = b.inventory(
        vendors=(b.vendor("v"), b.vendor("w"), b.vendor("z")),
        systems=tuple(b.system(i, vendor=v, areas=(i,)) for i, v in zip(IDS, vendors, strict=True)),
        interfaces=b.links(arcs),
    )
    found = impact(inventory, ExitKind.VENDOR, "v")
    own = {i for i, v in zip(IDS, vendors, strict=True) if v == "v"}
    view = nx.MultiDiGraph(arcs)
    view.add_nodes_from(IDS)
    reached = set().union(*(nx.descendants(view, i) for i in own)) - own
    assert {a.system for a in found.affected} == reached
    assert found.reached_areas.value == len(reached)
    direct = {t for s, t in arcs if s in own} - own
    assert found.other_areas.value == len(direct)


def test_the_analysis_lists_every_party_that_holds_something(city: Inventory) -> None:
    found = assess_lockin(city, build_graph(city), as_of=AS_OF)
    assert [(e.kind, e.id) for e in found.exits] == [(ExitKind.GROUP, "g"), (ExitKind.GROUP, "w")]
