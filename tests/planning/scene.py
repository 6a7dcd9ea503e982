"""Towns small enough to reason about by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from readiness.model.inventory import Inventory
from readiness.model.planning_input import PlanningSettings
from readiness.model.standard.assumption import Assumptions
from readiness.model.standard.standard import Standard
from readiness.model.system import System
from readiness.planning.frame import Frame, build_frame
from readiness.planning.premises import Premises, premises_of
from readiness.standard.load import load_standard
from tests import builders

AS_OF = date(2026, 11, 2)
D1, D2, D3 = date(2028, 1, 4), date(2028, 5, 8), date(2028, 9, 19)


@cache
def standard() -> Standard:
    return load_standard()


def old(id_: str, **fields: Any) -> System:
    """A system still to move, of no area, so that neither calendar nor gates speak about it unless asked."""
    return builders.system(id_, **{"migrated": False, "duration_weeks": 4, **fields})


def moved(id_: str, **fields: Any) -> System:
    return builders.system(id_, migrated=True, **fields)


def town(*systems: System, dates: tuple[date, ...] = (D1, D2, D3), **fields: Any) -> Inventory:
    settings = fields.pop("planning", PlanningSettings(dates=dates, until=date(2028, 12, 31)))
    return builders.inventory(systems=systems, planning=settings, **fields)


def premises(inventory: Inventory, **assumed: float) -> Premises:
    """The real ground with some assumptions set; keys with `__` for the dot."""
    found = premises_of(standard(), inventory, AS_OF)
    wanted = {key.replace("__", "."): value for key, value in assumed.items()}
    rows = tuple(replace(row, value=wanted.get(row.key, row.value)) for row in found.assumptions)
    return replace(found, assumptions=Assumptions(rows=rows))


def frame(inventory: Inventory, **assumed: float) -> Frame:
    return build_frame(inventory, premises(inventory, **assumed), AS_OF)
