"""The months bodies stand by (決定・記入済みの切替日), kept in the joint plan as far as vendors have room for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol, TypeAlias

from readiness.solver.joint.plan import JointPlan
from readiness.solver.joint.problem import FORBIDDEN, JointBody, JointProblem

Held = dict[tuple[int, int], int]  # (share, move) → month of the horizon
_NEVER = 10  # times as late as a move without a month is one that stands by a month and would lose it
_DECIDED = 4  # times as much where its body has decided the month


class Stand(NamedTuple):
    """A month (its place in the horizon) that a body stands by, and whether it has decided it."""

    month: int
    decided: bool


Stands: TypeAlias = Mapping[tuple[int, int], tuple[Stand, ...]]  # (share, move) → those of all whose move it is


class Solve(Protocol):
    """Who solves a joint problem."""

    def __call__(self, problem: JointProblem, *, rounds: int, eased: float = 0.0) -> JointPlan:
        """The plan of all bodies."""


def solved(
    problem: JointProblem,
    stands: Stands,
    solve: Solve,
    *,
    rounds: int,
    eased: float,
) -> tuple[JointPlan, Held]:
    """The plan in which moves stand in the months their bodies stand by, and these moves: all, or the most that vendors
    have room for and bodies of one move agree on, the others moving to where that delays and costs least.
    """
    held = {place: own[0].month for place, own in stands.items()}
    agreed = all(len({stand.month for stand in own}) == 1 for own in stands.values())
    if agreed and _fit(problem, held):
        return solve(_settled(problem, held), rounds=rounds, eased=eased), held
    first = solve(_preferring(problem, stands), rounds=rounds)
    months = {(at, number): first.columns[at][number] for at, number in stands}
    held = {place: months[place] for place, own in stands.items() if months[place] in {stand.month for stand in own}}
    plan = solve(_settled(problem, held), rounds=rounds, eased=eased)
    alone, served = _totals(problem, first.each), _totals(problem, first.in_turn)
    return replace(plan, each=first.each, alone=alone, in_turn=first.in_turn, served=served), held


def _fit(problem: JointProblem, held: Held) -> bool:
    left = problem.capacity.copy()
    for (at, number), month in held.items():
        for group in problem.bodies[at].groups_of[number]:
            left[group, month] -= 1
    return bool((left >= 0).all())


def _totals(problem: JointProblem, months: Sequence[Sequence[int]]) -> tuple[int, int]:
    """(lateness, cost) of given months, whatever they break."""
    bodies = (replace(body, before=(), shut=None) for body in problem.bodies)
    values = [body.value(own) for body, own in zip(bodies, months, strict=True)]
    return sum(late for _, late in values), sum(cost for cost, _ in values)


def _preferring(problem: JointProblem, stands: Stands) -> JointProblem:
    """The problem in which every other month than that a body stands by is very late."""
    bodies = list(problem.bodies)
    for (at, number), own in stands.items():
        late = bodies[at].late.copy()
        for month, decided in own:
            more = _NEVER * problem.horizon * (_DECIDED if decided else 1)
            late[number, :month] += more
            late[number, month + 1 :] += more
        bodies[at] = replace(bodies[at], late=late)
    return replace(problem, bodies=tuple(bodies))


def _settled(problem: JointProblem, held: Held) -> JointProblem:
    """The problem in which some moves stand in their months and the rest has the room they leave."""
    capacity, bodies = problem.capacity.copy(), list(problem.bodies)
    for at in sorted({at for at, _ in held}):
        own = {number: month for (body, number), month in held.items() if body == at}
        for number, month in own.items():
            for group in problem.bodies[at].groups_of[number]:
                capacity[group, month] = max(0, capacity[group, month] - 1)
        bodies[at] = _standing(problem.bodies[at], own)
    return replace(problem, bodies=tuple(bodies), capacity=capacity)


def _standing(body: JointBody, own: Mapping[int, int]) -> JointBody:
    """The body with some moves in their months, in nobody's way; what goes before or after them does where it can."""
    cost, late = body.cost.copy(), body.late.copy()

    def only(move: int, first: int, last: int) -> None:
        if (cost[move, first : last + 1] < FORBIDDEN).any():
            cost[move, :first] = FORBIDDEN
            cost[move, last + 1 : -1] = FORBIDDEN

    horizon = cost.shape[1] - 1
    for number, month in own.items():
        only(number, month, month)
        late[number, -1] *= _NEVER
    for before, after in body.before:
        if after in own and before not in own:
            only(before, 0, own[after])
        elif before in own and after not in own:
            only(after, own[before], horizon - 1)
    return replace(
        body,
        cost=cost,
        late=late,
        groups_of=tuple(() if number in own else groups for number, groups in enumerate(body.groups_of)),
        before=tuple((i, j) for i, j in body.before if i not in own and j not in own),
    )
