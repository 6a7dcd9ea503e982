"""Amounts as people write them, to yen a year with tax (金額)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from readiness.intake.fold import clean, endless, fold
from readiness.intake.got import NOTHING, Got, held
from readiness.sources.grid import Cell

BEYOND = 10**15  # yen: no amount of a body
UNITS = {"円": 1, "千円": 1_000, "万円": 10_000, "百万円": 1_000_000, "億円": 100_000_000}
_UNIT_SAID = re.compile(
    r"(?:単位|金額)[は:：]?\s*[(]?\s*(百万円|千円|万円|億円|円)|[(\[](?:[^()\[\]]{0,8}[・、,])?\s*(百万円|千円|万円|億円|円)\s*[)\]、,・]|(百万円|千円|万円|億円|円)単位"
)
_IN_HEAD = re.compile(r"(百万円|千円|万円|億円|(?<![百千万億])円)")
_NET = re.compile(
    r"税抜き?|税別|外税|消費税(?:等)?(?:を|は)?(?:含まない|含まず|含まれない|除く|抜き?|別)|税を除く|税を含まない|税除き?|抜き価格"
)
_GROSS = re.compile(r"税込み?|内税|消費税(?:等)?(?:を|は)?(?:含む|含めた|込み?)|税を含む|税含む")
_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<unit>億円|百万円|千万円|万円|千円|円|億|百万|千万|万|千)"
    r"|(?P<net>税抜き?|税別|外税|消費税抜き?|消費税別)|(?P<gross>(?:税込み?|内税|消費税込み?)(?:[0-9]{1,2}%)?)"
    r"|(?P<whole>(?:[0-9]+(?:か年|ヶ年|カ年|箇年|年間|年)(?:分|総額|合計|計|間)*|総額|契約総額|期間計|累計))"
    r"|(?P<month>月額|/月|月当たり|毎月|月(?=[0-9]))|(?P<year>年額|/年|年間|毎年|年あたり|年)"
    r"|(?P<about>約|概算|程度|およそ|おおよそ|くらい|弱|強|余|前後|概ね)|(?P<minus>[-−△▲])|(?P<mark>[¥\\￥也\s()（）\[\]:.]+)"
)
# An amount that stands in another row: 上記に含む, No.1に含む, 住記と同一契約.
IN_ANOTHER = re.compile(
    r"[(]?(?P<whose>.{1,20}?)(?:の)?(?:契約|金額|費用|料金|委託料|利用料|使用料|保守料|経費)?"
    r"(?:に(?:含む|含まれる|含まれている|含める|含み|包含|込み?|計上|一括計上)|と(?:同一契約|同じ契約|一括契約|一体|一括))[)]?。?"
)
# 275,000円×12月.
_TIMES_TWELVE = re.compile(r"^(?:月額)?([0-9.]+千?円?)[×x*]12(?:[かヶヵカケ箇]?月)(?:分)?$")
_PAIR = re.compile(
    r"([0-9.]+)(?P<unit>千?円)?\s*[(\[]?\s*(?P<kind>税込|税抜|税別|本体|うち消費税|内消費税|消費税)(?:価格|額|等|み|き)*[:：]?\s*"
    r"(?P<beside>[0-9.]+)(?P<other>千?円)?\s*[)\]]?"
)
_WHOLE = re.compile(r"([0-9]+)(か年|ヶ年|カ年|箇年|年間|年)(分|総額|合計|計|間)+")
_SCALE = {"億円": 10**8, "百万円": 10**6, "千万円": 10**7, "万円": 10**4, "千円": 10**3, "円": 1}
_SCALE |= {"億": 10**8, "百万": 10**6, "千万": 10**7, "万": 10**4, "千": 10**3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the heading and the region say of an amount. `unit`: yen of a bare number, None where nothing tells it;
    `tax`: net, gross, both (contradicting) or empty; `monthly`: twelve of them make a year.
    """

    unit: int | None = None
    unit_text: str = ""
    tax: str = ""
    monthly: bool = False
    rate: float = 0.1
    doubt: str = ""


def units_said(texts: Iterable[str]) -> list[str]:
    """Units that titles and remarks name for a table."""
    found = []
    for text in texts:
        for match in _UNIT_SAID.finditer(clean(text)):
            found.append(next(group for group in match.groups() if group))
    return found


def unit_of_head(path: Iterable[str]) -> str:
    """The unit in a heading, the innermost first: 年額(千円)."""
    for text in reversed(tuple(path)):
        found = _IN_HEAD.search(clean(text))
        if found:
            return found[1]
    return ""


def tax_said(texts: Iterable[str]) -> str:
    """net, gross, both or empty."""
    joined = "\n".join(clean(text) for text in texts)
    net, gross = bool(_NET.search(joined)), bool(_GROSS.search(joined))
    return "both" if net and gross else "net" if net else "gross" if gross else ""


def read_money(cell: Cell, terms: Terms, *, divided: int = 1, suffix: str = "") -> Got:
    """Yen a year with tax. `divided`: the format shows the number divided by so much; `suffix`: what it adds."""
    if isinstance(cell, bool) or endless(str(cell)):
        return held("money")
    if isinstance(cell, int | float):
        return _number(Decimal(str(cell)), terms, divided, suffix)
    text = re.sub(r"^金(?=[0-9¥])|(?<=[0-9])[,、 ](?=[0-9]{3})", "", clean(str(cell)).casefold())
    text = _TIMES_TWELVE.sub(lambda found: f"月額{found[1]}", text)
    if re.fullmatch(r"[(]\s*[0-9.]+\s*[)]", text):
        return held("negative")
    if IN_ANOTHER.fullmatch(fold(text)):
        return held("money", rest=text)
    return _with_tax(text, terms) or _text(text, terms)


