"""Write `specs/schemas/solver-*.schema.json` and the tables of `docs/solver_problem.md` from the solver's own values.

python -m tools.make_solver_schemas
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

import yaml

from readiness.solver.codec import FORMAT
from readiness.solver.problem import Problem
from readiness.solver.solution import Solution
from tools.type_schema import DRAFT, TypeSchema

FIELDS = yaml.safe_load((Path(__file__).parent / "solver_words.yaml").read_text(encoding="utf-8"))
PAGE = Path(__file__).resolve().parents[1] / "docs" / "solver_problem.md"
FOLDER = Path(__file__).resolve().parents[1] / "specs" / "schemas"

TITLES: dict[str, tuple[str, str]] = {
    "Problem": ("移行順序の計算問題", "planning problem"),
    "Solution": ("計算結果", "solution"),
    "Move": ("移行単位", "move"),
    "Lump": ("未移行時の一時費用", "lump sum while waiting"),
    "SlotCost": ("枠ごとの希望度", "soft cost of a slot"),
    "Precedence": ("先後関係", "precedence"),
    "Together": ("同時移行", "moves that stay together"),
    "Cap": ("同一枠の上限", "cap per slot"),
    "Resource": ("要員・資源", "renewable resource"),
    "Link": ("連携", "link"),
    "LinkGroup": ("連携の束(ハブ・変換器・事業者)", "group of links"),
    "Retest": ("再試験", "retest"),
    "CostRow": ("費用行", "cost row"),
    "LevelResult": ("目的ごとの結果", "result of a level"),
    "Violation": ("規則違反", "broken rule"),
    "Rule": ("規則", "rule"),
    "Baseline": ("比較用の素朴な順序", "naive order for comparison"),
    "Clash": ("両立しない規則の組", "clash of rules"),
    "Relaxation": ("規則の最小緩和", "least relaxation of a rule"),
    "Stability": ("計画維持の代償", "price of stability"),
    "version": ("形式の版", "version of the form"),
    "horizon": ("枠の数", "number of slots"),
    "moves": ("移行単位", "moves"),
    "precedences": ("先後関係", "precedences"),
    "together": ("同時移行", "moves that stay together"),
    "caps": ("同一枠の上限", "caps per slot"),
    "resources": ("要員・資源", "resources"),
    "links": ("連携", "links"),
    "link_groups": ("連携の束", "groups of links"),
    "retests": ("再試験", "retests"),
    "objective": ("目的(重要な順)", "objective levels, most important first"),
    "peak": ("山を抑える資源", "resource whose peak counts"),
    "id": ("識別子", "id"),
    "name": ("名前", "name"),
    "slots": ("枠", "slots"),
    "duration": ("作業の枠数(自身の枠まで)", "slots of work up to and including its own"),
    "effort": ("資源の使用量(1枠当たり)", "use of resources per slot of work"),
    "waiting": ("未移行1枠当たりの費用", "cost per slot while waiting"),
    "lumps": ("未移行時の一時費用", "lump sums while waiting"),
    "slot_costs": ("枠ごとの希望度", "soft costs of slots"),
    "due": ("期限の枠", "due slot"),
    "late_weight": ("期限超過の重み", "weight of lateness"),
    "fixed": ("固定した枠", "fixed slot"),
    "change_weight": ("変更の重み", "weight of a change"),
    "slot": ("枠", "slot"),
    "amount": ("量", "amount"),
    "before": ("先", "the earlier move"),
    "after": ("後", "the later move"),
    "min_lag": ("最小間隔", "least lag"),
    "max_lag": ("最大間隔", "greatest lag"),
    "limit": ("上限", "limit"),
    "weights": ("重み", "weights"),
    "parties": ("関係者", "parties"),
    "limit_at": ("枠ごとの上限", "limit at single slots"),
    "capacity": ("容量", "capacity"),
    "capacity_at": ("枠ごとの容量", "capacity at single slots"),
    "a": ("一端", "one end"),
    "b": ("他端", "other end"),
    "build_a_first": ("一端が先のときの構築費", "build cost when a moves first"),
    "build_b_first": ("他端が先のときの構築費", "build cost when b moves first"),
    "hold_a_first": ("一端が先のときの1枠当たり費用", "cost per slot apart when a moved first"),
    "hold_b_first": ("他端が先のときの1枠当たり費用", "cost per slot apart when b moved first"),
    "setup": ("開設費", "set-up cost per opening"),
    "each": ("1連携当たりの追加費", "marginal cost per link"),
    "at": ("再試験する移行単位", "the move that is retested"),
    "neighbours": ("相手", "neighbours"),
    "when": ("時期", "when"),
    "per": ("数え方", "counted per"),
    "mode": ("計算の種類", "mode"),
    "status": ("状態", "status"),
    "rows": ("費用行", "cost rows"),
    "levels": ("目的ごとの結果", "results per level"),
    "violations": ("規則違反", "broken rules"),
    "baselines": ("比較用の素朴な順序", "naive orders for comparison"),
    "clash": ("両立しない規則の組", "clash of rules"),
    "stability": ("計画維持の代償", "price of stability"),
    "work": ("計算量", "work spent"),
    "seed": ("乱数の種", "seed"),
    "workers": ("並列数", "workers"),
    "reproducible": ("再現可能", "reproducible"),
    "kind": ("種類", "kind"),
    "part": ("内訳", "part"),
    "quantity": ("数量", "quantity"),
    "level": ("目的", "level"),
    "value": ("値", "value"),
    "bound": ("下界", "lower bound"),
    "bound_by": ("下界の求め方", "how the bound was found"),
    "optimality_gap": ("最適性の隔たり", "optimality gap"),
    "rule": ("規則", "rule"),
    "excess": ("超過量", "excess"),
    "values": ("目的ごとの値", "value per level"),
    "rules": ("規則", "rules"),
    "minimal": ("極小である", "is minimal"),
    "relaxations": ("最小緩和", "least relaxations"),
    "changed": ("枠の変わった移行単位", "moves with a changed slot"),
    "price": ("目的ごとの差", "difference per level"),
    "Attempt": ("終わらなかった試み", "attempt that came to no end"),
    "tried": ("試した方法", "what was tried"),
    "method": ("方法", "method"),
}


def titled(name: str, rest: dict[str, Any]) -> dict[str, Any]:
    """A schema with its titles in both languages in front."""
    ja, en = TITLES[name]
    return {"title": ja, "x-en": en, **rest}


def explained(about: Mapping[str, Any]) -> dict[str, Any]:
    """What a field means, its unit and an example."""
    unit = {"x-unit": about["unit"]} if about["unit"] else {}
    return {"description": about["ja"], "x-description-en": about["en"], **unit, "examples": [about["example"]]}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


class Schema(TypeSchema):
    """With titles in both languages; reading demands less than writing."""

    def __init__(self, *, all_required: bool) -> None:
        super().__init__()
        self.all_required = all_required

    def record(self, kind: Any) -> dict[str, Any]:
        """The schema of one record."""
        found = super().record(kind)
        words = FIELDS[kind.__name__]
        found["properties"] = {
            name: titled(name, inner) | explained(words[name]) for name, inner in found["properties"].items()
        }
        if not self.all_required and is_dataclass(kind):
            found["required"] = [f.name for f in fields(kind) if f.default is MISSING]
            for f in fields(kind):
                known = {} if f.default is MISSING else {"default": _plain(f.default)}
                found["properties"][f.name] |= known
        if kind is Problem:  # what a repair puts in front by itself is no objective of a problem
            levels = found["properties"]["objective"]["items"]["enum"]
            found["properties"]["objective"]["items"] = {"enum": [x for x in levels if x not in {"changes", "shift"}]}
        if kind.__name__ == "LevelResult":
            found["properties"]["optimality_gap"] = titled("optimality_gap", {"type": "number"}) | explained(
                words["optimality_gap"]
            )
        return titled(kind.__name__, found)


def schema(kind: Any, *, all_required: bool) -> dict[str, Any]:
    """The whole schema of a problem or a solution."""
    walker = Schema(all_required=all_required)
    root = walker.record(kind)
    version = {"const": FORMAT, **explained(FIELDS[kind.__name__]["version"])}
    root["properties"] = {"version": titled("version", version), **root["properties"]}
    return {
        "$schema": DRAFT,
        **root,
        "$defs": dict(sorted(walker.defs.items())),
    }


def texts() -> dict[str, str]:
    """File name → text of both schemas."""
    kinds = {"solver-problem": (Problem, False), "solver-solution": (Solution, True)}
    return {
        f"{name}.schema.json": json.dumps(schema(kind, all_required=every), ensure_ascii=False, indent=1) + "\n"
        for name, (kind, every) in kinds.items()
    }


MARK = "<!-- fields: python -m tools.make_solver_schemas -->"


def page() -> str:
    """The page on problems, with its tables made anew."""
    return PAGE.read_text(encoding="utf-8").partition(MARK)[0] + MARK + "\n" + "\n".join(_tables()) + "\n"


def _tables() -> Iterator[str]:
    problem, solution = schema(Problem, all_required=False), schema(Solution, all_required=True)
    for name, record in {"Problem": problem, **problem["$defs"]}.items():
        yield f"\n### {name}: {record['x-en']}\n"
        yield "| field | unit | default | example | meaning |\n|---|---|---|---|---|"
        for field, about in record["properties"].items():
            known = f"`{json.dumps(about['default'])}`" if "default" in about else ""
            shown = json.dumps(about["examples"][0], ensure_ascii=False)
            needed = "**required**" if field in record["required"] else known
            yield f"| `{field}` | {about.get('x-unit', '')} | {needed} | `{shown}` | {about['x-description-en']} |"
    yield "\n## Fields of a solution"
    for name, record in {"Solution": solution, **solution["$defs"]}.items():
        yield f"\n### {name}: {record['x-en']}\n"
        yield "| field | unit | example | meaning |\n|---|---|---|---|"
        for field, about in record["properties"].items():
            shown = json.dumps(about["examples"][0], ensure_ascii=False)
            yield f"| `{field}` | {about.get('x-unit', '')} | `{shown}` | {about['x-description-en']} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
