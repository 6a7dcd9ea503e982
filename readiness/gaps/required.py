"""What the imported editions demand of each system, for the check of requirements nobody has answered (必須要件)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from readiness.model.inventory import Inventory
from readiness.model.standard.edition import Edition
from readiness.model.standard.requirement import BodyScope, Requirement, RequirementType
from readiness.model.standard.standard import Standard
from readiness.model.system import System
from readiness.standard.compiled import scope_of
from readiness.standard.editions import newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """`editions`: 業務ID → the edition that counts today; `units`: area key → its 業務ID; `scope` the body's column.

    Empty before the user's first `spec import`: nothing is demanded from memory.
    """

    editions: Mapping[str, Edition] = field(default_factory=dict)
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scope: BodyScope = BodyScope.ALL

    def of(self, system: System) -> Iterator[tuple[Edition, Requirement]]:
        """The 実装必須 requirements of a system's units that no other has replaced, in the order of the editions."""
        own = system.units or tuple(unit for area in system.areas for unit in self.units.get(area, ()))
        for unit in dict.fromkeys(unit[:3] for unit in own):
            edition = self.editions.get(unit)
            for row in edition.by_id.values() if edition is not None else ():
                own_unit = row.unit[:3] == unit and not row.superseded_by
                if own_unit and row.type_for(self.scope) is RequirementType.REQUIRED:
                    yield edition, row  # type: ignore[misc]  # there is an edition where there are rows


def required_of(standard: Standard, inventory: Inventory, as_of: date) -> Required:
    """The newest edition of functions and forms per unit that was out by `as_of`."""
    heads = {unit.id: newest(standard.editions, unit.id, as_of=as_of) for unit in standard.units}
    read = {head.id: standard.edition(head.id) for head in heads.values() if head is not None}
    return Required(
        editions={unit: read[head.id] for unit, head in heads.items() if head is not None},
        units={area.key: area.units for area in standard.areas},
        scope=scope_of(inventory.body.body_class),
    )
