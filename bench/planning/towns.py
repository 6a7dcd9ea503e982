"""Random municipal-like instances: hub-shaped links, a cap per date, windows free or narrow (made up, by seed)."""

from __future__ import annotations

import random

from readiness.solver.problem import Cap, Link, Move, Precedence, Problem, Resource, SlotCost

# Dates and moves a date, as they were for the first measurements of each size.
SHAPES = {
    5: (10, 2), 9: (12, 2), 12: (14, 3), 14: (16, 3), 16: (18, 3),
    21: (24, 3), 22: (24, 3), 24: (24, 3), 26: (26, 3), 28: (28, 3), 40: (30, 3), 60: (30, 3),
    200: (36, 10), 500: (36, 25),
}  # fmt: skip


def town(size: int, seed: int, *, narrow: bool = False) -> Problem:
    """`size` moves, about 2.2 links a move, each priced per slot while its ends are apart.

    `narrow` gives each move five neighbouring slots, as granted dates and contract ends do.
    """
    draw = random.Random(f"{size}/{seed}/{narrow}")
    slots, limit = SHAPES[size]
    ids = [f"m{at:03d}" for at in range(size)]
    # The first few are hubs (住民記録, 宛名, 税): the earlier a move, the likelier it is an end.
    weight = [1 / (at + 1) for at in range(size)]
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < _linked(2.2, size):
        a, b = draw.choices(ids, weight)[0], draw.choice(ids)
        if a != b and (b, a) not in pairs:
            pairs.add((a, b))
    links = []
    for at, (a, b) in enumerate(sorted(pairs)):
        hold = draw.randint(1, 9)
        links.append(Link(id=f"l{at:04d}", a=a, b=b, hold_a_first=hold, hold_b_first=hold))
    return Problem(
        horizon=slots,
        moves=tuple(Move(id=id_, slots=_window(draw, at, size, slots, narrow=narrow)) for at, id_ in enumerate(ids)),
        caps=(Cap(name="date", limit=limit, weights=tuple((id_, 1) for id_ in ids)),),
        links=tuple(links),
        objective=("cost",),
    )


def unbundled(size: int, seed: int) -> Problem:
    """Every system a move of its own, as where nobody has told what moves with what: six a date, eleven dates.

    Links are dear to make (two years of holding, twice that when the consumer goes first) and cheap to hold; a move
    costs a month of waiting each, and more on some dates.
    """
    draw = random.Random(f"unbundled/{size}/{seed}")
    slots = (2, 5, 8, 12, 14, 17, 20, 24, 26, 29, 32)
    ids = [f"m{at:03d}" for at in range(size)]
    weight = [1 / (at + 1) for at in range(size)]
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < _linked(2.7, size):
        a, b = draw.choices(ids, weight)[0], draw.choice(ids)
        if a != b and (b, a) not in pairs:
            pairs.add((a, b))
    links = []
    for at, (a, b) in enumerate(sorted(pairs)):
        hold = 12 * draw.choice((1, 1, 1, 2, 3))
        links.append(
            Link(
                id=f"l{at:04d}", a=a, b=b, build_a_first=24 * hold, build_b_first=48 * hold,
                hold_a_first=hold, hold_b_first=hold,
            )
        )  # fmt: skip
    moves = []
    for id_ in ids:
        busy = draw.sample(slots, 4)
        costs = tuple(SlotCost(name="busy", slot=slot, amount=48) for slot in sorted(busy))
        moves.append(Move(id=id_, slots=slots[draw.randint(0, 2) :], waiting=12, slot_costs=costs))
    return Problem(
        horizon=slots[-1] + 1,
        moves=tuple(moves),
        caps=(Cap(name="date", limit=6, weights=tuple((id_, 1) for id_ in ids)),),
        links=tuple(links),
        objective=("lateness", "cost"),
    )


def project(size: int, seed: int) -> Problem:
    """Work of one to ten slots that shares four resources, each piece after up to three others; as short as can be."""
    draw = random.Random(f"project/{size}/{seed}")
    ids = [f"m{at:03d}" for at in range(size)]
    names = ("r1", "r2", "r3", "r4")
    lengths = [draw.randint(1, 10) for _ in ids]
    slots = tuple(range(sum(lengths)))
    moves = tuple(
        Move(id=id_, slots=slots, duration=length, effort=tuple((name, draw.randint(1, 10)) for name in names))
        for id_, length in zip(ids, lengths, strict=True)
    )
    orders = [
        Precedence(name=f"{ids[before]}-{ids[after]}", before=ids[before], after=ids[after], min_lag=lengths[after])
        for after in range(1, size)
        for before in sorted(draw.sample(range(max(0, after - 12), after), min(after, draw.randint(1, 3))))
    ]
    return Problem(
        horizon=len(slots),
        moves=moves,
        precedences=tuple(orders),
        resources=tuple(Resource(name=name, capacity=20) for name in names),
        objective=("makespan",),
    )


def _linked(share: float, size: int) -> int:
    """Pairs of so many a move; few moves have not that many."""
    return min(round(share * size), size * (size - 1) * 2 // 5)


def _window(draw: random.Random, at: int, size: int, slots: int, *, narrow: bool) -> tuple[int, ...]:
    if not narrow:
        return tuple(range(slots))
    # Spread over the horizon, so that the cap can be kept.
    centre = at * slots // size + draw.randint(-1, 1)
    return tuple(slot for slot in range(centre - 2, centre + 3) if 0 <= slot < slots)
