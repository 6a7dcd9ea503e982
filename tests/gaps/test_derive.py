"""Gaps from the built-in checks: what is asked of whom, IDs that last, ranks, no invented requirement IDs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

from readiness.gaps.derive import derive
from readiness.messages.catalogue import Catalogue
from readiness.model.body import Division
from readiness.model.conformance import Answer, Claim
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import Gap, GapKind, gap_id
from readiness.model.interface import Declaration, LinkMethod
from readiness.model.inventory import Inventory
from readiness.model.system import Conformance, TransitionalMeasure
from readiness.model.vendor import Package
from tests.builders import contract, inventory, link, system, vendor

AS_OF = date(2026, 11, 23)


def gaps(**records: object) -> tuple[Gap, ...]:
    return derive(inventory(**records), AS_OF)


def one(found: tuple[Gap, ...], requirement: str) -> Gap:
    (gap,) = [gap for gap in found if gap.requirement == requirement]
    return gap


def town() -> Inventory:
    return inventory(
        vendors=(vendor("a"), vendor("b")),
        divisions=(Division(id="zei", name="税務課", areas=("individual_inhabitant_tax",)),),
        systems=(
            system("s1", vendor="a", areas=("resident_registry",)),
            system("s2", vendor="b", areas=("individual_inhabitant_tax",)),
        ),
        interfaces=(link("L0", "s1", "s2", data="異動"),),
        contracts=(contract("c1", vendor="a", systems=("s1",)),),
    )


def test_id_is_a_hash_of_system_requirement_and_type_and_survives_everything_else() -> None:
    before = {gap.id: gap for gap in derive(town(), AS_OF)}
    changed = replace(town(), systems=tuple(replace(s, name="改名", note="x") for s in reversed(town().systems)))
    after = {gap.id for gap in derive(changed, AS_OF + timedelta(days=40))}
    assert set(before) == after
    sample = next(iter(before.values()))
    assert sample.id == gap_id(sample.system, sample.requirement, sample.kind)
    assert len(before) > 15


def test_order_of_records_does_not_change_ids_or_revisions() -> None:
    town_ = town()
    told = {(gap.id, gap.revision) for gap in derive(town_, AS_OF)}
    for systems in permutations(town_.systems):
        assert {(g.id, g.revision) for g in derive(replace(town_, systems=systems), AS_OF)} == told


def test_requirement_ids_are_ours_or_the_ones_in_the_inventory() -> None:
    for gap in derive(town(), AS_OF):
        assert gap.requirement.startswith("builtin:")


def test_unknown_conformance_is_asked_of_the_vendor_and_of_the_division_while_the_vendor_is_unknown() -> None:
    found = gaps(
        vendors=(vendor("a"),),
        divisions=(Division(id="zei", areas=("x",)),),
        systems=(system("s1", vendor="a"), system("s2", areas=("x",))),
    )
    asked = {g.system: g.asked for g in found if g.requirement == "builtin:state.conformance"}
    assert asked == {"s1": Subject("vendor", "a"), "s2": Subject("division", "zei")}


def test_own_staff_and_unknown_owner_fall_back_to_the_body() -> None:
    found = gaps(systems=(system("s1", vendor="自団体"),))
    assert one(found, "builtin:state.conformance").asked == Subject("body", "test-cho")


def test_measure_without_end_is_rank_a_and_past_end_is_a_shortfall() -> None:
    measures = (
        TransitionalMeasure(function="帳票", filed=True),
        TransitionalMeasure(function="照会", until=date(2026, 3, 31), filed=True),
        TransitionalMeasure(function="統計", until=date(2028, 3, 31), filed=True),
    )
    found = gaps(
        vendors=(vendor("a"),),
        systems=(
            system("s1", vendor="a", conformance=Conformance.TRANSITIONAL, transitional_measures=measures),
            system("s2", vendor="a", conformance=Conformance.TRANSITIONAL),
        ),
    )
    assert one(found, "builtin:transition.until:帳票").rank is Rank.A
    assert one(found, "builtin:transition.past:照会").kind is GapKind.SHORTFALL
    assert not [gap for gap in found if "統計" in gap.requirement]
    assert one(found, "builtin:transition.which").system == "s2"


def test_rank_falls_after_the_move() -> None:
    found = gaps(vendors=(vendor("a"),), systems=(system("s1", vendor="a"), system("s2", vendor="a", migrated=True)))
    ranks = {g.system: g.rank for g in found if g.requirement == "builtin:migration.layout"}
    assert ranks == {"s1": Rank.A, "s2": Rank.C}


def test_interface_is_asked_of_both_vendors_with_the_other_end_as_id_and_area_only() -> None:
    found = [g for g in derive(town(), AS_OF) if g.requirement == "builtin:link.documented:L0"]
    assert {(g.asked.id, g.counterpart, g.counterpart_areas) for g in found} == {
        ("a", "s2", ("individual_inhabitant_tax",)),
        ("b", "s1", ("resident_registry",)),
    }
    assert len({g.id for g in found}) == 2


def test_one_vendor_at_both_ends_is_asked_once() -> None:
    found = gaps(
        vendors=(vendor("a"),),
        systems=(system("s1", vendor="a"), system("s2", vendor="a")),
        interfaces=(link("L0", "s1", "s2"),),
    )
    assert one(found, "builtin:link.documented:L0").system == "s1"


def test_ends_that_differ_are_a_contradiction_that_does_not_quote_the_other_side() -> None:
    interface = link(
        "L0",
        "s1",
        "s2",
        from_says=Declaration(method=LinkMethod.FILE, format="秘密の形式A"),
        to_says=Declaration(method=LinkMethod.REST, format="秘密の形式B"),
    )
    found = gaps(
        vendors=(vendor("a"), vendor("b")),
        systems=(system("s1", vendor="a"), system("s2", vendor="b")),
        interfaces=(interface,),
    )
    differing = [g for g in found if g.kind is GapKind.CONTRADICTION]
    assert len(differing) == 2
    words = Catalogue()
    for gap in differing:
        assert "連携方式、データ形式" in words.render(gap.current)
        assert "秘密" not in words.render(gap.current) + words.render(gap.request)


def test_claims_of_a_package_speak_for_every_system_on_that_version_only() -> None:
    def found(version: str) -> list[str]:
        claim = Claim(id="k", requirement="0230286", package="p", version="2.0", answer=Answer.UNSUPPORTED)
        records = gaps(
            vendors=(vendor("a"),),
            packages=(Package(id="p", vendor="a", version=version),),
            systems=(system("s1", vendor="a", package="p"), system("s2", vendor="a", package="p")),
            claims=(claim,),
        )
        return [g.system for g in records if g.requirement == "0230286"]

    assert found("2.0") == ["s1", "s2"]
    assert found("3.0") == []


def test_claim_without_evidence_contradicts_itself() -> None:
    claim = Claim(id="k", requirement="0310005", system="s1", answer=Answer.FITS)
    found = gaps(vendors=(vendor("a"),), systems=(system("s1", vendor="a"),), claims=(claim,))
    assert one(found, "0310005").kind is GapKind.CONTRADICTION


def test_contract_in_the_past_is_not_asked_about() -> None:
    def fees(end: date) -> list[Gap]:
        found = gaps(
            vendors=(vendor("a"),),
            systems=(system("s1", vendor="a"),),
            contracts=(contract("c1", vendor="a", systems=("s1",), end=end),),
        )
        return [g for g in found if g.requirement == "builtin:contract.extraction_fee:c1"]

    assert fees(AS_OF - timedelta(days=1)) == []
    assert [g.rank for g in fees(AS_OF + timedelta(days=1))] == [Rank.A]


def test_due_is_a_weekday_and_earlier_for_graver_ranks() -> None:
    found = derive(town(), AS_OF)
    dues = {rank: {g.due for g in found if g.rank is rank} for rank in Rank}
    assert all(due and due.weekday() < 5 for days in dues.values() for due in days)
    assert max(dues[Rank.A]) < min(dues[Rank.B]) < min(dues[Rank.C])


def test_every_word_of_every_gap_is_in_both_languages() -> None:
    for language in ("ja", "en"):
        words = Catalogue(language)
        for gap in derive(town(), AS_OF):
            for message in (gap.title, gap.current, gap.expected, gap.request, gap.basis):
                assert message is None or "⟦" not in words.render(message)
