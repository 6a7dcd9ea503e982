"""When a system cuts over, which contracts run, who owns it, how far it is: every statement, whatever its order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from readiness.cli.options import catalogue
from readiness.model.body import Division
from readiness.model.contract import Procurement
from readiness.model.decision import AdoptedMove, AdoptedPlan, Decisions, Pin
from readiness.model.planning_input import Proposal
from readiness.model.progress import Progress, ProgressScope, StepStatus
from readiness.rules.context import Context
from readiness.rules.contracts import contract_ends_before_cutover
from readiness.rules.dates import system_planned_after_due
from readiness.rules.plan import pin_unknown_move
from readiness.situation.contracts import ended
from readiness.situation.cutover import CutOverBasis
from readiness.situation.situation import situations
from readiness.situation.steps import area_steps, steps_of
from readiness.standard.load import load_standard
from tests import builders

AS_OF = date(2026, 11, 2)
RECORD, ADOPTED, PINNED = date(2027, 9, 21), date(2028, 1, 4), date(2028, 5, 8)
DONE, OPEN, DOING = StepStatus.DONE, StepStatus.NOT_STARTED, StepStatus.IN_PROGRESS


def decisions(*, adopted: bool = False, pin: str = "") -> Decisions:
    moves = (AdoptedMove(move="m-a", systems=("a", "b"), date=ADOPTED),)
    return Decisions(
        plan=AdoptedPlan(adopted_on=AS_OF, moves=moves) if adopted else None,
        pins=(Pin(move=pin, date=PINNED),) if pin else (),
    )


@pytest.mark.parametrize(
    ("adopted", "pin", "day", "basis"),
    [
        (False, "", RECORD, CutOverBasis.RECORDED),
        (True, "", ADOPTED, CutOverBasis.ADOPTED),
        (True, "m-a", PINNED, CutOverBasis.PINNED),
        (True, "b", PINNED, CutOverBasis.PINNED),
        (False, "a", PINNED, CutOverBasis.PINNED),
        (False, "elsewhere", RECORD, CutOverBasis.RECORDED),
    ],
)
def test_a_pin_before_the_adopted_plan_before_the_record(
    adopted: bool, pin: str, day: date, basis: CutOverBasis
) -> None:
    systems = (
        builders.system("a", migrated=False, planned_date=RECORD, move_with=("b",)),
        builders.system("b", migrated=False),
    )
    found = situations(builders.inventory(systems=systems, decisions=decisions(adopted=adopted, pin=pin)), AS_OF)
    cutover = found["a"].cutover
    assert cutover is not None
    assert (cutover.date, cutover.basis) == (day, basis)
    assert found["a"].planned == RECORD, "the record's own date stays readable"


@pytest.mark.parametrize(
    ("adopted", "pin", "said"),
    [
        (False, "", "切替予定日は2027-09-21"),
        (True, "", "採用計画の切替日は2028-01-04"),
        (True, "a", "固定した切替日は2028-05-08"),
    ],
)
def test_a_finding_calls_the_day_what_it_is(adopted: bool, pin: str, said: str) -> None:
    contract = builders.contract("k", systems=("a",), end=date(2027, 3, 31), auto_renew=False)
    systems = (builders.system("a", migrated=False, planned_date=RECORD, due_date=date(2027, 3, 31)),)
    inventory = builders.inventory(
        systems=systems, contracts=(contract,), decisions=decisions(adopted=adopted, pin=pin)
    )
    context = Context(inventory=inventory, standard=load_standard(), as_of=AS_OF)
    (found,) = contract_ends_before_cutover.findings(context)
    assert said in catalogue("ja").render(found.message)
    (late,) = system_planned_after_due.findings(context)
    assert said.replace("は", "") in catalogue("ja").render(late.message)


def test_what_does_not_move_has_no_cut_over() -> None:
    systems = (
        builders.system("moved", migrated=True, planned_date=RECORD),
        builders.system("stays", migrated=False, moves=False, planned_date=RECORD),
        builders.system("open", live_date=AS_OF, planned_date=RECORD),
    )
    found = situations(builders.inventory(systems=systems), AS_OF)
    assert dict(found.cutovers) == {}
    assert [found[s].planned for s in found] == [None, None, None]


def test_the_latest_proposal_counts_whatever_the_order() -> None:
    system = builders.system("a", migrated=False)
    days = (date(2027, 5, 6), date(2028, 1, 4))
    for order in (days, days[::-1]):
        told = tuple(Proposal(system="a", date=day) for day in order)
        assert situations(builders.inventory(systems=(system,), proposals=told), AS_OF)["a"].proposed == days[1]


def test_the_last_day_belongs_to_the_contract() -> None:
    assert not ended(builders.contract("k", end=AS_OF), AS_OF)
    assert ended(builders.contract("k", end=AS_OF - timedelta(days=1)), AS_OF)
    assert not ended(builders.contract("k"), AS_OF)


def test_contracts_in_force_are_those_of_the_own_vendor_first() -> None:
    old = builders.contract("old", vendor="v", systems=("a",), end=date(2020, 3, 31))
    line = builders.contract("line", vendor="w", systems=("a",))
    own = builders.contract("own", vendor="v", systems=("a",), end=AS_OF)
    system = builders.system("a", vendor="v")

    def covering(*contracts: object) -> list[str]:
        found = situations(builders.inventory(systems=(system,), contracts=contracts), AS_OF)
        assert "old" not in [c.id for c in found.contracts]
        return [contract.id for contract in found["a"].contracts]

    assert covering(old, line, own) == ["own"]
    assert covering(old, line) == ["line"]
    assert covering(old) == []


def test_the_owner_is_told_or_owns_the_area() -> None:
    """Of two divisions that own its areas neither is named: the one that is asked in vain would be the wrong one."""
    divisions = (Division(id="zei", areas=("x",)), Division(id="jumin", areas=("x", "y")))
    systems = (
        builders.system("told", areas=("x",), owner_division="joho"),
        builders.system("area", areas=("y", "z")),
        builders.system("several", areas=("x",)),
        builders.system("none", areas=("z",)),
    )
    for order in (divisions, divisions[::-1]):
        found = situations(builders.inventory(systems=systems, divisions=order), AS_OF)
        assert [found[s].owner for s in found] == ["joho", "jumin", None, None]


def rows(*told: tuple[str | None, dict[int, StepStatus]], target: str = "x") -> tuple[Progress, ...]:
    return tuple(
        Progress(scope=ProgressScope.AREA, target=target, steps=tuple(steps.items()), as_of=month)
        for month, steps in told
    )


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ((("2026-06", {8: OPEN}), ("2026-10", {7: DONE, 8: DONE})), {7: DONE, 8: DONE}),
        ((("2026-06", {8: DONE, 9: DONE}), ("2026-10", {8: OPEN})), {8: OPEN, 9: DONE}),
        (((None, {8: OPEN}), ("2026-10", {8: DONE})), {8: DONE}),
        (((None, {8: DONE}), (None, {8: DOING})), {8: DOING}),
        ((("2026-10", {8: DONE}), ("2026-10", {8: OPEN})), {8: OPEN}),
    ],
)
def test_the_later_row_wins_step_by_step(
    told: Sequence[tuple[str | None, dict[int, StepStatus]]], wanted: dict[int, StepStatus]
) -> None:
    system = builders.system("a", areas=("x",))
    for order in (told, told[::-1]):
        inventory = builders.inventory(systems=(system,), progress=rows(*order))
        assert dict(steps_of(inventory, system).status) == wanted
        assert dict(area_steps(inventory, ("x",))[0].steps) == wanted


def test_the_later_rate_wins_and_of_two_equally_late_the_lower() -> None:
    system = builders.system("a", areas=("x",))
    for told, wanted in (
        ((("2026-06", 0.9), ("2026-10", 0.5)), 0.5),
        ((("2026-06", 0.5), ("2026-10", 0.9)), 0.9),
        ((("2026-10", 0.9), ("2026-10", 0.5)), 0.5),
        (((None, 0.4), ("2026-10", 0.9)), 0.9),
    ):
        for order in (told, told[::-1]):
            progress = tuple(Progress(scope=ProgressScope.AREA, target="x", rate=r, as_of=m) for m, r in order)
            inventory = builders.inventory(systems=(system,), progress=progress)
            assert steps_of(inventory, system).rate == wanted
            assert area_steps(inventory, ("x",))[0].rate == wanted


def test_the_narrower_scope_wins_over_the_later_row() -> None:
    def told(scope: ProgressScope, target: str, status: StepStatus, month: str) -> Progress:
        return Progress(scope=scope, target=target, steps=((8, status),), as_of=month)

    progress = (
        told(ProgressScope.SYSTEM, "a", DOING, "2026-01"),
        told(ProgressScope.AREA, "x", DONE, "2026-10"),
        told(ProgressScope.PROCUREMENT, "p", OPEN, "2026-11"),
        told(ProgressScope.BODY, "", DONE, "2026-12"),
    )
    system = builders.system("a", areas=("x",))
    other = builders.system("b", areas=("y",))
    bought = builders.system("c", areas=("z",))
    for order in (progress, progress[::-1]):
        inventory = builders.inventory(
            systems=(system, other, bought), progress=order, procurements=(Procurement(id="p", systems=("c",)),)
        )
        assert [steps_of(inventory, s).status[8] for s in (system, other, bought)] == [DOING, DONE, OPEN]
        assert [area.steps[0][1] for area in area_steps(inventory, ("x", "y", "z"))] == [DOING, DONE, OPEN]


def test_an_area_is_as_far_as_the_slowest_of_its_systems() -> None:
    systems = (builders.system("a", areas=("x",)), builders.system("b", areas=("x",)))
    progress = (
        Progress(scope=ProgressScope.SYSTEM, target="a", steps=((8, OPEN),), as_of="2026-01"),
        Progress(scope=ProgressScope.SYSTEM, target="b", steps=((8, DONE),), as_of="2026-10"),
    )
    for order in (progress, progress[::-1]):
        inventory = builders.inventory(systems=systems, progress=order)
        assert area_steps(inventory, ("x",))[0].steps == ((8, OPEN),)
        assert [steps_of(inventory, s).status[8] for s in systems] == [OPEN, DONE]


def test_a_row_without_a_date_is_older_than_one_with() -> None:
    system = builders.system("a", areas=("x",))
    progress = rows((None, {40: DONE}), ("2026-10", {40: DOING}))
    for order in (progress, progress[::-1]):
        assert not steps_of(builders.inventory(systems=(system,), progress=order), system).live


@pytest.mark.parametrize("name", ["m-a", "m-b", "a", "b"])
def test_a_pin_holds_its_move_whatever_row_comes_first(name: str) -> None:
    """The id of an unnamed move is made of its first system; in another order of rows it is made of another one."""
    day = date(2028, 5, 8)
    pins = Decisions(pins=(Pin(move=name, date=day),))
    systems = (builders.system("a", migrated=False, move_with=("b",)), builders.system("b", migrated=False))
    for order in (systems, systems[::-1]):
        stands = situations(builders.inventory(systems=order, decisions=pins), AS_OF)
        assert {id_: found.date for id_, found in stands.cutovers.items()} == {"a": day, "b": day}
        context = Context(inventory=stands.inventory, standard=load_standard(), as_of=AS_OF)
        assert not list(pin_unknown_move.findings(context))


@pytest.mark.parametrize(
    ("fields", "day", "said"),
    [
        ({"migrated": True}, PINNED, True),
        ({"migrated": True}, AS_OF - timedelta(days=90), False),  # it moved on that day
        ({"migrated": False, "moves": False}, AS_OF - timedelta(days=90), True),
        ({"live_date": AS_OF}, PINNED, True),
        ({"migrated": False}, PINNED, False),
    ],
)
def test_a_pin_of_what_is_not_still_to_move_is_asked_about(fields: dict[str, Any], day: date, said: bool) -> None:
    for name in ("a", "fukushi"):
        inventory = builders.inventory(
            systems=(builders.system("a", move="fukushi", **fields),),
            decisions=Decisions(pins=(Pin(move=name, date=day),)),
        )
        found = pin_unknown_move.findings(Context(inventory=inventory, standard=load_standard(), as_of=AS_OF))
        assert [one.message.key for one in found] == (["rule.PL101.idle"] if said else [])
