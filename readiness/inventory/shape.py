"""The shape of a record, under its former name: the facts of its fields. New code asks `readiness.model.facts`."""

from __future__ import annotations

from readiness.model.fields import FieldFacts, facts, facts_by_key

Shape = FieldFacts
shapes = facts
shape_by_key = facts_by_key

__all__ = ["Shape", "shape_by_key", "shapes"]
