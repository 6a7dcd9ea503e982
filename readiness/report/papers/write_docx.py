"""`Paper` → .docx: A4, the body's own words editable, page numbers, repeated table heads; same paper, same bytes.

What all papers of one orientation share (styles, foot, page) is made once by the library. What a paper says is written
as it stands in the file, a paragraph or a table at a time: a city prints some three dozen papers.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import Any, cast
from xml.sax.saxutils import escape

from readiness.report.papers.paper import Break, Fields, Grid, Heading, Listing, Paper, Para, pieces
from readiness.tables.guard import writable
from readiness.tables.table import Cell

FONT = "游明朝"
SIZE, SMALL = 10.5, 9.0  # points
MARGIN = 20  # millimetres
FIELDS = (22, 78)  # labels beside what they say, in per cent
_TWIP = 635  # EMU
QUICK = 1  # of zip: a city prints two dozen letters
CELL = "ReadinessCell"  # the style of a cell's paragraph
STAMP = (1980, 1, 1, 0, 0, 0)  # the time of every member: the same paper gives the same bytes
_PROPERTY = 255  # letters that Word takes for a property of a document
_BODY, _CORE = "word/document.xml", "docProps/core.xml"
_FORMATTING = (
    '<w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0" w:noVBand="1"'
    ' w:val="04A0"/>'
)
_RIGHT = '<w:jc w:val="right"/>'
_BOLD, _PLAIN, _SPACED = "<w:b/>", '<w:b w:val="0"/>', '<w:t xml:space="preserve">'
_WHOLE = '<w:trPr><w:cantSplit w:val="true"/></w:trPr>'
_REPEATED = '<w:trPr><w:cantSplit w:val="true"/><w:tblHeader w:val="true"/></w:trPr>'
_PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_AFTER_TABLE = '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>'


def write_docx(paper: Paper, dated: date, stamps: Sequence[str] = ()) -> bytes:
    """The paper as a Word document; `stamps` (案, a fictional body) stand above everything."""
    blank = _blank(paper.landscape)
    said = [_line("  ".join(stamps), bold=True), *_head(paper)]
    for block in paper.blocks:
        said += _block(block, blank.room)
    said += [_line(line, size=SMALL) for line in paper.foot]
    before, after = blank.around
    body = "".join((before, *said, after)).encode("utf-8")
    return _packed({**blank.members, _BODY: body, _CORE: _properties(blank.members[_CORE], paper, dated)})


@dataclass(frozen=True, slots=True)
class _Blank:
    """A paper that says nothing: `around` is its text before and after what is said, `room` between margins in EMU."""

    members: Mapping[str, bytes]
    around: tuple[str, str]
    room: int


@cache
def _blank(landscape: bool) -> _Blank:
    import docx  # noqa: PLC0415 - heavy

    document = docx.Document()
    _page(document, landscape)
    _ = document.core_properties  # written by the library where its template has none
    section, members = cast(Any, document.sections[0]), _members(document.part.package)
    before, start, after = members[_BODY].decode("utf-8").partition("<w:sectPr")
    room = section.page_width - section.left_margin - section.right_margin
    return _Blank(members, (before, start + after), room)


def _properties(blank: bytes, paper: Paper, dated: date) -> bytes:
    """Title, issuer and dates of a paper."""
    from docx.opc.coreprops import CoreProperties  # noqa: PLC0415 - heavy
    from docx.opc.oxml import serialize_part_xml  # noqa: PLC0415 - heavy
    from docx.oxml.parser import parse_xml  # noqa: PLC0415 - heavy

    element = cast(Any, parse_xml(blank))
    properties = CoreProperties(element)
    properties.title, properties.author = map(_short, (paper.title, paper.head.issuer))
    properties.created = properties.modified = datetime(dated.year, dated.month, dated.day)
    properties.last_modified_by, properties.revision, properties.comments = "", 1, ""
    return serialize_part_xml(element)


def _short(said: str) -> str:
    plain = writable(said)
    return plain if len(plain) <= _PROPERTY else f"{plain[: _PROPERTY - 1]}…"


class _Members(dict[str, bytes]):
    """What the library writes its parts to instead of an archive: packing them twice took as long as writing them."""

    def write(self, place: Any, content: bytes) -> None:
        self[place.membername] = content


def _members(package: Any) -> Mapping[str, bytes]:
    """The files of a document, as `document.save` would write them."""
    from docx.opc.pkgwriter import PackageWriter  # noqa: PLC0415 - heavy

    for part in package.parts:
        part.before_marshal()
    members, writer = _Members(), cast(Any, PackageWriter)
    writer._write_content_types_stream(members, package.parts)
    writer._write_pkg_rels(members, package.rels)
    writer._write_parts(members, package.parts)
    return members


def sealed(raw: bytes) -> bytes:
    """The archive with its members in order of their names and no time of writing."""
    with zipfile.ZipFile(BytesIO(raw)) as source:
        return _packed({name: source.read(name) for name in source.namelist()})


def _packed(members: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=QUICK) as target:
        for name in sorted(members, key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, STAMP)
            member.create_system = 3  # else Windows writes other bytes
            target.writestr(member, members[name], zipfile.ZIP_DEFLATED, QUICK)
    return buffer.getvalue()


def _page(document: Any, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415 - heavy
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - heavy
    from docx.shared import Mm, Pt  # noqa: PLC0415 - heavy

    section = document.sections[0]
    width, height = (297, 210) if landscape else (210, 297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(MARGIN))
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.element.rPr.rFonts.set(_name("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(3)
    cell = document.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style, cell.font.size, cell.paragraph_format.space_after = style, Pt(SMALL), Pt(0)
    _page_number(section.footer.paragraphs[0])


def _page_number(paragraph: Any) -> None:
    """`1/2` in the middle of the foot, counted by the program that opens it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - heavy
    from docx.oxml import OxmlElement  # noqa: PLC0415 - heavy

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for word in ("PAGE", "/", "NUMPAGES"):
        run = paragraph.add_run("/" if word == "/" else "")
        if word == "/":
            continue
        for kind, text in (("begin", ""), ("", word), ("end", "")):
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(_name("w:fldCharType"), kind)
            else:
                element.text = text
            run._r.append(element)


