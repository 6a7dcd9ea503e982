"""The bare planning problem: moves on integer slots 0 … horizon-1, rules with names, amounts in integers.

A move *takes* one slot. At slot t a move is moved if its slot is ≤ t, waiting if its slot is > t. Everything has moved
by the last slot. Work on a move fills the `duration` slots up to and including its own. Amounts carry no unit; the
caller decides what one means. All values are frozen; `check_problem` lists what is wrong with one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

Level = Literal["changes", "shift", "lateness", "cost", "peak", "makespan"]
"""An objective level. `changes` and `shift` are put in front by the repair mode only."""

RuleKind = Literal["slots", "fixed", "work", "precedence", "together", "cap", "resource"]


class Rule(NamedTuple):
    """Name of one hard rule: `slots`, `fixed` and `work` carry the id of a move, the others their own name."""

    kind: RuleKind
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lump:
    """An amount due once if the move is still waiting at `slot` (its own slot is later)."""

    name: str
    slot: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotCost:
    """A soft preference: an amount due if the move takes `slot`. Negative amounts are a bonus."""

    name: str
    slot: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One thing that takes one slot.

    `slots`: allowed slots. `fixed`: the one slot it must take. `effort`: (resource, amount per slot of work).
    `waiting`: cost of each slot before its own (negative when waiting is cheaper). `due` with `late_weight`: each slot
    after `due` weighs so much at the level *lateness*. `change_weight` weighs a changed slot in repair mode.
    """

    id: str
    slots: tuple[int, ...]
    duration: int = 1
    effort: tuple[tuple[str, int], ...] = ()
    waiting: int = 0
    lumps: tuple[Lump, ...] = ()
    slot_costs: tuple[SlotCost, ...] = ()
    due: int | None = None
    late_weight: int = 1
    fixed: int | None = None
    change_weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence:
    """`after` takes a slot at least `min_lag` and, if given, at most `max_lag` slots later than `before`."""

    name: str
    before: str
    after: str
    min_lag: int = 0
    max_lag: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """These moves take one common slot."""

    name: str
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """In any one slot: the weights of the moves that take it, plus the number of different parties they involve,
    is at most `limit` (or the limit given for that slot in `limit_at`).

    `weights`: (move, weight), e.g. areas per move. `parties`: (move, party ids), e.g. vendors or divisions.
    """

    name: str
    limit: int
    weights: tuple[tuple[str, int], ...] = ()
    parties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    limit_at: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Renewable capacity per slot; `capacity_at` overrides single slots."""

    name: str
    capacity: int
    capacity_at: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What it costs when the ends `a` and `b` do not take the same slot.

    `build_*` is due once, `hold_*` for each slot in which one end has moved and the other has not; which pair counts
    depends on the end that moved first.
    """

    id: str
    a: str
    b: str
    build_a_first: int = 0
    build_b_first: int = 0
    hold_a_first: int = 0
    hold_b_first: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGroup:
    """A hub, adapter or vendor that serves several links.

    The group is open at a slot if any of its links has its ends apart then. Each time it opens costs `setup`; each
    link that is ever apart costs `each`.
    """

    id: str
    links: tuple[str, ...]
    setup: int
    each: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Retest:
    """Effort at the move `at` when neighbours take other slots than its own.

    `when`: neighbours that take a slot after `at` has `moved`, while it is `waiting`, or `either`.
    `per`: `move` counts each such neighbour, `slot` each slot in which at least one such neighbour moves.
    """

    id: str
    at: str
    neighbours: tuple[str, ...]
    amount: int
    when: Literal["moved", "waiting", "either"] = "moved"
    per: Literal["move", "slot"] = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Everything the solver knows. `objective`: levels in order of importance.

    *lateness*: weighted slots after `due`; *cost*: all other amounts; *peak*: the largest use of the resource named
    `peak` in any slot (without a name: the most moves in one slot); *makespan*: the last slot taken.
    """

    horizon: int
    moves: tuple[Move, ...]
    precedences: tuple[Precedence, ...] = ()
    together: tuple[Together, ...] = ()
    caps: tuple[Cap, ...] = ()
    resources: tuple[Resource, ...] = ()
    links: tuple[Link, ...] = ()
    link_groups: tuple[LinkGroup, ...] = ()
    retests: tuple[Retest, ...] = ()
    objective: tuple[Level, ...] = ("lateness", "cost")
    peak: str | None = None

    def rules(self) -> Iterator[Rule]:
        """Every hard rule, in the order of the problem."""
        for move in self.moves:
            yield Rule("slots", move.id)
            if move.fixed is not None:
                yield Rule("fixed", move.id)
            if move.duration > 1:
                yield Rule("work", move.id)
        yield from (Rule("precedence", p.name) for p in self.precedences)
        yield from (Rule("together", t.name) for t in self.together)
        yield from (Rule("cap", c.name) for c in self.caps)
        yield from (Rule("resource", r.name) for r in self.resources)
