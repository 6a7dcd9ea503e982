"""What an unknown value holds up: which headline, gate, move or paper rests on it, and who can tell (質問の重み)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.model.record import Word


class BlockKind(Word):
    """What kind of result waits for an answer."""

    HEADLINE = "headline", "見出しの数値"
    GATE = "gate", "関門"
    MOVE = "move", "移行"
    PAPER = "paper", "文書"


class Knows(Word):
    """Who can tell: the vendor, the division that owns the system, or the body's own papers."""

    VENDOR = "vendor", "事業者"
    DIVISION = "division", "所管課"
    BODY = "body", "自団体"


@dataclass(frozen=True, slots=True)
class Topic:
    """Who knows a value, and the catalogue keys of what rests on it, by kind of result."""

    knows: Knows
    blocks: tuple[tuple[BlockKind, str], ...] = ()


_STATE = (BlockKind.PAPER, "question.paper.cabinet")
_MONEY = (BlockKind.PAPER, "question.paper.finance")
_LETTER = (BlockKind.PAPER, "question.paper.vendor")
_DATES = (BlockKind.MOVE, "question.move.dates")
_LINKS = (BlockKind.MOVE, "question.move.links")
_CAPACITY = (BlockKind.MOVE, "question.move.capacity")
_NOTICE = (BlockKind.GATE, "question.gate.notice")
_BUDGET = (BlockKind.GATE, "question.gate.budget")
_CONTRACT = (BlockKind.GATE, "question.gate.contract")
_CHARACTERS = (BlockKind.GATE, "question.gate.characters")


def _headline(*names: str) -> tuple[tuple[BlockKind, str], ...]:
    return tuple((BlockKind.HEADLINE, f"measure.{name}") for name in names)


_MATTERS = _headline("lockin.matters")
_OPEN = _headline("lockin.open_ratio")
_SHARES = _headline("lockin.largest_share", "lockin.effective_vendors")

TOPICS: Mapping[tuple[str, str], Topic] = {
    ("body", "code"): Topic(Knows.BODY, (*_headline("status.step_rate"), _STATE)),
    ("body", "body_class"): Topic(Knows.BODY, (*_headline("status.areas_complete", "status.step_rate"), _STATE)),
    ("body", "welfare_office"): Topic(Knows.BODY, (*_headline("status.areas_complete"), _STATE)),
    ("divisions", "cutovers_per_date"): Topic(Knows.DIVISION, (_CAPACITY,)),
    ("vendors", "cutovers_per_date"): Topic(Knows.VENDOR, (_CAPACITY,)),
    ("vendors", "group"): Topic(Knows.BODY, _SHARES),
    ("packages", "version"): Topic(Knows.VENDOR, (_LETTER,)),
    ("contracts", "vendor"): Topic(Knows.BODY, (*_SHARES, _LETTER)),
    ("contracts", "end"): Topic(Knows.BODY, (*_headline("lockin.slack_days"), _NOTICE, _BUDGET, _MONEY)),
    ("contracts", "notice_months"): Topic(Knows.BODY, (*_headline("lockin.slack_days"), _NOTICE)),
    ("contracts", "auto_renew"): Topic(Knows.BODY, (_NOTICE,)),
    ("contracts", "annual_amount"): Topic(Knows.BODY, (*_headline("lockin.exit_cost_years"), _MONEY)),
    ("contracts", "penalty"): Topic(Knows.BODY, (*_headline("lockin.exit_cost"), _MONEY)),
    ("contracts", "extraction_fee"): Topic(Knows.VENDOR, (*_headline("lockin.exit_cost"), *_MATTERS, _BUDGET, _MONEY)),
    ("contracts", "data_return"): Topic(Knows.BODY, (*_MATTERS, _CONTRACT)),
    ("contracts", "rights"): Topic(Knows.BODY, _MATTERS),
    ("contracts", "bidders"): Topic(Knows.BODY, _MATTERS),
    ("procurements", "budget_year"): Topic(Knows.BODY, (_BUDGET, _MONEY)),
    ("procurements", "multi_year"): Topic(Knows.BODY, (_CONTRACT, _MONEY)),
    ("procurements", "method"): Topic(Knows.BODY, (_CONTRACT,)),
    ("quotes", "amount"): Topic(Knows.VENDOR, (*_headline("lockin.exit_cost"), _BUDGET, _MONEY)),
    ("quotes", "tax"): Topic(Knows.VENDOR, (_MONEY,)),
    ("quotes", "account"): Topic(Knows.BODY, (_MONEY,)),
    ("quotes", "valid_until"): Topic(Knows.VENDOR, (_MONEY,)),
    ("systems", "vendor"): Topic(Knows.DIVISION, (*_SHARES, _CAPACITY, _LETTER)),
    ("systems", "owner_division"): Topic(Knows.BODY, (_CAPACITY, _LETTER)),
    ("systems", "package"): Topic(Knows.VENDOR, (_LETTER,)),
    ("systems", "migrated"): Topic(
        Knows.DIVISION, (*_headline("status.systems_migrated", "status.areas_complete"), _LINKS, _STATE)
    ),
    ("systems", "conformance"): Topic(Knows.VENDOR, (_STATE, _LETTER)),
    ("systems", "due"): Topic(Knows.DIVISION, (*_headline("status.areas_extended"), _DATES, _STATE)),
    ("systems", "due_date"): Topic(Knows.DIVISION, (_DATES, _STATE)),
    ("systems", "hosting"): Topic(Knows.VENDOR, (_STATE,)),
    ("systems", "platform_eol"): Topic(Knows.VENDOR, (*_headline("lockin.slack_days"), *_MATTERS, _DATES)),
    ("systems", "duration_weeks"): Topic(Knows.VENDOR, (_DATES,)),
    ("systems", "layout_held"): Topic(Knows.VENDOR, _MATTERS),
    ("systems", "charset.gaiji_total"): Topic(Knows.VENDOR, (*_MATTERS, _CHARACTERS)),
    ("systems", "charset.gaiji_undecided"): Topic(Knows.DIVISION, (*_MATTERS, _CHARACTERS)),
    ("systems", "customisation.count"): Topic(Knows.VENDOR, _MATTERS),
    ("systems", "customisation.documented"): Topic(Knows.VENDOR, _MATTERS),
    ("interfaces", "method"): Topic(Knows.VENDOR, (*_OPEN, _LINKS, _LETTER)),
    ("interfaces", "documented"): Topic(
        Knows.VENDOR, (*_headline("lockin.documented_links"), *_OPEN, *_MATTERS, _LETTER)
    ),
    ("interfaces", "open_spec"): Topic(Knows.VENDOR, _OPEN),
}

# Fields without a topic rest on nothing but the completeness; who knows them follows from the kind of record.
_DEFAULTS: Mapping[str, Knows] = {
    "systems": Knows.VENDOR,
    "packages": Knows.VENDOR,
    "vendors": Knows.BODY,
    "interfaces": Knows.VENDOR,
    "quotes": Knows.VENDOR,
    "divisions": Knows.DIVISION,
}
_OF_DIVISION = frozenset({"live_date", "due_reason"})


def topic(kind: str, field: str) -> Topic:
    """The topic of a field of one kind of record."""
    found = TOPICS.get((kind, field))
    if found is not None:
        return found
    return Topic(Knows.DIVISION if field in _OF_DIVISION else _DEFAULTS.get(kind, Knows.BODY))
