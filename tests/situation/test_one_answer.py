"""Nobody but the room `situation` reads where a system stands, nor tests whether a contract has ended."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

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
NAMED = FIELDS - {"moves"}  # which is a word of plans as well
# Rooms that bring records in and write them out as they stand.
RECORDS = ("intake/", "inventory/", "exchange/", "sources/", "tables/", "model/")
# What prints or compares the record as it is written, says which fields are asked for or hidden, and the contradiction
# of one field with another.
AS_WRITTEN = {
    "analysis/diff.py": {"_STATE_FIELDS"},
    "gaps/matters.py": {"MATTERS"},
    "report/papers/withheld.py": {"_UNASKED", "_OF_DIVISIONS"},
    "report/workbook/sheets.py": {"_SYSTEM"},
    "rules/state.py": {"_MOVES"},
}


@cache
def sources() -> dict[str, str]:
    listed = {path.relative_to(READINESS).as_posix(): path for path in sorted(READINESS.rglob("*.py"))}
    return {
        name: path.read_text(encoding="utf-8")
        for name, path in listed.items()
        if not name.startswith(("situation/", "solver/"))
    }


def trees(words: Iterable[str]) -> Iterator[tuple[str, ast.Module]]:
    """The modules in which one of the words stands."""
    wanted = tuple(words)
    for name, text in sources().items():
        if any(word in text for word in wanted):
            yield name, ast.parse(text)


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Every function, and what stands outside of them by the name it is given."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
    for node in (*tree.body, *(part for one in tree.body if isinstance(one, ast.ClassDef) for part in one.body)):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield next((one.id for one in targets if isinstance(one, ast.Name)), "module"), node


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


BY_NAME = frozenset({"getattr", "hasattr", "attrgetter", "itemgetter", "get", "pop", "setdefault"})


def named_reads(tree: ast.AST) -> list[str]:
    """Fields that are read by their names: `getattr`, `attrgetter`, `match`, keys of a record, lists of such names."""
    found: list[str] = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in BY_NAME:
                found += [f"{name} {field}" for field in _fields(node.args)]
            case ast.Subscript(ctx=ast.Load()):
                found += [f"[{field}]" for field in _fields([node.slice])]
            case ast.MatchClass():
                found += [f"case {field}" for field in node.kwd_attrs if field in NAMED]
            case ast.MatchMapping():
                found += [f"case {field}" for field in _fields(node.keys)]
            case ast.Tuple() | ast.List() | ast.Set():
                found += [f"list {field}" for field in _fields(node.elts)]
            case _:
                pass
    return found


def _fields(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (field for field in [node.value.rpartition(".")[2]] if field in NAMED)


@pytest.mark.parametrize(
    "source",
    [
        "getattr(system, 'migrated')",
        "hasattr(system, 'live_date')",
        "sorted(systems, key=attrgetter('after.planned_date'))",
        "match system:\n case System(migrated=True): pass",
        "match data:\n case {'planned_date': day}: pass",
        "record['live_date']",
        "data.get('owner_division')",
        "STATED = [getattr(system, key) for key in ('planned_date', 'areas')]",
    ],
)
def test_a_field_read_by_its_name_is_seen(source: str) -> None:
    assert named_reads(ast.parse(source))


@pytest.mark.parametrize(
    "source", ["class A:\n day = lambda self: self.system.live_date", "X = system.migrated", "async def f(): s.moves"]
)
def test_a_read_outside_of_plain_functions_is_seen(source: str) -> None:
    assert any(raw_reads(node) for _, node in functions(ast.parse(source)))


def test_nobody_reads_the_state_of_a_system_by_the_names_of_its_fields() -> None:
    found = {
        (name, place): reads
        for name, tree in trees(NAMED)
        for place, node in functions(tree)
        if not name.startswith(RECORDS)
        if (reads := named_reads(node)) and place not in AS_WRITTEN.get(name, set())
    }
    assert not found, "ask readiness.situation"


def test_nobody_reads_the_state_of_a_system_raw() -> None:
    found = {
        (name, function): reads
        for name, tree in trees(FIELDS)
        for function, node in functions(tree)
        if (reads := raw_reads(node)) and function not in CONTRADICTIONS.get(name, set())
    }
    assert not found, "ask readiness.situation"


def test_nobody_compares_the_end_of_a_contract_with_the_day() -> None:
    found = [(name, node.lineno) for name, tree in trees([".end"]) for node in ends_against_today(tree)]
    assert not found, "ask readiness.situation.contracts"


def ends_against_today(tree: ast.AST) -> list[ast.expr]:
    """Where the end of anything but a party or a term of prices meets the day of the record."""

    def end(node: ast.AST) -> bool:
        return isinstance(node, ast.Attribute) and node.attr == "end" and base_of(node) not in {"self", "party"}

    def day(node: ast.AST) -> bool:
        return bool({"as_of", "today", "now"} & {getattr(node, "id", ""), getattr(node, "attr", "")})

    def sides(node: ast.AST) -> tuple[ast.expr, ...]:
        match node:
            case ast.Compare():
                return (node.left, *node.comparators)
            case ast.BinOp():
                return (node.left, node.right)
            case ast.Call():
                return tuple(node.args)
        return ()

    return [node for node in ast.walk(tree) if any(map(end, both := sides(node))) and any(map(day, both))]  # type: ignore[misc]


@pytest.mark.parametrize(
    "source",
    ["held.end < context.as_of", "today - k.end", "days_between(other.end, as_of)", "as_of >= contracts[0].end"],
)
def test_an_end_that_meets_the_day_is_seen(source: str) -> None:
    assert ends_against_today(ast.parse(source))


def test_what_is_allowed_is_there_still() -> None:
    """The list shrinks with the code: a name that is gone, or reads nothing any more, leaves it."""
    found = dict(trees(FIELDS))
    for name, allowed in CONTRADICTIONS.items():
        reading = {function for function, node in functions(found[name]) if raw_reads(node)}
        assert allowed <= reading, name
    for name, allowed in AS_WRITTEN.items():
        reading = {place for place, node in functions(found[name]) if named_reads(node)}
        assert allowed <= reading, name
