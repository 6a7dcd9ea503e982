"""What a caller sees: modes, baselines, clashes, progress, interruption, the same answer twice."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from readiness.solver.check import InvalidProblemError
from readiness.solver.checker import CheckError, demand_clean
from readiness.solver.evaluate import cost_rows
from readiness.solver.fold import compile_problem
from readiness.solver.methods import Methods
from readiness.solver.problem import (
    Cap,
    Link,
    LinkGroup,
    Lump,
    Move,
    Precedence,
    Problem,
    Resource,
    Retest,
    Rule,
    SlotCost,
    Together,
)  # fmt: skip
from readiness.solver.solution import CostRow, Progress, Relaxation
from readiness.solver.solve import solve, with_pins
from readiness.solver.violations import violations
from readiness.solver.warm import completed


def municipal(size: int, horizon: int, cap: int, seed: int) -> Problem:
    rng = random.Random(seed)
    ends = {(min(rng.randrange(i), rng.randrange(i)), i) for i in range(1, size) for _ in range(2)}
    return Problem(
        horizon=horizon,
        moves=tuple(Move(id=f"m{n}", slots=tuple(range(horizon))) for n in range(size)),
        links=tuple(
            Link(id=f"l{a}-{b}", a=f"m{a}", b=f"m{b}", hold_a_first=rng.randint(1, 3), hold_b_first=2, build_a_first=1)
            for a, b in sorted(ends)
        ),
        caps=(Cap(name="cap", limit=cap, weights=tuple((f"m{n}", 1) for n in range(size))),),
        objective=("cost",),
    )


BILL = Problem(
    horizon=6,
    moves=(
        Move(id="a", slots=(1,), waiting=10, lumps=(Lump(name="lease", slot=0, amount=7),)),
        Move(id="b", slots=(3,), due=1, late_weight=4, slot_costs=(SlotCost(name="payday", slot=3, amount=5),)),
        Move(id="c", slots=(5,)),
    ),
    links=(
        Link(id="ab", a="a", b="b", build_a_first=100, build_b_first=900, hold_a_first=2, hold_b_first=50),
        Link(id="ca", a="c", b="a", build_a_first=900, build_b_first=30, hold_b_first=1),
        Link(id="bc", a="b", b="c"),
    ),
    link_groups=(LinkGroup(id="hub", links=("ab", "bc"), setup=1000, each=20),),
    retests=(
        Retest(id="all", at="a", neighbours=("b", "c"), amount=3),
        Retest(id="wait", at="c", neighbours=("a", "b"), amount=4, when="waiting", per="slot"),
    ),
)


def test_the_bill_of_a_plan_counted_by_hand() -> None:
    solution = solve(BILL)
    assert solution.status == "optimal"
    assert set(solution.rows) == {
        CostRow("waiting", "a", "", 1, 10),
        CostRow("lump", "a", "lease", 1, 7),
        CostRow("late", "b", "", 2, 8),
        CostRow("slot", "b", "payday", 1, 5),
        CostRow("build", "ab", "", 1, 100),
        CostRow("hold", "ab", "", 2, 4),
        CostRow("build", "ca", "", 1, 30),
        CostRow("hold", "ca", "", 4, 4),
        CostRow("setup", "hub", "", 1, 1000),
        CostRow("each", "hub", "", 2, 40),
        CostRow("retest", "all", "", 2, 6),
        CostRow("retest", "wait", "", 2, 8),
    }
    assert (solution.value("lateness"), solution.value("cost")) == (8, 1214)


def test_the_checker_notices_a_wrong_row_and_a_broken_rule() -> None:
    slots = {"a": 1, "b": 3, "c": 5}
    rows, levels = cost_rows(BILL, slots), {"lateness": 8, "cost": 1214}
    demand_clean(BILL, slots, rows, levels, rules=True)
    with pytest.raises(CheckError, match="disagree"):
        demand_clean(BILL, slots, rows[1:], levels, rules=True)
    with pytest.raises(CheckError, match="levels"):
        demand_clean(BILL, slots, rows, levels | {"cost": 1213}, rules=True)
    with pytest.raises(CheckError, match="broken"):
        demand_clean(BILL, slots | {"c": 4}, cost_rows(BILL, slots | {"c": 4}), {}, rules=True)


def test_violations_name_rule_slot_and_excess() -> None:
    moves = (
        Move(id="a", slots=(0, 4), duration=3, effort=(("crew", 2),)),
        Move(id="b", slots=(2,), fixed=2, effort=(("crew", 1),)),
    )
    problem = Problem(
        horizon=5,
        moves=moves,
        precedences=(Precedence(name="a then b", before="a", after="b", min_lag=2, max_lag=3),),
        together=(Together(name="pair", moves=("a", "b")),),
        caps=(Cap(name="vendors", limit=1, parties=(("a", ("x", "y")), ("b", ("y",)))),),
        resources=(Resource(name="crew", capacity=2, capacity_at=((0, 1),)),),
    )
    found = {(v.rule, v.slot, v.excess) for v in violations(problem, {"a": 1, "b": 2})}
    assert found == {
        (Rule("slots", "a"), 1, 1),
        (Rule("work", "a"), 1, 1),
        (Rule("precedence", "a then b"), -1, 1),
        (Rule("together", "pair"), -1, 1),
        (Rule("cap", "vendors"), 1, 1),
        (Rule("resource", "crew"), 0, 1),
    }
    priced = solve(problem, mode="evaluate", warm_start={"a": 1, "b": 2})
    assert priced.status == "infeasible"
    assert priced.violations == violations(problem, {"a": 1, "b": 2})


def test_never_worse_than_the_baselines_and_the_warm_start() -> None:
    problem = municipal(30, 12, 4, 3)
    first = solve(problem, work_limit=0.3)
    assert {b.name for b in first.baselines} == {"topological", "greedy", "earliest_due_date"}
    assert all(first.levels[0].value <= b.values[0] for b in first.baselines if b.slots)
    again = solve(problem, work_limit=0.01, seed=5, warm_start=first.slots)
    assert again.levels[0].value <= first.levels[0].value
    assert all(level.bound <= level.value for level in first.levels)


def test_the_same_answer_twice() -> None:
    problem = municipal(26, 10, 4, 1)
    one, two = (solve(problem, work_limit=0.8, seed=7, workers=2) for _ in range(2))
    assert one == two
    assert one.reproducible
    assert one.levels[0].bound > 0


def test_sixteen_moves_with_free_windows_are_proven() -> None:
    solution = solve(municipal(16, 12, 2, 4), work_limit=20)
    assert solution.status == "optimal"
    assert solution.levels[0].bound_by == "patterns"


def test_a_start_of_some_moves_is_completed() -> None:
    problem = municipal(30, 12, 4, 3)
    best = solve(problem, work_limit=2)
    some = {name: slot for name, slot in best.slots.items() if name not in {"m4", "m17"}}
    compiled = compile_problem(problem)
    assert {n: t for n, t in compiled.expand(completed(compiled, some)).items() if n in some} == some
    again = solve(problem, work_limit=0.01, warm_start=some, methods=Methods(baselines=False, anneal=False))
    naive = min(b.values[0] for b in best.baselines if b.slots)
    assert again.levels[0].value < naive


def test_a_start_that_breaks_a_cap_is_bent_to_the_nearest_plan() -> None:
    moves = tuple(Move(id=name, slots=tuple(range(6))) for name in "abc")
    problem = Problem(horizon=6, moves=moves, caps=(Cap(name="one", limit=1, weights=tuple((m, 1) for m in "abc")),))
    assert completed(compile_problem(problem), {"a": 3, "b": 3, "c": 3}) == [3, 2, 4]
    assert completed(compile_problem(with_pins(problem, {"b": 3})), {"a": 3, "b": 5}) is None, "b has one slot only"


def test_evaluation_claims_no_more_than_it_knows() -> None:
    solution = solve(BILL, mode="evaluate", warm_start={"a": 1, "b": 3, "c": 5})
    assert [(x.level, x.value, x.bound, x.status) for x in solution.levels] == [
        ("lateness", 8, 8, "feasible"), ("cost", 1214, 22, "feasible"),
    ]  # fmt: skip


def test_progress_and_interruption() -> None:
    events: list[Progress] = []
    problem = municipal(40, 16, 4, 2)
    solution = solve(problem, work_limit=50, on_progress=events.append, stop=lambda: len(events) > 2)
    assert not solution.reproducible
    assert solution.slots
    incumbents = [e.value for e in events if e.kind == "incumbent"]
    assert incumbents == sorted(incumbents, reverse=True)
    assert solution.levels[0].value == incumbents[-1]


def test_pins_hold_and_repair_leaves_the_rest_alone() -> None:
    problem = municipal(12, 8, 2, 9)
    plan = solve(problem, work_limit=10)
    pinned = {"m0": (plan.slots["m0"] + 2) % 8}
    repaired = solve(problem, mode="repair", warm_start=plan.slots, pins=pinned, work_limit=20)
    assert repaired.slots["m0"] == pinned["m0"]
    changed = [name for name in plan.slots if repaired.slots[name] != plan.slots[name]]
    assert list(repaired.stability.changed) == changed
    assert len(changed) <= 2, "the pinned move, and at most one that had to make room"
    assert dict(repaired.stability.price)["cost"] >= 0


def test_a_clash_is_minimal_and_each_rule_says_how_much_would_do() -> None:
    problem = Problem(
        horizon=8,
        moves=(
            Move(id="a", slots=(5, 6, 7)),
            Move(id="b", slots=(0, 1, 2, 3)),
            Move(id="c", slots=tuple(range(8)), fixed=4),
        ),
        precedences=(
            Precedence(name="a before b", before="a", after="b", min_lag=1),
            Precedence(name="idle", before="b", after="c", min_lag=-7),
        ),
        caps=(Cap(name="idle cap", limit=3, weights=(("a", 1), ("b", 1), ("c", 1))),),
    )
    solution = solve(problem)
    assert solution.status == "infeasible"
    assert solution.clash.minimal
    assert set(solution.clash.rules) == {Rule("slots", "a"), Rule("slots", "b"), Rule("precedence", "a before b")}
    assert set(solution.clash.relaxations) == {
        Relaxation(rule=Rule("slots", "a"), amount=3),
        Relaxation(rule=Rule("slots", "b"), amount=3),
        Relaxation(rule=Rule("precedence", "a before b"), amount=3),
    }


def test_a_cap_clash_counts_units_and_a_pin_may_be_part_of_it() -> None:
    moves = tuple(Move(id=name, slots=(0, 1)) for name in "abcde")
    problem = Problem(horizon=2, moves=moves, caps=(Cap(name="two", limit=2, weights=tuple((m, 1) for m in "abcde")),))
    clash = solve(problem).clash
    assert Rule("cap", "two") in clash.rules
    assert Relaxation(rule=Rule("cap", "two"), amount=1) in clash.relaxations
    loose = replace(problem, caps=(replace(problem.caps[0], limit=3),))
    pinned = solve(loose, pins={"a": 0, "b": 0, "c": 0, "d": 0}).clash
    assert {Rule("fixed", m) for m in "abcd"} | {Rule("cap", "two")} == set(pinned.rules)
    assert {r.amount for r in pinned.relaxations} == {1}


def test_two_rules_alone_may_not_be_enough() -> None:
    problem = Problem(
        horizon=4,
        moves=(Move(id="a", slots=(0,)), Move(id="b", slots=(3,)), Move(id="c", slots=(0,)), Move(id="d", slots=(3,))),
        together=(Together(name="ab", moves=("a", "b")), Together(name="cd", moves=("c", "d"))),
    )
    clash = solve(problem).clash
    assert len(clash.rules) == 3
    assert all(r.amount is None for r in clash.relaxations), "the other pair clashes as well"


def test_nothing_to_move() -> None:
    solution = solve(Problem(horizon=1, moves=()))
    assert solution.status == "optimal"
    assert solution.slots == {}


def test_pins_of_unknown_moves_are_refused() -> None:
    with pytest.raises(InvalidProblemError):
        solve(BILL, pins={"zzz": 0})


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"due": -1}, ("moves", 0, "due")),
        ({"lumps": (Lump(name="x", slot=-1, amount=4),)}, ("moves", 0, "lumps", 0, "slot")),
        ({"slot_costs": (SlotCost(name="x", slot=9, amount=4),)}, ("moves", 0, "slot_costs", 0, "slot")),
        ({"slot_costs": (SlotCost(name="x", slot=-1, amount=4),)}, ("moves", 0, "slot_costs", 0, "slot")),
    ],
)
def test_what_means_nothing_is_refused_with_its_place(change: dict[str, object], path: tuple[str | int, ...]) -> None:
    problem = Problem(horizon=4, moves=(Move(id="a", slots=(0, 1), **change),))  # type: ignore[arg-type]
    with pytest.raises(InvalidProblemError) as refused:
        solve(problem)
    assert [(issue.path, issue.code) for issue in refused.value.issues] == [(path, "out-of-range")]
