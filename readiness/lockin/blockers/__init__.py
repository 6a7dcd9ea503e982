"""Evidence rules, one module each: `CODE` and `examine(dossier) -> Matter`. The order here is the order in reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from readiness.lockin.blockers import (
    bidders,
    bpo_forms,
    contract_term,
    customisation,
    data_return,
    extraction_fee,
    gaiji,
    layout_held,
    platform_eol,
    rights,
    ties,
    transitional,
    undocumented_links,
)
from readiness.lockin.dossier import Dossier
from readiness.model.lockin.matters import Matter

_MODULES = (
    data_return,
    layout_held,
    extraction_fee,
    rights,
    contract_term,
    platform_eol,
    bidders,
    undocumented_links,
    gaiji,
    transitional,
    customisation,
    ties,
    bpo_forms,
)

BLOCKERS: Final[tuple[Callable[[Dossier], Matter], ...]] = tuple(module.examine for module in _MODULES)
CODES: Final[tuple[str, ...]] = tuple(module.CODE for module in _MODULES)


def examine(dossier: Dossier) -> tuple[Matter, ...]:
    """All matters of one system, in report order."""
    return tuple(rule(dossier) for rule in BLOCKERS)
