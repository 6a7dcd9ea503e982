"""What a solve returns: slots, cost rows, value, bound and status per level, and how it was reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from readiness.solver.problem import Level, Rule

Mode = Literal["optimise", "repair", "evaluate"]
Status = Literal["optimal", "feasible", "infeasible", "unknown"]
"""`optimal`: proven; `feasible`: a plan without proof (evaluate: no rule broken); `infeasible`: proven that there is
none (evaluate: a rule is broken); `unknown`: no plan found within the limits."""

RowKind = Literal["late", "waiting", "lump", "slot", "build", "hold", "setup", "each", "retest"]


class CostRow(NamedTuple):
    """One row of the bill. `id` names a move, link, group or retest; `part` the lump or slot cost, else "".

    `quantity` is what was counted: slots, links, openings, retests. Rows of kind `late` belong to the level
    *lateness*, all others to *cost*. Rows without quantity or price are left out.
    """

    kind: RowKind
    id: str
    part: str
    quantity: int
    amount: int


class Violation(NamedTuple):
    """A broken rule: at which slot (-1: not tied to one), by how much, which moves take part."""

    rule: Rule
    slot: int
    excess: int
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelResult:
    """One objective level: no plan that is as good on the levels before can go below `bound`."""

    level: Level
    value: int
    bound: int
    status: Status
    bound_by: str

    @property
    def optimality_gap(self) -> float:
        """(value - bound) / |value|, 0.0 when they meet."""
        return 0.0 if self.value == self.bound else (self.value - self.bound) / max(1, abs(self.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A naive order kept for comparison: its slots and its value per level; no slots when it broke a rule."""

    name: str
    slots: Mapping[str, int] | None
    values: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """Repair mode: moves with a changed slot, and per level what keeping close to the given plan costs.

    `price`: (level, repaired value - value of the best plan known without regard to the given one).
    """

    changed: tuple[str, ...]
    price: tuple[tuple[Level, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """The least change of one rule that, all other rules kept, allows a plan.

    `amount`: slots for slots, fixed, work, precedence and together (furthest displacement), units for caps and
    resources. None: no change of this rule alone is enough, or none was found within the limit.
    """

    rule: Rule
    amount: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Rules that cannot all hold. `minimal`: dropping any one of them makes the others possible (proven)."""

    rules: tuple[Rule, ...]
    minimal: bool
    relaxations: tuple[Relaxation, ...]


class Attempt(NamedTuple):
    """One way in which a plan, or the reason why there is none, was looked for in vain, and the work it took.

    `missing`: OR-Tools would have been asked next, and cannot be loaded here.
    """

    method: Literal["naive", "placing", "cp-sat", "thinning", "missing"]
    work: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """An event of the search: a better plan (`incumbent`) or a better `bound` at a level; `work` spent until then."""

    kind: Literal["incumbent", "bound"]
    level: Level
    value: int
    work: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Answer to one problem. `work` is counted in deterministic units (about seconds of one core).

    `tried`: what did not come to an end within the work, where there is neither a plan nor a proof that there is none,
    or where the clash is not known to be minimal.
    """

    mode: Mode
    status: Status
    slots: Mapping[str, int]
    rows: tuple[CostRow, ...]
    levels: tuple[LevelResult, ...]
    violations: tuple[Violation, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    clash: Clash | None = None
    stability: Stability | None = None
    work: float = 0.0
    seed: int = 0
    workers: int = 1
    reproducible: bool = True
    tried: tuple[Attempt, ...] = ()

    def value(self, level: Level) -> int | None:
        """Value of a level, None when there is no plan or no such level."""
        return next((r.value for r in self.levels if r.level == level), None)
