"""What the plan and the register ask for: gates that must begin, answers that are due, questions not yet sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from readiness.analysis.actions import REACH, Action
from readiness.model.facts import Rank
from readiness.model.finding import Subject
from readiness.model.gap import BODY, GapState, Register
from readiness.model.plan import Gate, GateKind, GateStanding, Plan
from readiness.model.text import Text, text


def gate_actions(plan: Plan) -> Iterator[Action]:
    """Gates to begin within 90 days or late. Moves whose date is 仮置き ask for nothing.

    A gate with a date of the body's own is an action by that date already (`actions`), and no second one.
    """
    settled = _settled(plan)
    for gates, kind in ((plan.gates, "gate"), (plan.due_gates, "gate_due")):
        for gate in gates:
            near = gate.start_by <= plan.as_of + REACH and (gate.late or gate.start_by >= plan.as_of)
            own = gate.done or gate.planned is not None
            if gate.move in settled and not own and near and (kind == "gate" or gate.late):
                yield _gate(plan, gate, kind)


def _settled(plan: Plan) -> frozenset[str]:
    return frozenset(placement.move for placement in plan.placements if placement.date and not placement.assumed)


_GRAVITY = (GateStanding.PASSED, GateStanding.TO_AGREE, GateStanding.IN_TIME)


def judged(actions: Iterable[Action], plan: Plan) -> Iterator[Action]:
    """Milestones of procurements with what counting back from the cut-over says of their day, the gravest first."""
    settled = _settled(plan)
    standing: dict[tuple[str | None, GateKind], Gate] = {}
    for gate in (gate for gate in plan.gates if gate.planned is not None and gate.move in settled):
        place = gate.procurement, gate.kind
        if place not in standing or _GRAVITY.index(gate.standing) < _GRAVITY.index(standing[place].standing):
            standing[place] = gate
    for action in actions:
        found = standing.get((action.subject.id, action.gate)) if action.gate is not None else None
        if found is None or found.standing is GateStanding.PASSED or action.due != found.planned:
            yield action
            continue
        word = text(f"word.GateStanding.{found.standing.value}")
        why = text("action.milestone.judged", due=action.due, date=plan.date_of[found.move], judged=word)
        yield replace(action, why=why)


# What others decide: the body begins the way there, not the vote.
_VOTED = frozenset({GateKind.ASSEMBLY, GateKind.MULTI_YEAR, GateKind.PROPERTY, GateKind.ORDINANCE})


def _gate(plan: Plan, gate: Gate, kind: str) -> Action:
    move = plan.move_by_id[gate.move]
    return Action(
        kind=kind,
        due=gate.start_by,
        what=text(
            f"action.{kind}.vote" if gate.kind in _VOTED else f"action.{kind}.what", move=move.title, name=gate.title
        ),
        why=text(f"action.{kind}.why", due=gate.start_by, date=plan.date_of[gate.move]),
        subject=Subject("move", gate.move),
        who=tuple(Subject("division", division) for division in move.divisions),
    )


def register_actions(register: Register, as_of: date) -> Iterator[Action]:
    """Answers due within 90 days or overdue, by party and day; rank-A questions that nobody has sent."""
    waiting: dict[tuple[Subject, date], int] = {}
    unsent: dict[Subject, Counter[Text]] = {}
    for entry in register.open:
        if entry.state is GapState.ASKED and entry.asked and entry.due and entry.due <= as_of + REACH:
            waiting[entry.asked, entry.due] = waiting.get((entry.asked, entry.due), 0) + 1
        drafted = entry.state in (GapState.DRAFTED, GapState.DIVISION_CONFIRMED)
        if drafted and entry.gap is not None and entry.gap.rank is Rank.A:
            unsent.setdefault(entry.gap.asked, Counter())[entry.gap.title] += 1
    for (party, due), count in sorted(waiting.items(), key=lambda item: (item[0][1], item[0][0])):
        yield _register("answer", party, count, due)
    for party, titles in sorted(unsent.items(), key=lambda item: (-item[1].total(), item[0])):
        # Where no vendor or division is known the body has nobody to write to yet: it looks inside first.
        yield _register("check" if party.kind == BODY else "ask", party, titles.total(), None, _topics(titles))


# More would not be read in a list of what to do; the section on gaps has them all.
SHOWN_TOPICS = 5
VENDOR_TOPIC = "gap.state.vendor.title"


def _topics(titles: Counter[Text]) -> tuple[Text, ...]:
    """The most frequent points by name, each with its number; the others as one number."""
    # Who supplies the system comes first: all that only a vendor can answer waits for it.
    order = sorted(titles.items(), key=lambda item: (item[0].key != VENDOR_TOPIC, -item[1]))
    shown = order[:SHOWN_TOPICS]
    rest = titles.total() - sum(count for _, count in shown)
    named = tuple(text("action.topic", title=title, count=count) for title, count in shown)
    return (*named, text("action.topics.rest", count=rest)) if rest else named


def _register(kind: str, party: Subject, count: int, due: date | None, topics: tuple[Text, ...] = ()) -> Action:
    return Action(
        kind=kind,
        due=due,
        what=text(f"action.{kind}.what", party=text(f"action.party.{party.kind}"), count=count, topics=topics),
        why=text(f"action.{kind}.why", due=due),
        subject=party,
        who=(party,),
    )
