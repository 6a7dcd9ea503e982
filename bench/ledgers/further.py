"""Habits that a further hand wrote down: matrices of links, rows of every year, numbers for names, sums of parts."""

from __future__ import annotations

from random import Random

from bench.ledgers.shapes import Layout, Maker
from bench.ledgers.sheet import Grid, workbook
from bench.ledgers.spell import UNITS, Money, era, spell_vendor, western
from bench.ledgers.table import expectation, plan_table, write_row
from bench.ledgers.town import Fact, Town, make_town

_YEN = Money(UNITS[0], excluded=False, tax_said=False, place="heading")


def _town(rng: Random) -> Town:
    town = make_town(rng, least=5)
    return Town(town.name, tuple(fact for fact in town.systems if fact.areas))


def link_matrix(rng: Random) -> Layout:
    """Systems down and across; which way the links run stands in the corner, beside the names, or nowhere."""
    town = _town(rng)
    plan = plan_table(rng, columns=("name", "areas", "vendor"))
    rows = [write_row(rng, fact, plan) for fact in town.systems]
    systems, links = Grid("システム一覧"), Grid(rng.choice(("連携マトリックス", "連携関係", "データ連携表")))
    systems.line(0, [plan.heading(key) for key in plan.columns])
    for at, row in enumerate(rows, start=1):
        systems.line(at, [row.cells.get(key, "") for key in plan.columns])
    names = [fact.name for fact in town.systems]
    pairs = sorted({tuple(rng.sample(names, 2)) for _ in range(6)})
    corner, rows_give = rng.choice(
        (("送信元＼受信先", True), ("受信側＼送信側", False), ("提供元", True), ("連携先\\連携元", False), ("", None))
    )
    mark = rng.choice(("○", "●", "→" if rows_give is None else "○"))
    links.put(0, 0, "システム間の連携")
    links.line(2, (corner, *names))
    for down, name in enumerate(names):
        links.put(3 + down, 0, name)
        links.put(3 + down, 1 + down, rng.choice(("-", "＼", "")))
        for across, other in enumerate(names):
            giver, taker = (other, name) if rows_give is False else (name, other)
            if (giver, taker) in pairs:
                links.put(3 + down, 1 + across, mark)
    expected = expectation(rows, plan, links=[list(pair) for pair in pairs])
    expected["heads"]["links"] = [links.title, "連携"]
    expected["must_not"] += [{"system": corner or "システム間の連携"}]
    return Layout("link matrix", town, {"ledger.xlsx": workbook([systems, links])}, expected, kinds=(5, 18))


def _of_terms(rng: Random, fact: Fact, *, stated_year: bool) -> list[tuple[str, ...]]:
    """Rows of one system for three fiscal years, the second of them that of the reference date."""
    found = []
    for year in (7, 8, 9) if rng.random() < 0.5 else (6, 7, 8):
        amount = fact.amount if year == 8 else fact.amount + (year - 8) * 11_000
        days = (f"R{year}.4.1", f"R{year + 1}.3.31")
        vendor = spell_vendor(rng, fact.vendor)[0]
        found.append((*((f"R{year}",) if stated_year else ()), fact.name, fact.areas[0], vendor, *days, str(amount)))
    return found


def year_rows(rng: Random) -> Layout:
    """A row for every year of a contract: only that of the reference date holds."""
    town = _town(rng)
    stated_year = rng.random() < 0.5
    money = rng.choice(("年額(円)", "契約額(税込・円)", "契約金額(円)"))
    heads = (*(("年度",) if stated_year else ()), "システム名", "業務", "契約先", "契約開始日", "契約終了日", money)
    grid, expected_rows, at = Grid("契約"), [], 1
    grid.line(0, heads)
    for fact in town.systems:
        for cells in _of_terms(rng, fact, stated_year=stated_year):
            grid.line(at, (*cells[:-1], int(cells[-1])))
            at += 1
        expected_rows.append(
            {
                "name": fact.name,
                "vendor": fact.vendor,
                "amount_yen": fact.amount,
                "contract_start": "2026-04-01",
                "contract_end": "2027-03-31",
            }
        )
    expected = {
        "systems": expected_rows,
        "heads": {"amount_yen": [money], "vendor": ["契約先"], "contract_end": ["契約終了日"]},
        "must_not": [{"system": "R8"}, {"system": "R7"}],
        "total_amount_yen": sum(fact.amount for fact in town.systems),
    }
    return Layout("a row for every year", town, {"ledger.xlsx": workbook([grid])}, expected, kinds=(7, 9))


