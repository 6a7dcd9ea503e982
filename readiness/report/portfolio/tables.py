"""The tables of a portfolio; page, workbook, CSV and Parquet show the same cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness.analysis.status import AreaState
from readiness.model.body import Contact
from readiness.model.measure import Measure
from readiness.model.unknown import known
from readiness.portfolio.calls import Call, Reason
from readiness.portfolio.changes import BodyChange
from readiness.portfolio.plans import deadlines
from readiness.portfolio.row import AreaMark, BodyRow
from readiness.report.official import word
from readiness.report.portfolio.view import PortfolioView
from readiness.tables.table import Cell, Row, Table, heads

STATE_MARKS = {
    AreaState.COMPLETE: "ok",
    AreaState.STEPS_CLOSED: "note",
    AreaState.PARTLY: "note",
    AreaState.NOT_YET: "warn",
    AreaState.UNKNOWN: "unknown",
}


def table(
    view: PortfolioView, name: str, columns: Iterable[str], rows: Iterable[Row], *, title: str = "", empty: str = ""
) -> Table:
    """A table with heads from `portfolio.column.*`; `empty` is the last part of `portfolio.none.*`."""
    return Table(
        id=f"t-{name}",
        caption=title or view.words.get(f"portfolio.title.{name}"),
        columns=heads(*(view.words.get(f"portfolio.column.{column}") for column in columns)),
        rows=tuple(rows),
        empty=view.words.get(f"portfolio.none.{empty or name}"),
    )


def _calls(view: PortfolioView) -> Iterator[tuple[Call, BodyRow]]:
    """Whom to ring, of the bodies that are shown."""
    return ((call, view.portfolio.bodies[call.body]) for call in view.calls if view.shows(call.body))


def calls_summary(view: PortfolioView) -> Table:
    """Whom to ring, one line per body with all that is to be asked."""
    title = view.words.get("portfolio.title.calls", count=len(view.calls))
    rows = []
    for call, row in _calls(view):
        lines = "\n".join(_matter(view, reason) for reason in call.reasons)
        rows.append((name_cell(view, row), _contact_cell(view, row), Cell(text=lines)))
    return table(view, "calls", ("name", "contact", "matters"), rows, title=title)


def calls_table(view: PortfolioView) -> Table:
    """Whom to ring, one line per reason, to sort and filter."""
    title = view.words.get("portfolio.title.calls", count=len(view.calls))
    rows = []
    for call, row in _calls(view):
        for reason in call.reasons:
            rows.append(
                (
                    name_cell(view, row),
                    _contact_cell(view, row),
                    Cell(text=view.words.render(reason.message)),
                    Cell(text=view.area_names(reason.areas)),
                    Cell(text=view.words.get(f"portfolio.ask.{reason.kind}")),
                )
            )
    return table(view, "calls", ("name", "contact", "reason", "areas", "ask"), rows, title=title)


def bodies_table(view: PortfolioView) -> Table:
    """Headline figures of every body."""
    measures = view.portfolio.bodies[0].measures if view.portfolio.bodies else ()
    title = view.words.get("portfolio.title.bodies", count=len(view.portfolio.bodies))
    base = table(
        view,
        "bodies",
        ("name", "code", "class", "as-of"),
        (_body(view, row) for at, row in enumerate(view.portfolio.bodies) if view.shows(at)),
        title=title,
    )
    names = (
        *base.heads,
        *(view.words.get(f"measure.{m.name}") for m in measures),
        view.words.get("portfolio.column.findings"),
    )
    return Table(id=base.id, caption=base.caption, columns=heads(*names), rows=base.rows, empty=base.empty)


def areas_table(view: PortfolioView) -> Table:
    """One line per body and area, for spreadsheets and data frames."""
    columns = ("name", "code", "area", "state", "rate", "extended", "until", "cutover")
    return table(
        view,
        "areas",
        columns,
        (
            _area(view, row, mark)
            for at, row in enumerate(view.portfolio.bodies)
            if view.shows(at)
            for mark in row.areas
        ),
        empty="bodies",
    )


def plans_table(view: PortfolioView) -> Table:
    """Each body's own plan: state and bound; without premises no date, but what would have to be known."""
    words = view.words
    rows = []
    for at, (row, plan) in enumerate(zip(view.portfolio.bodies, view.portfolio.plans, strict=False)):
        if plan is None or not view.shows(at):
            continue
        days = [day for _, day in plan.dated]
        missing = (words.get(f"portfolio.plan.lacks.{name}", count=number) for name, number in plan.missing)
        open_ = sum(area.waiting for area in row.areas)
        rows.append(
            (
                name_cell(view, row),
                Cell(text=word(plan.state, words)),
                Cell(text="" if plan.gap is None else f"{100 * plan.gap:.1f}%"),
                count(open_),
                count(len(plan.dated)),
                count(plan.undated),
                view.day(min(days, default=None)),
                view.day(max(days, default=None)),
                count(plan.broken),
                Cell(text=words.join(missing)),
            )
        )
    heads_ = ("name", "plan", "gap", "open", "dated", "without-date", "first", "last", "unmet", "to-know")
    return table(view, "plans", heads_, rows)


