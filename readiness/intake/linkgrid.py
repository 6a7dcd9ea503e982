"""A matrix of links: systems down and the same across, a mark where one gives to the other (連携マトリックス)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from readiness.intake.answers import LEAVE, READ, ROWS_GIVE, Asking
from readiness.intake.cells import Seen
from readiness.intake.doubt import Doubt, Place, Weight
from readiness.intake.fold import clean, fold, fold_head
from readiness.intake.got import Got
from readiness.intake.grid import At, Grid
from readiness.intake.links import HOW_OFTEN, LinkRow
from readiness.intake.matched import Matched
from readiness.intake.names import bare_name
from readiness.intake.paths import PATH, pairs_of, whose
from readiness.intake.reading import ReadColumn, ReadTable
from readiness.intake.remarks import is_remark
from readiness.intake.vocabulary import Vocabulary
from readiness.intake.words import legend_of
from readiness.model.ref import Ref
from readiness.sources.grid import cell_name

_TOP = 15  # rows in which the names across may stand
_LONGEST = 30
_GIVES = re.compile(r"提供|送信|連携元|出力|渡|^from$|送り")
_TAKES = re.compile(r"受|連携先|提供先|送信先|入力|取込|^to$")
_DIAGONAL = re.compile(r"[＼\\]")
_DOWN = re.compile(r"(?:↓|縦|行|たて)[はが::=]?[「]?([^\s、,。→横列]+)")
# A mark of one letter and what a line of the sheet says of it: 日：日次, 1=API.
_LETTER = re.compile(r"(?:^|[\s、,;(「『])([^\s:=、,;()])[」』]?\s*[:=…]\s*([^\s、,;。()「」]+)")
_COUNTS = re.compile(r"数字は.{0,12}[数本件]|(?:IF|連携|ファイル|データ|インタ\w{0,2}フェース)の?(?:本|件)?数")
_METHOD, _FREQUENCY = "interface.method", "interface.frequency"
# Arrows between the system of the row and that of the column.
_AWAY, _BACK, _BOTH = "→⇒➡⇨▶", "←⇐⬅◀", "⇔↔⇄⇆⇌"


@dataclass(frozen=True, slots=True)
class LinkGrid:
    """Where such a table stands: its row and column of names, and its rows and columns in order."""

    top: int
    left: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]


def find_links(grid: Grid) -> LinkGrid | None:
    """The matrix of a sheet: a row of names over rows that begin with the same names."""
    for top in range(min(grid.height, _TOP)):
        across = {at: key for at in grid.filled(top) if (key := _name(grid, (top, at)))}
        if len(across) < 2:
            continue
        for left in range(min(across) + 1):
            columns = {at: key for at, key in across.items() if at > left}
            rows = list(_names_below(grid, top, left))
            both = set(columns.values()) & {key for _, key in rows}
            least = min(len(set(columns.values())), len({key for _, key in rows}))
            if len(both) >= 2 and len(both) * 2 > least and _holds_marks(grid, rows, columns):
                return LinkGrid(top, left, tuple(row for row, _ in rows), tuple(columns))
    return None


def _name(grid: Grid, at: At) -> str:
    text = grid.text(at)
    named = isinstance(grid.value(at), str) and 0 < len(text) <= _LONGEST and not re.search("計$", text)
    return bare_name(text) if named else ""


def _names_below(grid: Grid, top: int, left: int) -> Iterator[tuple[int, str]]:
    for row in range(top + 1, grid.height):
        name = _name(grid, (row, left))
        if not name and grid.filled(row):
            return
        if name and not is_remark(grid, row):
            yield row, name


def _holds_marks(grid: Grid, rows: Sequence[tuple[int, str]], columns: Mapping[int, str]) -> bool:
    """Whether the cells are short: marks and arrows, not sentences and amounts."""
    texts = [text for row, _ in rows for at in columns if (text := grid.text((row, at)))]
    return bool(texts) and all(len(text) <= 8 and not re.search(r"[0-9]{3}", text) for text in texts)


def read_links(
    grid: Grid, found: LinkGrid, words: Vocabulary, legends: Mapping[str, str], asking: Asking
) -> tuple[list[LinkRow], ReadTable]:
    """The links of a matrix. Which way they run must be told; a mark nobody knows is asked once."""
    every = [text for row in range(grid.height) for text in _texts(grid, row)]
    counts = any(_COUNTS.search(clean(text)) for text in every)
    letters = {fold(mark): meaning for text in every for mark, meaning in _LETTER.findall(clean(text))}
    legend = {**letters, **legends, **legend_of(every)}
    links: list[LinkRow] = []
    asked: dict[str, tuple[Place, int]] = {}
    gives = _rows_give(grid, found, words)
    waiting: list[At] = []
    for row in found.rows:
        for at in found.columns:
            text = grid.text((row, at))
            way = _way(text, words, legend)
            if way == "?" and counts and fold(text).isdigit():
                way = "mark"
            if way == "?":
                place, count = asked.get(text, (grid.place((row, at)), 0))
                asked[text] = (place, count + 1)
            elif way == "mark" and gives is None:
                waiting.append((row, at))
            elif way:
                links += _links(grid, found, (row, at), _ends(way, rows_give=gives is not False), words, legend)
    for text, (place, count) in asked.items():
        doubt = Doubt(
            code="link-mark", place=place, weight=Weight.RECORD, section="interfaces", record=grid.sheet.name,
            text=text, count=count, params={"mark": text, "meaning": legend.get(fold(text), "")},
        )  # fmt: skip
        if asking.answer(doubt) == READ:
            cells = [(row, at) for row in found.rows for at in found.columns if grid.text((row, at)) == text]
            waiting += cells if gives is None else []
            for cell in cells if gives is not None else ():
                links += _links(grid, found, cell, _ends("mark", rows_give=gives is True), words, legend)
    if waiting:
        doubt = Doubt(
            code="matrix-way", place=grid.place((found.top, found.left)), weight=Weight.SHAPE, section="interfaces",
            text=grid.sheet.name, count=len(waiting), params={"name": grid.sheet.name, "count": len(waiting)},
        )  # fmt: skip
        said = asking.answer(doubt)
        for cell in waiting if said not in ("", LEAVE) else ():
            links += _links(grid, found, cell, _ends("mark", rows_give=said == ROWS_GIVE), words, legend)
    return links, _stated(grid, found, len(links))


def _texts(grid: Grid, row: int) -> Iterator[str]:
    yield from (grid.text((row, at)) for at in grid.filled(row))


def _way(text: str, words: Vocabulary, legend: Mapping[str, str]) -> str:
    """mark, an arrow by its sense, empty for no link, ? where nobody knows."""
    key = fold(text)
    meaning = legend.get(key, "")
    nothing = {fold(word) for word in (*words.values["nothing"], *words.values["ticks"]["no"], "なし", "無し")}
    if not key or (key in nothing and not meaning):
        return ""
    if len(text) == 1 and text in _AWAY + _BACK + _BOTH:
        return "away" if text in _AWAY else "back" if text in _BACK else "both"
    if key in legend:
        stated = fold(meaning)
        if stated in nothing or re.fullmatch(r"(?:連携)?(?:な[いし]|無し?|しない|対象外|未連携|不要)", stated):
            return ""
        if stated in words.words.get(_METHOD, {}) or HOW_OFTEN.fullmatch(stated):
            return "mark"
        doubtful = not meaning or any(fold(word) in stated for word in words.values["turning"])
        return "mark" if not doubtful and re.search(r"連携|あり|有|送|受|提供|渡", stated) else "?"
    known = key in {fold(tick) for tick in words.values["ticks"]["yes"]} or key in words.words.get(_METHOD, {})
    return "mark" if known or HOW_OFTEN.fullmatch(key) else "?"


def _ends(way: str, *, rows_give: bool) -> tuple[bool, ...]:
    """For each link of a cell, whether the system of its row gives."""
    return {"mark": (rows_give,), "away": (True,), "back": (False,), "both": (True, False)}[way]


def _links(
    grid: Grid, found: LinkGrid, at: At, ways: tuple[bool, ...], words: Vocabulary, legend: Mapping[str, str]
) -> Iterator[LinkRow]:
    one, other = (at[0], found.left), (found.top, at[1])
    if bare_name(grid.text(one)) == bare_name(grid.text(other)):
        return
    place, ref = grid.place(at), Ref(grid.file, (grid.sheet.name, at[0] + 1))
    stated = legend.get(fold(grid.text(at))) or grid.text(at)
    method = words.words.get(_METHOD, {}).get(fold(stated))
    for gives in ways:
        ends = {"interface.from": one if gives else other, "interface.to": other if gives else one}
        values = {
            target: [Seen(target, Got(value=grid.text(end)), end, grid.text(end), "", grid.place(end))]
            for target, end in ends.items()
        }
        if method is not None:
            values[_METHOD] = [Seen(_METHOD, Got(value=method), at, grid.text(at), "", place)]
        if HOW_OFTEN.fullmatch(fold(stated)):
            values[_FREQUENCY] = [Seen(_FREQUENCY, Got(value=stated), at, grid.text(at), "", place)]
        yield LinkRow(values, place, ref)


def _rows_give(grid: Grid, found: LinkGrid, words: Vocabulary) -> bool | None:
    """Whether the systems of the rows give and those across take; None where nothing tells.

    Told by the corner (送信元＼受信先, its left half is that of the rows), by a heading over all columns or beside all
    rows, or by a sentence above or below (縦:提供元).
    """
    corner = clean(grid.text((found.top, found.left)))
    down = next((sense for piece in _DIAGONAL.split(corner)[:1] if (sense := _sense(piece, words)) is not None), None)
    across = _sense(_DIAGONAL.split(corner)[-1], words) if _DIAGONAL.search(corner) else None
    outside = [row for row in range(grid.height) if row != found.top and row not in found.rows]
    for text in (corner, *(text for row in outside for text in _texts(grid, row))):
        said = _DOWN.search(clean(text))
        stated = _sense(said[1], words) if said else None
        if stated is not None:
            return stated
    if down is not None and across is not None:
        return down if down is not across else None
    if down is not None and not re.search(r"[/／・\n]", corner):
        return down
    for row in range(found.top):
        block = grid.block((row, found.columns[0]))
        wide = block is not None and block.first_column > found.left and block.last_column >= found.columns[-1]
        stated = _sense(grid.text((row, found.columns[0])), words) if wide else None
        if stated is not None:
            return not stated
    for at in range(found.left):
        block = grid.block((found.rows[0], at))
        tall = block is not None and block.first_row > found.top - 1 and block.last_row >= found.rows[-1]
        stated = _sense(grid.text((found.rows[0], at)), words) if tall else None
        if stated is not None:
            return stated
    return None


def _sense(text: str, words: Vocabulary) -> bool | None:
    """Whether words speak of the side that gives (提供元) or takes (提供先); None for neither or both."""
    target = words.heads.get("interface", {}).get(fold_head(text), ("", 0))[0]
    if target in ("interface.from", "interface.to"):
        return target == "interface.from"
    takes, gives = bool(_TAKES.search(fold(text))), bool(_GIVES.search(fold(text)))
    return None if takes == gives else gives


def of_sheet(matched: Matched, row: LinkRow) -> LinkRow:
    """A row of partners with the system that its list is of, where no column names it."""
    name = "" if {"interface.self", "interface.from", PATH} & set(row.values) else whose(matched.table)
    seen = Seen("interface.self", Got(value=name), (0, 0), name, "", matched.table.place)
    return replace(row, values={**row.values, seen.target: [seen]}) if name else row


def along(row: LinkRow) -> Iterator[LinkRow]:
    """A row for each arrow of its cell (住民記録→税); the row itself where it holds none."""
    cells = row.values.get(PATH, [])
    pairs = list(pairs_of(cells[0].text)) if cells else []
    for pair in pairs:
        named = zip(("interface.from", "interface.to"), pair, strict=True)
        values = {target: [cells[0]._replace(target=target, got=Got(value=name), text=name)] for target, name in named}
        yield replace(row, values={**row.values, **values})
    if not pairs:
        yield row


def _stated(grid: Grid, found: LinkGrid, made: int) -> ReadTable:
    heads = tuple(
        ReadColumn(target="interface.to", head=grid.text((found.top, at)), cell=cell_name(found.top, at))
        for at in found.columns
    )
    return ReadTable(
        file=grid.file, sheet=grid.sheet.name, record="interface", shape="matrix", row=found.top + 1, rows=made,
        columns=heads if made else (),
    )  # fmt: skip
