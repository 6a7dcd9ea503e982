"""`Paper` → .docx: A4, the body's own words editable, page numbers, repeated table heads; same paper, same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, cast

from readiness.report.papers.paper import Break, Fields, Grid, Heading, Listing, Paper, Para, pieces
from readiness.tables.guard import writable

FONT = "游明朝"
SIZE, SMALL = 10.5, 9.0  # points
MARGIN = 20  # millimetres
FIELDS = (22, 78)  # labels beside what they say, in per cent
_TWIP = 635  # EMU
QUICK = 1  # of zip: a city prints two dozen letters
CELL = "ReadinessCell"  # the style of a cell's paragraph
STAMP = (1980, 1, 1, 0, 0, 0)  # the time of every member: the same paper gives the same bytes


def write_docx(paper: Paper, dated: date, stamps: Sequence[str] = ()) -> bytes:
    """The paper as a Word document; `stamps` (案, a fictional body) stand above everything."""
    import docx  # noqa: PLC0415 - heavy

    document = docx.Document()
    _page(document, paper)
    _line(document, "  ".join(stamps), bold=True)
    _head(document, paper)
    for block in paper.blocks:
        _block(document, block)
    for line in paper.foot:
        _line(document, line, size=SMALL)
    properties = document.core_properties
    properties.title, properties.author = writable(paper.title), writable(paper.head.issuer)
    properties.created = properties.modified = datetime(dated.year, dated.month, dated.day)
    properties.last_modified_by, properties.revision, properties.comments = "", 1, ""
    return _packed(_members(document.part.package))


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
            target.writestr(zipfile.ZipInfo(name, STAMP), members[name], zipfile.ZIP_DEFLATED, QUICK)
    return buffer.getvalue()


def _page(document: Any, paper: Paper) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415 - heavy
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - heavy
    from docx.shared import Mm, Pt  # noqa: PLC0415 - heavy

    section = document.sections[0]
    width, height = (297, 210) if paper.landscape else (210, 297)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
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


def _head(document: Any, paper: Paper) -> None:
    head = paper.head
    for line in (head.number, head.dated, head.secrecy):
        _line(document, line, align="right")
    for line in head.addressee:
        _line(document, line)
    for line in (*head.sender, *([] if head.sender else [head.issuer]), head.contact):
        _line(document, line, align="right")
    _line(document, paper.title, align="center", bold=True, size=14)


def _line(document: Any, text: str, *, align: str = "left", bold: bool = False, size: float = SIZE) -> None:
    if text:
        _write(document.add_paragraph(), text, align=align, bold=bold, size=size)


def _write(paragraph: Any, text: str, *, align: str = "left", bold: bool = False, size: float = SIZE) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - heavy
    from docx.shared import Pt  # noqa: PLC0415 - heavy

    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
    for part, missing in pieces(writable(text)):
        run = paragraph.add_run(part)
        run.bold, run.font.size = bold or missing, Pt(size)


def _block(document: Any, block: object) -> None:
    if isinstance(block, Heading):
        _line(document, block.text, bold=True)
    elif isinstance(block, Para):
        align = block.style if block.style in ("right", "center") else "left"
        size = SMALL if block.style == "note" else SIZE
        _line(document, block.text, align=align, bold=block.style == "strong", size=size)
    elif isinstance(block, Listing):
        for number, item in enumerate(block.items, start=1):
            _line(document, f"{number if block.ordered else '・'}{'  ' if block.ordered else ''}{item}")
    elif isinstance(block, Fields):
        _table(document, [list(row) for row in block.rows], head=False, widths=FIELDS)
    elif isinstance(block, Grid):
        caption = f"{block.table.caption}{f'({block.unit})' if block.unit else ''}"  # none: the heading says it
        _line(document, caption, bold=True, size=SMALL)
        if not block.table.rows:
            _line(document, block.table.empty, size=SMALL)
            return
        rows = [[cell.full for cell in row] for row in block.table.rows]
        _table(document, [list(block.table.heads), *rows], head=True, widths=block.widths)
    elif isinstance(block, Break):
        document.add_page_break()


def _widths(document: Any, parts: Sequence[int]) -> list[int]:
    """The room between the margins, parted as the page parts it."""
    section = document.sections[0]
    room = (section.page_width - section.left_margin - section.right_margin) // _TWIP
    return [room * part // sum(parts) for part in parts]


def _table(document: Any, rows: list[list[str]], *, head: bool, widths: Sequence[int] = ()) -> None:
    """A table, its columns as wide as on the page (per cent). Its rows are written below its element: the library's own
    look-up of cells takes the square of them.
    """
    from lxml.etree import SubElement  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy

    columns = len(rows[0]) if rows else 0
    table = document.add_table(rows=0, cols=columns)
    table._tbl.tblStyle_val = "TableGrid"
    words = ("tr", "trPr", "tblHeader", "tc", "tcPr", "tcW", "p", "pPr", "pStyle", "r", "rPr", "b", "t")
    tags = {word: _name(f"w:{word}") for word in words}
    value = _name("w:val")
    wide = _widths(document, widths) if len(widths) == columns else []
    if wide:
        table.autofit = False
        for column, width in zip(table._tbl.tblGrid, wide, strict=True):
            column.set(_name("w:w"), str(width))
    for at, values in enumerate(rows):
        line = SubElement(table._tbl, tags["tr"])
        if head and at == 0:
            SubElement(SubElement(line, tags["trPr"]), tags["tblHeader"]).set(value, "true")
        for place, text in enumerate(values):
            cell = SubElement(line, tags["tc"])
            if wide:
                size = SubElement(SubElement(cell, tags["tcPr"]), tags["tcW"])
                size.set(_name("w:w"), str(wide[place]))
                size.set(_name("w:type"), "dxa")
            paragraph = SubElement(cell, tags["p"])
            SubElement(SubElement(paragraph, tags["pPr"]), tags["pStyle"]).set(value, CELL)
            for part, missing in pieces(writable(text)):
                run = SubElement(paragraph, tags["r"])
                if missing or (head and at == 0):
                    SubElement(SubElement(run, tags["rPr"]), tags["b"])
                said = SubElement(run, tags["t"])
                said.text = part
                said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    document.add_paragraph().paragraph_format.space_after = 0


def _name(prefixed: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415 - heavy

    return str(qn(prefixed))
