"""A work survey as a matrix: divisions one way, procedures the other (課×手続の業務量)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from readiness.intake.cells import Seen
from readiness.intake.doubt import Doubt, Weight
from readiness.intake.entry import Entry
from readiness.intake.fold import clean, fold, fold_head
from readiness.intake.grid import At, Grid
from readiness.intake.parties import OFFICE
from readiness.intake.reading import ReadColumn, ReadTable
from readiness.intake.vocabulary import Vocabulary
from readiness.intake.work import procedure
from readiness.intake.work_cells import COUNT, MINUTES, read_count, read_minutes
from readiness.model.ref import Ref
from readiness.sources.grid import cell_name

_SURVEY = re.compile(r"業務量|事務量|作業量|処理件数|手続.*件数|件数.*調")
_TOTAL = re.compile(r"(?:小|総|合|中|累)?計.*")
_TIME = re.compile(r"1件(?:当た?り|あたり)|分/件|処理時間|所要時間|標準時間")
_CORNER = re.compile(r"課|所属|部署|手続|作業|業務|事務|区分|項目|[＼\\／/]|^$")
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class Crossed:
    """Where such a table stands: its row of headings, its column of labels, the rows and columns of its cells."""

    top: int
    left: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]


def read_crossed(grid: Grid, entry: Entry, words: Vocabulary) -> ReadTable | None:
    """The procedures of the matrix of a sheet; None where it holds none. Of an unknown unit nothing is read."""
    found = _find(grid, words)
    if found is None:
        return None
    above = [grid.text((row, at)) for row in range(found.top) for at in grid.filled(row)]
    said = " ".join(clean(text) for text in (*above, grid.sheet.name, grid.text((found.top, found.left))))
    turned = _turned(grid, found, words)
    counts = "件" in said and "時間" not in re.sub(r"1件(?:当た?り|あたり)\S*", "", said)
    if turned is None or not counts:
        place = grid.place((found.top, found.left))
        doubt = Doubt(
            code="work-unit", place=place, weight=Weight.SHAPE, section="procedures", text=grid.sheet.name,
            params={"name": grid.sheet.name},
        )  # fmt: skip
        entry.asking.note(doubt)
        return _stated(grid, found, 0)
    rows, columns = _without(grid, found)
    times = _times(grid, found)
    made = 0
    for row in rows:
        for column in columns:
            at = (row, column)
            text = grid.text(at)
            if not text or fold(text) in {fold(word) for word in words.values["nothing"]} or text == "0":
                continue
            one, other = grid.text((row, found.left)), grid.text((found.top, column))
            name, division = (one, other) if turned else (other, one)
            ref = Ref(grid.file, (grid.sheet.name, row + 1))
            record = procedure(entry, name, division, grid.place(at), ref)
            seen = Seen(COUNT, read_count(grid.value(at), text), at, text, name, grid.place(at))
            entry.field(record, COUNT, seen)
            time = times.get(row if turned else column)
            if time is not None and grid.text(time[0]):
                stated = grid.text(time[0])
                got = read_minutes(grid.value(time[0]), stated, time[1])
                entry.field(
                    record, MINUTES, seen._replace(target=MINUTES, got=got, at=time[0], text=stated, head=time[1])
                )
            made += 1
    return _stated(grid, found, made)


def is_crossed(grid: Grid, words: Vocabulary) -> bool:
    """Whether a sheet holds such a matrix, of which it is told which way its divisions stand."""
    found = _find(grid, words)
    return found is not None and _turned(grid, found, words) is not None


def _find(grid: Grid, words: Vocabulary) -> Crossed | None:
    """A row of names over rows that begin with a name and go on in numbers, on a sheet that speaks of a survey."""
    texts = [grid.text((row, at)) for row in range(min(grid.height, 12)) for at in grid.filled(row)]
    if not any(_SURVEY.search(clean(text)) for text in (grid.sheet.name, *texts)):
        return None
    for top in range(min(grid.height, 12)):
        filled = grid.filled(top)
        names = [at for at in filled if _is_name(grid, (top, at))]
        if len(names) < 3 or names != list(filled) or not _CORNER.search(clean(grid.text((top, names[0])))):
            continue
        left, columns = names[0], tuple(names[1:])
        rows = []
        for row in range(top + 1, grid.height):
            numbers = [at for at in columns if re.search("[0-9]", grid.text((row, at)))]
            if not _is_name(grid, (row, left)) or not numbers:
                break
            rows.append(row)
        found = Crossed(top, left, tuple(rows), columns)
        heads = words.heads.get("procedure", {})
        known = [at for at in _without(grid, found)[1] if fold_head(grid.text((top, at))) in heads]
        labels = [fold(grid.text((row, left))) for row in rows]
        if rows and len(known) < 2 and len(set(labels)) == len(labels):
            return found
    return None


def _is_name(grid: Grid, at: At) -> bool:
    return isinstance(grid.value(at), str) and 0 < len(grid.text(at)) <= _LONGEST


def _label(grid: Grid, found: Crossed, *, row: int | None = None, column: int | None = None) -> str:
    return clean(grid.text((row, found.left) if row is not None else (found.top, column or 0)))


def _turned(grid: Grid, found: Crossed, words: Vocabulary) -> bool | None:
    """Whether the divisions stand across; None where nothing tells which way they stand."""
    corner = {
        target for head in re.split(r"[＼\\／/]", grid.text((found.top, found.left))) for target in words.targets(head)
    }
    down = [bool(OFFICE.search(_label(grid, found, row=row))) for row in _without(grid, found)[0]]
    across = [bool(OFFICE.search(_label(grid, found, column=at))) for at in _without(grid, found)[1]]
    if all(down) != all(across):
        return all(across)
    if "division.name" in corner and "procedure.name" not in corner and any(down):
        return False
    return True if "procedure.name" in corner and "division.name" not in corner and any(across) else None


def _without(grid: Grid, found: Crossed) -> tuple[Sequence[int], Sequence[int]]:
    """Rows and columns without sums and times."""

    def own(label: str) -> bool:
        return not _TOTAL.fullmatch(fold(label)) and not _TIME.search(fold(label))

    rows = [row for row in found.rows if own(_label(grid, found, row=row))]
    return rows, [at for at in found.columns if own(_label(grid, found, column=at))]


def _times(grid: Grid, found: Crossed) -> dict[int, tuple[At, str]]:
    """The time of each procedure, by its row or column, where one row or column holds them, and its heading."""
    stated: dict[int, tuple[At, str]] = {}
    for row in found.rows:
        label = _label(grid, found, row=row)
        if _TIME.search(fold(label)):
            stated |= {column: ((row, column), label) for column in found.columns}
    for column in found.columns:
        label = _label(grid, found, column=column)
        if _TIME.search(fold(label)):
            stated |= {row: ((row, column), label) for row in found.rows}
    return stated


def _stated(grid: Grid, found: Crossed, made: int) -> ReadTable:
    heads = tuple(
        ReadColumn(target=COUNT, head=_label(grid, found, column=at), cell=cell_name(found.top, at))
        for at in _without(grid, found)[1]
    )
    return ReadTable(
        file=grid.file, sheet=grid.sheet.name, record="procedure", shape="matrix", row=found.top + 1, rows=made,
        columns=heads if made else (),
    )  # fmt: skip
