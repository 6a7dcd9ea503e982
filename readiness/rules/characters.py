"""Characters: counts, decisions, whose table."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.plan.words import GateKind
from readiness.model.system import Conformance
from readiness.model.unknown import known
from readiness.rules.context import Context, cutover_params
from readiness.rules.grouping import Grouping
from readiness.rules.rule import Hit, hit, rule


@rule("CH101", "characters.counts", Severity.ERROR)
def characters_counts(context: Context) -> Iterator[Hit]:
    """Counts of 外字 that do not add up.

    Identified and undecided together make the total; neither is larger than it.
    """
    for system in context.inventory.systems:
        stated = system.charset
        total, identified, undecided = stated.gaiji_total, stated.gaiji_identified, stated.gaiji_undecided
        if not known(total):
            continue
        place = stated.ref.child("gaiji_total")
        parts = [count for count in (identified, undecided) if known(count)]
        if any(count > total for count in parts) or (len(parts) == 2 and sum(parts) != total):
            yield hit(system, ref=place, total=total, identified=identified, undecided=undecided)


@rule("CH102", "characters.undecided-near-cutover", Severity.WARNING, group=Grouping(gate=GateKind.CHARACTERS))
def characters_undecided_near_cutover(context: Context) -> Iterator[Hit]:
    """外字 undecided shortly before the cut-over.

    Within the assumed number of days before the planned cut-over.
    """
    for system in context.moving:
        cutover = context.cutovers.get(system.id)
        left = system.charset.left
        if cutover and known(left) and left > 0 and context.near(cutover.date, "rules.characters_settle_days"):
            yield hit(system, "charset", "gaiji_undecided", count=left, **cutover_params(cutover))


@rule("CH103", "characters.table-owner", Severity.QUESTION)
def characters_table_owner(context: Context) -> Iterator[Hit]:
    """Nobody knows whose the table of 外字 is.

    Systems that have 外字 and still move.
    """
    for system in context.moving:
        stated = system.charset
        if known(stated.gaiji_total) and stated.gaiji_total > 0 and not known(stated.table_owner):
            yield hit(system, "charset", "table_owner", count=stated.gaiji_total)


@rule("CH104", "characters.edition", Severity.QUESTION, group=Grouping("basics"))
def characters_edition(context: Context) -> Iterator[Hit]:
    """MJ+ without an edition.

    The set has grown from version to version, so «MJ+» alone does not say which characters there are.
    """
    for system in context.inventory.systems:
        stated = system.charset
        if known(stated.code) and context.standard.characters.is_standard(stated.code) and not known(stated.mj_edition):
            yield hit(system, "charset", "mj_edition", code=stated.code)


@rule("CH105", "characters.not-standard", Severity.WARNING)
def characters_not_standard(context: Context) -> Iterator[Hit]:
    """Told as conformant, but on other characters than 行政事務標準文字.

    Areas whose transition has no end (戸籍 and its 附票) are left out.
    """
    characters = context.standard.characters
    for system in context.inventory.systems:
        code = system.charset.code
        if system.conformance is not Conformance.CONFORMANT or not known(code) or characters.is_standard(code):
            continue
        if system.areas and not any(characters.open_ended(area) for area in system.areas):
            yield hit(system, "charset", "code", related=(system.ref.child("conformance"),), code=code)
