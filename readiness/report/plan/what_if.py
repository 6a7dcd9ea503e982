"""What a change means for the plan: first the adopted dates held, then the plan with the fewest changes."""

from __future__ import annotations

import json

from readiness.analysis.whatif import Consequences
from readiness.messages.catalogue import Catalogue
from readiness.model.codec import envelope, to_plain
from readiness.model.plan import Plan
from readiness.report.plan.text import clash_lines, compare_text, difference, state

VERSION = 1


def consequences_text(found: Consequences, words: Catalogue) -> str:
    """Hold and repair, one below the other."""
    lines = [
        words.render(found.change),
        "",
        *_already(found.before, words),
        words.get("planshow.hold" if found.adopted else "planshow.hold_calculated"),
        *_held(found.before, found.held, words),
    ]
    lines += ["", f"{words.get('planshow.repair')}: {state(found.repaired, words)}"]
    lines += [f"  {line}" for line in compare_text(found.before, found.repaired, words)]
    lines += [f"  {words.render(rule.message)}" for rule in found.repaired.broken]
    lines += [f"  {words.render(note)}" for note in found.repaired.notes if note.key.startswith("plan.note.effort.")]
    if found.repaired.clashes:
        lines += ["", words.get("planshow.clash"), *(f"  {line}" for line in clash_lines(found.repaired, words))]
    return "\n".join(lines) + "\n"


def _already(before: Plan, words: Catalogue) -> list[str]:
    """What the plan broke before the change: a repair mends that too, so the reader must tell the two apart."""
    broken = [f"  {words.render(rule.message)}" for rule in before.broken]
    return [words.get("planshow.already"), *broken, ""] if broken else []


def _held(before: Plan, held: Plan, words: Catalogue) -> list[str]:
    known = {rule.message for rule in before.broken}
    fresh = [words.render(rule.message) for rule in held.broken if rule.message not in known]
    change = difference(before.score, held.score, words) if before.score and held.score else []
    # An entered day stands whatever is assumed of its preparation: that this grows shorter still is told.
    change += [words.render(n) for n in held.notes if n.key == "plan.note.entered.early" and n not in before.notes]
    return [f"  {line}" for line in (*fresh, *change)] or [f"  {words.get('planshow.holds')}"]


def consequences_json(found: Consequences, words: Catalogue) -> str:
    """The same as data (format readiness.what-if, version 1)."""
    value = envelope("what-if", VERSION, {"what_if": to_plain(found, words.render)})
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
