"""Characters: code, edition of MJ+, 外字 counted, identified, undecided, and whose table it is (文字)."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.gaps.look import Look, unconfirmed
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import Gap, GapKind
from readiness.model.unknown import known

# Fields of a system's `charset` that a question can be asked about, with the rank while it still moves and after.
_FIELDS = (
    ("code", Rank.B, Rank.C),
    ("mj_edition", Rank.C, Rank.C),
    ("gaiji_total", Rank.B, Rank.C),
    ("table_owner", Rank.B, Rank.C),
)


def check(look: Look) -> Iterator[Gap]:
    """Unknown character facts of systems under the standard, and 外字 not decided yet."""
    for system in look.standard_systems:
        charset, subject = system.charset, Subject("system", system.id)
        vendor = look.vendor_or_division(system)
        place = system.ref.child("charset")
        if charset.code is charset.gaiji_total is charset.table_owner and unconfirmed(charset.code):
            rank = look.rank(system, Rank.B, Rank.C)
            yield look.gap("characters.all", rank, vendor, subject, system=system, ref=place)
            continue
        for name, moving, after in _FIELDS:
            if unconfirmed(getattr(charset, name)) and (name != "mj_edition" or known(charset.code)):
                rank = look.rank(system, moving, after)
                yield look.gap(f"characters.{name}", rank, vendor, subject, system=system, ref=place.child(name))
        if known(charset.gaiji_undecided) and charset.gaiji_undecided > 0:
            yield look.gap(
                "characters.undecided",
                look.rank(system, Rank.A, Rank.B),
                look.division(system),
                subject,
                system=system,
                kind=GapKind.SHORTFALL,
                ref=place.child("gaiji_undecided"),
                count=charset.gaiji_undecided,
            )
