"""Slack days: how long after the cut-over the old contract, its notice date and the platform still carry (余裕日数)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from readiness.lockin.blockers.contract_term import notice_deadline
from readiness.lockin.dossier import Dossier
from readiness.lockin.figures import measure
from readiness.model.lockin.matters import Slack, SlackPart
from readiness.model.record import Maybe
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN, Unknown
from readiness.situation.spans import days_beyond, days_from


def slack(dossier: Dossier) -> Slack:
    """Days from the cut-over to the first of contract end, notice deadline and platform end; unknown ones are listed.

    A system without a cut-over to come has no slack: the value is unknown, and `total` is 0 where it has migrated.
    """
    cutover = dossier.cutover
    parts = tuple(_parts(dossier))
    days = [part.days for part in parts if not isinstance(part.days, Unknown)]
    waiting = dossier.stand.moving
    figure = measure(
        "lockin.slack_days",
        min(days) if days else UNKNOWN,
        "days",
        known=len(days),
        total=len(parts) if waiting or cutover else 0,
        rows=[(f"{part.kind}:{part.subject}", part.ref) for part in parts],
        high=min(days) if days and len(days) < len(parts) else None,
    )
    return Slack(
        system=dossier.system.id,
        cutover=cutover.date if cutover else UNKNOWN,
        assumed=cutover.assumed if cutover else False,
        parts=parts,
        days=figure,
    )


def _parts(dossier: Dossier) -> Iterator[SlackPart]:
    for contract in dossier.running:
        yield _part(dossier, "contract_end", contract.id, contract.end, contract.ref.child("end"))
        if contract.auto_renew is not False:
            notice, place = notice_deadline(contract), contract.ref.child("notice_months")
            yield _part(dossier, "notice", contract.id, notice or UNKNOWN, place, serves=False)
    system = dossier.system
    yield _part(dossier, "platform_eol", system.id, system.platform_eol, system.ref.child("platform_eol"))


def _part(dossier: Dossier, kind: str, subject: str, day: Maybe[date], ref: Ref, *, serves: bool = True) -> SlackPart:
    """`serves`: the day is the last one of something the system runs on, so that the day itself still counts."""
    days: Maybe[int] = UNKNOWN
    if dossier.cutover is not None and not isinstance(day, Unknown):
        cutover = dossier.cutover.date
        days = days_beyond(day, cutover) if serves else days_from(cutover, day)
    return SlackPart(kind=kind, subject=subject, date=day, days=days, ref=ref)
