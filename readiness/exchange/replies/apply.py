"""Rows that came back + the register → events to append, and a remark for every row that somebody has to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from readiness.exchange.notes import RowNote, note
from readiness.exchange.replies.asker import code_fits
from readiness.exchange.replies.locked import changed_keys, written_over
from readiness.exchange.replies.parted import (
    adds_nothing,
    brief,
    is_answer,
    known_reply,
    last_given,
    part,
    says_more,
    words_of,
)
from readiness.exchange.replies.row import AnswerRow
from readiness.exchange.replies.strayed import strayed
from readiness.gaps.fold import party_of, revision_of, since_party
from readiness.model.finding import Subject
from readiness.model.gap import EventKind, GapEntry, GapEvent, Register, Reply
from readiness.model.text import text
from readiness.model.unknown import known
from readiness.sources.suggest import suggest
from readiness.tables.table import Value

COMPARISONS = 100_000  # IDs looked at for suggestions, over all rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What an import would record: `events` to append, remarks by row, and how many rows went which way.

    `counts`: `answered`, `noted` (words that are no answer), `evaluated`, `confirmed`, `decided`, `unchanged`,
    `superseded`, `held` (kept, not placed).
    """

    events: tuple[GapEvent, ...]
    notes: tuple[RowNote, ...]
    counts: Mapping[str, int]


def apply_answers(
    rows: Sequence[AnswerRow],
    register: Register,
    as_of: date,
    *,
    body: str,
    by: str = "",
    saved: date | None = None,
    just_now: Mapping[str, str] | None = None,
    shown: Mapping[str, Sequence[Mapping[str, Value]]] | None = None,
    untouched: Sequence[AnswerRow] = (),
) -> Applied:
    """Match rows to gaps by ID. Importing the same file twice records nothing the second time.

    `shown`: the locked cells as they would be written today, in each way they are, by gap ID; a changed cell is
    remarked, its answer taken. `body`: the id that check codes hold. `saved`: when the file was last saved; `just_now`:
    the file that answered a gap in the same command, by gap ID; `untouched`: rows nobody filled in, of which only a
    changed locked cell is remarked.
    """
    work = _Work(
        register=register, as_of=as_of, by=by, body=body, saved=saved, just_now=just_now or {}, shown=shown or {}
    )
    elsewhere = strayed((*rows, *untouched), register)
    for row_id, same in _grouped(rows).items():
        work.take(row_id, same, elsewhere.get(row_id))
    work.notes += written_over(untouched, rows, register, work.shown)
    return Applied(events=tuple(work.events), notes=tuple(work.notes), counts=dict(sorted(work.counts.items())))


