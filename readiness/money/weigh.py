"""What a charge weighs when orders are compared (比較の重み): an unknown price weighs an assumption, never nothing."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.money import Basis
from readiness.model.unknown import known
from readiness.money.charges import Charge


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """Points by which charges are compared: of a yen, of a month and of a sum whose price nobody knows."""

    yen: float
    month: int
    once: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Points, and what they rest on: told yen, the body's own contract carried on (参考値), or 仮置き."""

    points: int
    basis: Basis


def weigh(charge: Charge, assumed: Assumed) -> Weighed:
    """Points of one charge. An unknown price is weighed by the present contract, else by an assumption."""
    if not charge.compared:
        return Weighed(points=0, basis=charge.price.basis)
    total = charge.total()
    if known(total):
        return Weighed(points=round(total * assumed.yen), basis=charge.price.basis)
    if charge.carried and assumed.yen:
        carried = sum(yen for _, yen in charge.carried)
        return Weighed(points=round(carried * assumed.yen), basis=Basis.CARRIED)
    points = assumed.once if charge.once else charge.months * assumed.month
    return Weighed(points=points, basis=Basis.ASSUMPTION)
