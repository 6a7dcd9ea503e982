"""The register: folding events, revisions, IDs that come back, lines that survive a round trip."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.gaps.derive import derive
from readiness.gaps.events import event_line, read_events
from readiness.gaps.register import asking, bookkeeping, build_register
from readiness.model.conformance import Answer
from readiness.model.finding import Subject
from readiness.model.gap import Evaluation, EventKind, Gap, GapEvent, GapState, Reply, Ruling
from readiness.model.unknown import UNKNOWN
from readiness.sources.characters import CONTROL
from tests.builders import inventory, system, vendor

AS_OF = date(2026, 11, 23)
LATER = date(2026, 12, 20)


def some_gap() -> Gap:
    found = derive(inventory(vendors=(vendor("a"),), systems=(system("s1", vendor="a"),)), AS_OF)
    return next(gap for gap in found if gap.requirement == "builtin:state.conformance")


def test_the_usual_way_through_all_states() -> None:
    gap = some_gap()

    def step(kind: EventKind, **values: object) -> GapEvent:
        return GapEvent(gap=gap.id, kind=kind, at=AS_OF, revision=gap.revision, **values)  # type: ignore[arg-type]

    way = [
        (step(EventKind.OPENED), GapState.DRAFTED),
        (step(EventKind.CONFIRMED, evaluation=Evaluation(confirmed=True)), GapState.DIVISION_CONFIRMED),
        (step(EventKind.ASKED, document="総情第1号", party=gap.asked, due=LATER), GapState.ASKED),
        (step(EventKind.ANSWERED, reply=Reply(answer=Answer.FITS)), GapState.ANSWERED),
        (step(EventKind.EVALUATED, evaluation=Evaluation(evaluation=Answer.WORKAROUND)), GapState.EVALUATED),
        (step(EventKind.DECIDED, ruling=Ruling(decision="運用で対応")), GapState.DECIDED),
        (step(EventKind.MOVED, state=GapState.IN_PROGRESS), GapState.IN_PROGRESS),
        (step(EventKind.MOVED, state=GapState.VERIFIED), GapState.VERIFIED),
        (step(EventKind.MOVED, state=GapState.CLOSED), GapState.CLOSED),
    ]
    for count in range(1, len(way) + 1):
        events = [event for event, _ in way[:count]]
        entry = build_register([gap], events).by_id[gap.id]
        assert entry.state is way[count - 1][1]
        assert len(entry.events) == count
    assert entry.reply == Reply(answer=Answer.FITS)
    assert entry.due == LATER and entry.document == "総情第1号"
    assert entry.evaluation is not None and entry.evaluation.evaluation is Answer.WORKAROUND


def test_answer_to_an_older_wording_is_kept_but_does_not_settle_the_question() -> None:
    gap = some_gap()
    events = [
        GapEvent(gap=gap.id, kind=EventKind.OPENED, at=AS_OF, revision=gap.revision),
        GapEvent(gap=gap.id, kind=EventKind.ASKED, at=AS_OF, revision=gap.revision),
        GapEvent(gap=gap.id, kind=EventKind.ANSWERED, at=AS_OF, revision="0000", reply=Reply(fact="旧")),
    ]
    entry = build_register([gap], events).by_id[gap.id]
    assert entry.stale_reply and entry.state is GapState.ASKED
    assert entry.reply == Reply(fact="旧")


def test_changed_finding_is_a_revision_with_the_same_id() -> None:
    gap = some_gap()
    opened = bookkeeping(build_register([gap]), AS_OF)
    assert [event.kind for event in opened] == [EventKind.OPENED]
    moved = replace(gap, asked=Subject("vendor", "b"))
    assert moved.id == gap.id and moved.revision != gap.revision
    revised = bookkeeping(build_register([moved], opened), LATER)
    assert [(event.kind, event.revision) for event in revised] == [(EventKind.REVISED, moved.revision)]
    assert bookkeeping(build_register([moved], [*opened, *revised]), LATER) == ()


def test_a_gap_that_goes_and_comes_back_keeps_its_id_and_history() -> None:
    gap = some_gap()
    events = list(bookkeeping(build_register([gap]), AS_OF))
    events += bookkeeping(build_register([], events), LATER)
    assert build_register([], events).by_id[gap.id].state is GapState.CLOSED
    assert bookkeeping(build_register([], events), LATER) == ()
    events += bookkeeping(build_register([gap], events), LATER)
    entry = build_register([gap], events).by_id[gap.id]
    assert entry.state is GapState.DRAFTED
    assert [event.kind for event in entry.events] == [EventKind.OPENED, EventKind.GONE, EventKind.OPENED]


def test_a_gap_that_is_back_is_open_before_any_command_has_recorded_it() -> None:
    gap = some_gap()
    asked = GapEvent(gap=gap.id, kind=EventKind.ASKED, at=AS_OF, revision=gap.revision, party=gap.asked, due=LATER)
    reply = GapEvent(gap=gap.id, kind=EventKind.ANSWERED, at=AS_OF, revision=gap.revision, reply=Reply(fact="済"))
    events = [*bookkeeping(build_register([gap]), AS_OF), asked, reply]
    gone = GapEvent(gap=gap.id, kind=EventKind.GONE, at=LATER)
    entry = build_register([gap], [*events, gone]).by_id[gap.id]
    assert entry.state is GapState.DRAFTED and entry.state.open
    assert (entry.asked_on, entry.answered_on, entry.reply) == (None, None, None)  # asked anew


def test_a_new_party_starts_blank_and_a_late_answer_of_the_former_one_is_history() -> None:
    """The system has another vendor since it was asked: nothing that the former one gave is the new one's."""
    old = some_gap()
    new = replace(old, asked=Subject("vendor", "b"))
    assert new.id == old.id and new.revision != old.revision

    def told(kind: EventKind, gap: Gap, **values: object) -> GapEvent:
        return GapEvent(gap=gap.id, kind=kind, at=AS_OF, revision=gap.revision, **values)  # type: ignore[arg-type]

    asked = [
        told(EventKind.OPENED, old, party=old.asked),
        told(EventKind.ASKED, old, party=old.asked, document="第1号", due=LATER),
    ]
    answer = told(EventKind.ANSWERED, old, reply=Reply(fact="旧事業者の回答", cost_low=1))
    judged = told(EventKind.EVALUATED, old, evaluation=Evaluation(evaluation=Answer.FITS))
    again = [
        told(EventKind.REVISED, new, party=new.asked),
        told(EventKind.ASKED, new, party=new.asked, document="第2号", due=LATER),
    ]
    for events in ([*asked, answer, judged], [*asked, answer, judged, *again], [*asked, *again, answer, judged]):
        entry = build_register([new], events).by_id[new.id]
        assert (entry.asked, entry.reply, entry.evaluation, entry.answered_on) == (new.asked, None, None, None)
        assert entry.state is (GapState.ASKED if again[0] in events else GapState.DRAFTED)
        assert len(entry.events) == len(events)  # the history stays


