"""Which papers a reader gets, and in which forms: A4 page, .docx for prose, .xlsx for tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from readiness.intake.doubt import Doubt
from readiness.model.audience import Audience
from readiness.report.context import ReportContext
from readiness.report.html import asset, render_page
from readiness.report.papers.chougi import chougi
from readiness.report.papers.gikai import gikai
from readiness.report.papers.gyomu import gyomu
from readiness.report.papers.hantei import hantei
from readiness.report.papers.koka import koka
from readiness.report.papers.letters import letter_papers
from readiness.report.papers.paper import Break, Grid, Paper, Para, pieces, renamed
from readiness.report.papers.rfi import rfi
from readiness.report.papers.seisa import seisa
from readiness.report.papers.taisei import hikitsugi, taisei
from readiness.report.papers.template import on_form
from readiness.report.papers.withheld import held_letter, held_paper, unaddressed, withheld_page
from readiness.report.papers.write_docx import write_docx
from readiness.report.papers.zaisei import zaisei
from readiness.tables.table import Book, CoverLine, Table
from readiness.tables.write_xlsx import write_xlsx

SHEET = 138  # half-width characters: with remarks beside numbers a landscape A4 sheet prints them in 8 points

READERS = {
    "chougi": frozenset({Audience.INTERNAL, Audience.DIVISION, Audience.FINANCE}),
    "gikai": frozenset({Audience.INTERNAL, Audience.PUBLIC}),
    "zaisei": frozenset({Audience.INTERNAL, Audience.FINANCE}),
    "gyomu": frozenset({Audience.INTERNAL}),
    "shoukai": frozenset({Audience.INTERNAL, Audience.VENDOR}),
}


def papers(context: ReportContext) -> Iterator[tuple[str, bytes]]:
    """`papers/*` for this reader."""
    made: list[Paper] = []
    if context.audience in READERS["chougi"]:
        made += chougi(context)
    if context.audience in READERS["zaisei"]:
        made += [paper for paper in (zaisei(context), seisa(context)) if paper is not None]
    if context.audience in READERS["gyomu"]:
        made += [paper for paper in (gyomu(context), koka(context), hantei(context)) if paper is not None]
        made += [taisei(context), hikitsugi(context)]
    if context.audience in READERS["gikai"]:
        made += gikai(context)
    for paper in made:
        if doubts := held_paper(context, paper.rests):
            yield f"{_place(paper)}.html", withheld_page(context, paper.title, doubts)
        else:
            yield from paper_files(context, paper)


def letters(context: ReportContext) -> Iterator[tuple[str, bytes]]:
    """`papers/shoukai-*`: each holds the records of its addressee, so it is told by owner and not by reader."""
    if context.audience not in READERS["shoukai"]:
        return
    outside = context.audience is Audience.VENDOR
    for request in rfi(context):
        paper = replace(request, folder=request.stem if outside else "")
        if doubts := held_paper(context, paper.rests):
            yield f"{_place(paper)}.html", withheld_page(context, paper.title, doubts)
        else:
            yield from paper_files(context, paper)
    shown: list[Doubt] = []
    for letter in letter_papers(context):
        if outside and letter.inside:
            continue
        # What is made to be sent lies apart by addressee: a folder that is sent holds nobody else's letter.
        folder = letter.paper.stem.removeprefix("shoukai-") if outside else ""
        paper = replace(letter.paper, folder=folder)
        if doubts := () if letter.inside else held_letter(context, letter.party):
            shown += doubts
            yield f"{_place(paper)}.html", withheld_page(context, paper.title, doubts)
        else:
            yield from paper_files(context, paper)
    # What goes to nobody while it is doubtful whose it is has a page too: nothing vanishes without a word.
    if lost := [doubt for doubt in unaddressed(context) if doubt not in shown]:
        title = context.t("paper.withheld.unaddressed")
        yield f"papers/shoukai-{title}.html", withheld_page(context, context.t("paper.withheld.letters"), lost)


def paper_files(context: ReportContext, paper: Paper) -> Iterator[tuple[str, bytes]]:
    """The forms of one paper, all from the same value."""
    name, forms = _place(paper), context.options.forms
    # The form of one paper (`shoukai-statute.docx`) goes before that of its kind (`shoukai.docx`).
    own = next((key for key in (paper.key, paper.key.partition("-")[0]) if key in forms.templates), "")
    filled = on_form(paper, f"{own}.docx", forms.templates[own]) if own and paper.prose else None
    paper = renamed(paper, forms.labels)
    style = asset("tokens.css") + asset("papers/paper.css")
    page = render_page("papers/paper.html.j2", context, p=paper, style=style, pieces=pieces)
    yield f"{name}.html", page.encode("utf-8")
    if paper.prose:
        stamps = _stamps(context, paper)
        yield f"{name}.docx", filled if filled is not None else write_docx(paper, context.as_of, stamps)
        if filled is not None and (annexes := annexes_of(paper)) is not None:
            yield f"{name}-besshi.docx", write_docx(annexes, context.as_of, stamps)
    else:
        yield f"{name}.xlsx", _workbook(context, paper)


def annexes_of(paper: Paper) -> Paper | None:
    """What follows the first page (別紙) as a document of its own: a body's own form has the first page only."""
    at = next((at for at, block in enumerate(paper.blocks) if isinstance(block, Break)), None)
    if at is None:
        return None
    return replace(paper, blocks=paper.blocks[at + 1 :], head=replace(paper.head, addressee=(), sender=()), foot=())


def _stamps(context: ReportContext, paper: Paper) -> tuple[str, ...]:
    """案 until it is numbered and nobody has anything left to write; what is fictional says so."""
    draft = (context.t("paper.draft"),) if paper.draft else ()
    return (*draft, context.t("common.fictional")) if context.inventory.body.fictional else draft


def _place(paper: Paper) -> str:
    return f"papers/{f'{paper.folder}/' if paper.folder else ''}{paper.stem}"


def _sheet(block: Grid) -> Table:
    """A table with its unit, its columns as wide as on the page: what is printed is legible there too."""
    columns = (replace(c, width=width) for c, width in zip(block.table.columns, _widths(block), strict=True))
    return replace(block.table, unit=block.unit, columns=tuple(columns))


def _widths(block: Grid) -> tuple[int, ...]:
    """Letters each column is wide, from its share of the page in per cent; 0 where the page leaves it open."""
    return tuple(round(part * SHEET / 100) for part in block.widths or (0,) * len(block.table.columns))


def _workbook(context: ReportContext, paper: Paper) -> bytes:
    """A paper of tables as a workbook: a sheet a table, the head on the cover."""
    head = paper.head
    lines = [CoverLine(value=paper.title, style="title"), *(CoverLine(value=one) for one in _stamps(context, paper))]
    lines += [
        CoverLine(value=line) for line in (head.number, head.dated, head.secrecy, head.issuer, head.contact) if line
    ]
    lines += [CoverLine(value=block.text) for block in paper.blocks if isinstance(block, Para)]
    lines += [CoverLine(value=line) for line in paper.foot]
    book = Book(
        title=paper.title,
        tables=tuple(_sheet(block) for block in paper.blocks if isinstance(block, Grid)),
        dated=context.as_of,
        author=head.issuer,
        cover_title=context.t("paper.cover"),
        cover=tuple(lines),
    )
    return write_xlsx(book)
