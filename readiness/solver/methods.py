"""Which parts of the search are switched on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Methods:
    """What a search may use; all of it unless a measurement wants to know what a part is worth.

    `exact`: patterns; `sides`: rows of who moves before, at and after a time; `bounds`: cut profile, semidefinite
    program and nested cuts; `cp_sat`: improving and bounding (a first plan is always asked of it where
    nothing else finds one).
    """

    baselines: bool = True
    anneal: bool = True
    exact: bool = True
    bounds: bool = True
    chains: bool = True
    sides: bool = True
    cp_sat: bool = True


ALL = Methods()
PROVEN_OFTEN = 28
"""Up to so many units a proof is likely, and finds the best plan itself: few runs of annealing before it. Beyond, work
goes to good plans first and then to one long series of prices."""


@cache
def cp_sat_loads() -> bool:
    """Whether OR-Tools can be loaded here: on Windows its libraries need the Visual C++ runtime.

    Without it the search goes on by naive orders, annealing, the method over subsets and our own bounds.
    """
    try:
        from ortools.linear_solver import pywraplp  # noqa: F401, PLC0415 (heavy)

        from readiness.solver.sat import cp_model  # noqa: F401, PLC0415
    except (ImportError, OSError):
        return False
    return True


def cp_sat_missed() -> bool:
    """Whether a search has asked for OR-Tools in vain; asking this loads nothing."""
    return cp_sat_loads.cache_info().currsize > 0 and not cp_sat_loads()
