"""After the answers: counts by party, the list for the 届出, and answers that do not fit dates or wording."""

from __future__ import annotations

from datetime import date

from readiness.gaps.contradictions import answer_findings, date_effects, with_answers
from readiness.gaps.derive import derive
from readiness.gaps.register import build_register
from readiness.gaps.statistics import filing_items, party_counts
from readiness.messages.catalogue import Catalogue
from readiness.model.conformance import Answer, Claim
from readiness.model.finding import Subject
from readiness.model.gap import EventKind, GapEvent, Register, Reply, Ruling
from readiness.model.inventory import Inventory
from readiness.model.system import TransitionalMeasure
from tests.builders import inventory, system, vendor

AS_OF = date(2026, 11, 23)
CUTOVER = date(2028, 1, 4)


def town() -> Inventory:
    measure = TransitionalMeasure(function="0230286", until=date(2027, 3, 31), filed=True)
    return inventory(
        vendors=(vendor("a"),),
        systems=(system("s1", vendor="a", planned_date=CUTOVER, transitional_measures=(measure,)),),
        claims=(Claim(id="k", requirement="0230286", system="s1"),),
    )


def answered(requirement: str, **reply: object) -> tuple[Register, str]:
    gap = next(g for g in derive(town(), AS_OF) if g.requirement == requirement)
    events = (
        GapEvent(gap=gap.id, kind=EventKind.OPENED, at=AS_OF, revision=gap.revision, party=gap.asked),
        GapEvent(gap=gap.id, kind=EventKind.ASKED, at=AS_OF, party=gap.asked, due=date(2026, 12, 10), document="1"),
        GapEvent(
            gap=gap.id,
            kind=EventKind.ANSWERED,
            at=date(2026, 12, 1),
            revision=gap.revision,
            reply=Reply(**reply),  # type: ignore[arg-type]
        ),
    )
    return build_register(derive(town(), AS_OF), events), gap.id


def codes(register: Register) -> list[str]:
    found = answer_findings(register, town(), {"s1": CUTOVER})
    words = Catalogue()
    assert not [f for f in found if "⟦" in words.render(f.message) or (f.remedy and "⟦" in words.render(f.remedy))]
    return [finding.code for finding in found]


def test_delivery_after_the_cut_over_is_found_and_reaches_the_plan() -> None:
    register, gap = answered("builtin:migration.delivery", delivery=date(2028, 3, 31))
    assert codes(register) == ["GA101"]
    (effect,) = date_effects(register, {"s1": CUTOVER})
    assert (effect.gap, effect.days) == (gap, 87)
    assert with_answers(town(), register).system_by_id["s1"].delivery_date == date(2028, 3, 31)
    early, _ = answered("builtin:migration.delivery", delivery=date(2027, 10, 1))
    assert codes(early) == []


def test_delivery_of_one_function_does_not_move_the_system() -> None:
    register, _ = answered("0230286", answer=Answer.FITS_LATER, delivery=date(2027, 6, 30))
    assert codes(register) == ["GA103"]  # its measure ends before it is delivered
    assert with_answers(town(), register) is not None
    assert with_answers(town(), register).system_by_id["s1"].delivery_date is None


def test_fit_without_evidence_is_a_contradiction() -> None:
    assert codes(answered("0230286", answer=Answer.FITS)[0]) == ["GA102"]
    assert codes(answered("0230286", answer=Answer.FITS, evidence="手順書12頁")[0]) == []


def test_counts_overdue_and_ages() -> None:
    gaps = derive(town(), AS_OF)
    mine = [g for g in gaps if g.asked == Subject("vendor", "a")][:3]
    events = []
    for gap in mine:
        events.append(GapEvent(gap=gap.id, kind=EventKind.OPENED, at=AS_OF, revision=gap.revision, party=gap.asked))
        events.append(
            GapEvent(gap=gap.id, kind=EventKind.ASKED, at=AS_OF, party=gap.asked, due=date(2026, 12, 10), document="1")
        )
    events.append(
        GapEvent(gap=mine[0].id, kind=EventKind.ANSWERED, at=AS_OF, revision=mine[0].revision, reply=Reply(fact="済"))
    )
    events.append(GapEvent(gap=mine[0].id, kind=EventKind.DECIDED, at=AS_OF, ruling=Ruling(decision="可")))
    register = build_register(gaps, events)
    before = {c.party.id: c for c in party_counts(register, date(2026, 12, 10))}["a"]
    assert (before.asked, before.answered, before.accepted, before.overdue) == (3, 1, 1, 0)
    assert before.ages == (0, 2, 0, 0)
    after = {c.party.id: c for c in party_counts(register, date(2027, 3, 1))}["a"]
    assert after.overdue == 2 and after.ages == (0, 0, 0, 2)


def test_list_for_filing_joins_measures_and_answers() -> None:
    register, gap = answered("0230286", answer=Answer.FITS_LATER, delivery=date(2027, 1, 31))
    assert [(item.function, item.filed) for item in filing_items(town(), register)] == [("0230286", True)]
    other = build_register((), ())
    assert len(filing_items(town(), other)) == 1
    assert gap
