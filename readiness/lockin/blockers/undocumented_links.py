"""Are all interfaces of the system documented in the body's hands (連携仕様書)?"""

from __future__ import annotations

from readiness.lockin.dossier import Dossier
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.interface import Interface
from readiness.model.lockin.matters import Evidence, Matter
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, Unknown

CODE = "undocumented_links"


def examine(dossier: Dossier) -> Matter:
    """One interface without document applies; with none listed it is unknown unless the record is confirmed."""
    missing = [interface for interface in dossier.interfaces if documented(interface) is False]
    open_ = [interface for interface in dossier.interfaces if isinstance(documented(interface), Unknown)]
    if missing:
        hits = [_seen("link_undocumented", dossier, link) for link in missing]
        return applies(dossier, CODE, [*hits, *(_seen("link_unknown", dossier, link) for link in open_)])
    if open_:
        return unknown(dossier, CODE, [_seen("link_unknown", dossier, link) for link in open_])
    if not dossier.interfaces and not dossier.confirmed:
        return unknown(dossier, CODE, [seen("links_none_listed", dossier.system.ref)])
    return clear(dossier, CODE, [seen("links_documented", dossier.system.ref, number=len(dossier.interfaces))])


def documented(interface: Interface) -> Maybe[bool]:
    """What the record says, else what its ends say: one end without a document is enough to ask."""
    if not isinstance(interface.documented, Unknown):
        return interface.documented
    said = [
        end.documented
        for end in (interface.from_says, interface.to_says)
        if end and not isinstance(end.documented, Unknown)
    ]
    if False in said:
        return False
    return True if len(said) == 2 else UNKNOWN


def _seen(key: str, dossier: Dossier, interface: Interface) -> Evidence:
    other = interface.to if interface.from_ == dossier.system.id else interface.from_
    return seen(
        key, interface.ref, link=interface.id, other=dossier.name_of(other), data=interface.data or interface.label
    )
