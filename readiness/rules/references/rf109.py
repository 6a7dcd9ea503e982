"""One system written twice: under one name, or one unit of one package in two records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from readiness.model.finding import Severity
from readiness.model.system import System
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, Rule, hit

_OPTIONAL = re.compile(r"システム|\s")


def check(context: Context) -> Iterator[Hit]:
    """The later of the two is named, once. Parts of one unit are common; the twin is one that nothing is joined to."""
    joined = {end for link in context.inventory.interfaces for end in (link.from_, link.to)}
    joined |= {system for contract in context.inventory.contracts for system in contract.systems}
    names: dict[str, System] = {}
    units: dict[tuple[str, str], System] = {}
    for system in context.inventory.systems:
        bare = _OPTIONAL.sub("", unicodedata.normalize("NFKC", system.name or "")).casefold()
        namesake = names.setdefault(bare, system) if bare else system
        package = system.package
        shared = [units.setdefault((package, unit), system) for unit in system.units] if known(package) else []
        twin = next((other for other in shared if other is not system), None)
        if namesake is not system:
            related = (namesake.ref.child("name"),)
            yield hit(system, "name", related=related, other=namesake.label, id=namesake.id)
        elif twin is not None and system.id not in joined:
            related = (twin.ref.child("units"),)
            yield hit(
                system,
                "units",
                related=related,
                variant="unit",
                severity=Severity.QUESTION,
                other=twin.label,
                id=twin.id,
            )


RULE = Rule(code="RF109", name="system.twice", severity=Severity.WARNING, check=check)
