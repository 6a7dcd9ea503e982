"""Every value the published schema admits: problems of `problems`, then strange changes anywhere in them."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from readiness.solver.codec import problem_to_json
from tests.solver.problems import problems

ODD = (-(10**15), -(10**12), -7, -1, 0, 1, 2, 3, 6, 9, 100, 10**6, 10**12, 10**12 + 1, 2**63, 10**30)
"""Numbers that no one means, and some that are fine."""
PAIRS = {"effort", "weights", "parties", "limit_at", "capacity_at"}
"""Fields whose rows have two places."""
OPTIONAL: dict[str, tuple[tuple[str, Any], ...]] = {
    "moves": (("due", 0), ("fixed", 0), ("late_weight", 2), ("change_weight", 0), ("duration", 2), ("waiting", 1)),
    "precedences": (("max_lag", 0), ("min_lag", 1)),
}
WORDS = {
    "objective": ("lateness", "cost", "peak", "makespan"),
    "when": ("moved", "waiting", "either"),
    "per": ("move", "slot"),
}


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value, its own first."""
    found = [path]
    if isinstance(value, dict):
        for key, inner in value.items():
            found += _places(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            found += _places(inner, (*path, at))
    return found


def _row(path: tuple[Any, ...]) -> bool:
    """Whether the list at a place is a row of two, whose length is fixed."""
    return len(path) > 1 and isinstance(path[-1], int) and path[-2] in PAIRS


def _changed(draw: st.DrawFn, value: Any, path: tuple[Any, ...], names: list[str]) -> Any:
    """Another value of the same kind for one place."""
    if path == ("version",) or _row(path):
        return value
    if isinstance(value, str):
        field = next(part for part in reversed(path) if isinstance(part, str))
        return draw(st.sampled_from(WORDS.get(field, (*names, "", "nobody"))))
    if isinstance(value, int) or value is None:
        return draw(st.sampled_from(ODD))
    if isinstance(value, list):
        return _relisted(draw, value)
    if len(path) == 2 and path[0] in OPTIONAL:
        name, new = draw(st.sampled_from(OPTIONAL[path[0]]))
        return {**value, name: new}
    return value


def _relisted(draw: st.DrawFn, value: list[Any]) -> list[Any]:
    """A list with one of its items twice or without it, emptied, or turned round."""
    if not value:
        return value
    at = draw(st.integers(0, len(value) - 1))
    choices = ([*value, copy.deepcopy(value[at])], value[:at] + value[at + 1 :], [], value[::-1])
    return draw(st.sampled_from(choices))


@st.composite
def admitted(draw: st.DrawFn) -> dict[str, Any]:
    """A JSON value that the schema admits; mostly one that can be solved, often by a hair not."""
    found = problem_to_json(draw(problems(largest=5)))
    found = copy.deepcopy({key: list(part) if isinstance(part, tuple) else part for key, part in found.items()})
    names = [move["id"] for move in found["moves"]]
    for _ in range(draw(st.integers(0, 3))):
        path = draw(st.sampled_from(_places(found)))
        if not path:
            continue
        holder: Any = found
        for part in path[:-1]:
            holder = holder[part]
        holder[path[-1]] = _changed(draw, holder[path[-1]], path, names)
    return found
