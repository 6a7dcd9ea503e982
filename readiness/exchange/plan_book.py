"""The plan as a workbook to be edited: the dates may be changed and checked, the other sheets explain them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from readiness.exchange.cells import read_date
from readiness.exchange.labels import Labels
from readiness.exchange.notes import acting
from readiness.exchange.rows import Incoming, find_tables
from readiness.model.inventory import Inventory
from readiness.model.plan import Move, Plan, Unplanned
from readiness.model.record import Record, Word
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.planning.tables import budget_table, link_register, procurement_timeline, waves
from readiness.tables.table import Book, Column, CoverLine, Table, Value, record_rows

DATES = "dates"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDates:
    """Dates as they came back, each with what stands in the ID column, else with what its row calls the move; one may
    be named twice. `problems` name cells that cannot be read; `remarks` do not hinder.
    """

    dates: tuple[tuple[str, date], ...]
    problems: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()
    found: bool = True


def date_columns(labels: Labels) -> tuple[Column, ...]:
    """The columns of the sheet of dates; only the date may be changed."""
    word = labels.words.get
    return (
        Column(
            key="move",
            header=word("planbook.move_id"),
            kind="code",
            width=16,
            words=("move", "移行単位ID", "システムID", "system"),
        ),
        Column(key="title", header=word("planbook.title"), width=36),
        Column(key="systems", header=word("planbook.systems"), kind="long", width=40),
        Column(key="areas", header=word("planbook.areas"), kind="long", width=30),
        Column(key="divisions", header=word("planbook.divisions"), width=20),
        Column(key="vendors", header=word("planbook.vendors"), width=24),
        Column(
            key="date",
            header=word("planbook.date"),
            kind="date",
            editable=True,
            width=14,
            help=word("planbook.date.help"),
            words=("date", "切替日", "予定日"),
        ),
        Column(key="basis", header=word("planbook.basis"), width=14),
    )


def read_dates(incoming: Incoming, labels: Labels) -> ReadDates:
    """Dates from a workbook or CSV with our columns, or any table with an ID and a date."""
    tables = find_tables(incoming, date_columns(labels), "move")
    dates: list[tuple[str, date]] = []
    problems: list[Text] = []
    usable = [table for table in tables if "date" in table.search.columns]
    for row in (row for table in usable for row in table.rows):
        name = row.text("move") or row.text("title") or row.text("systems")
        answer = read_date(row.cells.get("date"))
        if answer.problem and name:
            problems.append(text("plan.check.bad_date", place=row.place("date"), text=answer.raw))
        elif answer.value is not None and name:
            dates.append((name, answer.value))
        elif answer.value is not None:
            problems.append(text("plan.check.no_name", place=row.place("date"), date=answer.value))
    remarks = tuple(remark.message for remark in acting(incoming.workbook))
    return ReadDates(dates=tuple(dates), problems=tuple(problems), remarks=remarks, found=bool(usable))


def plan_book(plan: Plan, inventory: Inventory, labels: Labels) -> Book:
    """The whole workbook."""
    word = labels.words.get
    return Book(
        title=word("planbook.book"),
        dated=plan.as_of,
        cover_title=word("planbook.book"),
        cover=(
            CoverLine(value=inventory.body.label, style="title"),
            CoverLine(label=word("planbook.as_of"), value=labels.day(plan.as_of)),
            CoverLine(value=word("planbook.how"), style="note"),
            *(CoverLine(value=labels.words.render(note), style="note") for note in plan.notes),
        ),
        tables=(
            dates_table(plan, inventory, labels),
            _waves(plan, inventory, labels),
            _links(plan, inventory, labels),
            _budget(plan, labels),
            _gates(plan, labels),
            _wbs(plan, inventory, labels),
        ),
    )


def dates_table(plan: Plan, inventory: Inventory, labels: Labels) -> Table:
    """The sheet people edit, by date; also the CSV form. A move that could not be placed stands last."""
    place = {p.move: p for p in plan.placements}
    moves = sorted(plan.moves, key=lambda move: (place[move.id].date or date.max, move.id))
    rows: list[dict[str, Value]] = [
        _moved(move, inventory, labels)
        | {
            "vendors": _names({r.id: r for r in (*inventory.vendors, *inventory.vendor_groups)}, move.vendor_groups),
            "date": place[move.id].date,
            "basis": _word(place[move.id].basis, labels),
        }
        for move in moves
    ]
    rows += [
        _moved(move, inventory, labels)
        | {"basis": labels.words.get("planbook.unplanned", legal=labels.words.render(move.legal))}
        for move in plan.unplanned
    ]
    return _table(DATES, labels, date_columns(labels), rows)


def _moved(move: Move | Unplanned, inventory: Inventory, labels: Labels) -> dict[str, Value]:
    """What moves, and whose it is."""
    return {
        "move": move.id,
        "title": labels.words.render(move.title),
        "systems": _names(inventory.record_by_id["systems"], move.systems),
        "areas": labels.area_list(move.areas),
        "divisions": _names(inventory.division_by_id, move.divisions),
    }


def _waves(plan: Plan, inventory: Inventory, labels: Labels) -> Table:
    rows: list[dict[str, Value]] = [
        {
            "date": wave.date,
            "moves": "、".join(labels.words.render(plan.move_by_id[m].title) for m in wave.moves),
            "areas": labels.area_list(wave.areas),
            "divisions": _names(inventory.division_by_id, wave.divisions),
            "made": wave.links_made,
            "removed": wave.links_removed,
            "after": wave.links_after,
        }
        for wave in waves(plan)
    ]
    return _table("waves", labels, _columns(labels, "waves", "date moves areas divisions made removed after"), rows)


def _links(plan: Plan, inventory: Inventory, labels: Labels) -> Table:
    unknown = labels.words.get("common.unknown")
    rows: list[dict[str, Value]] = [
        {
            "id": link.id,
            "source": _names(inventory.record_by_id["systems"], (link.source,)),
            "target": _names(inventory.record_by_id["systems"], (link.target,)),
            "data": link.data,
            "opened": link.opened or labels.words.get("planbook.links.open_now"),
            "removed": link.removed or labels.words.get("planbook.links.not_removed"),
            "months": link.months,
            "why": labels.words.render(link.why),
            "owner": _names(inventory.division_by_id, (link.target_owner,)) if known(link.target_owner) else unknown,
            "amount": link.amount if known(link.amount) else unknown,
        }
        for link in link_register(plan)
    ]
    keys = "id source target data opened removed months why owner amount"
    return _table("links", labels, _columns(labels, "links", keys), rows)


def _budget(plan: Plan, labels: Labels) -> Table:
    word = labels.words.get
    unknown = word("common.unknown")
    rows: list[dict[str, Value]] = [
        {
            "year": cell.fiscal_year,
            "account": word(f"plan.account.{cell.account.value}") if cell.account else unknown,
            "item": word(f"word.{type(cell.item).__name__}.{cell.item.value}"),
            "funding": cell.funding or unknown,
            "nature": word(f"plan.nature.{cell.nature.value}"),
            "amount": cell.amount if known(cell.amount) else unknown,
            "unknown": cell.unknown or "",
            "approximate": word("planbook.budget.rough") if cell.approximate else "",
        }
        for cell in budget_table(plan.cost_rows)
    ]
    keys = "year account item funding nature amount unknown approximate"
    return _table("budget", labels, _columns(labels, "budget", keys), rows)


def _gates(plan: Plan, labels: Labels) -> Table:
    rows: list[dict[str, Value]] = [
        {
            "start": None if gate.planned else gate.start_by,
            "finish": None if gate.planned else gate.finish_by,
            "move": labels.words.render(plan.move_by_id[gate.move].title),
            "gate": labels.words.render(gate.title),
            "planned": gate.planned,
            "state": _word(gate.standing, labels),
        }
        for gate in procurement_timeline(plan)
    ]
    return _table("gates", labels, _columns(labels, "gates", "start finish move gate planned state"), rows)


def _wbs(plan: Plan, inventory: Inventory, labels: Labels) -> Table:
    people = {r.id: r for r in (*inventory.vendors, *inventory.vendor_groups, *inventory.divisions)}
    rows: list[dict[str, Value]] = [
        {
            "number": task.number,
            "move": labels.words.render(plan.move_by_id[task.move].title) if task.move else "",
            "name": labels.words.render(task.name),
            "start": task.start,
            "finish": task.finish,
            "owner": _names(people, (task.owner,)) if known(task.owner) else labels.words.get("common.unknown"),
            "state": labels.words.get(f"planbook.state.{'done' if task.done else 'late' if task.late else 'open'}"),
        }
        for task in plan.wbs
    ]
    return _table("wbs", labels, _columns(labels, "wbs", "number move name start finish owner state"), rows)


_KINDS = {"date": "date", "start": "date", "finish": "date", "planned": "date", "why": "long", "moves": "long"}


def _columns(labels: Labels, table: str, keys: str) -> tuple[Column, ...]:
    found = []
    for key in keys.split():
        header = labels.words.get(f"planbook.{table}.{key}")
        wide = key in {"why", "moves", "areas", "data", "name", "gate", "move"}
        kind = "long" if _KINDS.get(key) == "long" else "date" if _KINDS.get(key) == "date" else "text"
        if kind == "long":
            found.append(Column(key=key, header=header, kind="long", width=40))
        elif kind == "date":
            found.append(Column(key=key, header=header, kind="date", width=12))
        else:
            found.append(Column(key=key, header=header, width=30 if wide else 14))
    return tuple(found)


def _table(key: str, labels: Labels, columns: tuple[Column, ...], rows: Iterable[Mapping[str, Value]]) -> Table:
    caption = labels.words.get(f"planbook.{key}.sheet")
    return Table(id=key, caption=caption, columns=columns, rows=record_rows(columns, rows))


def _names(records: Mapping[str, Record], ids: Iterable[str]) -> str:
    return "、".join(records[i].label if i in records else i for i in ids)


def _word(word: Word, labels: Labels) -> str:
    return word.ja if labels.words.language == "ja" else str(word.value)
