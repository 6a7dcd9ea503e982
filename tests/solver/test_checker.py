"""The checker stands alone: it reads problem and solution, and nothing that prices, models or searches."""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path

ALONE = {"readiness.solver.problem", "readiness.solver.solution", "readiness.solver.violations"}


def test_the_checker_shares_no_code_with_model_pricing_or_search() -> None:
    for name in ("checker", "violations"):
        tree = ast.parse(Path(find_spec(f"readiness.solver.{name}").origin).read_text(encoding="utf-8"))
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        ours = {module for module in imported if module.startswith("readiness")}
        assert ours <= ALONE, name
