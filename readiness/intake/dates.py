"""Days, months, years and terms as people write them in ledgers (日付・期間)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from readiness.intake.fold import clean, fold
from readiness.intake.got import Got, held
from readiness.intake.vocabulary import Vocabulary
from readiness.sources.grid import Cell

_ERAS = {"令": 2018, "r": 2018, "平": 1988, "h": 1988, "昭": 1925, "s": 1925}
_SPAN = re.compile(
    r"(?:(?P<era>令和?|平成?|昭和?|(?<![a-z])[rhs])[.\s]*(?P<ey>[0-9]{1,2}|元)|(?<![0-9.])(?P<wy>(?:19|20)[0-9]{2}))"
    r"(?:\s*(?:年度|年|[./-])?\s*)"
    r"(?:(?<=年度)(?P<part>末|中|当初|初|上半期|下半期|前半|後半|上期|下期|第?[1-4]四半期|[1-4]q)?"
    r"|(?P<month>[0-9]{1,2})(?:\s*月|(?=[./-])|(?![0-9]))"
    r"(?:\s*[./-]?\s*(?:(?P<day>[0-9]{1,2})(?![0-9])\s*日?|(?P<last>末)日?|(?P<third>上旬|中旬|下旬|頃|初旬|初め)))?"
    r"|(?P<half>末|上半期|下半期|前半|後半|春|夏|秋|冬|頃)?)",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?P<m>[01][0-9])(?P<d>[0-3][0-9])?")
_BARE = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{1,2})")
_RANGE = re.compile(r"\s*(?:~|から|より|―|—|–|ー|-|→|⇒|至|\n)+\s*")
_LENGTH = re.compile(  # 60月 is no month of a year
    r"([0-9]{1,2})\s*(か年|ヶ年|カ年|箇年|年間|年|か月|ヶ月|カ月|箇月|ヵ月|月間|(?:(?<=[2-9][0-9])|(?<=1[3-9]))月)"
)
# A length behind a day: counted from it (R8.4.1から60か月), or of a term that may begin or end then (R13.3.31(5年)).
# R9.3.31(1年延長予定) says another thing.
_LENGTH_BEHIND = re.compile(rf"\s*(?P<since>(?:から|より|~)\s*)?\(?{_LENGTH.pattern}(?:間|契約)?(?P<end>\)?\s*$)?")
_WEEKDAY = re.compile(r"[(]\s*[日月火水木金土](?:[・,、]?祝)?\s*[)]")
_MOVED = re.compile(r"延期|変更|から.*に|→|⇒|繰り?下げ|繰り?上げ|前倒し|見直")
_RENEWS = re.compile(r"自動(?:更新|継続)(?!な|無|し)(?:条項)?(?:あり|有り?|する)?")
# R9・9・30, where an era tells that the dots part a day; R9・10・11月 are months, R8・9年度 years.
_DOTTED = re.compile(
    r"(?:令和?|平成?|昭和?|(?<![a-z])[rhs])\s*(?:[0-9]{1,2}|元)(?:・[0-9]{1,2}(?:・[0-9]{1,2}(?!月))?)(?![0-9・年])",
    re.IGNORECASE,
)
FIRST, LAST = 1980, 2060


# 令和九年三月三十一日.
_KANJI = re.compile(r"(?<=[和成年月])[元〇一二三四五六七八九十]+(?=[年月日])")
_DIGITS = {digit: at for at, digit in enumerate("〇一二三四五六七八九")}


class Role(Enum):
    """Which end of a month a date told by month means, and what may stand beside it."""

    START = "start"
    END = "end"
    PLAN = "plan"
    DUE = "due"


# Words beside a date that change nothing, by role.
_BESIDE = {
    Role.START: r"開始|稼働|導入|本稼働|運用開始|運用|更新|契約|切替|より|から|頃|以降|本番|リリース|済",
    Role.END: r"まで|迄|満了|満期|終了|契約終了|〆|更新|契約|限り|予定|日|年度末|期限|失効|付|付け",
    Role.PLAN: r"予定|見込み?|目標|目途|目処|頃|稼働|本稼働|移行|切替え?|切り替え|更新|更改"
    r"|開始|実施|リリース|から|より|本番|運用|に|の|標準化|標準準拠|を|完了|まで",
    Role.DUE: r"まで|迄|期限|日|移行|に|年度末|本則|特例|の|原則",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A date as written: its first and last day, its grain (day, month, third, year), where it stood in the text."""

    first: date
    last: date
    grain: str
    start: int
    stop: int

    def day(self, role: Role) -> date:
        """The day it means."""
        return self.first if role is Role.START else self.last


def _counted(written: re.Match[str]) -> str:
    """The number that letters write: 三十一 is 31."""
    tens, ten, ones = written[0].rpartition("十")
    plain = written[0] != "元" and (ten or len(ones) == 1)
    return str((_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)) if plain else written[0]


