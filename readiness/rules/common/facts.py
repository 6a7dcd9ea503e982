"""A hit on the body's own answers about common functions."""

from __future__ import annotations

from readiness.rules.context import Context
from readiness.rules.rule import Hit, hit


def on_facts(context: Context, field: str, *, variant: str = "message", count: int | None = None) -> Hit:
    """On one field of `common_functions`; the subject is the body."""
    place = context.inventory.common_functions.ref.child(field)
    return hit(context.inventory.body, ref=place, discriminator=field, variant=variant, count=count)
