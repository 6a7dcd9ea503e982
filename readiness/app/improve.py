"""Searches that Ctrl-C ends with the best plan so far: each in a thread of its own, while this one listens."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from typing import TypeVar

from readiness.analysis.inputs import Inputs
from readiness.model.plan import Plan
from readiness.planning.body import improve
from readiness.planning.improve import OnRound
from readiness.planning.premises import premises_of

CHECK_EVERY = 0.2
"""Seconds between two looks for Ctrl-C."""

T = TypeVar("T")


def _nothing() -> None:
    """Ctrl-C is not answered."""


def improved_plan(inputs: Inputs, rounds: int | None, on_round: OnRound) -> Plan:
    """The best plan found until it is proven, stopped, or `rounds` are over."""
    premises = premises_of(inputs.standard, inputs.inventory, inputs.as_of)
    return until_stopped(lambda stop: improve(inputs.inventory, premises, inputs.as_of, rounds, stop, on_round))


def until_stopped(work: Callable[[Callable[[], bool]], T], heard: Callable[[], None] = _nothing) -> T:
    """Do `work`, telling it to end on the first Ctrl-C (`heard` is called); a second one gives up at once."""
    stopped = threading.Event()
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(work(stopped.is_set))
        except BaseException as error:
            answer.set_exception(error)

    # Nobody waits for it after the second Ctrl-C, the end of the program neither.
    threading.Thread(target=run, daemon=True).start()
    while not answer.done():
        try:
            answer.exception(timeout=CHECK_EVERY)
        except NotYet:
            continue
        except KeyboardInterrupt:
            if stopped.is_set():
                raise
            stopped.set()
            heard()
    return answer.result()
