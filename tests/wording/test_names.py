"""One word per thing: no module, class, function, field or key of the catalogue uses a name that went."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from tools import names_page

ROOT = Path(__file__).resolve().parents[2]
GONE = {gone: row["name"] for row in names_page.names() for gone in row["gone"]}


@cache
def parsed(path: Path) -> ast.Module:
    """A module, parsed once for all tests of this file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def defined(path: Path) -> Iterator[str]:
    """What a module defines for others to use: itself, classes, functions, and the fields of its classes."""
    yield path.stem
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ClassDef):
            yield node.name
            yield from (
                item.target.id
                for item in node.body
                if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
            )
        elif isinstance(node, ast.FunctionDef):
            yield node.name


def test_the_code_uses_no_name_that_went() -> None:
    modules = sorted((ROOT / "readiness").rglob("*.py"))
    assert len(modules) > 300 and len(GONE) > 10
    used = []
    for path in modules:
        room = path.relative_to(ROOT / "readiness").parts[0]
        for name in defined(path):
            again = GONE.get(name) or GONE.get(f"{room}/{name}")
            used += [f"{path.relative_to(ROOT).as_posix()}: {name} → {again}"] if again else []
    assert used == []


WORDS = names_page.words()
PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")  # of snake_case, CamelCase and a key-with.dots


def retired(name: str) -> set[str]:
    """The retired words a name is made of."""
    return {piece.lower() for piece in PIECES.findall(name)} & WORDS.keys()


def names_in(tree: ast.Module) -> Iterator[str]:
    """Every variable, parameter, attribute, keyword, function, class and imported name of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.arg | ast.keyword):
            yield node.arg or ""
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield f"{node.name}.{node.asname or ''}"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("_tax_told", {"told"}), ("TOLD", {"told"}), ("ToldAreas", {"told"}), ("a.looks-of", {"looks"}),
        ("casefold", set()), ("LookupError", set()), ("ascii_lowercase", set()), ("IGNORECASE", set()), ("bold", set()),
    ],
)  # fmt: skip
def test_a_retired_word_is_found_in_any_spelling(name: str, words: set[str]) -> None:
    assert retired(name) == words


def test_no_identifier_has_a_retired_word() -> None:
    paths = sorted(path for room in ("readiness", "tools") for path in (ROOT / room).rglob("*.py"))
    assert with_retired(paths) == []


def with_retired(paths: list[Path]) -> list[str]:
    """Identifiers that hold a retired word, each with what says it."""
    return [
        f"{path.relative_to(ROOT).as_posix()}: {name} ({', '.join(WORDS[word] for word in retired(name))})"
        for path in paths
        for name in sorted({path.stem, *names_in(parsed(path))})
        if retired(name)
    ]


def test_nothing_that_measures_or_tests_has_one_either() -> None:
    """Names of tests are sentences; in their variables a thing may be `told`."""
    paths = sorted(path for room in ("bench", "tests") for path in (ROOT / room).rglob("*.py"))
    free = re.compile(r"(?i): (test_\w+|\w*(told|tells?)\w*) \(")
    assert len(paths) > 200 and [row for row in with_retired(paths) if not free.search(row)] == []


# What an interface, a flow, a line of a picture and a temporary link may be called: never by the word of another.
KINDS = {
    "Interface": {"flow", "edge", "link"}, "Flow": {"interface", "edge", "link"},
    "GraphEdge": {"interface", "flow", "link"}, "TemporaryLink": {"interface", "flow", "edge"},
}  # fmt: skip


def typed_names(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names of parameters, fields and variables that say their kind, with it; loops over interfaces and flows too."""
    for node in ast.walk(tree):
        kind = getattr(node, "annotation", None)
        if isinstance(node, ast.arg) and isinstance(kind, ast.Name):
            yield node.arg, kind.id
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and isinstance(kind, ast.Name):
            yield node.target.id, kind.id
        elif isinstance(node, ast.For | ast.comprehension) and isinstance(node.target, ast.Name):
            of = ast.unparse(node.iter).rsplit("inventory.", 1)
            if len(of) == 2 and of[1] == "interfaces":
                yield node.target.id, "Interface"


def test_one_word_for_a_connection_of_each_kind() -> None:
    seen, used = 0, []
    for path in sorted((ROOT / "readiness").rglob("*.py")):
        for name, kind in typed_names(parsed(path)):
            seen += kind in KINDS
            if {piece.lower().removesuffix("s") for piece in PIECES.findall(name)} & KINDS.get(kind, set()):
                used.append(f"{path.relative_to(ROOT).as_posix()}: {name} is of {kind}")
    assert seen > 30 and used == []


@pytest.mark.parametrize("folder", ["words", "rules"])
def test_the_catalogue_uses_no_name_that_went(folder: str) -> None:
    for source in sorted((ROOT / "readiness" / "messages" / folder).glob("*.yaml")):
        keys = yaml.safe_load(source.read_text(encoding="utf-8"))
        used = [key for key in keys if set(key.split(".")) & set(GONE) or retired(key)]
        assert used == [], source.name


def test_the_page_of_names_is_current() -> None:
    assert names_page.PAGE.read_text(encoding="utf-8") == names_page.page(), "run tools/names_page.py"
