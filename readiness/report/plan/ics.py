"""Cut-overs and the latest starts of their gates as calendar entries (iCalendar, RFC 5545): all-day, no alarms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from readiness.delivery.effect import open_measurements
from readiness.messages.catalogue import Catalogue
from readiness.model.inventory import Inventory
from readiness.model.plan import Gate, GateKind, Plan
from readiness.situation.situation import situations

_LINE = 75  # octets, without the line break
_SEVERAL = frozenset({GateKind.EXTERNAL, GateKind.RESIDENTS})  # of which a move may have several, told apart by name


def plan_ics(plan: Plan, inventory: Inventory, words: Catalogue) -> str:
    """The calendar of a plan. The same plan gives the same text: the stamp is the day the plan is as of."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//readiness//plan//JA", "CALSCALE:GREGORIAN"]
    for key, day, summary, note in (*_entries(plan, words), *_measurements(plan, inventory, words)):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{key}@{inventory.body.id}.readiness",
            f"DTSTAMP:{plan.as_of:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(summary)}",
            f"DESCRIPTION:{_escaped(note)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in _folded(line))


def _entries(plan: Plan, words: Catalogue) -> Iterator[tuple[str, date, str, str]]:
    """(key, day, title, note): each cut-over, then each gate still to begin.

    A key names the matter and no date, so that a calendar that is read again replaces the entry when its day moves.
    """
    title = {move.id: words.render(move.title) for move in plan.moves}
    note = words.get("planics.note", as_of=plan.as_of)
    for placed in plan.placements:
        if placed.date is not None:
            mark = words.get("planshow.assumed") if placed.assumed else ""
            said = words.get("planics.cutover", moves=title[placed.move], mark=mark)
            yield f"cutover-{placed.move}", placed.date, said, note
    seen: dict[str, int] = {}
    for gate in plan.gates:
        matter = _matter(gate)
        seen[matter] = seen.get(matter, 0) + 1
        if not gate.done:
            key = "planned" if gate.planned else "start"
            said = words.get(f"planics.{key}", gate=words.render(gate.title), move=title[gate.move])
            yield matter if seen[matter] == 1 else f"{matter}-{seen[matter]}", gate.begins, said, note


def _matter(gate: Gate) -> str:
    """What a gate is about, whatever its day, its place in the list and the language of the words."""
    parts = [gate.move, gate.kind.value]
    if gate.procurement:
        parts.append(gate.procurement)
    name = gate.name.mapping().get("name")
    if gate.kind in _SEVERAL and isinstance(name, str):
        parts.append(sha256(name.encode()).hexdigest()[:8])
    return "-".join(parts)


def _measurements(plan: Plan, inventory: Inventory, words: Catalogue) -> Iterator[tuple[str, date, str, str]]:
    """Indicators still to be measured after a cut-over that has taken place."""
    note = words.get("planics.note", as_of=plan.as_of)
    if inventory.indicators:
        for indicator, months, due in open_measurements(situations(inventory, plan.as_of)):
            said = words.get("planics.measure", name=indicator.label, months=months, about=f"after {months}")
            yield f"measure-{indicator.id}-{months}", due, said, note


def _escaped(text: str) -> str:
    for char in "\\;,":
        text = text.replace(char, f"\\{char}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, never parting a character; continuations begin with a space."""
    part, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _LINE:
            yield part
            part, size = " ", 1
        part, size = part + char, size + octets
    yield part
