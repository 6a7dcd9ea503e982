"""What one body keeps in several tables: systems, contracts, links; told twice; told differently."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from bench.ledgers import words
from bench.ledgers.shapes import Layout, Maker
from bench.ledgers.sheet import Grid, workbook
from bench.ledgers.spell import UNITS, Money, era, spell_vendor, western
from bench.ledgers.table import expectation, plan_table, write_row
from bench.ledgers.town import Town, make_town

_YEN = Money(UNITS[0], excluded=False, tax_said=False, place="heading")


def _distinct(town: Town) -> Town:
    return Town(town.name, tuple(fact for fact in town.systems if fact.areas))


def contracts_apart(rng: Random) -> Layout:
    """Systems in one table, their contracts in another, joined by name; two sheets or two files."""
    town = _distinct(make_town(rng, least=5))
    plan = plan_table(rng, columns=("name", "areas", "division", "migrated"))
    rows = [write_row(rng, fact, plan) for fact in town.systems]
    systems, contracts = Grid("システム一覧"), Grid("契約一覧")
    systems.put(0, 0, f"{town.name} システム一覧")
    systems.line(2, [plan.heading(key) for key in plan.columns])
    contracts.line(0, ("契約件名", "対象システム", "契約相手方", "契約開始日", "契約満了日", "年額(円)"))
    for index, row in enumerate(rows):
        systems.line(3 + index, [row.cells.get(key, "") for key in plan.columns])
        fact = row.fact
        vendor, name = spell_vendor(rng, fact.vendor)
        days = (era(rng, fact.start), era(rng, fact.end))
        contracts.line(
            1 + index,
            (f"{fact.name}{rng.choice(('保守', '利用契約', '賃貸借'))}", fact.name, vendor, *days, fact.amount),
        )
        row.expected.update(
            {
                "vendor": name,
                "amount_yen": fact.amount,
                "contract_start": western(fact.start),
                "contract_end": western(fact.end),
            }
        )
        row.expected["raw"] |= {
            "vendor": vendor,
            "amount_yen": str(fact.amount),
            "contract_start": days[0],
            "contract_end": days[1],
        }
    expected = expectation(rows, plan, total_amount_yen=sum(fact.amount for fact in town.systems))
    expected["heads"] |= {
        "vendor": ["契約相手方"],
        "amount_yen": ["年額(円)"],
        "contract_start": ["契約開始日"],
        "contract_end": ["契約満了日"],
    }
    together = rng.random() < 0.5
    files = (
        {"台帳.xlsx": workbook([systems, contracts])}
        if together
        else {"システム一覧.xlsx": workbook([systems]), "契約一覧.xlsx": workbook([contracts])}
    )
    return Layout("contracts apart", town, files, expected, kinds=(10,))


def link_list(rng: Random) -> Layout:
    """A sheet of links: from either end, with arrows, one row per file."""
    town = _distinct(make_town(rng, least=5))
    plan = plan_table(rng, columns=("name", "areas", "vendor"))
    rows = [write_row(rng, fact, plan) for fact in town.systems]
    systems, links = Grid("システム一覧"), Grid("連携一覧")
    systems.line(0, [plan.heading(key) for key in plan.columns])
    for at, row in enumerate(rows, start=1):
        systems.line(at, [row.cells.get(key, "") for key in plan.columns])
    names = [fact.name for fact in town.systems]
    pairs = sorted({tuple(rng.sample(names, 2)) for _ in range(5)})
    arrows = rng.random() < 0.5
    links.line(
        0,
        ("No", "連携元", "方向", "連携先", "ファイル名")
        if arrows
        else ("No", "連携元システム", "連携先システム", "連携データ", "頻度"),
    )
    at = 1
    for source, target in pairs:
        for number in range(rng.choice((1, 1, 2))):
            data = f"F{at:03}_{number}.csv"
            if not arrows:
                links.line(at, (at, source, target, data, rng.choice(("日次", "月次", "随時"))))
            elif rng.random() < 0.5:
                links.line(at, (at, source, "→", target, data))
            else:
                links.line(at, (at, target, "←", source, data))
            at += 1
    expected = expectation(rows, plan, links=[list(pair) for pair in pairs])
    expected["heads"]["links"] = ["連携元", "連携先", "連携元システム", "連携先システム"]
    expected["must_not"] += [{"system": word} for word in ("連携元", "連携先", "→", "←")]
    return Layout("link list", town, {"ledger.xlsx": workbook([systems, links])}, expected, kinds=(18,))


def contradiction(rng: Random) -> Layout:
    """Two sheets that tell the same systems; one amount and one last day differ."""
    town = _distinct(make_town(rng, least=5, most=6))
    plan = plan_table(rng, columns=("name", "areas", "vendor", "contract_end", "amount_yen"), money=_YEN)
    rows = [write_row(rng, fact, plan) for fact in town.systems]
    first, second = Grid(rng.choice(("情報係", "総務課調べ"))), Grid(rng.choice(("各課回答", "財政係")))
    for grid in (first, second):
        grid.line(0, [plan.heading(key) for key in plan.columns])
    for at, row in enumerate(rows, start=1):
        first.line(at, [row.cells.get(key, "") for key in plan.columns])
    money, day = rows[0], rows[1]
    other_money = write_row(rng, replace(money.fact, amount=money.fact.amount + 110_000), plan)
    other_day = write_row(rng, replace(day.fact, end=day.fact.end.replace(year=day.fact.end.year - 1)), plan)
    second.line(1, [other_money.cells.get(key, "") for key in plan.columns])
    second.line(2, [other_day.cells.get(key, "") for key in plan.columns])
    money.expected["amount_yen"], day.expected["contract_end"] = "asked", "asked"
    return Layout(
        "contradiction", town, {"ledger.xlsx": workbook([first, second])}, expectation(rows, plan), kinds=(9,)
    )


def outside_bodies(rng: Random) -> Layout:
    """A second table of systems that other bodies run: not this body's own."""
    town = make_town(rng)
    plan = plan_table(rng, columns=("name", "areas", "vendor", "contract_end", "amount_yen"))
    rows = [write_row(rng, fact, plan) for fact in town.systems]
    grid = Grid("一覧")
    if plan.money.place in ("title", "above") and plan.money.label:
        grid.put(0, 4, f"(単位:{plan.money.label})")
    grid.put(1, 0, rng.choice(("1 本団体のシステム", "(1) 単独導入システム", "■自庁システム")))
    grid.line(2, [plan.heading(key) for key in plan.columns])
    for at, row in enumerate(rows, start=3):
        grid.line(at, [row.cells.get(key, "") for key in plan.columns])
    below = 4 + len(rows)
    grid.put(
        below, 0, rng.choice(("2 他団体が管理するシステム", "(2) 外部団体のシステム", "■広域連合・組合等のシステム"))
    )
    grid.line(below + 1, ("システム名", "業務", "管理団体"))
    others = (
        ("給付管理処理システム", rng.choice(words.AREAS["後期高齢者医療"]), "見本県後期高齢者医療広域連合"),
        ("認定審査会システム", "介護保険", "見本広域行政組合"),
    )
    for index, other in enumerate(others):
        grid.line(below + 2 + index, other)
    gone = [{"name": name, "why": "他団体"} for name, _, _ in others]
    expected = expectation(rows, plan, not_own=gone)
    expected["must_not"] += [{"system": "システム名"}, {"division": "見本広域行政組合"}]
    return Layout("outside bodies below", town, {"ledger.xlsx": workbook([grid])}, expected, kinds=(3,))


MAKERS: tuple[Maker, ...] = (contracts_apart, link_list, contradiction, outside_bodies)