def deadlines_table(view: PortfolioView) -> Table:
    """Open areas by deadline, and the cut-overs a month that they imply."""
    words = view.words
    rows = []
    for one in deadlines(view.portfolio.bodies):
        rate = "" if one.rate is None else f"{one.rate:.1f}"
        rows.append(
            (
                view.day(one.until) if one.until else Cell(text=words.get(f"portfolio.deadline.{one.kind}")),
                count(one.bodies),
                count(one.areas),
                count(one.undated),
                Cell(text="" if one.months is None else str(one.months), raw=one.months, number=True),
                Cell(text=rate, raw=round(one.rate, 1) if one.rate is not None else None, number=True),
            )
        )
    heads_ = ("deadline", "bodies", "open", "without-date", "months-left", "month-rate")
    return table(view, "deadlines", heads_, rows)


def running_table(view: PortfolioView) -> Table:
    """Running cost beside bodies alike: the group's figures and where the body stands, never what a body pays."""
    words = view.words
    rows = []
    for one in view.portfolio.running:
        if not view.shows_any([one.body]):
            continue
        name = one.name if one.kind == "item" else view.areas.get(one.name, one.name)
        kept, relaxed = (
            words.join([words.get(f"portfolio.running.{key}") for key in keys]) for keys in (one.kept, one.relaxed)
        )
        rows.append(
            (
                Cell(text=view.bodies([one.body])),
                Cell(text=name),
                count(one.n),
                *(Cell(text=f"{yen:,}", raw=yen, number=True) for yen in (one.low, one.middle, one.high)),
                Cell(text=words.get(f"portfolio.running.{one.place}")),
                Cell(text=kept or words.get("portfolio.running.all")),
                Cell(text=relaxed or words.get("portfolio.running.none")),
            )
        )
    heads_ = ("name", "cost-line", "others", "low", "middle", "high", "place", "kept", "relaxed")
    return table(view, "running", heads_, rows)


def changes_table(view: PortfolioView) -> Table:
    """What changed since last time; empty where nothing did."""
    lines = [(change.name, text) for change in view.changes or () for text in _changes(view, change)]
    rows = [(Cell(text=name), Cell(text=text)) for name, text in lines]
    words = view.words
    names = (words.get("portfolio.column.name"), words.get("portfolio.column.change"))
    return Table(
        id="t-changes",
        caption=words.get("portfolio.title.changes"),
        columns=heads(*names),
        rows=tuple(rows),
        empty=words.get("portfolio.change.none"),
    )


