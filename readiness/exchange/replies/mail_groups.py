"""Mails that list IDs below their answer (【未対応】 and under it the IDs): each ID gets the words it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from readiness.exchange.check_code import clean_id
from readiness.exchange.replies.words import loose, official
from readiness.sources.characters import BLANKS

_BEFORE, _BEHIND = BLANKS + "■◆●◎・◇□▼#*【[「『<〈", BLANKS + "】]」』>〉:："
_ID = r"[Gg][\s\-‐‑–—−－ー]?[0-9A-Za-zＡ-Ｚａ-ｚ０-９]{5}[\s\-‐‑–—−－ー]?[0-9A-Za-zＡ-Ｚａ-ｚ０-９]{5}"
_LISTED = re.compile(rf"^[\s・\-*●○■□0-9.)）、,]{{0,12}}{_ID}(?:[\s、,・及び]{{1,4}}{_ID}){{0,20}}\s*$")


def by_group(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines with the answer written behind each ID; as they are, where any line tells of another layout.

    The first code stands above the first ID, and every code right above lines of IDs alone: in a mail of blocks, where
    an answer follows its ID, the first line of the two is an ID.
    """
    kinds = [_kind(line) for line in lines]
    stated = [kind for kind in kinds if kind]
    pairs = zip(stated, [*stated[1:], ""], strict=True)
    if not stated or stated[0] != "code" or any(one == "code" and then != "ids" for one, then in pairs):
        return tuple(lines)
    if "words" in stated[: len(stated) - stated[::-1].index("ids")]:
        return tuple(lines)
    return tuple(_written(lines, kinds))


def _kind(line: str) -> str:
    """`code`: a code alone; `ids`: IDs alone; `words`: an ID with words; "" for what is neither."""
    bare = _bare(line)
    if official(bare) or loose(bare):
        return "code"
    if not clean_id(line):
        return ""
    return "ids" if _LISTED.match(line) else "words"


def _bare(line: str) -> str:
    return line.lstrip(_BEFORE).rstrip(_BEHIND)


def _written(lines: Sequence[str], kinds: Sequence[str]) -> Iterator[str]:
    code = ""
    for line, kind in zip(lines, kinds, strict=True):
        code = _bare(line) if kind == "code" else code
        yield "" if kind == "code" else f"{line} {code}" if kind == "ids" else line
