"""Marks that change what a cell says: footnotes, ticked boxes, words that point elsewhere (注・チェック・別紙)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from readiness.intake.fold import clean, fold
from readiness.intake.matched import Column
from readiness.intake.table import Shape, Table
from readiness.intake.vocabulary import Vocabulary
from readiness.intake.words import legend_of

_SIGN = r"(?:注|※|＊|\*)"
_NOTE = re.compile(rf"^[(（\[]?\s*({_SIGN}\s*[0-9]*)\s*[)）\]:：.、]?\s*(.+)$", re.DOTALL)
_MARKED = re.compile(rf"^(.+?)\s*[(（\[]?\s*({_SIGN}\s*[0-9]+|※)\s*[)）\]]?\s*$", re.DOTALL)
_ERROR = re.compile("#.*(?:[!?]|/a)")
_SHORTEST = 6  # letters of a legend of two marks
_ON, _OFF = "☑☒■✔✅🗹◼", "□☐◻▢"
_IN_OR_OUT = {"yes": "標準化対象", "no": "標準化対象外"}
# A line that says what colours mean: 緑色の行は移行済, 網掛け=対象外.
_COLOURS = re.compile(
    r"(?:赤|青|緑|黄|橙|灰|紫|水|桃|グレー|ピンク|オレンジ)(?:色|字|文字|セル|の?(?:行|欄|部分))|網掛け?|網かけ|着色|色付き?|色つき|塗りつぶし"
)
_TAX_ROW = re.compile(
    r"(?:(?P<net>[小合総]?計[(]?税抜き?[)]?)|消費税(?:額|等|相当額|及び地方消費税)*(?:[(][0-9]+%[)])?)"
)
_CODE = re.compile(r"([0-9](?=\s*[:=.,)…-]?)|(?<![A-Za-z])[A-Z](?=\s*[:=]))\s*[:=.,)…-]?\s*([^\d\s、,;/()【】]{1,12})")
_OPTION = re.compile(rf"([{_ON}{_OFF}])\s*([^{_ON}{_OFF}]*)")


def footnotes_of(texts: Iterable[str]) -> dict[str, str]:
    """Mark (注1, ※2) → what it says, from the remarks around a table."""
    found: dict[str, str] = {}
    for text in texts:
        for line in text.split("\n"):
            note = _NOTE.match(clean(line))
            if note:
                found.setdefault(_plain(note[1]), note[2].strip())
    return found


def legends_inside(table: Table) -> Iterator[str]:
    """Cells of a table that explain two marks or more: a legend that stands under its columns."""
    cells = {at for line in table.lines for at in line.cells if at is not None}
    for at in sorted(cells):
        text = table.grid.text(at)
        if len(text) >= _SHORTEST and (len(legend_of([text])) > 1 or coded(text)):
            yield text


def marked(text: str) -> tuple[str, str]:
    """A text without the mark of a footnote at its end, and the mark; empty where it has none."""
    found = _MARKED.match(clean(text))
    if not found:
        return text, ""
    mark = clean(text)[len(found[1]) :]
    kept = text.rstrip()
    while kept and clean(kept) != found[1]:
        kept = kept[:-1].rstrip()
    return (kept, _plain(found[2])) if kept and mark else (text, "")


def _plain(mark: str) -> str:
    return fold(mark).replace("＊", "*")


@dataclass(frozen=True, slots=True)
class Ticked:
    """What the boxes of a cell say: the options ticked, in order."""

    options: tuple[str, ...]


def ticked(text: str) -> Ticked | None:
    """The options of a cell with boxes of which some are empty (☑有 ☐無); None for any other cell."""
    if not any(box in text for box in _OFF):
        return None
    options = [(box, words.strip(" 　・、,/／\n()（）")) for box, words in _OPTION.findall(text)]
    if sum(bool(words) for _, words in options) < 2:
        return None
    return Ticked(tuple(words for box, words in options if box in _ON and words))


def shows_error(text: str, words: Vocabulary) -> bool:
    """Whether a cell holds the text of an error: #N/A, as a CSV file keeps it."""
    return text[:1] in "#＃E" and (
        fold(text) in {fold(word) for word in words.values["errors"]} or bool(_ERROR.fullmatch(fold(text)))
    )


def points_elsewhere(text: str, words: Vocabulary) -> bool:
    """Whether a cell only says where to look: 別紙のとおり, 別添2, 仕様書参照."""
    stated, lists = fold(text), words.values["elsewhere"]
    if len(stated) > 20:
        return False
    return any(stated.startswith(fold(word)) for word in lists["begins"]) or any(
        stated.endswith(fold(word)) for word in lists["ends"]
    )


def coded(text: str) -> dict[str, str]:
    """Code → meaning, where a text explains two or more in order: 1:移行済 2:未移行, A:完了 B:作業中."""
    found: dict[str, str] = {}
    for code, meaning in _CODE.findall(clean(text)):
        first = code in ("0", "1", "A")
        if not (first if not found else ord(code) == ord(list(found)[-1]) + 1):
            break
        found[code] = meaning
    return {fold(code): meaning for code, meaning in found.items()} if len(found) > 1 else {}


def tax_below(table: Table) -> str:
    """net where the first row of sums that speaks of tax adds up with the list: 計(税抜), 消費税 a tenth of it."""
    grid, last = table.grid, max((line.number for line in table.lines), default=0)
    for row in range(table.heads[0].at[0], min(last + 6, grid.height)) if table.shape is Shape.LIST else ():
        filled = grid.filled(row)
        said = _TAX_ROW.fullmatch(fold(grid.text((row, filled[0])))) if len(filled) in (2, 3) else None
        if said is None:
            continue
        amount = grid.value((row, filled[-1]))
        above = [grid.value((line.number, filled[-1])) for line in table.lines if line.number < row]
        total = sum(value for value in above if isinstance(value, int | float))
        wholes = (total, total / 2)  # 小計 may stand among them
        shares = (1,) if said["net"] else (0.1, 0.08)
        proved = isinstance(amount, int | float) and any(
            abs(w * s - amount) < len(above) for w in wholes for s in shares
        )
        return "net" if proved and amount else ""
    return ""


def explains(text: str) -> bool:
    """Whether a line says what colours or codes mean."""
    return bool(_COLOURS.search(clean(text)) or coded(text))


def codes_of(table: Table, column: Column, texts: Iterable[str]) -> dict[str, str]:
    """What the heading of a column says of its codes, or a line around the table: one that names the column, or whose
    codes are all that stands in it.
    """
    name = clean(column.head.text).partition("(")[0].split("\n")[0].strip()
    values = {fold(value) for value in table.values(column.index)}
    for text in column.head.path:
        if codes := coded(text):
            return codes
    for text in map(clean, texts):
        named = len(name) > 1 and name in text
        codes = coded(text.partition(name)[2] if named else text)
        if codes and (named or values <= set(codes)):
            return codes
    return {}


def in_or_out(column: Column, words: Vocabulary) -> dict[str, str]:
    """What ○ and × say below 標準化対象, where no legend says otherwise: one of the standard's systems, or not."""
    if column.target != "system.kind" or "対象" not in "".join(column.head.path):
        return {}
    ticks = words.values["ticks"]
    return {fold(mark): word for key, word in _IN_OR_OUT.items() for mark in ticks[key]}
