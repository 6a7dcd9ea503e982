"""Problem and solution as JSON objects, both ways, without I/O. Field names are the JSON keys; defaults are left out.

The published schemas are `specs/schemas/solver-problem.schema.json` and `solver-solution.schema.json`. Reading checks
types on its own, so that the solver never depends on a schema having been applied; all defects come at once.
"""

from __future__ import annotations

import types
from collections import abc
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from readiness.solver.check import InvalidProblemError, Issue, demand_valid
from readiness.solver.problem import Problem
from readiness.solver.solution import Solution

FORMAT = 1
"""Version of both JSON forms (`version`)."""

Path = tuple[str | int, ...]


def problem_from_json(obj: object) -> Problem:
    """The problem of a JSON value; raises `InvalidProblemError` with all defects, of form first, else of content."""
    reader = _Reader()
    if isinstance(obj, Mapping):
        version = obj.get("version", FORMAT)
        if version != FORMAT:
            reader.issues.append(Issue(("version",), "choice", version))
        obj = {key: value for key, value in obj.items() if key not in {"version", "$schema"}}
    problem = reader.read(Problem, obj, ())
    if reader.issues or not isinstance(problem, Problem):
        raise InvalidProblemError(tuple(reader.issues))
    demand_valid(problem)
    return problem


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """The JSON value of a problem."""
    return {"version": FORMAT, **_plain(problem)}


def solution_to_json(solution: Solution) -> dict[str, Any]:
    """The JSON value of a solution; gaps are given per level beside value and bound."""
    found: dict[str, Any] = {"version": FORMAT, **_plain(solution, sparse=False)}
    for level, row in zip(solution.levels, found["levels"], strict=True):
        row["optimality_gap"] = round(level.optimality_gap, 6)
    return found


def solution_from_json(obj: object) -> Solution:
    """The solution of a JSON value as `solution_to_json` writes it; raises `InvalidProblemError` with all defects."""
    reader = _Reader()
    if isinstance(obj, Mapping):
        obj = {key: value for key, value in obj.items() if key != "version"}
        levels = obj.get("levels")
        if isinstance(levels, list):
            given = [row for row in levels if isinstance(row, Mapping)]
            obj["levels"] = [{k: v for k, v in row.items() if k != "optimality_gap"} for row in given]
    solution = reader.read(Solution, obj, ())
    if reader.issues or not isinstance(solution, Solution):
        raise InvalidProblemError(tuple(reader.issues))
    return solution


def _plain(value: Any, *, sparse: bool = True) -> Any:
    if is_dataclass(value):
        names = [(f, getattr(value, f.name)) for f in fields(value)]
        return {f.name: _plain(v, sparse=sparse) for f, v in names if not sparse or v != f.default}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: _plain(item, sparse=sparse) for name, item in zip(value._fields, value, strict=True)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item, sparse=sparse) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item, sparse=sparse) for item in value]
    return value


@lru_cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


class _Reader:
    """Builds values by their type hints and gathers what does not fit."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []

    def read(self, hint: Any, obj: object, path: Path) -> Any:
        """The value at `path`; a stand-in of no meaning after an issue was noted."""
        origin = get_origin(hint)
        if is_dataclass(hint) or hasattr(hint, "_fields") or origin is abc.Mapping:
            return self._keyed(hint, obj, path)
        if origin is tuple:
            return self._tuple(get_args(hint), obj, path)
        if origin is Literal:
            if obj not in get_args(hint):
                self._bad(path, "choice", obj)
            return obj
        if origin in {Union, types.UnionType}:
            inner = next(arg for arg in get_args(hint) if arg is not type(None))
            return None if obj is None else self.read(inner, obj, path)
        if type(obj) is not hint and not (hint is float and type(obj) is int):  # no bool for int, no float
            self._bad(path, "type", obj)
        elif isinstance(obj, str) and any("\ud800" <= letter <= "\udfff" for letter in obj):
            self._bad(path, "no-characters", obj)  # a file of them cannot be written
        return obj

    def _keyed(self, hint: Any, obj: object, path: Path) -> Any:
        """What is an object in JSON."""
        if is_dataclass(hint):
            return self._record(hint, obj, path)
        return self._named(hint, obj, path) if hasattr(hint, "_fields") else self._mapping(hint, obj, path)

    def _record(self, kind: Any, obj: object, path: Path) -> Any:
        if not isinstance(obj, Mapping):
            return self._bad(path, "type", obj)
        known = {f.name: f for f in fields(kind)}
        for key in obj:
            if key not in known:
                self._bad((*path, str(key)), "unknown-key", key)
        values, count = {}, len(self.issues)
        for name, f in known.items():
            if name in obj:
                values[name] = self.read(_hints(kind)[name], obj[name], (*path, name))
            elif f.default is MISSING:
                self._bad((*path, name), "missing", None)
        return kind(**values) if len(self.issues) == count else None

    def _named(self, kind: Any, obj: object, path: Path) -> Any:
        if not isinstance(obj, Mapping) or set(obj) != set(kind._fields):
            return self._bad(path, "type", obj)
        return kind(**{name: self.read(_hints(kind)[name], obj[name], (*path, name)) for name in kind._fields})

    def _mapping(self, hint: Any, obj: object, path: Path) -> Any:
        inner = get_args(hint)[1]
        if not isinstance(obj, Mapping):
            return self._bad(path, "type", obj)
        return {str(key): self.read(inner, item, (*path, str(key))) for key, item in obj.items()}

    def _tuple(self, args: tuple[Any, ...], obj: object, path: Path) -> Any:
        if not isinstance(obj, list | tuple):
            return self._bad(path, "type", obj)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(self.read(args[0], item, (*path, at)) for at, item in enumerate(obj))
        if len(obj) != len(args):
            return self._bad(path, "type", list(obj))
        return tuple(self.read(hint, item, (*path, at)) for at, (hint, item) in enumerate(zip(args, obj, strict=True)))

    def _bad(self, path: Path, code: str, value: object) -> None:
        self.issues.append(Issue(path, code, value))
