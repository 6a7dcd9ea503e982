"""Names of systems, vendors and contracts in running text lead to their pages; pages and names lead to divisions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from readiness.report.context import ReportContext

if TYPE_CHECKING:
    from markupsafe import Markup

_LEAST = 4  # characters: a shorter name stands in too many other words
# A name does not begin or end inside a longer word; ・ stands between names.
_WORD = "0-9A-Za-z々一-鿿゠-ヺー-ヿ"


def division_finder(context: ReportContext) -> dict[str, Any]:
    """By what the script knows which divisions a row is about: their names, and the owners of the pages it leads to."""
    inventory = context.inventory
    owner = {system.id: context.owner(system.id) for system in inventory.systems}
    told = {id_: division for id_, division in owner.items() if isinstance(division, str)}
    pages = {f"sys/{id_}": [division] for id_, division in told.items()}
    for contract in inventory.contracts:
        if found := list(dict.fromkeys(told[system] for system in contract.systems if system in told)):
            pages[f"contract/{contract.id}"] = found
    return {
        "names": {division.id: division.label for division in inventory.divisions},
        "pages": pages,
        "said": [context.t("decide.division"), context.t("decide.everybody")],
    }


Part: TypeAlias = "str | tuple[str, str]"
"""Plain words, or the address of a page and the name that leads to it."""


def name_finder(context: ReportContext) -> Callable[[str], tuple[Part, ...]]:
    """A function that finds the names in a text. A name of two records leads nowhere."""
    inventory = context.inventory
    named = [(record.label, f"sys/{record.id}") for record in (*inventory.systems, *inventory.external_systems)]
    named += [(contract.label, f"contract/{contract.id}") for contract in inventory.contracts]
    if context.names_vendors:
        named += [(vendor.label, f"vendor/{vendor.id}") for vendor in inventory.vendors]
    count = Counter(label for label, _ in named)
    address = {label: where for label, where in named if count[label] == 1 and len(label) >= _LEAST}
    if not address:
        return lambda text: (text,)
    longest = "|".join(re.escape(label) for label in sorted(address, key=len, reverse=True))
    pattern = re.compile(f"(?<![{_WORD}])(?:{longest})(?![{_WORD}])")

    @cache
    def parts(text: str) -> tuple[Part, ...]:
        found: list[Part] = []
        at = 0
        for hit in pattern.finditer(text):
            found += [text[at : hit.start()], (address[hit[0]], hit[0])]
            at = hit.end()
        return tuple(part for part in (*found, text[at:]) if part)

    return parts


def name_linker(context: ReportContext) -> Callable[[str], Markup]:
    """A function that escapes a text and makes every name in it a link."""
    from markupsafe import Markup, escape  # noqa: PLC0415 - heavy

    parts = name_finder(context)
    link = Markup('<a href="#{}">{}</a>')

    @cache
    def linked(text: str) -> Markup:
        return Markup("").join(escape(part) if isinstance(part, str) else link.format(*part) for part in parts(text))

    return linked
