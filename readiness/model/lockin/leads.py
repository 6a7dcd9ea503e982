"""Structural leads (参考): to be looked at, not facts, because the list of links is never complete."""

from __future__ import annotations

from dataclasses import dataclass, field

from readiness.model.measure import Measure
from readiness.model.record import Word
from readiness.model.ref import Ref
from readiness.model.text import Text


class LeadKind(Word):
    """Kinds of structural leads (参考の種類)."""

    ARTICULATION = "articulation", "単一経路のシステム"
    CUT_EDGE = "cut_edge", "単一経路の連携"
    DOMINATOR = "dominator", "必ず経由するシステム"
    STRONG_GROUP = "strong_group", "相互に依存する群"
    CYCLE_CUT = "cycle_cut", "相互依存を解消する連携"
    DEPENDENTS = "dependents", "間接に依存するシステム"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A structural lead (参考): to be looked at, not a fact, because the list of links is never complete.

    `path` are node or edge ids in order. `removal`/`addition`: how often (0..1, of `runs` each) it was found again when
    a fifth of the links was removed or added at random. `proven` is about cycle cuts: no cheaper set exists.
    """

    kind: LeadKind
    subjects: tuple[str, ...]
    message: Text
    path: tuple[str, ...]
    documented: Measure
    removal: float
    addition: float
    runs: int
    proven: bool | None = None
    refs: tuple[Ref, ...] = field(default=(), compare=False)
