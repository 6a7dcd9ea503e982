"""Yen and hours as people write them into answers: a unit of another kind, a bare 300, a tax word are asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from readiness.exchange.cells import MOST
from readiness.exchange.replies.words import is_dash
from readiness.sources.grid import Cell, cell_text

UNITS = {
    "円": 1, "千円": 1_000, "千": 1_000, "万円": 10_000, "万": 10_000, "百万円": 1_000_000, "百万": 1_000_000,
    "千万円": 10_000_000, "千万": 10_000_000, "億円": 100_000_000, "億": 100_000_000,
}  # fmt: skip
# Below this a number without a unit is hardly an estimate in yen.
HARDLY_YEN = 10_000
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_ONE = rf"[0-9]++(?:\.[0-9]++)?(?:{_UNIT})?(?:[0-9]++(?:\.[0-9]++)?(?:{_UNIT}))*"
_AMOUNT = re.compile(rf"(?P<low>{_ONE})(?:(?:~|-|―|から|より)(?P<high>{_ONE}))?")
_PIECE = re.compile(rf"([0-9]+(?:\.[0-9]+)?)({_UNIT})?")
_ASTRAY = re.compile(r"[0-9],(?![0-9]{3}(?![0-9]))")  # 3,30,000: a digit is missing, or too many
_AROUND = re.compile(
    r"\((?:うち)?(?:(?:消費税|税)(?:等|額)?)?(?:10%|10パーセント)?(?:税|消費税)?(?:等)?込み?\)|\(円\)|\(一式\)|"
    r"[/※]\s*(?:一?式|税込み?)$|"
    r"\(うち(?:消費税|税)(?:等|額)?[0-9.,千万億]{1,16}円?\)|"
    r"\((?:税込み?|内税|概算|予定|見込み?|目安|約)(?:[・、,](?:税込み?|概算|予定|見込み?))*\)|"
    r"^金\s*(?=[0-9¥])|^(?:総額|合計|計)[はで:]?\s*(?=[0-9¥])|^一式\s*(?=[0-9¥])|^jpy|(?<=[0-9円])\s*(?:也|[-―ー.]+)$|"
    r"約|概算(?:で)?|およそ|おおよそ|凡そ|程度|くらい|ぐらい|ほど|前後|税込み?|\(\)|[¥\\,、\s]|を(?:見込む|予定)|です",
    re.IGNORECASE,
)
_TAX = re.compile(r"税抜|税別|税を除|消費税(?:等)?(?:別|抜)|外税")
_PARTS = re.compile(r"[()]|[、,/](?![0-9])")
_RATES = (1.1, 1.08)
_FREE = re.compile(
    r"無償(?:で?(?:対応|提供))?(?:\(保守(?:の?範囲内?|費?に?含む?|内)\))?|無料|(?:追加|"
    r"別途)?(?:の)?費用(?:は)?(?:なし|不要|かかりません|発生しません|ありません)|0円?"
)
_HOURS = re.compile(
    r"(?P<before>年間?|月間?|毎月)?(?P<number>[0-9]+(?:\.[0-9]+)?)(?:時間|h)?(?P<per>/年|/月|毎月|月|"
    r"年)?(?:の?増加?)?"
)


@dataclass(frozen=True, slots=True)
class Yen:
    """What a cell says: a lower and, where it tells a range, an upper amount; `problem` why nothing was taken."""

    low: int | None = None
    high: int | None = None
    problem: str = ""


def read_yen(cell: Cell, *, unit: int = 1) -> Yen:
    """Whole yen. `unit`: what a number without a unit of its own counts (of the heading or the number format).

    Problems: `number` (not an amount), `tax` (without tax), `bare` (no unit, and hardly yen), `integer`.
    """
    text = normalize("NFKC", cell_text(cell)).strip()
    plain = _AROUND.sub("", re.sub(r"[〜～∼]", "~", text))
    if not text or is_dash(text):
        return Yen()
    if _FREE.fullmatch(plain):
        return Yen(low=0)
    match = None if isinstance(cell, bool) else _AMOUNT.fullmatch(plain)
    if match is None and (gross := _with_and_without_tax(text, unit)):
        return Yen(low=gross)
    if _TAX.search(text) or match is None or _ASTRAY.search(text) or not _descending(match):
        return Yen(problem="tax" if _TAX.search(text) else "number")
    return _yen_of(match, unit)


def _with_and_without_tax(text: str, unit: int) -> int | None:
    """The amount with tax, where the one without stands beside it and the two fit each other (300万円(税込330万円))."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    if len(parts) != 2 or sum(bool(_TAX.search(part)) for part in parts) != 1:
        return None
    without, gross = sorted(parts, key=lambda part: not _TAX.search(part))
    amounts = [read_yen(_TAX.sub("", part).strip(" :"), unit=unit).low or 0 for part in (without, gross)]
    return amounts[1] if any(abs(amounts[0] * rate - amounts[1]) < 1 <= amounts[0] for rate in _RATES) else None


