"""What a remark says that matters: an end, a price, a date that no column tells (備考)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from readiness.intake.dates import Role, spans
from readiness.intake.fold import clean, fold
from readiness.intake.money import Terms, read_money

_CLAUSE = re.compile(r"[。;；\n]|(?<=[^0-9])、")
_MONEY = re.compile(
    r"(?:年額|月額|年間|税抜|税込|約)*[0-9][0-9,.]*(?:億|百万|千|万)?円(?:[(（](?:税込|税抜|税別)[)）])?(?:/[年月])?"
)
_ENDS = re.compile(r"解除|解約|撤退|提供終了|サービス終了|契約終了|満了|打切|打ち切")
_MOVES = re.compile(r"移行|切替|切り替え|更改|稼働予定|リプレース")
_SUPPORT = re.compile(r"サポート|保守期限|EOL|EOS", re.IGNORECASE)
_YEARLY = re.compile(r"年額|年間|月額|保守料|使用料|利用料|委託料|経費|契約額")
_NOT_IT = re.compile(r"含まない|含まず|除く|別途|別に|1回|一回|のみ")


def remarks_of(text: str) -> Iterator[tuple[str, str, Any]]:
    """What a remark tells: (field, the words, the value it would be)."""
    for clause in _CLAUSE.split(clean(text)):
        folded = fold(clause)
        dates = [span for span in spans(folded) if span is not None]
        if dates:
            last = dates[-1]
            if _ENDS.search(clause):
                yield "contract.end", clause, last.day(Role.END).isoformat()
            elif _SUPPORT.search(clause):
                yield "system.platform_eol", clause, last.day(Role.DUE).isoformat()
            elif _MOVES.search(clause) and not re.search(r"済|完了|した", clause):
                yield "system.planned_date", clause, last.day(Role.PLAN).isoformat()
        money = _MONEY.search(clause)
        if money and _YEARLY.search(clause) and not _NOT_IT.search(clause):
            got = read_money(money[0], Terms())
            yield "contract.annual_amount", clause, got.value if got.value is not None else got.read_as
