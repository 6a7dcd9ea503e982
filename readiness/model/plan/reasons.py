"""Why the plan is as it is: cuts, neighbours of a date, clashes, trials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.plan.moves import BrokenRule, MoveId, WindowHit
from readiness.model.record import ContractId, InterfaceId, Maybe
from readiness.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleCut:
    """How moves that feed each other in circles can be parted, and how this plan parts them.

    `part`: the side that comes off with the fewest links, `least_links`, when the group moves in two steps. `taken`:
    ids of the links among them that the plan makes temporary; empty where they move on one date.
    """

    moves: tuple[MoveId, ...]
    part: tuple[MoveId, ...]
    least_links: int
    taken: tuple[InterfaceId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CutPoint:
    """The least possible number of temporary links when `moved` of the moves (`areas` areas at most) have moved."""

    moved: int
    least_links: int
    exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """The price at which the order of two plans turns (損益の分かれ目): of the unpriced months of one contract.

    `months` more of it are paid by the plan that is cheaper in known yen; above `yen` for them (`yearly` a year) it is
    the dearer one. `alone`: no other missing price differs between the two.
    """

    contract: ContractId
    months: int
    yen: int
    yearly: int
    alone: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """What one candidate date earlier or later would mean for one move, the others held.

    `yen` is the difference of what is known and `decided` says whether no missing price could turn its sign; `carried`
    that of the references (参考値), which are in no sum. `unpriced`: rows without a price that only one of the two has.
    `broken` is news here; `still`: so many conditions of the move are broken here as they are now, `left` of the plan.
    """

    date: date
    points: int
    yen: Maybe[int]
    links: int
    link_months: int
    decided: bool = True
    carried: int = 0
    unpriced: int = 0
    break_even: BreakEven | None = None
    broken: tuple[BrokenRule, ...] = ()
    still: int = 0
    left: int = 0
    windows: tuple[WindowHit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a move stands where it stands.

    `feasible`: the first later candidate date that breaks nothing, the other moves held; a pin of the move itself is
    what a postponement gives up. None where none of the `tried` later dates is like that.
    """

    move: MoveId
    binding: tuple[Text, ...] = ()
    earlier: Neighbour | None = None
    later: Neighbour | None = None
    feasible: Neighbour | None = None
    tried: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Conditions that cannot all hold, as few as possible, and ways out, the cheapest first."""

    rules: tuple[Text, ...]
    ways_out: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """An assumption or 未確認 item and what changes when it is varied within its range.

    `break_even`: the value nearest to the present one at which the plan is no longer the best; None: not looked for.
    """

    subject: str
    message: Text
    changes_order: bool
    changes_dates: bool
    moves: tuple[MoveId, ...] = ()
    break_even: int | float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The move to do first to learn most at least risk (試行)."""

    move: MoveId
    reasons: tuple[Text, ...]