def test_withdrawn_stays_withdrawn_while_the_inventory_still_shows_it() -> None:
    gap = some_gap()
    events = [
        *bookkeeping(build_register([gap]), AS_OF),
        GapEvent(gap=gap.id, kind=EventKind.MOVED, at=AS_OF, state=GapState.WITHDRAWN, note="重複"),
    ]
    entry = build_register([gap], events).by_id[gap.id]
    assert entry.state is GapState.WITHDRAWN and not entry.state.open


def test_asking_twice_under_one_number_records_once() -> None:
    gap = some_gap()
    events = list(bookkeeping(build_register([gap]), AS_OF))
    register = build_register([gap], events)
    first = asking(register.entries, AS_OF, {}, "総情第1号")
    register = build_register([gap], [*events, *first])
    assert asking(register.entries, AS_OF, {}, "総情第1号") == ()
    assert len(asking(register.entries, LATER, {}, "総情第2号")) == 1


text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
replies = st.builds(
    Reply,
    answer=st.sampled_from([UNKNOWN, *Answer]),
    fact=text,
    delivery=st.none() | st.dates(),
    cost_low=st.none() | st.integers(0, 10**9),
    words=text,
)


def no_controls(text: str) -> str:
    """Controls as the register shows them: ESC as ␛, others as �."""
    return CONTROL.sub(
        lambda found: chr(0x2400 + ord(found[0])) if found[0] < " " else "␡" if found[0] == "\x7f" else "\ufffd", text
    )


@settings(max_examples=40)
@given(reply=st.none() | replies, note=text, state=st.none() | st.sampled_from(GapState), at=st.dates())
def test_events_survive_their_line(reply: Reply | None, note: str, state: GapState | None, at: date) -> None:
    event = GapEvent(
        gap="G-1", kind=EventKind.ANSWERED, at=at, reply=reply, note=note, state=state, party=Subject("vendor", "a")
    )
    line = event_line(event)
    assert len(line.splitlines()) == 1
    kept = replace(event, note=no_controls(note))
    if reply is not None:
        kept = replace(kept, reply=replace(reply, fact=no_controls(reply.fact), words=no_controls(reply.words)))
    assert read_events([line]).events == (kept,)
    assert read_events([event_line(kept)]).events == (kept,)  # shown once, it stays


def test_an_event_finds_a_gap_whose_id_holds_what_has_no_width() -> None:
    event = GapEvent(
        gap="G-\u200b1\U000e0041", kind=EventKind.OPENED, at=AS_OF, party=Subject("vendor", "a\ufeff\u2028")
    )
    assert read_events([event_line(event)]).events == (event,)


def test_lines_that_are_no_events_are_reported_by_number_and_the_rest_is_read() -> None:
    good = event_line(GapEvent(gap="G-1", kind=EventKind.OPENED, at=AS_OF))
    read = read_events(["", good, "{torn", '{"v":9}', '{"v":1,"kind":"nope","at":"2026-01-01"}', good])
    assert len(read.events) == 2
    assert [(bad.line, bad.reason) for bad in read.bad] == [(3, "json"), (4, "format"), (5, "fields")]


def test_nothing_to_pay_and_no_work_more_are_answers() -> None:
    event = GapEvent(
        gap="G-1", kind=EventKind.ANSWERED, at=date(2026, 11, 23), reply=Reply(cost_low=0, cost_high=0),
        evaluation=Evaluation(added_hours=0),
    )  # fmt: skip
    (again,) = read_events([event_line(event)]).events
    assert again.reply is not None and again.evaluation is not None
    assert (again.reply.cost_low, again.reply.cost_high, again.evaluation.added_hours) == (0, 0, 0)
