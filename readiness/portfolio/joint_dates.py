"""The months of a joint plan as dates of one body, placed and judged by its own planner (団体の計画による確認)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from readiness.analysis.inputs import Inputs
from readiness.model.plan.moves import MoveId
from readiness.planning.encode import encode
from readiness.planning.frame import build_frame
from readiness.planning.premises import premises_of
from readiness.planning.settings import FAST, SolveSettings

Kept = Literal["kept", "broken", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """`kept`: dates in these months obey every rule of the body but its due dates; `broken`: none do; `open`: a move
    has no month.
    """

    state: Kept
    dates: Mapping[MoveId, date]


def dated(inputs: Inputs, months: Sequence[date | None], settings: SolveSettings = FAST) -> Dated:
    """The body's best dates within the given months (in the order of its moves), by its own problem with all rules."""
    frame = build_frame(inputs.inventory, premises_of(inputs.standard, inputs.inventory, inputs.as_of), inputs.as_of)
    if any(month is None for month in months) or len(months) != len(frame.moves):
        return Dated(state="open", dates={})
    encoded = encode(frame, late=True)
    wanted: dict[str, date | None] = {move.id: month for move, month in zip(frame.moves, months, strict=True)}
    problem = replace(
        encoded.problem,
        moves=tuple(
            replace(move, slots=tuple(s for s in move.slots if encoded.day_of[s].replace(day=1) == wanted[move.id]))
            if move.id in wanted
            else move
            for move in encoded.problem.moves
        ),
    )
    if any(not move.slots for move in problem.moves):
        return Dated(state="broken", dates={})
    answer = settings.solver(problem, work_limit=settings.side_work, workers=1, seed=settings.seed)
    if not answer.slots:
        return Dated(state="broken", dates={})
    dates = {move.id: encoded.day_of[answer.slots[move.id]] for move in frame.moves}
    whole: dict[MoveId, date | None] = dict(dates)
    broken = any(cap.broken(whole) for cap in frame.caps)
    return Dated(state="broken" if broken else "kept", dates=dates)
