"""What somebody may have meant: words like the one that was read (もしかして)."""

from __future__ import annotations

from collections.abc import Iterable


def similar(word: str, words: Iterable[str], *, most: int = 3, least: float = 0.5) -> tuple[str, ...]:
    """Up to `most` of the words that are at least so alike (0..1), the likest first."""
    from difflib import get_close_matches  # noqa: PLC0415 - only who mistypes pays for it

    return tuple(get_close_matches(word, list(words), n=most, cutoff=least))
