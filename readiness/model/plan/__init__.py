"""The plan as result values: what moves when, what it costs, which rules it breaks and why (移行計画).

Everything here is made by `readiness.planning`; nothing here computes. Amounts are whole yen, tax included where the
quote's tax is known; dates are cut-over dates (the first working day on the new system).

Its modules are imported as their names are asked for: `validate` has no plan and need not pay for its classes.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from readiness.model.plan.costs import (
        CostRow,
        ExpectedLink,
        Score,
        Strategy,
        TemporaryLink,
        Tradeoff,
        WayCost,
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
    from readiness.model.plan.plan import Plan
    from readiness.model.plan.reasons import BreakEven, Clash, CutPoint, CycleCut, Neighbour, Sensitivity, Trial, Why
    from readiness.model.plan.words import (
        CostNature,
        DateBasis,
        GateKind,
        GateStanding,
        PlanBasis,
        PlanMode,
        PlanState,
        RuleKind,
        StrategyKind,
    )
    from readiness.model.plan.work import AssumptionUse, Load, WbsTask
    from readiness.model.planning_input import Effort

__all__ = [
    "AssumptionUse",
    "BreakEven",
    "BrokenRule",
    "CalendarBand",
    "Clash",
    "CostNature",
    "CostRow",
    "CutPoint",
    "CutoverDate",
    "CycleCut",
    "DateBasis",
    "Effort",
    "ExpectedLink",
    "Gate",
    "GateKind",
    "GateStanding",
    "Load",
    "Move",
    "Neighbour",
    "Placement",
    "Plan",
    "PlanBasis",
    "PlanMode",
    "PlanState",
    "RuleKind",
    "Score",
    "Sensitivity",
    "Strategy",
    "StrategyKind",
    "TemporaryLink",
    "Tradeoff",
    "Trial",
    "Unplanned",
    "WayCost",
    "WbsTask",
    "Why",
    "WindowHit",
    "YearTotals",
]

_MODULES = ("words", "moves", "costs", "reasons", "work", "plan")


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in _MODULES:
            found = getattr(import_module(f"{__name__}.{module}"), name, None)
            if found is not None:
                globals()[name] = found
                return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
