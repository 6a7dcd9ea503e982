"""What a person calls a record that nobody has named: its kind, and what it belongs to. Never its id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from readiness.model.asset import Device, EucAsset, Form
from readiness.model.budgeting import BudgetItem, DebtBurden, Grant
from readiness.model.contract import Contract, Procurement
from readiness.model.fields import facts
from readiness.model.going_live import Rehearsal
from readiness.model.money import Quote
from readiness.model.record import Record
from readiness.model.work import Indicator, Procedure

# Kinds whose names are printed; an interface is called by its ends where it is printed.
KINDS: Mapping[type[Record], str] = {
    DebtBurden: "債務負担行為", BudgetItem: "予算科目", Grant: "補助金", Contract: "契約", Procurement: "調達",
    Quote: "見積", Form: "帳票", EucAsset: "EUC資産", Device: "機器", Procedure: "手続", Indicator: "指標",
    Rehearsal: "リハーサル",
}  # fmt: skip
# What tells a record apart for every reader: no vendor, whom not all papers name.
_ABOUT = frozenset({"systems", "contracts", "procurements", "interfaces"})
# What a record says of itself that serves as its name.
_OWN = ("matter", "project", "title")
_MOST = 2
_FIRST_REIWA = 2019


def with_calls(sections: Mapping[str, Sequence[Any]]) -> dict[str, tuple[Any, ...]]:
    """The sections, with what people call each record that has no name; records called alike are told apart."""
    found = {}
    for key, records in sections.items():
        calls = {
            at: _called(record, at + 1, sections)
            for at, record in enumerate(records)
            if type(record) in KINDS and not record.name
        }
        alike = Counter((*calls.values(), *(getattr(record, "name", None) for record in records)))
        taken: Counter[str] = Counter()
        for at, call in calls.items():
            taken[call] += 1
            calls[at] = f"{call}(その{taken[call]})" if alike[call] > 1 else call
        found[key] = tuple(
            replace(record, called=calls[at]) if at in calls else record for at, record in enumerate(records)
        )
    return found


def _called(record: Record, at: int, sections: Mapping[str, Sequence[Any]]) -> str:
    """Its own words; else its kind with what it is about, from when to when, or its place in the list."""
    own = next((said for name in _OWN if isinstance(said := getattr(record, name, None), str) and said), None)
    if own is not None:
        return own
    kind, about, years = KINDS[type(record)], next(_named(record, sections), ""), next(_years(record), "")
    if about:
        return f"{about}に係る{kind}" + (f"({years})" if years else "")
    return f"{years}の{kind}" if years else f"名称のない{kind}({at}件目)"


def _named(record: Record, sections: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    """The names of the first records it belongs to."""
    for fact in facts(cast(Hashable, type(record))):
        value = getattr(record, fact.name)
        ids = value if isinstance(value, tuple) else (value,)
        found = (one.name for home in fact.refers for one in sections.get(home, ()) if one.id in ids and one.name)
        names = list(found) if _ABOUT.issuperset(fact.refers) else []
        if names:
            yield "、".join(names[:_MOST]) + ("ほか" if len(names) > _MOST else "")
            return


def _years(record: Record) -> Iterator[str]:
    """The fiscal years it is for."""
    first = getattr(record, "from_fy", None) or getattr(record, "year", None)
    last = getattr(record, "to_fy", None) or first
    if isinstance(first, int) and isinstance(last, int):
        yield _year(first) if first == last else f"{_year(first)}～{_year(last)}"


def _year(year: int) -> str:
    since = year - _FIRST_REIWA + 1
    return f"令和{'元' if since == 1 else since}年度" if since > 0 else f"{year}年度"
