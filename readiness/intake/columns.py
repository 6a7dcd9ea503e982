"""Which column of a table says what, in which unit, of which year and of which side (列の読み取り)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from readiness.intake.amounts import with_sums, with_year
from readiness.intake.contents import OF_MOVING, by_content, is_circled, one_of_areas, restated, without_lesser
from readiness.intake.fields import AMOUNT, CIRCLED
from readiness.intake.fold import clean, fold, fold_head, opened
from readiness.intake.inner import is_year
from readiness.intake.kinds import kind_of
from readiness.intake.marks import codes_of, footnotes_of, legends_inside, tax_below
from readiness.intake.matched import Column, Matched, term_in_parts
from readiness.intake.money import head_year, tax_said, unit_of_head, units_said
from readiness.intake.steps import with_steps
from readiness.intake.table import Head, Shape, Table
from readiness.intake.vocabulary import Vocabulary
from readiness.intake.words import legend_of

_OF_MONEY = re.compile("[円費料額]|経費|予算|決算|コスト|支出")
# What runs through a year: 令和8年度運用経費, not R8構築経費, R8標準化対応経費 or R8～R12運用経費.
_SPENT_IN = re.compile(
    r"^(?!.*(?:契約|総|期間|計|以降|以後|から|[~～〜]|[-－―・、,]\s*(?:令和|平成|[RHrh])?[0-9]|構築|導入|移行|標準化|更新|更改|改修|開発|整備))"
    r".*(?:運用|運営|保守|維持|使用|利用|サービス|賃借|借料|リース|回線|通信|経常|ランニング|委託|役務|負担).*(?:経費|費|料|ランニング)"
)
_OF_CONTRACT = re.compile("契約|委託|受託|保守|提供|保有")
_OF_NEXT = re.compile("移行|切替|更改|標準化")  # 移行業者 may be the next one
# A title on how today's systems move (標準準拠システムへの移行状況, 移行 進捗管理表) lists no systems to come.
_ON_THE_MOVE = re.compile(r"移行(?!先|後)|切替(?!後)|進捗|対応状況")
_EXPECTED = re.compile(r"(.+?)[(](?:見込み?|予定|目標)[)]")
# What below a group says the same as the group: 移行日>計画, 契約満了日>年.
_SAME_AS_GROUP = re.compile(r"[(]?(?:[年月日](?![^日)度])|元号|時期|計画|予定|実績|見込|有無|有・無|値|記入|回答)")
_NO_AREA = ("", "row.tax", "system.areas")  # what 税 over marks may have been taken for
_GENERIC = ("名", "名前", "氏名", "会社", "会社名")
_OF_A_YEAR = frozenset({"yearly", "monthly", "share", "unclear"})  # beside these a year alone is none
_NAMES = frozenset({"package.name", "vendor.name", "division.name"})
_NUMBER = re.compile(r"[¥\\]?[0-9][0-9,.]*(?:百万|千|万)?円?")
_END_OF_TERM = re.compile(r"自|至|始|終|から|まで|(開始|終了|満了)(日|年月日?|時期)?|[始終]期")
_TERM = re.compile(r"契約|期間|リース|保守|委託|賃貸|履行")


def match(table: Table, words: Vocabulary, legends: dict[str, str]) -> Matched:
    """The table with its columns; `legends` are marks explained elsewhere in the book."""
    by_kind = {kind: tuple(_columns(table, kind, words)) for kind in words.heads}
    record, other, score = kind_of(table, by_kind, words)
    columns = by_kind.get(record) or max(by_kind.values(), key=lambda some: sum(bool(c.target) for c in some))
    if table.shape is Shape.MATRIX and not any(column.target == "system.name" for column in columns):
        top = {line.number for line in table.lines}
        columns = tuple(replace(c, target="system.name") if c.head.at[0] in top else c for c in columns)
    texts = (*table.titles, *table.around, *legends_inside(table))
    named = (*texts, table.grid.sheet.name)
    of_sheet = re.findall(r"[(（](百万円|千円|万円|億円|円)[)）]", clean(table.grid.sheet.name))[:1]
    units = tuple(dict.fromkeys((*units_said(texts), *of_sheet)))
    title = next((t for t in reversed(table.titles) if len(t) <= 40 and head_year(t)), "")
    return Matched(
        table=table,
        columns=columns,
        record=record,
        other=other,
        side=_side_of((*table.titles[-2:], table.grid.sheet.name), words),
        year=None if any(c.span for c in columns) else _sheet_year(table.grid.sheet.name) or _sheet_year(title),
        units=units,
        tax=tax_said(named) or tax_below(table),
        legend={**legends, **legend_of((*texts, *(text for head in table.heads for text in head.path)))},
        codes={c.index: codes for c in columns if c.target and (codes := codes_of(table, c, texts))},
        footnotes=footnotes_of(texts),
        score=score,
    )


def as_record(matched: Matched, record: str, words: Vocabulary) -> Matched:
    """The table as a person said it is: a list of systems, contracts or interfaces."""
    return replace(matched, record=record, other="", columns=tuple(_columns(matched.table, record, words)))


def _sheet_year(name: str) -> int | None:
    """The year a sheet or title is of; a day (R8.11.2現在) is no year."""
    return head_year(re.sub(r"[(（].*?[)）]", "", name)) if not re.search(r"現在|時点|作成|更新", name) else None


def _side_of(texts: Iterable[str], words: Vocabulary) -> str:
    """Whether titles say that the whole table is of systems to come."""
    for text in texts:
        if len(text) > 30:
            continue
        found = {side for side in ("now", "next") for word in words.layout["sides"][side] if fold(word) in fold(text)}
        if found == {"next"} and re.search(r"システム|一覧", text) and not _ON_THE_MOVE.search(fold(text)):
            return "next"
    return ""


def _columns(table: Table, kind: str, words: Vocabulary) -> Iterator[Column]:
    """Every column with the field it feeds in this kind of row."""
    taken: set[tuple[str, str]] = set()
    found: list[Column] = []
    for index, head in enumerate(table.heads):
        column = _number_or_name(table, _column(index, head, kind, words), words)
        found.append(column)
        if column.target:
            taken.add((column.target, column.side))
    said = (*table.titles, table.grid.sheet.name, table.grid.file)
    found = list(with_sums([_beside_next(column, found, words) for column in term_in_parts(table, found)], said))
    found = list(without_lesser(list(one_of_areas(table, found, words)))) if kind == "system" else found
    if kind in ("system", "contract"):
        if not any(column.money in _OF_A_YEAR for column in found):
            priced = any(column.money for column in found)
            found = [_of_year(table, column, priced=priced) for column in found]
        found = with_steps(table, with_year(table, found)) if kind == "system" else with_year(table, found)
    legend = legend_of((*table.titles, *table.around))
    systems = [column for column in found if column.target == "system.name"] if kind == "system" else []
    for column in (restated(table, column, taken, words, legend, systems) for column in found):
        if not column.target:
            column = by_content(table, column, kind, taken, words)  # noqa: PLW2901
        if column.target in _NO_AREA and kind == "system" and is_circled(table, column, words):
            column = replace(column, target=CIRCLED)  # noqa: PLW2901
        if column.target == "system.due_date" and not _is_lawful(column, found):
            column = replace(column, target="", why="resembles")  # noqa: PLW2901
        elif not column.target and not column.money:
            column = _resembling(column, kind, taken, words)  # noqa: PLW2901
        if column.target:
            taken.add((column.target, column.side))
        yield column


def _is_lawful(column: Column, found: Sequence[Column]) -> bool:
    """Whether 期限 alone is the lawful one: below a group on the move, or beside the end of the contract."""
    grouped = OF_MOVING.search("".join(column.head.path[:-1]))
    ends = any(other.target == "contract.end" for other in found)
    return fold(column.text) != "期限" or bool(grouped) or (ends and len(column.head.path) == 1)


def _number_or_name(table: Table, column: Column, words: Vocabulary) -> Column:
    """A column of nothing but numbers names nothing: below 年間経費, ソフト is the price of the software."""
    values = [fold(value) for value in table.values(column.index)] if column.target in _NAMES else []
    if not values or not all(_NUMBER.fullmatch(value) for value in values):
        return column
    money = _money(replace(column.head, path=(*column.head.path[:-2], "".join(column.head.path[-2:]))), words)
    feeds = money in (*_OF_A_YEAR, "whole")
    return replace(column, target=AMOUNT if feeds else "", money=money, rank=0, why="" if money else "resembles")


def _of_year(table: Table, column: Column, *, priced: bool) -> Column:
    """A column headed by a year alone holds amounts where the table speaks of money and its cells are numbers."""
    said = (*table.titles, *table.around, table.grid.sheet.name)
    spoken = any(_OF_MONEY.search(text) for text in (*said, *table.values(column.index)))
    spoken = spoken or priced or bool(column.unit or units_said(said))
    numbers = [value for value in table.values(column.index) if re.search("[0-9]", value)]
    if column.target or not is_year(column.text) or not spoken or not numbers:
        return column
    return replace(column, target=AMOUNT, money="yearly", year=head_year(column.text), rank=0)


def _beside_next(column: Column, found: Sequence[Column], words: Vocabulary) -> Column:
    """現行ベンダ, which alone is the vendor, is that of today where 移行先ベンダ stands beside it."""
    other = any(c.target == column.target and c.side == "next" for c in found)
    said = _without_side(column.text, words) if column.target and not column.side and other else None
    return replace(column, side="now") if said is not None and said[0] == "now" else column


def _column(index: int, head: Head, kind: str, words: Vocabulary) -> Column:
    table = words.heads[kind]
    side = _side(head.path, words)
    stated = replace(Column(index=index, head=head, side=side), unit=unit_of_head(head.path), tax=tax_said(head.path))
    for form in opened(_forms(head, words)):
        if (key := fold_head(form)) in table:
            target, rank = table[key]
            own = ""
            if target == AMOUNT:  # a word of the body's own, or the label our own books print
                own = money if (money := words.money(form)) in ("monthly", "share") else "yearly"
            return replace(stated, target=target, rank=rank, money=own, year=head_year(form) if own else None)
    if (expected := _EXPECTED.fullmatch(fold(head.text)) if kind == "system" else None) and table.get(
        fold_head(expected[1]), ("", 0)
    )[0] in ("system.migrated", "system.live_date"):
        return replace(stated, target="system.planned_date", rank=50)
    bare = _without_side(head.text, words)
    if bare and fold_head(bare[1]) in table:
        target, rank = table[fold_head(bare[1])]
        return replace(stated, target=target, rank=rank, side=bare[0])
    money = _money(head, words)
    if money and kind in ("system", "contract"):
        year = next((y for text in reversed(head.path) if (y := head_year(text))), None)
        stripped = bare[0] if bare else side
        if money == "whole" and year is not None and not re.search("[総計]", head.text):
            money = "unclear"  # R8契約額: of this year, or of a term begun in it?
        elif money == "unclear" and year is not None and _SPENT_IN.search("".join(head.path[-2:])):
            money = "yearly"  # 令和8年度運用経費
        feeds = money in ("yearly", "monthly", "share", "unclear", "whole")
        return replace(stated, target=AMOUNT if feeds else "", money=money, year=year, side=stripped, rank=0)
    asked = words.question(head.text) if kind == "system" else ""
    if asked:
        return replace(stated, target=asked, rank=70, guessed=True, money="yearly" if asked == AMOUNT else "")
    return stated


def _money(head: Head, words: Vocabulary) -> str:
    """What amount the headings name; the innermost counts, completed by the group above it."""
    own = words.money(head.text)
    if own and own != "unclear":
        return own
    joined = words.money("".join(head.path[-2:])) if len(head.path) > 1 else ""
    if joined and (own or len(head.text) <= 8 or head_year(head.text)):
        return joined
    return own


def _forms(head: Head, words: Vocabulary) -> Iterator[str]:
    """Ways to read a heading with its groups: 契約期間+始 is 契約期間(始); 業者+名称 is 業者名称."""
    groups = [text for text in head.path[:-1] if not words.any_of("sides", text)]
    last = head.text
    if groups:
        yield "".join((*groups, last))
        yield f"{groups[-1]}{last}"
        joint = f"{groups[-1]}({last})"
        if fold_head(joint) != fold_head(groups[-1]) or _SAME_AS_GROUP.match(fold(last)):  # 標準化>対象 is no 標準化
            yield joint
        if _END_OF_TERM.fullmatch(fold(last)) and any(_TERM.search(group) for group in groups):
            yield f"契約期間({last})"
        if fold_head(last) in _GENERIC and any(fold_head(groups[-1]) in table for table in words.heads.values()):
            yield groups[-1]
            return
    yield last


def _side(path: Sequence[str], words: Vocabulary) -> str:
    """now or next where a group of headings says so; the innermost group that does."""
    for text in reversed(path[:-1]):
        folded = re.sub(r"[(（].*?[)）]", "", fold(text)) or fold(text)
        for side in ("now",) if _ON_THE_MOVE.search(folded) else ("next", "now"):
            if any(fold(word) in folded for word in words.layout["sides"][side]):
                return side
    return ""


def _without_side(text: str, words: Vocabulary) -> tuple[str, str] | None:
    """A heading that begins with the side it is of: 次期システム名."""
    folded = fold(text)
    for side in ("next", "now"):
        for word in (*words.layout["sides"][side], *words.values["words"]["row.side"][side]):
            if folded.startswith(fold(word)) and len(folded) > len(fold(word)) and len(fold(word)) > 1:
                return side, folded.removeprefix(fold(word)).strip("()の")
    return None


def _resembling(column: Column, kind: str, taken: set[tuple[str, str]], words: Vocabulary) -> Column:
    """A heading that ends with a known one. Only harmless words may stand before it: 旧業者名 is no 業者名."""
    folded = fold_head(column.text)
    table = words.heads[kind]
    near = max((word for word in table if len(word) > 1 and folded.endswith(word)), key=len, default="")
    if not near or not folded:
        return column
    target, _ = table[near]
    before = folded.removesuffix(near)
    harmless = {fold_head(word) for word in words.layout["drop_before"]}
    turns = {"system.migrated": _OF_CONTRACT, "vendor.name": _OF_NEXT}.get(target)  # 契約済 is no state of the move
    other = turns is not None and turns.search(before)
    if other or (target, column.side) in taken or any(fold(word) in before for word in words.layout["asks_before"]):
        return replace(column, why="resembles")
    if before in harmless:
        return replace(column, target=target, guessed=True, rank=60)
    return replace(column, why="resembles")
