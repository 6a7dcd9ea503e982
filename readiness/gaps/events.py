"""Register events ↔ lines of JSON. A line that cannot be read is reported and passed over; it stays in the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast

from readiness.model.codec import to_plain
from readiness.model.conformance import Answer
from readiness.model.finding import Subject, SubjectKind
from readiness.model.gap import Evaluation, EventKind, GapEvent, GapState, Reply, Ruling
from readiness.model.record import Maybe, Word
from readiness.model.unknown import UNKNOWN
from readiness.sources.characters import shown_in

FORMAT = 1
# JSON allows these inside a string; programs that read lines take them for line ends.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
W = TypeVar("W", bound=Word)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that is not an event: its 1-based number and what was wrong (`json`, `format` or `fields`)."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadEvents:
    """Events in file order and the lines that could not be read."""

    events: tuple[GapEvent, ...] = ()
    bad: tuple[BadLine, ...] = ()


def event_line(event: GapEvent) -> str:
    """One line of JSON, keys in a fixed order, empty fields left out."""
    plain = {key: value for key, value in to_plain(event).items() if value is not None and value not in ("", {}, [])}
    for part in ("reply", "evaluation", "ruling"):
        if part in plain:
            # An amount of 0 and a no are answers.
            plain[part] = {k: v for k, v in plain[part].items() if v is not None and v not in ("", "unknown")}
    return json.dumps({"v": FORMAT, **plain}, ensure_ascii=False, separators=(",", ":")).translate(_LINE_ENDS)


def read_events(lines: Iterable[str]) -> ReadEvents:
    """Events of a register file, given as its lines."""
    events: list[GapEvent] = []
    bad: list[BadLine] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            raw = shown_in(json.loads(line))
        except (ValueError, RecursionError):
            bad.append(BadLine(line=number, reason="json"))
            continue
        if not isinstance(raw, Mapping) or raw.get("v") != FORMAT:
            bad.append(BadLine(line=number, reason="format"))
            continue
        try:
            events.append(_event(raw))
        except (KeyError, ValueError, TypeError, AttributeError):
            bad.append(BadLine(line=number, reason="fields"))
    return ReadEvents(events=tuple(events), bad=tuple(bad))


def _event(raw: Mapping[str, Any]) -> GapEvent:
    party = raw.get("party")
    state = raw.get("state")
    reply, evaluation, ruling = raw.get("reply"), raw.get("evaluation"), raw.get("ruling")
    return GapEvent(
        gap=str(raw.get("gap", "")),
        kind=_word(EventKind, raw["kind"]),
        at=date.fromisoformat(raw["at"]),
        revision=str(raw.get("revision", "")),
        by=str(raw.get("by", "")),
        party=Subject(cast("SubjectKind", str(party["kind"])), str(party["id"])) if party else None,
        document=str(raw.get("document", "")),
        due=_day(raw.get("due")),
        state=_word(GapState, state) if state else None,
        reply=_reply(reply) if reply is not None else None,
        evaluation=_evaluation(evaluation) if evaluation is not None else None,
        ruling=_ruling(ruling) if ruling is not None else None,
        note=str(raw.get("note", "")),
        saved=_day(raw.get("saved")),
    )


def _reply(raw: Mapping[str, Any]) -> Reply:
    return Reply(
        answer=_answer(raw.get("answer")),
        delivery=_day(raw.get("delivery")),
        cost_low=_whole(raw.get("cost_low")),
        cost_high=_whole(raw.get("cost_high")),
        **{
            name: str(raw.get(name, ""))
            for name in ("fact", "version", "alternative", "transitional_number", "contact", "evidence", "words")
        },
    )


def _evaluation(raw: Mapping[str, Any]) -> Evaluation:
    return Evaluation(
        confirmed=bool(raw["confirmed"]) if "confirmed" in raw else None,
        evaluation=_answer(raw.get("evaluation")),
        added_hours=_whole(raw.get("added_hours")),
        comment=str(raw.get("comment", "")),
    )


def _ruling(raw: Mapping[str, Any]) -> Ruling:
    return Ruling(
        decision=str(raw.get("decision", "")),
        decided_on=_day(raw.get("decided_on")),
        document_number=str(raw.get("document_number", "")),
    )


def _word(words: type[W], code: object) -> W:
    try:
        return words.of(str(code))
    except KeyError as error:
        raise ValueError(f"not a word of {words.__name__}: {code!r}") from error  # perhaps of a later version


def _answer(code: object) -> Maybe[Answer]:
    return UNKNOWN if code in (None, "", UNKNOWN.value) else _word(Answer, code)


def _day(raw: object) -> date | None:
    return date.fromisoformat(str(raw)) if raw else None


def _whole(raw: object) -> int | None:
    return int(str(raw)) if raw is not None else None
