"""Layouts that hold one list: plain, with headings of two levels, in groups, by year, by division, as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from bench.ledgers import words
from bench.ledgers.sheet import Grid, text_table, workbook
from bench.ledgers.spell import UNITS, Money
from bench.ledgers.table import Plan, Row, expectation, plan_table, write_row
from bench.ledgers.town import Town, make_town


@dataclass(frozen=True)
class Layout:
    """A made ledger: its files, what is right, and whether its shape is a tidy list."""

    shape: str
    town: Town
    files: dict[str, bytes]
    expected: dict[str, Any]
    tidy: bool = False
    kinds: tuple[int, ...] = field(default=())


Maker = Callable[[Random], Layout]


def head_of(rng: Random, grid: Grid, town: Town, plan: Plan) -> int:
    """Title, date and unit above a table; the row in which the table begins."""
    row = 0
    title = rng.choice(words.TITLES).format(town=town.name)
    if plan.money.place == "title" and plan.money.label:
        title += f"(単位:{plan.money.label})"
    if plan.money.place in ("title", "above") or rng.random() < 0.7:
        grid.put(row, 0, title)
        row += 1
    if rng.random() < 0.4:
        grid.put(row, rng.choice((0, max(0, len(plan.columns) - 2))), rng.choice(words.ISSUED))
        row += 1
    row += rng.choice((0, 1))
    if plan.money.place == "above" and plan.money.label:
        grid.put(
            row,
            len(plan.columns) - 1,
            f"{rng.choice(('(単位:{})', '単位:{}', '【単位 {}】'))}".format(plan.money.label),
        )
        row += 1
    return row


def write_list(rng: Random, grid: Grid, top: int, plan: Plan, rows: list[Row], *, noise: bool) -> int:
    """Headings at `top`, then the rows; the first free row below."""
    number, remark = noise and rng.random() < 0.5, noise and rng.random() < 0.5
    shift = 1 if number else 0
    if number:
        grid.put(top, 0, rng.choice(words.NUMBER_HEADS))
    grid.line(top, [plan.heading(key) for key in plan.columns], column=shift)
    if remark:
        grid.put(top, shift + len(plan.columns), rng.choice(words.REMARK_HEADS))
    at = top + 1
    for count, row in enumerate(rows, start=1):
        if number:
            grid.put(at, 0, count)
        grid.line(at, [row.cells.get(key, "") for key in plan.columns], column=shift)
        if remark:
            grid.put(at, shift + len(plan.columns), rng.choice(words.PLAIN_REMARKS))
        at += 1
    return at


def _rows(rng: Random, town: Town, plan: Plan, *, serial: bool = True) -> list[Row]:
    return [write_row(rng, fact, plan, serial=serial) for fact in town.systems]


def tidy(rng: Random) -> Layout:
    """One row per system below one heading row."""
    town, plan = make_town(rng), plan_table(rng, money=Money(UNITS[0], excluded=False, tax_said=False, place="heading"))
    grid, rows = Grid("台帳"), _rows(rng, town, plan)
    write_list(rng, grid, head_of(rng, grid, town, plan), plan, rows, noise=False)
    return Layout("tidy", town, {"ledger.xlsx": workbook([grid])}, expectation(rows, plan), tidy=True, kinds=(1,))


def noisy(rng: Random) -> Layout:
    """A list with title rows, a unit anywhere, numbers, remarks, notes below."""
    town, plan = make_town(rng), plan_table(rng)
    grid, rows = Grid(rng.choice(("一覧", "Sheet1", "R8", "台帳"))), _rows(rng, town, plan)
    below = write_list(rng, grid, head_of(rng, grid, town, plan), plan, rows, noise=True)
    if rng.random() < 0.5:
        grid.put(below + 1, 0, rng.choice(words.NOTES))
    return Layout("noisy list", town, {"ledger.xlsx": workbook([grid])}, expectation(rows, plan), tidy=True, kinds=(2,))


def csv_list(rng: Random) -> Layout:
    """A list as text, in the encodings that Excel writes."""
    town, plan = (
        make_town(rng),
        plan_table(rng, money=Money(UNITS[rng.randrange(2)], excluded=False, tax_said=True, place="heading")),
    )
    grid, rows = Grid("csv"), _rows(rng, town, plan, serial=False)
    write_list(rng, grid, rng.choice((0, head_of(rng, grid, town, plan))), plan, rows, noise=False)
    encoding = rng.choice(("cp932", "utf-8", "utf-8-sig", "utf-16"))
    return Layout(
        f"csv {encoding}",
        town,
        {"ledger.csv": text_table(grid, encoding)},
        expectation(rows, plan),
        tidy=True,
        kinds=(17,),
    )


def two_levels(rng: Random) -> Layout:
    """Headings in two merged levels: 契約 over its days and its money."""
    town = make_town(rng)
    plan = plan_table(
        rng, columns=("name", "areas", "division", "vendor", "contract_start", "contract_end", "amount_yen")
    )
    plan = replace(
        plan,
        heads=plan.heads
        | {"contract_start": rng.choice(("開始", "自", "始期")), "contract_end": rng.choice(("終了", "至", "満了"))},
    )
    grid, rows = Grid("一覧"), _rows(rng, town, plan)
    top = head_of(rng, grid, town, plan)
    for column in range(4):
        grid.put(top, column, plan.heading(plan.columns[column]))
        grid.merges.append((top, column, top + 1, column))
    grid.put(top, 4, rng.choice(("契約", "契約の状況", "契約期間・経費")))
    grid.merges.append((top, 4, top, 6))
    grid.line(top + 1, [plan.heading(key) for key in plan.columns[4:]], column=4)
    for at, row in enumerate(rows, start=top + 2):
        grid.line(at, [row.cells.get(key, "") for key in plan.columns])
    return Layout("two levels", town, {"ledger.xlsx": workbook([grid])}, expectation(rows, plan), kinds=(2,))


def thousands_by_format(rng: Random) -> Layout:
    """Whole yen shown in thousands by the number format, below 単位:千円."""
    town = make_town(rng)
    plan = plan_table(rng, money=Money(UNITS[0], excluded=False, tax_said=False, place="none"))
    grid, rows = Grid("予算"), _rows(rng, town, plan)
    grid.put(0, 0, rng.choice(words.TITLES).format(town=town.name))
    grid.put(1, len(plan.columns) - 1, "(単位:千円)")
    grid.line(2, [plan.heads[key] for key in plan.columns])
    money = plan.columns.index("amount_yen")
    for at, row in enumerate(rows, start=3):
        grid.line(at, [row.cells.get(key, "") for key in plan.columns])
        grid.put(at, money, row.fact.amount)
        grid.formats[at, money] = "#,##0,"
        row.expected["amount_yen"] = {"any_of": [row.fact.amount, "asked"]}
    return Layout("thousands by format", town, {"ledger.xlsx": workbook([grid])}, expectation(rows, plan), kinds=(2,))


def groups(rng: Random) -> Layout:
    """Heading rows of groups, subtotals, a total, headings printed again."""
    town = make_town(rng, least=5)
    plan = plan_table(rng, columns=("name", "areas", "vendor", "contract_end", "amount_yen"))
    grid, rows = Grid("台帳"), _rows(rng, town, plan)
    at = head_of(rng, grid, town, plan)
    half = len(rows) // 2
    shown = [row.fact.amount * 10 // 11 if plan.money.excluded else row.fact.amount for row in rows]
    labels = rng.choice((("【住民系】", "【福祉・その他】"), ("1 窓口系", "2 内部系"), ("■住民", "■福祉")))
    again = rng.random() < 0.5
    for index, part in enumerate((rows[:half], rows[half:])):
        if index == 0 or again:
            grid.line(at, [plan.heading(key) for key in plan.columns])
            at += 1
        grid.put(at, 0, labels[index])
        grid.merges.append((at, 0, at, 4))
        at += 1
        for row in part:
            grid.line(at, [row.cells.get(key, "") for key in plan.columns])
            at += 1
        amounts = shown[:half] if index == 0 else shown[half:]
        grid.line(at, ["小計", "", "", "", sum(amounts) / plan.money.unit.yen])
        at += 1
    grid.line(at, [rng.choice(("合計", "総計", "計")), "", "", "", sum(shown) / plan.money.unit.yen])
    expected = expectation(rows, plan)
    expected["must_not"] += [{"system": word} for word in (*labels, "小計", "合計", "総計", "計")]
    return Layout("groups and subtotals", town, {"ledger.xlsx": workbook([grid])}, expected, kinds=(23,))


def yearly(rng: Random) -> Layout:
    """A sheet per year: the newest is the ledger, older ones are history; perhaps a hidden scratch sheet."""
    town, plan = make_town(rng), plan_table(rng, money=Money(UNITS[0], excluded=False, tax_said=False, place="heading"))
    names = rng.choice((("R6", "R7", "R8"), ("令和6年度", "令和7年度", "令和8年度"), ("2024", "2025", "2026")))
    grids, newest = [], []
    for index, title in enumerate(names):
        last = index == len(names) - 1
        facts = (
            town.systems
            if last
            else tuple(
                replace(f, amount=f.amount - 110_000 * (2 - index)) for f in town.systems[: -1 if index == 0 else None]
            )
        )
        rows = [write_row(rng, fact, plan) for fact in facts]
        grid = Grid(title)
        write_list(rng, grid, 0, plan, rows, noise=False)
        grids.append(grid)
        newest = rows
    if rng.random() < 0.5:
        scratch = Grid("作業", hidden=True)
        write_list(
            rng,
            scratch,
            0,
            plan,
            [write_row(rng, replace(town.systems[0], name="ためし", amount=11_000), plan)],
            noise=False,
        )
        grids.append(scratch)
    if rng.random() < 0.4:
        grids.reverse()
    return Layout("a sheet per year", town, {"ledger.xlsx": workbook(grids)}, expectation(newest, plan), kinds=(7,))


def divisions(rng: Random) -> Layout:
    """A sheet per division; all of them together are the ledger."""
    town = make_town(rng, least=5)
    plan = plan_table(
        rng,
        columns=("name", "areas", "vendor", "contract_end", "amount_yen"),
        money=Money(UNITS[0], excluded=False, tax_said=False, place="heading"),
    )
    grids, rows = [], []
    for division in dict.fromkeys(fact.division for fact in town.systems):
        part = [write_row(rng, fact, plan) for fact in town.systems if fact.division == division]
        grid = Grid(division)
        write_list(rng, grid, 0, plan, part, noise=False)
        grids.append(grid)
        rows += part
    return Layout("a sheet per division", town, {"ledger.xlsx": workbook(grids)}, expectation(rows, plan), kinds=(22,))


def dead_rows(rng: Random) -> Layout:
    """Rows struck through, hidden, or remarked as abolished among the living."""
    town, plan = make_town(rng, least=5), plan_table(rng)
    grid, rows = Grid("台帳"), _rows(rng, town, plan)
    top = head_of(rng, grid, town, plan)
    grid.line(top, [*(plan.heading(key) for key in plan.columns), "備考"])
    gone, at = [], top + 1
    for index, row in enumerate(rows):
        if index in (1, 3):
            old = write_row(rng, replace(row.fact, name=f"旧{row.fact.name}", amount=row.fact.amount + 330_000), plan)
            word = rng.choice(words.DEAD)
            grid.line(at, [*(old.cells.get(key, "") for key in plan.columns), word if index == 1 else ""])
            if index == 3:
                grid.struck.add(at)
            gone.append({"name": old.fact.name, "why": word if index == 1 else "取消線"})
            at += 1
        grid.line(at, [row.cells.get(key, "") for key in plan.columns])
        at += 1
    return Layout(
        "dead rows", town, {"ledger.xlsx": workbook([grid])}, expectation(rows, plan, not_own=gone), kinds=(13,)
    )


MAKERS: tuple[Maker, ...] = (
    tidy,
    noisy,
    csv_list,
    two_levels,
    thousands_by_format,
    groups,
    yearly,
    divisions,
    dead_rows,
)
