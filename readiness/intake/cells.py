"""One line of a table → what each of its cells says of which field (セルの読み取り)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from readiness.intake.amounts import Amounts, plan_amounts
from readiness.intake.answers import Asking
from readiness.intake.areas import read_areas
from readiness.intake.below import said_around
from readiness.intake.doubt import Place
from readiness.intake.fields import AMOUNT, CIRCLED, UNSURE
from readiness.intake.fold import clean, fold
from readiness.intake.got import NOTHING, Got, held
from readiness.intake.grid import At
from readiness.intake.marks import in_or_out, marked, points_elsewhere, shows_error, ticked
from readiness.intake.matched import Column, Matched
from readiness.intake.money import Terms, read_money, tax_said
from readiness.intake.numbers import is_outlier, says_tax, terms_of_row, usual
from readiness.intake.steps import read_step
from readiness.intake.table import Line
from readiness.intake.terms import by_length, is_one_year, of_one_year
from readiness.intake.values import ROLES, read_value
from readiness.intake.vocabulary import Vocabulary
from readiness.sources.grid import Cell


class Seen(NamedTuple):
    """What one cell says of one field; `text` is the cell as it stands, `head` its heading.

    A tuple, since a list has one for every cell.
    """

    target: str
    got: Got
    at: At
    text: str
    head: str
    place: Place
    column: Column | None = None
    unit: str = ""  # the unit of its table, for an amount


_PERIOD = re.compile("月額|年額|年間")
_MONEY = "#money"  # the cell of an amount before it is read as one
# Cells that are kept as they stand.
_FREE = frozenset({"system.note", "contract.note", "interface.note", "links.to", "links.from"})
# So many yen a year for one system, by a unit that stands outside of the cell: rather yen told under 千円.
_HUGE = 500_000_000


class LineReader:
    """Reads the lines of one table. `as_of` is the reference date, `rate` consumption tax (0.1); `asking` knows what a
    person said of columns.
    """

    def __init__(
        self, matched: Matched, words: Vocabulary, as_of: date | None, rate: float, asking: Asking, *,
        sheet_has_unit: bool,
    ) -> None:  # fmt: skip
        self.matched, self.words, self.as_of = matched, words, as_of
        self.grid = matched.table.grid
        self._dittos: dict[int, tuple[At, str]] = {}
        self._ditto_words = {fold(word) for word in words.values["ditto"]}
        self._nothing = {fold(word) for word in words.values["nothing"]}
        self._unsettled = {fold(word) for word in words.values["unsettled_dates"]}
        one_year = of_one_year(matched, words)
        self.amounts: Mapping[str, Amounts] = {
            side: plan_amounts(matched, side, as_of, rate, asking, sheet_has_unit=sheet_has_unit, one_year=one_year)
            for side in {column.side for column in matched.columns}
        }
        self._tax_stated = {c.index: says_tax(matched, c) for c in matched.of(AMOUNT)}
        self._usual = {c.index: usual(self._values(c)) for c in matched.of(AMOUNT)}
        self.dittos = 0
        self._known: dict[tuple[str, type, Cell], Got] = {}
        self.legend_used: dict[str, str] = {}
        self._plain: set[tuple[str, str]] = set()

    def read(self, line: Line) -> dict[str, list[Seen]]:
        """By side («», now, next) joined with the field: what the line says."""
        found: dict[str, list[Seen]] = {}
        for column in self.matched.columns:
            if not column.target or column.target == AMOUNT:
                continue
            seen = self._seen(column, line) if column.target != CIRCLED else self._circled(column, line)
            if seen is not None:
                self._put(found, column.side, seen)
        for side, plan in self.amounts.items():
            for seen in self._amount(line, plan):
                self._put(found, side, seen)
        for target, got, text, row in said_around(self.matched, line, self.words):
            self._put(found, "", Seen(target, got, (row, 0), text, "", self.grid.row_place(row)))
        for key in [key for key in found if key.endswith(":contract.end") and len(found[key]) == 1]:
            start = next((str(s.got.value) for s in found.get(key.replace(".end", ".start"), ()) if s.got.value), "")
            found[key] = [s._replace(got=by_length(s.got, s.text, s.head, start)) for s in found[key]]
        return found

    def moved(self, line: Line) -> tuple[Seen, ...]:
        """What the line says of the move, without counting it as read."""
        found = []
        for column in self.matched.of("system.migrated"):
            at = line.cells[column.index]
            text = self.grid.text(at) if at is not None else ""
            if at is not None and text and fold(text) not in self._nothing:
                got = self._got(column, at, text)
                found.append(Seen(column.target, got, at, text, column.text, self.grid.place(at), column))
        return tuple(found)

    def _put(self, found: dict[str, list[Seen]], side: str, seen: Seen) -> None:
        found.setdefault(f"{side}:{seen.target}", []).append(seen)
        for target, got in seen.got.extra:
            found.setdefault(f"{side}:{target}", []).append(seen._replace(target=target, got=got))

    def _seen(self, column: Column, line: Line) -> Seen | None:  # noqa: PLR0911 - one per look
        at = line.cells[column.index]
        if at is None:
            return None
        text = self.grid.text(at)
        if self.grid.error(at) or shows_error(text, self.words):
            got, shown = held("error", text=text or "#"), text or "#"
            return Seen(column.target, got, at, shown, column.text, self.grid.place(at), column)
        if self.grid.uncalculated(at):
            return Seen(column.target, held("formula"), at, "=", column.text, self.grid.place(at), column)
        value = self.grid.value(at)
        if isinstance(value, str) and fold(text) in self._ditto_words:
            if column.index not in self._dittos:
                return None  # the same as what? nothing stands above
            before, stands = self._dittos[column.index]
            self.dittos += 1
            turned = self._turned(column, before, stands)
            got = turned.got if turned is not None else self._got(column, before, stands)
            return Seen(column.target, got, at, stands, column.text, self.grid.place(at), column)
        if text:
            self._dittos[column.index] = (at, text)
        if not text or (fold(text) in self._nothing and fold(text) not in self.matched.legend):
            return None
        turned = self._turned(column, at, text)
        if turned is not None:
            return turned
        got = self._got(column, at, text) if column.span is None else read_step(self.matched, column, line)
        if self.grid.origin(at) in self.grid.formatting.kept and got.value is not None:
            got = replace(got, notes=(*got.notes, "part-struck"))
        comment = self.grid.formatting.comments.get(self.grid.origin(at), "")
        if comment and got.value is not None and column.target != "system.note" and _turns(comment, self.words):
            got = held("comment", got.value, comment=" ".join(comment.split()))
        shown = f"{''.join(column.head.path)} {text}" if column.span is not None else text
        return Seen(column.target, got, at, shown, column.text, self.grid.place(at), column)

    def _circled(self, column: Column, line: Line) -> Seen | None:
        """The area at the head of a column, where the line bears its mark; a mark with a legend of its own is asked."""
        at = line.cells[column.index]
        text, ticks = self.grid.text(at) if at is not None else "", self.words.values["ticks"]["yes"]
        if at is None or fold(text) not in (*map(fold, ticks), *UNSURE):
            return None
        got = read_areas(column.text, self.words)
        if fold(text) in self.matched.legend or fold(text) in UNSURE:
            got = Got(others=(f"{column.text} {text}",), params=got.params)
        return Seen("system.areas", got, at, text, column.text, self.grid.place(at), column)

    def _turned(self, column: Column, at: At, text: str) -> Seen | None:
        """A cell that does not say what its words alone would: with a footnote, with boxes, struck, see elsewhere."""
        target, struck = column.target, self.grid.struck(at)
        if target in _FREE or ((target, text) in self._plain and not struck):
            return None
        found = (held("struck-cell", self._read(target, text).value), text) if struck else self._odd(target, text)
        if found is None:
            self._plain.add((target, text))  # most rows repeat the words of others
            return None
        return Seen(target, found[0], at, found[1], column.text, self.grid.place(at), column)

    def _odd(self, target: str, text: str) -> tuple[Got, str] | None:
        """What words that stand with a footnote, with boxes or for a place elsewhere give, and what is shown."""
        bare, mark = marked(text)
        if target == "system.name":
            return (Got(value=bare, notes=("footnote",)), bare) if mark else None
        if mark:
            note = self.matched.footnotes.get(mark, "")
            return held("footnote", self._read(target, bare).value, mark=mark, note=note), text
        boxes = ticked(text)
        if boxes is not None:
            several = target == "system.areas" and boxes.options
            options = "、".join(boxes.options) if several or len(boxes.options) == 1 else ""
            return self._read(target, options) if options else held("boxes"), text
        known = (
            target in self.words.words and self._read(target, text).value is not None
        )  # DB参照 is a way, no reference
        return (held("elsewhere"), text) if not known and points_elsewhere(text, self.words) else None

    def _read(self, target: str, text: str) -> Got:
        if target == _MONEY:
            return NOTHING
        return read_value(target, text, text, self.words, self.matched.legend, self.as_of)

    def _got(self, column: Column, at: At, text: str) -> Got:
        """What a cell gives; the same words give the same, and most rows repeat those of others."""
        target, value = column.target, self.grid.value(at)
        if isinstance(value, date) and value.day == 1 and self.grid.origin(at) in self.grid.formatting.monthly:
            value = f"{value.year}年{value.month}月"  # people see a month: its end is the end of a term
        if target in self.words.words and target not in ROLES and (mark := fold(text)[:1]) in self.matched.legend:
            self.legend_used[mark] = self.matched.legend[mark]
        if (meant := self.matched.codes.get(column.index, {}).get(fold(text))) is not None:
            value = text = meant
        key = (target, type(value), value)
        got = self._known.get(key)
        if got is None:
            marks = {**in_or_out(column, self.words), **self.matched.legend}
            got = self._known[key] = read_value(target, value, text, self.words, marks, self.as_of)
        return got

    def _amount(self, line: Line, plan: Amounts) -> Iterator[Seen]:
        """The yearly amounts; months only where no year is told, else they are compared."""
        yearly = [seen for column in plan.chosen if (seen := self._money(column, line, plan)) is not None]
        monthly = [seen for column in plan.monthly if (seen := self._money(column, line, plan)) is not None]
        if not yearly:
            yield from monthly
            for seen in (self._money(column, line, plan) for column in plan.wholes):
                if seen is not None and (_PERIOD.search(seen.text) or is_one_year(self.matched, line, self.words)):
                    yield seen
            return
        amount = next((seen.got.value for seen in yearly if seen.got.value is not None), None)
        for seen in monthly:
            if seen.got.value is not None and amount is not None and abs(seen.got.value - amount) > amount * 0.001 + 12:
                yield seen._replace(got=held("month-and-year", seen.got.value + amount))
        yield from yearly

    def _money(self, column: Column, line: Line, plan: Amounts) -> Seen | None:
        at = line.cells[column.index]
        plain = self._seen(replace(column, target=_MONEY), line) if at is not None else None
        if at is None or plain is None:
            return None
        if plain.got.doubt:
            return plain._replace(target=AMOUNT)
        if fold(self.grid.text(at)) in self._ditto_words:
            return Seen(AMOUNT, held("same-amount"), at, self.grid.text(at), column.text, plain.place, column)
        origin = self.grid.origin(at)
        value = self.grid.value(at)
        terms = terms_of_row(self.matched, line, plan.terms_of(column), self.words)
        divided = self.grid.formatting.divided.get(origin, 1)
        if isinstance(value, str) and fold(value) in self._unsettled:
            return Seen(AMOUNT, Got(notes=("unsettled",)), at, plain.text, column.text, plain.place, column)
        got = read_money(value, terms, divided=divided, suffix=self.grid.formatting.suffixed.get(origin, ""))
        if got.value is not None:
            got = self._checked(got, column, at, terms, plan)
        return Seen(AMOUNT, got, at, plain.text, column.text, plain.place, column, terms.unit_text)

    def _checked(self, got: Got, column: Column, at: At, terms: Terms, plan: Amounts) -> Got:
        """Hold an amount back where its column, its format, its tax or its size casts doubt on it."""
        text, value = self.grid.text(at), got.value
        own_unit = "円" in text or "万" in text or terms.unit_text != plan.terms_of(column).unit_text
        doubt = plan.doubt_of(column)
        divided = self.grid.formatting.divided.get(self.grid.origin(at), 1)
        if doubt == "no-unit" and (own_unit or divided > 1):
            doubt = ""
        if (doubt == "units" and own_unit) or (doubt == "period" and re.search(r"年額|年間|/年|月額", clean(text))):
            doubt = ""
        if doubt:
            return Got(doubt=doubt, read_as=value, params={"head": column.text})
        if column.index in plan.mixed and divided == 1 and not own_unit:
            return held("mixed-format", value, head=column.text)
        if not terms.tax and self._tax_stated.get(column.index) and not tax_said([text]):
            return held("tax-unsaid", value)
        huge = value >= _HUGE and not own_unit and (terms.unit or 1) > 1
        if huge or is_outlier(float(value), self._usual.get(column.index, 0)):
            return held("magnitude", value)
        return got

    def _values(self, column: Column) -> list[float]:
        """All amounts of a column in yen, to tell what is usual in it."""
        plan = self.amounts[column.side]
        if column.index not in dict(plan.terms):
            return []
        found = []
        for line in self.matched.table.lines:
            at = line.cells[column.index]
            if at is None or (value := self.grid.value(at)) is None:
                continue
            terms = terms_of_row(self.matched, line, plan.terms_of(column), self.words)
            origin, formatting = self.grid.origin(at), self.grid.formatting
            divided, suffix = formatting.divided.get(origin, 1), formatting.suffixed.get(origin, "")
            got = read_money(value, terms, divided=divided, suffix=suffix)
            if got.value:
                found.append(float(got.value))
        return found


def _turns(text: str, words: Vocabulary) -> bool:
    folded = fold(text)
    return any(fold(word) in folded for word in words.values["turning"]) or bool(
        re.search(r"[0-9]{3,}|[0-9]+[./年][0-9]", folded)
    )
