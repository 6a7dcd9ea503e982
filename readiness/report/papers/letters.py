"""照会文書 (c1–c4) as papers: cover, questions (別紙1), lists (別紙2); each holds the records of its addressee only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from readiness.exchange.division_book import division_entries, own_questions
from readiness.exchange.labels import Labels
from readiness.exchange.letter import Letter, division_letter, vendor_letter
from readiness.exchange.letter_questions import Asked
from readiness.exchange.vendor_book import addressee_name, file_stem
from readiness.exchange.vendor_select import inquiries
from readiness.model.deciding import LetterBasis
from readiness.model.facts import Result
from readiness.report.context import ReportContext
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Block, Break, Fields, Grid, Head, Heading, Paper, Para
from readiness.standard.calendar import is_closed
from readiness.tables.table import Cell, Row, Table, heads

_QUESTIONS = ("number", "question", "lines", "known", "answer", "evidence")
_WIDTHS = (8, 32, 17, 17, 16, 10)
_WIDTHS_INSIDE = (8, 28, 14, 16, 25, 9)  # an example stands in the column of answers
_LINES = ("number", "areas", "line", "other", "reply")
_LINE_WIDTHS = (12, 18, 28, 14, 28)
_KNOWN_WIDTHS = (12, 15, 25, 28, 20)  # with what is known of each line beside it
_FEWER = (12, 20, 34, 34)  # without a column for the other end


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """A letter with the party it goes to: a vendor's id, or a division's where `inside`."""

    paper: Paper
    party: str
    inside: bool


def letter_papers(context: ReportContext) -> Iterator[Addressed]:
    """One letter per party outside, then one per division that is asked something itself."""
    labels = Labels(
        context.words, {area.key: context.area(area.key) for area in context.analysis.inputs.standard.areas}
    )
    inventory, register = context.inventory, context.analysis.register
    closed = partial(is_closed, context.analysis.inputs.standard.calendar)
    found = inquiries(register, inventory)
    for inquiry in found:
        letter = vendor_letter(inquiry, inventory, labels, context.as_of, closed=closed)
        stem = f"shoukai-{file_stem(inquiry, found)}"
        yield Addressed(paper=_paper(context, letter, stem), party=inquiry.vendor, inside=False)
    own = {
        division: entries
        for division, listed in division_entries(register, inventory).items()
        if (entries := own_questions(division, listed, inventory))
    }
    for division, entries in own.items():
        letter = division_letter(division, entries, inventory, labels, context.as_of, closed=closed)
        stem = f"kakunin-{addressee_name(division, own)}"
        yield Addressed(paper=_paper(context, letter, stem), party=division, inside=True)


def _paper(context: ReportContext, letter: Letter, stem: str) -> Paper:
    form = Form(context=context)
    head = Head(
        number=letter.number or form.t("letter.unnumbered"),
        dated=context.long_day(letter.sent) if letter.sent else form.t("undated"),
        secrecy=form.t("letter.handling", handling=letter.secrecy),
        issuer=letter.sender[0],
        contact="",
        addressee=letter.addressee,
        sender=letter.sender,
    )
    blocks: tuple[Block, ...] = (
        *(Para(text=line) for line in letter.opening),
        Para(text=form.t("letter.record"), style="center"),
        Fields(rows=tuple((f"{at} {label}", text) for at, (label, text) in enumerate(letter.items, start=1))),
        Para(text=form.t("letter.end"), style="right"),
        *_annexes(form, letter),
    )
    return Paper(
        key=f"shoukai-{letter.basis.value}",
        stem=stem,
        title=letter.title,
        head=head,
        blocks=blocks,
        rests=frozenset({Result.LETTER}),
        numbered=bool(letter.number),
        fields={
            form.t("letter.place.to"): "\n".join(letter.addressee),
            form.t("letter.place.from"): "\n".join(letter.sender),
            **dict(letter.items),
        },
    )


def _annexes(form: Form, letter: Letter) -> Iterator[Block]:
    """別紙1: the questions, topic by topic; 別紙2: the lists of those that are about several things."""
    yield Break()
    yield Heading(text=form.t("letter.annex.1"))
    widths = _WIDTHS_INSIDE if letter.basis is LetterBasis.INSIDE else _WIDTHS
    for (part, topic), group in groupby(letter.questions, key=lambda asked: (asked.part, asked.topic)):
        questions = tuple(group)
        named = form.context.t(f"matter.topic.{topic.value}")
        if part and questions[0] is next(one for one in letter.questions if one.part == part):
            yield Para(text=letter.parts[part - 1], style="strong")
        yield Grid(table=_question_table(form, questions, named), widths=widths)
    listed = [asked for asked in letter.questions if asked.total > 1]
    if listed:
        yield Break()
        yield Heading(text=form.t("letter.annex.2"))
    for asked in listed:
        table = _line_table(form, asked)
        others = any(line.other for line in asked.lines)
        five = _LINE_WIDTHS if others else _KNOWN_WIDTHS
        yield Grid(table=table, widths=five if len(table.columns) == len(_LINES) else _FEWER)


def _question_table(form: Form, questions: tuple[Asked, ...], topic: str) -> Table:
    """The questions of one topic in one part; what part 1 has asked already is not said again, only about what."""
    rows: list[Row] = []
    number = questions[0].number.partition("-")[0]
    for asked in questions:
        one, known = asked.lines[0], tuple(dict.fromkeys(line.known for line in asked.lines if line.known))
        several = asked.total > 1
        ask = form.t("letter.again", place=asked.number) if asked.again else asked.ask
        listed = form.t("letter.listed", count=len(asked.lines), about=(asked.number, f"part {asked.part}"))
        rows.append(
            (
                Cell(text=form.t("letter.no", place=asked.number)),
                Cell(text=ask, sub=asked.title),
                Cell(text=listed if several else one.name or one.areas, sub="" if several else one.other),
                Cell(text=known[0] if len(known) == 1 else form.t("letter.in-list")),
                Cell(
                    text=form.t("letter.in-list") if several else "",
                    sub=form.t("letter.example", said=asked.example) if asked.example else "",
                ),
                Cell(text=""),
            )
        )
    return Table(
        id=f"t-q{number}{_of_part(questions[0])}",
        caption=f"{number} {topic}",
        columns=heads(*(form.t(f"letter.column.{name}") for name in _QUESTIONS)),
        rows=tuple(rows),
    )


def _of_part(asked: Asked) -> str:
    return f"-part{asked.part}" if asked.part > 1 else ""


def _line_table(form: Form, asked: Asked) -> Table:
    """The lines of one question; what is known of each where they differ."""
    differ = len({line.known for line in asked.lines}) > 1
    others = any(line.other for line in asked.lines)
    names = [name for name in _LINES if name != "other" or others or differ]
    return Table(
        id=f"t-l{asked.number}{_of_part(asked)}",
        caption=form.t(
            "letter.list" if len(asked.lines) == asked.total else f"letter.list.part{asked.part}",
            place=asked.number,
            title=asked.title,
            count=len(asked.lines),
            total=asked.total,
            about=f"part {asked.part}",
        ),
        columns=heads(*(form.t(f"letter.column.{_head(name, others=others)}") for name in names)),
        rows=tuple(
            tuple(
                Cell(text=text)
                for name, text in (
                    ("number", form.t("letter.no", place=line.number)),
                    ("areas", line.areas or form.t("void")),  # of no area of the standard
                    ("line", line.name or form.t("void")),
                    ("other", (line.other if others else line.known) or form.t("void")),
                    ("reply", ""),
                )
                if name in names
            )
            for line in asked.lines
        ),
    )


def _head(name: str, *, others: bool) -> str:
    return "known" if name == "other" and not others else name
