"""Mails saved as files (.eml): the text a person reads, decoded, and the names of what was attached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.policy import EmailPolicy
from itertools import islice
from pathlib import Path
from typing import cast

from readiness.sources.decode import decode
from readiness.sources.limits import DEFAULT_LIMITS, Limits
from readiness.sources.mailhtml import html_text
from readiness.sources.problem import SourceError, problem
from readiness.sources.xlsx import read_bounded

_HEADER = re.compile(rb"^(?:[A-Za-z][A-Za-z-]{1,40}:[ \t].*\r?\n)")
# What mail programs call by the plain name holds the letters of Windows too.
_WIDER = {"iso-2022-jp": "iso2022_jp_ext", "shift_jis": "cp932", "x-sjis": "cp932", "sjis": "cp932"}
_PARTS = 200
_FULLER = 4  # so much longer, an HTML text is the mail and the plain one a mere note
# Of parts and their heads in one file; the parser takes its time with each, and a call for each that stands in another.
_MOST_PARTS = 4_000
_LONGEST_HEAD = 2_000
_PART = re.compile(rb"(?im)^(?:--|content-type:)")


class _Short(EmailPolicy):
    """Heads are cut: the parser walks each one over and over, and what is asked of them is short."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The name of a head and what it says."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEAD]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """`lines` of the text, a forwarded mail's marked as quoted; `attached` are names of files that came with it;
    `unseen`: how many pieces of an HTML text were hidden or struck through, and are left out.
    """

    lines: tuple[str, ...]
    attached: tuple[str, ...] = ()
    unseen: int = 0


def read_mail_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> MailText:
    """A mail saved by a mail program, or its text saved by an editor. Raises `SourceError`: `mail.parts` where it has
    no readable text, `mail.too-many-parts`, `xlsx.not-a-workbook` for Outlook's own format, `file.*`.
    """
    raw = read_bounded(path, path.name, limits.file_bytes, "csv.too-large")
    if raw.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        detected = "pdf" if raw.startswith(b"%") else "msg"
        raise SourceError([problem("xlsx.not-a-workbook", path.name, suggestion=None, detected=detected)])
    if not (path.suffix.lower() == ".eml" or _is_mail(raw)):
        return MailText(lines=tuple(decode(raw, path.name).text.splitlines()))
    if sum(1 for _ in islice(_PART.finditer(raw), _MOST_PARTS + 1)) > _MOST_PARTS:
        raise SourceError([problem("mail.too-many-parts", path.name, limit=_MOST_PARTS)])
    reader = _Texts()
    try:
        message = cast(EmailMessage, BytesParser(EmailMessage, policy=_Short()).parsebytes(raw))
        texts = [text for text in reader.of(message, quoted=False) if text.strip()]
    except RecursionError as error:  # mails in mails in mails
        raise SourceError([problem("mail.too-many-parts", path.name, limit=_MOST_PARTS)]) from error
    if not texts:
        raise SourceError([problem("mail.parts", path.name)])
    lines = tuple(line for text in texts for line in text.splitlines())
    return MailText(lines=lines, attached=tuple(reader.attached), unseen=reader.unseen)


def _is_mail(raw: bytes) -> bool:
    """Whether it begins with headers of a mail that say how it is coded."""
    head = raw.lstrip()[:4096].split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0].lower()
    return bool(_HEADER.match(raw.lstrip())) and (b"content-type:" in head or b"mime-version:" in head)


class _Texts:
    """The texts of a mail; of one that says the same twice (plain and HTML) the plain one, unless it says little."""

    def __init__(self) -> None:
        self.attached: list[str] = []
        self.unseen = 0

    def of(self, message: MIMEPart, *, quoted: bool) -> Iterator[str]:
        """The texts of a part and of those inside it; a forwarded mail's lines are marked as quoted."""
        kind = message.get_content_type()
        if kind == "message/rfc822":
            for inner in message.iter_parts():
                yield from self.of(inner, quoted=True)
        elif kind == "multipart/alternative":
            bodies = [part for part in (message.get_body((kind,)) for kind in ("plain", "html")) if part is not None]
            best = bodies[0] if bodies else None
            if len(bodies) > 1 and _length(bodies[1]) > _FULLER * _length(bodies[0]):
                best = bodies[1]
            if best is not None:
                yield from self.of(best, quoted=quoted)
        elif message.is_multipart():
            for part in list(message.iter_parts())[:_PARTS]:
                yield from self.of(part, quoted=quoted)
        elif message.is_attachment() or kind not in ("text/plain", "text/html"):
            self.attached.append(message.get_filename() or kind)
        else:
            text, unseen = _decoded(message)
            self.unseen += unseen
            yield "\n".join(f"> {line}" for line in text.splitlines()) if quoted else text


def _length(part: MIMEPart) -> int:
    return len("".join(_decoded(part)[0].split()))


def _decoded(part: MIMEPart) -> tuple[str, int]:
    """The text of a part as a person reads it, and how many pieces of it nobody sees."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    stated = str(part.get_content_charset() or "").lower()
    for encoding in (_WIDER.get(stated, stated), "utf-8", "cp932"):
        try:
            text = raw.decode(encoding)
        except (LookupError, ValueError):  # no such code (its name may hold a NUL), or the bytes are not of it
            continue
        break
    else:
        text = decode(raw, "").text
    return (text, 0) if part.get_content_type() == "text/plain" else html_text(text)
