"""Are forms printed outside (帳票の印刷委託)?"""

from __future__ import annotations

from readiness.lockin.case import Case
from readiness.lockin.matter import applies, clear, seen, unknown
from readiness.model.asset import Form
from readiness.model.lockin.matters import Evidence, Matter
from readiness.model.unknown import Unknown

CODE = "bpo_forms"


def examine(case: Case) -> Matter:
    """Outside printing has to be re-agreed (data layout, proofs); no form listed is unknown unless confirmed."""
    outside = [form for form in case.forms if not isinstance(form.print_vendor, Unknown)]
    open_ = [form for form in case.forms if isinstance(form.print_vendor, Unknown)]
    if outside:
        return applies(case, CODE, [_seen("form_outside", case, form) for form in outside])
    if open_:
        return unknown(case, CODE, [_seen("form_unknown", case, form) for form in open_])
    if not case.confirmed:
        return unknown(case, CODE, [seen("forms_none_listed", case.system.ref)])
    return clear(case, CODE)


def _seen(key: str, case: Case, form: Form) -> Evidence:
    vendor = form.print_vendor if isinstance(form.print_vendor, Unknown) else case.name_of(form.print_vendor)
    return seen(key, form.ref, form=form.label, vendor=vendor)
