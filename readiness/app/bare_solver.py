"""Wiring of `plan solve`: a problem file in, a solution file out; no inventory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from readiness.app.improve import until_stopped
from readiness.app.output import check_output, write_output
from readiness.app.plan import PlanError
from readiness.app.problem_words import worded
from readiness.model.text import Text, text
from readiness.solver.check import InvalidProblemError
from readiness.solver.codec import problem_from_json, solution_to_json
from readiness.solver.problem import Rule
from readiness.solver.solution import Mode, Progress, Solution
from readiness.solver.solve import solve


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to solve and how; `start`: a file with slots to start from, to keep or to evaluate."""

    problem: Path
    mode: Mode = "optimise"
    start: Path | None = None
    work: float = 30.0
    workers: int = 1
    seed: int = 0
    force: bool = False


class ProblemError(Exception):
    """A problem, or a plan to start from, that cannot be read as one: every defect in words."""

    def __init__(self, defects: tuple[Text, ...]) -> None:
        super().__init__(len(defects))
        self.defects = defects


def solve_problem(request: Request, out: Path, announce: Callable[[Progress], None] | None = None) -> Solution:
    """Solve and write. Ctrl-C ends the search with the best plan so far; a second one gives up.

    Raises `ProblemError` with every defect, `PlanError` for files that are no JSON or hold no slots,
    `OutputError` before the work where `out` is not ours to replace.
    """
    data = _json(request.problem)
    with _defects(data, request.problem.name):
        problem = problem_from_json(data)
    slots = _slots(request.start)
    check_output([out], force=request.force)
    with _defects(data, "" if request.start is None else request.start.name):
        found = until_stopped(
            lambda stop: solve(
                problem,
                mode=request.mode,
                warm_start=slots,
                work_limit=request.work,
                workers=request.workers,
                seed=request.seed,
                on_progress=announce,
                stop=stop,
            )
        )
    content = json.dumps(solution_to_json(found), ensure_ascii=False, indent=1) + "\n"
    write_output({out: content.encode()}, force=request.force)
    return found


def outcome(found: Solution) -> Text:
    """What was found, in a sentence."""
    values = tuple(text("plan.solved.level", level=x.level, value=x.value) for x in found.levels)
    if found.mode == "evaluate" and found.violations:
        return text("plan.solved.broken", rules=_rules(sorted({each.rule for each in found.violations})))
    if found.mode == "evaluate":
        return text("plan.solved.priced", values=values)
    if found.status == "optimal":
        return text("plan.solved.optimal", values=values)
    if found.status == "feasible":
        ranges = (text("plan.solved.range", level=x.level, value=x.value, bound=x.bound) for x in found.levels)
        return text("plan.solved.feasible", values=tuple(ranges))
    if found.clash is None:
        return text("plan.solved.unknown")
    return text("plan.solved.infeasible", rules=_rules(found.clash.rules))


def _rules(rules: Iterable[Rule]) -> tuple[Text, ...]:
    return tuple(text("plan.solved.rule", kind=rule.kind, id=rule.id) for rule in rules)


@contextmanager
def _defects(data: Any, file: str) -> Iterator[None]:
    try:
        yield
    except InvalidProblemError as error:
        raise ProblemError(tuple(worded(issue, data, file) for issue in error.issues)) from error


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"), object_pairs_hook=partial(_once, file.name))
    except json.JSONDecodeError as error:
        place = text("plan.solve.no_json", file=file.name, line=error.lineno, column=error.colno)
        raise PlanError(place) from error
    except (OSError, ValueError, RecursionError) as error:
        raise PlanError(text("plan.solve.unreadable", file=file.name)) from error


def _once(file: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a key stand twice and means the last: nobody would miss what the first said."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise PlanError(text("plan.solve.key_twice", file=file, key=key))
        found[key] = value
    return found


def _slots(file: Path | None) -> dict[str, int] | None:
    """Slots per move from a solution file, or from a file that holds nothing else."""
    if file is None:
        return None
    data = _json(file)
    slots = data.get("slots", data) if isinstance(data, Mapping) else None
    if not isinstance(slots, Mapping) or any(type(slot) is not int for slot in slots.values()):
        raise PlanError(text("plan.solve.no_slots", file=file.name))
    return {str(move): slot for move, slot in slots.items()}
