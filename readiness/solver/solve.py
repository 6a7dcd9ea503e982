"""The door of the room: `solve(problem)` in one of three modes. Every solution passes the checker before it leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from readiness.solver.bounds import simple_bound
from readiness.solver.budget import Budget
from readiness.solver.check import InvalidProblemError, Issue, demand_valid
from readiness.solver.checker import demand_clean
from readiness.solver.compiled import Compiled
from readiness.solver.evaluate import cost_rows, level_value
from readiness.solver.fold import compile_problem
from readiness.solver.methods import ALL, Methods, cp_sat_loads
from readiness.solver.problem import Level, Problem
from readiness.solver.solution import (
    Attempt,
    Baseline,
    Clash,
    LevelResult,
    Mode,
    Progress,
    Solution,
    Stability,
)
from readiness.solver.violations import violations

WORK_LIMIT = 60.0
WALL_LIMIT = 600.0


def solve(
    problem: Problem,
    *,
    mode: Mode = "optimise",
    warm_start: Mapping[str, int] | None = None,
    pins: Mapping[str, int] | None = None,
    work_limit: float = WORK_LIMIT,
    wall_limit: float | None = WALL_LIMIT,
    workers: int = 1,
    seed: int = 0,
    on_progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    methods: Methods = ALL,
) -> Solution:
    """Solve a problem.

    `optimise`: the best plan, starting from `warm_start` if given (of some moves only, or with slots that no longer
    fit: completed to the nearest plan). `evaluate`: price and check `warm_start` as it is,
    broken rules listed. `repair`: `warm_start` is the plan to keep; first the least weight of changed slots, then the
    least weighted shift, then the problem's own levels. `pins` (move → slot) fix moves in optimise and repair.

    `work_limit` counts deterministic units (about seconds of one core); `wall_limit` in seconds is a safety net that
    makes the result not reproducible when it strikes, as does `stop` returning True. Raises `InvalidProblemError`.
    """
    demand_valid(problem)
    _demand_slots(problem, warm_start or {}, complete=mode != "optimise")
    _demand_slots(problem, pins or {}, complete=False)
    if mode == "evaluate":
        return evaluate(problem, warm_start or {})
    pinned = with_pins(problem, pins or {})
    budget = Budget(work_limit, wall_limit, stop, on_progress)
    if mode == "repair":
        return _repair(pinned, dict(warm_start or {}), budget, seed, workers, methods)
    return _optimise(pinned, pinned.objective, None, warm_start, budget, seed, workers, methods)


def evaluate(problem: Problem, slots: Mapping[str, int]) -> Solution:
    """Price and check an assignment as it stands: milliseconds, no search. Bounds are those that need none."""
    rows = cost_rows(problem, slots)
    values = {level: level_value(problem, slots, rows, level) for level in problem.objective}
    demand_clean(problem, slots, rows, values, rules=False)
    broken, compiled = violations(problem, slots), compile_problem(problem)
    return Solution(
        mode="evaluate",
        status="infeasible" if broken else "feasible",
        slots=dict(slots),
        rows=rows,
        levels=tuple(_unsearched(compiled, level, value) for level, value in values.items()),
        violations=broken,
    )


def _unsearched(compiled: Compiled, level: Level, value: int) -> LevelResult:
    possible = not compiled.contradiction
    bound, by = simple_bound(compiled, level) if possible else (value, "none possible")
    return LevelResult(level=level, value=value, bound=min(bound, value), status="feasible", bound_by=by)


def with_pins(problem: Problem, pins: Mapping[str, int]) -> Problem:
    """The problem with these moves fixed to these slots (rule `fixed` of the move)."""
    if not pins:
        return problem
    return replace(problem, moves=tuple(replace(m, fixed=pins.get(m.id, m.fixed)) for m in problem.moves))


def _optimise(
    problem: Problem,
    levels: tuple[Level, ...],
    reference: Mapping[str, int] | None,
    warm: Mapping[str, int] | None,
    budget: Budget,
    seed: int,
    workers: int,
    methods: Methods,
) -> Solution:
    from readiness.solver.optimise import Search  # noqa: PLC0415 (heavy)

    compiled = compile_problem(problem, reference)
    search = Search(compiled, levels, budget, seed, workers, methods)
    search.run(warm)
    mode: Mode = "optimise" if reference is None else "repair"
    if search.best.plan is None:
        clash, tried = None, search.tried
        if search.impossible:
            clash, tried = _clash(problem, budget, seed, sum(attempt.work for attempt in tried))
        return Solution(
            mode=mode,
            status="infeasible" if search.impossible else "unknown",
            slots={},
            rows=(),
            levels=(),
            clash=clash,
            work=round(budget.spent, 3),
            seed=seed,
            workers=workers,
            reproducible=not budget.cut,
            tried=tried,
        )
    slots = compiled.expand(search.best.plan)
    rows = cost_rows(problem, slots)
    demand_clean(problem, slots, rows, {x.level: x.value for x in search.results}, rules=True, reference=reference)
    results = tuple(
        LevelResult(
            level=x.level,
            value=x.value,
            bound=x.bound,
            status="optimal" if x.value == x.bound else "feasible",
            bound_by=x.by,
        )
        for x in search.results
    )
    return Solution(
        mode=mode,
        status="optimal" if all(r.status == "optimal" for r in results) else "feasible",
        slots=slots,
        rows=rows,
        levels=results,
        baselines=tuple(
            Baseline(
                name=name,
                slots=None if found is None else compiled.expand(found),
                values=() if found is None else search.best.values(found),
            )
            for name, found in search.baselines.items()
        ),
        work=round(budget.spent, 3),
        seed=seed,
        workers=workers,
        reproducible=not budget.cut,
    )


def _clash(problem: Problem, budget: Budget, seed: int, known: float) -> tuple[Clash, tuple[Attempt, ...]]:
    """Why a problem that is known to be impossible is so; what was tried where that is not known to be minimal."""
    whole = Clash(rules=tuple(problem.rules()), minimal=False, relaxations=())
    if not cp_sat_loads():
        return whole, (Attempt("missing", 0.0),)
    from readiness.solver.clash import find_clash  # noqa: PLC0415 (heavy)

    before = budget.spent
    clash = find_clash(problem, budget, seed=seed, known=known) or whole
    return clash, () if clash.minimal else (Attempt("thinning", round(budget.spent - before, 3)),)


def _repair(
    problem: Problem, reference: dict[str, int], budget: Budget, seed: int, workers: int, methods: Methods
) -> Solution:
    """Two searches: one that stays close to the given plan, one free, whose difference is the price of stability."""
    half = budget.half()
    kept = _optimise(
        problem, ("changes", "shift", *problem.objective), reference, reference, half, seed, workers, methods
    )
    budget.spend(half.spent)
    budget.cut |= half.cut
    if not kept.slots:
        return replace(kept, work=round(budget.spent, 3), reproducible=not budget.cut)
    free = _optimise(problem, problem.objective, None, kept.slots, budget, seed, workers, methods)
    price = tuple((x, (kept.value(x) or 0) - (free.value(x) or 0)) for x in problem.objective)
    changed = tuple(m.id for m in problem.moves if kept.slots[m.id] != reference[m.id])
    stability = Stability(changed=changed, price=price)
    return replace(kept, stability=stability, work=free.work, reproducible=not budget.cut)


def _demand_slots(problem: Problem, slots: Mapping[str, int], *, complete: bool) -> None:
    known = {move.id for move in problem.moves}
    issues = [Issue(("slots", name), "no-such-move", name) for name in slots if name not in known]
    issues += [Issue(("slots", x), "out-of-range", t) for x, t in slots.items() if not 0 <= t < problem.horizon]
    if complete:
        issues += [Issue(("slots", name), "missing", name) for name in sorted(known - set(slots))]
    if issues:
        raise InvalidProblemError(tuple(issues))
