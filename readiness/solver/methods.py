"""Which parts of the search are switched on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Methods:
    """What a search may use beside CP-SAT; all of it unless a measurement wants to know what a part is worth."""

    baselines: bool = True
    anneal: bool = True
    exact: bool = True
    bounds: bool = True


ALL = Methods()
