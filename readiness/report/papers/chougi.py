"""庁議付議書: one matter for the meeting of heads, its reasons, ways out, money, effects, dates, on one A4 page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from readiness.analysis.questions import Question
from readiness.figures.budget import lines_of
from readiness.figures.funding import systems_of
from readiness.model.dates import fiscal_year
from readiness.model.deciding import DecisionItem, DecisionKind, DecisionOption
from readiness.model.facts import Result
from readiness.model.finding import Finding
from readiness.model.record import ContractId
from readiness.model.text import Text
from readiness.model.unknown import known
from readiness.report.context import ReportContext
from readiness.report.papers.form import Form
from readiness.report.papers.funding import funding_blocks
from readiness.report.papers.matters import matters, reasons
from readiness.report.papers.options import options_blocks
from readiness.report.papers.paper import Block, Fields, Grid, Heading, Listing, Paper, Para, texts
from readiness.report.papers.schedule import MOST_BESIDE, MOST_DATES, concerns, schedule
from readiness.report.todo import actions_of
from readiness.situation.contracts import ended
from readiness.sources.width import clip, display_width, rooms
from readiness.tables.marks import cut, plain
from readiness.tables.table import Cell, Row, Table, heads

MOST_QUESTIONS = 2
# Its three figures, its dates, days by which somebody must act; what is asked for holds no standing contract.
_RESTS = frozenset(
    {Result.AREAS_COMPLETE, Result.SYSTEMS_MIGRATED, Result.STEP_RATE, Result.DATES, Result.NOTICE}
)  # fmt: skip
_ASKED = frozenset({Result.EXIT_COST})
_FEW = 3  # columns that need no names
# Half-width cells of a line of the page, and lines for all reasons together: three of three lines each.
CELLS, LINES = 58, 9
CELLS_ASKED = 72  # two lines of what is asked


def chougi(context: ReportContext) -> Iterator[Paper]:
    """One paper per matter the body recorded; without any, a draft of the gravest one that the findings raise."""
    for number, item in enumerate(context.inventory.decision_items):
        yield _paper(Form(context=context), item, "chougi" if number == 0 else f"chougi-{item.id}")
    if not context.inventory.decision_items:
        yield _paper(Form(context=context), None, "chougi")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matter:
    form: Form
    item: DecisionItem | None
    raised: tuple[Finding, ...]

    @property
    def planned(self) -> bool:
        """Whether there is an order of moves to show."""
        plan = self.form.context.analysis.plan
        return bool(plan.moves) and not plan.assumed

    @property
    def report_only(self) -> bool:
        return self.kind is not DecisionKind.DECIDE

    @property
    def kind(self) -> DecisionKind:
        """As recorded; where nothing asks for a decision it is a report."""
        if self.item is not None:
            return self.item.kind
        return DecisionKind.DECIDE if self.raised else DecisionKind.REPORT

    @property
    def title(self) -> str:
        if self.item is not None and self.item.title:
            return self.item.title
        if self.item is not None and not self.raised and not self.report_only:
            return self.form.todo("subject")  # a decision is not a report of progress
        kind = self.raised[0].code if self.raised else "state"
        if self.raised and self.raised[0].message.key.startswith("rule.CT101.joint"):
            kind = "joint"
        return self.form.t(f"chougi.title.{kind}")


def _paper(form: Form, item: DecisionItem | None, stem: str) -> Paper:
    matter = _Matter(form=form, item=item, raised=matters(form.context, item))
    asked = _ask(matter)
    rows: list[tuple[str, list[Block]]] = [
        ("subject", [Para(text=matter.title)]),
        ("reason", _reason(matter)),
        ("state", _state(matter) if matter.report_only else []),
        ("resolve", [] if matter.report_only else _resolve(matter)),
        ("options", _options(matter)),
        ("funding", funding_blocks(form, item)),
        ("residents", [Para(text=_residents(matter))]),
        ("staff", [Para(text=_staff(matter))]),
        ("schedule", schedule(form, item, MOST_BESIDE if asked else MOST_DATES)),
        ("ask", asked),
        ("by", [Para(text=_by(matter))]),
        ("consulted", [Para(text=_consulted(matter))]),
    ]
    shown = [(name, blocks) for name, blocks in rows if blocks]
    blocks: list[Block] = [_kind(matter)]
    for number, (name, inside) in enumerate(shown, start=1):
        blocks += [Heading(text=f"{number} {form.t(f'chougi.{name}')}"), *inside]
    document = item.document_number if item else None
    fields = {form.t("chougi.subject"): matter.title}
    fields |= {form.t(f"chougi.{name}"): "\n".join(_plain(form, inside)) for name, inside in shown if name != "subject"}
    return Paper(
        key="chougi",
        rests=_RESTS | (_ASKED if lines_of(form.analysed, form.analysed.year) else frozenset()),
        stem=stem,
        title=form.t("chougi.paper"),
        head=form.head(number=document, day=item.decided_on if item else None),
        blocks=tuple(blocks),
        foot=form.foot_of_plan if matter.planned else form.foot,
        numbered=bool(document),
        fields=fields,
    )


def _kind(matter: _Matter) -> Block:
    form, item = matter.form, matter.item
    meeting = item.meeting if item else None
    day = form.day(meeting) if meeting is not None and known(meeting) else form.todo("meeting")
    return Fields(rows=((form.t("chougi.kind"), form.stated(matter.kind)), (form.t("chougi.meeting"), day)))


def _reason(matter: _Matter) -> list[Block]:
    item = matter.item
    if item is not None and item.reason:
        return [Para(text=item.reason)]
    found = reasons(matter.form.context, matter.raised)
    return [Listing(items=_fitted(found))] if found else [Para(text=matter.form.todo("reason"))]


def _fitted(found: tuple[str, ...]) -> tuple[str, ...]:
    """The reasons on the lines there are for them."""
    shares = rooms([plain(line) for line in found], cells=CELLS, lines=LINES, ambiguous=2)
    return tuple(cut(line, clip(plain(line), room, ambiguous=2)) for line, room in zip(found, shares, strict=True))


def _state(matter: _Matter) -> list[Block]:
    """What a report reports: the headline figures with what is known of them."""
    context, status = matter.form.context, matter.form.context.analysis.status
    shown = (status.areas_complete, status.systems_migrated, status.step_rate)
    said = (f"{context.t(f'measure.{measure.name}')}: {context.measure_line(measure)}" for measure in shown)
    items = (*said, *_unplanned(matter))
    return [Listing(items=items, figures=tuple(measure.name for measure in shown))]


def _unplanned(matter: _Matter) -> list[str]:
    """Moves without premises have no date: until when the law lets them wait stands in its place."""
    context = matter.form.context
    by_date: dict[Text, list[str]] = {}
    for move in context.analysis.plan.unplanned:
        by_date.setdefault(move.legal, []).append(context.render(move.title))
    return [
        matter.form.t("chougi.unplanned", count=len(names), moves=context.some(names, 3), legal=legal)
        for legal, names in by_date.items()
    ]


def _resolve(matter: _Matter) -> list[Block]:
    item = matter.item
    if item is None or not item.resolve:
        return [Para(text=matter.form.todo("resolve"))]
    return [Listing(items=item.resolve, ordered=True)]


def _options(matter: _Matter) -> list[Block]:
    stated: tuple[DecisionOption, ...] = matter.item.options if matter.item else ()
    return options_blocks(matter.form, stated)


def _residents(matter: _Matter) -> str:
    form, item = matter.form, matter.item
    parts = [item.residents, item.counter] if item else []
    stated = [part for part in parts if part]
    if item and item.closed_from:
        until = item.closed_to or item.closed_from
        stated.insert(0, form.t("chougi.closed", first=form.day(item.closed_from), last=form.day(until)))
    return " ".join(stated) or form.todo("residents")


def _staff(matter: _Matter) -> str:
    """Which cut-overs meet a busy time of the division; days of work are a person's to tell."""
    form, plan = matter.form, matter.form.context.analysis.plan
    hits = plan.score.window_hits if plan.score is not None and not plan.assumed else 0
    met = [form.t("chougi.windows", hits=hits)] if hits else []
    return " ".join((*met, form.todo("staff")))


