"""A small town for the books: two vendors, one with a clause that obliges it to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from readiness.exchange.labels import Labels
from readiness.exchange.replies.apply import Applied, apply_answers
from readiness.exchange.replies.row import AnswerRow
from readiness.gaps.derive import derive
from readiness.gaps.register import build_register
from readiness.messages.catalogue import Catalogue
from readiness.model.body import Division
from readiness.model.gap import GapEvent, Register
from readiness.model.inventory import Inventory
from readiness.model.vendor import Package
from tests.builders import contract, inventory, link, system, vendor

AS_OF = date(2026, 11, 23)
AREAS = {"resident_registry": "住民基本台帳", "individual_inhabitant_tax": "個人住民税"}
BODY = "test-cho"
LABELS = Labels(Catalogue("ja"), AREAS)


def town() -> Inventory:
    return inventory(
        vendors=(vendor("a", name="甲社"), vendor("b", name="乙社")),
        divisions=(
            Division(id="jumin", name="住民課", areas=("resident_registry",)),
            Division(id="zei", name="税務課", areas=("individual_inhabitant_tax",)),
        ),
        packages=(Package(id="pa", name="甲パッケージ", vendor="a", version="1.0"),),
        systems=(
            system("s1", vendor="a", package="pa", areas=("resident_registry",), owner_division="jumin"),
            system("s2", vendor="a", areas=("resident_registry",), owner_division="jumin"),
            system("s3", vendor="b", areas=("individual_inhabitant_tax",), owner_division="zei"),
        ),
        interfaces=(link("L0", "s1", "s3", data="異動"), link("L1", "s3", "s2", data="照会")),
        contracts=(
            contract(
                "c1", name="住民記録利用契約", vendor="a", systems=("s1",), inquiry_clause="第18条", number="総契1"
            ),
            contract("c2", name="税保守契約", vendor="b", systems=("s3",)),
        ),
    )


def applied_to(rows: Sequence[AnswerRow], register_: Register, as_of: date, **options: Any) -> Applied:
    """`apply_answers` in this town."""
    return apply_answers(rows, register_, as_of, body=BODY, **options)


def register(town_: Inventory | None = None, events: tuple[GapEvent, ...] = ()) -> Register:
    return build_register(derive(town_ or town(), AS_OF), events)
