"""How people write answers: the codes in other words, and what looks like an answer and is none."""

from __future__ import annotations

import re
from collections.abc import Mapping

from readiness.exchange.cells import fold_word
from readiness.model.conformance import Answer

SPELLINGS: Mapping[str, Answer] = {
    **dict.fromkeys(
        (
            "◎",
            "○",
            "対応",
            "対応済",
            "対応済み",
            "対応可",
            "準拠",
            "準拠済",
            "準拠済み",
            "適合済",
            "適合済み",
            "標準対応",
            "標準対応済",
            "標準機能",
            "標準",
            "標準装備",
            "標準で対応",
            "標準機能で対応",
            "標準機能にて対応",
            "パッケージ標準",
            "対応している",
            "適合している",
            "準拠している",
        ),
        Answer.FITS,
    ),
    **dict.fromkeys(
        ("期限後適合", "経過措置", "期限後対応", "対応予定", "今後対応", "期限後適合(経過措置あり)"), Answer.FITS_LATER
    ),
    **dict.fromkeys(
        ("代替運用", "運用代替", "運用対応", "運用で対応", "運用にて対応", "運用回避", "代替", "代替手段"),
        Answer.WORKAROUND,
    ),
    **dict.fromkeys(("外付", "外付け対応", "別製品", "アドオン", "別システム"), Answer.EXTERNAL),
    **dict.fromkeys(("オプション", "有償オプション", "オプション(有償)", "有償"), Answer.PAID_OPTION),
    **dict.fromkeys(
        ("×", "非対応", "対応不可", "不可", "否", "対応予定なし", "対応なし", "対応していない", "なし"),
        Answer.UNSUPPORTED,
    ),
    **dict.fromkeys(("非該当", "該当なし", "対象外機能"), Answer.NOT_APPLICABLE),
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
    return _FOLDED.get(fold_word(text)) or _FOLDED.get(_plain(text))


def without_day(text: str) -> tuple[str, str]:
    """A code of what is to come and the day that stands behind it (対応予定(R9.6)), if one does."""
    parts = _DAY_BEHIND.fullmatch(text) if len(text) <= _LONGEST else None
    later = parts is not None and Answer.FITS_LATER in (official(parts[1]), loose(parts[1]))
    return (parts[1], parts[2]) if parts is not None and later else (text, "")


def is_mark(text: str) -> bool:
    """Whether it is one of the marks that stand for a code whatever was asked."""
    return fold_word(text) in _MARKS


def _plain(text: str) -> str:
    """A word without its number in a list, brackets around it and the end of a polite sentence."""
    folded = _NUMBER.sub("", fold_word(text)).rstrip("。.")
    inside = _BRACKETED.fullmatch(folded)
    bare = _POLITE.sub("", inside[1] if inside else folded)
    return _IS.sub(lambda found: "ている" if found[1] == "ます" else "ていない", bare)


_LONGEST = 200  # of a code with its day
_DAY_BEHIND = re.compile(r"([^(（0-9]+?)\s*[(（]?\s*((?:令和|R)?\s*[0-9][^)）]*)[)）]?", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:[0-9]{1,2}[.:)]|[・])(?=[^0-9])")
_BRACKETED = re.compile(r"[「『(【\[]([^」』)】\]]+)[」』)】\]]")
_POLITE = re.compile(r"(?:です|でございます|となります|になります|であります|といたします|とします)$")
_IS = re.compile(r"(?:てい|ており)(ます|ません)$")
_OFFICIAL = {fold_word(form): word for word in Answer for form in (word.ja, str(word.value))}
_FOLDED = {fold_word(form): word for form, word in SPELLINGS.items()}
