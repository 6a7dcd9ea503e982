"""What a rule says about one subject (所見)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256

from readiness.model.record import Secrecy
from readiness.model.ref import NOWHERE, Ref
from readiness.model.text import Text


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


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a finding, gap or measure is about: `kind` (system, interface, contract, …) and the record's id."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. `basis` names law, specification or assumption; `remedy` says what to do next.

    `related` are further places. `discriminator` tells findings of one rule about one subject apart; it must not hold
    anything that shifts with edits elsewhere (no line numbers), because the fingerprint is made of it. `least`: how
    secret it is, whatever the places are; what rests on an answer or a decision is no field of the inventory.
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

    @property
    def fingerprint(self) -> str:
        """Stable across runs and edits elsewhere: code, subject and discriminator (16 hex digits)."""
        raw = "\x1f".join((self.code, self.subject.kind, self.subject.id, self.discriminator))
        return sha256(raw.encode()).hexdigest()[:16]
