"""What the analysis takes from the assumptions; a missing one leaves its result out instead of inventing a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from readiness.model.lockin.shares import Weight
from readiness.model.standard.standard import Standard

# Backwards from the day the substitute runs: the steps of a switch and the assumption each takes its weeks from.
STEPS: Final = (
    ("migration", "planning.duration_weeks"),
    ("contract", "procurement.contract_weeks"),
    ("rfp", "procurement.rfp_weeks"),
    ("rfi", "procurement.rfi_weeks"),
)
_SPREAD: Final = "lockin.approximate_quote_spread"
_TAX: Final = "planning.tax_rate"
_WEIGHT: Final = "lockin.share_weight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`weeks` by assumption key and area (\"\" = any area); `spread` widens 概算 quotes (0.3 = ±30 %).

    `tax_rate` (0.1 = 10 %) is added to quotes without tax; `weight` is what the headline of concentration counts by.
    """

    weeks: Mapping[tuple[str, str], int] = field(default_factory=dict)
    spread: float | None = None
    tax_rate: float = 0.0
    weight: Weight = Weight.SYSTEMS
    area_names: Mapping[str, str] = field(default_factory=dict)

    def weeks_for(self, key: str, areas: Iterable[str]) -> int | None:
        """The longest of the areas, else the general value, None where there is no such assumption."""
        general = self.weeks.get((key, ""))
        found = [self.weeks.get((key, area), general) for area in areas]
        return max((weeks for weeks in found if weeks is not None), default=general)


def settings_from(standard: Standard | None) -> Settings:
    """The settings of a standard."""
    if standard is None:
        return Settings()
    keys = {key for _, key in STEPS}
    rows = [row for row in standard.assumptions if row.key in keys and isinstance(row.value, int | float)]
    known = {row.key for row in standard.assumptions}
    rates = {key: float(standard.assumptions.number(key)) for key in (_SPREAD, _TAX) if key in known}
    return Settings(
        weeks={
            (row.key, area): standard.assumptions.whole(row.key, area) for row in rows for area in row.areas or ("",)
        },
        spread=rates.get(_SPREAD),
        tax_rate=rates.get(_TAX, 0.0),
        weight=Weight.of(standard.assumptions.choice(_WEIGHT)) if _WEIGHT in known else Weight.SYSTEMS,
        area_names=dict(standard.node_names),
    )
