"""Characters that nobody sees: controls, which no text of ours may hold, and signs without width."""

from __future__ import annotations

import re
from typing import Any

# No page and no picture may hold these (XML 1.0), they turn the order of what stands beside them, or they are no
# characters at all and ours alone, for marks inside the program.
CONTROL = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Without width or direction of their own. Joiners of emoji and variants of kanji are letters, not these.
HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]")
# What `\s` stands for: stripped by name where an expression that ends in `\s+$` would begin anew at every blank.
BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_TAGS = re.compile("[\U000e0000-\U000e007f]")


def unseen(text: str) -> tuple[str | None, str | None]:
    """The first control and the first hidden character of a text, None where it has none."""
    if text.isprintable():
        return None, None
    control, hidden = CONTROL.search(text), HIDDEN.search(text) or _TAGS.search(text)
    return control and control[0], hidden and hidden[0]


def visible(text: str) -> str:
    """The text of a foreign cell with its controls shown (ESC as ␛) and without what has no width."""
    if text.isprintable():
        return text
    return _shown(_TAGS.sub("", HIDDEN.sub("", text)))


LONG = 1_000  # letters of a text, from which on it is looked over for what is said too often
_OFTEN = 60  # times that a word counts; more of them say no more
_OVER = re.compile(rf"(?s)(.{{1,24}}?)\1{{{_OFTEN},}}")


def settled(text: str) -> str:
    """A long text, in which a word or sign many times in a row stands sixty times: what is read of it stays the same,
    and no expression is led to look at every end of it from every beginning.
    """
    return _OVER.sub(lambda found: found[1] * _OFTEN, text) if len(text) > LONG else text


def _shown(text: str) -> str:
    return CONTROL.sub(lambda found: _picture(found[0]), text)


def _picture(char: str) -> str:
    code = ord(char)
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


def shown_in(data: Any) -> Any:
    """JSON data of our own with the controls of every text shown, keys apart.

    What has no width stays: IDs may hold it (IN010 only tells of it), and an event must find its gap again.
    """
    if isinstance(data, str):
        return _shown(data)
    if isinstance(data, dict):
        return {key: shown_in(value) for key, value in data.items()}
    return [shown_in(value) for value in data] if isinstance(data, list) else data
