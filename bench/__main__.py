"""Run the measurements: `python -m bench [--smoke | --full] [NAME…]`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

NAMES = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    scale = parser.add_mutually_exclusive_group()
    scale.add_argument("--smoke", action="store_true", help="seconds: does every measurement still run?")
    scale.add_argument("--full", action="store_true", help="hours: every instance")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {' '.join(NAMES)}")
    options = parser.parse_args()
    if unknown := sorted(set(options.names) - set(NAMES)):
        parser.error(f"no such measurement: {' '.join(unknown)}")
    chosen = "smoke" if options.smoke else "full" if options.full else "normal"
    failed = [name for name in options.names or NAMES if not run(name, chosen)]
    if failed:
        print(f"failed: {' '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def run(name: str, scale: str) -> bool:
    """One measurement in its own process, so that none warms another's caches; whether it ended well."""
    arguments = getattr(import_module(f"bench.{name}"), "SCALES", {}).get(scale, [])
    if arguments is None:
        return True
    print(f"== bench.{name} {' '.join(arguments)}", flush=True)
    begin = time.monotonic()
    done = subprocess.run([sys.executable, "-m", f"bench.{name}", *arguments], check=False)
    print(f"-- {time.monotonic() - begin:.1f} s, exit {done.returncode}", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
