"""One row of answers: each cell as a value; what cannot be read stays as words and is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from readiness.exchange.cells import fold_word, is_unknown, read_date, read_planned, read_yes
from readiness.exchange.check_code import clean_id
from readiness.exchange.labels import Labels
from readiness.exchange.notes import RowNote, note
from readiness.exchange.replies.amounts import Yen, read_hours, read_yen, unit_in, with_shown
from readiness.exchange.replies.legend import Legend
from readiness.exchange.replies.no_answer import says_nothing
from readiness.exchange.replies.row import AnswerRow
from readiness.exchange.replies.tables import ReplyRow
from readiness.exchange.replies.words import is_dash, is_garbled, is_mark, loose, official, without_day
from readiness.intake.answers import agrees
from readiness.model.conformance import Answer
from readiness.model.gap import Evaluation, Reply, Ruling
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN
from readiness.sources.grid import cell_text
from readiness.sources.suggest import suggest

_TEXTS = ("fact", "version", "alternative", "transitional_number", "evidence", "contact", "words")
_REPLY = ("answer", "delivery", "cost_low", "cost_high", *_TEXTS)
DIVISION = (
    "confirmed", "own_fact", "evaluation", "added_hours", "comment", "decision", "decided_on", "document_number",
)  # fmt: skip
_KEYS = ("system", "requirement", "title", "current", "expected", "request", "counterpart")

_DAY_SIGNS = re.compile(r"令和|平成|[RH]|[年月日時分午前後火水木金土祝曜]")
_WORDS = re.compile(r"[^\W\d_]")


class RowReader:
    """Reads the cells of one row; what cannot be read goes to `unread`, and a remark says why."""

    def __init__(self, row: ReplyRow, labels: Labels, notes: list[RowNote], legend: Legend | None = None) -> None:
        self.row_, self.found, self.labels, self.notes = row, row.found, labels, notes
        self.legend, self.by_legend = legend or Legend(), False
        self.day_in_code: date | None = None
        self.fact = ""  # an answer in words that stands in the column of codes
        self.crowded: frozenset[str] = frozenset()  # headings of added columns of which one remark speaks
        self.id = clean_id(row.found.text("id"))
        self.unread: list[str] = []
        self.loose = self.doubtful = self.waits = self.asked = False

    def row(self, *, division: bool) -> AnswerRow | None:
        """The row; None where nobody filled it in."""
        filled = [name for name in (*_REPLY, *DIVISION) if self._text(name) or name in self.row_.errors]
        beside = [b for b in self.row_.beside if b.may_answer]
        marked = self._marked_up(division=division)
        # The reply columns of a division's book hold what was written out; whoever compares them knows what is new.
        typed = [name for name in filled if not (division and name in _REPLY)]
        if not filled and not (self.id and (beside or marked)):
            return None
        reply = (
            self._reply() if any(name in _REPLY for name in filled) or ((beside or marked) and not division) else None
        )
        for cell in beside if self.id or filled else ():
            self.unread.append(f"{cell.head or self.labels('beside')}: {cell.text}")
            if cell.head not in self.crowded:
                code = "beside" if cell.may_replace else "beside-remark"
                self.notes.append(note(code, cell.place, self.id, head=cell.head[:40], text=cell.text[:60]))
            self.waits = self.waits or cell.may_replace
        evaluation, ruling = self._evaluation(), self._ruling()
        if reply is not None and self.unread:
            reply = replace(reply, words=_joined(reply.words, *self.unread))
        elif self.unread:
            evaluation = replace(evaluation, comment=_joined(evaluation.comment, *self.unread))
        if reply is not None and self.doubtful:
            reply = replace(reply, answer=UNKNOWN)
        raw = " / ".join(f"{self.labels(f'column.{name}')}: {self._text(name)}" for name in filled if self._text(name))
        if not typed and not beside and not marked and reply is None:
            return None
        return AnswerRow(
            reply=reply,
            evaluation=evaluation if evaluation != Evaluation() else None,
            ruling=ruling,
            own_fact=self._text("own_fact"),
            raw=raw or " / ".join(self.unread),
            remark=_joined(self._text("words"), *(b.text for b in (*beside, *self.row_.comments))),
            division=division,
            loose=self.loose,
            doubtful=self.doubtful,
            waits=self.waits,
            asked=self.asked,
            **self._identity(),
        )

    def bare(self, *, division: bool) -> AnswerRow:
        """A row nobody filled in: what stands in the cells that are ours tells whether it is blank indeed."""
        return AnswerRow(division=division, **self._identity())

    def _marked_up(self, *, division: bool) -> bool:
        """What a person sees in a row beside its values: struck answers are none, comments and colours are asked."""
        for name in sorted(self.row_.struck & {*_REPLY, *DIVISION}):
            if self.found.text(name):
                self.unread.append(f"{self.labels(f'column.{name}')}: {self.found.text(name)}")
                self._remark("struck", name, self.found.text(name)[:60])
                self.waits = True
        for name in sorted(self.row_.cut & {*_REPLY, *DIVISION}):
            self._remark("cut", name, self.found.text(name)[:60])
        for name in (name for name in (*_REPLY, *DIVISION) if is_garbled(self.found.text(name))):
            self.unread.append(f"{self.labels(f'column.{name}')}: {self.found.text(name)}")
            self._remark("garbled", name, self.found.text(name)[:20])
            self.waits = True
        for comment in self.row_.comments:
            self.unread.append(comment.text)
            self.notes.append(note("comment", comment.place, self.id, text=comment.text[:60]))
        coloured = self.row_.coloured and not division
        if coloured:
            self._remark("coloured", "answer")
        return bool(self.row_.comments) or coloured or self.waits

    def _text(self, name: str) -> str:
        text = self.found.text(name)
        return "" if is_dash(text) or name in self.row_.struck or is_garbled(text) else text

    def _reply(self) -> Reply:
        texts = {name: self._text(name) for name in _TEXTS}
        answer = self._code("answer")
        delivery = self._date("delivery") or self.day_in_code
        texts["fact"] = texts["fact"] or self.fact
        low, high = self._costs()
        joined = sorted(self.row_.merged & set(_REPLY))
        for name in [n for n in joined if self._text(n)][:1]:
            self._remark("merged-rows" if self.row_.over_rows else "merged-answer", name)
            self.doubtful, self.waits = True, self.waits or self.row_.over_rows
        for name in sorted(self.row_.errors & set(_REPLY)):
            self._remark("cell.error", name)
            self.doubtful = self.doubtful or name == "answer"
        return Reply(answer=answer, delivery=delivery, cost_low=low, cost_high=high, **texts)

    def _evaluation(self) -> Evaluation:
        confirmed = self._confirmed()
        hours, problem = read_hours(self.found.cells.get("added_hours"))
        if problem or (hours is not None and hours != int(hours)):
            self._unread(problem or "integer", "added_hours")
            hours = None
        code = self._code("evaluation")
        return Evaluation(
            confirmed=confirmed,
            evaluation=code,
            added_hours=None if hours is None else int(hours),
            comment=self._text("comment"),
        )

    def _confirmed(self) -> bool | None:
        cell = self.found.cells.get("confirmed")
        read = read_yes(cell)
        if not read.problem or is_unknown(cell):
            return read.value
        if (agreed := agrees(read.raw)) is None:
            self._unread("yes", "confirmed")
        return agreed

    def _ruling(self) -> Ruling | None:
        """What was decided; a day or a number of a document without it is no decision."""
        decision, number, decided_on = self._text("decision"), self._text("document_number"), self._date("decided_on")
        if not decision:
            for name in ("decided_on", "document_number"):
                if self._text(name):
                    self.unread.append(f"{self.labels(f'column.{name}')}: {self._text(name)}")
            if decided_on or number:
                place = self.found.place("decided_on" if decided_on else "document_number")
                self.notes.append(note("decision-missing", place, self.id))
            return None
        return Ruling(decision=decision, decided_on=decided_on, document_number=number)

    def _code(self, name: str) -> Maybe[Answer]:
        """A code of the list, or a spelling of people; other words stay words."""
        text = self._text(name)
        if not text or fold_word(text) in _unknown_words() or is_unknown(self.found.cells.get(name)):
            return UNKNOWN
        if (mark := fold_word(text)) in self.legend.codes or (self.legend and is_mark(text)):
            self.by_legend = True
            if (meant := self.legend.codes.get(mark)) is not None:
                return meant
            self._unread("mark", name)
            return UNKNOWN
        text = self._without_day(text) if name == "answer" else text
        code = official(text) or _other_language().get(fold_word(text))
        if code is None and (code := loose(text)) is not None and name == "answer":
            self.loose = not is_mark(text)
        if code is None:
            near = suggest(text, [word.ja for word in Answer])
            # A table of their own has one column for code and words: what is no code there is the answer in words.
            if name == "answer" and not self._text("fact") and self.found.columns.get("fact") is None:
                self.fact = text
                return UNKNOWN
            if says_nothing(text) and says_nothing(self._text("fact")):
                self.unread.append(f"{self.labels(f'column.{name}')}: {text}")  # one remark for the row says so
                return UNKNOWN
            self._unread("word", name, near=near)
        return code or UNKNOWN

    def _without_day(self, text: str) -> str:
        """A code without the day of delivery that stands behind it (対応予定(R9.6))."""
        code, stated = without_day(text)
        day = read_planned(stated).value if stated and not self._text("delivery") else None
        self.day_in_code = day
        return text if day is None else code

    def _date(self, name: str) -> date | None:
        cell = self.found.cells.get(name) if self._text(name) else None
        read = read_planned(cell) if name == "delivery" else read_date(cell)
        if read.problem and not is_unknown(cell) and self._text(name):
            self._unread(read.problem, name)
        return read.value

    def _costs(self) -> tuple[int | None, int | None]:
        low, high = self._yen("cost_low"), self._yen("cost_high")
        if "bare" in (low.problem, high.problem) and self._crossed():
            return None, None
        if low.high is not None and high.low is None:
            return low.low, low.high  # a range in one cell
        if high.high is not None and low.low is None:
            return high.low, high.high
        for name, found in (("cost_low", low), ("cost_high", high)):
            if found.high is not None:
                self._unread("amount.number", name)
                return None, None
        return low.low, high.low

    def _crossed(self) -> bool:
        """Whether the bounds cross where a number without a unit is meant in the unit of the other one."""
        texts = [self.found.text(name) for name in ("cost_low", "cost_high")]
        unit = next((unit for text in texts if (unit := unit_in(text))), None)
        low, high = (read_yen(text, unit=unit or 1).low for text in texts)
        return unit is not None and low is not None and high is not None and low > high

    def _yen(self, name: str) -> Yen:
        unit = self.row_.units.get(name, 1)
        cell = self.found.cells.get(name) if self._text(name) else None
        cell = with_shown(cell, self.row_.shown.get(name, "")) if cell is not None else None
        found = read_yen(cell, unit=unit or 1)
        if not unit and found.low and not any(char in cell_text(cell) for char in "円千万億"):
            found = Yen(problem="bare")
        if found.problem and not is_unknown(cell):
            self._unread(f"amount.{found.problem}", name)
        return found

    def _unread(self, problem: str, name: str, near: Sequence[str] = ()) -> None:
        raw = self.found.text(name) + self.row_.shown.get(name, "")
        self.unread.append(f"{self.labels(f'column.{name}')}: {raw}")
        self._remark(f"cell.{problem}", name, raw=raw[:60], near="、".join(near))

    def _remark(self, code: str, name: str, raw: str = "", near: str = "") -> None:
        header = self.labels(f"column.{name}")
        self.asked = True
        self.notes.append(note(code, self.found.place(name), self.id, column=header, raw=raw, near=near))

    def _identity(self) -> dict[str, Any]:
        found = self.found
        return {
            "place": found.place("id"),
            "id": self.id,
            "revision": found.text("revision").upper(),
            "check": found.text("check"),
            "keys": {name: found.text(name) for name in _KEYS if name in found.cells} | self._deadline(),
        }

    def _deadline(self) -> dict[str, str]:
        """Our deadline, where somebody wrote something else than a day over it; another day may be of an older book."""
        text = self.found.text("due")
        return {"due": text} if read_date(text).problem and _WORDS.search(_DAY_SIGNS.sub("", text)) else {}


def _other_language() -> dict[str, Answer]:
    from readiness.messages.catalogue import Catalogue  # noqa: PLC0415 - a value, not a room

    return {fold_word(Catalogue("en").get(f"answer.{word.value}")): word for word in Answer}


def _unknown_words() -> frozenset[str]:
    from readiness.messages.catalogue import Catalogue  # noqa: PLC0415 - a value, not a room

    return frozenset(fold_word(Catalogue(language).get("common.unknown")) for language in ("ja", "en"))


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