def _yen_of(match: re.Match[str], unit: int) -> Yen:
    shared = _units_of(match["high"])[-1:] if match["high"] else []
    low = _yen(match["low"], unit, shared[0] if shared and not _units_of(match["low"]) else None)
    amounts = [low, *([_yen(match["high"], unit, None)] if match["high"] else [])]
    if max(amounts) > MOST:
        return Yen(problem="number")
    if any(amount != int(amount) for amount in amounts):
        return Yen(problem="integer")
    if unit == 1 and not _units_of(match[0]) and any(0 < amount < HARDLY_YEN for amount in amounts):
        return Yen(problem="bare")
    return Yen(int(low), int(amounts[1]) if len(amounts) > 1 else None)


def read_hours(cell: Cell) -> tuple[float | None, str]:
    """Hours a year, and why nothing was taken: another unit (2人, 3週) is none of hours."""
    text = re.sub(r"[,\s]|約|程度", "", normalize("NFKC", cell_text(cell)))
    if not text or is_dash(text):
        return None, ""
    match = None if isinstance(cell, bool) else _HOURS.fullmatch(text)
    if match is None or ((match["per"] or match["before"]) and "時間" not in text and "h" not in text):
        return None, "hours"
    if match["per"] and match["before"]:
        return None, "hours"
    monthly = (match["per"] or match["before"]) in ("/月", "毎月", "月", "月間")
    hours = float(match["number"]) * (12 if monthly else 1)
    return (hours, "") if hours <= MOST else (None, "hours")


def unit_in(head: str) -> int | None:
    """The unit a heading tells; None where it tells none."""
    match = re.search(r"(?:単位\s*+[:：]?\s*+)?(百万円|千円|万円|億円|円)", normalize("NFKC", head))
    return UNITS[match[1]] if match else None


def with_shown(cell: Cell, words: str) -> Cell:
    """A number with the words its format adds, where they say more than a unit (円/月、千円(税抜))."""
    more = re.sub(r"百万円|千円|万円|億円|円|税込み?|[()\s]", "", normalize("NFKC", words))
    return f"{cell_text(cell)}{words}" if more else cell


def _descending(match: re.Match[str]) -> bool:
    """Whether the units of each amount go down (1億2000万円); 3千3百万円 counts in another way and is asked."""
    each = [[UNITS[unit] for unit in _units_of(part)] for part in match.groups() if part]
    return all(units == sorted(set(units), reverse=True) for units in each)


def _units_of(text: str) -> list[str]:
    return [unit for _, unit in _PIECE.findall(text) if unit]


def _yen(text: str, unit: int, shared: str | None) -> float:
    """The sum of the pieces (1億2000万円); `shared`: the unit of the upper bound, where the lower has none."""
    bare = UNITS[shared] if shared else unit
    return sum(float(number) * (UNITS[said] if said else bare) for number, said in _PIECE.findall(text))
