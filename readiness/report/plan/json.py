"""plan.json (format readiness.plan, version 1, `specs/schemas/output-plan.schema.json`): the plan, in words."""

from __future__ import annotations

import json

from readiness.messages.catalogue import Catalogue
from readiness.model.codec import envelope, to_plain
from readiness.model.plan import Plan

VERSION = 1


def plan_json(plan: Plan, words: Catalogue) -> str:
    """The whole plan; unknown values are the word `unknown`, fields without a value are left out."""
    value = envelope("plan", VERSION, {"plan": to_plain(plan, words.render)})
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
