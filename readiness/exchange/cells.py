"""Cells as people fill them in → values. What cannot be read is kept as the words that were there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar
from unicodedata import normalize

from readiness.model.record import Word
from readiness.model.unknown import UNKNOWN_WORDS
from readiness.sources.dates import parse_date
from readiness.sources.grid import Cell, cell_text
from readiness.sources.suggest import suggest

T = TypeVar("T")
W = TypeVar("W", bound=Word)

YES = frozenset({"はい", "有", "あり", "可", "済", "○", "〇", "◯", "◎", "yes", "y", "true", "1", "レ", "✓", "✔",
                 "確認済", "確認済み", "相違なし", "了解"})  # fmt: skip
NO = frozenset({"いいえ", "無", "なし", "否", "×", "✕", "✗", "no", "n", "false", "0",
                "相違あり", "差戻し", "差し戻し", "否認", "違う"})  # fmt: skip
NOTHING = frozenset({"", "-", "―", "ー", "－", "–", "—", "n/a"})
_NUMBER = re.compile(
    r"(約|概算|おおよそ)?\s*+[¥\\]?\s*+(-?[0-9]+(?:\.[0-9]+)?)\s*+(百万円|千円|万円|億円|円|件|字|時間|人|週|か月|月|%)?"
)
MOST = 10**15  # a larger number, or one that is none, is a slip; whole numbers are exact up to here
_UNITS = {"千円": 1_000, "万円": 10_000, "百万円": 1_000_000, "億円": 100_000_000}


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """`value` is None for an empty cell and for one that could not be read; then `problem` says why.

    `raw` is what stood there, `suggestion` words to type instead.
    """

    value: T | None
    raw: str = ""
    problem: str = ""
    suggestion: tuple[str, ...] = ()


def plain(cell: Cell) -> str:
    """A cell as folded text, for comparing."""
    return normalize("NFKC", cell_text(cell)).strip()


def is_unknown(cell: Cell) -> bool:
    """Whether somebody wrote 未確認."""
    return plain(cell).casefold() in UNKNOWN_WORDS


_FIRST, _LAST = 1900, 2100  # years of any day that an answer may speak of


def read_text(cell: Cell) -> Read[str]:
    """Text as it stands."""
    text = cell_text(cell)
    return Read(text or None, text)


def read_date(cell: Cell, *, month_end: bool = True) -> Read[date]:
    """A day in any of the ways it is written; a bare month is its last day."""
    text = plain(cell)
    if text in NOTHING:
        return Read(None, text)
    if isinstance(cell, float) and not cell.is_integer():
        return Read(None, text, "date")  # 2027.10 typed as a number is 2027.1: January or October
    found = parse_date(cell if isinstance(cell, date) else text, month_end=month_end)
    if found is None and month_end and re.fullmatch(r"20[0-9]{2}(?:0[1-9]|1[0-2])", text):
        found = parse_date(f"{text[:4]}-{text[4:]}", month_end=True)
    if found is None and re.fullmatch(r"[3-6][0-9]{4}(?:\.0+)?", text):
        found = date.fromordinal(date(1899, 12, 30).toordinal() + int(float(text)))  # Excel's day number
    if found is not None and not _FIRST <= found.year <= _LAST:
        return Read(None, text, "date")  # 202704 typed into a cell of days is shown as a day of 2454
    return Read(found, text, "" if found else "date")


# What may stand around the day of a plan without changing it, and ways to write the day itself that need another word.
_PLANNED = re.compile(
    r"[(]?(?:の|に|を)?(?:提供|納品|納入|リリース|対応|適合)?(?:開始)?(?:の|を)?予定(?:です|日)?[)]?|(?:より|から)(?:提供|リリース|納品)|までに|(?:中|内)に?|(?<=日)付け?|"
    r"(?:に|を)?(?:提供|納品|リリース)(?:し|いた|致)?(?:ます)?|[。:]|^(?:提供|納品|リリース)(?:予定)?(?:日|時期)?[::は]?"
)
_WEEKDAY = re.compile(r"[(][日月火水木金土](?:曜日?)?(?:[・、]?祝日?)?[)]")
_MIDNIGHT = re.compile(r"[\sT]0{1,2}:00(?::00)?(?:\.0+)?$")
_FISCAL_END = re.compile(r"((?:令和|平成|[RH])\s*+(?:[0-9]{1,2}|元)|[0-9]{4})\s*+年度末", re.IGNORECASE)
_DOTTED_END = re.compile(r"([0-9])[./]([0-9]{1,2})\s*+月?末日?$")


def read_planned(cell: Cell) -> Read[date]:
    """The day of a plan: also `令和8年度末`, `R9.3末`, and with words that leave it as it is (予定)."""
    found = read_date(cell)
    if not found.problem or not isinstance(cell, str):
        return found
    text = _MIDNIGHT.sub("", _WEEKDAY.sub("", plain(cell)))
    bare = _PLANNED.sub("", text).strip()
    if fiscal := _FISCAL_END.fullmatch(bare):
        first = read_date(f"{fiscal[1]}年3月")
        return found if first.value is None else Read(first.value.replace(year=first.value.year + 1), found.raw)
    again = read_date(_DOTTED_END.sub(r"\1年\2月末", bare))
    return Read(again.value, found.raw) if again.value is not None and not again.problem else found


def read_number(cell: Cell) -> Read[float]:
    """A number, with thousands separators and units such as 千円."""
    if isinstance(cell, bool):
        return Read(None, cell_text(cell), "number")
    if isinstance(cell, int | float):
        if not abs(cell) <= MOST:  # neither does what JSON calls NaN
            return Read(None, repr(cell)[:40], "number")
        return Read(float(cell), cell_text(cell))
    text = plain(cell)
    if text in NOTHING:
        return Read(None, text)
    match = _NUMBER.fullmatch(text.replace(",", "").replace("、", ""))
    if match is None:
        return Read(None, text, "number")
    value = float(match[2]) * _UNITS.get(match[3] or "", 1)
    return Read(value, text) if abs(value) <= MOST else Read(None, text, "number")


def read_integer(cell: Cell) -> Read[int]:
    """A whole number."""
    found = read_number(cell)
    if found.value is None:
        return Read(None, found.raw, found.problem)
    if found.value != int(found.value):
        return Read(None, found.raw, "integer")
    return Read(int(found.value), found.raw)


def read_yes(cell: Cell) -> Read[bool]:
    """はい or いいえ, or one of the marks used for them."""
    text = plain(cell).casefold()
    if text in NOTHING:
        return Read(None, text)
    if text in YES:
        return Read(True, text)
    return Read(False, text) if text in NO else Read(None, text, "yes", ("はい", "いいえ"))


def read_word(cell: Cell, words: type[W], further: Mapping[str, W] | None = None) -> Read[W]:
    """One of a closed list, by its Japanese word or code, or by one of the `further` spellings."""
    text = cell_text(cell)
    folded = fold_word(text)
    if folded in NOTHING or folded in UNKNOWN_WORDS:
        return Read(None, text)
    table = {fold_word(form): word for word in words for form in word.forms}
    table |= {fold_word(form): word for form, word in (further or {}).items()}
    if folded in table:
        return Read(table[folded], text)
    return Read(None, text, "word", suggest(text, _shown(words)))


@lru_cache(maxsize=8192)  # the words of the lists come again with every cell
def fold_word(text: str) -> str:
    """A word of a list as compared: widths, case and blanks do not count."""
    return "".join(normalize("NFKC", text).casefold().split()).replace("〇", "○").replace("◯", "○").replace("✕", "×")


def _shown(words: Iterable[Word]) -> tuple[str, ...]:
    return tuple(word.ja for word in words)
