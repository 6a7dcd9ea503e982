"""Cells of a work survey: cases, minutes, shares, months (業務量調査のセル)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from readiness.intake.fold import clean, endless
from readiness.intake.got import Got, held
from readiness.sources.grid import Cell

COUNT, MINUTES = "procedure.yearly_count", "procedure.minutes"
# Columns of such a table → the field shown for them.
SHOWN: Mapping[str, str] = {
    "work.count": COUNT, "work.month": COUNT, "work.minutes": MINUTES, "work.hours": MINUTES,
}  # fmt: skip
# What a column may tell of the work itself; two of them make a table a work survey.
SIGNS = frozenset({"work.count", "work.minutes", "work.hours", "work.month", "procedure.paper_share",
                     "procedure.online_share", "procedure.peak_months", "procedure.visit_needed"})  # fmt: skip
_ABOUT = r"(?:約|概ね|おおむね|およそ|おおよそ)?"
_COUNT = re.compile(
    rf"{_ABOUT}([0-9]+)(万?)(?:件|回|枚|人|通|名|世帯|件数)?(?:程度|くらい|ほど|余り?)?(?:[/／](?:年度?|年間))?"
)
_A_MONTH = re.compile(
    rf"(?:月平均|毎月|月に?|1か?月){_ABOUT}([0-9]+)(?:件|回|枚)?|{_ABOUT}([0-9]+)(?:件|回|枚)?[/／]月"
)
_TIME = re.compile(r"([0-9]+(?:\.[0-9]+)?)(時間|分|秒|h|min)")
_MINUTES = {"時間": 60.0, "h": 60.0, "分": 1.0, "min": 1.0, "秒": 1 / 60}
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9]))?")
_HOURS_MINUTES = re.compile(r"時間?[:・]?分|h{1,2}:mm", re.IGNORECASE)
_SHARE = re.compile(rf"{_ABOUT}([0-9]+(?:\.[0-9]+)?)[%％]?(?:程度)?")
_NOT_YET = re.compile(
    r"未測定|未計測|未調査|未集計|未実測|不明|未確認|調査中|集計中|測定中|算出不可|把握していない|未把握"
)
_ALL_YEAR = re.compile(r"通年|年間通して|なし|無し|特になし|特に無し|平準|一定")
_ONE = re.compile(r"([1-9]|1[0-2])月?")
_SPAN = re.compile(r"([1-9]|1[0-2])月?[~〜～\-から]+([1-9]|1[0-2])月?(?:まで)?")


def read_count(value: Cell, text: str) -> Got:
    """Cases a year, whole and not negative; a number of a month is asked."""
    number = _number(value, text)
    if number is not None:
        return Got(value=int(number)) if number >= 0 and number.is_integer() else held("number", rest=text)
    folded = _folded(text)
    if _NOT_YET.search(folded):
        return Got(notes=("unsettled",))
    if monthly := _A_MONTH.fullmatch(folded):
        return held("work-monthly", int(monthly[1] or monthly[2]) * 12)
    if found := _COUNT.fullmatch(folded):
        notes = ("about",) if re.match(r"約|概|お", folded) else ()
        return Got(value=int(found[1]) * (10_000 if found[2] else 1), notes=notes)
    return held("number", rest=text)


def read_minutes(value: Cell, text: str, head: str = "分") -> Got:
    """Minutes a case; a bare number is of the unit its heading tells, and asked where it tells none."""
    if (clock := _clock(text, head)) is not None:
        return clock
    bare = re.fullmatch(rf"{_ABOUT}([0-9]+(?:\.[0-9]+)?)(?:程度|くらい|ほど)?", _folded(text))
    number = float(bare[1]) if bare else _number(value, text)
    if number is not None:
        unit = next((word for word in ("分", "秒", "時間") if f"({word}" in clean(head) or clean(head) == word), "")
        unit = unit or ("分" if re.search(r"分[/／]件|所要分|分数", clean(head)) else "")
        if not unit or number < 0:
            return held("work-unit-of-time", _neat(number)) if number >= 0 else held("number", rest=text)
        notes = () if _number(value, text) is not None else ("about",)
        return Got(value=_neat(number * _MINUTES[unit]), notes=notes)
    folded = re.sub(r"[/／]件$|^(?:1件)?(?:約|平均)|(?:程度|くらい)$", "", _folded(text))
    if _NOT_YET.search(folded):
        return Got(notes=("unsettled",))
    parts = _TIME.findall(folded)
    if parts and not _TIME.sub("", folded):
        return Got(value=_neat(sum(float(number) * _MINUTES[unit] for number, unit in parts)))
    return held("number", rest=text)


def _clock(text: str, head: str) -> Got | None:
    """A time of Excel, which is hours, minutes and seconds. Text like 0:10 needs a heading (時:分)."""
    found = _CLOCK.fullmatch(_folded(text))
    if found is None:
        return None
    minutes = _neat(int(found[1]) * 60 + int(found[2]) + int(found[3] or 0) / 60)
    sure = found[3] is not None or _HOURS_MINUTES.search(clean(head))
    return Got(value=minutes) if sure else held("work-unit-of-time", minutes)


def read_hours(value: Cell, text: str) -> Got:
    """Hours a year."""
    number = _number(value, text)
    if number is None and (found := re.fullmatch(r"約?([0-9]+(?:\.[0-9]+)?)(?:時間|h)", _folded(text))):
        number = float(found[1])
    if number is None:
        return Got(notes=("unsettled",)) if _NOT_YET.search(text) else held("number", rest=text)
    return Got(value=number) if number >= 0 else held("number", rest=text)


def read_share(value: Cell, text: str) -> Got:
    """A share in per cent, 0 to 100. Of a bare number from 0 to 1 nobody knows whether it is a part or per cent."""
    folded = _folded(text)
    if _NOT_YET.search(folded):
        return Got(notes=("unsettled",))
    found = _SHARE.fullmatch(folded)
    if found is None or not 0 <= float(found[1]) <= 100:
        return held("number", rest=text)
    number = float(found[1])
    if 0 < number <= 1 and "%" not in folded and "％" not in folded:
        return held("work-share", _neat(number * 100))
    return Got(value=_neat(number))


def read_peaks(value: Cell, text: str) -> Got:
    """Peak months as the inventory writes them; 通年 and なし name none."""
    del value
    folded = _folded(text)
    if _ALL_YEAR.fullmatch(folded):
        return Got(notes=("unsettled",))
    found: list[int] = []
    for piece in re.split(r"[、,・/／\s]+|と|及び", folded):
        span, one = _SPAN.fullmatch(piece), _ONE.fullmatch(piece)
        if span:
            first, last = int(span[1]), int(span[2])
            found += [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]
        elif one:
            found.append(int(one[1]))
        else:
            return held("work-months", rest=text)
    return Got(value=[f"{month}月" for month in dict.fromkeys(found)])


def _number(value: Cell, text: str) -> float | None:
    if isinstance(value, bool) or endless(text):
        return None
    if isinstance(value, int | float):
        return float(value)
    plain = clean(text).replace(",", "").strip()
    return float(plain) if re.fullmatch(r"[-−△▲]?[0-9]+(?:\.[0-9]+)?", plain) and plain[0].isdigit() else None


def _folded(text: str) -> str:
    return "" if endless(text) else "".join(clean(text).replace(",", "").split())


def _neat(number: float) -> float:
    """A number to one decimal, without one where it is whole."""
    rounded = round(number, 1)
    return int(rounded) if float(rounded).is_integer() else rounded


# Fields of the inventory → how a cell, or an answer, is read as one.
WORK_FIELDS: Mapping[str, Callable[[Cell, str], Got]] = {
    "procedure.yearly_count": read_count,
    "procedure.minutes": read_minutes,
    "procedure.paper_share": read_share,
    "procedure.online_share": read_share,
    "procedure.peak_months": read_peaks,
}


def is_work(targets: Iterable[str]) -> bool:
    """Whether the columns of a table are those of a work survey."""
    found = frozenset(targets)
    return "procedure.name" in found and bool(found & {"work.count", "work.month"}) and len(found & SIGNS) > 1
