"""Compare two output folders: `python tools/same_output.py A B` ends with 1 and a list where they differ.

Same input must give the same bytes, and inside workbooks the same members with the same bytes; PDF files are excepted,
and so is the manifest, which only repeats the digests of the rest.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

EXCEPTED_SUFFIXES = {".pdf"}
EXCEPTED_NAMES = {".readiness-output.json"}


def contents(folder: Path) -> dict[str, bytes]:
    """Relative path → bytes; a workbook counts as its members."""
    return dict(_contents(folder))


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix in EXCEPTED_SUFFIXES or path.name in EXCEPTED_NAMES:
            continue
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield name, "\n".join(book.namelist()).encode()
                yield from ((f"{name}!{member}", book.read(member)) for member in book.namelist())
        else:
            yield name, path.read_bytes()


def differences(one: Path, other: Path) -> list[str]:
    """Names that only one side has, and for the rest where the bytes first differ."""
    a, b = contents(one), contents(other)
    found = [f"only in {one}: {name}" for name in sorted(a.keys() - b.keys())]
    found += [f"only in {other}: {name}" for name in sorted(b.keys() - a.keys())]
    for name in sorted(a.keys() & b.keys()):
        if a[name] != b[name]:
            at = next((i for i, (x, y) in enumerate(zip(a[name], b[name], strict=False)) if x != y), -1)
            at = at if at >= 0 else min(len(a[name]), len(b[name]))
            around = slice(max(0, at - 40), at + 40)
            found.append(f"differs at byte {at}: {name}\n  {a[name][around]!r}\n  {b[name][around]!r}")
    return found


def main() -> int:
    """Exit code 0 where both folders hold the same."""
    one, other = map(Path, sys.argv[1:])
    if not contents(one):
        print(f"{one} is empty", file=sys.stderr)
        return 1
    found = differences(one, other)
    print("\n".join(found) or f"{len(contents(one))} files and members are the same")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
