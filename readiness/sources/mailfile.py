"""Mails saved as files (.eml): the text a person reads, decoded, and the names of what was attached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import MIMEPart
from email.parser import BytesParser
from pathlib import Path

from readiness.sources.decode import decode
from readiness.sources.limits import DEFAULT_LIMITS, Limits
from readiness.sources.problem import SourceError, problem
from readiness.sources.xlsx import read_bounded

_HEADER = re.compile(rb"^(?:[A-Za-z][A-Za-z-]{1,40}:[ \t].*\r?\n)")
# What mail programs call by the plain name holds the letters of Windows too.
_WIDER = {"iso-2022-jp": "iso2022_jp_ext", "shift_jis": "cp932", "x-sjis": "cp932", "sjis": "cp932"}
_PARTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """`lines` of the text, a forwarded mail's marked as quoted; `attached` are names of files that came with it."""

    lines: tuple[str, ...]
    attached: tuple[str, ...] = ()


def read_mail_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> MailText:
    """A mail saved by a mail program, or its text saved by an editor. Raises `SourceError`: `mail.parts` where it has
    no readable text, `xlsx.not-a-workbook` for Outlook's own format, `file.*`.
    """
    raw = read_bounded(path, path.name, limits.file_bytes, "csv.too-large")
    if raw.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        detected = "pdf" if raw.startswith(b"%") else "msg"
        raise SourceError([problem("xlsx.not-a-workbook", path.name, suggestion=None, detected=detected)])
    if not (path.suffix.lower() == ".eml" or _is_mail(raw)):
        return MailText(lines=tuple(decode(raw, path.name).text.splitlines()))
    message = BytesParser(policy=policy.default).parsebytes(raw)
    attached: list[str] = []
    texts = [text for text in _texts(message, attached, quoted=False) if text.strip()]
    if not texts:
        raise SourceError([problem("mail.parts", path.name)])
    return MailText(lines=tuple(line for text in texts for line in text.splitlines()), attached=tuple(attached))


def _is_mail(raw: bytes) -> bool:
    """Whether it begins with headers of a mail that say how it is coded."""
    head = raw.lstrip()[:4096].split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0].lower()
    return bool(_HEADER.match(raw.lstrip())) and (b"content-type:" in head or b"mime-version:" in head)


def _texts(message: MIMEPart, attached: list[str], *, quoted: bool) -> Iterator[str]:
    """The plain texts; of one that says the same twice (plain and HTML) the plain one."""
    kind = message.get_content_type()
    if kind == "message/rfc822":
        for inner in message.iter_parts():
            yield from _texts(inner, attached, quoted=True)
    elif kind == "multipart/alternative":
        best = message.get_body(("plain", "html"))
        if best is not None:
            yield from _texts(best, attached, quoted=quoted)
    elif message.is_multipart():
        for part in list(message.iter_parts())[:_PARTS]:
            yield from _texts(part, attached, quoted=quoted)
    elif message.is_attachment() or kind not in ("text/plain", "text/html"):
        attached.append(message.get_filename() or kind)
    else:
        text = _decoded(message)
        yield "\n".join(f"> {line}" for line in text.splitlines()) if quoted else text


def _decoded(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    stated = str(part.get_content_charset() or "").lower()
    for encoding in (_WIDER.get(stated, stated), "utf-8", "cp932"):
        try:
            text = raw.decode(encoding)
        except (LookupError, ValueError):  # no such code (its name may hold a NUL), or the bytes are not of it
            continue
        return text if part.get_content_type() == "text/plain" else _from_html(text)
    return decode(raw, "").text


def _from_html(text: str) -> str:
    """Enough of HTML that a line stays a line; tags of cells are left for the reader of lines."""
    text = re.sub(r"(?is)<(script|style|head)\b.*?</\1>", "", text)
    quoted = re.sub(r"(?is)<blockquote\b.*?</blockquote>", "", text)
    return re.sub(r"[ \t]*\r?\n[ \t]*", "\n", quoted)