def unreadable_table(view: PortfolioView) -> Table:
    """Inventories that are not part of the figures, and why."""
    words = view.words
    rows = tuple(
        (Cell(text=file), Cell(text=words.render(reason))) for file, reasons in view.unreadable for reason in reasons
    )
    names = (words.get("portfolio.column.file"), words.get("portfolio.column.problem"))
    title = words.get("portfolio.title.unreadable", count=len(view.unreadable))
    return Table(id="t-unreadable", caption=title, columns=heads(*names), rows=rows, empty=words.get("common.none"))


def name_cell(view: PortfolioView, row: BodyRow) -> Cell:
    """Name of a body; made-up ones say so."""
    marks = [view.words.get(f"common.{mark}") for mark in ("synthetic", "fictional") if getattr(row, mark)][:1]
    return Cell(text=row.name + "".join(f" [{mark}]" for mark in marks))


def contact(who: Contact | None) -> str:
    """Division, person and number of a contact."""
    return " ".join(part for part in (who.division, who.person, who.phone) if part) if who else ""


def count(number: int) -> Cell:
    """A whole number."""
    return Cell(text=f"{number:,}", raw=number, number=True)


def _matter(view: PortfolioView, reason: Reason) -> str:
    words = view.words
    areas = words.get("portfolio.reason.areas", areas=view.area_names(reason.areas)) if reason.areas else ""
    ask = words.get(f"portfolio.ask.{reason.kind}")
    return words.get("portfolio.reason.line", reason=words.render(reason.message), areas=areas, ask=ask)


def _contact_cell(view: PortfolioView, row: BodyRow) -> Cell:
    stated = contact(row.contact)
    return Cell(text=stated) if stated else Cell(text=view.words.get("common.unknown"), mark="unknown")


def _body(view: PortfolioView, row: BodyRow) -> Row:
    unknown = view.words.get("common.unknown")
    body_class = word(row.body_class, view.words) if known(row.body_class) else unknown
    parts = [f"{view.words.get(f'severity.{severity.value}')} {number}" for severity, number in row.findings]
    return (
        name_cell(view, row),
        Cell(text=row.code if known(row.code) else unknown),
        Cell(text=body_class),
        view.day(row.as_of),
        *(_figure(view, measure) for measure in row.measures),
        Cell(text=view.words.join(parts) if parts else view.words.get("common.none")),
    )


def _figure(view: PortfolioView, measure: Measure) -> Cell:
    shown = view.words.get(
        "portfolio.figure",
        value=measure.value,
        unit=view.words.get(measure.unit) if known(measure.value) else "",
        known=measure.known,
        total=measure.total,
    )
    return Cell(text=" ".join(shown.split()))


def _area(view: PortfolioView, row: BodyRow, mark: AreaMark) -> Row:
    rate = Cell(text="") if mark.rate is None else Cell(text=f"{100 * mark.rate:.1f}%", raw=round(100 * mark.rate, 1))
    limits = [name for name in ("extended", "lapsed", "late") if getattr(mark, name)]
    return (
        name_cell(view, row),
        Cell(text=row.code if known(row.code) else view.words.get("common.unknown")),
        Cell(text=view.areas.get(mark.area, mark.area)),
        Cell(text=view.words.get(f"report.state.{mark.state.value}"), mark=STATE_MARKS.get(mark.state, "")),
        rate,
        Cell(text=view.words.join([view.words.get(f"portfolio.mark.{name}") for name in limits])),
        view.day(mark.until),
        view.day(mark.cutover),
    )


def _changes(view: PortfolioView, change: BodyChange) -> Iterator[str]:
    words = view.words
    for kind in ("new", "gone"):
        if getattr(change, kind):
            yield words.get(f"portfolio.change.{kind}")
    for key, areas in (("areas", change.completed), ("back", change.reopened)):
        if areas:
            yield words.get(f"portfolio.change.{key}", areas=view.area_names(areas))
    for moved in change.moved:
        none = words.get("common.none")
        old, new = (view.day(day).text if day else none for day in (moved.old, moved.new))
        yield words.get("portfolio.change.moved", area=view.area_names([moved.area]), old=old, new=new)
