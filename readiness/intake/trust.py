"""What a doubt leaves uncertain, so that nothing doubtful is printed or summed (印刷の可否)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from readiness.intake.doubt import Doubt, Weight
from readiness.intake.fields import ALIASES
from readiness.intake.reading import Reading

# Rows left out on evidence that a person can see; anything else left out may belong to the records.
SETTLED = frozenset(
    {"row-struck", "row-closed", "row-breakdown", "row-example", "side-next", "side-now", "row-coming",
     "contract-no-system"}
)  # fmt: skip
# Sections whose records are only missed by what prints their fields; systems are counted everywhere.
_APART = frozenset({"interfaces", "contracts", "cost_lines", "devices", "procedures"})


def unsettled(reading: Reading, fields: Iterable[str]) -> tuple[Doubt, ...]:
    """The doubts about any of these fields (`contract.end`), and about records that may be missing altogether."""
    sought = frozenset(fields)
    return tuple(
        doubt
        for doubt in reading.asked
        if doubt.field in sought or (_may_lack(doubt) and (doubt.section not in _APART or _about(doubt, sought)))
    )


def _about(doubt: Doubt, fields: frozenset[str]) -> bool:
    """Whether a record that may be missing is of a kind that any of the fields belongs to."""
    return any(ALIASES.get(field.partition(".")[0]) == doubt.section for field in fields)


def _may_lack(doubt: Doubt) -> bool:
    if doubt.weight is Weight.SHAPE:
        return True
    return doubt.weight is Weight.RECORD and doubt.code not in SETTLED


def about_vendor(
    reading: Reading, vendor: str, names: Mapping[str, frozenset[str]], fields: Iterable[str]
) -> tuple[Doubt, ...]:
    """The doubts about a vendor itself and about records of its. `names`: vendor → names of its systems and contracts;
    `fields`: what a letter to it rests on.
    """
    sought, mine = frozenset(fields), names.get(vendor, frozenset())
    found = []
    for doubt in reading.asked:
        firms = doubt.params.get("firms") or doubt.params.get("names") or ()
        named = isinstance(firms, tuple) and vendor in firms
        words = doubt.weight is Weight.WORD and bool(mine & set(doubt.others))
        if named or (doubt.field in sought and (doubt.record in mine or words)):
            found.append(doubt)
    return tuple(found)
