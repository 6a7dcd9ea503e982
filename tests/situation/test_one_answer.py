"""Nobody but the room `situation` reads where a system stands, nor tests whether a contract has ended."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

READINESS = Path(__file__).resolve().parents[2] / "readiness"
FIELDS = frozenset({"migrated", "live_date", "planned_date", "owner_division", "moves"})
# Values with an attribute of the same name that are no records of systems.
OTHERS = frozenset({"stand", "stands", "decided", "node", "gap"})
SYSTEMS = frozenset({"system", "s", "record", "systems", "system_by_id", "staying", "first", "own"})
# Rules about contradictions in the record itself: they set one statement of it against another.
CONTRADICTIONS = {
    "rules/dates.py": {"system_live_date", "system_moved_against_dates"},
    "rules/plan.py": {"plan_against_record"},
    "rules/state.py": {"_why"},
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(READINESS.rglob("*.py")):
        name = path.relative_to(READINESS).as_posix()
        if not name.startswith(("situation/", "solver/")):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name, node


def base_of(node: ast.Attribute) -> str:
    """The last name before the attribute: `context.stands[x].migrated` → stands, `case.system.moves` → system."""
    inner = node.value
    while isinstance(inner, ast.Subscript):
        inner = inner.value
    return inner.attr if isinstance(inner, ast.Attribute) else inner.id if isinstance(inner, ast.Name) else "?"


def raw_reads(tree: ast.AST) -> list[str]:
    return [f"{base}.{node.attr}" for node in attributes(tree) if raw(base := base_of(node), node.attr)]


def attributes(tree: ast.AST) -> list[ast.Attribute]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]


def raw(base: str, field: str) -> bool:
    """`moves` is also what a plan is made of: there only the names that systems go by are looked at."""
    return field in FIELDS and (base in SYSTEMS if field == "moves" else base not in OTHERS)


def test_nobody_reads_the_state_of_a_system_raw() -> None:
    found = {
        (name, function): reads
        for name, tree in sources()
        for function, node in functions(tree)
        if (reads := raw_reads(node)) and function not in CONTRADICTIONS.get(name, set())
    }
    assert not found, "ask readiness.situation"


def test_nobody_compares_the_end_of_a_contract_with_the_day() -> None:
    def end(node: ast.AST) -> bool:
        return isinstance(node, ast.Attribute) and node.attr == "end" and base_of(node) in {"contract", "c", "one"}

    def day(node: ast.AST) -> bool:
        return "as_of" in (getattr(node, "id", ""), getattr(node, "attr", ""))

    found = [
        (name, node.lineno)
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        and any(end(side) for side in (node.left, *node.comparators))
        and any(day(side) for side in (node.left, *node.comparators))
    ]
    assert not found, "ask readiness.situation.contracts"


def test_what_is_allowed_is_there_still() -> None:
    """The list shrinks with the code: a name that is gone, or reads nothing any more, leaves it."""
    trees = dict(sources())
    for name, allowed in CONTRADICTIONS.items():
        reading = {function for function, node in functions(trees[name]) if raw_reads(node)}
        assert allowed <= reading, name
