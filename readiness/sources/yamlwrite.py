"""Values as YAML text that our loader, and any other, reads back as the same value."""

from __future__ import annotations

import re
from datetime import date, datetime

from readiness.sources.scalars import Scalar, canonical_float, reads_as_entry, resolve_plain
from readiness.sources.yamldata import Data

# Printable without an escape: no controls, no NEL, LS, PS (line ends to YAML), no byte-order mark, no surrogates.
_PLAIN_CHARS = re.compile("[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]+")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=<")
_FLOW_MARKS = frozenset(",[]{}:")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


class ValueNotYamlError(ValueError):
    """A value YAML cannot hold (another type, infinity, a lone surrogate)."""


def scalar_text(value: Scalar, *, style: str | None = None, flow: bool = False) -> str:
    """A scalar on one line. `style` is the quote (`'` or `"`) a text had and keeps; `flow` is for inside brackets."""
    if isinstance(value, str):
        return _string(value, style, flow=flow)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, date) and not isinstance(value, datetime):
        text = value.isoformat()
    elif isinstance(value, int):
        text = str(value) if abs(value) < 10**18 else ""
    elif isinstance(value, float) and value - value == 0:  # finite
        text = canonical_float(value)
    else:
        text = ""
    if not text or type(resolve_plain(text)[0]) is not type(value):
        raise ValueNotYamlError(repr(value))
    return text


def _string(text: str, style: str | None, *, flow: bool) -> str:
    printable = bool(_PLAIN_CHARS.fullmatch(text))
    if style not in ("'", '"') and printable and _plain_is_safe(text, flow=flow):
        return text
    if style == "'" and (printable or not text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _plain_is_safe(text: str, *, flow: bool) -> bool:
    return (
        text[0] not in _INDICATORS
        and text == text.strip()
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and not text.startswith("...")
        and not (flow and _FLOW_MARKS.intersection(text))
        and not reads_as_entry(text)
        and resolve_plain(text) == (text, None)
    )


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if _PLAIN_CHARS.fullmatch(char):
        return char
    if "\ud800" <= char <= "\udfff":
        raise ValueNotYamlError(repr(char))
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def key_text(key: str, *, flow: bool = False) -> str:
    """A mapping key."""
    return scalar_text(key, flow=flow)


def scalar_lines(value: Scalar, *, style: str | None = None, literal: bool = True) -> list[str]:
    """A scalar in block context; a text of several lines as a literal block, whose lines go two columns further in
    than their parent, if `literal` allows it and it can be written so.
    """
    if isinstance(value, str) and literal and _fits_literal(value):
        body = value.removesuffix("\n")
        return ["|" if body != value else "|-", *body.split("\n")]
    return [scalar_text(value, style=style)]


def _fits_literal(text: str) -> bool:
    lines = text.removesuffix("\n").split("\n")
    return (
        "\n" in text
        and bool(lines[0])
        and bool(lines[-1])
        and lines[0][0] != " "
        and all(not line or (_PLAIN_CHARS.fullmatch(line) and line == line.rstrip()) for line in lines)
    )


def block_lines(value: Data, *, literal: bool = True) -> list[str]:
    """A value in block style, from column 0; nested blocks go two columns in."""
    lines: list[str] = []
    if isinstance(value, dict) and value:
        for key, child in value.items():
            inner = block_lines(child, literal=literal)
            head = key_text(key) + ":"
            if isinstance(child, dict | list) and child:
                lines += [head, *indented(inner)]
            else:
                lines += [f"{head} {inner[0]}", *indented(inner[1:])]
    elif isinstance(value, list) and value:
        for child in value:
            inner = block_lines(child, literal=literal)
            lines += ["- " + inner[0], *indented(inner[1:])]
    elif isinstance(value, dict | list):
        lines = [flow_text(value)]
    else:
        lines = scalar_lines(value, literal=literal)
    return lines


def flow_text(value: Data) -> str:
    """A value in flow style, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key_text(k, flow=True)}: {flow_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow_text, value)) + "]"
    return scalar_text(value, flow=True)


def indented(lines: list[str], columns: int = 2) -> list[str]:
    """The lines moved right; empty ones stay empty."""
    return [" " * columns + line if line else line for line in lines]
