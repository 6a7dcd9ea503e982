"""Layouts that are no single list: forms, matrices, two sides, several tables, several files."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from bench.ledgers import words
from bench.ledgers.shapes import Layout, Maker, head_of, write_list
from bench.ledgers.sheet import Grid, workbook
from bench.ledgers.spell import UNITS, Money, spell_day
from bench.ledgers.table import Row, expectation, plan_table, write_row
from bench.ledgers.town import Town, make_town

_YEN = Money(UNITS[0], excluded=False, tax_said=False, place="heading")


def contacts_below(rng: Random) -> Layout:
    """A second table below or beside: whom to ring at the vendors."""
    town, plan = make_town(rng), plan_table(rng)
    grid = Grid("台帳")
    rows = [write_row(rng, fact, plan) for fact in town.systems]
    below = write_list(rng, grid, head_of(rng, grid, town, plan), plan, rows, noise=True)
    firms = list(dict.fromkeys(fact.vendor for fact in town.systems))
    heads = rng.choice(
        (
            ("会社名", "〒", "住所", "電話", "担当者"),
            ("業者名", "連絡先", "住所", "担当"),
            ("事業者", "TEL", "FAX", "メール", "担当者名"),
        )
    )
    if rng.random() < 0.7:
        top, left = below + 1, 0
        grid.put(top, 0, rng.choice(("○委託業者連絡先", "【連絡先】", "業者一覧")))
        top += 1
    else:
        top, left = below - len(rows) - 1, grid.width + 1
    grid.line(top, heads, column=left)
    for at, firm in enumerate(firms, start=top + 1):
        values = {
            "会社名": firm,
            "業者名": firm,
            "事業者": firm,
            "〒": "000-0009",
            "住所": "架空県架空市9-9",
            "電話": "0000-99-9999",
            "連絡先": "0000-99-9998",
            "担当": "見本 一郎",
        }
        grid.line(at, [values.get(head, "0000-00-0000") for head in heads], column=left)
    expected = expectation(rows, plan)
    expected["must_not"] += (
        [{"system": firm} for firm in firms]
        + [{"system": head} for head in heads]
        + [{"vendor": "0000-99-9999"}, {"division": "見本 一郎"}]
    )
    return Layout("contacts beside", town, {"ledger.xlsx": workbook([grid])}, expected, kinds=(3,))


def other_sheets(rng: Random) -> Layout:
    """Beside the list, sheets that are no systems: 見積, 課題, 機器, 凡例."""
    town, plan = make_town(rng), plan_table(rng)
    grid = Grid("システム一覧")
    rows = [write_row(rng, fact, plan) for fact in town.systems]
    write_list(rng, grid, head_of(rng, grid, town, plan), plan, rows, noise=True)
    issues, devices, legend = Grid("課題管理表"), Grid("機器一覧"), Grid("凡例")
    issues.line(0, ("No", "課題", "発生日", "担当", "対応状況", "期限"))
    issues.line(1, (1, "外字の件数を確認する", "R8.9.1", "情報係", "対応中", "R8.12.28"))
    devices.line(0, ("設置場所", "機器名", "台数", "メーカー", "リース満了"))
    devices.line(1, ("本庁1階", "窓口端末", 24, "見本電機", "R10.9.30"))
    devices.line(2, ("サーバ室", "帳票プリンタ", 3, "見本電機", "R9.3.31"))
    legend.line(0, ("記号", "意味"))
    legend.line(1, ("◎", "標準化対象"))
    others = [issues, devices, legend][: rng.randint(1, 3)]
    expected = expectation(rows, plan)
    expected["must_not"] += [
        {"system": name} for name in ("外字の件数を確認する", "窓口端末", "帳票プリンタ", "◎", "情報係")
    ]
    expected["must_not"] += [{"vendor": "見本電機"}, {"amount": 24}]
    grids = [grid, *others] if rng.random() < 0.7 else [*others, grid]
    return Layout("other sheets", town, {"ledger.xlsx": workbook(grids)}, expected, kinds=(3,))


def forms(rng: Random) -> Layout:
    """調書: label left, value right; one sheet or one block per system."""
    town = make_town(rng, most=5)
    plan = plan_table(rng)
    title = rng.choice(("情報システム調書", "システム個票", "電算システム概要書"))
    rows = [write_row(rng, fact, plan) for fact in town.systems]
    order = ["name", *(key for key in plan.columns if key != "name")]
    one_sheet = rng.random() < 0.4
    grids = [Grid("調書")] if one_sheet else [Grid(f"No{n}") for n in range(1, len(rows) + 1)]
    at = 0
    for index, row in enumerate(rows):
        grid = grids[0 if one_sheet else index]
        at = at if one_sheet else 0
        grid.put(
            at,
            0,
            title
            if plan.money.place not in ("title", "above") or not plan.money.label
            else f"{title}(単位:{plan.money.label})",
        )
        at += 1
        for key in order:
            grid.put(at, 0, plan.heading(key))
            grid.put(at, 2, row.cells.get(key, ""))
            grid.merges.append((at, 0, at, 1))
            at += 1
        at += 1
    expected = expectation(rows, plan)
    expected["must_not"] += [{"system": title}]
    return Layout("forms", town, {"ledger.xlsx": workbook(grids)}, expected, kinds=(4,))


def matrix(rng: Random) -> Layout:
    """Systems across, items down."""
    made = make_town(rng, most=7)
    town = Town(made.name, tuple(fact for fact in made.systems if fact.areas))
    plan = plan_table(rng, columns=("areas", "name", "division", "vendor", "contract_end", "amount_yen", "migrated"))
    rows = [write_row(rng, fact, plan) for fact in town.systems]
    grid = Grid("業務別")
    top = head_of(rng, grid, town, plan)
    corner = rng.choice(("項目", "区分", "項目\\業務", ""))
    for down, key in enumerate(plan.columns):
        grid.put(top + down, 0, corner if key == "areas" else plan.heading(key))
        for across, row in enumerate(rows, start=1):
            grid.put(top + down, across, row.cells.get(key, ""))
    expected = expectation(rows, plan)
    expected["heads"].pop("areas")
    return Layout("matrix", town, {"ledger.xlsx": workbook([grid])}, expected, kinds=(5,))


def two_sides(rng: Random) -> Layout:
    """現行 beside 次期, in either order; what has moved is the new system."""
    made = make_town(rng, most=7)
    town = Town(made.name, tuple(fact for fact in made.systems if fact.areas and not fact.migrated))
    if not town.systems:
        return two_sides(rng)
    now, coming = ("現行システム", "次期システム") if rng.random() < 0.5 else ("現行", "移行先(標準準拠)")
    plan = plan_table(rng, columns=("areas", "name", "vendor", "contract_end", "amount_yen"), money=_YEN)
    rows = [write_row(rng, fact, plan) for fact in town.systems]
    first = rng.random() < 0.6
    grid = Grid("対応表")
    grid.put(0, 0, rng.choice(words.TITLES).format(town=town.name))
    left, right = (1, 5) if first else (4, 1)
    grid.put(2, 0, plan.heads["areas"])
    grid.merges.append((2, 0, 3, 0))
    grid.put(2, left, now)
    grid.merges.append((2, left, 2, left + 3))
    grid.put(2, right, coming)
    grid.merges.append((2, right, 2, right + 2))
    grid.line(
        3,
        [plan.heads["name"], plan.heads["vendor"], plan.heads["contract_end"], plan.heading("amount_yen")],
        column=left,
    )
    grid.line(3, [plan.heads["name"], plan.heads["vendor"], "移行予定日"], column=right)
    for at, row in enumerate(rows, start=4):
        fact = row.fact
        grid.put(at, 0, row.cells["areas"])
        grid.line(at, [row.cells[key] for key in ("name", "vendor", "contract_end", "amount_yen")], column=left)
        cell, day = spell_day(rng, fact.planned) if fact.planned else ("", None)
        grid.line(at, [f"標準{fact.areas[0]}", "株式会社架空クラウド", cell], column=right)
        row.expected["planned"] = {"any_of": [day, "asked"]}
        row.expected["raw"]["planned"] = str(cell)
    expected = expectation(rows, plan)
    expected["heads"]["planned"] = ["移行予定日"]
    expected["must_not"] += [{"system": now}, {"system": coming}]
    return Layout("now and next", town, {"ledger.xlsx": workbook([grid])}, expected, kinds=(6,))


def amounts_side_by_side(rng: Random) -> Layout:
    """Several amounts: the years side by side, the newest is this year's."""
    town = make_town(rng)
    plan = plan_table(rng, columns=("name", "areas", "vendor", "contract_end", "amount_yen"), money=_YEN)
    rows = [write_row(rng, fact, plan) for fact in town.systems]
    grid = Grid("経費")
    grid.put(0, 0, f"{town.name} 運用経費の推移(単位:円)")
    years = rng.choice(
        (
            ("R6決算", "R7決算見込", "R8予算"),
            ("令和6年度", "令和7年度", "令和8年度"),
            ("R6年度決算額", "R7年度予算額", "R8年度予算額"),
        )
    )
    grid.line(2, [*(plan.heading(key) for key in plan.columns[:4]), *years])
    for at, row in enumerate(rows, start=3):
        grid.line(at, [row.cells.get(key, "") for key in plan.columns[:4]])
        grid.line(at, [row.fact.amount - 20_000, row.fact.amount - 10_000, row.fact.amount], column=4)
        row.expected["amount_yen"] = {"any_of": [row.fact.amount, "asked"]}
        row.expected["raw"]["amount_yen"] = str(row.fact.amount)
    expected = expectation(rows, plan)
    expected["heads"]["amount_yen"] = list(years)
    return Layout("years of amounts", town, {"ledger.xlsx": workbook([grid])}, expected, kinds=(8,))


