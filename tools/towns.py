"""Three towns whose every output is pinned: `make accept` after a wanted change, `tests/towns/test_gate.py` before it.

`digests.txt` holds one line per output file and per key of `analysis.json` (two levels deep): town, name, digest.
`identities.txt` holds every gap ID and finding fingerprint ever seen: they stand in registers and waivers of real
bodies. Accepting adds lines to it and never takes one away; what is really gone stands in `gone.txt` with its reason.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import chdir
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch

from readiness.app.analyze import analyze
from readiness.graph import layout
from tools import make_output_schemas, readme_parts
from tools.same_output import contents

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "towns"
_MADE = re.compile(rb'"made":{[^}]*},')
DIGESTS, IDENTITIES, GONE = (FOLDER / name for name in ("digests.txt", "identities.txt", "gone.txt"))
TOWNS: Mapping[str, str] = {
    "aozora-shi": "inventories/aozora-shi",
    "karamari-cho": "tests/towns/karamari-cho",
    "midori-cho": "inventories/midori-cho",
}
HOW = "Where the change is wanted: `make accept`, and list it in the commit by code and number."
_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "#")  # of a merge, and comments

Lines = Mapping[str, str]
"""What a line is about ("town name") → what it says."""


def analysed(town: str, out: Path, reader: str = "庁内") -> Path:
    """The output folder of one town for a reader, named from the root so that places read the same on every machine."""
    patient = partial(layout.render, timeout=600.0)  # a busy machine must not fall back to the plain layout

    def render(dot: str, output: str, **_: float) -> bytes:
        return patient(dot, output)

    with chdir(ROOT), patch.object(layout, "render", render):
        result = analyze(Path(TOWNS[town]), out=out, audience=reader)
    if result.folder is None:
        raise ValueError(f"{town} cannot be read: {[finding.message for finding in result.checked.findings]}")
    return result.folder


def digests(town: str, folder: Path) -> dict[str, str]:
    """Line by line what `digests.txt` says of one town. A workbook counts as its members, not as a zip."""
    files: dict[str, list[tuple[str, bytes]]] = {}
    for name, content in contents(folder).items():
        files.setdefault(name.partition("!")[0], []).append((name, content))
    found = {
        f"{town} {name}": _digest(*(_steady(name, part) for pair in parts for part in pair))
        for name, parts in files.items()
    }
    for key, value in _keys(_analysis(folder)):
        found[f"{town} analysis.json#{key}"] = _digest(json.dumps(value, ensure_ascii=False))
    return found


def _steady(name: str, part: str | bytes) -> str | bytes:
    """A part without the digest of the program that made it, which says nothing of what was made."""
    return _MADE.sub(b"", part) if name.startswith("history/") and isinstance(part, bytes) else part


def _keys(analysis: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in analysis.items():
        if isinstance(value, dict) and value:
            yield from ((f"{key}.{inner}", below) for inner, below in value.items())
        else:
            yield key, value


def _digest(*parts: str | bytes) -> str:
    whole = sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        whole.update(f"{len(raw)}:".encode() + raw)
    return whole.hexdigest()[:16]


def _analysis(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "analysis.json").read_text(encoding="utf-8"))


def identities(town: str, folder: Path) -> dict[str, str]:
    """Gap IDs with what they ask for, and fingerprints with code and subject, of one town."""
    found = {}
    for entry in _analysis(folder)["register"]["entries"]:
        found[f"{town} gap {entry['id']}"] = f"{entry['gap']['requirement']} {entry['gap']['system']}"
    for finding in json.loads((folder / "findings.json").read_text(encoding="utf-8"))["findings"]:
        subject = f"{finding['subject']['kind']} {finding['subject']['id']}"
        found[f"{town} finding {finding['fingerprint']}"] = f"{finding['code']} {subject}"
    return found


def read(path: Path) -> tuple[dict[str, str], list[str]]:
    """The lines of a pinned file, and what stands in it twice (after a merge both sides' lines stand there)."""
    found: dict[str, str] = {}
    twice = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if not line.strip() or line.startswith(_MARKS):
            continue
        words = 3 if path != DIGESTS else 2
        parts = line.split(" ", words)
        about, says = " ".join(parts[:words]), "".join(parts[words:])
        if found.setdefault(about, says) != says:
            twice.append(about)
    return found, twice


def changed(pinned: Lines, now: Lines) -> list[str]:
    """One line per difference of two sets of digests, in order."""
    gone = [f"no longer written: {name}" for name in pinned.keys() - now.keys()]
    new = [f"new: {name}" for name in now.keys() - pinned.keys()]
    other = [f"differs: {name}" for name in pinned.keys() & now.keys() if pinned[name] != now[name]]
    return [*sorted(gone), *sorted(new), *sorted(other)]


def lost(pinned: Lines, now: Lines, gone: Lines) -> list[str]:
    """Pinned identities that are not there any more, or now mean something else, and have no reason in `gone.txt`."""
    return [f"{about} {says}" for about, says in sorted(pinned.items()) if about not in gone and now.get(about) != says]


def _write(path: Path, lines: Lines) -> None:
    text = "".join(f"{about} {says}\n" for about, says in sorted(lines.items()))
    path.write_text(text, encoding="utf-8", newline="\n")


def accept(folders: Mapping[str, Path]) -> Iterator[str]:
    """Rewrite the digests, add new identities; yields what changed."""
    pinned, _ = read(DIGESTS)
    now = {key: value for town, folder in folders.items() for key, value in digests(town, folder).items()}
    yield from changed(pinned, now)
    _write(DIGESTS, now)
    known, _ = read(IDENTITIES)
    ids = {key: value for town, folder in folders.items() for key, value in identities(town, folder).items()}
    yield from (f"new: {about} {says}" for about, says in sorted(ids.items()) if about not in known)
    _write(IDENTITIES, ids | known)
    yield from _still_lost(lost(known, ids, read(GONE)[0]))


def _still_lost(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"GONE, and it stands in registers and waivers: {line}"


def main() -> int:
    """Analyse the towns and accept what they give now; exit code 1 where an identity is lost without a reason.

    The published schemas of analysis.json and plan.json follow what is written, and what the READMEs print.
    """
    make_output_schemas.write()
    readme_parts.write()
    with tempfile.TemporaryDirectory() as scratch:
        said = list(accept({town: analysed(town, Path(scratch)) for town in TOWNS}))
    print("\n".join(said) or "nothing changed")
    bad = any(line.startswith("GONE") for line in said)
    if bad:
        print(f"Bring these back, or write the line and its reason into {GONE.relative_to(ROOT)}.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
