"""Which rows are of a system that is gone, by the words of their cells (廃止・終了・統合済)."""

from __future__ import annotations

import re
from datetime import date

from readiness.intake.dates import Role, read_date, spans
from readiness.intake.fold import clean, fold
from readiness.intake.matched import Matched
from readiness.intake.table import Line
from readiness.intake.vocabulary import Vocabulary

_OLD_NAME = re.compile(
    r"[(（【\[]\s*(?:旧(?![:：]|名|称)|廃止|廃|終了|統合済|使用停止|停止|廃止済|運用終了|利用終了)[^)）】\]]*[)）】\]]|^(?:旧[)）:：]|廃止[)）:：\s])"
)
# Columns whose cells say of a row that it is closed.
_LIFE = ("row.life", "system.migrated", "system.conformance", "system.note", "contract.note", "system.kind",
         "system.planned_date")  # fmt: skip


def closed_by(matched: Matched, line: Line, name: str, words: Vocabulary, as_of: date | None) -> str:
    """The words by which a row is of a system that is gone; empty where it lives, or dies later."""
    if _OLD_NAME.search(name):
        return name
    grid = matched.table.grid
    for target in _LIFE:
        for column in matched.of(target):
            at = line.cells[column.index]
            text = clean(grid.text(at)) if at is not None else ""
            if not text:
                continue
            if target == "row.life":
                value = words.words["row.life"].get(fold(text))
                if value == "dead" or (value is None and _past(text, words, as_of)):
                    return text
            word = next((w for w in words.layout["dead"] if fold(w) in fold(text)), "")
            said = _undated(fold(text))
            if word and (target in ("system.note", "contract.note", "row.life") or said.startswith(fold(word))):
                after = fold(text).partition(fold(word))[2]
                coming = any(fold(w) in after[:6] for w in words.layout["coming"])
                if not coming and not _future(text, as_of):
                    return text
    return ""


def _undated(folded: str) -> str:
    """Words without the day before them: R8.3.31廃止 begins with 廃止."""
    first = next(spans(folded), None)
    return folded[first.stop :].lstrip("にで、,~") if first is not None and first.start == 0 else folded


def _past(text: str, words: Vocabulary, as_of: date | None) -> bool:
    day = read_date(text, Role.END, words).value
    return bool(day) and as_of is not None and str(day) <= as_of.isoformat()


def _future(text: str, as_of: date | None) -> bool:
    return any(span is not None and as_of is not None and span.first > as_of for span in spans(fold(text)))
