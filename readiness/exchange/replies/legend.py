"""What a vendor's marks mean by its own legend (凡例), wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from unicodedata import normalize

from readiness.exchange.cells import fold_word
from readiness.exchange.replies.words import loose, official
from readiness.model.conformance import Answer
from readiness.sources.grid import Row, cell_text

_NUMBER = r"[1-9](?=\s*[::=＝])"
_MARK = rf"(?:{_NUMBER}|[◎○〇◯●△▲□■▽▼☆★×✕✗xX―ー－\-–—ABCDEabcde])"
_NEXT = r"[◎○〇◯●△▲□■▽▼☆★×✕✗―、,;／/]|[A-Ea-e1-9]\s*[::=＝]"
_IS = r"(?:[::=＝→…‥]|\.{2,}|・{2,}|は|[　 ])"
_PAIR = re.compile(rf"({_MARK})\s*{_IS}\s*((?:(?!{_NEXT})[^\s])(?:(?!{_NEXT.replace('、,;／/', '')})[^\n])*)")
_TURNED = re.compile(rf"([^\s、,;]{{2,12}})\s*[::=＝]\s*({_MARK})(?=[\s、,;)]|$)")
_ONE = re.compile(_MARK)
_NAMES = re.compile(r"凡例|記号|マーク|表記|区分の説明|回答の?(?:仕方|記号)")
# Of words that hold several, the first decides: an option that is supported is an option.
_MEANINGS: tuple[tuple[re.Pattern[str], Answer | None], ...] = (
    (re.compile(r"対象外|該当なし|非該当|適用外"), Answer.NOT_APPLICABLE),
    (re.compile(r"外付|別製品|他社|連携製品"), Answer.EXTERNAL),
    (re.compile(r"一部|部分|カスタマイズ|個別|要相談|要協議|条件付"), None),
    (re.compile(r"オプション|有償|有料|別途費用"), Answer.PAID_OPTION),
    (re.compile(r"次期|今後|予定|開発中|将来|経過措置"), Answer.FITS_LATER),
    (re.compile(r"代替|運用"), Answer.WORKAROUND),
    (re.compile(r"未対応|非対応|不可|できない|しない|せず|な[しい]|無[しい]|ません|不適合|未準拠"), Answer.UNSUPPORTED),
    (re.compile(r"標準|適合|対応|準拠|実装済|可能"), Answer.FITS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """Mark → its code, None where its words are no code; `words`: mark → what the legend says."""

    codes: Mapping[str, Answer | None] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.codes)


def find_legend(rows: Iterable[Row]) -> Legend:
    """The legend in some rows: «○:標準», a mark with its words in the next cell, or the words first."""
    codes: dict[str, Answer | None] = {}
    words: dict[str, str] = {}
    listed = list(rows)
    for row in listed:
        texts = [cell_text(cell) for cell in row]
        joined = [normalize("NFKC", text) for text in texts if text]
        for text in joined:
            pairs = (
                _PAIR.findall(text)
                if len(_PAIR.findall(text)) > 1 or _NAMES.search(" ".join(joined)) or len(text) < 40
                else []
            )
            if not pairs:
                pairs = [(mark, word) for word, mark in _TURNED.findall(text)]
            for mark, said in pairs:
                _add(codes, words, mark, said)
        for mark, said in pairwise(texts):
            if _ONE.fullmatch(mark) and len(said) > 1 and meaning(said) is not False and _stands_alone(texts):
                _add(codes, words, mark, said)
    return Legend(codes=codes, words=words)


def _stands_alone(texts: list[str]) -> bool:
    """A row of a small table of marks holds nothing but a mark and its words."""
    return sum(bool(text) for text in texts) == 2


def meaning(said: str) -> Answer | bool | None:
    """The code that words of a legend stand for; None where they are none, False where they are no legend."""
    code = official(said) or loose(said)
    if code is not None:
        return code
    text = normalize("NFKC", said)
    for pattern, answer in _MEANINGS:
        if pattern.search(text):
            return answer
    return False


def _add(codes: dict[str, Answer | None], words: dict[str, str], mark: str, said: str) -> None:
    found = meaning(said)
    key = fold_word(mark)
    if found is not False and key not in codes:
        codes[key] = found if isinstance(found, Answer) else None
        words[key] = said.strip(" 、,;・" if "(" in said else " 、,;・)")
