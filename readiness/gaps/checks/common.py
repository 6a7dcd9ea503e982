"""Common functions: facts about the whole body that need no ministry's Excel (共通機能)."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.gaps.look import Look, unconfirmed
from readiness.model.conformance import CollectionMode
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import Gap, GapKind
from readiness.model.system import System, SystemKind
from readiness.model.unknown import known

_QUESTIONS = (
    ("nonresident_duplicates", Rank.B),
    ("nonresident_collisions", Rank.B),
    ("intermediary_only_via_integrated_address", Rank.A),
    ("euc_on_data_list", Rank.C),
    ("collection", Rank.A),
)


def check(look: Look) -> Iterator[Gap]:
    """Open questions, asked of the vendor of the common functions where there is one, else of the body."""
    facts = look.inventory.common_functions
    system = next((s for s in look.inventory.systems if s.kind is SystemKind.COMMON), None)
    for name, rank in _QUESTIONS:
        if unconfirmed(getattr(facts, name)):
            yield _gap(look, system, f"common.{name}", rank, GapKind.UNCONFIRMED, name)
    if facts.intermediary_only_via_integrated_address is False:
        words = "common.intermediary-direct"
        yield _gap(look, system, words, Rank.A, GapKind.SHORTFALL, "intermediary_only_via_integrated_address")
    if facts.collection is CollectionMode.BOTH:
        yield _gap(look, system, "common.collection-both", Rank.A, GapKind.CONTRADICTION, "collection")
    for name in ("nonresident_duplicates", "nonresident_collisions"):
        count = getattr(facts, name)
        if known(count) and count > 0:
            yield _gap(look, system, f"common.{name}.found", Rank.B, GapKind.SHORTFALL, name, count=count)


def _gap(
    look: Look, system: System | None, words: str, rank: Rank, kind: GapKind, field: str, *, count: int | None = None
) -> Gap:
    return look.gap(
        words,
        rank,
        look.vendor_or_division(system) if system else look.everywhere,
        Subject("body", look.inventory.body.id),
        system=system,
        kind=kind,
        ref=look.inventory.common_functions.ref.child(field),
        count=count,
    )
