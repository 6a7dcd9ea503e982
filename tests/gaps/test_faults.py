"""Faults that once went unseen: each test fails where one line of the register is wrong (`tests/mutants.yaml`)."""

from datetime import date

from readiness.gaps.register import asking, build_register
from readiness.model.gap import EventKind, GapEvent, GapState, Reply
from tests.gaps.test_register import AS_OF, LATER, some_gap


def event(kind: EventKind, revision: str, **values: object) -> GapEvent:
    return GapEvent(gap=some_gap().id, kind=kind, at=AS_OF, revision=revision, **values)  # type: ignore[arg-type]


def test_a_gap_that_is_back_is_open_before_anything_is_recorded():
    gap = some_gap()
    events = [event(EventKind.OPENED, gap.revision), event(EventKind.ASKED, gap.revision), event(EventKind.GONE, "")]
    assert build_register([], events).by_id[gap.id].state is GapState.CLOSED
    assert build_register([gap], events).by_id[gap.id].state is GapState.DRAFTED


def test_a_question_worded_anew_leaves_its_answer_stale_even_when_it_has_gone():
    gap = some_gap()
    events = [
        event(EventKind.ASKED, gap.revision, party=gap.asked),
        event(EventKind.ANSWERED, gap.revision, reply=Reply(fact="適合")),
        event(EventKind.REVISED, "f00d", party=gap.asked),
    ]
    entry = build_register([], events).by_id[gap.id]
    assert entry.reply == Reply(fact="適合")
    assert entry.stale_reply


def test_the_last_answer_tells_which_wording_was_answered():
    gap = some_gap()
    events = [
        event(EventKind.ASKED, gap.revision, party=gap.asked),
        event(EventKind.ANSWERED, "0000", reply=Reply(fact="旧")),
        event(EventKind.ANSWERED, gap.revision, reply=Reply(fact="新")),
    ]
    entry = build_register([gap], events).by_id[gap.id]
    assert (entry.reply, entry.stale_reply) == (Reply(fact="新"), False)


def test_a_new_wording_is_sent_again_under_the_same_document():
    gap = some_gap()
    sent = event(EventKind.ASKED, gap.revision, party=gap.asked, document="総情第1号")
    entries = build_register([gap], [sent]).entries
    assert asking(entries, LATER, {}, "総情第1号") == ()
    older = event(EventKind.ASKED, "0000", party=gap.asked, document="総情第1号")
    (found,) = asking(build_register([gap], [older]).entries, LATER, {gap.id: date(2027, 1, 8)}, "総情第1号")
    assert (found.revision, found.due) == (gap.revision, date(2027, 1, 8))
