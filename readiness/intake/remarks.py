"""What a remark says that matters: an end, a price, a date that no column tells (備考)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from readiness.intake.dates import Role, spans
from readiness.intake.fields import AMOUNT
from readiness.intake.fold import clean, fold
from readiness.intake.grid import Grid
from readiness.intake.money import Terms, read_money

_CLAUSE = re.compile(r"[。;；\n]|(?<=[^0-9])、")
_MONEY = re.compile(
    r"(?:年額|月額|年間|税抜|税込|約)*[0-9][0-9,.]*(?:億|百万|千|万)?円(?:[(（](?:税込|税抜|税別)[)）])?(?:/[年月])?"
)
_ENDS = re.compile(r"延長|解除|解約|契約終了|満了|打切|打ち切")
_SERVICE = re.compile(
    r"撤退|提供(?:を)?終了|提供(?:を)?(?:停止|終わ|打ち?切)|サービス(?:を)?(?:終了|停止)|販売終了|廃業|事業終了"
)
_MOVES = re.compile(r"移行|切替|切り替え|更改|稼働予定|リプレース")
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
    "年分": "", "に含む": "", "含まれる": "", "按分": "", "共同負担": "", "全体額": "", "半額": "",
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


def remarks_of(text: str) -> Iterator[tuple[str, str, Any]]:
    """What a remark tells: (field, the words, the value it would be)."""
    for clause in _CLAUSE.split(clean(text)):
        folded = fold(clause)
        dates = [span for span in spans(folded) if span is not None]
        if dates:
            last = dates[-1]
            if _SERVICE.search(clause):
                yield "vendor.service_end", clause, last.day(Role.END).isoformat()
            elif _ENDS.search(clause):
                yield "contract.end", clause, last.day(Role.END).isoformat()
            elif _SUPPORT.search(clause):
                yield "system.platform_eol", clause, last.day(Role.DUE).isoformat()
            elif _MOVES.search(clause) and not re.search(r"済|完了|した", clause):
                yield "system.planned_date", clause, last.day(Role.PLAN).isoformat()
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
