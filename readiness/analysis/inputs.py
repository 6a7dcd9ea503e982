"""Everything an analysis is made of. `analyze` is a pure function of this value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from readiness.model.finding import Finding
from readiness.model.inventory import Inventory
from readiness.model.missing import Missing

if TYPE_CHECKING:
    from readiness.model.gap import GapEvent  # type: ignore[import-not-found, unused-ignore]
    from readiness.model.standard.standard import Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """`events` is the gap register as read from `register/gaps.jsonl`; `read_findings` what reading the files said.

    `missing` are records of the ledger of before that this one does not hold; `renamed`: names of today and
    those the same records had before; `listed`: the inventory is read from lists of the body's own, in which a record
    is known by its name.
    """

    inventory: Inventory
    standard: Standard
    as_of: date
    events: tuple[GapEvent, ...] = ()
    read_findings: tuple[Finding, ...] = ()
    missing: tuple[Missing, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    listed: bool = False
