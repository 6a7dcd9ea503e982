"""Rows of one system or contract for several years or terms: that of the reference date holds (年度・期間ごとの行)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from readiness.intake.answers import Asking
from readiness.intake.dates import Role, fiscal_year, read_date
from readiness.intake.doubt import Doubt, Unused, Weight
from readiness.intake.fold import clean, fold, fold_head
from readiness.intake.got import Got, held
from readiness.intake.matched import Matched
from readiness.intake.money import head_year
from readiness.intake.rows import Sorted, name_columns
from readiness.intake.table import Line, Shape
from readiness.intake.vocabulary import Vocabulary

_YEAR_HEAD = re.compile(r"(?:会計|契約|予算|対象|実施)?年度|年")
_YEAR = re.compile(r"(?:(令和|r)?([0-9]{1,2}|元)|(20[0-9]{2}))(?:年度?)?", re.IGNORECASE)
_LENGTH = re.compile(r"([0-9]{1,3})\s*(?:か|ヶ|カ|ヵ|箇)?(年|月)?(?:間|契約)?")
_LENGTH_IN_HEAD = re.compile(r"[(]?(?:か|ヶ|カ)?(年|月)(?:数|間)?[)]?$")
_YEAR_DAYS = (364, 366)  # from the first to the last day of a year


@dataclass(frozen=True, slots=True)
class Term:
    """The first and the last day of a contract, both certain."""

    first: date
    last: date

    @property
    def one_year(self) -> bool:
        """Whether it lasts one year."""
        return _YEAR_DAYS[0] <= (self.last - self.first).days <= _YEAR_DAYS[1]


def term_of(matched: Matched, line: Line, words: Vocabulary) -> Term | None:
    """The term of the contract of a row; None where one of its days is not certain."""
    grid = matched.table.grid
    said: dict[str, object] = {}
    for target, role in (("contract.start", Role.START), ("contract.end", Role.END)):
        for column in matched.of(target):
            at = line.cells[column.index]
            if at is None or not grid.text(at) or column.side == "next":
                continue
            got = read_date(grid.value(at), role, words)
            said.setdefault(target, got.value if not got.doubt else None)
            for other, extra in got.extra:
                said.setdefault(other, extra.value if not extra.doubt else None)
    days = [said.get(target) for target in ("contract.start", "contract.end")]
    try:
        first, last = (date.fromisoformat(str(day)) for day in days)
    except ValueError:
        return None
    return Term(first, last) if first <= last else None


def is_one_year(matched: Matched, line: Line, words: Vocabulary) -> bool:
    """Whether the contract of a row lasts one year."""
    term = term_of(matched, line, words)
    return term is not None and term.one_year


def of_one_year(matched: Matched, words: Vocabulary) -> bool:
    """Whether every contract of a table that has a term has one of a year: its 契約金額 is the amount of a year."""
    terms = [term_of(matched, line, words) for line in matched.table.lines if any(_texts(matched, line))]
    return bool(terms) and all(term is not None and term.one_year for term in terms)


def _texts(matched: Matched, line: Line) -> Iterator[str]:
    columns = (*matched.of("contract.start"), *matched.of("contract.end"))
    yield from (matched.table.grid.text(at) for c in columns if (at := line.cells[c.index]) is not None)


def by_length(got: Got, text: str, head: str, start: str) -> Got:
    """A term of which a cell tells the length and another the first day: its end is asked with the day that follows."""
    length, stated = _LENGTH.fullmatch(clean(text)), _LENGTH_IN_HEAD.search(clean(head))
    unit = (length[2] or (stated[1] if stated else "")) if length else ""
    if not length or not unit or len(start) != len("2026-04-01"):
        return got
    first = date.fromisoformat(start)
    years, month = divmod(first.month - 1 + int(length[1]) * (12 if "年" in unit else 1), 12)
    following = date(first.year + years, month + 1, min(first.day, 28))
    return held("term-length", (following - timedelta(days=1)).isoformat())


def keep_own(matched: Matched, done: Sorted, body: str | None, words: Vocabulary, asking: Asking) -> None:
    """Of a list of several bodies keep the rows of ours; where nobody says which is ours, none, and it is asked."""
    grid = matched.table.grid
    heads = {fold_head(word) for word in words.body.get("body.name", ())} | {fold_head("構成団体"), fold_head("市町村")}
    column = next((c for c in matched.columns if not c.target and fold_head(c.text) in heads), None)
    if column is None or matched.record not in ("system", "contract"):
        return
    stated = {n.number: grid.text(at) if (at := n.cells[column.index]) is not None else "" for n in done.lines}
    names = tuple(dict.fromkeys(" ".join(text.split()) for text in stated.values() if text))
    if len(names) < 2:
        return
    own = next((name for name in names if body and fold(name) == fold(body)), "")
    if not own:
        doubt = Doubt(
            code="several-bodies", place=grid.place(column.head.at), weight=Weight.SHAPE, text=column.text,
            others=names, params={"head": column.text, "names": names},
        )  # fmt: skip
        own = asking.answer(doubt)
    for line in [line for line in done.lines if fold(stated[line.number]) != fold(own)]:
        done.lines.remove(line)
        text = next(_named(matched, line), stated[line.number])
        done.unused.append(
            Unused(kind="row", place=grid.row_place(line.number), text=" ".join(text.split()), reason="row-body")
        )


def keep_current(matched: Matched, done: Sorted, as_of: date | None, words: Vocabulary) -> None:
    """Of rows that tell one record for several years, or for terms one after the other, keep that of the day."""
    if as_of is None or matched.record not in ("system", "contract") or matched.table.shape is not Shape.LIST:
        return
    groups: dict[tuple[str, ...], list[Line]] = {}
    for line in done.lines:
        groups.setdefault(_key(matched, line), []).append(line)
    passed: dict[int, str] = {}
    for key, lines in groups.items():
        if len(lines) > 1 and key[0]:
            passed |= _by_year(matched, lines, as_of) or _by_term(matched, lines, as_of, words)
    for line in [line for line in done.lines if line.number in passed]:
        done.lines.remove(line)
        name = next(_named(matched, line), "")
        place = matched.table.grid.row_place(line.number)
        done.unused.append(Unused(kind="row", place=place, text=" ".join(name.split()), reason=passed[line.number]))


def _key(matched: Matched, line: Line) -> tuple[str, ...]:
    """What tells rows of one record from others: its name, areas, the name of its contract, its kind of cost."""
    targets = ("system.areas", "contract.name", "row.part")
    columns = [*name_columns(matched)[:1], *(column for target in targets for column in matched.of(target))]
    cells = [line.cells[column.index] for column in columns]
    stated = [fold(matched.table.grid.text(at)) if at is not None else "" for at in cells]
    return (line.named or next(iter(stated), ""), *stated)


def _named(matched: Matched, line: Line) -> Iterator[str]:
    cells = (line.cells[column.index] for column in name_columns(matched))
    yield from (matched.table.grid.text(at) for at in cells if at is not None)


def _by_year(matched: Matched, lines: Sequence[Line], as_of: date) -> dict[int, str]:
    """Rows of other fiscal years, where a column tells the year of each."""
    column = next((c for c in matched.columns if not c.target and _YEAR_HEAD.fullmatch(fold(c.text))), None)
    if column is None:
        return {}
    grid = matched.table.grid
    years = {n.number: _year(grid.text(at)) if (at := n.cells[column.index]) is not None else None for n in lines}
    stated = {year for year in years.values() if year is not None}
    past = [year for year in stated if year <= fiscal_year(as_of)]
    if None in years.values() or len(stated) < 2 or not past:
        return {}
    best = max(past)
    return {number: "row-year" for number, year in years.items() if year != best}


def _year(text: str) -> int | None:
    found = _YEAR.fullmatch(clean(text))
    if found is None:
        return head_year(text)
    if found[3]:
        return int(found[3])
    return 2018 + (1 if found[2] == "元" else int(found[2]))


def _by_term(matched: Matched, lines: Sequence[Line], as_of: date, words: Vocabulary) -> dict[int, str]:
    """Rows of terms that are over or have not begun, where every row tells its term and none overlaps another."""
    terms = {line.number: term_of(matched, line, words) for line in lines}
    known = sorted((t for t in terms.values() if t is not None), key=lambda t: t.first)
    apart = all(one.last < other.first for one, other in pairwise(known))
    if len(known) < len(lines) or not apart or not any(t.first <= as_of <= t.last for t in known):
        return {}
    return {number: "row-term" for number, t in terms.items() if t is not None and not t.first <= as_of <= t.last}
