"""A body's own .docx as the form of a paper: plain placeholders are filled in, nothing in it is run (自団体の様式)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import BadZipFile

from readiness.model.refusal import RefusedError
from readiness.model.text import Text, text
from readiness.report.papers.paper import Paper
from readiness.report.papers.write_docx import sealed
from readiness.sources.width import clip
from readiness.tables.guard import writable

# What a template may ask for, by the beginning of a paper's key; a part that this paper does not have stays empty.
# docs/guide/templates.md publishes the list.
PLACES: Mapping[str, tuple[str, ...]] = {
    "chougi": (
        "議題", "付議の理由", "現況", "決定事項", "案の比較", "財源", "住民・窓口への影響", "職員・体制", "今後の日程",
        "優先確認事項", "決裁期限", "合議",
    ),
    "shoukai": (
        "宛先", "発信者", "目的", "協議事項", "根拠", "照会事項", "所要時間の目安", "回答期限", "提出先・方法", "質問",
        "守秘・個人情報", "費用・取扱い", "記入例", "担当",
    ),
}  # fmt: skip
COMMON = ("件名", "文書番号", "年月日", "取扱い")


class FormError(RefusedError):
    """A form of the body that cannot be used; the message says why (exit 2)."""


class OutsideError(ValueError):
    """A form that makes Word fetch or start something; `args` are the addresses and commands."""


# What opening a damaged zip, or a zip with other parts than a document has, ends in.
_BROKEN = (
    BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    LookupError,
    AttributeError,
    OSError,
    ValueError,
)


def on_form(paper: Paper, name: str, template: bytes) -> bytes:
    """The paper on the body's own form. Raises `FormError` for a file that is no Word document, and for placeholders
    that are not on the list, all of them at once.
    """
    own = next((places for key, places in PLACES.items() if paper.key.startswith(key)), tuple(paper.fields))
    head = paper.head
    common = dict(zip(COMMON, (paper.title, head.number, head.dated, head.secrecy), strict=True))
    known = {**dict.fromkeys(own, ""), **common, **paper.fields}
    try:
        made, missing = filled(template, known)
    except OutsideError as error:
        raise FormError(text("cli.forms.outside", file=name, places=error.args)) from error
    except ValueError as error:
        raise FormError(text("cli.forms.not-word", file=name)) from error
    if missing:
        raise FormError(text("cli.forms.places", file=name, places=tuple(map(_said, missing)), known=tuple(known)))
    return made


class Unfilled(NamedTuple):
    """A placeholder that no paper knows, or braces that do not close (no name): in which part, in which line."""

    name: str
    part: str
    line: str


def _said(one: Unfilled) -> Text:
    return text(
        "cli.forms.place" if one.name else "cli.forms.open",
        name=one.name,
        part=text(f"cli.forms.in.{one.part}"),
        line=clip(one.line, LINE, ambiguous=2),
    )


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LINE = 40  # half-width cells of a line that is told
_TEXT_PARTS = ("document.main+xml", ".header+xml", ".footer+xml", ".footnotes+xml", ".endnotes+xml")
# Fields of Word that fetch a file or start a program, by the first word of their instruction.
_FETCHES = re.compile(rb"(?i)\s*(DDE|DDEAUTO|LINK|IMPORT|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|DATABASE|RD|MACROBUTTON)\b")
_RUN = re.compile(rb"<w:instrText[^>]*>([^<]*)")
_WHOLE = re.compile(rb"w:instr=\"([^\"]*)\"")
PLACE = re.compile(  # of either width: an input method gives the wide ones
    r"[{｛]{2}\s*+([^{}｛｝\s](?:[^{}｛｝]*[^{}｛｝\s])?)\s*+[}｝]{2}"
)
_OPEN = re.compile(r"[{｛]{2}|[}｝]{2}")


def filled(template: bytes, fields: Mapping[str, str]) -> tuple[bytes, tuple[Unfilled, ...]]:
    """The document with `{{name}}` replaced, and what it asks for that this paper does not have.

    Text stands in the body, in tables, in headers and footers of every kind, in text boxes, content controls and
    notes. A placeholder that Word has cut into several runs is found all the same; what stands beside it keeps its own
    look. The template of the PC that made the form is forgotten. Raises `ValueError` where the bytes are no Word
    document, `OutsideError` where it leads out of itself.
    """
    import docx  # noqa: PLC0415 - heavy
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415 - heavy
    from docx.opc.oxml import serialize_part_xml  # noqa: PLC0415 - heavy
    from docx.oxml.parser import parse_xml  # noqa: PLC0415 - heavy

    try:
        document = docx.Document(BytesIO(template))
    except (PackageNotFoundError, *_BROKEN) as error:
        raise ValueError("no Word document") from error
    _keep_inside(document)
    missing: dict[Unfilled, None] = {}

    def word(match: re.Match[str]) -> str:
        return writable(fields[match[1]]) if match[1] in fields else match[0]

    for part in document.part.package.iter_parts():
        if not part.content_type.endswith(_TEXT_PARTS):
            continue
        root = part.element if hasattr(part, "element") else parse_xml(part.blob)
        for paragraph in root.iter(_W + "p"):
            whole = "".join(one.text or "" for one in _texts(paragraph))
            names = [name for name in PLACE.findall(whole) if name not in fields]
            names += [""] if _OPEN.search(PLACE.sub("", whole)) else []
            missing |= dict.fromkeys(Unfilled(name, _where(paragraph, part.content_type), whole) for name in names)
            _fill(paragraph, word)
        if not hasattr(part, "element"):
            part._blob = serialize_part_xml(root)
    buffer = BytesIO()
    document.save(buffer)
    return sealed(buffer.getvalue()), tuple(missing)


def _keep_inside(document: Any) -> None:
    """Nothing is fetched and nothing started when the paper is opened; what a reader clicks on is theirs."""
    package = document.part.package
    outside: dict[str, None] = {}
    for holder in (package, *package.iter_parts()):
        for id_, relation in list(holder.rels.items()):
            if not relation.is_external or relation.reltype.endswith("/hyperlink"):
                continue
            if not relation.reltype.endswith("/attachedTemplate"):
                outside[relation.target_ref] = None
            del holder.rels[id_]
        outside |= dict.fromkeys(_fetching(holder.blob) if hasattr(holder, "blob") else ())
    for stated in document.settings.element.findall(_W + "attachedTemplate"):
        document.settings.element.remove(stated)
    if outside:
        raise OutsideError(*outside)


def _fetching(xml: bytes) -> Iterator[str]:
    """The fields of a part that fetch or start something; Word may cut an instruction into runs."""
    cut = (b"".join(_RUN.findall(piece)) for piece in xml.split(b"<w:fldChar"))
    for instruction in (*cut, *_WHOLE.findall(xml)):
        if found := _FETCHES.match(instruction):
            yield found[1].decode().upper()


def _where(paragraph: Any, kind: str) -> str:
    """The part of a document that a paragraph stands in, the smallest that a person sees."""
    above = {one.tag for one in paragraph.iterancestors()}
    if _W + "txbxContent" in above or _W + "tc" in above:
        return "box" if _W + "txbxContent" in above else "table"
    return next((part for part in ("header", "footer") if part in kind), "note" if "notes" in kind else "body")


def _texts(paragraph: Any) -> list[Any]:
    """The texts of one paragraph; a text box in it has its own paragraphs."""
    return [one for one in paragraph.iter(_W + "t") if next(one.iterancestors(_W + "p")) is paragraph]


def _fill(paragraph: Any, word: Callable[[re.Match[str]], str]) -> None:
    """Replaces in one paragraph, from the end, so that places before keep theirs."""
    texts = _texts(paragraph)
    whole = "".join(one.text or "" for one in texts)
    for match in reversed(list(PLACE.finditer(whole))):
        said, at = word(match), 0
        for one in texts:
            text = one.text or ""
            first, last = max(match.start() - at, 0), min(match.end() - at, len(text))
            if first < last:
                one.text, said = text[:first] + said + text[last:], ""
                one.set(_SPACE, "preserve")
            at += len(text)
    for one in texts:
        _broken(one)


def _broken(one: Any) -> None:
    """A text of several lines, parted by breaks as Word has them."""
    lines = (one.text or "").split("\n")
    one.text = lines[0]
    for line in reversed(lines[1:]):
        more = one.makeelement(_W + "t", {_SPACE: "preserve"})
        more.text = line
        one.addnext(more)
        one.addnext(one.makeelement(_W + "br", {}))