def _undotted(dotted: re.Match[str]) -> str:
    """A day whose parts dots keep apart; numbers that follow one another, R8・9, may be years as well."""
    year, *others = (int(part) for part in re.findall("[0-9]+", dotted[0].replace("元", "1")))
    row = dotted.string[dotted.end() :][:1] != "月" and all(
        other == year + 1 + index for index, other in enumerate(others)
    )
    return dotted[0] if row else dotted[0].replace("・", ".")


def spans(text: str) -> Iterator[Span | None]:
    """The dates in a folded text; None for what is written like a date and is none (R10.2.30)."""
    for found in _SPAN.finditer(_DOTTED.sub(_undotted, text)):
        if found["month"] is None and not _yearly(found):
            continue
        yield _span(found)


def _yearly(found: re.Match[str]) -> bool:
    return "年" in found[0] or found["half"] is not None


def _span(found: re.Match[str]) -> Span | None:  # noqa: PLR0911
    era = (found["era"] or "").lower()
    count = 1 if found["ey"] == "元" else int(found["ey"] or found["wy"])
    year = count + _ERAS.get(era[:1], 0)
    at = (found.start(), found.end())
    try:
        if found["month"]:
            month = int(found["month"])
            if era[:1] in ("令", "r") and (year, month) < (2019, 5):
                return None  # 令和 begins on 2019-05-01
            first, last = date(year, month, 1), _month_end(year, month)
            if found["day"]:
                day = date(year, month, int(found["day"]))
                return Span(day, day, "day", *at)
            if found["last"]:
                return Span(last, last, "day", *at)
            return Span(first, last, "third" if found["third"] else "month", *at)
        part = found["part"] or found["half"] or ""
        if "年度" in found[0]:
            first, last = date(year, 4, 1), date(year + 1, 3, 31)
            if part == "末":
                return Span(last, last, "day", *at)
            if part in ("上半期", "前半", "上期"):
                return Span(first, date(year, 9, 30), "year", *at)
            if part in ("下半期", "後半", "下期"):
                return Span(date(year, 10, 1), last, "year", *at)
            return Span(first, last, "year", *at)
        last = date(year, 12, 31)
        return Span(last, last, "day", *at) if part == "末" else Span(date(year, 1, 1), last, "year", *at)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def fiscal_year(day: date) -> int:
    """令和8年度 = 2026."""
    return day.year - (day.month < 4)


def read_date(cell: Cell, role: Role, words: Vocabulary) -> Got:  # noqa: PLR0911, PLR0912 - one per way of writing
    """One date. `extra` may tell `contract.start` and `contract.auto_renew`; a term gives its end."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _plausible(cell)
    if isinstance(cell, bool):
        return held("date")
    text = re.sub(r"\s+[0-2]?[0-9]:[0-5][0-9](:[0-5][0-9])?$", "", clean(str(cell)).casefold().replace("~", "~"))
    shortened = text[:1] in "'’"  # '27.3.31
    text = _KANJI.sub(_counted, re.sub(r"[〜～∼]", "~", text).strip("'’ "))
    if isinstance(cell, float) and cell.is_integer():
        text = str(int(cell))
    if (plain := _number(text)) is not None:
        return plain
    if timed := re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ t][0-9:.]+", text):
        return _plausible(date.fromisoformat(timed[1]))
    if role is not Role.DUE and (
        single := re.fullmatch(r"(?:単年度?契?約?)?\(?((?:令和?|r)(?:[0-9]{1,2}|元))(?:年度)?\)?(?:単年度?)?", text)
    ):
        year = next(span for span in spans(f"{single[1]}年度"))
        return held("wide", year.day(role).isoformat() if year else None)
    if _LENGTH.fullmatch(text):
        return Got(notes=("open-term",))
    found = list(spans(text))
    if any(span is None for span in found) or (not found and re.search(r"[0-9]", text)):
        if bare := _BARE.fullmatch(text):
            guess = next(spans(f"20{text}" if shortened and int(bare[1]) > 9 else f"r{text}"), None)
            return held("era", guess.day(role).isoformat() if guess else None)
        return held("date")
    known = [span for span in found if span is not None]
    if not known:
        settled = fold(text)
        renews = _RENEWS.search(text)
        if renews and role is Role.END:
            return Got(extra=(("contract.auto_renew", Got(value=True)),), notes=("auto-renew",))
        if any(fold(word) == settled for word in words.values["unsettled_dates"]):
            return Got(notes=("unsettled",))
        return held("date")
    return _read(text, known, role)


def _number(text: str) -> Got | None:
    """Excel's day numbers, 20270401, 202703."""
    if compact := _COMPACT.fullmatch(text):
        try:
            year, month = int(compact["y"]), int(compact["m"])
            day = date(year, month, int(compact["d"])) if compact["d"] else _month_end(year, month)
        except ValueError:
            return held("date")
        if compact["d"] is None:
            return Got(value=day.isoformat()[:7])
        return _plausible(day)
    if re.fullmatch(r"[2-6][0-9]{4}(\.[0-9]+)?", text):
        return _plausible(date(1899, 12, 30) + timedelta(days=int(float(text))))
    return None


