"""Which sections stand on which sheet, and the columns of each sheet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from readiness.exchange.labels import Labels
from readiness.exchange.ledger.leaves import Leaf, RowKind, header, label, leaves, row_kinds
from readiness.exchange.ledger.texts import choices
from readiness.inventory.emit import MATTERS
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.messages.catalogue import Catalogue
from readiness.model.fields import PROVENANCE
from readiness.tables.table import Column, Kind

# Sheet → sections, in the order in which people fill them in.
SHEETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("body", ("body", "divisions", "operating_bodies")),
    ("contracts", ("contracts", "procurements")),
    ("vendors", ("vendors", "vendor_groups", "lineages", "packages")),
    ("systems", ("systems",)),
    ("links", ("interfaces", "external_systems")),
    ("forms", ("forms",)),
    ("devices", ("devices", "euc_assets")),
    ("progress", ("progress",)),
    ("conformance", ("claims", "common_functions", "non_functional")),
    ("money", ("quotes", "cost_lines")),
    ("planning", ("planning", "windows", "proposals")),
    *MATTERS,
)
_WIDTHS: dict[str, int] = {"id": 14, "name": 28, "note": 30}
_KINDS: dict[str, Kind] = {"date": "date", "integer": "integer", "number": "number", "texts": "long"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerColumn:
    """A column and, per kind of row, the leaf it shows."""

    column: Column
    leaf_of: dict[str, Leaf]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSheet:
    """One sheet: its kinds of rows by the word in 種別, and its columns."""

    key: str
    title: str
    kinds: dict[str, RowKind]
    columns: tuple[LedgerColumn, ...]

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """種別, the columns, 枝番 and the check code."""
        return tuple(column.column for column in self.columns)


def ledger_sheets(labels: Labels) -> tuple[LedgerSheet, ...]:
    """All sheets of the ledger in the labels' language."""
    other = Catalogue("en" if labels.words.language == "ja" else "ja")
    return tuple(_sheet(key, sections, labels, other) for key, sections in SHEETS)


def kind_word(kind: RowKind, words: Catalogue) -> str:
    """The word in 種別: the section, or the section's field that holds the list."""
    if not kind.part:
        return words.get(f"section.{kind.section}")
    own = f"field.{SECTION_BY_KEY[kind.section].record.__name__}.{kind.part}"
    return words.get(own if words.has(own) else f"field.{kind.part}")


def former_word(kind: RowKind, words: Catalogue) -> str:
    """The word in 種別 of workbooks written before the part had one of its own."""
    return words.get(f"field.{kind.part}") if kind.part else ""


def _sheet(key: str, sections: tuple[str, ...], labels: Labels, other: Catalogue) -> LedgerSheet:
    kinds = {kind_word(kind, labels.words): kind for section in sections for kind in row_kinds(section)}
    found: dict[tuple[str, str], dict[str, Leaf]] = {}
    english: dict[tuple[str, str], tuple[str, ...]] = {}  # and what it was called before
    for kind in kinds.values():
        for leaf in leaves(kind.record):
            head = _head(kind, leaf, labels.words)
            stated = (head, _identity(leaf))
            found.setdefault(stated, {})[kind.key] = leaf
            english[stated] = (
                _head(kind, leaf, other),
                f"{former_word(kind, labels.words)}・{header(leaf, labels.words)}",
            )
    fixed = [_fixed(name, labels, tuple(kinds)) for name in ("kind", "branch", "check")]
    taken = Counter([head for head, _ in found] + [column.column.header for column in fixed])
    by_key = {kind.key: word for word, kind in kinds.items()}
    columns = []
    for (head, way), by_kind in found.items():
        # Two columns of one name are told apart by what their rows are.
        shown = f"{by_key[next(iter(by_kind))]}・{head}" if taken[head] > 1 else head
        leaf = next(iter(by_kind.values()))
        columns.append(_column(shown, by_kind, (*english[head, way], *_former(leaf, labels))))
    first = [c for c in columns if c.column.key in ("id", "name")]
    last = [c for c in columns if c.column.key in PROVENANCE]
    middle = [c for c in columns if c not in first and c not in last]
    return LedgerSheet(
        key=key,
        title=labels(f"ledger.sheet.{key}"),
        kinds=kinds,
        columns=(fixed[0], *first, fixed[1], *middle, *last, fixed[2]),
    )


def _head(kind: RowKind, leaf: Leaf, words: Catalogue) -> str:
    plain = header(leaf, words)
    return f"{kind_word(kind, words)}・{plain}" if kind.part else plain


def _former(leaf: Leaf, labels: Labels) -> tuple[str, ...]:
    """The heading of workbooks written before the field got its present name."""
    if leaf.step:
        return ()
    first = [label(owner, key, labels.words) for owner, key in zip(leaf.owners[:-1], leaf.path[:-1], strict=True)]
    own = (f"field.{leaf.owners[-1]}.{leaf.path[-1]}.former", f"field.{leaf.path[-1]}.former")
    stated = next((labels.words.get(key) for key in own if labels.words.has(key)), "")
    return ("・".join([*first, stated]),) if stated else ()


def _identity(leaf: Leaf) -> str:
    """Columns of two kinds are one where they mean the same: same way, same kind of value, same list of words."""
    return "/".join((".".join(leaf.path), leaf.shape.kind, getattr(leaf.shape.target, "__name__", "")))


def _column(head: str, by_kind: dict[str, Leaf], others: tuple[str, ...]) -> LedgerColumn:
    leaf = next(iter(by_kind.values()))
    key = leaf.path[0] if len(leaf.path) == 1 and leaf.path[0] in (*PROVENANCE, "id", "name") else head
    listed = choices(leaf.shape)
    kind: Kind = "choice" if listed else _KINDS.get(leaf.shape.kind, "text")
    if leaf.path[-1] in ("id", "code", "number", "corporate_number"):
        kind = "code"
    return LedgerColumn(
        column=Column(
            key=key,
            header=head,
            kind=kind,
            editable=True,
            choices=listed,
            width=_WIDTHS.get(leaf.path[-1], 5 if leaf.step else 14),
            words=tuple(other for other in others if other != head),
        ),
        leaf_of=by_kind,
    )


def _fixed(name: str, labels: Labels, kinds: tuple[str, ...]) -> LedgerColumn:
    return LedgerColumn(
        column=Column(
            key=f"#{name}",
            header=labels(f"ledger.column.{name}"),
            kind="choice" if name == "kind" else "code",
            editable=name != "check",
            choices=kinds if name == "kind" else (),
            width=14 if name == "kind" else 8,
            help=labels(f"ledger.column.{name}.help"),
        ),
        leaf_of={},
    )
