"""Which columns of a table that came back are ours: under our headings, renamed ones, and what their numbers count."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from readiness.exchange.replies.amounts import unit_in
from readiness.sources.grid import Row, cell_text, fold_header
from readiness.tables.table import Column

COSTS = ("cost_low", "cost_high")
# Headings of tables that people make themselves, beside our own.
_FURTHER: Mapping[str, tuple[str, ...]] = {
    "answer": ("回答", "可否", "対応可否", "対応状況", "区分"),
    "fact": ("内容", "回答内容", "コメント", "説明"),
    "cost_low": ("概算費用", "費用", "見積額", "概算額"),
    "delivery": ("時期", "提供時期", "対応時期", "予定日", "提供予定", "提供予定時期"),
}
# Headings that people put in the place of ours, once what stands in brackets and whose answer it is are taken away.
_RENAMED: Mapping[str, re.Pattern[str]] = {
    "answer": re.compile(r"(?:最終|再)?回答(?:区分|欄|可否|結果)?|対応(?:可否|状況|区分|有無)|適合(?:可否|状況|区分)"),
    "fact": re.compile(
        r"(?:最終|再)?回答(?:内容|詳細|理由|コメント|本文|の?説明)|対応(?:内容|方法|方針)|詳細|理由|コメント"
    ),
    "delivery": re.compile(r"(?:提供|対応|実施|リリース|開始|納品)(?:可能|予定)?(?:時期|日|年月)"),
}
_WHOSE = re.compile(
    r"^(?:弊社|当社|貴社|御社|自社|事業者|ベンダー?|業者|受託者|メーカー|回答者)(?:様)?(?:の|から)?|^(?:ご|御)"
)
_BRACKETS = re.compile(r"[(（【\[][^)）】\]]{0,200}[)）】\]]|必須|任意")
_UNIT_LINE = re.compile(r"単位\s*+[:：]?\s*+(?:百万円|千円|万円|億円)")


def head_words(columns: Sequence[Column]) -> dict[str, tuple[str, ...]]:
    """The headings that each of our columns may have in what comes back."""
    return {c.key: (c.header, *c.words, *_FURTHER.get(c.key, ())) for c in columns}


def renamed(heads: Sequence[str], places: Mapping[str, int], wanted: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Columns of ours that are missing and stand below a heading that only says more (必須、弊社回答)."""
    bare = {at: _WHOSE.sub("", fold_header(_BRACKETS.sub("", head))) for at, head in enumerate(heads)}
    found: dict[str, int] = {}
    for key in ("answer", "fact", "delivery", "words"):
        words = {fold_header(word) for word in wanted.get(key, ())}
        renamed = _RENAMED.get(key)
        fitting = [
            at
            for at, head in bare.items()
            if at not in {*places.values(), *found.values()}
            and (head in words or (renamed is not None and renamed.fullmatch(head)))
        ]
        if key not in places and len(fitting) == 1:
            found[key] = fitting[0]
    return found


def is_heading(row: Row, heads: Sequence[str], known: Mapping[int, str]) -> bool:
    """Whether the headings stand in a row once more, as printed pages have them."""
    same = sum(bool(cell_text(row[at])) and cell_text(row[at]) == heads[at] for at in known if at < len(row))
    return same > 1


def units_of(
    above: Sequence[Row], heads: Sequence[str], places: dict[str, int], ours: Mapping[str, str]
) -> dict[str, int]:
    """What a number in a column of costs counts; a column whose heading only differs in its unit is found here."""
    units: dict[str, int] = {}
    for key in COSTS:
        if key not in ours:
            continue
        bare = _without_unit(ours[key])
        found = places.get(key, next((at for at, head in enumerate(heads) if _without_unit(head) == bare), None))
        if found is not None:
            places[key] = found
            units[key] = unit_in(heads[found]) or 1
    if any(_UNIT_LINE.search(normalize("NFKC", cell_text(cell))) for row in above for cell in row):
        units = dict.fromkeys(units, 0)
    return units


def _without_unit(head: str) -> str:
    return re.sub(r"百万円|千円|万円|億円|円|[・()]|税込み?", "", fold_header(head))