def numbered(rng: Random) -> Layout:
    """Contracts that name systems by the numbers of a list."""
    town = _town(rng)
    plan = plan_table(rng, columns=("name", "areas", "division"))
    rows = [write_row(rng, fact, plan) for fact in town.systems]
    systems, contracts = Grid("システム"), Grid("契約")
    letter = rng.choice(("S", "K-", "A0"))
    number = rng.choice(("管理番号", "システムコード", "整理番号"))
    systems.line(0, (number, *(plan.heading(key) for key in plan.columns)))
    contracts.line(0, ("契約件名", "対象システム", "契約者", "契約満了日", "年額(円)"))
    for at, row in enumerate(rows, start=1):
        fact, code = row.fact, f"{letter}{at:02}"
        systems.line(at, (code, *(row.cells.get(key, "") for key in plan.columns)))
        vendor, name = spell_vendor(rng, fact.vendor)
        contracts.line(at, (f"第{at}号業務", code, vendor, era(rng, fact.end), fact.amount))
        more = {"vendor": name, "amount_yen": fact.amount, "contract_end": western(fact.end)}
        row.expected.update(more)
    expected = expectation(rows, plan, total_amount_yen=sum(fact.amount for fact in town.systems))
    expected["heads"] |= {"vendor": ["契約者"], "amount_yen": ["年額(円)"], "contract_end": ["契約満了日"]}
    return Layout("systems by number", town, {"ledger.xlsx": workbook([systems, contracts])}, expected, kinds=(10,))


def sums_of_parts(rng: Random) -> Layout:
    """The amount of a year in parts with their sum, under one merged heading."""
    town = _town(rng)
    plan = plan_table(rng, columns=("name", "areas"), money=_YEN)
    rows = [write_row(rng, fact, plan) for fact in town.systems]
    grid = Grid("令和8年度")
    parts = rng.choice((("委託料", "使用料"), ("保守料", "使用料", "賃借料")))
    grid.put(0, 4, "(単位:円)")
    grid.line(1, [plan.heading(key) for key in plan.columns])
    grid.put(1, 2, rng.choice(("令和8年度", "R8年度予算")))
    grid.line(2, (*parts, "計"), column=2)
    grid.merges += [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 2 + len(parts))]
    for at, row in enumerate(rows, start=3):
        rest, shares = row.fact.amount, []
        for _ in parts[1:]:
            shares.append(rng.randint(1, 9) * 11_000)
            rest -= shares[-1]
        grid.line(at, (*(row.cells.get(key, "") for key in plan.columns), rest, *shares, row.fact.amount))
        row.expected["amount_yen"] = row.fact.amount
    expected = expectation(rows, plan, total_amount_yen=sum(fact.amount for fact in town.systems))
    expected["heads"] |= {"amount_yen": ["計", *parts]}
    return Layout("sums of parts", town, {"ledger.xlsx": workbook([grid])}, expected, kinds=(2, 8))


def the_move(rng: Random) -> Layout:
    """A progress list: areas, the vendor to come, steps, the month of the cut-over; marks by a legend in a heading."""
    town = _town(rng)
    grid = Grid("進捗")
    done, doing = rng.choice((("○", "△"), ("●", "○"), ("×", "○")))
    state = f"状況\n({done}:移行完了 {doing}:作業中)"
    grid.put(0, 0, f"{town.name} 標準準拠システム移行 進捗管理表")
    grid.line(2, ("業務名", "移行先ベンダ", "Fit&Gap", "データ移行", "本番移行", state))
    found = []
    for at, fact in enumerate(town.systems, start=3):
        day = fact.planned
        month = f"R{day.year - 2018}.{day.month}" if day is not None else ""
        stated = done if fact.migrated else doing
        grid.line(
            at, (fact.areas[0], spell_vendor(rng, fact.vendor)[0], "完了", rng.choice(("完了", "")), month, stated)
        )
        want = {"name": fact.areas[0], "migrated": fact.migrated, "vendor": fact.vendor if fact.migrated else None}
        found.append({**want, "planned": f"{day.year}-{day.month:02}" if day is not None else None})
    heads = {"migrated": ["状況", state], "planned": ["本番移行"], "vendor": ["移行先ベンダ"]}
    expected = {"systems": found, "heads": heads, "must_not": [{"system": "データ移行"}]}
    return Layout("the move", town, {"ledger.xlsx": workbook([grid])}, expected, kinds=(6, 12))


MAKERS: tuple[Maker, ...] = (link_matrix, year_rows, numbered, sums_of_parts, the_move)