def _plausible(day: date) -> Got:
    return Got(value=day.isoformat()) if FIRST <= day.year <= LAST else held("far", day.isoformat())


def _read(text: str, found: list[Span], role: Role) -> Got:  # noqa: PLR0911
    first, last = found[0], found[-1]
    rest = _rest(text, found)
    if len(found) == 2 and role is Role.END and _is_range(text, first, last):
        return _term(text, first, last, rest)
    if len(found) > 1:
        code = "moved" if _MOVED.search(text) else "several-dates"
        return held(code, last.day(role).isoformat(), rest=text)
    if role is Role.END and (length := _length_behind(text[first.stop :])):
        if not length["since"]:
            return held("term-length")
        start = first.first
        months = int(length[2]) * (12 if "年" in length[3] else 1)
        years, month = divmod(start.month - 1 + months, 12)
        end = date(start.year + years, month + 1, 1)
        end = end + timedelta(days=start.day - 2) if start.day > 1 else end - timedelta(days=1)
        begun = (("contract.start", Got(value=start.isoformat())),)
        return Got(doubt="term-length", read_as=end.isoformat(), extra=begun)
    after = text[first.stop :]
    if role is Role.END and re.match(r"\s*(?:[(][日月火水木金土][)])?\s*(~|から|より)\s*$", after):
        return Got(extra=(("contract.start", Got(value=first.first.isoformat())),), notes=("open-term",))
    if first.grain == "year" and role is not Role.DUE:
        return held("wide", first.day(role).isoformat())
    got = _plausible(first.day(role))
    if got.doubt:
        return got
    notes: tuple[str, ...] = (
        ("month-only",) if first.grain == "third" else ("fiscal-year",) if first.grain == "year" else ()
    )
    extra: tuple[tuple[str, Got], ...] = ()
    if role is Role.END and _RENEWS.search(rest):
        rest = _RENEWS.sub("", rest)
        extra = (("contract.auto_renew", Got(value=True)),)
    if role is Role.START and re.search(r"予定|見込|目標", rest):
        return Got(extra=(("system.planned_date", Got(value=first.last.isoformat())),), notes=("planned",))
    left = _left(rest, role)
    if left:
        return held("date-rest", first.day(role).isoformat(), rest=left)
    if first.grain == "month" and role in (Role.PLAN,):
        return Got(value=first.last.isoformat(), notes=notes, extra=extra)
    return Got(value=got.value, notes=notes, extra=extra)


def _length_behind(after: str) -> re.Match[str] | None:
    found = _LENGTH_BEHIND.match(after)
    return found if found and (found["since"] or found["end"] is not None) else None


def _term(text: str, first: Span, last: Span, rest: str) -> Got:
    """契約期間 in one cell."""
    begun = Got(value=first.first.isoformat())
    if last.last < first.first:
        return held("term-order", last.last.isoformat())
    years = all("年度" in text[span.start : span.stop] for span in (first, last))
    if "year" in (first.grain, last.grain) and not years:
        extra = (("contract.start", Got(doubt="wide", read_as=first.first.isoformat())),)
        return Got(doubt="wide", read_as=last.last.isoformat(), extra=extra)
    renews = (("contract.auto_renew", Got(value=True)),) if _RENEWS.search(rest) else ()
    left = _left(_LENGTH.sub("", _RENEWS.sub("", rest)), Role.END)
    if left:
        return Got(
            doubt="date-rest", read_as=last.last.isoformat(), extra=(("contract.start", begun),), params={"rest": left}
        )
    return Got(value=last.last.isoformat(), extra=(("contract.start", begun), *renews))


def _is_range(text: str, first: Span, last: Span) -> bool:
    between = _WEEKDAY.sub("", text[first.stop : last.start])
    return bool(_RANGE.fullmatch(between)) and not re.search("→|⇒", between)


def _rest(text: str, found: list[Span]) -> str:
    """What stands beside the dates."""
    rest, at = "", 0
    for span in found:
        rest += text[at : span.start] + " "
        at = span.stop
    return _WEEKDAY.sub("", rest + text[at:])


def _left(rest: str, role: Role) -> str:
    """What of it may change the meaning."""
    bare = re.sub(r"[\s()\[\]、,。:~・―—–-]|から|まで|迄|より|自|至", "", rest)
    return re.sub(_BESIDE[role], "", bare)
