"""What a rule says about one subject (所見)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from typing import Literal, TypeAlias, cast

from readiness.model.record import Secrecy
from readiness.model.ref import NOWHERE, Ref
from readiness.model.text import Text, quoting


class Severity(Enum):
    """How much a finding matters. `FATAL` = the input could not be read (exit 2)."""

    FATAL = "fatal"
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    QUESTION = "question"

    @property
    def rank(self) -> int:
        """0 is the most severe; for sorting and `--fail-on`."""
        return list(Severity).index(self)


# Kinds of records, and of what is no record: an area, a file, a row of one, a move of a plan.
SubjectKind: TypeAlias = Literal[
    "adopted_plan", "area", "assembly_note", "body", "budget_item", "claim", "common_functions", "confirmed",
    "contract", "cost_line", "debt_burden", "decision_item", "device", "division", "estimate_check",
    "euc_asset", "external_system", "file", "form", "go_decision", "grant", "handover_note", "indicator",
    "interface", "letter", "lineage", "move", "non_functional", "non_functional_answer", "operating_body",
    "package", "peer", "pin", "planning_settings", "procedure", "procurement", "progress", "proposal", "quote",
    "register", "rehearsal", "release", "row", "section", "system", "team_role", "training", "unit", "vendor",
    "vendor_group", "waiver", "window",
]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a finding, gap or measure is about: `kind` (system, interface, contract, …) and the record's id."""

    kind: SubjectKind
    id: str


# Findings of the loader named kinds in one word (`eucasset`): what bodies' waivers hold is made of it.
_JOINED = frozenset({"IN201", "IN202", "IN208"})


def kind_of(record: object) -> SubjectKind:
    """The kind of subject a record is: `system`, `operating_body`, `euc_asset` …"""
    return cast("SubjectKind", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(record).__name__).lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. `basis` names law, specification or assumption; `remedy` says what to do next.

    `related` are further places. `discriminator` tells findings of one rule about one subject apart; it must not hold
    anything that shifts with edits elsewhere (no line numbers), because the fingerprint is made of it. `least`: how
    secret it is, whatever the places are; what rests on an answer or a decision is no field of the inventory. Words of
    an input are quoted as far as a sentence can hold them; the place shows the rest.
    """

    code: str
    severity: Severity
    subject: Subject
    message: Text
    basis: Text | None = None
    remedy: Text | None = None
    ref: Ref = field(default=NOWHERE, compare=False)
    related: tuple[Ref, ...] = field(default=(), compare=False)
    discriminator: str = ""
    least: Secrecy = field(default=Secrecy.OPEN, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", quoting(self.message))
        object.__setattr__(self, "basis", self.basis and quoting(self.basis))
        object.__setattr__(self, "remedy", self.remedy and quoting(self.remedy))

    @property
    def fingerprint(self) -> str:
        """Stable across runs and edits elsewhere: code, subject and discriminator (16 hex digits)."""
        kind = self.subject.kind.replace("_", "") if self.code in _JOINED else self.subject.kind
        raw = "\x1f".join((self.code, kind, self.subject.id, self.discriminator))
        return sha256(raw.encode()).hexdigest()[:16]
