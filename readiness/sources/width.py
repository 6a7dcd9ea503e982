"""Width of text in terminal cells and drawings: full-width characters take two, combining ones none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from unicodedata import category, east_asian_width

_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_TAB = 8
_ELLIPSIS = "…"
_NUMBER = re.compile(r"[\d,.]+$")


def char_width(char: str, *, ambiguous: int = 1) -> int:
    """Cells of one code point: 0, 1 or 2. `ambiguous` is for characters such as ①, α and ─, which old Japanese fonts
    draw in two cells. Control characters take none, except the tab, which depends on its column.
    """
    if char.isascii():
        return 1 if char.isprintable() else 0
    if category(char) in {"Mn", "Me", "Cf", "Cc", "Zl", "Zp"} or "\u1160" <= char <= "\u11ff":
        return 0
    kind = east_asian_width(char)
    if kind in "WF":
        return 2
    return ambiguous if kind == "A" else 1


def clusters(text: str, *, ambiguous: int = 1) -> Iterator[tuple[str, int]]:
    """What a reader sees as one character, with its width: base and combining marks, flags, joined emoji."""
    cluster, width = "", 0
    joined = False
    for char in text:
        own = char_width(char, ambiguous=ambiguous)
        flag = _is_flag(char)
        attached = (
            bool(cluster)
            and cluster != "\t"
            and (
                joined
                or (own == 0 and char != "\t" and char.isprintable() | (category(char) in {"Mn", "Me", "Cf"}))
                or "\U0001f3fb" <= char <= "\U0001f3ff"
                or (flag and len(cluster) == 1 and _is_flag(cluster))
            )
        )
        if attached:
            cluster += char
            # An emoji selector, a flag's second half and a joined emoji make the cluster two cells, not four.
            if char == _EMOJI_STYLE or flag or joined:
                width = 2
            elif width == 0:
                width = own
        else:
            if cluster:
                yield cluster, width
            cluster, width = char, own
        joined = char == _JOINER and width == 2
    if cluster:
        yield cluster, width


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def display_width(text: str, *, ambiguous: int = 1) -> int:
    """Cells the text takes, from column 0; tabs go to the next multiple of 8."""
    return len(text) if text.isascii() and text.isprintable() else _width(text, ambiguous)


# What nearly every text is made of: ASCII, one cell each, and kana, kanji and full-width forms, two; nothing combines.
_NARROW, _WIDE = "\x20-\x7e", "\u3000-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u4e00-\u9fff\uff01-\uff60"
_PLAIN = re.compile(f"[{_NARROW}{_WIDE}]*")


@lru_cache(maxsize=65_536)  # a table asks for each cell twice, for its column and for its row; most texts come again
def _width(text: str, ambiguous: int) -> int:
    if _PLAIN.fullmatch(text):
        return 2 * len(text) - len(text.encode("ascii", "ignore"))
    total = 0
    for cluster, width in clusters(text, ambiguous=ambiguous):
        total += _TAB - total % _TAB if cluster == "\t" else width
    return total


def clip(text: str, width: int, *, ambiguous: int = 1) -> str:
    """The text, cut between visible characters so that it fits in `width` cells, the ellipsis included."""
    if display_width(text, ambiguous=ambiguous) <= width:
        return text
    room = width - display_width(_ELLIPSIS, ambiguous=ambiguous)
    if room < 0:
        return ""
    kept, used = [], 0
    for cluster, cells in clusters(text, ambiguous=ambiguous):
        if used + cells > room:
            break
        kept.append(cluster)
        used += cells
    return whole("".join(kept), text) + _ELLIPSIS


def rooms(texts: Sequence[str], *, cells: int, lines: int, ambiguous: int = 1) -> tuple[int, ...]:
    """The cells each text may fill of `lines` lines of `cells`: none is cut while all fit; else all that exceed their
    share may be, what shorter ones leave going to the first.
    """
    tall = [-(-display_width(one, ambiguous=ambiguous) // cells) for one in texts]
    share = lines // max(1, len(texts))
    spare = lines - sum(min(share, height) for height in tall)
    found = []
    for height in tall:
        more = min(spare, max(0, height - share))
        spare -= more
        found.append((share + more) * cells)
    return tuple(found)


def whole(start: str, text: str) -> str:
    """The start of a text without the digits of a number that would be cut: 1… is no 12."""
    return _NUMBER.sub("", start) if text[len(start) : len(start) + 1].isdigit() else start


def pad(text: str, width: int, *, align: str = "left", ambiguous: int = 1) -> str:
    """The text filled with spaces to `width` cells; longer text is returned whole. `align` is left, right or center."""
    room = max(0, width - display_width(text, ambiguous=ambiguous))
    before = {"left": 0, "right": room, "center": room // 2}[align]
    return " " * before + text + " " * (room - before)


# Characters that may not begin a line (行頭禁則), the usual ones.
_NOT_FIRST = frozenset("、。，．・：；？！）］｝」』】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.!?:;)]}")


def wrap(text: str, width: int, *, ambiguous: int = 1) -> list[str]:
    """Lines of at most `width` cells (at least one visible character each). Japanese breaks anywhere but before
    closing marks; a run of ASCII letters and digits stays together where it fits. Line ends in the text are kept.
    """
    return [line for part in text.splitlines() or [""] for line in _wrap_one(part, width, ambiguous)]


def _wrap_one(text: str, width: int, ambiguous: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for word in _words(text, width, ambiguous):
        cells = display_width(word, ambiguous=ambiguous)
        if line and used + cells > width:
            lines.append(line.rstrip())
            line, used = "", 0
            if word == " ":
                continue
        line += word
        used += cells
    lines.append(line.rstrip())
    return lines


def _words(text: str, width: int, ambiguous: int) -> list[str]:
    """Pieces that are not broken; none wider than `width` unless it is one visible character and a closing mark."""
    pieces: list[str] = []
    for cluster, cells in clusters(text, ambiguous=ambiguous):
        previous = pieces[-1] if pieces else ""
        fits = bool(previous) and display_width(previous, ambiguous=ambiguous) + cells <= width
        ascii_run = _is_ascii_word(cluster) and _is_ascii_word(previous)
        if fits and previous != " " and (ascii_run or cluster in _NOT_FIRST):
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
    return pieces


def _is_ascii_word(text: str) -> bool:
    return bool(text) and text.isascii() and not text.isspace()
