"""Are all interfaces of the system documented in the body's hands (連携仕様書)?"""

from __future__ import annotations

from readiness.lockin.case import Case
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.interface import Interface
from readiness.model.lockin.matters import Evidence, Matter
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, Unknown

CODE = "undocumented_links"


def examine(case: Case) -> Matter:
    """One interface without document applies; with none listed it is unknown unless the record is confirmed."""
    missing = [link for link in case.interfaces if documented(link) is False]
    open_ = [link for link in case.interfaces if isinstance(documented(link), Unknown)]
    if missing:
        hits = [_seen("link_undocumented", case, link) for link in missing]
        return applies(case, CODE, [*hits, *(_seen("link_unknown", case, link) for link in open_)])
    if open_:
        return unknown(case, CODE, [_seen("link_unknown", case, link) for link in open_])
    if not case.interfaces and not case.confirmed:
        return unknown(case, CODE, [seen("links_none_listed", case.system.ref)])
    return clear(case, CODE, [seen("links_documented", case.system.ref, number=len(case.interfaces))])


def documented(link: Interface) -> Maybe[bool]:
    """What the record says, else what its ends say: one end without a document is enough to ask."""
    if not isinstance(link.documented, Unknown):
        return link.documented
    told = [end.documented for end in (link.from_says, link.to_says) if end and not isinstance(end.documented, Unknown)]
    if False in told:
        return False
    return True if len(told) == 2 else UNKNOWN


def _seen(key: str, case: Case, link: Interface) -> Evidence:
    other = link.to if link.from_ == case.system.id else link.from_
    return seen(key, link.ref, link=link.id, other=case.name_of(other), data=link.data or link.label)
