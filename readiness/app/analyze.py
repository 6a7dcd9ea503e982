"""The whole way: read, analyse, write the folder of one body."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from readiness.analysis.analyze import Analysis
from readiness.analysis.analyze import analyze as analysed
from readiness.analysis.diff import compare
from readiness.analysis.inputs import Inputs
from readiness.app.announce import Announce, silent
from readiness.app.body import open_body
from readiness.app.confirm import READING_BOOK, reading_book, says_more
from readiness.app.diff import DiffError, Side, changes_since, read_side
from readiness.app.history import anew, carried, earlier, open_questions
from readiness.app.improve import until_stopped
from readiness.app.made import made_with
from readiness.app.own_forms import own_forms
from readiness.app.remembered import FOLDER as CACHE
from readiness.app.remembered import Remembered, is_kept
from readiness.app.validate import Checked, seen_from_here
from readiness.exchange.drafts import draft_books
from readiness.exchange.labels import Labels
from readiness.exchange.vendor_select import ROWS
from readiness.intake.reading import Reading
from readiness.inventory.relocate import names_within, relocated, relocated_load
from readiness.model.audience import Audience
from readiness.model.audience import audience as reader_named
from readiness.model.planning_input import Effort
from readiness.model.text import text
from readiness.planning.settings import SolveSettings
from readiness.report.options import ReportOptions, report_options
from readiness.report.outputs import render_outputs
from readiness.sources.yamlfile import collector_paused
from readiness.standard.calendar import is_closed
from readiness.store.names import single_name
from readiness.store.staged import Stage, staged

_LARGE, _SMALL_ONES = 200_000, 8  # bytes of a file after which circles are collected at once; else after so many files


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyzed:
    """One body after analysis. `folder` is where the report was written; None where the input could not be read.

    `files` are the names of what was written there.
    `kept` are the user's own files that stood in the replaced folder, where they are now; `filled` are books of ours
    among them in which somebody answered what has not been taken in.
    """

    checked: Checked
    analysis: Analysis | None = None
    folder: Path | None = None
    files: tuple[str, ...] = ()
    kept: tuple[Path, ...] = ()
    reading: Reading | None = None
    filled: tuple[Path, ...] = ()


@collector_paused()
def analyze(
    path: Path,
    *,
    out: Path,
    language: str = "ja",
    as_of: date | None = None,
    specs: Path | None = None,
    audience: str = "庁内",
    since: Path | None = None,
    further: Sequence[Path] = (),
    body: str = "",
    every: bool = False,
    effort: Effort = Effort.STANDARD,
    announce: Announce = silent,
) -> Analyzed:
    """Read, analyse and write `out/<body-id>/`; nothing is written where the input cannot be read.

    `further` are more workbooks of the same body, `body` its name where they do not tell it. `since` is an earlier
    analysis.json or inventory; the report then tells what changed. Raises `StoreError` where the folder cannot be
    written, `DiffError` where `since` is of another body or no analysis. `announce` hears of each step.
    `every`: the drafts of letters hold all questions, not only the first.
    """
    announce(text("cli.progress.read", path=path.as_posix()))
    opened = open_body(path, as_of=as_of, specs=specs, further=further, body=body, out=out)
    if opened.inputs is None:
        return Analyzed(checked=opened.checked, reading=opened.reading)
    called = names_within(path)
    loaded, inputs = relocated_load(opened.checked.loaded, called), relocated(opened.inputs, called)
    side = read_side(since, specs=specs) if since is not None else None
    if side is not None and not side.readable and side.checked is not None:
        return Analyzed(checked=side.checked)
    announce(text("cli.progress.analyse", body=inputs.inventory.body.label, systems=len(inputs.inventory.systems)))
    folder, internal = _folder_of(inputs, out, audience)
    solver = Remembered(folder / CACHE if internal else None)
    analysis = until_stopped(
        lambda stop: analysed(inputs, SolveSettings(effort=effort, solver=solver, stop=stop)),
        lambda: announce(text("cli.progress.stopping")),
    )
    options = replace(
        report_options(language, loaded.positions, audience),
        folder=_folder_from_here(path),
        home=path.name if path.is_file() else "",
        reading=opened.reading,
        forms=own_forms(path),
        history=open_questions(folder, inputs.as_of) if internal else (),
    )
    made = made_with(path, specs)
    if side is not None and since is not None:
        named = side.name.replace(since.as_posix(), since.name, 1)
        options = replace(options, changes=changes_since(side, analysis), since=named)
    elif internal:
        options = _since_last_month(options, folder, analysis, made)
    announce(text("cli.progress.write", path=folder.as_posix()))
    with staged(folder, is_kept) as stage:
        if internal:
            for name, content in carried(folder, analysis, options.words.render, made).items():
                stage.write(name, content)
            for name, content in sorted(solver.files.items()):
                stage.write(f"{CACHE}/{name}", content)
        _write(stage, render_outputs(analysis, options))
        if internal:
            _write(stage, _books(analysis, opened.reading, options, every=every))
    checked = Checked(
        path=path,
        loaded=loaded,
        findings=analysis.findings,
        positions=loaded.positions,
        waived=analysis.waived,
    )
    return Analyzed(
        checked=checked,
        analysis=analysis,
        folder=folder,
        files=stage.names,
        kept=stage.kept,
        reading=opened.reading,
        filled=tuple(file for file in stage.kept if says_more(file, path, inputs.inventory.body.id)),
    )


def _write(stage: Stage, files: Iterable[tuple[str, bytes]]) -> None:
    """Each file as it is made. Documents and workbooks are full of circles, which would pile up until the end; what
    stays (the analysis) is not looked through for them.
    """
    gc.freeze()
    try:
        for number, (name, content) in enumerate(files):
            stage.write(name, content)
            if number % _SMALL_ONES == 0 or len(content) > _LARGE:
                gc.collect(1)
    finally:
        gc.unfreeze()


def _folder_of(inputs: Inputs, out: Path, audience: str) -> tuple[Path, bool]:
    """Where the report goes, and whether it is the body's own: one for others never takes the place of the full one."""
    reader = reader_named(audience)
    own = inputs.inventory.body.id + ("" if reader is Audience.INTERNAL else f"-{reader.value}")
    return out / single_name(own, out), reader is Audience.INTERNAL


