"""The page that stands in place of a paper until what it prints has been confirmed (印刷前に確認する事項)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from readiness.exchange.reading_text import doubt_text
from readiness.intake.doubt import Doubt
from readiness.intake.fields import ALIASES
from readiness.intake.trust import about_vendor, unsettled
from readiness.inventory.sections import SECTION_BY_KEY
from readiness.model.facts import VENDOR, Result
from readiness.model.fields import FieldFacts, facts
from readiness.model.record import VendorId
from readiness.model.unknown import known
from readiness.report.context import ReportContext
from readiness.report.html import asset, render_page
from readiness.tables.table import Cell, Table, heads

# Fields without a question of their own that still enter figures: which areas a system serves, its days, its terms.
_UNASKED: Mapping[Result, frozenset[str]] = {
    Result.DATES: frozenset({"system.planned_date", "system.live_date"}),
    Result.AREAS_COMPLETE: frozenset({"system.areas", "system.live_date"}),
    Result.AREAS_EXTENDED: frozenset({"system.areas", "system.due_date"}),
    Result.SYSTEMS_MIGRATED: frozenset({"system.live_date"}),
    Result.FINANCE: frozenset({"contract.start", "contract.systems"}),
    # A letter asks other things once a system has moved.
    Result.LETTER: frozenset({"vendor.name", "contract.start", "contract.end", "system.areas", "system.migrated"}),
}


# Whom a letter goes to.
_ADDRESSEES = frozenset({"system.vendor", "contract.vendor"})
# What letters to divisions rest on, and none to a vendor.
_OF_DIVISIONS = frozenset({"system.owner_division"})


def fields_of(results: frozenset[Result]) -> frozenset[str]:
    """The fields (`contract.end`) that results wait for, as the classes of the records say (`holds`)."""
    stated = {
        f"{alias}.{fact.key}"
        for alias, section in ALIASES.items()
        for fact in facts(SECTION_BY_KEY[section].record)
        if results & set(fact.holds) or (Result.LETTER in results and _is_letters(fact))
    }
    return frozenset(stated).union(*(_UNASKED.get(result, frozenset()) for result in results))


def _is_letters(fact: FieldFacts) -> bool:
    """Whether a letter asks the vendor for a field."""
    return fact.asks is not None and fact.asks.knows is VENDOR and fact.asks.key is not None


def held_paper(context: ReportContext, rests: frozenset[Result]) -> tuple[Doubt, ...]:
    """What has to be confirmed before a paper may be printed that rests on these results (`Paper.rests`): its fields,
    and records or whole tables that may be missing.
    """
    reading = context.options.reading
    return unsettled(reading, fields_of(rests)) if reading is not None and rests else ()


def held_letter(context: ReportContext, vendor: str) -> tuple[Doubt, ...]:
    """What has to be confirmed before a letter to a vendor (its ID) may be sent."""
    reading = context.options.reading
    if reading is None:
        return ()
    inventory = context.inventory
    record = inventory.vendor_by_id.get(VendorId(vendor))
    name = record.name if record is not None and record.name else vendor
    names = {s.name or s.id for s in inventory.systems if s.vendor == vendor}
    names |= {c.name or c.id for c in inventory.contracts if known(c.vendor) and c.vendor == vendor}
    return about_vendor(reading, name, {name: frozenset(names)}, fields_of(frozenset({Result.LETTER})) - _OF_DIVISIONS)


def unaddressed(context: ReportContext) -> tuple[Doubt, ...]:
    """The doubts about whose a system or a contract is: their questions are in nobody's letter until then."""
    reading = context.options.reading
    return tuple(doubt for doubt in reading.asked if doubt.field in _ADDRESSEES) if reading is not None else ()


def withheld_page(context: ReportContext, paper: str, doubts: Sequence[Doubt]) -> bytes:
    """The page in the paper's place: its name, and every question with its place."""
    table = Table(
        id="t-withheld",
        caption="",
        columns=heads(context.t("paper.withheld.place"), context.t("paper.withheld.question")),
        rows=tuple(
            (Cell(text=str(doubt.place)), Cell(text=context.words.render(doubt_text(doubt)))) for doubt in doubts
        ),
        empty="",
    )
    title = context.t("paper.withheld.title", count=len(doubts))
    page = render_page(
        "papers/withheld.html.j2",
        context,
        title=title,
        paper=paper,
        table_of=table,
        style=asset("tokens.css") + asset("papers/paper.css"),
    )
    return page.encode("utf-8")
