"""Problems written from docs/solver_problem.md alone, with answers worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from readiness.solver.codec import problem_from_json
from readiness.solver.solve import solve

ALL = list(range(10))

SHOP = {
    # The saw is away in slot 0: cut works 1-2. Plane works 3-5, glue has the bench at 6; paint two later, at 8 or 9.
    "horizon": 10,
    "moves": [
        {"id": "cut", "slots": ALL, "duration": 2, "effort": [["saw", 1]]},
        {"id": "plane", "slots": ALL, "duration": 3, "effort": [["bench", 1]]},
        {"id": "glue", "slots": ALL, "effort": [["bench", 1]], "due": 6, "late_weight": 5},
        {"id": "paint", "slots": [4, 5, 8, 9], "waiting": 2},
        {"id": "ship", "slots": [9], "fixed": 9},
    ],
    "precedences": [
        {"name": "cut-plane", "before": "cut", "after": "plane", "min_lag": 3},
        {"name": "plane-glue", "before": "plane", "after": "glue", "min_lag": 1, "max_lag": 2},
        {"name": "glue-paint", "before": "glue", "after": "paint", "min_lag": 2},
    ],
    "resources": [
        {"name": "saw", "capacity": 1, "capacity_at": [[0, 0]]},
        {"name": "bench", "capacity": 1},
    ],
    "objective": ["lateness", "makespan", "cost"],
}
VENDORS = {
    # All in slot 2: two slots of waiting for the hub, one late; apart, a link and its group cost 130 at least.
    "horizon": 8,
    "moves": [
        {"id": "hub", "slots": ALL[:8], "waiting": 10},
        {"id": "x", "slots": [2, 3, 4, 5]},
        {"id": "y", "slots": ALL[:8], "slot_costs": [{"name": "gift", "slot": 6, "amount": -20}]},
        {"id": "z", "slots": ALL[:8], "due": 1},
    ],
    "together": [{"name": "pair", "moves": ["x", "z"]}],
    "caps": [
        {"name": "vendors", "limit": 3, "parties": [["hub", ["V"]], ["x", ["V", "W"]], ["y", ["U"]], ["z", ["U"]]]}
    ],
    "links": [{"id": f"hub-{end}", "a": "hub", "b": end, "build_a_first": 30, "hold_b_first": 4} for end in "xy"],
    "link_groups": [{"id": "bus", "links": ["hub-x", "hub-y"], "setup": 100, "each": 5}],
    "retests": [{"id": "again", "at": "hub", "neighbours": ["x", "y"], "amount": 3, "when": "either", "per": "slot"}],
}
LEASE = {
    # Slot 2 is late by one and costs 9, slot 3 by two and costs 8; slots 4 and 5 are later and pay the lease (50).
    "horizon": 6,
    "moves": [
        {
            "id": "a", "slots": [2, 3, 4, 5], "due": 1, "lumps": [{"name": "lease", "slot": 3, "amount": 50}],
            "slot_costs": [{"name": "busy", "slot": slot, "amount": 11 - slot} for slot in (2, 3)],
        }
    ],
}  # fmt: skip
ORDER = {
    # b, c, a: 2 + 1 + 5; the other five orders give away 9 to 17.
    "horizon": 3,
    "moves": [{"id": name, "slots": [0, 1, 2]} for name in "abc"],
    "caps": [{"name": "one", "limit": 1, "weights": [["a", 1], ["b", 1], ["c", 1]]}],
    "links": [
        {"id": "ab", "a": "a", "b": "b", "build_a_first": 1, "build_b_first": 5},
        {"id": "bc", "a": "b", "b": "c", "build_a_first": 2, "build_b_first": 7},
        {"id": "ac", "a": "a", "b": "c", "build_a_first": 9, "build_b_first": 1},
    ],
    "objective": ["cost"],
}
STAFF = {
    # Both at once would use 5 of 4, slot 5 has room for neither: one of them ends at 3 or 4, the other at 7 at best.
    "horizon": 12,
    "moves": [
        {"id": "住民記録", "slots": [3, 4, 5, 6, 7, 8], "effort": [["職員", 3]], "duration": 2},
        {"id": "税", "slots": [3, 4, 5, 6, 7, 8], "effort": [["職員", 2]], "duration": 3},
        {"id": "国保", "slots": [3, 9], "effort": [["職員", 4]], "duration": 0},
    ],
    "resources": [{"name": "職員", "capacity": 4, "capacity_at": [[5, 1]]}],
    "objective": ["peak", "makespan"],
    "peak": "職員",
}


@pytest.mark.parametrize(
    ("problem", "values", "slots"),
    [
        (SHOP, [0, 9, 16], {"cut": 2, "plane": 5, "glue": 6, "paint": 8, "ship": 9}),
        (VENDORS, [1, 20], {"hub": 2, "x": 2, "y": 2, "z": 2}),
        (LEASE, [1, 9], {"a": 2}),
        (LEASE | {"objective": ["cost"]}, [8], {"a": 3}),
        (ORDER, [8], {"a": 2, "b": 0, "c": 1}),
        (STAFF, [3, 7], {"国保": 3}),
    ],
)
def test_answers_are_those_worked_out_by_hand(problem: Any, values: list[int], slots: dict[str, int]) -> None:
    found = solve(problem_from_json(problem), work_limit=5)
    assert (found.status, [level.value for level in found.levels]) == ("optimal", values)
    assert slots.items() <= found.slots.items()


def test_what_cannot_hold_is_named_with_how_far_it_would_have_to_give_way() -> None:
    caps = [VENDORS["caps"][0] | {"limit": 2}]  # the pair alone involves V, W and U
    clash = solve(problem_from_json(VENDORS | {"caps": caps}), work_limit=5).clash
    assert clash is not None
    assert clash.minimal
    assert {(r.rule.kind, r.rule.id, r.amount) for r in clash.relaxations} == {
        ("together", "pair", 1),
        ("cap", "vendors", 1),
    }
