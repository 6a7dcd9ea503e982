"""Links told in a sentence: 税務システムへ異動情報(日次)、住民記録システムから所得情報 (文で書かれた連携)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from readiness.intake.fold import clean


class InWords(NamedTuple):
    """One link of a sentence: whether the data goes away or comes in, the other end, what it is, what stands in the
    brackets behind it.
    """

    away: bool
    name: str
    data: str
    beside: tuple[str, ...]


_WAY = re.compile(r"(?:(?P<before>[^をへ]+)を)?(?P<name>[^をへ]+?)(?P<way>へ|から|より)(?:は|の|も)?(?P<rest>.*)")
_BRACKET = re.compile(r"[(（]([^()（）]*)[)）]")
_VERB = re.compile(r"を?(?:毎[日週月]|自動で)?(?:提供|送信|送付|受信|受領|取込|取得|連携|出力|渡|入力|受|送)[ぁ-ん]*$")
_DATA = re.compile(r"(?:情報|データ|ファイル|結果|一覧|異動|ログ|番号)(?:等|など)?")
_PARTNER = re.compile(r"(?:システム|サーバー?|ネット|基盤|センター|連合会|機構|[都道府県国]|サービス)(?:等|など)?")
_SENTENCE = re.compile(r"[をがは]|して|する|され|いる|います|あり")
_PARTICLE = re.compile("(?<=[^ぁ-ん])[でがはにと](?=[^ぁ-ん])")  # 紙で県: more than a name
_LONGEST = 24


def links_in_words(text: str, known: Callable[[str], bool]) -> tuple[InWords, ...] | None:
    """The links of a cell that is a sentence; none where it is a list of names, None where it cannot be read whole.
    `known`: whether a name is that of a system of ours.
    """
    pieces = [piece for part in _pieces(clean(text)) if (piece := part.strip(" ・\u3000"))]
    if not pieces or known(clean(text)):
        return ()
    found: list[InWords] = []
    waiting: list[str] = []  # names that share the way of the next: 税務、国保システムへ
    for piece in pieces:
        bare = _BRACKET.sub("", piece).strip()
        way = None if known(bare) else _WAY.fullmatch(bare)
        if way is None:
            if not found and known(bare):
                waiting.append(bare)
            elif not found or not _DATA.search(bare) or known(bare):
                waiting.append("")
            continue
        name = way["name"].strip()
        stated = _in_words(way, name, tuple(_words(piece)))
        sure = known(name) or (_PARTNER.search(name) and len(name) <= _LONGEST and not _PARTICLE.search(name))
        if stated is None or not sure or "" in waiting:
            return None
        found += [stated._replace(name=other) for other in waiting] + [stated]
        waiting = []
    if found:
        return None if waiting else tuple(found)
    odd = any(_SENTENCE.search(bare) and not known(bare) for bare in (_BRACKET.sub("", piece) for piece in pieces))
    return None if odd else ()


def _in_words(way: re.Match[str], name: str, beside: tuple[str, ...]) -> InWords | None:
    data = _VERB.sub("", way["rest"]).strip("を ") or (way["before"] or "").strip()
    if _WAY.fullmatch(way["rest"]) or _SENTENCE.search(data):
        return None
    return InWords(way["way"] == "へ", name, data, beside)


def _words(piece: str) -> Iterator[str]:
    for bracket in _BRACKET.findall(piece):
        yield from (word for part in re.split(r"[・,、/／ ]", bracket) if (word := part.strip()))


def _pieces(text: str) -> Iterator[str]:
    """The parts of a text between commas and stops; those in brackets part nothing."""
    depth, piece = 0, ""
    for char in text:
        depth += (char in "(（") - (char in ")）")
        if depth <= 0 and char in "、,，;；。\n":
            yield piece
            piece = ""
        else:
            piece += char
    yield piece
