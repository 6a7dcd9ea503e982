"""The register for a terminal: counts by party, the list for the 届出, effects on dates, the history of one gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from readiness.exchange.labels import Labels
from readiness.gaps.contradictions import date_effects
from readiness.gaps.statistics import AGES, FilingItem, filing_items, party_counts
from readiness.model.finding import Subject
from readiness.model.gap import BODY, BUILTIN, GapEntry, GapEvent, Register, Reply
from readiness.model.inventory import Inventory
from readiness.model.record import SystemId, VendorId
from readiness.model.text import shortened
from readiness.model.unknown import known
from readiness.sources.width import display_width, pad

_COUNTS = ("open", "asked", "answered", "evaluated", "accepted", "overdue")


def status_lines(
    register: Register, inventory: Inventory, labels: Labels, as_of: date, cutovers: Mapping[SystemId, date]
) -> Iterator[str]:
    """Counts with ageing, then filing, then dates; each part says so where it is empty."""
    ages = [labels("status.age.over") if end is None else labels("status.age", days=end) for end in AGES]
    heads = [labels("status.party"), *(labels(f"status.{name}") for name in _COUNTS), *ages]
    rows = [
        [party_label(c.party, inventory), *(str(getattr(c, name)) for name in _COUNTS), *map(str, c.ages)]
        for c in party_counts(register, as_of)
    ]
    yield from _table(heads, rows)
    yield ""
    yield labels("status.filing")
    items = filing_items(inventory, register)
    if not items:
        yield f"  {labels('status.none')}"
    for item in items:
        until = item.until.isoformat() if known(item.until) else labels.words.get("common.unknown")
        filed = labels.words.get("common.unknown")
        if known(item.filed):
            filed = labels.words.get("common.yes" if item.filed else "common.no")
        name = _name(inventory, item.system)
        function = _function(item, register, labels)
        yield "  " + labels("status.filing.row", system=name, function=function, until=until, filed=filed)
    yield ""
    yield labels("status.dates")
    effects = date_effects(register, cutovers)
    if not effects:
        yield f"  {labels('status.none')}"
    for effect in effects:
        key = "status.dates.late" if effect.days > 0 else "status.dates.early"
        name = _name(inventory, effect.system)
        stated = labels(key, system=name, delivery=effect.delivery, cutover=effect.against, days=abs(effect.days))
        yield f"  {stated} [{effect.gap}]"


def _name(inventory: Inventory, system: SystemId) -> str:
    found = inventory.system_by_id.get(system)
    return found.label if found else system


def _function(item: FilingItem, register: Register, labels: Labels) -> str:
    """What is to be filed: the function's ID, or in words what the vendor answered to deliver later."""
    entry = register.by_id.get(item.gap)
    if entry is None or entry.gap is None or not entry.gap.requirement.startswith(BUILTIN):
        return item.function
    return f"{labels.words.render(entry.gap.title)} [{item.gap}]"


def history_lines(entry: GapEntry, inventory: Inventory, labels: Labels) -> Iterator[str]:
    """One gap from 起票 to today."""
    words = labels.words
    yield f"{entry.id}  {labels(f'state.{entry.state.value}')}"
    if entry.gap is not None:
        yield f"  {words.render(entry.gap.title)}: {words.render(entry.gap.current)}"
        yield f"  → {words.render(entry.gap.request)}"
    for event in entry.events:
        what = labels(f"event.{event.kind.value}")
        yield f"  {event.at.isoformat()}  {what}  {_stated(event, inventory, labels)}".rstrip()


def change_lines(events: Iterable[GapEvent], register: Register, inventory: Inventory, labels: Labels) -> Iterator[str]:
    """What an import does to each gap, one line an event, with what the answer was before."""
    systems = inventory.system_by_id
    for event in events:
        entry = register.by_id.get(event.gap)
        if entry is None or entry.gap is None:
            continue  # an answer nobody could place is told of as a remark
        system = systems.get(entry.gap.system)
        about = " ".join(filter(None, (system.label if system else "", labels.words.render(entry.gap.title))))
        before = entry.reply.answer if entry.reply is not None else None
        stated = labels.words.get(f"answer.{before.value}") if before is not None and known(before) else ""
        was = labels("change.was", answer=stated) if stated and event.reply is not None else ""
        said = shortened(_stated(event, inventory, labels))
        yield f"{event.gap}  {about}: {labels(f'event.{event.kind.value}')}  {said}{was}"


def party_label(party: Subject, inventory: Inventory) -> str:
    """A vendor's, division's or the body's name."""
    record = inventory.vendor_by_id.get(VendorId(party.id)) or inventory.division_by_id.get(party.id)
    if record is not None:
        return record.label
    return inventory.body.label if party.kind == BODY else party.id  # one that the ledger does not name any more


def _stated(event: GapEvent, inventory: Inventory, labels: Labels) -> str:
    reply, parts = event.reply, [event.document]
    if event.party is not None:
        parts.append(party_label(event.party, inventory))
    if event.due is not None:
        parts.append(labels("status.due", day=event.due))
    if reply is not None:
        answer = labels.words.get(f"answer.{reply.answer.value}") if known(reply.answer) else ""
        parts += [answer, reply.fact, reply.delivery.isoformat() if reply.delivery else "", reply.version]
        costs = "～".join(labels.words.get("planshow.amount", amount=cost) for cost in _costs(reply))
        parts += [reply.alternative, costs, reply.words]
    if event.evaluation is not None:
        code = event.evaluation.evaluation
        hours = event.evaluation.added_hours
        parts += [
            labels.words.get(f"answer.{code.value}") if known(code) else "",
            labels("event.hours", hours=hours) if hours is not None else "",
            event.evaluation.comment,
        ]
    if event.ruling is not None:
        day = event.ruling.decided_on
        decided = labels("event.decided_on", day=day.isoformat()) if day else ""
        parts += [event.ruling.decision, decided, event.ruling.document_number]
    if event.state is not None:
        parts.append(labels(f"state.{event.state.value}"))
    return "  ".join(" ".join(part.split()) for part in (*parts, event.note, event.by) if part)


def _costs(reply: Reply) -> list[int]:
    """Lowest and highest approximate cost in yen, as far as told and different."""
    stated = (cost for cost in (reply.cost_low, reply.cost_high) if cost is not None)
    return list(dict.fromkeys(stated))


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    rows = [[*map(shortened, row)] for row in rows]
    widths = [max(display_width(row[at], ambiguous=2) for row in (heads, *rows)) for at in range(len(heads))]
    for row in (heads, *rows):
        yield "  ".join(
            pad(cell, width, align="left" if at == 0 else "right", ambiguous=2)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
