"""体制・役割表, 研修計画, 引継書表紙: who carries the migration, who is taught when, what a post hands over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from readiness.delivery.people import days_before, division_loads, next_april, over_april, without_deputy
from readiness.exchange.handover import HandoverItem, handover_items
from readiness.figures.figure import key_of
from readiness.model.facts import Result
from readiness.model.people import HandoverNote, TeamRole
from readiness.model.record import SystemId
from readiness.model.text import Text
from readiness.model.unknown import known
from readiness.report.context import ReportContext
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Block, Break, Fields, Grid, Heading, Listing, Paper, Para
from readiness.tables.table import Cell, Column, Row, Table, heads

G1 = ("role", "person", "deputy", "term", "share", "april", "substitute")
G2 = ("name", "target", "systems", "on", "hours", "trainer", "done", "left")
# Who a migration usually needs; the form to fill in before the body has recorded its own.
USUAL = ("head", "lead", "owner", "migration", "contract", "finance", "publicity", "vendor", "operator")
LOAD = ("division", "roles", "share", "alone", "cutovers")
# Lines of a part of the cover, which is one page; the rest stands in the handover workbook.
MOST = {"soon": 3, "open": 3, "agreed": 1, "proposed": 2, "contracts": 3}
PROPOSAL = "handover.promise.proposal"
NEAR_DAYS = 30
IN_FLIGHT_WEEKS = 8  # a move counts as in flight from the first rehearsal on


def taisei(context: ReportContext) -> Paper:
    """Roles, RACI and training; the skeleton where no role was recorded."""
    form = Form(context=context)
    blocks: list[Block] = [] if context.inventory.team else [Para(text=form.todo("team"))]
    blocks.append(Grid(table=roles_table(form), widths=(18, 22, 18, 14, 8, 9, 11)))
    if raci := raci_table(form):
        blocks.append(Grid(table=raci))
    blocks += [
        Grid(table=training_table(form), widths=(18, 15, 18, 11, 7, 9, 10, 12)),
        Grid(table=load_table(form), widths=(24, 12, 16, 14, 34)),
    ]
    flight = over_april(_days(context), context.as_of, IN_FLIGHT_WEEKS)
    if flight:
        days = context.join(context.day(day) for day in flight)
        april = form.day(next_april(context.as_of))
        blocks.append(Para(text=form.t("taisei.april", april=april, days=days), style="note"))
    return Paper(
        key="taisei",
        rests=frozenset({Result.DATES}),
        stem="taisei",
        title=form.t("taisei.title"),
        head=form.head(),
        blocks=tuple(blocks),
        foot=form.foot,
        numbered=False,  # 案 until somebody numbers it
    )


def hikitsugi(context: ReportContext) -> Paper:
    """引継書表紙: one page a post."""
    form = Form(context=context)
    items = handover_items(context.inventory, context.analysis.register, context.as_of)
    blocks: list[Block] = []
    for note in context.inventory.handover_notes or (HandoverNote(id="", post=form.todo("post")),):
        blocks += [Break(), *_cover(form, note, items)] if blocks else _cover(form, note, items)
    return Paper(
        key="hikitsugi",
        rests=frozenset({Result.DATES, Result.NOTICE}),
        stem="hikitsugi",
        title=form.t("hikitsugi.title"),
        head=form.head(),
        blocks=tuple(blocks),
        foot=form.foot,
        numbered=False,  # 案 until somebody numbers it
    )


def roles_table(form: Form) -> Table:
    """G1: who holds which role, and who can stand in."""
    rows = [_role(form, role) for role in form.context.inventory.team] or _skeleton(form)
    columns = heads(*(form.t(f"taisei.g1.{name}") for name in G1))
    return _table("g1", form.t("taisei.g1"), columns, rows, "")


def training_table(form: Form) -> Table:
    """G2: trainings with the days left before the cut-over; 要調整 where none are."""
    context = form.context
    cutovers = context.analysis.cutover_days
    rows: list[Row] = []
    for one in context.inventory.trainings:
        left = days_before(one, cutovers)
        late = left is not None and left <= 0
        seats = form.t("taisei.seats", count=one.seats, about=one.id) if one.seats is not None else ""
        rows.append(
            (
                Cell(text=one.label),
                Cell(text=context.name("division", one.target_division), sub=seats),
                Cell(text=context.join(context.name("system", system) for system in one.systems) or form.t("void")),
                Cell(text=form.stated(one.on), raw=one.on if known(one.on) else None),
                Cell(text=f"{one.hours:g}" if one.hours is not None else form.t("unconfirmed")),
                Cell(text=one.trainer or form.t("undecided")),
                Cell(text=form.stated(one.attended) if one.attended is not None else form.t("taisei.not_held")),
                Cell(text=form.t("undecided") if left is None else form.t("taisei.adjust") if late else f"{left:,}"),
            )
        )
    columns = heads(*(form.t(f"taisei.g2.{name}") for name in G2))
    return _table("g2", form.t("taisei.g2"), columns, rows, form.todo("trainings"))


def raci_table(form: Form) -> Table | None:
    """Phases × roles; None where nobody told a part."""
    team = form.context.inventory.team
    phases = dict.fromkeys(part.phase for role in team for part in role.raci)
    if not phases:
        return None
    stated = [role for role in team if role.raci]
    rows = []
    for phase in phases:
        parts = [next((part.part for part in role.raci if part.phase == phase), None) for role in stated]
        cells = (Cell(text=form.stated(part) if part else form.t("void")) for part in parts)
        rows.append((Cell(text=phase), *cells))
    columns = heads(form.t("taisei.phase"), *(role.role for role in stated))
    return Table(id="t-raci", caption=form.t("taisei.raci"), columns=columns, rows=tuple(rows))


def load_table(form: Form) -> Table:
    """What each division gives, and the cut-overs that fall on it."""
    context = form.context
    rows: list[Row] = []
    for load in division_loads(context.analysis.stands):
        key = key_of("load", load.division)
        of_day = partial(form.t, "taisei.of_day", about=load.division)
        cutovers = context.join(of_day(day=context.day(day), count=n) for day, n in load.cutovers)
        share = form.t("unconfirmed") if not known(load.share) else f"{load.share:g}"
        share = share if load.roles else form.t("void")  # who gives nobody has no share that could be known
        unknown = form.t("taisei.unknown_shares", count=load.unknown_shares) if load.unknown_shares else ""
        name = context.name("division", load.division) if load.division else form.t("unconfirmed")
        rows.append(
            (
                Cell(text=name),
                context.cell(load.roles, figure=f"{key}.roles"),
                Cell(text=share, sub=unknown, figure=f"{key}.share"),
                context.cell(load.no_deputy, figure=f"{key}.alone"),
                Cell(text=cutovers or form.t("void")),
            )
        )
    columns = heads(*(form.t(f"taisei.load.{name}") for name in LOAD))
    return _table("load", form.t("taisei.load"), columns, rows, form.t("taisei.no_load"))


def _skeleton(form: Form) -> list[Row]:
    """The usual roles, of which nobody is named yet."""
    return [(Cell(text=form.t(f"taisei.usual.{name}")), *[Cell(text=form.t("open"))] * len(G1[1:])) for name in USUAL]


def _role(form: Form, role: TeamRole) -> Row:
    context = form.context
    division = context.name("division", role.division) if role.division is not None else ""
    person = (
        form.stated(role.person) if known(role.person) else form.t("taisei.nobody", person=form.stated(role.person))
    )
    start = context.day(role.from_) if role.from_ else ""
    end = context.day(role.until) if role.until else ""
    alone = form.t("taisei.alone") if without_deputy(role) else form.t("taisei.stands_in")
    stands = (
        form.t("taisei.external") if role.external else form.stated(role.person) if not known(role.person) else alone
    )
    moves = role.until is not None and role.until <= next_april(context.as_of)
    return (
        Cell(text=role.role),
        Cell(text=person, sub=division),
        Cell(text=form.stated(role.deputy)),
        Cell(text=form.t("taisei.term", start=start, end=end) if start or end else form.t("void")),
        Cell(text=f"{role.share_percent:g}" if known(role.share_percent) else form.stated(role.share_percent)),
        Cell(text=form.t("taisei.moves") if moves else form.t("void")),
        Cell(text=stands),
    )


def _cover(form: Form, note: HandoverNote, items: tuple[HandoverItem, ...]) -> Iterator[Block]:
    context = form.context
    first, then = note.from_ or form.todo("from"), note.to or form.todo("to")
    day = form.day(note.on) if note.on else form.todo("on")
    yield Heading(text=note.post)
    yield Fields(
        rows=(
            (form.t("hikitsugi.persons"), form.t("hikitsugi.from_to", first=first, then=then)),
            (form.t("hikitsugi.on"), form.t("hikitsugi.on_seal", day=day)),
        )
    )
    near = context.as_of + timedelta(days=NEAR_DAYS)
    due = [one for one in items if one.chapter == "deadlines" and one.day]
    agreed = [one for one in items if one.chapter == "promises" and one.what.key != PROPOSAL]
    parts: tuple[tuple[str, list[Block]], ...] = (
        ("scope", _listed(form, [_scope(form)])),
        ("soon", _listed(form, _said(form, "soon", [one for one in due if one.day and one.day <= near]))),
        ("open", _listed(form, _said(form, "open", [one for one in items if one.chapter == "open"]))),
        (
            "agreed",
            [
                *_named(form, "stated", _said(form, "agreed", agreed)),
                *_named(form, "proposed", _said(form, "proposed", [one for one in items if one.what.key == PROPOSAL])),
            ],
        ),
        ("contracts", _listed(form, _said(form, "contracts", [one for one in due if one.day and one.day > near]))),
        ("promises", _listed(form, list(note.promises) or [form.todo("promises")])),
        (
            "whereabouts",
            _listed(form, [note.whereabouts or form.todo("whereabouts"), *([note.remarks] if note.remarks else [])]),
        ),
        ("contact", _listed(form, [form.contact or form.todo("contact")])),
    )
    for number, (name, blocks) in enumerate(parts, start=1):
        yield Heading(text=f"{number} {form.t(f'hikitsugi.{name}')}")
        yield from blocks


def _named(form: Form, name: str, said: list[str]) -> list[Block]:
    """A part of a chapter under its name; where there is nothing, that stands beside the name."""
    named = form.t(f"hikitsugi.agreed.{name}")
    if not said:
        return [Para(text=form.t("hikitsugi.agreed.none", name=named, nothing=form.t("hikitsugi.nothing")))]
    return [Para(text=named, style="strong"), *_listed(form, said)]


def _listed(form: Form, said: list[str]) -> list[Block]:
    return [Listing(items=tuple(said)) if said else Para(text=form.t("hikitsugi.nothing"))]


def _scope(form: Form) -> str:
    """How many systems still move and of how many that is taken for granted, under how many contracts in force."""
    stands = form.context.analysis.stands
    assumed = len(stands.taken_as_moving)
    key = "hikitsugi.scope.unsure" if assumed else "hikitsugi.scope.text"
    return form.t(key, moving=len(stands.moving), assumed=assumed, contracts=len(stands.contracts))


def _said(form: Form, part: str, items: list[HandoverItem]) -> list[str]:
    """The first points by day, alike ones of a system as one, and how many there are in the annex."""
    context = form.context
    cutovers = context.analysis.cutover_days
    ordered = sorted(items, key=lambda one: (one.day or cutovers.get(SystemId(one.system), date.max), one.system))
    alike: dict[object, list[HandoverItem]] = {}
    for one in ordered:
        alike.setdefault(_matter(one), []).append(one)
    said = [_point(form, found) for found in list(alike.values())[: MOST[part]]]
    if len(alike) > MOST[part]:
        said.append(form.t("hikitsugi.annex", count=len(ordered), about=part))
    return said


def _matter(item: HandoverItem) -> object:
    """What alike points have in common: of questions system, question and who is asked, of others day and words."""
    title = item.what.mapping().get("title")
    if item.chapter == "open" and isinstance(title, Text):
        return item.system, item.day, item.who, title.key
    return item.day, item.what


def _point(form: Form, found: list[HandoverItem]) -> str:
    context, one = form.context, found[0]
    systems = dict.fromkeys(
        context.name("system", item.system)
        if item.system in context.inventory.system_by_id
        else form.t("hikitsugi.whole")
        for item in found
    )
    about, day = context.some(list(systems)), context.day(one.day) if one.day else form.t("undecided")
    if one.chapter != "open":
        key = "hikitsugi.point" if any(item.system for item in found) else "hikitsugi.point.bare"  # its paper names it
        return form.t(key, day=day, about=about, what=_plain(form, one))
    stated = one.what.mapping()
    inventory = context.inventory
    parties = {one.id: one for one in (*inventory.vendors, *inventory.divisions, inventory.body)}
    who = parties[one.who].label if one.who in parties else form.t("unconfirmed")
    what = context.render(stated["title"]) if isinstance(stated["title"], Text) else str(stated["title"])
    if len(found) > 1:
        what = form.t("hikitsugi.alike", what=what, count=len(found) - 1)
    key = "hikitsugi.open_point" if one.day else "hikitsugi.open_point.undated"
    return form.t(key, about=about, what=what, state=stated["state"], who=who, until=day)


def _plain(form: Form, item: HandoverItem) -> str:
    """The words of a point without the question's number: internal numbers stay in the workbook."""
    stated = dict(item.what.mapping())
    if stated.get("label") in form.context.inventory.interface_by_id:
        stated["label"] = form.context.link(str(stated["label"]))
    said = form.context.t(item.what.key, **stated)
    return said.replace(f"[{stated.get('id')}]", "").strip()


def _days(context: ReportContext) -> list[date]:
    return [day for day in context.analysis.cutover_days.values() if day >= context.as_of]


def _table(name: str, caption: str, columns: tuple[Column, ...], rows: list[Row], empty: str) -> Table:
    return Table(id=f"t-taisei-{name}", caption=caption, columns=columns, rows=tuple(rows), empty=empty)
