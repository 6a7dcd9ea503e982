"""Wiring of `plan`: reads a body and edited dates, lets planning work, writes decisions and books."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from readiness.analysis.inputs import Inputs
from readiness.app.announce import Announce, silent
from readiness.app.incoming import incoming
from readiness.app.output import check_output, write_output
from readiness.app.remembered import of_report
from readiness.exchange.labels import Labels
from readiness.exchange.plan_book import ReadDates, dates_table, plan_book, read_dates
from readiness.inventory.emit import plain_record, to_yaml
from readiness.inventory.files import state_file
from readiness.model.decision import Pin
from readiness.model.plan import Effort, Plan
from readiness.model.plan.moves import MoveId
from readiness.model.refusal import RefusedError
from readiness.model.text import Text, text
from readiness.planning.body import plan_body, review
from readiness.planning.decide import adopted_plan, name_dates, with_pin, without_pin
from readiness.planning.premises import premises_of
from readiness.planning.settings import FAST, SolveSettings
from readiness.solver.solution import Progress, Solution
from readiness.solver.solve import solve
from readiness.sources.yamlfile import read_yaml
from readiness.store.files import atomic_write_bytes
from readiness.tables.write_csv import write_csv
from readiness.tables.write_xlsx import write_xlsx

_Dates = tuple[tuple[str, date], ...]  # one may be named twice


class PlanError(RefusedError):
    """A request that cannot be met as asked; `message` says why in words (exit 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """Edited dates judged: the plan they make, the plan they were compared with, names that mean nothing, and what the
    reader must know of dates that were not given.
    """

    plan: Plan
    before: Plan
    problems: tuple[Text, ...]
    remarks: tuple[Text, ...] = ()


def make_plan(inputs: Inputs, settings: SolveSettings | None = None) -> Plan:
    """The plan of a body."""
    return plan_body(inputs.inventory, inputs.standard, as_of=inputs.as_of, settings=settings)


def solver_of(inputs: Inputs, announce: Announce = silent) -> Callable[..., Solution]:
    """What the report has solved is not solved again; else `solve`, telling of every better plan and bound."""
    return of_report(inputs.inventory.body.id, _heard(announce))


def _heard(announce: Announce) -> Callable[..., Solution]:
    if announce is silent:
        return solve

    def stated(event: Progress) -> None:
        announce(
            text(f"cli.plan.event.{event.kind}", level=event.level, value=str(event.value), work=f"{event.work:.1f}")
        )

    return partial(solve, on_progress=stated)


def check_file(inputs: Inputs, file: Path, labels: Labels, effort: Effort = Effort.STANDARD) -> Reviewed:
    """Judge the dates of an edited workbook, CSV, YAML or plan.json against the plan as it is."""
    solver = solver_of(inputs)
    before = make_plan(inputs, SolveSettings(effort=effort, robustness=False, solver=solver))
    if not (before.moves or before.unplanned):
        raise PlanError(text("plan.check.no_moves"))
    given = _given(file, labels)
    called = _called(before, labels)
    system_id = inputs.inventory.system_id
    named = name_dates(before, ((called.get(name) or system_id(name), day) for name, day in given.dates))
    premises = premises_of(inputs.standard, inputs.inventory, inputs.as_of)
    plan = review(inputs.inventory, premises, inputs.as_of, named.dates, FAST)
    undated = tuple(move.title for move in plan.moves if plan.date_of.get(move.id) is None)
    remarks = (*given.remarks, *([text("plan.check.undated", moves=undated)] if undated else []))
    return Reviewed(plan=plan, before=before, problems=(*given.problems, *named.problems), remarks=remarks)


def _called(plan: Plan, labels: Labels) -> dict[str, str]:
    """What our tables call a move, where only one is called so."""
    titles = [(labels.words.render(move.title), move.id) for move in plan.moves]
    count = Counter(title for title, _ in titles)
    return {title: id_ for title, id_ in titles if count[title] == 1}


def _placements(file: Path) -> object:
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise PlanError(text("plan.solve.unreadable", file=file.name)) from error
    plan = data.get("plan") if isinstance(data, dict) else None
    return plan.get("placements") if isinstance(plan, dict) else None


def _given(file: Path, labels: Labels) -> ReadDates:
    if file.suffix.lower() in {".yaml", ".yml"}:
        return ReadDates(dates=_from_yaml(file))
    if file.suffix.lower() == ".json":
        return ReadDates(dates=_from_moves(file, _placements(file)))
    found = read_dates(incoming(file), labels)
    if not found.found:
        raise PlanError(text("plan.check.no_table", file=file.name))
    return found


def _from_yaml(file: Path) -> _Dates:
    data = read_yaml(file).data
    plan = data.get("plan", data) if isinstance(data, Mapping) else None
    return _from_moves(file, plan.get("moves") if isinstance(plan, Mapping) else None)


def _from_moves(file: Path, moves: Any) -> _Dates:
    """`[{move: …, date: …}]`."""
    try:
        return tuple((str(m["move"]), date.fromisoformat(str(m["date"]))) for m in moves if m.get("date"))
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise PlanError(text("plan.check.bad_yaml", file=file.name)) from error


def adopt(
    path: Path,
    inputs: Inputs,
    plan: Plan,
    *,
    on: date | None = None,
    approved_by: str = "",
    document_number: str | None = None,
    accept_broken: bool = False,
) -> Path:
    """Write a plan to `decisions/plan.yaml`. Raises `PlanError` for moves without a date or conditions broken."""
    undated = [move.title for move in plan.moves if plan.date_of.get(move.id) is None]
    if undated:
        raise PlanError(text("plan.adopt.undated", moves=tuple(undated)))
    if plan.broken and not accept_broken:
        raise PlanError(text("plan.adopt.broken", count=len(plan.broken)))
    dates = {move: day for move, day in plan.date_of.items() if day is not None}
    decided = adopted_plan(plan, dates, on=on or inputs.as_of, approved_by=approved_by, document_number=document_number)
    return _write(path, inputs.inventory.body.id, "plan", plain_record(decided))


def pin(path: Path, inputs: Inputs, plan: Plan, new: Pin) -> tuple[Path, Inputs]:
    """Write a pin to `decisions/pins.yaml`; the inputs as they are with it."""
    named = name_dates(plan, [(inputs.inventory.system_id(new.move), new.date)])
    if named.problems:
        raise PlanError(named.problems[0])
    if new.date < inputs.as_of:
        raise PlanError(text("plan.pin.passed", date=new.date, as_of=inputs.as_of))
    return _pins(path, inputs, with_pin(inputs.inventory.decisions.pins, replace(new, move=next(iter(named.dates)))))


def unpin(path: Path, inputs: Inputs, plan: Plan, move: str) -> tuple[Path, Inputs]:
    """Take a pin back."""
    move = inputs.inventory.system_id(move)
    named = name_dates(plan, [(move, inputs.as_of)])
    target = next(iter(named.dates), MoveId(move))
    return _pins(path, inputs, without_pin(inputs.inventory.decisions.pins, target))


def _pins(path: Path, inputs: Inputs, pins: tuple[Pin, ...]) -> tuple[Path, Inputs]:
    file = _write(path, inputs.inventory.body.id, "pins", [plain_record(item) for item in pins])
    decisions = replace(inputs.inventory.decisions, pins=pins)
    return file, replace(inputs, inventory=replace(inputs.inventory, decisions=decisions))


def _write(path: Path, body: str, key: str, data: Any) -> Path:
    file = state_file(path, body, "decisions", f"{key}.yaml")
    atomic_write_bytes(file, to_yaml({key: data}).encode())
    return file


_FORMS = frozenset({".xlsx", ".csv", ".yaml", ".yml", ".ics", ".json"})


def check_export(file: Path, path: Path, *, force: bool = False) -> None:
    """What `export` refuses, before long work begins."""
    if file.suffix.lower() not in _FORMS:
        raise PlanError(text("plan.export.suffix", file=file.name))
    check_output([file], path, force=force)


def export(plan: Plan, inputs: Inputs, file: Path, labels: Labels, path: Path, *, force: bool = False) -> None:
    """Write the plan as a workbook, CSV or YAML by the file's suffix; other suffixes are refused.

    `path` is the inventory the plan was made from. Raises `OutputError` where `file` is not ours to replace.
    """
    check_export(file, path, force=force)
    suffix = file.suffix.lower()
    if suffix == ".xlsx":
        content = write_xlsx(plan_book(plan, inputs.inventory, labels))
    elif suffix == ".csv":
        content = write_csv(dates_table(plan, inputs.inventory, labels))
    elif suffix in {".yaml", ".yml"}:
        dates = {move: day for move, day in plan.date_of.items() if day is not None}
        content = to_yaml({"plan": plain_record(adopted_plan(plan, dates, on=plan.as_of))}).encode()
    elif suffix == ".ics":
        from readiness.report.plan.ics import plan_ics

        content = plan_ics(plan, inputs.inventory, labels.words).encode()
    else:
        from readiness.report.plan.json import plan_json

        content = plan_json(plan, labels.words).encode()
    write_output({file: content}, path, force=force)
