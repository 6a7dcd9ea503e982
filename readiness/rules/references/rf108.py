"""One vendor written twice: the same name but for its legal form, spaces and width of characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.model.vendor import Vendor
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit

_FORMS = re.compile(r"株式会社|有限会社|合同会社|\((株|有|同)\)|\s")


def check(context: Context) -> Iterator[Hit]:
    """The later vendor of the two is named; two known and different numbers are two companies."""
    first: dict[str, Vendor] = {}
    for vendor in context.inventory.vendors:
        bare = _FORMS.sub("", unicodedata.normalize("NFKC", vendor.name or "")).casefold()
        if not bare:
            continue
        other = first.setdefault(bare, vendor)
        if other is not vendor and not _told_apart(vendor, other):
            yield hit(vendor, "name", related=(other.ref.child("name"),), other=other.label, id=other.id)


def _told_apart(one: Vendor, other: Vendor) -> bool:
    """By number (one number twice is another rule's), or because one took the other over."""
    numbers = known(one.corporate_number) and known(other.corporate_number)
    return numbers or one.merged_into == other.id or other.merged_into == one.id


RULE = Rule(code="RF108", name="vendor.name-twice", severity=Severity.WARNING, check=check)
