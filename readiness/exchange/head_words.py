"""The headings that our own books and docs/inventory.md print, so that a foreign list that uses them is understood."""

from __future__ import annotations

from readiness.exchange.ledger.leaves import header, leaves
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.messages.catalogue import LANGUAGES, Catalogue

# Kind of row → section of its record.
_KINDS = {"system": "systems", "contract": "contracts", "interface": "interfaces", "procedure": "procedures"}
# Fields that name another record are read by its name.
_NAMES = {
    "system.vendor": "vendor.name",
    "contract.vendor": "vendor.name",
    "system.package": "package.name",
    "system.owner_division": "division.name",
    "procedure.division": "division.name",
    "procedure.yearly_count": "work.count",
    "procedure.minutes": "work.minutes",
}


def printed_heads() -> dict[str, dict[str, list[str]]]:
    """Kind of row → field → its headings in both languages."""
    found: dict[str, dict[str, list[str]]] = {}
    for kind, section in _KINDS.items():
        columns = {
            f"{kind}.{'.'.join(leaf.path)}": [header(leaf, Catalogue(language)) for language in LANGUAGES]
            for leaf in leaves(SECTION_BY_KEY[section].record)
            if not leaf.step
        }
        found[kind] = {_NAMES.get(target, target): words for target, words in columns.items()}
    return found