def shared_cells(rng: Random) -> Layout:
    """Cells merged downwards: one contract, one amount for several systems."""
    made = make_town(rng, least=5)
    lead = made.systems[0]
    same = tuple(replace(fact, vendor=lead.vendor, end=lead.end, amount=lead.amount) for fact in made.systems[:3])
    town = Town(made.name, (*same, *made.systems[3:]))
    plan = plan_table(rng, columns=("name", "areas", "vendor", "contract_end", "amount_yen"), money=_YEN)
    rows: list[Row] = [write_row(rng, fact, plan) for fact in town.systems]
    grid = Grid("台帳")
    top = head_of(rng, grid, town, plan)
    below = write_list(rng, grid, top, plan, rows, noise=False)
    for column in (2, 3, 4):
        for at in (top + 2, top + 3):
            grid.cells.pop((at, column), None)
        grid.merges.append((top + 1, column, top + 3, column))
    total = lead.amount + sum(fact.amount for fact in town.systems[3:])
    assert below > top
    return Layout(
        "shared cells",
        town,
        {"ledger.xlsx": workbook([grid])},
        expectation(rows, plan, total_amount_yen=total),
        kinds=(23,),
    )


MAKERS: tuple[Maker, ...] = (contacts_below, other_sheets, forms, matrix, two_sides, amounts_side_by_side, shared_cells)
