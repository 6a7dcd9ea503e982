"""What holds for any ledger: the order of columns, blank rows and other tables change nothing that was certain."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.intake.grid import Book, Grid
from readiness.intake.read import read
from readiness.intake.reading import Reading
from readiness.model.gap import base32
from readiness.sources.grid import Cell, Sheet
from tests.intake.town import AS_OF, systems, words

HEAD = ("システム名", "業務", "所管課", "委託先", "契約満了日", "年額(千円)", "移行状況")
AREAS = ("住基", "介護保険", "国保", "就学", "児童手当", "健康管理", "国民年金")


def read_rows(rows: list[tuple[Cell, ...]]) -> Reading:
    width = max(map(len, rows))
    filled = tuple((*row, *(None,) * (width - len(row))) for row in rows)
    grid = Grid(file="見本町.xlsx", sheet=Sheet(name="台帳", rows=filled))
    return read([Book(file="見本町.xlsx", grids=(grid,))], words(), rate=0.1, as_of=AS_OF)


@st.composite
def ledgers(draw: st.DrawFn) -> list[tuple[Cell, ...]]:
    count = draw(st.integers(2, 6))
    return [
        (
            f"第{n}号台帳", draw(st.sampled_from(AREAS)), "住民課", draw(st.sampled_from(("つばめ㈱", "ひばり社"))),
            draw(st.sampled_from(("R10.3.31", "2028/9/30", "令和11年3月"))), draw(st.integers(200, 9000)),
            draw(st.sampled_from(("移行済", "未移行"))),
        )
        for n in range(count)
    ]  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(rows=ledgers(), seed=st.integers(0, 99))
def test_columns_may_stand_in_any_order(rows: list[tuple[Cell, ...]], seed: int) -> None:
    order = list(range(len(HEAD)))
    Random(seed).shuffle(order)
    turned = [tuple(row[at] for at in order) for row in (HEAD, *rows)]
    assert systems(read_rows(turned)) == systems(read_rows([HEAD, *rows]))


@settings(max_examples=20, deadline=None)
@given(rows=ledgers(), at=st.integers(1, 6), times=st.integers(1, 3))
def test_blank_rows_change_nothing(rows: list[tuple[Cell, ...]], at: int, times: int) -> None:
    told = [HEAD, *rows]
    spaced = [*told[:at], *((None,),) * times, *told[at:]]
    assert systems(read_rows([(None,), *spaced])) == systems(read_rows(told))


@settings(max_examples=20, deadline=None)
@given(rows=ledgers())
def test_a_unit_holds_for_its_own_table_only(rows: list[tuple[Cell, ...]]) -> None:
    head = (*HEAD[:5], "年額(円)", HEAD[6])
    others = [(f"別{row[0]}", *row[1:5], 1_000_000, row[6]) for row in rows]
    found = systems(read_rows([HEAD, *rows, (None,), ("教育委員会",), head, *others]))
    for row in rows:
        assert found[str(row[0])][".annual_amount"] == int(str(row[5])) * 1000
        assert found[f"別{row[0]}"][".annual_amount"] == 1_000_000


def test_names_whose_short_ids_are_alike_stay_apart() -> None:
    names: dict[str, str] = {}
    for number in range(20_000):
        name = f"第{number}号台帳"
        other = names.setdefault(base32(name, 5), name)
        if other != name:
            break
    found = systems(read_rows([HEAD[:3], (other, "住基", "住民課"), (name, "介護保険", "福祉課")]))
    assert {told: data["areas"] for told, data in found.items()} == {other: ["住民基本台帳"], name: ["介護保険"]}
