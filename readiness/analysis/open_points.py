"""未確認のうち効くもの: what nobody knows, by how many dates or how much money its answer moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from readiness.analysis.analyze import Analysis
from readiness.model.money import CostItem
from readiness.model.plan import BreakEven, Plan
from readiness.model.plan.moves import MoveId
from readiness.model.record import ContractId
from readiness.model.text import Text, text
from readiness.model.unknown import known

# What a contract's extension costs has a point of its own.
_QUOTED = tuple(item for item in CostItem if item is not CostItem.CONTRACT_EXTENSION)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """Something nobody knows, with what its answer moves: so many cut-overs, or so much money (yen, a reference).

    `yen` 0: dates, or money of which nobody can tell a range.
    """

    what: Text
    effect: Text
    moves: tuple[str, ...]
    yen: int
    divisions: tuple[str, ...]


def open_points(analysis: Analysis) -> tuple[OpenPoint, ...]:
    """What moves dates, the most moves first, in turn with what moves money, the most yen first."""
    plan = analysis.plan
    most = {found.subject: found for found in sorted(plan.sensitivities, key=lambda item: len(item.moves))}
    dates = [
        OpenPoint(
            what=sensitivity.message.mapping()["what"],  # type: ignore[arg-type]
            effect=text("decide.effect.dates", count=len(sensitivity.moves), moves=_titles(plan, sensitivity.moves))
            if sensitivity.moves
            else text("decide.effect.impossible"),
            moves=sensitivity.moves,
            yen=0,
            divisions=_divisions(plan, sensitivity.moves),
        )
        for sensitivity in sorted(most.values(), key=lambda item: -len(item.moves))
    ]
    money = [*sorted(_prices(analysis), key=lambda point: -point.yen), *_unquoted(plan)]
    found: list[OpenPoint] = []
    for at in range(max(len(dates), len(money))):
        found += [*dates[at : at + 1], *money[at : at + 1]]
    return tuple(found)


def _titles(plan: Plan, moves: Iterable[MoveId]) -> tuple[Text, ...]:
    return tuple(plan.move_by_id[move].title for move in moves if move in plan.move_by_id)


def _divisions(plan: Plan, moves: Iterable[MoveId]) -> tuple[str, ...]:
    found = (division for move in moves if move in plan.move_by_id for division in plan.move_by_id[move].divisions)
    return tuple(dict.fromkeys(found))


def _unquoted(plan: Plan) -> tuple[OpenPoint, ...]:
    """Planned moves without a quote for what they come to, the most missing items first; nobody can tell a range."""
    open_ = {(row.move, row.item) for row in plan.cost_rows if not known(row.amount) and not row.quotes}
    missing = {move.id: tuple(item for item in _QUOTED if (move.id, item) in open_) for move in plan.moves}
    ranked = sorted(
        (move for move, items in missing.items() if items),
        key=lambda move: (CostItem.MIGRATION not in missing[move], -len(missing[move])),
    )
    return tuple(
        OpenPoint(
            what=text(
                "decide.point.unquoted",
                move=plan.move_by_id[move].title,
                items=tuple(text(f"word.CostItem.{item.value}") for item in missing[move]),
            ),
            effect=text("decide.effect.unquoted"),
            moves=(move,),
            yen=0,
            divisions=plan.move_by_id[move].divisions,
        )
        for move in ranked
    )


def _prices(analysis: Analysis) -> Iterator[OpenPoint]:
    """Prices nobody has told: by their reference, or by where they turn the order of two dates (損益の分かれ目)."""
    plan, inventory = analysis.plan, analysis.inputs.inventory
    turns: dict[ContractId, tuple[BreakEven, MoveId]] = {}
    for why in plan.whys:
        for side in (why.earlier, why.later):
            if side is not None and not side.broken and side.break_even is not None:
                turns.setdefault(side.break_even.contract, (side.break_even, why.move))
    carried: dict[ContractId, int] = {}
    for row in plan.cost_rows:
        if row.carried:
            contract = ContractId(row.subject)
            carried[contract] = carried.get(contract, 0) + row.carried
    for contract in dict.fromkeys((*turns, *carried)):
        record = inventory.contract_by_id.get(contract)
        if record is None:
            continue
        moves = tuple(move.id for move in plan.moves if set(move.systems) & set(record.systems))
        if contract in turns:
            turn, move = turns[contract]
            effect = text("decide.effect.turn", yearly=turn.yearly, move=plan.move_by_id[move].title)
            yen = turn.yen
        else:
            effect, yen = text("decide.effect.carried", yen=carried[contract]), carried[contract]
        yield OpenPoint(
            what=text("decide.point.extension", name=record.label),
            effect=effect,
            moves=moves,
            yen=yen,
            divisions=_divisions(plan, moves),
        )
