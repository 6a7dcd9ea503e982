"""The page that stands in place of a paper until what it prints has been confirmed (印刷前に確認する事項)."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.exchange.reading_text import doubt_text
from readiness.intake.doubt import Doubt
from readiness.intake.trust import about_vendor, unsettled
from readiness.model.unknown import known
from readiness.report.context import ReportContext
from readiness.report.html import asset, render_page
from readiness.tables.table import Cell, Table, heads

_STATE = (
    "systems", "system.areas", "system.migrated", "system.due", "system.due_date", "system.planned_date",
    "system.live_date", "contract.end", "system.platform_eol",
)  # fmt: skip
_MONEY = ("systems", "contract.annual_amount", "contract.start", "contract.end")
# What each paper prints or sums, by the beginning of its name.
PRINTS = {"chougi": _STATE, "gikai": _STATE, "zaisei": _MONEY, "seisa": _MONEY, "budget": _MONEY}
# What a letter rests on: who is addressed, for which contract, and what it asks.
LETTER = (
    "vendor.name", "system.vendor", "contract.vendor", "contract.end", "contract.start", "system.areas",
    "system.conformance", "system.hosting", "system.migrated", "system.package", "system.due",
)  # fmt: skip


def held_paper(context: ReportContext, key: str) -> tuple[Doubt, ...]:
    """What has to be confirmed before a paper may be printed; `key` is that of `Paper`."""
    reading = context.options.reading
    fields = next((fields for name, fields in PRINTS.items() if key.startswith(name)), _STATE + _MONEY)
    return unsettled(reading, fields) if reading is not None else ()


def held_letter(context: ReportContext, vendor: str) -> tuple[Doubt, ...]:
    """What has to be confirmed before a letter to a vendor (its ID) may be sent."""
    reading = context.options.reading
    if reading is None:
        return ()
    inventory = context.inventory
    record = inventory.vendor_by_id.get(vendor)
    name = record.name if record is not None and record.name else vendor
    names = {s.name or s.id for s in inventory.systems if s.vendor == vendor}
    names |= {c.name or c.id for c in inventory.contracts if known(c.vendor) and c.vendor == vendor}
    return about_vendor(reading, name, {name: frozenset(names)}, LETTER)


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