def _ask(matter: _Matter) -> list[Block]:
    """Without an order to show, what must be known before there can be one."""
    form, context = matter.form, matter.form.context
    if matter.planned or not context.names_vendors:
        return []
    asked = [question for question in context.analysis.questions.items if question.blocks]
    rows = tuple(
        (
            Cell(text=context.subject(question.asked)),
            Cell(text=_what(form, question)),
            Cell(text=context.some(list(dict.fromkeys(context.render(block.what) for block in question.blocks)), 1)),
        )
        for question in asked[:MOST_QUESTIONS]
    )
    columns = heads(*(form.t(f"chougi.ask.{name}") for name in ("whom", "what", "holds")))
    table = Table(id="t-ask", caption="", columns=columns, rows=rows)  # its heading names it
    return [Grid(table=table, widths=(22, 44, 34))] if rows else []


def _what(form: Form, question: Question) -> str:
    """What is asked; with what it is about where that fits into two lines, else how many."""
    said = form.context.render(question.what)
    if display_width(plain(said), ambiguous=2) <= CELLS_ASKED or question.what.key != "question.what":
        return cut(said, clip(plain(said), CELLS_ASKED, ambiguous=2))
    return form.context.t("question.what.short", **question.what.mapping())


def _by(matter: _Matter) -> str:
    """The day by which it must be decided and what follows otherwise."""
    form, item = matter.form, matter.item
    stated = item.decide_by if item and item.decide_by is not None and known(item.decide_by) else None
    first, what = min(_dues(matter), default=(None, ""))
    day = stated or first
    if not day:
        return form.todo("by")
    consequence = item.consequence if item else None
    said = [form.t("chougi.by.line", day=form.day(day), consequence=consequence or form.todo("consequence"))]
    if first is not None and first < day:
        said.append(form.t("chougi.by.earlier", day=form.day(first), what=what))
    return " ".join(said)


