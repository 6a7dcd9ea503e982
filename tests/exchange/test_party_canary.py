"""What one party gave never reaches another: books and papers stay byte-equal whatever the other party answered.

A register with every kind of event is given to a town whose record then changes: vendor, group, merger, contract,
owner, and packages that several vendors run.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from readiness.exchange.division_book import division_book, division_entries
from readiness.exchange.drafts import draft_books
from readiness.exchange.replies.row import AnswerRow
from readiness.exchange.replies.strayed import strayed
from readiness.gaps.derive import derive
from readiness.gaps.matters import addressee
from readiness.gaps.register import asking, bookkeeping, build_register
from readiness.model.conformance import Answer, Claim
from readiness.model.gap import Evaluation, EventKind, Gap, GapEvent, GapState, Register, Reply, Ruling
from readiness.model.inventory import Inventory
from readiness.model.system import System
from readiness.model.vendor import VendorGroup
from readiness.tables.write_xlsx import write_xlsx
from tests.builders import contract, inventory, system, vendor
from tests.exchange.towns import AS_OF, LABELS, applied_to, town

LATER = date(2026, 12, 18)
SECRET = "CNRYX"
PRICE = 98_765_432
REPLY = Reply(
    answer=Answer.EXTERNAL, fact=f"{SECRET}-fact", delivery=date(2031, 7, 13), version=f"{SECRET}-version",
    alternative=f"{SECRET}-alternative", cost_low=PRICE, cost_high=PRICE + 1, transitional_number=f"{SECRET}-number",
    contact=f"{SECRET}-contact", evidence=f"{SECRET}-evidence", words=f"{SECRET}-words",
)  # fmt: skip


def history(gaps: Iterable[Gap], party: str) -> tuple[GapEvent, ...]:
    """Asked, answered, evaluated, decided, moved: all of it about what `party` gave."""
    register = build_register(gaps)
    mine = [entry for entry in register.entries if entry.gap and entry.gap.asked.id == party]
    events = [*bookkeeping(register, AS_OF), *asking(mine, AS_OF, {}, "総情第1号")]
    for entry in mine:
        assert entry.gap is not None

        def event(kind: EventKind, gap: Gap = entry.gap, **values: object) -> GapEvent:
            return GapEvent(gap=gap.id, kind=kind, at=AS_OF, revision=gap.revision, **values)  # type: ignore[arg-type]

        events += [
            event(EventKind.ANSWERED, by=party, reply=REPLY),
            event(EventKind.EVALUATED, evaluation=Evaluation(confirmed=True, comment=f"{SECRET}-comment")),
            event(EventKind.DECIDED, ruling=Ruling(decision=f"{SECRET}-decision", document_number=f"{SECRET}-doc")),
            event(EventKind.MOVED, state=GapState.IN_PROGRESS, note=f"{SECRET}-note"),
        ]
    assert mine
    return tuple(events)


def contents(books: dict[str, bytes]) -> dict[str, str]:
    """File name, and part of the workbook, → text."""
    found: dict[str, str] = {}
    for name, raw in books.items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(BytesIO(raw)) as archive:
                found |= {
                    f"{name}:{part}": archive.read(part).decode("utf-8", "replace") for part in archive.namelist()
                }
        else:
            found[name] = raw.decode("utf-8-sig")
    return found


def sent_to(vendor_: str, changed: Inventory, register: Register) -> dict[str, str]:
    """Everything made for one vendor."""
    books = draft_books(register, changed, LABELS, LATER, limit=None)
    return contents({name: raw for name, raw in books.items() if name.split(".")[0].split("_")[0] == vendor_})


def with_system(base: Inventory, id_: str, change: Callable[[System], System]) -> Inventory:
    return replace(base, systems=tuple(change(s) if s.id == id_ else s for s in base.systems))


def grouped(base: Inventory) -> Inventory:
    vendors = tuple(replace(v, group="g") for v in base.vendors)
    return replace(base, vendors=vendors, vendor_groups=(VendorGroup(id="g", name="甲乙グループ"),))


def other_vendor(base: Inventory) -> Inventory:
    return with_system(base, "s1", lambda s: replace(s, vendor="b"))


def merged(base: Inventory) -> Inventory:
    vendors = tuple(replace(v, merged_into="b") if v.id == "a" else v for v in base.vendors)
    return other_vendor(replace(base, vendors=vendors))


def other_contract(base: Inventory) -> Inventory:
    contracts = tuple(replace(c, vendor="b") for c in base.contracts)
    return replace(base, contracts=contracts)


def contract_and_vendor(base: Inventory) -> Inventory:
    return other_contract(other_vendor(base))


def other_package(base: Inventory) -> Inventory:
    return with_system(base, "s1", lambda s: replace(s, vendor="b", package=None))


CHANGES = (other_vendor, merged, grouped, other_contract, contract_and_vendor, other_package)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("recorded", [False, True], ids=["before-the-log-knows", "after"])
def test_books_of_the_new_party_are_the_same_whatever_the_former_one_answered(
    change: Callable[[Inventory], Inventory], recorded: bool
) -> None:
    events = history(derive(town(), AS_OF), "a")
    changed = change(town())
    gaps = derive(changed, LATER)
    if recorded:
        events = (*events, *bookkeeping(build_register(gaps, events), LATER))
    told, unstated = (sent_to("b", changed, build_register(gaps, e)) for e in (events, ()))
    assert told and told == unstated
    assert not [name for name, text in told.items() if SECRET in text or str(PRICE) in text.replace(",", "")]


@pytest.mark.parametrize("recorded", [False, True])
def test_the_new_vendor_is_asked_at_once_and_the_history_stays_inside(recorded: bool) -> None:
    events = history(derive(town(), AS_OF), "a")
    gaps = derive(other_vendor(town()), LATER)
    if recorded:
        events = (*events, *bookkeeping(build_register(gaps, events), LATER))
    register = build_register(gaps, events)
    moved = [e for e in register.entries if e.gap and e.gap.system == "s1" and e.gap.asked.id == "b"]
    assert len(moved) > 3
    for entry in moved:
        assert entry.state is GapState.DRAFTED and entry.reply is None and entry.evaluation is None
        assert (entry.asked_on, entry.document, entry.ruling, entry.answered_on) == (None, "", None, None)
        assert any(event.reply == REPLY for event in entry.events)


def test_a_late_answer_of_the_former_vendor_is_history_and_no_answer_of_the_new_one() -> None:
    gaps = derive(town(), AS_OF)
    old = next(gap for gap in gaps if gap.system == "s1" and gap.requirement == "builtin:migration.layout")
    opened = bookkeeping(build_register(gaps), AS_OF)
    now = derive(other_vendor(town()), LATER)
    revised = bookkeeping(build_register(now, opened), LATER)
    late = GapEvent(gap=old.id, kind=EventKind.ANSWERED, at=LATER, revision=old.revision, by="a", reply=REPLY)
    entry = build_register(now, (*opened, *revised, late)).by_id[old.id]
    assert entry.reply is None and entry.state is GapState.DRAFTED and entry.events[-1] == late


def test_a_vendor_that_comes_back_starts_blank_and_may_answer_the_same_again() -> None:
    gaps = derive(town(), AS_OF)
    events = list(history(gaps, "a"))
    for turn in (other_vendor(town()), town()):
        events += bookkeeping(build_register(derive(turn, LATER), events), LATER)
    gap = next(gap for gap in gaps if gap.system == "s1" and gap.asked.id == "a")
    entry = build_register(gaps, events).by_id[gap.id]
    assert entry.reply is None
    again = GapEvent(gap=gap.id, kind=EventKind.ANSWERED, at=LATER, revision=gap.revision, by="a", reply=REPLY)
    answered = build_register(gaps, [*events, again]).by_id[gap.id]
    assert answered.reply == REPLY and answered.state is GapState.ANSWERED


def test_another_division_starts_blank_too() -> None:
    gaps = derive(town(), AS_OF)
    own = next(gap for gap in gaps if gap.asked.id == "jumin" and addressee(gap, town()) == gap.asked)
    events = history(gaps, "jumin")
    changed = with_system(town(), own.system, lambda s: replace(s, owner_division="zei"))
    register = build_register(derive(changed, LATER), events)
    entries = tuple(e for e in division_entries(register, changed)["zei"] if e.id == own.id)
    assert entries
    text = contents({"zei.xlsx": write_xlsx(division_book("zei", entries, changed, LABELS, LATER))})
    assert not [name for name, part in text.items() if SECRET in part]


def shared_package() -> Inventory:
    """Vendor a makes the package; b runs a system on it. What a claims of it stands in the ledger."""
    base = town()
    claims = tuple(
        Claim(id=f"k{at}", requirement=f"K00000{at}", package="pa", version="1.0", answer=answer, note=f"{SECRET}-note",
              source=f"{SECRET}-source")
        for at, answer in enumerate((Answer.UNSUPPORTED, Answer.FITS, Answer.FITS_LATER, Answer.EXTERNAL))
    )  # fmt: skip
    return replace(with_system(base, "s3", lambda s: replace(s, package="pa")), claims=claims)


def test_a_claim_of_a_package_is_told_to_its_maker_only() -> None:
    shared = shared_package()
    register = build_register(derive(shared, LATER))
    assert {e.gap.asked.id for e in register.entries if e.gap and e.gap.subject.kind == "claim"} == {"a"}
    silent = replace(shared, claims=())
    assert sent_to("b", shared, register) == sent_to("b", silent, build_register(derive(silent, LATER)))


@pytest.mark.parametrize("answer", [Answer.UNSUPPORTED, Answer.FITS, Answer.FITS_LATER, Answer.PAID_OPTION])
def test_a_claim_on_record_for_a_system_is_not_told_to_the_vendor_of_today(answer: Answer) -> None:
    """Nothing tells who gave it: the question asks for an answer, whatever stands in the ledger."""
    claims = (Claim(id="k", requirement="K000001", system="s3", answer=answer),)
    told = sent_to("b", replace(town(), claims=claims), build_register(derive(replace(town(), claims=claims), LATER)))
    shown = " ".join(told.values())
    row = next(line for line in told["b.csv"].split("\r\n") if "K000001" in line)
    assert "への対応が未確認" in row and "と回答されている" not in shown and "の回答が「" not in shown


def test_claims_made_for_the_package_of_the_former_vendor_say_nothing_of_the_system() -> None:
    base = inventory(
        vendors=(vendor("a"), vendor("b")),
        packages=(replace(town().packages[0]), replace(town().packages[0], id="pb", vendor="b")),
        systems=(system("s1", vendor="b", package="pb", areas=("resident_registry",)),),
        contracts=(contract("c", vendor="b", systems=("s1",)),),
        claims=(Claim(id="k", requirement="K000001", system="s1", package="pa", answer=Answer.UNSUPPORTED),),
    )
    assert not [gap for gap in derive(base, LATER) if gap.requirement.startswith("K000001")]


def test_a_row_that_strayed_into_the_book_of_another_is_taken_of_neither() -> None:
    gaps = derive(town(), AS_OF)
    opened = build_register(gaps)
    register = build_register(gaps, (*bookkeeping(opened, AS_OF), *asking(opened.entries, AS_OF, {}, "総情第1号")))
    by_party: dict[str, list[AnswerRow]] = {}
    for entry in register.entries:
        assert entry.asked is not None
        row = AnswerRow(place="照会事項!2", id=entry.id, reply=Reply(fact=SECRET), raw=SECRET)
        by_party.setdefault(entry.asked.id, []).append(row)
    own, other = by_party["a"], by_party["b"]
    assert len(own) > 10 and len(other) > 2
    rows = [*own, other[0]]
    applied = applied_to(rows, register, LATER)
    taken = {event.gap: event.kind for event in applied.events}
    assert taken == {row.id: EventKind.ANSWERED for row in own} | {other[0].id: EventKind.UNMATCHED}
    assert not strayed([*own, *other], register)  # two books put together
