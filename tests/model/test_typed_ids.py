"""IDs of systems, contracts, vendors, interfaces and packages have types: none stands where another is asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from inspect import get_annotations
from pathlib import Path

import pytest

from readiness.inventory.sections import SECTIONS
from readiness.model.codec import from_plain, to_plain
from readiness.model.fields import facts, ways
from readiness.model.record import Part, SystemId, VendorId

ROOT = Path(__file__).resolve().parents[2] / "readiness"
ROOMS = ("model", "situation", "graph", "gaps", "money", "planning", "lockin", "delivery", "rules", "analysis")
TYPES = {
    "systems": "SystemId",
    "contracts": "ContractId",
    "vendors": "VendorId",
    "interfaces": "InterfaceId",
    "packages": "PackageId",
}
NAMED = re.compile(r"(^|_)(system|contract|vendor|interface|package|hub)s?(_ids?)?_?$")
NOT_IDS = {
    ("model/card.py", "vendor"): "a name on a card that no ledger holds",
    ("model/card.py", "package"): "a name on a card that no ledger holds",
    ("model/standard/passed.py", "vendor"): "a name on the public list",
    ("model/standard/passed.py", "package"): "a name on the public list",
    ("model/lockin/exits.py", "vendor"): "a name on the public list",
    ("model/lockin/exits.py", "package"): "a name on the public list",
    ("model/graphview.py", "hub"): "a node of a picture, which may stand for many systems",
    ("graph/plane/matrix.py", "hubs"): "nodes of a picture",
    ("lockin/leads.py", "hubs"): "nodes of a picture",
    ("graph/focus.py", "vendors"): "vendors or groups of them",
}


def plain_ids(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Fields, parameters and variables that are called as such a thing is and are any string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            name = node.arg
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        else:
            continue
        if node.annotation is not None and NAMED.search(name) and re.search(r"\bstr\b", ast.unparse(node.annotation)):
            yield node.lineno, name


def test_no_room_takes_any_string_for_such_an_id() -> None:
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    found = {
        (path.relative_to(ROOT).as_posix(), name): line
        for path in paths
        for line, name in plain_ids(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert len(paths) > 200
    assert {f"{file}:{line}: {name}" for (file, name), line in found.items() if (file, name) not in NOT_IDS} == set()
    assert NOT_IDS.keys() <= found.keys(), "an exception that is none any more"


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("def f(system: str) -> None: ...", ["system"]),
        ("class A:\n    vendor_id: Maybe[str]\n    packages: tuple[str, ...]", ["vendor_id", "packages"]),
        (
            "def f(by_package: Mapping[str, int], contract: ContractId | None, hosting: str) -> None: ...",
            ["by_package"],
        ),
    ],
)
def test_one_that_comes_back_is_found(code: str, names: list[str]) -> None:
    assert sorted(name for _, name in plain_ids(ast.parse(code))) == sorted(names)


def test_what_a_field_refers_to_is_its_type() -> None:
    """Also where its name says nothing of it: `operator`, `move_after`, `merged_into`."""
    records = {section.record for section in SECTIONS}
    parts = {
        fact.target for record in records for way in ways(record) for fact in way if fact.kind in ("part", "parts")
    }
    seen, wrong = 0, []
    for record in records | {part for part in parts if issubclass(part, Part)}:
        hints = get_annotations(record)
        for fact in facts(record):
            if len(fact.refers) == 1 and (kind := TYPES.get(fact.refers[0])):
                seen += 1
                wrong += [] if kind in hints[fact.name] else [f"{record.__name__}.{fact.name}: {hints[fact.name]}"]
    assert seen > 40 and wrong == []


def test_files_hold_the_strings_themselves() -> None:
    assert from_plain(tuple[SystemId, ...], to_plain((SystemId("juki"),))) == ("juki",)
    with pytest.raises(TypeError):
        from_plain(VendorId, 1)


@pytest.mark.long
def test_a_contract_where_a_system_is_asked_for_is_refused(tmp_path: Path) -> None:
    from mypy import api

    module = tmp_path / "mixed.py"
    module.write_text(
        "from readiness.model.inventory import Inventory\n"
        "from readiness.model.record import ContractId, SystemId\n\n\n"
        "def right(inventory: Inventory, system: SystemId) -> str:\n"
        "    return inventory.system_by_id[system].name\n\n\n"
        "def wrong(inventory: Inventory, contract: ContractId) -> str:\n"
        "    return inventory.system_by_id[contract].name\n",
        encoding="utf-8",
    )
    said, _, status = api.run(["--strict", "--no-incremental", str(module)])
    assert status == 1 and [line.split(":")[1] for line in said.splitlines() if "error:" in line] == ["10"], said


def by_code(tree: ast.Module) -> Iterator[str]:
    """Comparisons with the code of a member of a closed list (`Kind.NAME.value`), where the member itself would do."""
    for node in ast.walk(tree):
        for side in (node.left, *node.comparators) if isinstance(node, ast.Compare) else ():
            if re.fullmatch(r"[A-Z]\w*\.[A-Z_0-9]+\.value", ast.unparse(side)):
                yield ast.unparse(node)


def test_no_kind_is_compared_by_its_code() -> None:
    """One that was held a member against a code and was never true: a due date went missing for it."""
    data = {"standard/compiled.py"}  # of a file, before it has kinds
    paths = [path for path in sorted(ROOT.rglob("*.py")) if path.relative_to(ROOT).as_posix() not in data]
    found = [(path.name, text) for path in paths for text in by_code(ast.parse(path.read_text(encoding="utf-8")))]
    assert found == []
    assert list(by_code(ast.parse("a == GateKind.BUDGET.value"))) == ["a == GateKind.BUDGET.value"]