def _grouped(rows: Iterable[AnswerRow]) -> dict[str, list[AnswerRow]]:
    found: dict[str, list[AnswerRow]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class _Given:
    """What a row gives to: the entry, the wording and the party it was put to, and what was told of that before."""

    entry: GapEntry
    revision: str
    giver: Subject | None
    stated: Sequence[GapEvent]
    former: bool


@dataclass(slots=True, kw_only=True)
class _Work:
    """One import as it goes on: what it is given, what it has made so far."""

    register: Register
    as_of: date
    by: str
    body: str
    saved: date | None
    just_now: Mapping[str, str]
    shown: Mapping[str, Sequence[Mapping[str, Value]]]
    events: list[GapEvent] = field(default_factory=list)
    notes: list[RowNote] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _held: set[tuple[str, str]] = field(init=False)
    _comparisons: int = 0

    def __post_init__(self) -> None:
        self._held = {(event.gap, event.note) for event in self.register.unmatched}

    def take(self, row_id: str, rows: list[AnswerRow], strayed: tuple[Subject, Subject] | None) -> None:
        """All rows of one ID. `strayed`: whom it was put to, where nearly all of its file was put to another."""
        if strayed is not None:
            for row in rows:
                own, main = (party.id for party in strayed)
                self._hold(row, note("other-party", row.place, row_id, party=own, other=main))
            return
        if not row_id:
            for row in rows:
                if row.above:
                    self._hold(row, note("no-id-below", row.place, row.above, raw=row.raw[:60]))
                else:
                    self._hold(row, note("no-id", row.place, raw=row.raw[:60]))
            return
        entry = self.register.by_id.get(row_id)
        if entry is None:
            # A wrong file has thousands of unknown IDs; what they might mean interests nobody then.
            near = self._meant(row_id, rows[0])
            for row in rows:
                code = "unknown-id" if near else "unknown-id-alone"
                self._hold(row, note(code, row.place, row_id, near="、".join(near)))
            return
        if len({row.raw for row in rows}) > 1:
            places = "、".join(row.place for row in rows)
            for row in rows:
                self._hold(row, note("twice", row.place, row_id, places=places))
            return
        row = rows[0]
        if row.check and row.revision and not self._fits(row, row_id):
            self._hold(row, note("check-code", row.place, row_id))
            return
        if says_more(row, entry):
            self._remark_keys(entry, row)
            self._record(entry, row)

    def _meant(self, row_id: str, row: AnswerRow) -> tuple[str, ...]:
        """IDs that a mistyped one may stand for: the one its check code was made of, else the nearest."""
        self._comparisons += len(self.register.by_id)
        if self._comparisons > COMPARISONS:
            return ()
        if row.check and row.revision:
            fitting = tuple(known for known in self.register.by_id if self._fits(row, known))
            if len(fitting) == 1:
                return fitting
        return suggest(row_id, self.register.by_id)

    def _fits(self, row: AnswerRow, row_id: str) -> bool:
        return code_fits((row_id, row.revision, row.check), self.body)

    def _record(self, entry: GapEntry, row: AnswerRow) -> None:
        now = entry.gap.revision if entry.gap else revision_of(entry)
        revision = row.revision or self._revision_put(entry) or now
        giver = party_of(entry, revision) or self._named(entry)
        if self._doubtful(entry, row, giver):
            self._hold(row, note("whose-answer", row.place, entry.id, parties=_names(entry)))
            return
        former = giver is not None and entry.asked is not None and giver != entry.asked
        # What was given before the question was put to the present party is no part of its own answers.
        stated = [e for e in (entry.events if former else since_party(entry)) if e.revision == revision]
        given = _Given(entry, revision, giver, stated, former=former)
        before = len(self.events)
        parted = part(row, entry, self.as_of)
        self.notes += parted.notes
        if parted.reply is not None:
            self._reply(given, row, parted.reply, now, asked=row.asked or bool(parted.notes))
        evaluation = parted.evaluation
        if evaluation is not None and evaluation != last_given(
            stated, "evaluation", None if former else entry.evaluation
        ):
            judged = known(evaluation.evaluation) or evaluation.added_hours is not None
            kind = EventKind.EVALUATED if judged else EventKind.CONFIRMED
            self._event(given, kind, evaluation=evaluation)
            self.counts["evaluated" if judged else "confirmed"] += 1
            if evaluation.confirmed is False:
                self.notes.append(note("division-denies", row.place, entry.id))
        if row.ruling is not None and row.ruling != last_given(stated, "ruling", None if former else entry.ruling):
            self._event(given, EventKind.DECIDED, ruling=row.ruling)
            self.counts["decided"] += 1
        if len(self.events) == before:
            self.counts["unchanged"] += 1

    def _reply(self, given: _Given, row: AnswerRow, reply: Reply, now: str, *, asked: bool) -> None:
        """Record a reply: as an answer, or as words that are none and leave the question where it is. `asked`: a remark
        asks about the row already.
        """
        entry = given.entry
        if row.waits or not is_answer(reply):
            noted = [event.reply for event in given.stated if event.kind in (EventKind.NOTED, EventKind.ANSWERED)]
            if reply != Reply() and reply not in noted:
                if not (row.doubtful or row.waits or (asked and not reply.fact)):
                    self.notes.append(note("no-answer-yet", row.place, entry.id, words=words_of(reply)))
                self._event(given, EventKind.NOTED, reply=reply)
                self.counts["noted"] += 1
            return
        answers = [event for event in given.stated if event.kind is EventKind.ANSWERED]
        if known_reply(entry, answers, reply):
            return
        if entry.stale_reply and reply == entry.reply and not given.former and given.revision == now:
            self.notes.append(note("same-as-before", row.place, entry.id))
            return
        standing = answers[-1] if answers and not given.former and not entry.stale_reply else None
        if standing is not None and standing.reply is not None and adds_nothing(row, reply, standing.reply):
            return
        if given.former:
            self.notes.append(note("former-party", row.place, entry.id, old=given.giver.id if given.giver else ""))
        elif now and given.revision != now:
            self.counts["superseded"] += 1
            self.notes.append(note("superseded", row.place, entry.id, old=given.revision, new=now))
        elif standing is not None and not self._follows(standing, row, reply):
            self._event(given, EventKind.NOTED, reply=reply)
            self.counts["noted"] += 1
            return
        self._event(given, EventKind.ANSWERED, reply=reply, document=row.joint)
        self.counts["answered"] += 1

    def _follows(self, standing: GapEvent, row: AnswerRow, reply: Reply) -> bool:
        """Whether another answer takes the place of the one that stands: the later saved does, and between two of one
        command of which nothing tells the later, neither.
        """
        gap, saved = standing.gap, standing.saved
        if saved is not None and self.saved is not None and saved != self.saved:
            if self.saved < saved:
                self.notes.append(note("older-copy", row.place, gap, old=self.saved, new=saved))
                return False
        elif gap in self.just_now:
            self.notes.append(note("two-answers", row.place, gap, other=self.just_now[gap]))
            return False
        old = brief(standing.reply) if standing.reply is not None else ""
        self.notes.append(note("answer-changed", row.place, gap, grave=False, old=old, new=brief(reply)))
        return True

    def _revision_put(self, entry: GapEntry) -> str:
        """The wording last put to the party that `by` names, where it was asked before the present one."""
        put = (event for event in reversed(entry.events) if event.party and event.party.id == self.by)
        return next((event.revision for event in put if event.revision), "")

    def _named(self, entry: GapEntry) -> Subject | None:
        """The present party, where `by` names it."""
        return entry.asked if entry.asked is not None and entry.asked.id == self.by else None

    def _doubtful(self, entry: GapEntry, row: AnswerRow, giver: Subject | None) -> bool:
        """Whether the row may be of a party asked before, and nothing but `by` could tell."""
        if row.revision:
            return giver is None and entry.asked is not None
        parties = {event.party for event in entry.events if event.kind is EventKind.ASKED and event.party}
        named = {party.id for party in (*parties, entry.asked) if party}
        return bool(parties - {entry.asked}) and self.by not in named

    def _event(self, given: _Given, kind: EventKind, **values: object) -> None:
        entry = given.entry
        asked = given.giver or entry.asked
        gives = kind in (EventKind.ANSWERED, EventKind.NOTED)
        by = self.by or (asked.id if asked is not None and gives else "")
        if not by and entry.gap is not None and not gives:
            by = entry.gap.owner_division or ""
        saved = self.saved if gives else None
        self.events.append(
            GapEvent(gap=entry.id, kind=kind, at=self.as_of, revision=given.revision, by=by, saved=saved, **values)  # type: ignore[arg-type]
        )

    def _hold(self, row: AnswerRow, remark: RowNote) -> None:
        """Keep an answer that belongs nowhere, once."""
        self.notes.append(remark)
        self.counts["held"] += 1
        if (row.id, row.raw) not in self._held:
            self._held.add((row.id, row.raw))
            self.events.append(
                GapEvent(
                    gap=row.id, kind=EventKind.UNMATCHED, at=self.as_of, by=self.by, document=row.place, note=row.raw
                )
            )

    def _remark_keys(self, entry: GapEntry, row: AnswerRow) -> None:
        if changed := changed_keys(entry, row, self.shown):
            columns = tuple(text(f"exchange.column.{name}") for name in changed)
            self.notes.append(note("key-changed", row.place, entry.id, columns=columns))


def _names(entry: GapEntry) -> tuple[str, ...]:
    """Ids of all parties a question was put to, in order."""
    parties = [event.party.id for event in entry.events if event.party is not None]
    return tuple(dict.fromkeys([*parties, *([entry.asked.id] if entry.asked else [])]))
