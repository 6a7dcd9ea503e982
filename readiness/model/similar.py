"""What somebody may have meant: words like the one that was read (もしかして)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache


def similar(word: str, words: Iterable[str], *, most: int = 3, least: float = 0.5) -> tuple[str, ...]:
    """Up to `most` of the words that are at least so alike (0..1), the likest first."""
    return _similar(word, tuple(words), most, least)


@lru_cache(maxsize=1024)  # a wrong word is often written in many rows
def _similar(word: str, words: tuple[str, ...], most: int, least: float) -> tuple[str, ...]:
    from difflib import get_close_matches  # noqa: PLC0415 - only who mistypes pays for it

    likely = [
        other
        for other, letters in zip(words, _letters(words), strict=True)
        # No more letters can agree than the other word holds of this one: what stays below needs no closer look.
        if 2 * min(sum(map(letters.__contains__, word)), len(other)) >= least * (len(word) + len(other))
    ]
    return tuple(get_close_matches(word, likely, n=most, cutoff=least))


@lru_cache(maxsize=256)
def _letters(words: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, words))
