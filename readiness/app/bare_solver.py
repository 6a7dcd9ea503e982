"""Wiring of `plan solve`: a problem file in, a solution file out; no inventory."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readiness.app.improve import until_stopped
from readiness.app.output import check_output, write_output
from readiness.app.plan import PlanError
from readiness.model.text import text
from readiness.solver.codec import problem_from_json, solution_to_json
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


def solve_problem(request: Request, out: Path, announce: Callable[[Progress], None] | None = None) -> Solution:
    """Solve and write. Ctrl-C ends the search with the best plan so far; a second one gives up.

    Raises `InvalidProblemError` with every defect, `PlanError` for files that are no JSON or hold no slots,
    `OutputError` before the work where `out` is not ours to replace.
    """
    problem = problem_from_json(_json(request.problem))
    slots = _slots(request.start)
    check_output([out], force=request.force)
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


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise PlanError(text("plan.solve.unreadable", file=file.name)) from error


def _slots(file: Path | None) -> dict[str, int] | None:
    """Slots per move from a solution file, or from a file that holds nothing else."""
    if file is None:
        return None
    data = _json(file)
    slots = data.get("slots", data) if isinstance(data, Mapping) else None
    if not isinstance(slots, Mapping) or any(type(slot) is not int for slot in slots.values()):
        raise PlanError(text("plan.solve.no_slots", file=file.name))
    return {str(move): slot for move, slot in slots.items()}
