"""Sentences of the catalogue that no test brings about.

    READINESS_SAID=said make test && PYTHONPATH=. python tools/unsaid.py said

While `READINESS_SAID` names a folder, every process of the tests writes the keys of what it has said into a file there
(`tests/conftest.py`). Told here are those of sentences about input, of refusals and of usage that are in none of them,
but for those of `tests/unsaid.txt`, each with its reason. Exit code 1 where there are others.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from readiness.messages.catalogue import load_words

# Words for what a person did, gave or asked for, and what became of it; the others are heads, names and figures.
ERRORS = ("source.", "input.", "store.", "standard.", "exchange.note.", "order.", "reading.refused")
ROOT = Path(__file__).parents[1]
LIST = ROOT / "tests" / "unsaid.txt"


def sentences() -> set[str]:
    """The keys of all such sentences, and of whatever else the code raises."""
    segments = {prefix.partition(".")[0] for prefix in ERRORS}
    return {key for segment in segments for key in load_words(segment) if key.startswith(ERRORS)} | raised()


def raised() -> set[str]:
    """The keys that stand in a `raise` anywhere in the program."""
    found: set[str] = set()
    for file in (ROOT / "readiness").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for call in ast.walk(node) if isinstance(node, ast.Raise) else ():
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("text", "Text"):
                    stated = call.args[0]
                    found |= _keys(stated)
    return found


def _keys(stated: ast.expr) -> set[str]:
    """One key, or all that begin as an f-string does."""
    if isinstance(stated, ast.Constant):
        return {str(stated.value)}
    if isinstance(stated, ast.IfExp):
        return _keys(stated.body) | _keys(stated.orelse)
    if isinstance(stated, ast.JoinedStr) and isinstance(stated.values[0], ast.Constant):
        begin = str(stated.values[0].value)
        return {key for key in load_words(begin.partition(".")[0]) if key.startswith(begin)}
    return set()


def stated(folder: Path) -> set[str]:
    """The keys of what the tests have said."""
    return {key for file in folder.iterdir() for key in file.read_text(encoding="utf-8").split()}


def excused() -> dict[str, str]:
    """Key → why no test brings it about."""
    lines = LIST.read_text(encoding="utf-8").splitlines() if LIST.is_file() else []
    return {key: why.strip() for key, _, why in (line.partition(" ") for line in lines if line and line[0] != "#")}


def main(folder: str) -> int:
    """Print what is left."""
    left = sorted(sentences() - stated(Path(folder)) - excused().keys())
    for key in left:
        print(key)
    print(f"{len(sentences())} sentences, {len(left)} that no test brings about", file=sys.stderr)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
