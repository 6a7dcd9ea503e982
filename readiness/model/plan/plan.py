"""The plan as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from readiness.model.plan.moves import Dates, MoveId
from readiness.model.record import SystemId
from readiness.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
from readiness.model.money import LeftOut
from readiness.model.plan.costs import (
    CostRow,
    ExpectedLink,
    Score,
    Strategy,
    TemporaryLink,
    Tradeoff,
    YearTotals,
)
from readiness.model.plan.moves import (
    BrokenRule,
    CalendarBand,
    CutoverDate,
    Gate,
    Move,
    Placement,
    Unplanned,
    WindowHit,
)
from readiness.model.plan.reasons import Clash, CutPoint, CycleCut, Sensitivity, Trial, Why
from readiness.model.plan.words import DateBasis, PlanBasis, PlanMode, PlanState
from readiness.model.plan.work import AssumptionUse, Load, WbsTask
from readiness.model.planning_input import Effort


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The plan of one body. With no moves, `state` is EMPTY or NO_PREMISES and everything else is empty.

    `unplanned` are moves of which nobody has entered anything a date could rest on; they are in nothing else.
    `expected` are flows of the standard that nobody has confirmed, between systems of which one still moves.

    `years`: five fiscal years beside 現状維持, which must not go on after `nothing_until`.
    `effort`: how much work the dates were calculated with (means nothing where they are held).
    `gates` are counted back from the planned dates, `due_gates` from the due dates the plan misses.
    """

    body: str
    as_of: date
    mode: PlanMode = PlanMode.OPTIMISE
    state: PlanState = PlanState.EMPTY
    basis: PlanBasis = PlanBasis.COUNTED
    optimality_gap: float | None = None
    value: int | None = None
    bound: int | None = None
    effort: Effort = Effort.STANDARD
    seed: int = 0
    reproducible: bool = True
    horizon: date | None = None
    moves: tuple[Move, ...] = ()
    unplanned: tuple[Unplanned, ...] = ()
    already_moved: tuple[SystemId, ...] = ()
    staying: tuple[SystemId, ...] = ()
    dates: tuple[CutoverDate, ...] = ()
    placements: tuple[Placement, ...] = ()
    score: Score | None = None
    links: tuple[TemporaryLink, ...] = ()
    expected: tuple[ExpectedLink, ...] = ()
    cost_rows: tuple[CostRow, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    years: tuple[YearTotals, ...] = ()
    nothing_until: date | None = None
    tradeoffs: tuple[Tradeoff, ...] = ()
    broken: tuple[BrokenRule, ...] = ()
    windows: tuple[WindowHit, ...] = ()
    gates: tuple[Gate, ...] = ()
    due_gates: tuple[Gate, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    cut_profile: tuple[CutPoint, ...] = ()
    cycles: tuple[tuple[str, ...], ...] = ()
    cycle_cuts: tuple[CycleCut, ...] = ()
    whys: tuple[Why, ...] = ()
    clashes: tuple[Clash, ...] = ()
    sensitivities: tuple[Sensitivity, ...] = ()
    steady: tuple[Text, ...] = ()
    trial: Trial | None = None
    wbs: tuple[WbsTask, ...] = ()
    loads: tuple[Load, ...] = ()
    bands: tuple[CalendarBand, ...] = ()
    assumptions: tuple[AssumptionUse, ...] = ()
    notes: tuple[Text, ...] = ()

    @cached_property
    def systems_of(self) -> Mapping[MoveId, tuple[SystemId, ...]]:
        """Systems by id of the move, also of moves without a date."""
        return {m.id: m.systems for m in self.moves} | {m.id: m.systems for m in self.unplanned}

    @cached_property
    def move_by_id(self) -> Mapping[MoveId, Move]:
        """Moves by id."""
        return {move.id: move for move in self.moves}

    def priced(self, way: str) -> bool:
        """Whether every price of what a way adds is known: of the plan's own (`plan`), or of a strategy by its word."""
        if way == "plan" and self.years:
            return self.years[-1].running.complete and all(year.one_off.complete for year in self.years)
        return any(item.kind.value == way and item.cost is not None and item.cost.complete for item in self.strategies)

    @cached_property
    def date_of(self) -> Dates:
        """Cut-over date by move id."""
        return {placement.move: placement.date for placement in self.placements}

    @cached_property
    def date_of_system(self) -> Mapping[SystemId, date | None]:
        """Cut-over date by system id, for the systems that move in this plan."""
        return {system: self.date_of.get(move.id) for move in self.moves for system in move.systems}

    @cached_property
    def late_gates(self) -> tuple[Gate, ...]:
        """What should already have started, for the plan or for a due date it misses, the most overdue first."""
        late = (gate for gate in (*self.gates, *self.due_gates) if gate.late)
        return tuple(sorted(late, key=lambda gate: (gate.begins, gate.move)))

    @property
    def unadopted(self) -> tuple[MoveId, ...]:
        """Moves whose date was only calculated: neither adopted nor fixed by the body."""
        decided = (DateBasis.ADOPTED, DateBasis.PINNED)
        return tuple(item.move for item in self.placements if item.date is not None and item.basis not in decided)

    @property
    def assumed(self) -> bool:
        """Whether any date is 仮置き; such a plan stays out of 結論."""
        return any(placement.assumed for placement in self.placements)
