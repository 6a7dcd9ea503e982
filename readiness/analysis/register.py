"""What is open of a body today: the one way from its inputs to its gaps."""

from __future__ import annotations

from functools import partial

from readiness.analysis.inputs import Inputs
from readiness.gaps.derive import derive
from readiness.gaps.required import required_of
from readiness.gaps.survey import answer_days
from readiness.model.gap import Gap
from readiness.standard.calendar import is_closed


def gaps_of(inputs: Inputs) -> tuple[Gap, ...]:
    """The gaps of a body today, in order."""
    standard, inventory = inputs.standard, inputs.inventory
    return derive(
        inventory,
        inputs.as_of,
        days=answer_days(standard.assumptions),
        closed=partial(is_closed, standard.calendar),
        required=required_of(standard, inventory, inputs.as_of),
    )
