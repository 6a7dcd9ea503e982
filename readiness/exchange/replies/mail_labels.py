"""Answers in a mail that say by labels what is what (回答区分:適合、提供予定日:令和9年10月)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from readiness.exchange.labels import Labels
from readiness.exchange.notes import RowNote
from readiness.exchange.replies.reader import RowReader
from readiness.exchange.replies.row import AnswerRow
from readiness.exchange.replies.tables import ReplyRow
from readiness.exchange.rows import FoundRow

_LABELS: Mapping[str, str] = {
    "answer": r"回答区分|対応(?:状況|可否|区分)|適合(?:状況|可否)|準拠状況|区分|可否|判定",
    "fact": r"回答(?:内容|詳細|理由)|内容|詳細|理由|説明|回答",
    "delivery": r"(?:提供|対応|リリース|納品)(?:開始)?(?:予定)?(?:日|時期|年月)|提供予定|対応予定|予定日|時期",
    "cost_low": r"(?:概算)?(?:費用|金額|見積額?)(?:[(（]?下限[)）]?)?(?:[(（]?円[)）]?)?",
    "cost_high": r"(?:概算)?(?:費用|金額|見積額?)[(（]?上限[)）]?(?:[(（]?円[)）]?)?",
    "version": r"(?:提供)?(?:版|バージョン)",
    "alternative": r"代替(?:の)?(?:方法|手段|運用)|代替案",
    "evidence": r"根拠(?:資料)?|添付資料",
    "contact": r"回答者(?:・連絡先)?|担当(?:者)?|連絡先",
    "words": r"備考|補足|特記事項|その他",
}
_ANY = "|".join(f"(?P<{key}>{form})" for key, form in _LABELS.items())
_LINE = re.compile(rf"^\s*+[・●■◆○◇*\-]?\s*+(?:{_ANY})\s*+[:：]\s*+(?P<said>.*)$")
_SAYS = frozenset({"answer", "fact", "delivery", "cost_low"})


def labelled(words: Sequence[str]) -> Mapping[str, str] | None:
    """What each label says; None where fewer than two labels stand there, or none of an answer."""
    found: dict[str, str] = {}
    last = ""
    for line in words:
        match = _LINE.match(line)
        if match:
            last = next(key for key in _LABELS if match[key] is not None)
            if last in found:
                return None  # said twice: whoever reads it has to tell which
            found[last] = match["said"].strip()
        elif last and line.strip():
            found[last] = f"{found[last]}\n{line.strip()}".strip()
        elif line.strip():
            return None
    return found if len(found) > 1 and _SAYS & {key for key, said in found.items() if said} else None


def labelled_row(
    place: tuple[str, int], row_id: str, said: Mapping[str, str], labels: Labels, notes: list[RowNote]
) -> AnswerRow | None:
    """The row, read as the cells of a book are; None where nothing was filled in."""
    name, line = place
    found = FoundRow(file=name, sheet=name, row=line, cells={**said, "id": row_id}, columns={})
    return RowReader(ReplyRow(found=found), labels, notes).row(division=False)
