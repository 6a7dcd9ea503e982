"""The plan of one body: frame, dates, and everything that explains them (移行計画の作成)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from readiness.model.inventory import Inventory
from readiness.model.plan import (
    AssumptionUse,
    Effort,
    Load,
    Placement,
    Plan,
    PlanMode,
    PlanState,
    Strategy,
)
from readiness.model.plan.moves import Dates, MoveId
from readiness.model.standard.standard import Standard
from readiness.model.text import text
from readiness.planning.assess import assess, unpriced_kinds
from readiness.planning.clash import stuck_clashes
from readiness.planning.cuts import cut_profile, cycle_cuts, cycles
from readiness.planning.frame import Frame, build_frame
from readiness.planning.improve import OnRound, keep_improving
from readiness.planning.lead import all_gates, due_gates
from readiness.planning.links import expected_links
from readiness.planning.moves import unplanned
from readiness.planning.notes import notes, premise_notes, stand_notes
from readiness.planning.premises import Premises, premises_of
from readiness.planning.robust import Robustness, robustness
from readiness.planning.settings import SolveSettings
from readiness.planning.solve import hold, optimise, repair, with_entered
from readiness.planning.solved import Solved
from readiness.planning.strategies import basis_of, compare, tradeoffs
from readiness.planning.trial import suggest_trial
from readiness.planning.wbs import build_wbs
from readiness.planning.why import explain
from readiness.planning.windows import bands
from readiness.planning.years import five_years, nothing_until
from readiness.situation.cutover import adopted_by_group
from readiness.situation.situation import Side, Situations


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """Dates and how they were found; `frame` holds what was not free: pins, and entered days that could be kept."""

    mode: PlanMode
    solved: Solved
    adopted: Mapping[MoveId, date]
    frame: Frame


def plan_body(inventory: Inventory, standard: Standard, *, as_of: date, settings: SolveSettings | None = None) -> Plan:
    """The plan of an inventory on a day. Pure; the same input, settings and solver version give the same plan."""
    return plan_on(inventory, premises_of(standard, inventory, as_of), as_of, settings or SolveSettings())


def plan_on(inventory: Inventory, premises: Premises, as_of: date, settings: SolveSettings) -> Plan:
    """`plan_body` on premises that are already read (what-ifs change it)."""
    adopted = inventory.decisions.plan
    frame = build_frame(
        inventory, premises, as_of, more_dates=(move.date for move in adopted.moves) if adopted is not None else ()
    )
    if not frame.moves:
        return _empty(frame.situations, premises)
    chosen = _choose(frame, settings)
    return _compose(frame, chosen, settings)


def review(
    inventory: Inventory, premises: Premises, as_of: date, dates: Mapping[MoveId, date], settings: SolveSettings
) -> Plan:
    """The plan with the dates somebody else gave (`plan check`): what it breaks and costs. Missing moves stay put."""
    frame = build_frame(inventory, premises, as_of, more_dates=dates.values(), given=dates)
    if not frame.moves:
        return _empty(frame.situations, premises)
    solved = hold(frame, {move.id: dates.get(move.id) for move in frame.moves})
    return _compose(frame, _Chosen(mode=PlanMode.HOLD, solved=solved, adopted={}, frame=frame), settings)


def improve(
    inventory: Inventory,
    premises: Premises,
    as_of: date,
    rounds: int | None,
    stop: Callable[[], bool],
    on_round: OnRound,
) -> Plan:
    """The best plan found until it is proven, `stop` says so, or `rounds` are over (`plan improve`)."""
    frame = build_frame(inventory, premises, as_of)
    if not frame.moves:
        return _empty(frame.situations, premises)
    held, settings = with_entered(frame), SolveSettings(effort=Effort.THOROUGH, robustness=False, strategies=False)
    solved = keep_improving(held, rounds=rounds, stop=stop, on_round=on_round)
    if solved.clashes and held.pins != frame.pins:
        held, solved = frame, keep_improving(frame, rounds=rounds, stop=stop, on_round=on_round)
    return _compose(frame, _Chosen(mode=PlanMode.OPTIMISE, solved=solved, adopted={}, frame=held), settings)


def _empty(stands: Situations, premises: Premises) -> Plan:
    waiting = unplanned(stands, premises)
    nothing = bool(stands) and not waiting
    return Plan(
        body=stands.inventory.body.id,
        as_of=stands.as_of,
        state=PlanState.EMPTY if nothing else PlanState.NO_PREMISES,
        unplanned=waiting,
        expected=expected_links(stands, premises),
        already_moved=stands.on(Side.MOVED),
        staying=stands.on(Side.STAYS, Side.UNDECIDED),
        notes=(
            *((text("plan.note.nothing_to_move"),) if nothing else ()),
            *premise_notes(stands, premises),
            *stand_notes(stands),
        ),
    )


def _choose(frame: Frame, settings: SolveSettings) -> _Chosen:
    """Hold, repair or optimise, as asked, else as the adopted plan allows; entered days are kept where they can be."""
    groups = ((move.id, move.systems) for move in frame.moves)
    adopted = adopted_by_group(frame.inventory.decisions.plan, groups)
    kept = {**adopted, **frame.pins}
    covers = bool(adopted) and all(move.id in adopted for move in frame.moves)
    mode = settings.mode or (PlanMode.OPTIMISE if not adopted else PlanMode.HOLD if covers else PlanMode.REPAIR)
    held = frame
    if mode is PlanMode.HOLD and adopted:
        solved = hold(frame, {move.id: adopted.get(move.id) for move in frame.moves})
    elif mode is PlanMode.REPAIR and kept:
        solved = replace(repair(frame, kept, settings), effort=settings.effort)
    else:
        mode, held = PlanMode.OPTIMISE, with_entered(frame)
        solved = optimise(held, settings)
        if solved.clashes and held.pins != frame.pins:  # not all of them at once: the fewest changes to them
            solved = repair(frame, held.pins, settings)
            stand = {move: day for move in held.pins if (day := solved.dates.get(move)) is not None}
            held = replace(frame, pins=stand)  # what is varied later on is varied beside these days
        solved = replace(solved, effort=settings.effort)
    return _Chosen(mode=mode, solved=solved, adopted=adopted, frame=held)


def _compose(frame: Frame, chosen: _Chosen, settings: SolveSettings) -> Plan:
    solved = chosen.solved
    gates = all_gates(frame, solved.dates)
    found = assess(frame, solved.dates, gates_failed=sum(gate.late for gate in gates))
    circles = cycles(frame)
    last = max((day for day in solved.dates.values() if day is not None), default=frame.horizon)
    strategies = _strategies(frame, chosen, settings)
    given = chosen.mode is not PlanMode.OPTIMISE
    robust = robustness(chosen.frame, solved.dates, settings, given=given) if settings.robustness else Robustness()
    if settings.stopped:  # what was looked at in part is not told as if it were the whole
        strategies, robust = (), Robustness()
    return Plan(
        body=frame.inventory.body.id,
        as_of=frame.as_of,
        mode=chosen.mode,
        state=PlanState.RELAXED if found.broken and chosen.mode is not PlanMode.HOLD else solved.state,
        basis=frame.basis,
        optimality_gap=solved.optimality_gap,
        value=found.score.points,
        bound=solved.bound,
        effort=settings.effort,
        seed=settings.seed,
        reproducible=solved.reproducible,
        horizon=frame.horizon,
        moves=frame.moves,
        unplanned=unplanned(frame.situations, frame.premises),
        already_moved=frame.situations.on(Side.MOVED),
        staying=frame.situations.on(Side.STAYS, Side.UNDECIDED),
        dates=tuple(candidate for candidate in frame.dates if candidate.date in frame.allowed),
        placements=_placements(frame, chosen),
        score=found.score,
        links=found.links,
        expected=expected_links(frame.situations, frame.premises),
        cost_rows=found.rows,
        left_out=found.left_out,
        years=five_years(frame, solved.dates),
        nothing_until=nothing_until(frame),
        tradeoffs=tradeoffs(frame, found, strategies),
        broken=found.broken,
        windows=found.windows,
        gates=gates,
        due_gates=due_gates(frame, solved.dates),
        strategies=strategies,
        cut_profile=cut_profile(frame),
        cycles=circles,
        cycle_cuts=cycle_cuts(frame, circles, found.links),
        whys=explain(frame, found) if settings.reasons else (),
        clashes=(*stuck_clashes(frame), *solved.clashes),
        sensitivities=robust.sensitivities,
        steady=tuple(robust.stated(frame, solved.dates)),
        trial=suggest_trial(frame),
        wbs=build_wbs(frame, solved.dates, gates, found.links),
        loads=loads_of(frame, solved.dates),
        bands=bands(frame.inventory, frame.premises.calendar, frame.moves, frame.as_of, last),
        assumptions=assumptions_used(frame),
        notes=(*notes(chosen.frame, solved), *((text("plan.note.cut_short"),) if settings.stopped else ())),
    )


def _placements(frame: Frame, chosen: _Chosen) -> tuple[Placement, ...]:
    dates, adopted = chosen.solved.dates, chosen.adopted
    return tuple(
        Placement(
            move=move.id,
            date=dates.get(move.id),
            basis=basis_of(frame, move.id, dates.get(move.id), adopted),
            was=adopted[move.id] if move.id in adopted and adopted[move.id] != dates.get(move.id) else None,
        )
        for move in frame.moves
    )


def _strategies(frame: Frame, chosen: _Chosen, settings: SolveSettings) -> tuple[Strategy, ...]:
    """The ways to go side by side; beside a held or repaired plan, and beside entered days, 段階 is the best that could
    be done without them.
    """
    if not settings.strategies or settings.stopped:
        return ()
    small = settings.aside()
    own = chosen.mode is PlanMode.OPTIMISE and chosen.frame.pins == frame.pins and chosen.solved.bound is not None
    free = chosen.solved if own else optimise(frame, settings)
    return compare(frame, free.dates, lambda other: optimise(other, small).dates)


def loads_of(frame: Frame, dates: Dates) -> tuple[Load, ...]:
    """What each limit carries from a date on which something cuts over; of months, from the month of the date on."""
    return tuple(
        Load(
            kind=cap.kind,
            subject=cap.subject,
            date=day,
            used=cap.used(dates),
            capacity=cap.capacity,
            assumed=cap.assumed,
        )
        for cap in frame.caps
        if (day := cap.first(dates)) is not None
        and cap.used(dates)
        and cap.start in (frame.axis.slot(day), frame.axis.month_start(day))
    )


# Assumptions that always shape a plan; the others are listed where they were used.
_ALWAYS = (
    "planning.new_link_months",
    "planning.consumer_first_factor",
    "planning.soft_window_penalty",
    "planning.wait_weight",
    "planning.rehearsals",
    "planning.rehearsal_months",
)


def assumptions_used(frame: Frame) -> tuple[AssumptionUse, ...]:
    """The assumed values this plan rests on."""
    keys = list(_ALWAYS)
    if any(move.duration_assumed for move in frame.moves):
        keys.append("planning.duration_weeks")
    if any(candidate.assumed for candidate in frame.dates):
        keys.append("planning.candidate_dates_per_year")
    keys += [f"planning.{kind}_per_date" for kind in ("areas", "divisions", "vendors") if _assumed_cap(frame, kind)]
    keys += [f"planning.{kind}_cutovers_per_date" for kind in ("division", "vendor") if _assumed_cap(frame, kind)]
    if frame.weights.yen:
        keys.append("planning.yen_weight_of_link")
    keys += [f"planning.unpriced_{kind}" for kind in unpriced_kinds(frame)]
    rows = [row for key in keys for row in frame.premises.assumptions if row.key == key and not row.areas]
    return tuple(
        AssumptionUse(
            key=row.key,
            value=row.value if isinstance(row.value, int | float) else str(row.value),
            unit=row.unit,
            reason=row.reason,
        )
        for row in rows
    )


def _assumed_cap(frame: Frame, kind: str) -> bool:
    return any(cap.kind == kind and cap.assumed for cap in frame.caps)
