"""A product card that came in, as a workbook or as JSON → the card, and everything that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from typing import Any
from unicodedata import normalize

from readiness.exchange.cards.book import DAYS, PRODUCT, YES_NO
from readiness.exchange.cards.cells import RECORDS, CardRows, rows_of_book, rows_of_json
from readiness.exchange.cells import read_date, read_integer, read_word, read_yes
from readiness.exchange.labels import Labels
from readiness.exchange.notes import RowNote, acting, note
from readiness.exchange.replies.words import loose, official
from readiness.exchange.rows import Incoming
from readiness.model.card import PARTS, Card
from readiness.model.conformance import Answer
from readiness.model.corporate import well_formed
from readiness.model.text import text
from readiness.portfolio.capacity import read_month
from readiness.sources.grid import Cell, cell_text

_PRICE = re.compile(r"[¥¥]\s*[0-9]|[0-9][0-9,.]*\s*(?:円|千円|万円|百万円|億円)")
_LIMIT = 400  # characters of one cell
_UNIT = re.compile(r"[0-9]{3}(?:-[0-9]{1,2})?")
_ID = re.compile(r"[0-9A-Z][0-9A-Za-z_.-]{2,39}")
_FIRST = re.compile(r"(?<=[0-9]-[0-9]{2})-01$")  # of a month


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCard:
    """The card, None where a problem is grave; every remark with its place. `places`: (list, key) → where it stands."""

    card: Card | None
    notes: tuple[RowNote, ...]
    places: Mapping[tuple[str, str], str] = field(default_factory=dict)


def read_card_book(incoming: Incoming, labels: Labels, bodies: Sequence[str] = ()) -> ReadCard | None:
    """A workbook; None where it is no card at all. `bodies`: names that a card must not hold."""
    found = rows_of_book(incoming, labels)
    if found is None:
        return None
    read = _Reading(found, bodies).card()
    return replace(read, notes=(*read.notes, *acting(incoming.workbook)))


def read_card_json(said: str, name: str, bodies: Sequence[str] = ()) -> ReadCard | None:
    """JSON as published (`card.schema.json`); None where it is no card."""
    found = rows_of_json(said, name)
    if found is None or found.whole:
        return None if found is None else _Reading(found, bodies).card()
    return ReadCard(card=None, notes=tuple(found.notes))


class _Reading:
    """Turns cells into a card; what cannot be read is a remark, and then there is no card."""

    def __init__(self, rows: CardRows, bodies: Sequence[str]) -> None:
        self.rows, self.notes = rows, list(rows.notes)
        self.places: dict[tuple[str, str], str] = {}
        names = sorted({name for name in bodies if len(name) > 1}, key=len, reverse=True)
        said = "|".join(map(re.escape, names))
        self._body = re.compile(rf"(?:{said})(?:様|殿|御中|向け|専用|役[所場]|に(?:納入|提供|導入))") if names else None

    def card(self) -> ReadCard:
        """The card, or none and why."""
        stated = {name: self._product(name) for name in PRODUCT}
        parts = {part: tuple(self._list(part)) for part in PARTS}
        self._together(stated, parts)
        stands = not any(found.grave for found in self.notes)
        card = Card(**stated, **parts, fictional=self.rows.fictional) if stands else None  # type: ignore[arg-type]
        return ReadCard(card=card, notes=tuple(self.notes), places=self.places)

    def _product(self, name: str) -> Any:
        cell, place = self.rows.product.get(name, (None, name))
        if name in DAYS:
            value: Any = self._day(cell, place)
        else:
            value = self._text(cell, place)
        if PRODUCT[name] and not value and not any(found.place == place for found in self.notes):
            self._remark("missing", place, field=text(f"exchange.card.item.{name}"))
        if name == "corporate_number" and value:
            value = self._number(value, place)
        return value if value or name in DAYS else ""

    def _number(self, value: str, place: str) -> str:
        plain = re.sub(r"[\s-]", "", normalize("NFKC", value))
        if re.fullmatch(r"[0-9]{13}", plain) is None:
            self._remark("number", place, text=value[:20])
        elif not well_formed(plain):
            self._remark("number-check", place, text=plain)
        return plain

    def _list(self, part: str) -> Iterator[Any]:
        key, record = PARTS[part], RECORDS[part]
        names = {one.name: one.default is MISSING for one in fields(record)}  # name → whether it is needed
        for cells in self.rows.parts.get(part, ()):
            if part == "answers" and set(cells) <= {key, "note"}:
                continue  # a row as it was sent out: nobody has answered
            place = next(iter(cells.values()))[1]
            before = len(self.notes)
            stated = {name: self._cell(name, *cells[name]) for name in names if name in cells}
            stated = {name: value for name, value in stated.items() if value is not None and value != ""}
            id_ = str(stated.get(key, "*"))
            shown = id_.removesuffix("-01") if part == "capacity" else id_[:40]
            if (part, id_) in self.places and (key in stated or key not in cells):
                self._remark("twice", place, text=shown, other=self.places[part, id_])
                continue
            self.places[part, id_] = cells[key][1] if key in cells else place
            wanting = [name for name, needed in names.items() if needed and name not in stated]
            for name in wanting:
                own = cells.place(name)
                if name not in cells or not any(found.place == own for found in self.notes):
                    self._remark("missing", own, field=text(f"exchange.card.column.{name}"))
            if not wanting and not any(found.grave for found in self.notes[before:]):
                yield record(**stated)

    def _cell(self, name: str, cell: Cell, place: str) -> Any:  # noqa: PLR0911 - one way a kind of field
        if name in DAYS:
            return self._day(cell, place)
        if name == "answer":
            code = official(cell_text(cell)) or loose(cell_text(cell))
            read = read_word(cell, Answer)
            if code is None and read.problem:
                self._remark(
                    "word", place, text=read.raw[:30], near="、".join(read.suggestion or [a.ja for a in Answer])
                )
            return code
        if name in YES_NO:
            yes = read_yes(cell)
            if yes.problem:
                self._remark("word", place, text=yes.raw[:30], near="はい、いいえ")
            return yes.value
        if name == "count":
            count = read_integer(cell)
            if count.value is None or not 0 <= count.value < 100_000 or not cell_text(cell).isascii():
                self._remark("count", place, text=cell_text(cell)[:20])
                return None
            return count.value
        if name == "month":
            return self._month(cell, place)
        said = self._text(cell, place)
        if name == "unit" and said and _UNIT.fullmatch(normalize("NFKC", said)) is None:
            self._remark("unit", place, text=said[:20])
        if name in ("requirement", "link") and said and _ID.fullmatch(normalize("NFKC", said)) is None:
            self._remark("id", place, text=said[:40])
        return normalize("NFKC", said) if name in ("unit", "requirement", "link") else said

    def _month(self, cell: Cell, place: str) -> date | None:
        if isinstance(cell, date):
            return cell.replace(day=1)
        said = normalize("NFKC", cell_text(cell))
        if said in ("", "毎月", "every", "every month"):
            return None
        month = read_month(_FIRST.sub("", said))
        if month is None:
            self._remark("month", place, text=said[:20])
        return month

    def _day(self, cell: Cell, place: str) -> date | None:
        read = read_date(cell, month_end=True)
        if read.problem or (read.value is not None and not 2000 <= read.value.year < 2100):
            self._remark("date", place, text=read.raw[:30])
            return None
        return read.value

    def _text(self, cell: Cell, place: str) -> str:
        said = cell_text(cell)
        if len(said) > _LIMIT:
            self._remark("long", place, count=len(said), most=_LIMIT)
            return said  # refused as it is; what else is in it says nothing
        if _PRICE.search(normalize("NFKC", said)):
            self._remark("price", place, text=said[:30])
        if self._body is not None and (found := self._body.search(said)):
            self._remark("body", place, text=found[0][:30])
        return said

    def _together(self, stated: Mapping[str, Any], parts: Mapping[str, Sequence[Any]]) -> None:
        """What contradicts itself within one card."""
        end, notice, dated = stated["service_end"], stated["notice"], stated["dated"]
        if end and notice and end < notice:
            self._remark("ends-before-notice", self.rows.product["service_end"][1], end=end, notice=notice)
        if notice and dated and notice > dated:
            self._remark("notice-after", self.rows.product["notice"][1], notice=notice, dated=dated)
        whole = len(parts["units"]) == len(self.rows.parts.get("units", ()))
        served = {row.unit[:3] for row in parts["units"]}
        for list_, row in ((name, row) for name in ("units", "answers") for row in parts[name]):
            place = self.places[list_, key := getattr(row, PARTS[list_])]
            if row.answer is Answer.FITS and row.delivery and dated and row.delivery > dated:
                self._remark("fits-later", place, key, day=row.delivery)
            if row.answer is Answer.FITS_LATER and row.delivery is None:
                self._remark("no-delivery", place, key, grave=False)
            if list_ == "answers" and row.answer is Answer.FITS and not row.evidence:
                self._remark("no-evidence", place, key, grave=False)
            if list_ == "answers" and whole and key[:3].isdigit() and key[:3] not in served:
                self._remark("no-edition", place, key, text=key[:3])

    def _remark(self, code: str, place: str, id_: str = "", *, grave: bool = True, **params: Any) -> None:
        self.notes.append(note(f"card.{code}", place, id_, grave=grave, **params))
