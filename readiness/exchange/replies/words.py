"""How people write answers: the codes in other words, and what looks like an answer and is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from readiness.exchange.cells import fold_word
from readiness.model.conformance import Answer

_IS = r"(?:適合|準拠|対応|実装|搭載|装備)"
_STANDARD = r"(?:標準(?:機能|装備)?|パッケージ(?:標準)?機能|パッケージ標準)"
_BY = r"(?:で|にて|として|による?|により)"
_COMING = r"(?:対応|適合|準拠|実装|開発|提供|リリース|搭載)"
_MAY = r"(?:可能?|あり|有り)?"
_NONE = r"(?:な[しい]|無[しい]?)"
# How people write each code where they choose no word of the list. A word that leaves open which one it is (対応中,
# カスタマイズ対応) is none of them and is asked.
_WAYS: Mapping[Answer, str] = {
    Answer.FITS: rf"◎|○|可能?|{_STANDARD}|"
    rf"(?:(?:{_STANDARD}|標準仕様)(?:{_BY}|に)?|完全に?|全面的に|全て|すべて|全項目)?{_IS}"
    r"(?:済み?|可能?|している|(?<=適合|準拠)する|あり|有り)?",
    Answer.FITS_LATER: rf"(?:期限後|経過措置)(?:{_BY}|に)?(?:適合|対応)?(?:\(経過措置(?:あり)?\))?|"
    rf"今後{_COMING}|開発中|"
    rf"次(?:期(?:版|バージョン)?|(?:の)?(?:版|バージョン))(?:{_BY}|に)?(?:適合|対応|実装)|"
    rf"(?:今後|将来|次期(?:版|バージョン)?{_BY}?)?{_COMING}(?:の)?予定",
    Answer.WORKAROUND: rf"代替(?:手段|案|方法)?{_MAY}|代替運用{_MAY}|"
    rf"(?:代替)?運用{_BY}?(?:対応|代替|回避|(?:を)?カバー){_MAY}",
    Answer.EXTERNAL: rf"(?:外付け?|アドオン|(?:外付け?の?|別の?|他社?の?)(?:製品|システム|パッケージ))"
    rf"(?:{_BY}?(?:対応|提供))?{_MAY}",
    Answer.PAID_OPTION: rf"(?:別途)?(?:有[償料](?:の)?)?オプション(?:\(有[償料]\)|(?:{_BY})?(?:対応|提供))?{_MAY}|"
    rf"(?:別途)?有[償料](?:{_BY})?(?:対応|提供)?{_MAY}",
    Answer.UNSUPPORTED: rf"×|不可|否|{_NONE}|できない|ng|"
    r"未(?:適合|準拠|対応|実装|搭載|開発|提供)|非(?:適合|準拠|対応)|不(?:適合|対応)|"
    rf"(?:{_COMING}|装備)(?:は|が)?(?:{_NONE}|不可能?|(?:して(?:い)?|し|でき)ない|せず|できず)|機能(?:が|は)?{_NONE}|"
    rf"{_COMING}(?:する)?(?:の)?予定(?:は|も|が)?{_NONE}",
    Answer.NOT_APPLICABLE: rf"対象外(?:機能|業務|項目)?|非該当|適用外|該当(?:せず|(?:業務)?(?:が|は)?{_NONE}|しない)",
}
# △ has no agreed meaning: some vendors mean a workaround, others a partial fit. A legend or a map may say which.
UNCLEAR = "△▲"

_MARKS = frozenset("◎○×")
_DASHES = frozenset("-‐‑‒–—―−－ー─━/／*※・.…")


def is_dash(text: str) -> bool:
    """Whether a cell holds nothing but marks people put into cells they leave empty."""
    return bool(text.strip()) and all(char in _DASHES or char.isspace() for char in text)


def is_garbled(text: str) -> bool:
    """Whether letters were lost, or read in another code than they were written in (文字化け)."""
    if text.isascii():
        return False
    return "\ufffd" in text or any(_turned(text, code) for code in ("cp932", "latin-1", "cp1252"))


def _turned(text: str, code: str) -> bool:
    try:
        meant = text.encode(code).decode("utf-8")
    except UnicodeError:
        return False
    return any(char >= "\u3000" for char in meant)


def official(text: str) -> Answer | None:
    """The code whose own word stands there, and nothing beside it but marks and words of politeness."""
    return _OFFICIAL.get(fold_word(text)) or _OFFICIAL.get(_plain(text))


def loose(text: str) -> Answer | None:
    """The code that a spelling of people stands for, alone."""
    folded = fold_word(text)
    return _spelled(folded) if len(folded) <= _LONGEST_WORD else None


@lru_cache(maxsize=4096)  # the same words come again with every row
def _spelled(folded: str) -> Answer | None:
    bare = _plain(folded)
    if (both := _TWICE.fullmatch(bare)) is not None:  # ○(適合), ○:適合, 適合(標準機能): the same said twice
        said = {_OFFICIAL.get(part) or _spelled(part) for part in both.groups() if part}
        if len(said) == 1:
            return said.pop()
    return next((code for code, way in _FORMS.items() if way.fullmatch(bare)), None)


def without_day(text: str) -> tuple[str, str]:
    """A code of what is to come and the day beside it (対応予定(R9.6), R9.6対応予定), if one stands there."""
    for form in (_DAY_BEHIND, _DAY_BEFORE) if len(text) <= _LONGEST else ():
        parts = form.fullmatch(text)
        if parts is not None and Answer.FITS_LATER in (official(parts["code"]), loose(parts["code"])):
            return parts["code"], parts["day"]
    return text, ""


def is_mark(text: str) -> bool:
    """Whether it is one of the marks that stand for a code whatever was asked."""
    return fold_word(text) in _MARKS


def _plain(text: str) -> str:
    """A word without its number in a list, brackets around it and the end of a polite sentence."""
    folded = _NUMBER.sub("", fold_word(text)).removeprefix("はい、").rstrip("。.")
    inside = _BRACKETED.fullmatch(folded)
    bare = _POLITE.sub("", inside[1] if inside else folded)
    return _NOT.sub("ない", _DOES.sub(_plain_end, bare))


def _plain_end(found: re.Match[str]) -> str:
    going_on = "てい" if found["on"] else ""
    return f"{going_on}ない" if found["no"] else f"{going_on}る" if going_on else ""


_LONGEST = 200  # of a code with its day
_DAY_BEHIND = re.compile(r"(?P<code>[^(（0-9]+?)\s*[(（]?\s*(?P<day>(?:令和|R)?\s*[0-9][^)）]*)[)）]?", re.IGNORECASE)
_DAY_BEFORE = re.compile(
    r"(?P<day>(?:令和|R)?\s*[0-9][0-9./\-年月日末元度\s]*+)(?:に|より|から|、)?\s*(?P<code>[^0-9(（]+)", re.IGNORECASE
)
_LONGEST_WORD = 40  # letters of a code with all that may stand around it
_NUMBER = re.compile(r"^(?:[0-9]{1,2}[.:)]|\([0-9]{1,2}\)|[・①-⑨])(?=[^0-9])")
_BRACKETED = re.compile(r"[「『(【\[]([^」』)】\]]+)[」』)】\]]")
_POLITE = re.compile(r"(?:です|でございます|となります|になります|であります|といたします|とします)$")
# 対応します promises, 適合します says what is so.
_DOES = re.compile(
    r"(?:(?P<on>てい|ており)|(?<=適合|準拠)(?:し|いたし|致し)(?=ます)|(?:し|いたし|致し)(?=ません))(?:ます|"
    r"(?P<no>ません))$"
)
_NOT = re.compile(r"(?:あり|ござい)ません$|(?<=でき)ません$")
_TWICE = re.compile(r"([^():/]+)(?:\(([^()]+)\)|:([^():]+))")
_OFFICIAL = {fold_word(form): word for word in Answer for form in (word.ja, str(word.value))}
_FORMS = {code: re.compile(way) for code, way in _WAYS.items()}
