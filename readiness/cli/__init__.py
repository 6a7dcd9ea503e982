"""Command line: one module per command or group of commands (`readiness.cli.commands`)."""

from __future__ import annotations

import gc
import sys

from readiness.compiled import methods_kept

_COLLECT_EVERY = 50_000


def main() -> None:
    """Entry point of `readiness`: 0 done, 1 findings, 2 usage or unreadable input, 3 the tool failed."""
    # A command makes many values that all live to its end; looking for rubbish among them every 700 is wasted.
    gc.set_threshold(_COLLECT_EVERY)
    with methods_kept():
        code = _run()
    sys.exit(code)


def _run() -> int:
    from click import Abort, ClickException

    from readiness.cli.exits import UNUSABLE, report_failure, report_refusal, report_stopped, silent, tolerant_streams
    from readiness.cli.root import cli

    tolerant_streams()
    try:
        code = cli.main(prog_name="readiness", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()  # what cannot be said is told here, not by the interpreter at its end
    except ClickException as error:
        error.show()
        code = UNUSABLE
    except (Abort, KeyboardInterrupt):
        report_stopped()
        code = UNUSABLE
    except BrokenPipeError:
        silent()
        sys.stderr.close()
        code = 0
    except Exception as error:  # the last line of defence
        code = report_refusal(error)
        code = report_failure(error) if code is None else code
    return code if isinstance(code, int) else 0
