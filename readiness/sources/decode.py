"""Bytes to text and back: UTF-8 is read; other encodings are recognised so that the message can name them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from readiness.sources.problem import SourceProblem, problem
from readiness.sources.span import LineIndex


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text without its byte-order mark. `bom` tells `encode` to write the mark back."""

    text: str
    bom: bool
    problems: tuple[SourceProblem, ...] = ()


_WIDE_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(raw: bytes, name: str) -> Decoded:
    """UTF-8 with or without a byte-order mark. For another encoding there is one `yaml.encoding` problem whose param
    `detected` is cp932, utf-16 or unknown; the text is still decoded where possible, so that the rest can be checked.
    """
    for mark, encoding in _WIDE_MARKS:
        if raw.startswith(mark):
            text = raw.decode(encoding, errors="replace")
            return Decoded(
                text, False, (problem("yaml.encoding", name, LineIndex(text).span(0, 0), detected=encoding),)
            )
    bom = raw.startswith(codecs.BOM_UTF8)
    body = raw[len(codecs.BOM_UTF8) :] if bom else raw
    try:
        return Decoded(body.decode("utf-8"), bom)
    except UnicodeDecodeError as error:
        detected = "unknown"
        try:
            text = body.decode("cp932")
            # The bytes before the first wrong one are ASCII or happen to be UTF-8; cp932 may count them differently.
            place = len(body[: error.start].decode("cp932", errors="ignore"))
            detected = "cp932"
        except UnicodeDecodeError:
            text = body.decode("utf-8", errors="replace")
            place = len(body[: error.start].decode("utf-8"))
        where = LineIndex(text).span(min(place, len(text)), min(place + 1, len(text)))
        return Decoded(text, bom, (problem("yaml.encoding", name, where, detected=detected),))


def encode(text: str, *, bom: bool) -> bytes:
    """UTF-8, with the byte-order mark the file had."""
    return (codecs.BOM_UTF8 if bom else b"") + text.encode("utf-8")


_HEADS = {b"PK\x03\x04": "zip", b"\xd0\xcf\x11\xe0": "ole", b"%PDF": "pdf"}
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\0"))
_FEW = 20


def other_kind(raw: bytes) -> str | None:
    """What a file is that is no text at all: zip (workbooks of today), ole (of old), pdf, other; None for text."""
    known = next((kind for head, kind in _HEADS.items() if raw.startswith(head)), None)
    if known is None and len(raw) - len(raw.translate(None, _CONTROLS)) > _FEW:
        wide = raw.startswith(tuple(mark for mark, _ in _WIDE_MARKS))
        return None if wide else "other"
    return known
