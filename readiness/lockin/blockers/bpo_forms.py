"""Are forms printed outside (帳票の印刷委託)?"""

from __future__ import annotations

from readiness.lockin.dossier import Dossier
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.asset import Form
from readiness.model.lockin.matters import Evidence, Matter
from readiness.model.unknown import Unknown

CODE = "bpo_forms"


def examine(dossier: Dossier) -> Matter:
    """Outside printing has to be re-agreed (data layout, proofs); no form listed is unknown unless confirmed."""
    outside = [form for form in dossier.forms if not isinstance(form.print_vendor, Unknown)]
    open_ = [form for form in dossier.forms if isinstance(form.print_vendor, Unknown)]
    if outside:
        return applies(dossier, CODE, [_seen("form_outside", dossier, form) for form in outside])
    if open_:
        return unknown(dossier, CODE, [_seen("form_unknown", dossier, form) for form in open_])
    if not dossier.confirmed:
        return unknown(dossier, CODE, [seen("forms_none_listed", dossier.system.ref)])
    return clear(dossier, CODE)


def _seen(key: str, dossier: Dossier, form: Form) -> Evidence:
    vendor = form.print_vendor if isinstance(form.print_vendor, Unknown) else dossier.name_of(form.print_vendor)
    return seen(key, form.ref, form=form.label, vendor=vendor)
