"""Contract end and notice deadline against the cut-over and the budget gate (契約満了・解約予告)."""

from __future__ import annotations

from datetime import date

from readiness.lockin.dossier import Dossier
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.contract import Contract
from readiness.model.dates import months_before
from readiness.model.lockin.matters import Evidence, Matter
from readiness.model.text import Param, text
from readiness.model.unknown import Unknown
from readiness.situation.contracts import ended
from readiness.situation.spans import days_beyond

CODE = "contract_term"
_LONG_AFTER_DAYS = 31  # a contract is rarely ended to the day; more than a month of it paid for nothing is told


def examine(dossier: Dossier) -> Matter:
    """Applies where dates collide; unknown where one is missing. A migrated system has only end and notice."""
    hits: list[Evidence] = []
    gaps: list[Evidence] = []
    fine: list[Evidence] = []
    coming: list[date] = []
    for contract in dossier.contracts:
        if isinstance(contract.end, Unknown):
            gaps.append(seen("contract_end_unknown", contract.ref, contract=contract.label))
            continue
        notice = notice_deadline(contract)
        hits += [*_against_cutover(dossier, contract, contract.end), *_against_notice(dossier, contract, notice)]
        gaps += _not_known(dossier, contract)
        fine.append(seen("contract_end", contract.ref.child("end"), contract=contract.label, date=contract.end))
        coming += [day for day in (notice, contract.end) if day is not None and day >= dossier.as_of]
    if hits:
        return applies(dossier, CODE, hits, min(coming, default=None))
    return unknown(dossier, CODE, gaps) if gaps or not dossier.contracts else clear(dossier, CODE, fine)


def notice_deadline(contract: Contract) -> date | None:
    """The last day to give notice, None where end or notice period is not known."""
    if isinstance(contract.end, Unknown) or isinstance(contract.notice_months, Unknown):
        return None
    return months_before(contract.end, contract.notice_months)


def _against_cutover(dossier: Dossier, contract: Contract, end: date) -> list[Evidence]:
    place = contract.ref.child("end")
    if ended(contract, dossier.as_of):
        return [seen("contract_over", place, contract=contract.label, date=end)]
    if dossier.cutover is None:
        return []
    days = days_beyond(end, dossier.cutover.date)
    stated: dict[str, Param] = {"contract": contract.label, "date": end, "cutover": dossier.cutover.date}
    if days < 0:
        return [seen("contract_ends_before", place, days=-days, **stated)]
    if days > _LONG_AFTER_DAYS:
        return [seen("contract_ends_after", place, days=days, **stated)]
    return []


def _against_notice(dossier: Dossier, contract: Contract, notice: date | None) -> list[Evidence]:
    """Only what renews itself binds by silence; the budget gate binds in either case."""
    if notice is None:
        return []
    place = contract.ref.child("notice_months")
    found = []
    if contract.auto_renew is True and notice < dossier.as_of:
        found.append(seen("notice_passed", place, contract=contract.label, date=notice))
    if not isinstance(dossier.gate, Unknown) and dossier.as_of <= notice < dossier.gate:
        gate = text("lockin.gate.assumed", day=dossier.gate) if dossier.gate_assumed else dossier.gate
        found.append(seen("notice_before_budget", place, contract=contract.label, date=notice, gate=gate))
    return found


def _not_known(dossier: Dossier, contract: Contract) -> list[Evidence]:
    found = []
    if isinstance(contract.notice_months, Unknown) and contract.auto_renew is not False:
        found.append(seen("notice_unknown", contract.ref, contract=contract.label))
    if dossier.cutover is None and dossier.stand.moving:
        found.append(seen("cutover_unknown", dossier.system.ref))
    return found
