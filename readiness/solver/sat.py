"""CP-SAT without pandas: OR-Tools imports it for functions on tables that nobody here calls.

Loading it costs 76 MiB and a third of a second in every analysis, and nothing else of the program needs it (0178).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_NAME = "pandas"


class _StandIn(ModuleType):
    """Has every class that is asked of it; nothing is ever one of them."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (), {"__module__": self.__name__})
        setattr(self, name, made)
        return made


@contextmanager
def _without_pandas() -> Iterator[None]:
    """Where pandas is loaded already it stays; whoever imports it later gets the real one."""
    if _NAME in sys.modules:
        yield
        return
    sys.modules[_NAME] = _StandIn(_NAME)
    try:
        yield
    finally:
        del sys.modules[_NAME]


with _without_pandas():
    from ortools.sat.python import cp_model as cp_model  # noqa: PLC0414 - for others
