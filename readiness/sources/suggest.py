"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from unicodedata import normalize

_CLOSE_ENOUGH = 0.6
_LONGEST = 80


def fold(word: str) -> str:
    """A word as compared: full-width and half-width alike, without case, spaces, hyphens and underscores."""
    return "".join(c for c in normalize("NFKC", word).casefold() if not c.isspace() and c not in "-_")


def suggest(word: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """The candidates nearest to a mistyped word, best first, at most three; ties in alphabetical order.

    Widths, case and separators do not count; a word that contains the other counts as near. Only the first 80
    characters are compared.
    """
    sought = fold(word)[:_LONGEST]
    if not sought:
        return ()
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(sought)
    scored: list[tuple[float, str]] = []
    for candidate in set(candidates):
        folded = fold(candidate)[:_LONGEST]
        if not folded or candidate == word:
            continue
        score = _containment(sought, folded)
        if not score:
            matcher.set_seq1(folded)
            if matcher.real_quick_ratio() < _CLOSE_ENOUGH or matcher.quick_ratio() < _CLOSE_ENOUGH:
                continue
            score = matcher.ratio()
        if score >= _CLOSE_ENOUGH:
            scored.append((-score, candidate))
    return tuple(candidate for _, candidate in sorted(scored)[:3])


def _containment(one: str, other: str) -> float:
    """A shared whole word of two characters or more: 0.6 to 1 by how much of the longer it makes up; else 0."""
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or short not in long:
        return 0.0
    return _CLOSE_ENOUGH + (1 - _CLOSE_ENOUGH) * len(short) / len(long)
