"""Which columns of a table tell the yearly amount, and in which unit and tax (金額の列)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from readiness.intake.answers import LEAVE, PERIODS, TAXES, YES, Asking
from readiness.intake.dates import fiscal_year
from readiness.intake.fields import AMOUNT
from readiness.intake.fold import clean, fold
from readiness.intake.matched import Column, Matched
from readiness.intake.money import UNITS, Terms, head_year
from readiness.intake.numbers import bare_numbers, is_mixed
from readiness.intake.table import Table

_SUM = re.compile(r"(?:小|合|総)?計(?:\(税[込抜]\))?|合計(?:金額|額)")
# Without a unit anywhere, yearly amounts below this are hardly yen.
_HARDLY_YEN = 100_000
_FEW_YEN = 10_000  # nor are these, where a heading says yen: thousands were typed below it


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """The plan for the amounts of one side of a table.

    `chosen`: columns to read, `monthly` those that are months; `unused`: column → why; `column_doubt`: what holds every
    amount of a column back; `terms` by column; `wholes`: sums over a term, where no other column tells an amount: that
    of a row whose term is one year, or which says itself what it is, is read.
    """

    chosen: tuple[Column, ...] = ()
    monthly: tuple[Column, ...] = ()
    unused: tuple[tuple[Column, str], ...] = ()
    doubts: tuple[tuple[int, str], ...] = ()
    terms: tuple[tuple[int, Terms], ...] = ()
    mixed: tuple[int, ...] = ()
    wholes: tuple[Column, ...] = ()

    def doubt_of(self, column: Column) -> str:
        """What holds every amount of the column back."""
        return dict(self.doubts).get(column.index, "")

    def terms_of(self, column: Column) -> Terms:
        """Unit and tax of the column."""
        return dict(self.terms)[column.index]


_BODY = re.compile(r"[一-龥ぁ-んァ-ヶー]{1,6}[市町村区](?:分|負担金?|負担額)?(?:[(].{1,6}[)])?")
_OF_A_TIME = ("share", "yearly", "monthly", "unclear")
# Words of a heading by which its amounts are hardly what the contract of today costs: 前年度額, 見積年額, 県負担額.
_TURNED = re.compile(
    r"前年|昨年|過年|前回|過去|^旧|次年|来年|翌年|次回|初年|年目|以降|当初(?!予算)|見積|見込|想定|概算|試算|要求|[(]案[)]|案$|上限|最大"
    r"|最小|平均|改定|値上|値下|変更(?!後)|^新(?!規)|希望|適正|参考|目標|削減|効果"
)
_OF_OTHERS = re.compile("他団体|他市|他町|他村|類似|(?:国|県|都|道|府|組合|連合|広域)負担")
_BEFORE = re.compile("移行前|更新前|更改前|切替前|導入前|従前")


def with_sums(found: Sequence[Column], said: Sequence[str]) -> Iterator[Column]:
    """A column 計 beside amounts under the same headings holds the amount; those beside it are parts of it. Parts of
    several towns are shares: that of the town whose name is `said`, else all of them, which differ.
    """
    groups: dict[tuple[str, ...], list[Column]] = {}
    for column in found:
        groups.setdefault(column.head.path[:-1], []).append(column)
    for column in found:
        mine = groups[column.head.path[:-1]]
        sums = [c for c in mine if _SUM.fullmatch(fold(c.text)) and c.target in ("", AMOUNT)]
        parts = [c for c in mine if c.target == AMOUNT and c.money in ("unclear", "yearly") and c not in sums]
        if len(parts) > 1 and all(_BODY.fullmatch(fold(c.text)) for c in parts):
            own = [c for c in parts if any(fold(c.text) in fold(text) for text in said)]
            other = column in sums or (len(own) == 1 and column in parts and column not in own)
            yield replace(column, target="", money="joint") if other else column
            continue
        if len(sums) != 1 or len(parts) < 2 or any(c.index > sums[0].index for c in parts):
            yield column
        elif column is sums[0]:
            year = next((y for text in reversed(column.head.path) if (y := head_year(text))), None)
            money = "yearly" if year is not None or all(c.money == "yearly" for c in parts) else "unclear"
            yield replace(column, target=AMOUNT, money=money, year=year, rank=0)
        else:
            yield replace(column, target="", money="part") if column in parts else column


def with_year(table: Table, found: Sequence[Column]) -> list[Column]:
    """Amounts of unclear period are of a year where the table says so: 金額は年額, 令和8年度当初予算."""
    texts = [clean(text) for text in (*table.titles, *table.around, table.grid.sheet.name)]
    yearly = any(_OF_A_YEAR.search(text) for text in texts)
    year = next((y for text in reversed(texts) if _BUDGET_OF.search(text) and (y := head_year(text))), None)
    if not yearly and year is None:
        return list(found)
    return [
        replace(c, money="yearly", year=c.year or year)
        if c.target == AMOUNT and (c.money == "unclear" or (c.money == "yearly" and _BUDGET_OF.search(clean(c.text))))
        else c
        for c in found
    ]


def plan_amounts(
    matched: Matched,
    side: str,
    as_of: date | None,
    rate: float,
    asking: Asking,
    *,
    sheet_has_unit: bool,
    one_year: bool = False,
) -> Amounts:
    """Choose the columns. `asking`: what a person said of columns; `sheet_has_unit`: another region of the sheet says a
    unit while this one says none; `one_year`: every contract lasts a year, so that its amount is that of a year.
    """
    every = [c for c in matched.columns if c.money and c.side == side]
    today = _of_today(matched, [c for c in every if c.target == AMOUNT], asking)
    stated = _of_one_year(today.stated) if one_year else today.stated
    left = [c for c in stated if any(_said(asking, c, code) == LEAVE for code in _OF_COLUMN)]
    columns = [_with_period(c, asking) for c in stated if c not in left]
    by = {kind: [c for c in columns if c.money == kind] for kind in ("share", "yearly", "monthly", "whole", "unclear")}
    unused = [(c, _NOT_YEARLY.get(c.money, "initial")) for c in every if c.target != AMOUNT]
    unused += [(c, "not-wanted") for c in left]
    unused += [(c, "other-year") for c in today.before]
    unused += [(c, "resembles") for c in today.aside]
    unused += [(c, "whole") for c in by["whole"]]
    chosen, monthly, passed = _choice(by)
    unused += passed
    doubts: list[tuple[int, str]] = []
    if not (by["share"] or by["yearly"] or by["monthly"]):
        doubts += [(c.index, "period") for c in chosen]
    elif not by["share"]:
        doubts += [(c.index, "budget") for c in _budgets(chosen, stated, asking)]
    chosen, late = _of_year(chosen, as_of)
    monthly, later = _of_year(monthly, as_of)
    unused += [(c, "other-year") for c in (*late, *later)]
    doubts += [(c.index, "turned") for c in (*chosen, *monthly) if c in today.turned]
    if as_of is not None:
        year = fiscal_year(as_of)
        other = [c for c in (*chosen, *monthly) if c.year is not None and c.year != year]
        doubts += [(c.index, "year") for c in other if _said(asking, c, "year") != YES]
    wholes = [] if chosen or monthly else by["whole"]
    read = [*chosen, *monthly, *wholes]
    terms: list[tuple[int, Terms]] = []
    for column in read:
        found, doubt = _terms(matched, column, rate, asking, sheet_has_unit=sheet_has_unit)
        terms.append((column.index, replace(found, monthly=column in monthly)))
        doubts += [(column.index, doubt)] if doubt else []
    return Amounts(
        chosen=tuple(chosen),
        monthly=tuple(monthly),
        unused=tuple(unused),
        doubts=tuple(doubts),
        terms=tuple(terms),
        mixed=tuple(column.index for column in read if is_mixed(matched, column)),
        wholes=tuple(wholes),
    )


@dataclass(frozen=True, slots=True)
class _Today:
    """Columns of amounts: `stated` for the contract of today; `before`: of the system that is gone; `turned`: whose
    heading says more than a yearly amount (見積, 前年度額), `aside` where another column says it plainly.
    """

    stated: list[Column]
    before: list[Column]
    turned: list[Column]
    aside: list[Column]


def _of_today(matched: Matched, amounts: Sequence[Column], asking: Asking) -> _Today:
    others = (c for c in matched.columns if c.target == AMOUNT and c.money in _OF_A_TIME and c.side != "next")
    with_others = any(not _BEFORE.search(c.text) for c in others)
    before = [c for c in amounts if with_others and _BEFORE.search(c.text)]
    stated = [c for c in amounts if c not in before]
    turned = [c for c in stated if _is_turned(c) and _said(asking, c, "turned") != YES]
    aside = turned if any(c.money in _OF_A_TIME and not _is_turned(c) for c in stated) else []
    return _Today([c for c in stated if c not in aside], before, turned, aside)


def _of_one_year(stated: list[Column]) -> list[Column]:
    """Sums over the term as yearly amounts: every contract lasts a year, and no other column tells an amount."""
    if any(c.money in _OF_A_TIME for c in stated):
        return stated
    return [replace(c, money="yearly") if c.money == "whole" else c for c in stated]


def _choice(by: Mapping[str, list[Column]]) -> tuple[list[Column], list[Column], list[tuple[Column, str]]]:
    """Columns to read, those of months, and why others are not: a share of a joint cost goes before the whole of it,
    years and months before what says neither.
    """
    if by["share"]:
        return by["share"], [], [(c, "joint-total") for c in (*by["yearly"], *by["monthly"], *by["unclear"])]
    if by["yearly"] or by["monthly"]:
        return by["yearly"], by["monthly"], [(c, "part") for c in by["unclear"]]
    return by["unclear"], [], []


_NOT_YEARLY = {"unit-price": "unit-price", "part": "of-sum", "joint": "joint-total"}
_OF_COLUMN = ("period", "year", "units", "no-unit", "tax-both", "budget", "turned")
_OF_A_YEAR = re.compile(
    r"(?:金額|経費|費用|料金|額)(?:は|:)(?:すべて|全て|いずれも)?(?:年額|年間|1年)|[(:、・]年額[)、・]|単位[^。]{0,8}年額|年額[(（]?税"
)
_UNIT = re.compile(
    r"[(※]?(?:注\)?)?(?:金額の?)?(?:単位)?[:は\s]*(百万円|千円|万円|億円|円)(?:[、,・\s]*税[込抜別]き?)?[)]?"
)
_BUDGET_OF = re.compile(r"(?:当初|補正|現計|最終)?(?:予算|決算)(?!科目|書案)")
_BUDGET = re.compile(r"予算|見込|要求|計画")
_SPENT = re.compile(r"契約|決算|実績|執行(?!残|率)|支出|支払|落札|請求")


def _budgets(chosen: Sequence[Column], stated: Sequence[Column], asking: Asking) -> list[Column]:
    """Columns of a budget beside which another tells what was contracted or spent in the same year."""
    spent = [c for c in stated if c not in chosen and _SPENT.search(c.text) and not _BUDGET.search(c.text)]
    return [
        c
        for c in chosen
        if _BUDGET.search(c.text)
        and any(other.year in (c.year, None) or c.year is None for other in spent)
        and _said(asking, c, "budget") != YES
    ]


def _is_turned(column: Column) -> bool:
    """Whether a heading of a yearly amount says more than that; what a year in it says is judged elsewhere."""
    said = fold(column.text)
    return column.money in ("yearly", "monthly", "share") and bool(
        _OF_OTHERS.search(said) or (column.year is None and _TURNED.search(said))
    )


def _said(asking: Asking, column: Column, code: str) -> str:
    return asking.of_column(AMOUNT, column.text, code)


def _with_period(column: Column, asking: Asking) -> Column:
    """A column of which a person said that it holds 年額 or 月額."""
    said = _said(asking, column, "period")
    return replace(column, money={PERIODS[0]: "yearly", PERIODS[1]: "monthly"}.get(said, column.money))


def _of_year(columns: Sequence[Column], as_of: date | None) -> tuple[list[Column], list[Column]]:
    """Of columns of several years the one of this year, else the newest before it."""
    years = {c.year for c in columns if c.year is not None}
    if len(years) < 2:
        return list(columns), []
    this = fiscal_year(as_of) if as_of is not None else max(years)
    best = this if this in years else max((y for y in years if y <= this), default=min(years))
    chosen = [c for c in columns if c.year in (best, None)]
    return chosen, [c for c in columns if c not in chosen]


def _terms(matched: Matched, column: Column, rate: float, asking: Asking, *, sheet_has_unit: bool) -> tuple[Terms, str]:
    asked = _said(asking, column, "units") or _said(asking, column, "no-unit")
    said = asked or column.unit or (matched.units[0] if len(matched.units) == 1 else "")
    priced = [c for c in matched.columns if c.money]
    doubt = "units" if not said and len(matched.units) > 1 else ""
    if not asked and _of_other_minds({c.unit for c in priced}, _plainly(matched)):
        doubt = "units"
    settled = TAXES.get(_said(asking, column, "tax-both"))
    if not settled and _of_other_minds({c.tax for c in priced}, {matched.tax}):
        doubt = doubt or "tax-both"
    tax = settled or column.tax or matched.tax
    terms = Terms(unit=UNITS.get(said), unit_text=said, tax=tax, rate=rate)
    if not doubt and not asked and said in ("", "円"):
        bare = bare_numbers(matched, column)
        if bare and (median(bare) < (_FEW_YEN if said else _HARDLY_YEN) or (sheet_has_unit and not said)):
            doubt = "no-unit"
    return terms, doubt


def _plainly(matched: Matched) -> set[str]:
    """The units of texts around a table that say nothing else: （単位：千円）, not 総額（千円）."""
    table = matched.table
    found = (_UNIT.fullmatch(clean(text)) for text in (*table.titles, *table.around))
    return {match[1] for match in found if match} or {""}


def _of_other_minds(heads: set[str], around: set[str]) -> bool:
    """Whether every heading of an amount says one thing, and the texts around the table another."""
    return len(heads) == 1 and not heads & {"", "both", *around} and "" not in around