def _with_tax(text: str, terms: Terms) -> Got | None:
    """3,300,000円(税抜3,000,000円), (うち消費税300,000円): two amounts of which one proves the other; None else."""
    found = _PAIR.fullmatch(text)
    if not found or (found["unit"] and found["other"] and found["unit"] != found["other"]):
        return None
    first, second, rate = Decimal(found[1]), Decimal(found["beside"]), Decimal(str(1 + terms.rate))
    gross, net = {"税": (first, first - second), "込": (second, first)}.get(found["kind"][-1], (first, second))
    if abs(net * rate - gross) > 1:
        return None
    unit = _SCALE[found["unit"]] if found["unit"] else terms.unit
    return _yearly(gross, unit, "gross", replace(terms, tax="gross"), [])


def _number(value: Decimal, terms: Terms, divided: int, suffix: str) -> Got:
    unit, notes = terms.unit, []
    shown = next((name for name in ("百万円", "千円", "万円", "億円", "円") if suffix.endswith(name)), "")
    if divided > 1:
        unit = 1  # the cell holds yen, whatever it shows
        notes.append("shown-divided")
    elif shown:
        unit = UNITS[shown]
    return _yearly(value, unit, terms.tax, terms, notes)


def _text(text: str, terms: Terms) -> Got:  # noqa: PLR0911, PLR0912
    numbers: list[tuple[Decimal, int | None]] = []
    tax, monthly, whole, notes, at = terms.tax, terms.monthly, "", [], 0
    unit: int | None = None
    minus = False
    whole_match = _WHOLE.search(text)
    if whole_match:
        whole = whole_match[0]
        text = text.replace(whole, " ")
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            return held("money-rest" if numbers else "money", _guess(numbers, terms), rest=text)
        at = token.end()
        kind = token.lastgroup
        if kind == "number":
            numbers.append((Decimal(token[0]), None))
        elif kind == "unit":
            if numbers and numbers[-1][1] is None:
                numbers[-1] = (numbers[-1][0], _SCALE[token[0]])
            elif not numbers:
                return held("money", rest=text)
            elif token[0].endswith("円") and token[0] != "円":
                unit = _SCALE[token[0]]
        elif kind in ("net", "gross"):
            tax = str(kind)
        elif kind == "month":
            monthly = True
        elif kind == "year":
            monthly = False
        elif kind == "about":
            notes.append("about")
        elif kind == "whole":
            whole = token[0]
        elif kind == "minus":
            minus = minus or (not numbers)
    if not numbers:
        return held("money", rest=text) if text.strip("-") else NOTHING
    value, scale = _composed(numbers)
    if value is None:
        return held("several-amounts", rest=text)
    if scale is None:
        scale = unit if unit is not None else terms.unit
    elif terms.unit not in (None, 1, scale):
        notes.append("unit-in-cell")
    if minus:
        return held("negative")
    if whole:
        years = int(whole_match[1]) if whole_match else 0
        guess = _yearly(value / years, scale, tax, terms, []).value if years else None
        return held("whole-term", guess, rest=whole)
    sub = Terms(unit=scale, tax=tax, monthly=monthly, rate=terms.rate, doubt=terms.doubt if tax == terms.tax else "")
    return _yearly(value, scale, tax, sub, notes)


def _composed(numbers: list[tuple[Decimal, int | None]]) -> tuple[Decimal | None, int | None]:
    """1億2000万 is one number; 300 and 200 are two."""
    if len(numbers) == 1:
        return numbers[0]
    total, above = Decimal(0), None
    for value, notes in numbers:
        scale = 1 if notes is None and above is not None else notes
        if scale is None or (above is not None and scale >= above):
            return None, None
        total, above = total + value * scale, scale
    return total, 1


def _guess(numbers: list[tuple[Decimal, int | None]], terms: Terms) -> int | None:
    if len(numbers) != 1:
        return None
    value, scale = numbers[0]
    return int(value * (scale or terms.unit or 1))


def _yearly(value: Decimal, unit: int | None, tax: str, terms: Terms, notes: list[str]) -> Got:
    if value < 0:
        return held("negative")
    yen = value * (1 if unit is None else unit)
    if terms.monthly:
        yen *= 12
        notes.append("monthly")
    if tax == "net":
        yen *= Decimal(str(1 + terms.rate))
        notes.append("net")
    if yen >= BEYOND:
        return held("magnitude")
    amount = int(yen.quantize(Decimal(1), rounding="ROUND_HALF_UP"))
    if amount != yen and tax != "net":
        notes.append("rounded")
    if unit not in (None, 1):
        notes.append("unit")
    if value == 0:
        return held("zero", 0)
    if terms.doubt:
        return held(terms.doubt, amount)
    if tax == "both":
        return held("tax-both", amount)
    return Got(value=amount, notes=tuple(dict.fromkeys(notes)))


def head_year(text: str) -> int | None:
    """The fiscal year in a heading, title or name of a sheet: R8予算額, 令和7年度, 2026年度; 令和8年度 = 2026."""
    folded = fold(text)
    found = re.search(r"(?:令和|(?<![a-z])r)([0-9]{1,2}|元)(?![0-9])(?!\.?[0-9]*\.[0-9])", folded)
    if found:
        return (1 if found[1] == "元" else int(found[1])) + 2018
    found = re.search(r"(?:平成|(?<![a-z])h)([0-9]{1,2})(?![0-9])", folded)
    if found:
        return int(found[1]) + 1988
    found = re.search(r"(?<![0-9])(20[0-9]{2})(?:年度|年|fy|$|(?=[^0-9]))", folded)
    return int(found[1]) if found else None
