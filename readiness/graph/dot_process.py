"""Graphviz in a child process with a time limit."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

_CHILD = Path(__file__).with_name("dot_child.py")


class DotError(RuntimeError):
    """The child failed or took too long; `timed_out` tells which."""

    def __init__(self, detail: str, *, timed_out: bool = False) -> None:
        super().__init__(detail)
        self.timed_out = timed_out


def render(dot: str, output: str, *, timeout: float, engine: str = "dot") -> bytes:
    """`dot` text laid out and rendered as `output` (json0, png, pdf …); `nop2` keeps every place. Raises `DotError`."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_CHILD), output, engine, *_library()],
            input=dot.encode("utf-8"),
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DotError(f"no answer within {timeout:g} s", timed_out=True) from error
    except OSError as error:
        raise DotError(str(error)) from error
    if done.returncode != 0 or not done.stdout:
        detail = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise DotError(detail[-1] if detail else f"exit code {done.returncode}")
    return done.stdout


def _library() -> list[str]:
    """Where this process would import pygraphviz from: in an offline bundle no folder that Python knows by itself."""
    found = find_spec("pygraphviz")
    return [str(Path(found.origin).parents[1])] if found is not None and found.origin else []
