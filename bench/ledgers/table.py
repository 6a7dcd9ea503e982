"""A list of systems, one row each: which columns it has, how it is written, what is expected of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bench.ledgers import spell, words
from bench.ledgers.spell import Money
from bench.ledgers.town import Fact

_ALWAYS = ("name", "areas", "vendor", "amount_yen")
_SOMETIMES = ("division", "package", "go_live", "planned", "migrated", "conformance")


@dataclass(frozen=True)
class Row:
    """One system as written: cells by column key, and the expectation of it."""

    fact: Fact
    cells: dict[str, Any]
    expected: dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """Columns in order (keys of `words.HEADS`), their headings, the style of money."""

    columns: tuple[str, ...]
    heads: dict[str, str]
    money: Money

    def heading(self, key: str) -> str:
        """What stands above a column; money says unit and tax there where the style wants it."""
        if key == "amount_yen" and self.money.label and self.money.place in ("heading", "cell"):
            return f"{self.heads[key]}({self.money.label})"
        return self.heads[key]


def plan_table(rng: Random, *, money: Money | None = None, columns: Sequence[str] | None = None) -> Plan:
    """Columns for a list; the name stands first or second, the rest in any order."""
    if columns is None:
        some = [key for key in _SOMETIMES if rng.random() < 0.5]
        term = (
            ["term"]
            if rng.random() < 0.35
            else ["contract_end"]
            if rng.random() < 0.6
            else ["contract_start", "contract_end"]
        )
        rest = ["areas", "vendor", "amount_yen", *some, *term]
        rng.shuffle(rest)
        if term == ["contract_start", "contract_end"]:
            rest.remove("contract_end")
            rest.insert(rest.index("contract_start") + 1, "contract_end")
        columns = ["name", *rest] if rng.random() < 0.8 else [rest[0], "name", *rest[1:]]
    heads = {key: rng.choice(words.HEADS[key]) for key in columns}
    if heads.get("name") in ("名称", "システム") and rng.random() < 0.5:
        heads["name"] = "システム名"
    return Plan(tuple(columns), heads, money or spell.money_style(rng))


def write_row(rng: Random, fact: Fact, plan: Plan, *, serial: bool = True) -> Row:
    """One system in the style of the table."""
    cells: dict[str, Any] = {"name": fact.name}
    expected: dict[str, Any] = {"name": fact.name}
    for key in plan.columns:
        if key == "term":
            cells[key], expected["contract_start"], expected["contract_end"] = spell.spell_term(rng, fact)
        elif key != "name":
            cells[key], expected[key] = _cell(rng, fact, key, plan.money, serial)
    if not fact.areas:
        cells["areas"] = fact.name.removesuffix("システム") if "areas" in plan.columns else ""
        expected["areas"] = {"any_of": [[], "asked"]}
        for key in ("migrated", "conformance", "planned"):
            cells.pop(key, None)
            expected.pop(key, None)
    expected["raw"] = {key: str(value) for key, value in cells.items() if key in expected}
    if "term" in cells:
        expected["raw"] |= {"contract_start": cells["term"], "contract_end": cells["term"]}
    return Row(fact, cells, expected)


def _cell(rng: Random, fact: Fact, key: str, money: Money, serial: bool) -> spell.Spelled:
    days = {"contract_start": fact.start, "contract_end": fact.end, "go_live": fact.go_live}
    spelled: spell.Spelled
    if key == "amount_yen":
        spelled = spell.spell_amount(rng, fact.amount, money)
    elif key == "areas":
        spelled = spell.spell_areas(rng, fact.areas)
    elif key == "vendor":
        spelled = spell.spell_vendor(rng, fact.vendor)
    elif key == "migrated":
        spelled = spell.spell_moved(rng, fact.migrated)
    elif key == "conformance":
        spelled = spell.spell_conformance(rng, fact.conformance)
    elif key == "planned":
        spelled = _planned(rng, fact, serial)
    elif key in days:
        spelled = spell.spell_day(rng, days[key], serial=serial)
    else:
        value = fact.division if key == "division" else fact.package
        spelled = value, value
    return spelled


def _planned(rng: Random, fact: Fact, serial: bool) -> spell.Spelled:
    if fact.planned is None:
        return "", None
    return (
        spell.spell_loose(rng, fact.planned)
        if rng.random() < 0.3
        else spell.spell_day(rng, fact.planned, serial=serial)
    )


def expectation(rows: Sequence[Row], plan: Plan, **more: Any) -> dict[str, Any]:
    """The part of an expectation that a table gives."""
    heads = {key: [plan.heading(key)] for key in plan.columns if key not in ("name", "term")}
    if "term" in plan.columns:
        heads |= {"contract_start": [plan.heads["term"]], "contract_end": [plan.heads["term"]]}
    shown = [{"system": plan.heading(key)} for key in plan.columns] + [
        {"vendor": plan.heading(key)} for key in plan.columns
    ]
    return {"systems": [row.expected for row in rows], "heads": heads, "must_not": shown, **more}