def _dues(matter: _Matter) -> Iterator[tuple[date, str]]:
    """Days by which somebody must act, what it is beside each: of a recorded matter those of its systems."""
    form, context = matter.form, matter.form.context
    own = systems_of(context.inventory, matter.item)
    for action in actions_of(context):
        due = action.due if action.kind in ("notice", "milestone") else None
        if due is not None and due >= context.as_of and (not own or concerns(context, action, own)):
            yield due, context.render(action.what)
    for finding in matter.raised if matter.item is None else ():
        contract = context.inventory.contract_by_id.get(ContractId(finding.subject.id))
        if finding.code != "CT102" or contract is None or not known(contract.end):
            continue
        # What follows a contract is decided while it runs; beyond this year its budget is to be asked for before that.
        if not ended(contract, context.as_of) and fiscal_year(contract.end) == fiscal_year(context.as_of):
            yield contract.end, contract.label
    request = form.budget.request_due
    if request is not None and known(request) and request >= context.as_of:
        yield request, form.t("chougi.request", year=context.fiscal(form.analysed.year))


def _consulted(matter: _Matter) -> str:
    form, item = matter.form, matter.item
    if item is None or not item.consultations:
        return form.todo("consulted")
    return form.context.join(
        form.t(
            "chougi.consultation",
            division=form.context.name("division", heard.division),
            opinion=heard.opinion or form.todo("opinion"),
            day=form.context.day(heard.on) if heard.on else form.t("void"),
        )
        for heard in item.consultations
    )


def _plain(form: Form, blocks: list[Block]) -> list[str]:
    """The words of a part on a form that is not ours: of a table a line a row, with the names of many columns."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Grid) and block.table.rows:
            found += [_line(form, block.table, row) for row in block.table.rows]
        else:
            found += [text for text in texts([block]) if text]
    return found


def _line(form: Form, table: Table, row: Row) -> str:
    first, *rest = (cell.full for cell in row)
    if len(rest) <= _FEW:
        return " ".join((first, *rest))
    return f"{first}: " + form.context.join(f"{head} {text}" for head, text in zip(table.heads[1:], rest, strict=True))
