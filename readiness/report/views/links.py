"""Names of systems, vendors and contracts in running text lead to their pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from readiness.report.context import ReportContext

if TYPE_CHECKING:
    from markupsafe import Markup

_LEAST = 4  # characters: a shorter name stands in too many other words
_WORD = "0-9A-Za-z々ー一-鿿゠-ヿ"  # a name does not begin or end inside a longer word


def name_linker(context: ReportContext) -> Callable[[str], Markup]:
    """A function that escapes a text and makes every name in it a link. A name of two records leads nowhere."""
    from markupsafe import Markup, escape  # noqa: PLC0415 - heavy

    inventory = context.inventory
    named = [(record.label, f"sys/{record.id}") for record in (*inventory.systems, *inventory.external_systems)]
    named += [(contract.label, f"contract/{contract.id}") for contract in inventory.contracts]
    if context.names_vendors:
        named += [(vendor.label, f"vendor/{vendor.id}") for vendor in inventory.vendors]
    count = Counter(label for label, _ in named)
    address = {label: where for label, where in named if count[label] == 1 and len(label) >= _LEAST}
    if not address:
        return escape
    longest = "|".join(re.escape(label) for label in sorted(address, key=len, reverse=True))
    pattern = re.compile(f"(?<![{_WORD}])(?:{longest})(?![{_WORD}])")

    @cache
    def linked(text: str) -> Markup:
        parts: list[Markup] = []
        at = 0
        for found in pattern.finditer(text):
            parts.append(escape(text[at : found.start()]))
            parts.append(Markup('<a href="#{}">{}</a>').format(address[found[0]], found[0]))
            at = found.end()
        return Markup("").join((*parts, escape(text[at:])))

    return linked
