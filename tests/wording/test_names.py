"""One word per thing: no module, class, function, field or key of the catalogue uses a name that went."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tools import names_page

ROOT = Path(__file__).resolve().parents[2]
GONE = {gone: row["name"] for row in names_page.names() for gone in row["gone"]}


def defined(path: Path) -> Iterator[str]:
    """What a module defines for others to use: itself, classes, functions, and the fields of its classes."""
    yield path.stem
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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


# Names inside a function that went too (what was written is `stated`), and the rooms that still have them.
LOCAL = {"told": "stated", "_told": "_stated"}
STILL = ("readiness/intake/", "readiness/portfolio/", "readiness/app/joint.py", "readiness/app/confirm.py",
         "readiness/exchange/confirmation.py", "readiness/exchange/reading_text.py")  # fmt: skip


def names_in(text: str) -> Iterator[str]:
    """Every variable, parameter, attribute and keyword of a module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.arg | ast.keyword):
            yield node.arg or ""
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name


def test_nothing_inside_a_function_has_a_name_that_went() -> None:
    used = [
        f"{place}: {name} → {LOCAL[name]}"
        for path in sorted((ROOT / "readiness").rglob("*.py"))
        if not (place := path.relative_to(ROOT).as_posix()).startswith(STILL)
        for name in set(names_in(path.read_text(encoding="utf-8"))) & set(LOCAL)
    ]
    assert used == []


@pytest.mark.parametrize("folder", ["words", "rules"])
def test_the_catalogue_uses_no_name_that_went(folder: str) -> None:
    for source in sorted((ROOT / "readiness" / "messages" / folder).glob("*.yaml")):
        keys = yaml.safe_load(source.read_text(encoding="utf-8"))
        used = [key for key in keys if set(key.split(".")) & set(GONE)]
        assert used == [], source.name


def test_the_page_of_names_is_current() -> None:
    assert names_page.PAGE.read_text(encoding="utf-8") == names_page.page(), "run tools/names_page.py"
