"""Which rows are of no system of today, by the words of their cells: gone, to come, none (廃止・新規予定・該当なし)."""

from __future__ import annotations

import re
from datetime import date

from readiness.intake.dates import Role, read_date, spans
from readiness.intake.fold import clean, fold
from readiness.intake.matched import Matched
from readiness.intake.table import Line
from readiness.intake.vocabulary import Vocabulary

_OLD_NAME = re.compile(
    r"[(（【\[]\s*(?:旧(?![:：]|名|称)|廃止|廃|終了|統合済|使用停止|停止|廃止済|運用終了|利用終了)[^)）】\]]*[)）】\]]|^(?:旧[)）:：]|廃止[)）:：\s])"
)
# What a remark says of the system before this one.
_OF_BEFORE = re.compile(
    r"(?:旧|従前の|以前の|前の|これまでの)(?:システム|サーバ|機器|環境|契約|業者|製品|パッケージ)[^。、\n]*"
)
# Columns whose cells say of a row that it is closed.
_LIFE = ("row.life", "system.migrated", "system.conformance", "system.note", "contract.note", "interface.note",
         "system.kind", "system.planned_date")  # fmt: skip


_COMING = re.compile(r"(?:新規|新設|導入|構築|調達|整備)[^。、]{0,8}(?:予定|検討|見込|計画|要求)|未導入|導入前")
_COMING_NOTE = re.compile(
    r"(?:(?:令和?[0-9元]+年度?|r[0-9]+年?度?)(?:[0-9]{1,2}月|\.[0-9]{1,2})?(?:から|より|頃)?|次年度|来年度)?[にの]?(?:新規)(?:に)?(?:導入|構築|整備|調達)?予定"
)
_BRACKET = re.compile(r"[(（][^()（）]*[)）]")


def coming_by(matched: Matched, line: Line) -> str:
    """The words by which a row is of a system that is still to come: 新規(R9予定)."""
    grid = matched.table.grid
    for target in ("row.life", "system.kind", "system.migrated", "system.note"):
        for column in matched.of(target):
            text = grid.text(at) if (at := line.cells[column.index]) is not None else ""
            said = fold(text)
            note = target == "system.note"
            if matched.record == "interface" and target == "row.life" and said.endswith(("予定", "検討中", "構築中")):
                return text
            if said and (_COMING_NOTE.fullmatch(said) if note else _COMING.search(said)):
                return text
    return ""


_WITHIN = re.compile(
    r"[(]?(?P<in>.{1,20}?)(?:システム)?(?:に(?:含む|含まれる|包含|統合|内包|同じ)|と(?:共通|共用|一体|同じ|同一|兼用)|の(?:一部|機能|サブシステム)|内(?:で処理|の機能))[)]?"
)


def within_by(matched: Matched, line: Line) -> str:
    """The words by which the name of a row says that another system serves its area: (国保に含む), 税と共通."""
    if matched.record != "system" or not matched.of("system.areas"):
        return ""
    grid = matched.table.grid
    names = [t for c in matched.of("system.name") if (at := line.cells[c.index]) is not None and (t := grid.text(at))]
    return names[0] if names and _WITHIN.fullmatch(fold(names[0])) else ""


def absent_by(matched: Matched, line: Line, words: Vocabulary) -> tuple[str, str]:
    """Why a row whose name says that there is none (該当なし, －, なし(手作業)) is no record, and those words: an area
    that no system serves, or a row without a name; empty where its area names it.
    """
    if matched.record != "system" or not matched.of("system.name"):
        return "", ""
    grid = matched.table.grid
    signs = {fold(word) for word in words.values["nothing"]}
    none = {*signs, *(fold(word) for word in (*words.parties["none"], *words.layout["vacant"]))}
    names = [t for c in matched.of("system.name") if (at := line.cells[c.index]) is not None and (t := grid.text(at))]
    if not names or not all({fold(text).strip("()"), fold(_BRACKET.sub("", text))} & none for text in names):
        return "", ""
    said = [
        fold(grid.text(at))
        for column in matched.columns
        if (column.target or column.money) and column.target not in _BESIDE_NONE
        and (at := line.cells[column.index]) is not None and grid.text(at)
    ]  # fmt: skip
    if all(text in none for text in said):
        areas = (c for c in matched.columns if c.target in ("system.areas", "system.name"))
        areas_said = [t for c in areas if (at := line.cells[c.index]) is not None and (t := grid.text(at))]
        return "no-system", " ".join(areas_said)
    return ("", "") if all(fold(name) in signs for name in names) else ("no-name", names[0])


_BESIDE_NONE = frozenset({"system.name", "system.areas", "system.note", "system.id", "division.name", "system.kind"})


def by_group(group: str, words: Vocabulary, as_of: date | None) -> tuple[str, str]:
    """Why the rows below a heading between rows are no systems of today (【廃止済み】, 【次期】), and its words. Those
    below 【標準準拠システム】 may be in use by now.
    """
    if not group:
        return "", ""
    if _dead(clean(group), words, as_of):
        return "closed", group
    said = fold(group)
    to_come = any(fold(word) in said for word in words.layout["sides"]["next"] if not word.startswith("標準"))
    now = any(fold(word) in said for word in words.layout["sides"]["now"])
    return ("coming", group) if to_come and not now else ("", "")


def closed_by(matched: Matched, line: Line, name: str, words: Vocabulary, as_of: date | None) -> str:
    """The words by which a row is of a system that is gone; empty where it lives, or dies later."""
    if _OLD_NAME.search(name):
        return name
    grid = matched.table.grid
    for target in _LIFE:
        for column in matched.of(target):
            at = line.cells[column.index]
            text = clean(grid.text(at)) if at is not None else ""
            if not text:
                continue
            if target == "row.life":
                value = words.words["row.life"].get(fold(text))
                gone = _past(text, words, as_of) or _settled(text, words, as_of)
                if value == "dead" or (value is None and gone):
                    return text
            if _dead(text, words, as_of, anywhere=target == "row.life" or target.endswith(".note")):
                return text
    return next((text for text, _ in matched.notes.get(line.number, ()) if _dead(text, words, as_of)), "")


def _dead(text: str, words: Vocabulary, as_of: date | None, *, anywhere: bool = True) -> bool:
    """Whether a text says that its row is of a system that is gone, and not that it will be."""
    text = _OF_BEFORE.sub("", text)
    word = next((w for w in words.layout["dead"] if fold(w) in fold(text)), "")
    if not word or not (anywhere or _undated(fold(text)).startswith(fold(word))):
        return False
    after = fold(text).partition(fold(word))[2]
    return not any(fold(w) in after[:6] for w in words.layout["coming"]) and not _future(text, as_of)


def _settled(text: str, words: Vocabulary, as_of: date | None) -> bool:
    """Whether a word of the life of a system with a day, R7.3停止 or 停止(R7.3), says that it is gone by now."""
    bare = {_undated(fold(text)), fold(_BRACKET.sub("", text))}
    return any(words.words["row.life"].get(word) == "dead" for word in bare) and not _future(text, as_of)


def _undated(folded: str) -> str:
    """Words without the day before them: R8.3.31廃止 begins with 廃止."""
    first = next(spans(folded), None)
    return folded[first.stop :].lstrip("にで、,~") if first is not None and first.start == 0 else folded


def _past(text: str, words: Vocabulary, as_of: date | None) -> bool:
    day = read_date(text, Role.END, words).value
    return bool(day) and as_of is not None and str(day) <= as_of.isoformat()


def _future(text: str, as_of: date | None) -> bool:
    return any(span is not None and as_of is not None and span.first > as_of for span in spans(fold(text)))