def _books(
    analysis: Analysis, reading: Reading | None, options: ReportOptions, *, every: bool
) -> Iterator[tuple[str, bytes]]:
    """The drafts of question books, and the book of doubts about a ledger that has any."""
    inputs = analysis.inputs
    labels = Labels(options.words, {area.key: area.name for area in inputs.standard.areas})
    closed = partial(is_closed, inputs.standard.calendar)
    limit = None if every else ROWS
    books = draft_books(analysis.register, inputs.inventory, labels, inputs.as_of, limit=limit, closed=closed)
    yield from ((f"gaps/{name}", content) for name, content in books.items())
    if reading is not None and reading.asked:
        yield READING_BOOK, reading_book(reading, labels, inputs.as_of)


def _since_last_month(
    options: ReportOptions, folder: Path, analysis: Analysis, made: Mapping[str, str]
) -> ReportOptions:
    """What changed since the month that the output keeps: what the town changed, and apart from it what a new version
    of the program or of the facts makes of the records of that month. As they are where no month is kept.
    """
    month = earlier(folder, analysis.inputs.as_of)
    last = _last_month(month) if month is not None else None
    if month is None or last is None:
        return options
    other, redone = anew(month, analysis.inputs, made)
    if redone is None or last.snapshot is None:
        changes = changes_since(last, analysis)
        return replace(options, changes=changes, since=last.name, kept_apart=not other)
    by_tool = compare(last.snapshot, redone)
    changes = changes_since(replace(last, snapshot=redone), analysis)
    return replace(options, changes=changes, since=last.name, kept_apart=True, by_tool=by_tool)


def _last_month(path: Path) -> Side | None:
    """The state of an earlier month as the output keeps it; none where it cannot be read: it is only a memory."""
    try:
        side = read_side(path)
    except DiffError:
        return None
    return replace(side, name=path.stem)


def _folder_from_here(path: Path) -> str:
    """The folder of the inventory as seen from where the command runs: relative below it, else the whole path."""
    folder = seen_from_here((path if path.is_dir() else path.parent).as_posix())
    return "" if folder == "." else f"{folder}/"
