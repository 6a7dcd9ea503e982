"""What a command made of a ledger: the inventory it wrote, in the words of an expectation."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unicodedata import normalize

import yaml

MONEY = "amount_yen"
FIELDS = (
    *("areas", "vendor", MONEY, "contract_end", "contract_start", "go_live"),
    *("planned", "migrated", "conformance", "division", "package"),
)
SELF = {"自団体", "self", "own"}
UNKNOWN = {"", "unknown", "未確認", "不明", "none"}
_AREAS = {
    "resident_registry": "住民基本台帳",
    "seal_registration": "印鑑登録",
    "family_register": "戸籍",
    "family_register_supplement": "戸籍の附票",
    "electoral_roll": "選挙人名簿管理",
    "individual_inhabitant_tax": "個人住民税",
    "corporate_inhabitant_tax": "法人住民税",
    "fixed_asset_tax": "固定資産税",
    "light_vehicle_tax": "軽自動車税",
    "national_health_insurance": "国民健康保険",
    "national_pension": "国民年金",
    "late_elderly_medical_care": "後期高齢者医療",
    "long_term_care_insurance": "介護保険",
    "disability_welfare": "障害者福祉",
    "public_assistance": "生活保護",
    "health_management": "健康管理",
    "child_allowance": "児童手当",
    "child_rearing_allowance": "児童扶養手当",
    "childcare_support": "子ども・子育て支援",
    "school_enrolment": "就学",
    "common_functions": "共通機能",
}
_WORDS = {"conformant": "準拠", "transitional": "経過措置あり", "non_conformant": "未準拠"}


def fold(text: Any) -> str:
    """Width, case and blanks do not count."""
    return "".join(normalize("NFKC", str(text)).casefold().split())


_AREA_OF = {fold(form): name for key, name in _AREAS.items() for form in (key, name, name.replace("・", ""))}


def fold_vendor(text: Any) -> str:
    """A firm as compared: without its corporate form, old and new shapes of a character alike."""
    bare = fold(str(text).replace("㈱", "").replace("㈲", ""))
    for form in ("株式会社", "有限会社", "合同会社", "(株)", "(有)", "(同)"):
        bare = bare.replace(form, "")
    return bare.replace("髙", "高").replace("﨑", "崎")


def known(value: Any) -> Any:
    """The value, or None where it says unknown."""
    if isinstance(value, dict):
        return known(value.get("value")) if "value" in value else None
    return None if value is None or (isinstance(value, str) and value.strip().casefold() in UNKNOWN) else value


def number(value: Any) -> float | None:
    value = known(value)
    try:
        return float(str(value).replace(",", "").replace("_", "")) if value is not None else None
    except ValueError:
        return None


@dataclass
class Read:
    """The inventory of one run, all files together."""

    systems: list[dict[str, Any]] = field(default_factory=list)
    contracts: list[dict[str, Any]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    names: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """Yen a year of all contracts whose amount is known."""
        return sum(a for contract in self.contracts if (a := number(contract.get("annual_amount"))) is not None)

    def holds(self, kind: str, value: Any) -> bool:
        """Whether a thing of this kind has this name, or a contract this amount."""
        if kind == "amount":
            return any(number(contract.get("annual_amount")) == float(value) for contract in self.contracts)
        if kind == "link":
            return fold(value) in {fold(f"{one}→{other}") for one, other in self.links}
        if kind == "text":
            return any(fold(value) in fold(row) for row in (*self.systems, *self.contracts, *self.names.values()))
        section = {
            "system": "systems",
            "vendor": "vendors",
            "division": "divisions",
            "package": "packages",
            "external": "external_systems",
        }[kind]
        return fold(value) in {fold(name) for name in self.names.get(section, {}).values()}


def load(out: Path) -> Read:
    """The inventory below `out`, from its YAML files."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for file in sorted((*out.rglob("*.yaml"), *out.rglob("*.yml"))):
        data = yaml.load(file.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)  # plain text scalars
        for section, rows in data.items() if isinstance(data, dict) else ():
            if isinstance(rows, list):
                sections.setdefault(section, []).extend(row for row in rows if isinstance(row, dict))
    names = {s: {str(r.get("id")): str(r.get("name") or r.get("id")) for r in rows} for s, rows in sections.items()}
    ends = {**names.get("external_systems", {}), **names.get("systems", {})}
    links = [
        (ends.get(str(r.get("from")), str(r.get("from"))), ends.get(str(r.get("to")), str(r.get("to"))))
        for r in sections.get("interfaces", [])
    ]
    return Read(sections.get("systems", []), sections.get("contracts", []), links, names)


def of_system(read: Read, system: dict[str, Any]) -> dict[str, Any]:
    """The compared fields of one system."""
    mine = [c for c in read.contracts if str(system["id"]) in [str(s) for s in c.get("systems") or ()]]
    amounts = [a for c in mine if (a := number(c.get("annual_amount"))) is not None]
    vendor = known(system.get("vendor"))
    if vendor is None and len(stated := {str(v) for c in mine if (v := known(c.get("vendor"))) is not None}) == 1:
        vendor = stated.pop()
    moved, areas = known(system.get("migrated")), system.get("areas") or []
    named = {key: read.names.get(key, {}) for key in ("vendors", "divisions", "packages")}
    division, package = known(system.get("owner_division")), known(system.get("package"))
    return {
        "areas": sorted(
            {
                _AREA_OF.get(fold(a), str(a))
                for a in ([areas] if isinstance(areas, str) else areas)
                if known(a) is not None
            }
        ),
        "vendor": None
        if vendor is None
        else "self"
        if str(vendor) in SELF
        else named["vendors"].get(str(vendor), str(vendor)),
        MONEY: sum(amounts) if amounts else None,
        "contract_end": [str(e) for c in mine if (e := known(c.get("end"))) is not None],
        "contract_start": [str(s) for c in mine if (s := known(c.get("start"))) is not None],
        "go_live": known(system.get("live_date")),
        "planned": known(system.get("planned_date")),
        "migrated": None if moved is None else str(moved).casefold() in ("true", "はい", "yes", "1"),
        "conformance": known(system.get("conformance")),
        "division": division and named["divisions"].get(str(division), str(division)),
        "package": package and named["packages"].get(str(package), str(package)),
    }


def same(name: str, expected: Any, got: Any) -> bool:
    """Whether a known value is the one expected."""
    if name == MONEY:
        return abs(float(expected) - float(got)) < 1
    if name in ("contract_end", "contract_start", "go_live", "planned"):
        values = got if isinstance(got, list) else [str(got)]
        return all(str(v)[: len(str(expected))] == str(expected) for v in values)
    if name == "vendor":
        return got == "self" if expected == "self" else got != "self" and fold_vendor(expected) == fold_vendor(got)
    if name == "migrated":
        return bool(expected) == bool(got)
    return fold(_WORDS.get(str(got), got)) == fold(expected)
