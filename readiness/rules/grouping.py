"""How findings become groups with one owner, one remedy, one date: said by each rule, as data (群)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from readiness.model.plan.words import GateKind


class By(Enum):
    """What tells the groups of one matter apart."""

    ALL = "all"
    MOVE = "move"
    VENDOR = "vendor"
    RECORD = "record"
    PLATFORM = "platform"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Grouping:
    """`matter`: what several rules are put together under; empty where the rule stands alone.

    Groups of at most `small` findings go together. `due` names the parameter of the message that holds the day by which
    something must be done; without one the first open gate of that kind (`GateKind`) of the moves concerned tells it.
    """

    matter: str = ""
    by: By = By.ALL
    small: int = 0
    due: str = ""
    gate: GateKind | None = None


ALONE = Grouping()
