"""What a ledger says about itself above its table and in its file name: whose it is, and as of when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from readiness.sources.dates import parse_date
from readiness.sources.grid import Row, cell_text

_ROWS = 40
# The word that stands behind a day tells what the day is.
_AS_OF = re.compile(
    r"((?:令和|平成|[RH])?\s*[0-9元]{1,4}\s*[年/.\-]\s*[0-9]{1,2}\s*[月/.\-]\s*(?:[0-9]{1,2}\s*日?|末日?))\s*"
    r"(?:[(（][日月火水木金土][)）])?\s*(?:現在|時点|作成|更新|修正|調べ)",
    re.IGNORECASE,
)
# A name ends where the next word begins, so that 東村山市 and 町田市 keep theirs; 市町村 and 町民課 are no names.
_BODY = re.compile(
    r"(?![市区]町村|町民|村民|市民|区民)([一-龥々ヶケヵぁ-んァ-ヴー]{1,7}[市町村区])"
    r"(?=$|役場|役所|総務|情報|企画|電算|シス|台帳|管理|全庁|業務|基幹|住民|デジ|行政|保有|庁内|標準|における|の|[A-Z])"
)
_NO_NAME = re.compile(r"システム|業務|台帳|電算|情報")
_BREAK = re.compile(r"[\s　()（）\[\]【】「」『』・,、_\-/:：0-9]+")
# Years, months and days, whose last word goes with them: 日野市 in 令和8年4月1日日野市 begins with its own 日.
_WHEN = re.compile(
    r"(?:令和|平成|[RHrh])?\s*(?:[0-9]+|元)(?:(?:年度|年|月|日)|\s+(?:年度|年|月|日)(?=[\s0-9()]|$))|(?:令和|平成)(?=[^一-龥]|$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """`name` of the body and `as_of`, each None where nothing says it."""

    name: str | None = None
    as_of: date | None = None


def read_title(files: Sequence[str], above: Iterable[Sequence[Row]]) -> Title:
    """`files`: names without folder and suffix, which only serve where no sheet names a body; `above`: per sheet the
    rows over its header. The latest day counts.
    """
    texts = [cell_text(cell) for rows in above for row in rows[:_ROWS] for cell in row if cell_text(cell)]
    days = [day for text in texts for found in _AS_OF.finditer(normalize("NFKC", text)) if (day := _day(found[1]))]
    names = (name for text in (*texts, *files) if (name := body_name(text)))
    return Title(name=next(names, None), as_of=max(days, default=None))


def body_name(text: str) -> str | None:
    """The municipality a title speaks of: 霞野町 in 令和8年度電算システム台帳(霞野町総務課)."""
    for piece in _BREAK.split(_WHEN.sub(" ", normalize("NFKC", text))):
        found = _BODY.match(re.sub("^[RHrh]+", "", piece))
        if found and not _NO_NAME.search(found[1]):
            return found[1]
    return None


def _day(text: str) -> date | None:
    return parse_date("".join(text.split()))
