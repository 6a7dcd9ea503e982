"""One package written twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.unknown import known
from readiness.model.vendor import Package
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit


def check(context: Context) -> Iterator[Hit]:
    """The later of two under one name but for spaces and width; another version or another seller is another record."""
    first: dict[str, list[Package]] = {}
    for package in context.inventory.packages:
        bare = "".join(unicodedata.normalize("NFKC", package.name or "").casefold().split())
        if not bare:
            continue
        same = first.setdefault(bare, [])
        twin = next((other for other in same if not _told_apart(package, other)), None)
        if twin is not None:
            yield hit(package, "name", related=(twin.ref.child("name"),), other=twin.label, id=twin.id)
        same.append(package)


def _told_apart(one: Package, other: Package) -> bool:
    """Only what both tell can tell them apart."""
    pairs = ((one.version, other.version), (one.vendor, other.vendor))
    return any(known(a) and known(b) and a != b for a, b in pairs)


RULE = Rule(code="RF112", name="package.twice", severity=Severity.WARNING, check=check)
