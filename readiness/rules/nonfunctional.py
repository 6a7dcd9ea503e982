"""非機能要件の標準."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from readiness.model.conformance import NonFunctionalAnswer
from readiness.model.finding import Severity, Subject
from readiness.model.record import SystemId
from readiness.model.standard.builtin import May, Metric
from readiness.model.text import named
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.rule import Hit, rule


@rule("NF101", "nonfunctional.deviation", Severity.WARNING)
def nonfunctional_deviation(context: Context) -> Iterator[Hit]:
    """A level other than the national one without a reason.

    Where a metric has conditions ([+]/[-]), a deviation needs one of them to hold.
    """
    for answer in context.inventory.non_functional:
        if answer.deviates is True and not answer.reason:
            target = answer.system or context.inventory.body.id
            yield Hit(
                subject=Subject("non_functional", f"{target}:{answer.metric}"),
                ref=answer.ref.child("deviates"),
                params=(("metric", answer.metric), ("target", _target(context, answer.system))),
            )


def _target(context: Context, system: SystemId | None) -> str:
    return context.system_names([system])[0] if system else context.inventory.body.label


@rule("NF102", "nonfunctional.metric", Severity.WARNING)
def nonfunctional_metric(context: Context) -> Iterator[Hit]:
    """An ID that is no metric of the standard's shape.

    A letter A to F and three numbers, such as A.1.3.1.
    """
    shape = context.standard.non_functional.metric_id
    for answer in context.inventory.non_functional:
        if not shape.fullmatch(answer.metric):
            target = answer.system or context.inventory.body.id
            yield Hit(
                subject=Subject("non_functional", f"{target}:{answer.metric}"),
                ref=answer.ref.child("metric"),
                params=(("metric", answer.metric),),
            )


_DIRECTIONS = {May.PLUS: (1,), May.MINUS: (-1,), May.BOTH: (1, -1), May.FIXED: ()}


@rule("NF103", "nonfunctional.condition", Severity.QUESTION)
def nonfunctional_condition(context: Context) -> Iterator[Hit]:
    """A level that the conditions of its metric ([+]/[-]) do not cover, as far as they are known.

    Asked, never stated: the metrics were read second-hand. Metrics a body chooses freely (Case 2) are left out.
    """
    for answer in context.inventory.non_functional:
        metric = context.standard.non_functional.metric(answer.metric)
        if metric is None or metric.may is May.FREE:
            continue
        variant = level_problem(answer, metric)
        if variant is not None:
            target = answer.system or context.inventory.body.id
            name = context.system_names([answer.system])[0] if answer.system else context.inventory.body.label
            yield Hit(
                subject=Subject("non_functional", f"{target}:{answer.metric}"),
                ref=answer.ref.child("level" if variant == "same" else "deviates"),
                discriminator=variant,
                variant=variant,
                params=(
                    ("metric", metric.id),
                    ("name", named(metric.name, metric.name_en)),
                    ("target", name),
                    ("level", metric.level or ""),
                ),
            )


def level_problem(answer: NonFunctionalAnswer, metric: Metric) -> str | None:
    """`same` (level and 変更の有無 contradict), `direction`, `condition`; None where all is well or not known."""
    step = _step(answer, metric)
    if known(answer.deviates) and step is not None and (step != 0) is not answer.deviates:
        return "same"
    if answer.deviates is not True:
        return None
    allowed = _DIRECTIONS[metric.may]
    if not allowed:
        return "condition"
    return "direction" if step is not None and step not in allowed else None


def _step(answer: NonFunctionalAnswer, metric: Metric) -> int | None:
    """1 above the national level, -1 below, 0 the same; None where either is not among the known options."""
    if not known(answer.level) or metric.level not in metric.options:
        return None
    options = [_folded(option) for option in metric.options]
    if _folded(answer.level) not in options:
        return None
    difference = options.index(_folded(answer.level)) - metric.options.index(metric.level)
    return (difference > 0) - (difference < 0)


def _folded(text: str) -> str:
    return "".join(normalize("NFKC", text).split())
