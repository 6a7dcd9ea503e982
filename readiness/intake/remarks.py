"""What a remark says that matters: an end, a price, a date that no column tells (備考)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise, takewhile
from typing import Any

from readiness.intake.dates import Role, Span, spans
from readiness.intake.fields import AMOUNT
from readiness.intake.fold import clean, fold
from readiness.intake.grid import Grid
from readiness.intake.money import Terms, read_money
from readiness.model.dates import add_months
from readiness.model.system import DueKind

_CLAUSE = re.compile(r"[。;；\n]|(?<=[^0-9])、")
_MONEY = re.compile(
    r"(?:年額|月額|年間|税抜|税込|約)*(?<![0-9,.])[0-9][0-9,.]*(?:億|百万|千|万)?円(?:[(（](?:税込|税抜|税別)[)）])?(?:/[年月])?"
)
_ENDS = re.compile(r"延長|解除|解約|契約終了|満了|打切|打ち切")
_SERVICE = re.compile(
    r"撤退|提供(?:を)?終了|提供(?:を)?(?:停止|終わ|打ち?切)|サービス(?:を)?(?:終了|停止)|販売終了|廃業|事業終了"
)
_MOVES = re.compile(r"移行|切替|切り替え|更改|稼働予定|リプレース")
_EXTENDED = re.compile(r"特定移行|特例期限|経過措置|移行困難|省令で?定める")
_NOT_EXTENDED = re.compile(r"非該当|該当(?:し|せ|は?な)|対象外|ではない|申請(?:せ|し)ず")
_SO_LONG = re.compile(r"(?:から|より|以降)(?:、)?([0-9]{1,2})(年|か月|ヶ月|ヵ月|カ月|箇月)")
_SUPPORT = re.compile(r"サポート|保守期限|EOL|EOS", re.IGNORECASE)
_YEARLY = re.compile(r"年額|年間|月額|保守料|使用料|利用料|委託料|経費|契約額")
_BESIDE = re.compile(r"別途|別に|除く|除き|含まない|含まず|のほか[にで]?必要")
_COST = re.compile(r"(?:費|料|経費)(?:用)?(?:は|を|が|別|含|除)|(?:保守|運用|リース)(?:は|を|分|別)")
_ANEW = re.compile(
    r"新契約|新たな契約|改定|変更|更新|再契約|値上|値下|増額|減額|(?:から|より|以降)(?:は|、|年額|月額|[0-9])"
)
_NOT_IT = re.compile(r"含まない|含まず|除く|別途|別に|1回|一回|のみ")


# Words of a remark that say another thing of an amount, and how an amount is told that was already read so.
_TURNS = {
    "税抜": "net", "税別": "net", "消費税別": "net", "千円": "unit", "百万円": "unit", "月額": "monthly", "総額": "",
    "年分": "", "に含む": "", "含まれる": "", "按分": "", "負担割合": "", "負担率": "", "負担比": "", "共同負担": "",
    "全体額": "", "半額": "",
}  # fmt: skip


def turns_amount(text: str, stated: Iterable[str]) -> str:
    """The clause of a remark by which an amount may mean another one; empty where the amount was already read so."""
    read = set(stated)
    for clause in _CLAUSE.split(clean(text)):
        folded = fold(clause)
        if _BESIDE.search(folded) and (_MONEY.search(clause) or _COST.search(folded)):
            return clause.strip()  # a part of the price stands elsewhere
        if _MONEY.search(clause) and not re.search("総額|年分", folded):
            continue  # it speaks of an amount of its own
        if any(word in folded and (not how or how not in read) for word, how in _TURNS.items()):
            return clause.strip()
    return ""


def new_amount(target: str, clause: str) -> bool:
    """Whether a clause says that an amount is another one from some day on: R8.10.1から新契約(年額726万円)."""
    return target == AMOUNT and bool(_ANEW.search(fold(clause)))


def _spoken_of(dates: Sequence[Span], at: int) -> Span:
    """The date a word speaks of: the last one before it (R10.3末で提供終了と通知(R8.6.1)), else the first after."""
    return next((span for span in reversed(dates) if span.stop <= at), dates[0])


def _end(folded: str, span: Span) -> str:
    """The last day that a clause on an end tells: R8.10から1年延長 ends a year later."""
    long = _SO_LONG.match(folded, span.stop)
    if long is None:
        return span.day(Role.END).isoformat()
    months = int(long[1]) * (12 if long[2] == "年" else 1)
    return (add_months(span.day(Role.START), months) - timedelta(days=1)).isoformat()


def remarks_of(text: str) -> Iterator[tuple[str, str, Any]]:
    """What a remark tells: (field, the words, the value it would be)."""
    for clause in _CLAUSE.split(clean(text)):
        folded = fold(clause)
        dates = [span for span in spans(folded) if span is not None]
        if _EXTENDED.search(folded):
            if not _NOT_EXTENDED.search(folded):
                yield "system.due", clause, DueKind.EXTENDED.ja
                yield from (("system.due_date", clause, dates[-1].day(Role.DUE).isoformat()) for _ in dates[:1])
        elif dates:
            if end := _SERVICE.search(folded):
                yield "vendor.service_end", clause, _spoken_of(dates, end.start()).day(Role.END).isoformat()
            elif end := _ENDS.search(folded):
                yield "contract.end", clause, _end(folded, _spoken_of(dates, end.start()))
            elif end := _SUPPORT.search(folded):
                yield "system.platform_eol", clause, _spoken_of(dates, end.start()).day(Role.DUE).isoformat()
            elif _MOVES.search(folded) and not re.search(r"済|完了|した", folded):
                yield "system.planned_date", clause, dates[-1].day(Role.PLAN).isoformat()
        money = _MONEY.search(clause)
        if money and _YEARLY.search(clause) and not _NOT_IT.search(clause):
            got = read_money(money[0], Terms())
            yield AMOUNT, clause, got.value if got.value is not None else got.read_as


_REMARK = re.compile(r"^[(（]?(?:※|＊|\*|注[)）:：0-9０-９\s]|\(注|（注|備考[:：]|凡例|出典|資料[:：]|以上$)")


def is_remark(grid: Grid, row: int) -> bool:
    """Whether a row inside a table says something about it: ※…, (注)…, 単位:千円."""
    filled = grid.filled(row)
    texts = [grid.text((row, at)) for at in filled]
    if not texts or len(filled) > 2:
        return False
    return bool(_REMARK.match(texts[0])) or (len(texts) == 1 and bool(re.search(r"単位|税込|税抜|税別", texts[0])))


_PAGE = re.compile(r"[-―]?(?:p\.?|page)?[0-9]{1,3}(?:(?:/|of)[0-9]{1,3})?(?:頁|ページ|枚目)?[-―]?")


def is_title(texts: Sequence[str], titles: Iterable[str]) -> bool:
    """Whether a row holds a title of its table, printed again with the number of a page, or that number alone."""
    known = {fold(title) for title in titles}
    pages = [bool(_PAGE.fullmatch(fold(text))) for text in texts]
    again = all(page or fold(text) in known for page, text in zip(pages, texts, strict=True))
    return again and (len(texts) == 1 or not all(pages))


def _numbers_columns(grid: Grid, row: int) -> bool:
    """Whether a row numbers the columns from the first on: ①②③ or A B C below the headings."""
    texts = [fold(grid.text((row, at))).strip("().") for at in grid.filled(row)]
    short = [text for text in texts if len(text) == 1 or (text.isdecimal() and len(text) < 4)]
    counted = [int(text) if text.isdecimal() else ord(text) for text in short]
    first = texts[:1] in (["1"], ["a"])
    return first and len(texts) == len(counted) > 2 and all(after - before == 1 for before, after in pairwise(counted))


def without_column_numbers(grid: Grid, rows: Sequence[int]) -> list[int]:
    """The rows of a table without those that number its columns: at its head, and again where a page begins."""
    numbers = takewhile(lambda row: _numbers_columns(grid, row), rows)
    printed = {_texts(grid, row) for row in numbers}
    return [row for row in rows if _texts(grid, row) not in printed]


def _texts(grid: Grid, row: int) -> tuple[str, ...]:
    return tuple(grid.text((row, at)) for at in grid.filled(row))
