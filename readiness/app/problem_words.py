"""What is wrong with a problem file, in words: where (entries by number and name), what is there, what would fit."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from readiness.model.similar import similar
from readiness.model.text import Text, text
from readiness.solver.check import MAX_AMOUNT, MAX_CELLS, MAX_HORIZON, Issue
from readiness.solver.codec import FORMAT
from readiness.solver.problem import Problem

_SHOWN = 60
"""Characters of a value that are repeated."""
_KINDS = {int: "integer", str: "string"}
_ANYWHERE = {"due", "lumps"}
"""Slots that may lie beyond the horizon."""


def worded(issue: Issue, data: Any, file: str) -> Text:
    """One defect of the problem read from `data`."""
    return text("plan.issue", file=file, place=_place(issue.path, data), why=_why(issue, data))


def _place(path: Sequence[str | int], data: Any) -> Text:
    """The way to the value, entries with their names: `moves.3(税).slots.0`."""
    if not path:
        return text("plan.issue.whole")
    steps, at = [], data
    for step in path:
        at = _inner(at, step)
        name = at.get("id", at.get("name")) if isinstance(at, Mapping) else None
        steps.append(f"{step}({_short(name)})" if isinstance(step, int) and isinstance(name, str) else str(step))
    return text("plan.issue.place", steps=".".join(steps))


def _inner(data: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return data[step] if isinstance(data, Sequence) and not isinstance(data, str) and step < len(data) else None
    return data.get(step) if isinstance(data, Mapping) else None


def _why(issue: Issue, data: Any) -> Text:
    key, path = issue.code, issue.path
    more: dict[str, str | int | Text] = {"value": _short(issue.value)}
    if key == "type":
        more = {"value": _short(_written(issue.value)), "wanted": _wanted(_hint(path))}
    elif key == "choice":
        more["choices"] = ", ".join(_choices(path))
    elif key == "unknown-key" and (near := similar(str(path[-1]), list(_keys(path[:-1])), most=1)):
        key, more = "unknown-key-near", {"near": near[0]}
    elif key == "out-of-range":
        least, most = _range(path, data)
        key, more = ("below", more) if most is None else (key, more | {"most": most})
        more["least"] = least
    elif key == "too-large":
        whole = path == ("horizon",)
        key, more["most"] = ("too-large-problem", f"{MAX_CELLS:,}") if whole else (key, f"{MAX_AMOUNT:,}")
    return text(f"plan.issue.{key}", **more)


def _range(path: Sequence[str | int], data: Any) -> tuple[int, int | None]:
    """Least and greatest value that fits; `slots` at the root are those of a plan to start from, by move."""
    if path[0] != "slots" and path[-1] in {"min_lag", "max_lag"}:
        return -MAX_HORIZON, MAX_HORIZON
    if path[0] != "slots" and path[-1] in {"horizon", "duration"}:
        return (1 if path[-1] == "horizon" else 0), MAX_HORIZON
    horizon = _inner(data, "horizon")
    beyond = path[0] == "moves" and bool(_ANYWHERE & set(path))
    return 0, None if beyond or type(horizon) is not int else horizon - 1


def _choices(path: Sequence[str | int]) -> Iterator[str]:
    """What may be written there; a repair's own levels are none of a problem's."""
    if path == ("version",):
        yield str(FORMAT)
    for choice in get_args(_hint(path)):
        if choice not in {"changes", "shift"}:
            yield str(choice)


def _keys(path: Sequence[str | int]) -> Iterator[str]:
    kind = _hint(path)
    if is_dataclass(kind):
        yield from get_type_hints(kind)


def _hint(path: Sequence[str | int]) -> Any:
    """What the place is for."""
    kind: Any = Problem
    for step in path:
        kind = _bare(kind)
        if isinstance(step, int):
            inner = get_args(kind)
            kind = inner[0] if len(inner) == 2 and inner[1] is Ellipsis else inner[step]
        else:
            kind = get_type_hints(kind).get(step)
    return _bare(kind)


def _bare(kind: Any) -> Any:
    if get_origin(kind) in {Union, types.UnionType}:
        return next(each for each in get_args(kind) if each is not type(None))
    return kind


def _wanted(kind: Any) -> Text:
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        return text("plan.issue.kind.list" if inner[-1] is Ellipsis else "plan.issue.kind.pair")
    name = "choice" if get_origin(kind) is Literal else _KINDS.get(kind, "object")
    return text(f"plan.issue.kind.{name}")


def _written(value: object) -> str:
    """As it stands in the file, so that "2" is not taken for 2."""
    return json.dumps(value, ensure_ascii=False, default=str)


def _short(value: object) -> str:
    shown = value if isinstance(value, str) else repr(value)
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
