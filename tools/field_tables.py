"""Tables written in the program that are keyed by names of fields or sections: `python tools/field_tables.py [ROOT]`.

Each is a place a new field may have to be entered in. Counted is every literal collection (dict, list, set, tuple) at
the top of a module or inside a function that holds at least two different names of fields, sections or record classes,
where these are at least half of its texts. `docs/field_tables.md` lists what is left with the reason why it stays; a
test keeps the two equal.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from readiness.inventory.sections import DECISIONS, SECTIONS
from readiness.model.fields import ways

ROOT = Path(__file__).resolve().parents[1]
HALF = 0.5
# Rooms that hold no records of an inventory: a `code` there is a word of JSON, a `kind` one of a picture.
OTHERS = ("solver", "messages", "standard", "store", "cli")


class Found(NamedTuple):
    """One table: where it stands, what it is called and the names it holds."""

    place: str
    name: str
    names: tuple[str, ...]


def known_names() -> frozenset[str]:
    """Names of sections, record classes and fields that stand for one thing only (no `id`, `name`, `date`, …)."""
    found = set()
    for section in (*SECTIONS, *DECISIONS):
        found |= {section.key, section.record.__name__}
        found |= {name for way in ways(section.record) for fact in way for name in (fact.key, fact.owner)}
    return frozenset(found) - {
        "id",
        "name",
        "date",
        "number",
        "item",
        "text",
        "kind",
        "code",
        "note",
        "title",
        "subject",
    }


def tables(root: Path) -> Iterator[Found]:
    """Every such table below `root/readiness`, in the order of the files."""
    names = known_names()
    for path in sorted((root / "readiness").rglob("*.py")):
        room = path.relative_to(root / "readiness").parts[0]
        if room not in OTHERS:
            yield from _in_module(path.relative_to(root).as_posix(), ast.parse(path.read_text("utf-8")), names)


def _in_module(place: str, tree: ast.Module, names: frozenset[str]) -> Iterator[Found]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            called = target.id if isinstance(target, ast.Name) else ast.unparse(target)
            literal = _literal(node.value)
        elif isinstance(node, ast.For | ast.comprehension):
            called, literal = f"for {ast.unparse(node.target)}", _literal(node.iter)
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In):
            called, literal = f"{ast.unparse(node.left)} in", _literal(node.comparators[0])
        else:
            continue
        if literal is not None:
            texts = [
                part for part in ast.walk(literal) if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            held = [text.value for text in texts if text.value.rpartition(".")[2] in names]
            if len(set(held)) > 1 and len(held) >= HALF * len(texts):
                yield Found(place, called, tuple(dict.fromkeys(held)))


def _literal(value: ast.expr) -> ast.expr | None:
    """The collection itself, inside a call like `frozenset(…)` or a union of several too."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ("frozenset", "tuple"):
        return _literal(value.args[0]) if value.args else None
    if isinstance(value, ast.BinOp):
        return value if _literal(value.left) is not None or _literal(value.right) is not None else None
    return value if isinstance(value, ast.Dict | ast.List | ast.Set | ast.Tuple) else None


if __name__ == "__main__":
    for found in tables(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT):
        print(f"{found.place}\t{found.name}\t{', '.join(found.names)}")
