"""The real command line in this process: what the user types, the exit code, stdout and stderr. No start-up to pay."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from unittest.mock import patch

from readiness.cli import main


@dataclass(frozen=True)
class Done:
    returncode: int
    out: bytes
    stderr: str

    @property
    def stdout(self) -> str:
        return self.out.decode("utf-8")


def run(*arguments: str) -> Done:
    """`readiness ARGUMENTS`."""
    out, err = io.BytesIO(), io.BytesIO()
    streams = {
        "stdout": io.TextIOWrapper(out, encoding="utf-8", newline="\n", write_through=True),
        "stderr": io.TextIOWrapper(err, encoding="utf-8", newline="\n", write_through=True),
    }
    with patch.multiple(sys, argv=["readiness", *arguments], **streams):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return Done(code, out.getvalue(), err.getvalue().decode("utf-8"))
