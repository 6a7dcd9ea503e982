"""Cells of a ledger that nobody made for us → values of our fields; words nobody knows are counted, not guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import normalize

from readiness.exchange.cells import NOTHING, fold_word, is_unknown
from readiness.exchange.ledger.leaves import Leaf
from readiness.exchange.ledger.texts import choices, plain_of
from readiness.exchange.mapping.spec import TableMap, leaf_for
from readiness.exchange.rows import FoundRow
from readiness.model.unknown import UNKNOWN_WORDS
from readiness.sources.grid import Cell, cell_text, fold_header

LIST = re.compile(r"[、,\uff0c;\uff1b\n]+")
_FINER = re.compile(r"[/\uff0f・]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_BARE_NUMBER = re.compile(r"[0-9][0-9,.]*")
_BRACKET = re.compile(r"\s*[(\uff08\[【][^()\uff08\uff09\[\]【】]*[)\uff09\]】]\s*")
_PLANNED = re.compile(r"予定|見込|目標|目途|目処")
# What people write behind a day without changing it.
_AFTER_DAY = re.compile(
    r"(\s*(予定|見込み?|目標|目途|目処|頃|ころ|まで|迄|満了|満期|終了|稼働|開始|更新|〆|切替|移行))+$"
)
# 契約期間 in one cell: R5.4.1～R10.3.31, 令和5年4月1日から令和10年3月31日まで.
_RANGE = re.compile(r"\s*(?:[~\u301c―—]|から|\s[-ー]\s)\s*")
# A word inside a longer text says nothing where the text is about something else or about later.
_NOT_SO = re.compile(r"予定|検討|未|非|不|以外|移行中|から|→|⇒")
# States are too easily turned round by a word more (準拠予定, 移行済でない); their words must stand alone.
_ALONE = frozenset({"system.conformance", "system.migrated", "system.due"})


class CellReader:
    """Reads the rows of one ledger. `areas`: every spelling → area key; `tax_rate` is added to amounts without tax.

    `unknown` counts (target, word); `readings` (target, word, word of ours) where the two differ.
    """

    def __init__(self, areas: Mapping[str, str], tax_rate: float) -> None:
        self.tax_rate = tax_rate
        self.readings: Counter[tuple[str, str, str]] = Counter()
        self.by_area = {fold_header(spelling): spelling for spelling in areas}
        self.unknown: Counter[tuple[str, str]] = Counter()

    def row(self, row: FoundRow, table: TableMap, thousands: frozenset[str], *, untaxed: bool) -> dict[str, Any]:
        """The values of one row by target; `thousands` are columns whose bare numbers are thousands of yen."""
        values = dict(table.defaults)
        for target, cell in row.cells.items():
            if not cell_text(cell) or cell_text(cell, nfkc=True) in NOTHING:
                continue
            leaf = leaf_for(target)
            value = self._value(target, leaf, cell, table) if leaf else cell_text(cell)
            if target == "contract.end" and "contract.start" not in row.cells:
                values.update(self._start(cell, table))
            if target in thousands and isinstance(value, int) and _BARE_NUMBER.fullmatch(cell_text(cell, nfkc=True)):
                value *= 1000
            if untaxed and target == "contract.annual_amount" and isinstance(value, int):
                value = round(value * (1 + self.tax_rate))
            if target == "system.live_date" and _PLANNED.search(cell_text(cell)):
                target = "system.planned_date"  # noqa: PLW2901 - a day to come is no day of going live
                if row.text(target):
                    continue
            values[target] = value
        return {target: value for target, value in values.items() if value is not None}

    def _start(self, cell: Cell, table: TableMap) -> dict[str, Any]:
        """The first day of a term that one cell tells."""
        first, last = _term(cell)
        leaf = leaf_for("contract.start")
        return {"contract.start": self._value("contract.start", leaf, first, table)} if first and last and leaf else {}

    def _value(self, target: str, leaf: Leaf, cell: Cell, table: TableMap) -> Any:
        if leaf.path[-1] == "areas":
            return self._areas(target, cell_text(cell), table)  # a word may stand for several areas
        words = _words(table, target)
        for form in _forms(leaf, cell):
            told = words.get(fold_word(cell_text(form)))
            if told == "":
                return None  # a word that says that the field does not apply
            said = form if told is None else told
            if is_unknown(said):
                return "未確認" if leaf.shape.unknown else None
            value = plain_of(leaf.shape, said)
            if fits(leaf, value):
                self._told(target, leaf, cell, value)
                return value
        inside = None if target in _ALONE else self._inside(leaf, cell_text(cell), words)
        if inside is None:
            self.unknown[target, cell_text(cell)] += 1
        else:
            self._told(target, leaf, cell, inside)
        return inside

    def _told(self, target: str, leaf: Leaf, cell: Cell, value: Any) -> None:
        if leaf.shape.kind in ("word", "boolean"):
            said = value if isinstance(value, str) else "はい" if value else "いいえ"
            if fold_word(cell_text(cell)) != fold_word(said):
                self.readings[target, " ".join(cell_text(cell).split()), said] += 1

    def _inside(self, leaf: Leaf, text: str, words: Mapping[str, Any]) -> Any:
        """The one word of a closed list that a longer text holds."""
        if leaf.shape.kind != "word" or _NOT_SO.search(text):
            return None
        folded = fold_word(text)
        known = {**{fold_word(word): word for word in choices(leaf.shape)}, **words}
        found = {str(said) for word, said in known.items() if len(word) > 1 and word in folded and said}
        return found.pop() if len(found) == 1 else None

    def _areas(self, target: str, text: str, table: TableMap) -> list[str] | None:
        words = _words(table, target)
        found: list[str] = []
        for piece in self._pieces(text, words):
            told = words.get(fold_word(piece), piece)
            for name in told if isinstance(told, list) else [told]:
                spelling = self.by_area.get(fold_header(str(name)))
                if spelling:
                    found.append(spelling)
                elif str(name).strip() and str(name).casefold() not in UNKNOWN_WORDS:
                    self.unknown[target, str(name).strip()] += 1
        return list(dict.fromkeys(found)) or None

    def _pieces(self, text: str, words: Mapping[str, Any]) -> Iterator[str]:
        """The names in a cell; a piece that is no word of ours may be several, joined by a middle dot or a slash."""
        if self._known(text, words):
            yield text
            return
        for piece in LIST.split(text):
            bare = _BRACKET.sub("", piece)
            for form in (piece, bare, bare.removesuffix("業務"), bare.removesuffix("事務")):
                if self._known(form, words):
                    yield form
                    break
            else:
                yield from _FINER.split(piece)

    def _known(self, text: str, words: Mapping[str, Any]) -> bool:
        return fold_header(text) in self.by_area or fold_word(text) in words


def _words(table: TableMap, target: str) -> dict[str, Any]:
    return {fold_word(str(word)): meaning for word, meaning in table.values.get(target, {}).items()}


def _forms(leaf: Leaf, cell: Cell) -> Iterator[Cell]:
    """The cell as it stands, then without remarks in brackets, then without the words behind a day."""
    yield cell
    if isinstance(cell, str) and leaf.shape.kind in ("word", "boolean", "integer", "number", "date"):
        bare = _BRACKET.sub("", cell).strip()
        if bare != cell:
            yield bare
        if leaf.path[-1] == "end" and _term(bare)[1]:
            bare = _term(bare)[1]
        if leaf.shape.kind == "date":
            yield _AFTER_DAY.sub("", normalize("NFKC", bare)).removesuffix("(").strip()


def _term(cell: Cell) -> tuple[str, str]:
    """The two days of a term told in one cell, as text; both empty where it is none."""
    parts = _RANGE.split(normalize("NFKC", cell)) if isinstance(cell, str) else []
    return (parts[0].strip(), parts[1].strip()) if len(parts) == 2 else ("", "")


def fits(leaf: Leaf, value: Any) -> bool:
    """Whether a value read from a cell is one of the kind the field takes."""
    match leaf.shape.kind:
        case "word":
            return value in choices(leaf.shape)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int)
        case "date":
            return isinstance(value, str) and bool(_DAY.fullmatch(value))
    return True
