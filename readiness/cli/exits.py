"""Exit codes, the same for every command, and what happens when the tool itself fails."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from contextlib import suppress

from readiness.messages.catalogue import Catalogue, default_catalogue
from readiness.model.finding import Finding, Severity
from readiness.model.text import Text

DONE = 0
FINDINGS = 1
UNUSABLE = 2  # wrong usage or input that cannot be read
FAILED = 3  # a fault of ours

# Where nothing more fits: only what is printed has no name of a file.
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)})

FAIL_ON = ("fatal", "error", "warning", "note", "question", "never")


def code_for(findings: Iterable[Finding], fail_on: str) -> int:
    """0, 1 or 2 for a list of findings; `fail_on` is a severity or `never`."""
    severities = {finding.severity for finding in findings}
    if Severity.FATAL in severities:
        return UNUSABLE
    if fail_on == "never":
        return DONE
    limit = Severity(fail_on).rank
    return FINDINGS if any(severity.rank <= limit for severity in severities) else DONE


def speaking(error: Exception, words: Catalogue) -> None:
    """What becomes of the error is said in these words, not in those of the machine's usual language."""
    with suppress(AttributeError):  # a kind of error without room for it
        error.words = words  # type: ignore[attr-defined]


def _words_of(error: BaseException) -> Catalogue:
    words = getattr(error, "words", None)
    return words if isinstance(words, Catalogue) else default_catalogue()


def report_refusal(error: Exception) -> int | None:
    """Errors that carry words for the user (an output folder in use, a pack that cannot be read): 2; others: None."""
    words = _words_of(error)
    message = getattr(error, "message", None)
    findings = getattr(error, "findings", None)
    if isinstance(error, OSError) and error.filename and not isinstance(error, FileNotFoundError):
        # Rights, a share that has gone, a name that is too long: the machine said no, whatever we were about.
        key = "cli.no-right" if isinstance(error, PermissionError) else "cli.not-reached"
        print(words.get(key, path=str(error.filename), detail=error.strerror or ""), file=sys.stderr)
        return UNUSABLE
    if isinstance(error, OSError) and error.errno in _FULL and not error.filename:
        silent()
        print(words.get("cli.cannot-print", detail=error.strerror or ""), file=sys.stderr)
        return UNUSABLE
    if isinstance(message, Text):
        print(words.render(message), file=sys.stderr)
        return UNUSABLE
    if isinstance(findings, tuple) and findings and all(isinstance(found, Finding) for found in findings):
        for found in findings:
            said = words.render(found.message)
            named = not found.ref.file or found.ref.file in said  # of several files, the sentence must name its own
            print(said if named else f"{found.ref.file}: {said}", file=sys.stderr)
            if found.remedy:
                print(f"    → {words.render(found.remedy)}", file=sys.stderr)
        return UNUSABLE
    return None


def silent() -> None:
    """Nothing more is printed: where it went takes no more, and what waits to be written would fail again."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def report_failure(error: BaseException) -> int:
    """Tell of an unexpected error in one sentence; the traceback only with READINESS_DEBUG=1."""
    words = _words_of(error)
    print(words.get("cli.failed", error=f"{type(error).__name__}: {error}"), file=sys.stderr)
    if os.environ.get("READINESS_DEBUG"):
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    else:
        print(words.get("cli.failed.debug"), file=sys.stderr)
    return FAILED


def report_stopped() -> None:
    """Ctrl-C: say so, on a line of its own behind whatever was moving there."""
    print(f"\n{default_catalogue().get('cli.stopped')}", file=sys.stderr)


def tolerant_streams() -> None:
    """A console that cannot show a character (cp932) shows a substitute instead of stopping the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
