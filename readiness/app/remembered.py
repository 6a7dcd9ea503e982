"""Solved problems kept beside the report: unchanged input is not solved again (計算結果の控え).

One file per solve in `cache/`, named by the content of problem and settings. What is read back passes the independent
checker, so it is as good as solved anew; a file that does not is passed over. Safe to delete at any time.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from readiness.model.filename import fits
from readiness.solver.check import InvalidProblemError
from readiness.solver.checker import CheckError, demand_clean
from readiness.solver.codec import problem_to_json, solution_from_json, solution_to_json
from readiness.solver.evaluate import cost_rows
from readiness.solver.problem import Problem
from readiness.solver.solution import Solution
from readiness.solver.solve import solve

FOLDER = "cache"
_NAME = re.compile(r"[0-9a-f]{64}(\.kept-[0-9]+)?\.json")
_MOST_BYTES = 5_000_000
_MAKERS = ("readiness", "numpy", "ortools")
_PROOFS = 3  # raised where results of earlier code are not to be used (2: bounds of links added up twice)


class Remembered:
    """`solve` that looks into `folder` first; `files` holds what this run has used, by name, to be written again.

    What cannot be is found out once: whether rules can all hold does not depend on what a plan costs. `solver`: `solve`
    that tells of its progress.
    """

    def __init__(self, folder: Path | None, solver: Callable[..., Solution] | None = None) -> None:
        self.folder, self._solver = folder, solver
        self.files: dict[str, bytes] = {}
        self._impossible: dict[str, Solution] = {}

    def __call__(self, problem: Problem, **options: Any) -> Solution:
        """As `readiness.solver.solve.solve`."""
        rules = _key(_without_costs(problem), {**options, "warm_start": None})
        if rules in self._impossible:
            return self._impossible[rules]
        name = f"{_key(problem, options)}.json"
        found = self._kept(name, problem, options)
        if found is None:
            found = (self._solver or solve)(problem, **options)
        if found.slots and found.reproducible:
            self.files[name] = _written(found)
        if found.status == "infeasible" and found.reproducible:
            self._impossible[rules] = found
        return found

    def _kept(self, name: str, problem: Problem, options: Mapping[str, Any]) -> Solution | None:
        if self.folder is None:
            return None
        path = self.folder / name
        try:
            if path.stat().st_size > _MOST_BYTES:
                return None
            data = json.loads(path.read_text(encoding="utf-8"))
            found = solution_from_json(data["solution"])
            if data["digest"] != _digest(data["solution"]):
                return None
            _check(problem, found, options)
        except (OSError, ValueError, LookupError, TypeError, RecursionError, CheckError, InvalidProblemError):
            return None
        return found


def is_kept(file: Path) -> bool:
    """Whether a file of an output is a kept result: whatever became of it, it is made anew when it is needed."""
    return file.parts[:-1] == (FOLDER,) and _NAME.match(file.name) is not None


def of_report(body: str, solver: Callable[..., Solution]) -> Remembered:
    """For commands that write no report: what `analyze` has solved for its report of this body, where that is."""
    return Remembered(Path("output") / body / FOLDER if fits(body) else None, solver)


def _check(problem: Problem, found: Solution, options: Mapping[str, Any]) -> None:
    """Raise `CheckError` unless the plan keeps every rule, costs what it says, and no bound is above its value."""
    rows = cost_rows(problem, found.slots)
    repaired = found.mode == "repair"
    values = {level.level: level.value for level in found.levels}
    wanted = (*(("changes", "shift") if repaired else ()), *problem.objective)
    if rows != found.rows or tuple(values) != wanted or any(level.bound > level.value for level in found.levels):
        raise CheckError("kept solution")
    reference = options.get("warm_start") if repaired else None
    demand_clean(problem, found.slots, rows, values, rules=True, reference=reference)


def _without_costs(problem: Problem) -> Problem:
    """What is left of a problem where only its rules count."""
    moves = tuple(
        replace(m, waiting=0, lumps=(), slot_costs=(), due=None, late_weight=1, change_weight=1) for m in problem.moves
    )
    return replace(problem, moves=moves, links=(), link_groups=(), retests=(), objective=())


def _key(problem: Problem, options: Mapping[str, Any]) -> str:
    makers = {name: _version(name) for name in _MAKERS}
    plain = {
        name: dict(value) if isinstance(value, Mapping) else value for name, value in options.items() if name != "stop"
    }
    return _digest({"problem": problem_to_json(problem), "options": plain, "makers": makers, "proofs": _PROOFS})


def _digest(value: object) -> str:
    raw = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(raw.encode()).hexdigest()


def _written(found: Solution) -> bytes:
    plain = solution_to_json(found)
    return (json.dumps({"digest": _digest(plain), "solution": plain}, ensure_ascii=False) + "\n").encode()


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
