"""Which lines of a table are records; totals, breakdowns, examples, struck and closed rows are none (行の読み取り)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from readiness.intake.answers import LEAVE, READ, Asking
from readiness.intake.areas import area_word
from readiness.intake.closed import absent_by, by_group, closed_by, coming_by, within_by
from readiness.intake.dates import spans
from readiness.intake.doubt import Doubt, Unused, Weight
from readiness.intake.fields import ALIASES, AMOUNT
from readiness.intake.fold import clean, fold
from readiness.intake.grid import At, Grid
from readiness.intake.marks import explains, shows_error
from readiness.intake.matched import Column, Matched
from readiness.intake.paths import PATH
from readiness.intake.remarks import is_title
from readiness.intake.table import Line, Shape
from readiness.intake.vocabulary import Vocabulary

_TOTAL = re.compile(
    r"[(【<〈\[]?(?:年度|部門|課|業務|契約)?(?:小|総|合|中|累)?計(?:金額|額|\(税[込抜]\))?[)】>〉\]]?"
    r"|.{1,10}(?:課|室|係|部|局|所|館|センター)(?:小|合|集)?計"
)
# Sums of a page, carried over or counted: 頁計, 次頁へ, 前頁より, 合計 12システム.
_CARRIED = re.compile(
    r"[(【]?(?:[前次当本]?(?:頁|ページ|葉)(?:小?計|合計|繰越|へ|より|から).*|(?:前年度)?繰越(?:額|分|計)?|(?:小|総|合)計[:(]?\D{0,4}[0-9]+\D{0,5})[)】]?"
)
_GROUP = re.compile(
    r"^[【〈<《〔■◆●○◎□◇▼▽☆★*＊].*|.*(?:系|関係|関連|部門|分野|グループ|その他|以下)$|[^:、。]{1,12}(?:課|室|係|局|部)$|^[0-9０-９ⅠⅡⅢ一二三四五六七八九十]+[.．、)）]?\s*[^0-9]{1,12}(?:系|関係|部|課|室)$"
)
# What stands in an amount.
_AMOUNT = re.compile(r"[0-9,.()¥\\~△▲-]|円|千|百|万|億|年額|月額|年間|税込|税抜|税別|約|/|年|月")
_TYPED = frozenset({"system.areas", "contract.end", "contract.start", "system.migrated", "system.conformance",
                    "system.planned_date"})  # fmt: skip


@dataclass
class Sorted:
    """The lines of a table that are records, and what was passed over and why."""

    lines: list[Line] = field(default_factory=list)
    unused: list[Unused] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)


def sort_lines(matched: Matched, words: Vocabulary, as_of: date | None, asking: Asking) -> Sorted:
    """Sort the lines of a table. Nothing is passed over without a word; what a person answered decides."""
    done = Sorted()
    table, grid = matched.table, matched.table.grid
    names = name_columns(matched)
    faded = [line for line in table.lines if _shown_as(grid, line, names, grid.formatting.faded)]
    grey = len(faded) * 2 > len(table.lines)  # grey is the colour of this table, not of single rows
    group, last, fresh = "", "", False
    ends = {fold(word) for word in words.layout["ends"]}
    sums = _Sums(matched)
    for line in table.lines:
        texts = [grid.text(at) for at in line.cells if at is not None and grid.text(at)]
        stated = (grid.text(at) for c in names if (at := line.cells[c.index]) is not None)
        name = next((text for text in stated if text and not shows_error(text, words)), line.named)
        again = matched.record == "system" and "system.name" in words.targets(name)  # headings, in other words
        if not texts or again or _same_as_head(matched, line):
            continue
        if table.shape is Shape.LIST and {fold(text) for text in texts} <= ends:
            _after_the_end(done, matched, line)
            break
        fresh = fresh or line.number in table.gaps  # a blank row above, and no record since
        alien = fresh and table.shape is Shape.LIST and _alien(matched, line, words)
        if alien and _cut(done, matched, line, texts[0], asking):
            break
        reason, said = _why_not(matched, line, name, texts, words, as_of)
        if not reason and table.shape is Shape.LIST and sums.stated(line):
            reason = "sum"
        reason = reason or ("faded" if line in faded and not grey else "")
        if not reason:
            reason, said = by_group(group, words, as_of)
        if reason == "group":
            group = texts[0]
        named = last if reason == "no-name" and _is_part(matched, line) else ""
        reason = "" if named else reason
        shown = texts[0] if line.named else name or texts[0]
        answer = _pass_over(done, matched, line, reason, shown, said, asking) if reason else ""
        if reason and not answer:
            continue
        fresh = False
        if _shown_as(grid, line, names, None):
            done.hidden.append(line.number)
        last, named = name or named, named or line.named
        done.lines.append(Line(line.cells, line.number, group, answer if reason in ("no-name", "within") else named))
    return done


def _is_part(matched: Matched, line: Line) -> bool:
    """Whether a row names a further cost of the system above: 保守, and リース below it."""
    return any((at := line.cells[c.index]) is not None and matched.table.grid.text(at) for c in matched.of("row.part"))


def _after_the_end(done: Sorted, matched: Matched, end: Line) -> None:
    """What stands below 以下余白 is no part of the table; more than a signature is told."""
    grid = matched.table.grid
    for line in matched.table.lines:
        texts = [grid.text(at) for at in line.cells if at is not None and grid.text(at)]
        if line.number > end.number and len(texts) > 1:
            place = grid.row_place(line.number)
            done.unused.append(Unused(kind="row", place=place, text=" ".join(texts[0].split()), reason="tail"))
            return


class _Sums:
    """Amounts of the rows so far, to know a row of sums by its amounts where no word tells it."""

    def __init__(self, matched: Matched) -> None:
        self.grid, self.columns = matched.table.grid, matched.of(AMOUNT)
        self.named = {c.index for c in name_columns(matched)} | {c.index for c in matched.columns if not c.target}
        self.amounts: dict[int, list[float]] = {column.index: [] for column in self.columns}

    def stated(self, line: Line) -> bool:
        """Whether a row holds a name and nothing but the sum of the rows above it; else its amounts are noted."""
        own = {c.index: amount for c in self.columns if (amount := self._amount(line.cells[c.index])) is not None}
        filled = {at for at, cell in enumerate(line.cells) if cell is not None and self.grid.text(cell)}
        bare = bool(own) and filled <= {*own, *self.named}
        if bare and all(len(self.amounts[at]) > 1 and sum(self.amounts[at]) == amount for at, amount in own.items()):
            return True
        for at, amount in own.items():
            self.amounts[at].append(amount)
        return False

    def _amount(self, at: At | None) -> float | None:
        text = clean(self.grid.text(at)).replace(",", "").rstrip("円") if at is not None else ""
        return float(text) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) else None


def _why_not(
    matched: Matched, line: Line, name: str, texts: list[str], words: Vocabulary, as_of: date | None
) -> tuple[str, str]:
    """Why a line is no record, and the words that say so; both empty where it is one."""
    grid, names = matched.table.grid, name_columns(matched)
    if matched.table.shape is Shape.LIST:
        reason = _no_record(matched, line, name, texts, words)
    else:
        reason = "" if name else "no-name"
    if not reason and _shown_as(grid, line, names, grid.formatting.struck):
        reason = "struck"
    if not reason:
        reason, none = absent_by(matched, line, words)
        if reason:
            return reason, none
    if not reason and (closed := closed_by(matched, line, name, words, as_of)):
        return "closed", closed
    if not reason and (within := within_by(matched, line)):
        return "within", within
    coming = "" if reason else coming_by(matched, line)
    return ("coming", coming) if coming else (reason, "")


def _alien(matched: Matched, line: Line, words: Vocabulary) -> bool:
    """Whether a line after a blank row fits no column that has a kind of its own: headings of a table nobody knows."""
    grid = matched.table.grid
    typed = [
        _fits(column, grid.text(at), words)
        for column in matched.columns
        if (column.target in _TYPED or column.money) and (at := line.cells[column.index]) is not None and grid.text(at)
    ]
    return bool(typed) and not any(typed)


def _fits(column: Column, text: str, words: Vocabulary) -> bool:
    """Whether the words of a cell are of the kind its column holds."""
    folded = fold(text)
    if folded in {fold(word) for word in (*words.values["nothing"], *words.values["ditto"])}:
        return True
    if column.money:
        return bool(re.search("[0-9]", folded)) and not _AMOUNT.sub("", folded)
    if column.target == "system.areas":
        return bool(area_word(text, words)) or folded in words.peripheral
    if column.target in words.words:
        return folded in words.words[column.target] or bool(list(spans(folded)))
    unsettled = {fold(word) for word in words.values["unsettled_dates"]}
    return folded in unsettled or bool(re.fullmatch(r"[0-9./-]+", folded) or list(spans(folded)))


def _cut(done: Sorted, matched: Matched, line: Line, name: str, asking: Asking) -> bool:
    """Whether a table ends here because its next rows do not fit; a person may have said that they belong to it."""
    place = matched.table.grid.row_place(line.number)
    doubt = Doubt(
        code="region-tail", place=place, weight=Weight.SHAPE, text=name, params={"name": name, "row": line.number + 1}
    )
    if asking.answer(doubt) == READ:
        return False
    done.unused.append(Unused(kind="row", place=place, text=name, reason="tail"))
    return True


_NAMED = {
    "contract": "contract.name",
    "interface": "interface.from",
    "device": "device.name",
    "procedure": "procedure.name",
}


def name_columns(matched: Matched) -> list[Column]:
    """The columns that name the record of a row."""
    target = _NAMED.get(matched.record, "system.name")
    found = list(matched.of(target))
    if matched.record == "interface":
        found += [*matched.of("interface.self"), *matched.of(PATH)]
        return found or [*matched.of("interface.to"), *matched.of("interface.partner")]
    return found or list(matched.of("system.areas")) if matched.record == "system" else found


def _same_as_head(matched: Matched, line: Line) -> bool:
    """Headings printed again on a further page."""
    grid = matched.table.grid
    stated = [(c, grid.text(at)) for c in matched.columns if (at := line.cells[c.index]) is not None and grid.text(at)]
    return len(stated) > 1 and sum(fold(text) in {fold(t) for t in c.head.path} for c, text in stated) * 2 > len(stated)


def _no_record(matched: Matched, line: Line, name: str, texts: list[str], words: Vocabulary) -> str:  # noqa: PLR0911
    """Why a line is no record, empty where it is one."""
    first = texts[0]
    folded, lead = fold(name or first), fold(first)
    sums = any(pattern.fullmatch(fold(text)) for text in texts[:2] for pattern in (_TOTAL, _CARRIED))
    parts = any(re.fullmatch("[小総合]?計", fold(text)) for text in texts)  # 計 below 保守 and リース, in any column
    if sums or parts or folded in {fold(w) for w in words.layout["totals"]}:
        return "total"
    if any(lead.startswith(fold(word)) for word in words.layout["examples"]) and re.match(
        r"[(（【\[]?(記入|記載|入力)?例[)）】\]:：]?", clean(first)
    ):
        return "example"
    bare = clean(name or first).lstrip(" \u3000・-└┗├(（")
    if any(bare.startswith(word) for word in words.layout["breakdowns"]) and not re.match(r"うち(?!書)[ぁ-ん]", bare):
        return "breakdown"
    if re.search(r"再掲|内数", " ".join(texts)):
        return "breakdown"
    signs = {fold(word) for word in words.layout["signatures"]}
    signed = len(texts) <= 3 and (
        lead in signs or (len(texts) == 1 and lead.partition(":")[0] in signs and ":" in lead)
    )
    if signed or is_title(texts, matched.table.titles) or (len(texts) == 1 and explains(first)):
        return "remark"
    distinct = {matched.table.grid.origin(at) for at in line.cells if at is not None and matched.table.grid.text(at)}
    if len(distinct) == 1:
        if not name and any(
            (at := line.cells[c.index]) is not None and area_word(matched.table.grid.text(at), words)
            for c in matched.of("system.areas")
        ):
            return "no-name"  # a further area of the system above?
        if not name or _GROUP.match(clean(first)) or _wide(matched, line):
            return "group" if len(first) <= 30 else "remark"
        return "alone" if len(matched.columns) > 2 else ""
    return "" if name else "no-name"


def _wide(matched: Matched, line: Line) -> bool:
    """One merged cell over most of the table."""
    grid = matched.table.grid
    at = next(at for at in line.cells if at is not None and grid.text(at))
    block = grid.block(at)
    return block is not None and (block.last_column - block.first_column + 1) * 2 >= len(matched.columns)


def _shown_as(grid: Grid, line: Line, names: list[Column], among: frozenset[At] | None) -> bool:
    """Whether the name of a line (or all of its cells) looks so; None asks for hidden rows."""
    if among is None:
        return line.number in grid.formatting.hidden_rows
    if not among:
        return False
    places = [grid.origin(at) for c in names if (at := line.cells[c.index]) is not None and grid.text(at)]
    every = [grid.origin(at) for at in line.cells if at is not None and grid.text(at)]
    return bool(places) and all(at in among for at in places) and sum(at in among for at in every) * 2 > len(every)


_ASKS = frozenset({"sum", "breakdown", "struck", "closed", "faded", "alone", "no-name", "example", "coming", "within"})


def _pass_over(done: Sorted, matched: Matched, line: Line, reason: str, name: str, said: str, asking: Asking) -> str:
    """Pass over a line and ask; the answer of a person by which it is a record after all, else empty."""
    grid = matched.table.grid
    place = grid.row_place(line.number)
    name = said if reason == "no-system" else name
    amount = next((grid.text(at) for c in matched.of(AMOUNT) if (at := line.cells[c.index]) is not None), "")
    shown = " ".join(name.split())
    if reason in _ASKS:
        section = ALIASES.get(matched.record, "systems")
        doubt = Doubt(
            code=f"row-{reason}", place=place, weight=Weight.RECORD, section=section, record=shown, field="",
            text=said or shown,
            params={"name": shown, "said": " ".join(said.split()), "amount": amount, "row": line.number + 1},
        )  # fmt: skip
        answer = asking.answer(doubt)
        if answer and answer != LEAVE:
            return answer
    done.unused.append(Unused(kind="row", place=place, text=shown, reason=reason))
    return ""
