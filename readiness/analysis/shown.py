"""What one reader may see of an analysis. Applied once, before anything is rendered (取扱区分)."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar, cast

from readiness.analysis.analyze import Analysis
from readiness.analysis.questions import Questions
from readiness.model.audience import ALLOWED, Audience, Secrets, figure_secrecy, released
from readiness.model.decision import Release
from readiness.model.facts import INSIDE, PRICE, QUOTE, strictest
from readiness.model.fields import FieldFacts, facts, walk
from readiness.model.finding import Finding
from readiness.model.gap import GapEntry, Register
from readiness.model.graphview import SystemGraph
from readiness.model.inventory import Inventory
from readiness.model.lockin.result import LockIn
from readiness.model.measure import Measure
from readiness.model.money import Basis
from readiness.model.plan import CostRow, Plan, TemporaryLink
from readiness.model.record import Record, Secrecy
from readiness.model.ref import Ref
from readiness.model.text import Text
from readiness.model.unknown import WITHHELD, Unknown
from readiness.money.running import RunningCost
from readiness.situation.situation import situations

D = TypeVar("D")
StandIn = Callable[[Record], str]
"""What a record is called before a reader who may not see its name."""

SAYS_NOTHING = 1000  # smaller numbers are counts that stand in many places
_SHORTEST = 4  # characters of a text that is looked for inside others


def shown_to(analysis: Analysis, reader: Audience, stand_in: StandIn) -> Analysis:
    """The analysis with everything the reader may not see withheld: fields, rows, findings, figures, and words of them.

    Figures stay where what they rest on is allowed, or where a decision of the body releases them for this reader.
    """
    allowed = ALLOWED[reader]
    if allowed == frozenset(Secrecy):
        return analysis
    inventory, as_of = analysis.inputs.inventory, analysis.inputs.as_of
    releases = [release for release in inventory.decisions.releases if release.on <= as_of]
    veil = Veil.over(inventory, allowed, stand_in)
    figures = _Figures(reader, allowed, Secrets(inventory), tuple(releases))
    masked = veil.inventory(inventory)
    inside = INSIDE in allowed
    hide = _Hide(veil, figures)
    findings = tuple(hide.all(finding) for finding in analysis.findings if figures.finding(finding))
    decided = situations(masked, as_of)
    plan = hide.all(analysis.plan) if inside else Plan(body=analysis.plan.body, as_of=as_of)
    return Analysis(
        inputs=replace(analysis.inputs, inventory=masked, events=(), read_findings=()),
        decided=decided,
        stands=decided.with_plan(plan),
        status=hide.all(analysis.status),
        completeness=hide.all(analysis.completeness if inside else replace(analysis.completeness, unknown=())),
        graph=hide.all(analysis.graph) if inside else SystemGraph(),
        register=hide.all(Register(entries=_entries(analysis.register, figures))) if inside else Register(),
        lockin=LockIn(as_of=as_of, weight=analysis.lockin.weight, totals=hide.all(analysis.lockin.totals)),
        plan=plan,
        questions=hide.all(analysis.questions) if inside else Questions(),
        running_cost=hide.running(analysis.running_cost),
        findings=findings,
        waived={},
    )


def _entries(register: Register, figures: _Figures) -> tuple[GapEntry, ...]:
    """Points the reader may see, without what anybody has answered, evaluated or decided."""
    return tuple(
        replace(entry, events=(), reply=None, evaluation=None, ruling=None, document="")
        for entry in register.entries
        if entry.gap is not None and figures.seen(figures.secrets.secrecy_of((entry.gap.ref,)))
    )


@dataclass(frozen=True, slots=True)
class _Figures:
    """What the reader may see of things that rest on several fields."""

    reader: Audience
    allowed: frozenset[Secrecy]
    secrets: Secrets
    releases: tuple[Release, ...]

    def seen(self, secrecy: Secrecy) -> bool:
        return secrecy in self.allowed

    def finding(self, finding: Finding) -> bool:
        return self.seen(strictest(finding.least, self.secrets.secrecy_of((finding.ref, *finding.related))))

    def measure(self, measure: Measure) -> Measure:
        if self.seen(figure_secrecy(measure, self.secrets)) or released(self.releases, self.reader, measure.name):
            return measure
        return replace(measure, value=WITHHELD, known=0, total=0, evidence=(), subjects=(), low=None, high=None)


@dataclass(frozen=True, slots=True)
class _Hide:
    """Goes through any value of an analysis and puts what the reader may not see out of it."""

    veil: Veil
    figures: _Figures

    def all(self, value: D) -> D:
        found: Any = value
        if isinstance(value, Measure):
            found = self._fields(self.figures.measure(value))
        elif isinstance(value, Text):
            found = Text(value.key, tuple((name, self._param(param)) for name, param in value.params))
        elif isinstance(value, Ref | Unknown | Secrecy) or value is None:
            pass
        elif is_dataclass(value) and not isinstance(value, type):
            found = self._fields(value)
        elif isinstance(value, tuple):
            found = tuple(self.all(item) for item in value)
        elif isinstance(value, Mapping):
            found = {key: self.all(item) for key, item in value.items()}
        else:
            found = self.veil.value(value)
        return cast(D, found)

    def _param(self, param: Any) -> Any:
        """What the words of a message name: an id by what its record is called."""
        if isinstance(param, tuple):
            return tuple(self._param(item) for item in param)
        called = self.veil.called.get(param) if isinstance(param, str) else None
        return called if called is not None else self.all(param)

    def _fields(self, value: Any) -> Any:
        changes = {}
        for item in fields(value):
            old = getattr(value, item.name)
            new = self.all(old)
            if new is not old and item.init:
                changes[item.name] = new
        changed = replace(value, **changes) if changes else value
        return self._row(changed) if isinstance(value, CostRow | TemporaryLink) else changed

    def _row(self, row: Any) -> Any:
        """A row of costs rests on what a contract states or on a quote; its reference on the contract carried on."""
        if isinstance(row, CostRow) and not self.figures.seen(PRICE):
            row = replace(row, carried=None)
        price = isinstance(row, CostRow) and row.basis is Basis.CONTRACT
        if self.figures.seen(PRICE if price else QUOTE):
            return row
        names = ("amount", "number", "quoted_on", "valid_until", "tax")
        return replace(row, **{name: WITHHELD for name in names if hasattr(row, name)})

    def running(self, cost: RunningCost) -> RunningCost:
        """Running costs: lines rest on quotes, those system by system on the prices of their contracts."""
        lines = cost.rows if self.figures.seen(QUOTE) else ()
        return self.all(replace(cost, rows=lines, systems=cost.systems if self.figures.seen(PRICE) else ()))


@dataclass(frozen=True, slots=True)
class Veil:
    """The values a reader may not see, and what stands in their place.

    `names` and `called` (by id) lead to what a record is called instead, `ids` to the number in the place of its
    id; `others` are the rest of the hidden values, `shown` the values of visible fields: what one of those says as well
    is no secret.
    """

    allowed: frozenset[Secrecy]
    stand_in: StandIn
    names: Mapping[str, str]
    called: Mapping[str, str]
    ids: Mapping[str, str]
    others: frozenset[Hashable]
    shown: frozenset[Hashable]
    pattern: re.Pattern[str] | None

    @classmethod
    def over(cls, inventory: Inventory, allowed: frozenset[Secrecy], stand_in: StandIn) -> Veil:
        """The veil over one inventory."""
        known = frozenset(record.id for record in inventory.records())
        names: dict[str, str] = {}
        called: dict[str, str] = {}
        hidden: set[Hashable] = set()
        shown: set[Hashable] = set()
        for record in inventory.everything():
            for step in walk(record):
                values = step.value if isinstance(step.value, tuple) else (step.value,)
                listed = {value for value in values if _revealing(value)}
                if step.secrecy in allowed:
                    shown |= {value for value in listed if not (step.fact.refers and value in known)}
                elif step.path in (("name",), ("id",)):
                    into = names if step.fact.key == "name" else called
                    into |= {str(value): stand_in(record) for value in listed}
                else:
                    # What leads to a record holds the records together; that one has a name to go by.
                    hidden |= {value for value in listed if not (step.fact.refers and value in known)}
        others = frozenset(hidden - shown - set(names) - known)
        texts = [text for text in (*names, *others) if isinstance(text, str) and text not in shown]
        longest = sorted(texts, key=len, reverse=True)
        pattern = "|".join(re.escape(text) for text in longest if len(text) >= _SHORTEST)
        ids = {id_: f"no-{number}" for number, id_ in enumerate(called, 1) if id_ not in shown}
        return cls(
            allowed, stand_in, names, called, ids, others, frozenset(shown), re.compile(pattern) if pattern else None
        )  # fmt: skip

    def value(self, value: Any) -> Any:
        """A plain value: withheld where it is a secret, without the secrets in it where it is a text."""
        if isinstance(value, bool):
            return value
        if isinstance(value, str):
            if value in self.shown:
                return value
            if value in self.ids:
                return self.ids[value]
            if value in self.others:
                return WITHHELD
            return self.pattern.sub(self._said, value) if self.pattern is not None else value
        return WITHHELD if isinstance(value, date | int) and value in self.others else value

    def _said(self, found: re.Match[str]) -> str:
        return self.names.get(found[0], "＊")

    def inventory(self, inventory: Inventory) -> Inventory:
        """The inventory as the reader may see it. Records that cannot stand without a hidden value are left out."""
        stated = inventory.decisions
        decisions = replace(stated, **{item.name: self._any(getattr(stated, item.name)) for item in fields(stated)})
        rest = [item.name for item in fields(inventory) if item.name != "decisions"]
        return replace(inventory, decisions=decisions, **{name: self._any(getattr(inventory, name)) for name in rest})

    def _any(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return self._list(value)
        return None if value is None else self.record(value)

    def _ids(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(self._ids(item) for item in value)
        return self.ids.get(value, value) if isinstance(value, str) else value

    def _list(self, records: Iterable[Any]) -> tuple[Any, ...]:
        masked = (self.record(record) for record in records)
        return tuple(record for record in masked if record is not None)

    def record(self, record: Any) -> Any:
        """One record or part with what is hidden taken out; None where it cannot stand without it."""
        defaults = {item.name: item for item in fields(record)}
        changes: dict[str, Any] = {}
        for fact in facts(cast(Hashable, type(record))):
            value = getattr(record, fact.name)
            seen = fact.secrecy in self.allowed
            if fact.key == "id" or (seen and fact.refers):
                changes[fact.name] = self._ids(value)
                continue
            if fact.kind == "part" and value is not None and (seen or not fact.optional):
                changes[fact.name] = self.record(value)
            elif seen and fact.kind == "parts":
                changes[fact.name] = self._list(value)
            elif not seen and fact.key == "name":
                changes[fact.name] = self.stand_in(record)
            elif not seen and fact.required:
                return None
            elif not seen:
                changes[fact.name] = _nothing(fact, defaults[fact.name])
        return replace(record, **changes)


def _nothing(fact: FieldFacts, item: Any) -> Any:
    if fact.unknown:
        return WITHHELD
    return item.default if item.default is not MISSING else item.default_factory()


def _revealing(value: Any) -> bool:
    """Whether a value would give itself away: small numbers and yes or no stand everywhere."""
    if isinstance(value, bool) or not isinstance(value, str | int | date):
        return False
    return value != "" and not (isinstance(value, int) and abs(value) < SAYS_NOTHING)
