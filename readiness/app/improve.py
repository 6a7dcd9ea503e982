"""Wiring of `plan improve`: the search in a thread of its own, so that Ctrl-C ends it with the best plan so far."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import TypeVar

from readiness.analysis.inputs import Inputs
from readiness.model.plan import Plan
from readiness.planning.body import improve
from readiness.planning.improve import Told
from readiness.planning.premises import premises_of

LOOK_EVERY = 0.2
"""Seconds between two looks for Ctrl-C."""

T = TypeVar("T")


def improved_plan(inputs: Inputs, rounds: int | None, tell: Told) -> Plan:
    """The best plan found until it is proven, stopped, or `rounds` are over."""
    premises = premises_of(inputs.standard, inputs.inventory, inputs.as_of)
    return until_stopped(lambda stop: improve(inputs.inventory, premises, inputs.as_of, rounds, stop, tell))


def until_stopped(work: Callable[[Callable[[], bool]], T]) -> T:
    """Do `work`, telling it to end on the first Ctrl-C; a second one gives up."""
    stopped = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(work, stopped.is_set)
        while not answer.done():
            try:
                answer.exception(timeout=LOOK_EVERY)
            except NotYet:
                continue
            except KeyboardInterrupt:
                if stopped.is_set():
                    raise
                stopped.set()
    return answer.result()
