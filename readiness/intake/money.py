"""Amounts as people write them, to yen a year with tax (金額)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
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
    return _yearly(gross, replace(terms, unit=unit, tax="gross"), [])


def _number(value: Decimal, terms: Terms, divided: int, suffix: str) -> Got:
    unit, notes = terms.unit, []
    shown = next((name for name in ("百万円", "千円", "万円", "億円", "円") if suffix.endswith(name)), "")
    if divided > 1:
        unit = 1  # the cell holds yen, whatever it shows
        notes.append("shown-divided")
    elif shown:
        unit = UNITS[shown]
    return _yearly(value, replace(terms, unit=unit), notes)


@dataclass(slots=True)
class _Said:
    """What the words of a cell said so far. `numbers`: each with its scale, None before a unit; `unit`: said apart from
    its number; `whole`: words of an amount for several years.
    """

    tax: str
    monthly: bool
    whole: str
    numbers: list[tuple[Decimal, int | None]] = field(default_factory=list)
    unit: int | None = None
    minus: bool = False
    notes: list[str] = field(default_factory=list)

    def take(self, kind: str, word: str) -> bool:
        """One more word of a `_TOKEN`; False where it cannot stand there."""
        match kind:
            case "number":
                self.numbers.append((Decimal(word), None))
            case "unit":
                return self._take_unit(word)
            case "net" | "gross":
                self.tax = kind
            case "month" | "year":
                self.monthly = kind == "month"
            case "about":
                self.notes.append("about")
            case "whole":
                self.whole = word
            case "minus":
                self.minus = self.minus or not self.numbers
        return True

    def _take_unit(self, word: str) -> bool:
        if not self.numbers:
            return False
        number, scale = self.numbers[-1]
        if scale is None:
            self.numbers[-1] = (number, _SCALE[word])
        elif word.endswith("円") and word != "円":
            self.unit = _SCALE[word]
        return True


def _text(text: str, terms: Terms) -> Got:
    """An amount in words: 約1,200千円(税抜), 月額30万円, 5年間総額600万円."""
    years = _WHOLE.search(text)
    said = _Said(terms.tax, terms.monthly, years[0] if years else "")
    text, at = text.replace(said.whole, " ") if years else text, 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            return held("money-rest" if said.numbers else "money", _guess(said.numbers, terms), rest=text)
        if not said.take(str(token.lastgroup), token[0]):
            return held("money", rest=text)
        at = token.end()
    if not said.numbers:
        return held("money", rest=text) if text.strip("-") else NOTHING
    return _amount(said, int(years[1]) if years else 0, text, terms)


def _amount(said: _Said, years: int, text: str, terms: Terms) -> Got:
    """What the words of a cell come to. `years`: over how many, where they say so with a number."""
    value, scale = _composed(said.numbers)
    if value is None:
        return held("several-amounts", rest=text)
    if scale is None:
        scale = said.unit if said.unit is not None else terms.unit
    elif terms.unit not in (None, 1, scale):
        said.notes.append("unit-in-cell")
    if said.minus:
        return held("negative")
    if said.whole:
        own = replace(terms, unit=scale, tax=said.tax)
        return held("whole-term", _yearly(value / years, own, []).value if years else None, rest=said.whole)
    doubt = terms.doubt if said.tax == terms.tax else ""
    own = replace(terms, unit=scale, tax=said.tax, monthly=said.monthly, doubt=doubt)
    return _yearly(value, own, said.notes)


def _composed(numbers: list[tuple[Decimal, int | None]]) -> tuple[Decimal | None, int | None]:
    """1億2000万 is one number; 300 and 200 are two."""
    if len(numbers) == 1:
        return numbers[0]
    total, above = Decimal(0), None
    for value, said in numbers:
        scale = 1 if said is None and above is not None else said
        if scale is None or (above is not None and scale >= above):
            return None, None
        total, above = total + value * scale, scale
    return total, 1


def _guess(numbers: list[tuple[Decimal, int | None]], terms: Terms) -> int | None:
    if len(numbers) != 1:
        return None
    value, scale = numbers[0]
    return int(value * (scale or terms.unit or 1))


def _yearly(value: Decimal, terms: Terms, notes: list[str]) -> Got:
    """Yen a year with tax of a number in the unit of its terms; `notes`: what was made of it so far."""
    if value < 0:
        return held("negative")
    yen = value * (1 if terms.unit is None else terms.unit)
    if terms.monthly:
        yen *= 12
        notes.append("monthly")
    if terms.tax == "net":
        yen *= Decimal(str(1 + terms.rate))
        notes.append("net")
    if yen >= BEYOND:
        return held("magnitude")
    amount = int(yen.quantize(Decimal(1), rounding="ROUND_HALF_UP"))
    if amount != yen and terms.tax != "net":
        notes.append("rounded")
    if terms.unit not in (None, 1):
        notes.append("unit")
    if value == 0:
        return held("zero", 0)
    if terms.doubt:
        return held(terms.doubt, amount)
    if terms.tax == "both":
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
