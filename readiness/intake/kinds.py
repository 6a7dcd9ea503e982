"""What the rows of a table are: systems, contracts, links, or no list of ours (表の種類)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from readiness.intake.fields import AMOUNT
from readiness.intake.fold import fold, fold_head
from readiness.intake.matched import Column
from readiness.intake.paths import PATH, whose
from readiness.intake.table import Shape, Table
from readiness.intake.vocabulary import Vocabulary
from readiness.intake.words import legend_of
from readiness.intake.work_cells import is_work

COST_ITEM = "cost_line.item"
_LINK_ONLY = frozenset(
    {"interface.direction", "interface.data", "interface.method", "interface.format", "interface.frequency",
     "interface.documented", "interface.gives", "interface.takes"}
)  # fmt: skip
_SYSTEM_ONLY = frozenset(
    {"system.areas", "vendor.name", "package.name", "system.hosting", "system.conformance", "system.migrated",
     "system.planned_date", "system.live_date", "contract.end", "contract.start", AMOUNT, "system.due"}
)  # fmt: skip
_STRONG = frozenset({"quotes", "issues", "devices", "forms", "functions", "people", "schedule", "costs", "history"})


def kind_of(table: Table, by_kind: Mapping[str, Sequence[Column]], words: Vocabulary) -> tuple[str, str, int]:  # noqa: PLR0911, PLR0912
    """What a row of the table is: kind of record, else kind of foreign table, and how many columns say so."""
    held = {kind: {c.target for c in columns if c.target} for kind, columns in by_kind.items()}
    if _is_example(table):
        return "", "legend", 1
    if is_work(held.get("procedure", ())) and not {"vendor.name", "contract.end"} & held.get("system", set()):
        return "procedure", "", len(held["procedure"])
    links, system, contract = held.get("interface", set()), held.get("system", set()), held.get("contract", set())
    if table.named:
        return ("system", "", len(system)) if len(system & _SYSTEM_ONLY) > 1 else ("", "", 0)
    foreign = _foreign(table, words)
    if foreign and foreign[0] == "costs" and {"system.name", "vendor.name", "contract.end"} <= system:
        foreign = None  # a list of systems that says which item of the budget pays
    ends = {"interface.from", "interface.to"} <= links or PATH in links
    own = "interface.self" in links and bool(links & {"interface.to", "interface.partner", "interface.from"})
    stated = len(links & _LINK_ONLY)
    if (ends or (own and stated)) and stated + ends >= len(system & _SYSTEM_ONLY):
        return "interface", "", len(links)
    partners = "interface.direction" in links and links & {"interface.to", "interface.partner"} and stated > 1
    if partners and whose(table):
        return "interface", "", len(links)
    core = system & _SYSTEM_ONLY
    name = system & {"system.name", "system.areas"}
    most = len(core - {"vendor.name", AMOUNT})
    if not name and items_of(table, words) is not None:
        return "cost_line", "", 1
    if foreign and foreign[0] == "devices" and {"device.name", "device.count"} <= held.get("device", set()):
        return "device", "", foreign[1]
    if foreign and (foreign[1] >= 2 or not name) and foreign[1] >= most and (foreign[0] in _STRONG or not name):
        return "", foreign[0], foreign[1]
    titled = _titled(table, words)
    steps = "system.name" in system and any(column.span for column in by_kind["system"])  # when each system moves
    if titled and (titled == "outside" or (len(core) <= 3 and not (titled == "plan" and steps))):
        return "", titled, 1
    if foreign and foreign[0] == "outside" and "division.name" not in system:
        return "", "outside", 1
    listed = contract & {"contract.end", "contract.start", "vendor.name", AMOUNT}
    named = _first(by_kind["contract"], "contract.name"), _first(by_kind["system"], "system.name")
    about = "contract.systems" in contract and "system.areas" not in system
    listing = _first(by_kind["contract"], "contract.systems")[0]
    several = about and any(_SEVERAL.search(value) for value in table.values(listing))  # 対象システム: S01、S02
    if "contract.name" in contract and listed and (named[0] < named[1] or several):
        return "contract", "", len(contract)
    if name and len(system) > 1:
        return "system", "", len(system)
    return "", "", 0


_SEVERAL = re.compile(r"\S[、,，]\s*\S")
_EXAMPLE = re.compile(
    r"[(【\[〈<]?(?:記入|記載|入力|作成)?(?:例|例示|見本|サンプル)[)】\]〉>]?[0-9①-⑳]*|(?:記入|記載)(?:例|見本).*"
)


def _is_example(table: Table) -> bool:
    """Whether the sheet, or the title right above, says that the table shows how to fill another one in."""
    nearest = next((title for title in reversed(table.titles) if title), "")
    return any(_EXAMPLE.fullmatch(fold(text)) for text in (table.grid.sheet.name, nearest) if len(text) <= 20)


def _first(columns: Sequence[Column], target: str) -> tuple[int, int]:
    """Where a field first stands, the surer of two readings of one column first."""
    found = [(column.index, column.rank) for column in columns if column.target == target]
    return min(found, default=(10_000, 0))


def _foreign(table: Table, words: Vocabulary) -> tuple[str, int] | None:
    """The kind of foreign table most of its headings belong to, and how many do."""
    counted: dict[str, int] = {}
    for head in table.heads:
        for kind in words.others.get(fold_head(head.text), ()):
            counted[kind] = counted.get(kind, 0) + 1
    return max(counted.items(), key=lambda item: (item[1], item[0] in _STRONG)) if counted else None


def _titled(table: Table, words: Vocabulary) -> str:
    """What the nearest short title, else the name of the sheet, says the table is."""
    nearest = next((t for t in reversed(table.titles) if t and not re.search("単位", t)), "")
    plain = 0 < len(nearest) <= 24 and table.shape is Shape.LIST and not legend_of([nearest])
    own = words.other_title(nearest) if plain else ""
    return own or (words.other_title(table.grid.sheet.name) if not _mixed(table) else "")


def _mixed(table: Table) -> bool:
    """A sheet named after systems as well says nothing: システム一覧・連絡先."""
    return bool(re.search(r"システム|台帳", table.grid.sheet.name))


def items_of(table: Table, words: Vocabulary) -> int | None:
    """The column whose cells are the published cost lines; None where there is none."""
    for index in range(len(table.heads)):
        if len({item for value in table.values(index) if (item := cost_item(value, words))}) > 1:
            return index
    return None


def cost_item(text: str, words: Vocabulary) -> str | None:
    """The published line that a cell names; 費, 経費 and numbering change nothing."""
    table = words.words.get(COST_ITEM, {})
    folded = re.sub(r"^(?:[0-9]+[.)]|[①-⑳])", "", fold(text))
    forms = (folded, re.sub(r"(?:経費|費用|費|料|代)$", "", folded))
    return next((table[form] for form in forms if form in table), None)