def _head(paper: Paper) -> list[str]:
    head = paper.head
    return [
        *(_line(line, align="right") for line in (head.number, head.dated, head.secrecy)),
        *(_line(line) for line in head.addressee),
        *(_line(line, align="right") for line in (*head.sender, *([] if head.sender else [head.issuer]), head.contact)),
        _line(paper.title, align="center", bold=True, size=14),
    ]


def _line(text: str, *, align: str = "left", bold: bool = False, size: float = SIZE, kept: bool = False) -> str:
    """A paragraph; nothing where there is nothing to say. What a person has to write is bold. `kept` with the next."""
    if not text:
        return ""
    half_points = int(size * 2)
    runs = "".join(
        f'<w:r><w:rPr>{_BOLD if bold or missing else _PLAIN}<w:sz w:val="{half_points}"/></w:rPr>{_words(part)}</w:r>'
        for part, missing in pieces(writable(text))
    )
    return f'<w:p><w:pPr>{"<w:keepNext/>" if kept else ""}<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'


def _words(text: str) -> str:
    """The content of a run: tabs and ends of lines are elements of their own."""
    return "".join(
        "<w:tab/>" if part == "\t" else "<w:br/>" if part in "\r\n" else _text(part, keep=part != part.strip())
        for part in re.split(r"([\t\r\n])", text)
        if part
    )


def _text(text: str, *, keep: bool) -> str:
    """Text as it is; `keep`: with the spaces at its ends."""
    return f"{_SPACED if keep else '<w:t>'}{escape(text, {chr(13): '&#13;'})}</w:t>"


def _block(block: object, room: int) -> Iterator[str]:
    if isinstance(block, Heading):
        yield _line(block.text, bold=True, kept=True)
    elif isinstance(block, Para):
        align = block.style if block.style in ("right", "center") else "left"
        size = SMALL if block.style == "note" else SIZE
        yield _line(block.text, align=align, bold=block.style == "strong", size=size)
    elif isinstance(block, Listing):
        for number, item in enumerate(block.items, start=1):
            yield _line(f"{number if block.ordered else '・'}{'  ' if block.ordered else ''}{item}")
    elif isinstance(block, Fields):
        rows = [[Cell(text=text) for text in row] for row in block.rows]
        yield _table(rows, room, head=False, widths=FIELDS)
    elif isinstance(block, Grid):
        caption = f"{block.table.caption}{f'({block.unit})' if block.unit else ''}"  # none: the heading says it
        yield _line(caption, bold=True, size=SMALL, kept=True)
        if not block.table.rows:
            yield _line(block.table.empty, size=SMALL)
            return
        top = [Cell(text=head) for head in block.table.heads]
        yield _table([top, *block.table.rows], room, head=True, widths=block.widths)
    elif isinstance(block, Break):
        yield _PAGE_BREAK


def _table(rows: Sequence[Sequence[Cell]], room: int, *, head: bool, widths: Sequence[int]) -> str:
    """A table, its columns as wide as on the page (per cent); the content decides where no widths are given."""
    if not rows:
        return ""
    fixed = len(widths) == len(rows[0])
    wide = _widths(room, widths if fixed else [], len(rows[0]))
    layout = '<w:tblLayout w:type="fixed"/>' if fixed else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in wide)
    cells = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>' if fixed else "<w:tc>" for width in wide]
    said = "".join(_row(values, cells, head=head and at == 0) for at, values in enumerate(rows))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:type="auto" w:w="0"/>{layout}{_FORMATTING}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{said}</w:tbl>{_AFTER_TABLE}"
    )


def _widths(room: int, parts: Sequence[int], columns: int) -> list[int]:
    """The room between the margins, parted as the page parts it, else evenly."""
    if parts:
        return [room // _TWIP * part // sum(parts) for part in parts]
    return [round(room // columns / _TWIP)] * columns


def _row(values: Sequence[Cell], cells: Sequence[str], *, head: bool) -> str:
    """A row that is not broken over pages; numbers stand to the right, as on the page."""
    said = "".join(
        f'{cell}<w:p><w:pPr><w:pStyle w:val="{CELL}"/>{_RIGHT if value.number else ""}</w:pPr>'
        f"{_runs(value.full, bold=head)}</w:p></w:tc>"
        for cell, value in zip(cells, values, strict=True)
    )
    return f"<w:tr>{_REPEATED if head else _WHOLE}{said}</w:tr>"


def _runs(text: str, *, bold: bool) -> str:
    """What a cell says, in the size of its style."""
    return "".join(
        f"<w:r>{f'<w:rPr>{_BOLD}</w:rPr>' if bold or missing else ''}{_text(part, keep=True)}</w:r>"
        for part, missing in pieces(writable(text))
    )


def _name(prefixed: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415 - heavy

    return str(qn(prefixed))
