"""Random small problems with every feature switched on or off."""

from __future__ import annotations

from hypothesis import strategies as st

from readiness.solver.problem import (
    Cap,
    Link,
    LinkGroup,
    Lump,
    Move,
    Precedence,
    Problem,
    Resource,
    Retest,
    SlotCost,
    Together,
)

FEATURES = (
    "duration", "effort", "waiting", "lumps", "slot_costs", "due", "fixed", "precedences", "together", "caps",
    "parties", "hold", "build", "groups", "retests",
)  # fmt: skip
OBJECTIVES = (
    ("cost",), ("lateness", "cost"), ("lateness", "cost", "peak"),
    ("makespan",), ("makespan", "cost"), ("peak", "cost"),
)  # fmt: skip


@st.composite
def problems(
    draw: st.DrawFn, features: frozenset[str] | None = None, objectives=OBJECTIVES, largest: int = 6
) -> Problem:
    """At most `largest` moves on at most five slots (fewer for more moves, so that brute force stays quick)."""
    on = features if features is not None else draw(st.frozensets(st.sampled_from(FEATURES)))
    size = draw(st.integers(1, largest))
    horizon = draw(st.integers(1, {6: 4, 7: 3}.get(size, 5)))
    names = [f"m{n}" for n in range(size)]
    slot, small = st.integers(0, horizon - 1), st.integers(0, 6)
    name = st.sampled_from(names)

    def several(feature: str, one: st.SearchStrategy, most: int) -> list:
        return draw(st.lists(one, max_size=most)) if feature in on else []

    moves = []
    for own in names:
        late = draw(st.integers(0, horizon + 2)) if "due" in on and draw(st.booleans()) else None
        moves.append(
            Move(
                id=own,
                slots=tuple(sorted(draw(st.sets(slot, min_size=1)))),
                duration=draw(st.integers(0, 3)) if "duration" in on else 1,
                effort=(("crew", draw(st.integers(0, 2))),) if "effort" in on else (),
                waiting=draw(st.integers(-3, 5)) if "waiting" in on else 0,
                lumps=tuple(
                    several("lumps", st.builds(Lump, name=st.just("x"), slot=slot, amount=st.integers(-3, 9)), 2)
                ),
                slot_costs=tuple(
                    several(
                        "slot_costs", st.builds(SlotCost, name=st.just("y"), slot=slot, amount=st.integers(-3, 9)), 3
                    )
                ),
                due=late,
                late_weight=draw(st.integers(0, 3)),
                fixed=draw(slot) if "fixed" in on and draw(st.integers(0, 3)) == 0 else None,
                change_weight=draw(st.integers(1, 3)),
            )
        )
    pair = st.tuples(name, name).filter(lambda ends: ends[0] != ends[1])
    links, precedences, retests = [], [], []
    if size > 1:
        for n, (a, b) in enumerate(draw(st.lists(pair, max_size=8))):
            build = (draw(small), draw(small)) if "build" in on else (0, 0)
            hold = (draw(small), draw(small)) if "hold" in on else (0, 0)
            links.append(
                Link(id=f"l{n}", a=a, b=b, build_a_first=build[0], build_b_first=build[1],
                     hold_a_first=hold[0], hold_b_first=hold[1])
            )  # fmt: skip
        for n, (a, b) in enumerate(several("precedences", pair, 3)):
            least = draw(st.integers(-1, 2))
            most = draw(st.none() | st.integers(least, 3))
            precedences.append(Precedence(name=f"p{n}", before=a, after=b, min_lag=least, max_lag=most))
        for n, at in enumerate(several("retests", name, 3)):
            others = draw(st.lists(st.sampled_from([x for x in names if x != at]), min_size=1, max_size=4, unique=True))
            when, per = draw(st.sampled_from(["moved", "waiting", "either"])), draw(st.sampled_from(["move", "slot"]))
            retests.append(Retest(id=f"r{n}", at=at, neighbours=tuple(others), amount=draw(small), when=when, per=per))
    ids = [link.id for link in links]
    groups = several("groups", st.lists(st.sampled_from(ids), min_size=1, max_size=4, unique=True), 2) if ids else []
    caps = []
    if "caps" in on:
        limits = tuple((draw(slot), draw(st.integers(0, 3))) for _ in range(draw(st.integers(0, 1))))
        weights = tuple((own, draw(st.integers(1, 2))) for own in names)
        caps.append(Cap(name="c0", limit=draw(st.integers(1, 4)), weights=weights, limit_at=limits))
    if "parties" in on:
        parties = tuple((own, tuple(draw(st.sets(st.sampled_from("abc"))))) for own in names)
        caps.append(
            Cap(name="c1", limit=draw(st.integers(1, 2)), parties=tuple((m, tuple(sorted(p))) for m, p in parties))
        )
    together = [("t0", tuple(draw(st.sets(name, min_size=1, max_size=3))))] if "together" in on else []
    capacity = tuple((draw(slot), draw(st.integers(0, 3))) for _ in range(draw(st.integers(0, 1))))
    return Problem(
        horizon=horizon,
        moves=tuple(moves),
        precedences=tuple(precedences),
        together=tuple(Together(name=n, moves=tuple(sorted(m))) for n, m in together),
        caps=tuple(caps),
        resources=(Resource(name="crew", capacity=draw(st.integers(1, 4)), capacity_at=capacity),)
        if "effort" in on
        else (),
        links=tuple(links),
        link_groups=tuple(
            LinkGroup(id=f"g{n}", links=tuple(members), setup=draw(small), each=draw(st.integers(0, 2)))
            for n, members in enumerate(groups)
        ),
        retests=tuple(retests),
        objective=draw(st.sampled_from(objectives)),
        peak="crew" if "effort" in on and draw(st.booleans()) else None,
    )
