"""A product card against one body: which of its open points the card answers, and where the two disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from readiness.exchange.notes import RowNote, note
from readiness.exchange.replies.parted import differs
from readiness.exchange.replies.row import AnswerRow
from readiness.gaps.matters import point_of
from readiness.gaps.product import official_link, product_of, stated_in
from readiness.model.card import Card
from readiness.model.conformance import Answer, Claim
from readiness.model.gap import GapEntry, Register, Reply
from readiness.model.inventory import Inventory
from readiness.model.standard.standard import Standard
from readiness.model.system import System
from readiness.model.unknown import known
from readiness.model.vendor import Package, Vendor
from readiness.portfolio.work import compared

CARD = "製品カード "  # how the source of a claim begins that came from a card


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The package of a body that a card is about. `other`: the version the body runs, where it is another."""

    package: Package
    other: str = ""


def matching(card: Card, inventory: Inventory) -> tuple[Matched, ...]:
    """Packages of a body that the card is about: of its vendor (法人番号, else the name) and of its name."""
    vendors = {vendor.id: vendor for vendor in inventory.vendors}
    found = []
    for package in inventory.packages:
        if _name(package.label) != _name(card.package):
            continue
        vendor = vendors.get(package.vendor) if isinstance(package.vendor, str) else None
        if vendor is not None and not _is(vendor, card):
            continue
        version = package.version
        other = version if known(version) and version != card.version else ""
        found.append(Matched(package=package, other=other))
    return tuple(found)


def _is(vendor: Vendor, card: Card) -> bool:
    number = vendor.corporate_number
    return number == card.corporate_number if known(number) else _name(vendor.label) == _name(card.vendor)


def _name(name: str) -> str:
    return compared(name).casefold()


def card_rows(
    card: Card, package: Package, register: Register, inventory: Inventory, standard: Standard
) -> tuple[tuple[AnswerRow, ...], tuple[RowNote, ...]]:
    """Answers to the open points that concern this package, as rows of a book would be; and what contradicts.

    An answer that stands and says otherwise is not replaced: it is named, older or newer, for a person to settle.
    """
    rows: list[AnswerRow] = []
    notes: list[RowNote] = []
    for entry in register.entries:
        gap = entry.gap
        if gap is None or not entry.state.open or product_of(gap, inventory) is not package:
            continue
        reply = _reply(card, package, entry, inventory, standard)
        if reply is None:
            continue
        standing = entry.reply if entry.reply is not None and not entry.stale_reply else None
        if standing is not None and differs(standing, reply):
            code = "card.older" if (entry.answered_on or date.min) > card.dated else "card.contradicts"
            notes.append(note(code, entry.id, entry.id, old=_said(standing), new=_said(reply), day=card.dated))
            continue
        if standing is None:
            rows.append(AnswerRow(place=card.name, id=entry.id, revision=gap.revision, reply=reply, raw=card.name))
    return tuple(rows), tuple(notes)


def _reply(card: Card, package: Package, entry: GapEntry, inventory: Inventory, standard: Standard) -> Reply | None:
    gap = entry.gap
    if gap is None:
        return None
    point, stated = point_of(gap), stated_in(gap)
    system = inventory.system_by_id.get(gap.system)
    given: dict[str, Any] | None = None
    if point == "package.service-end":
        given = {"fact": card.service_end.isoformat()} if card.service_end else None
    elif point == "migration.layout":
        given = {"fact": _layouts(card)} if card.layouts else None
    elif point == "link.documented":
        given = _link(card, official_link(gap, inventory))
    elif point.startswith("transition."):
        given = _measure(card, point, stated)
    elif point in ("migration.delivery", "state.conformance", "state.not-conformant") and system is not None:
        given = _units(card, point, system, package, standard)
    if given is None:
        return None
    return Reply(**{"version": card.version, "evidence": card.name, **given})


def _layouts(card: Card) -> str:
    words = {True: "提供する", False: "提供しない", None: "未確認"}
    return "、".join(
        f"{row.document}: {words[row.supplied]}{f'({row.since.isoformat()}から)' if row.since else ''}"
        for row in card.layouts
    )


def _link(card: Card, link: str | None) -> dict[str, Any] | None:
    row = next((one for one in card.links if one.link == link), None)
    if row is None or row.documented is None:
        return None
    terms = "、".join(text for text in (row.method, row.format, row.frequency) if text)
    said = "連携仕様書を提供する" if row.documented else "連携仕様書を提供しない"
    return {"fact": f"{said}({terms})" if terms else said}


def _measure(card: Card, point: str, stated: str) -> dict[str, Any] | None:
    if point == "transition.which":
        said = "、".join(f"{row.function}({row.until.isoformat()}まで)" if row.until else row.function
                         for row in card.measures)  # fmt: skip
        return {"fact": said} if said else None
    row = next((one for one in card.measures if one.function == stated), None)
    if row is None or (row.until is None and row.delivery is None):
        return None
    return {"fact": f"終期 {row.until.isoformat()}" if row.until else "", "delivery": row.delivery}


def _units(card: Card, point: str, system: System, package: Package, standard: Standard) -> dict[str, Any] | None:
    """For every 業務ID of the system at once; a unit the card does not name leaves the point open."""
    served = {unit.unit[:3]: unit for unit in card.units}
    areas = {area.key: area.units for area in standard.areas}
    wanted = system.units or tuple(unit for area in system.areas for unit in areas.get(area, ()))
    units = [served.get(unit[:3]) for unit in dict.fromkeys(wanted)]
    if not units or any(unit is None or unit.answer is None for unit in units):
        return None
    stated = [unit for unit in units if unit is not None]
    editions = "、".join(f"{unit.unit} {unit.edition}版" for unit in stated)
    if point == "migration.delivery":
        days = [unit.delivery for unit in stated]
        if any(day is None for day in days):
            return None
        return {"fact": editions, "delivery": max(day for day in days if day is not None)}
    if point == "state.conformance" and package.version != card.version:
        return None  # it asks about the version in use
    worst = max((unit.answer for unit in stated if unit.answer is not None), key=list(Answer).index)
    later = [unit.delivery for unit in stated if unit.delivery is not None]
    day = max(later) if worst is Answer.FITS_LATER and later else None
    return {"answer": worst, "fact": editions, "delivery": day}


def _said(reply: Reply) -> str:
    parts = (reply.answer.ja if known(reply.answer) else "", reply.delivery.isoformat() if reply.delivery else "")
    return " ".join(part for part in (*parts, reply.fact[:40]) if part)


def card_days(card: Card, package: Package, answered: bool) -> Iterator[RowNote]:
    """The days of the end of service that the inventory has otherwise, or has not while no open point asks for them.

    `answered`: whether an open point takes the card's last day. Facts of an inventory are the body's to change.
    """
    for name, own, stated in (
        ("service_end", package.service_end, card.service_end),
        ("notice", package.withdrawal_notice, card.notice),
    ):
        if stated is None or own == stated or (name == "service_end" and answered):
            continue
        if isinstance(own, date):
            yield note(f"card.day.{name}.otherwise", package.id, package.id, old=own, new=stated, day=card.dated)
        else:
            yield note(f"card.day.{name}.missing", package.id, package.id, new=stated, day=card.dated)


def claims_of(card: Card, package: str) -> Iterator[dict[str, Any]]:
    """Plain `claims` records of the card, for the package as it is called where they are kept."""
    for row in card.answers:
        edition = card.edition_of(row.requirement)
        stated = {
            "version": card.version,
            "edition": edition,
            "answer": row.answer.ja if row.answer else "未確認",
            "evidence": row.evidence,
            "delivery": row.delivery.isoformat() if row.delivery else "",
            "source": card.name,
            "as_of": card.dated.isoformat(),
            "note": row.note,
        }
        record = {"id": f"{package}-{card.version}-{row.requirement}", "requirement": row.requirement}
        yield {**record, "package": package, **{name: value for name, value in stated.items() if value}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Records to take, and the remarks on those that stay as they are, or changed with the edition."""

    take: tuple[dict[str, Any], ...]
    notes: tuple[RowNote, ...]


def weighed(card: Card, records: Iterable[dict[str, Any]], standing: Iterable[Claim]) -> Weighed:
    """The card's claims beside those that stand of its package and version, or of a system on it.

    What the body has from elsewhere stays and is named; an earlier card gives way to a later one, and what changed
    with its edition is told.
    """
    by_id: dict[str, list[Claim]] = {}
    for claim in standing:
        if claim.version is None or claim.version == card.version:
            by_id.setdefault(claim.requirement, []).append(claim)
    take: list[dict[str, Any]] = []
    notes: list[RowNote] = []
    editions: dict[tuple[str, str], list[str]] = {}
    for record in records:
        id_, keep = record["requirement"], True
        for claim in by_id.get(id_, ()):
            if not known(claim.answer):
                continue
            from_card = (claim.source or "").startswith(CARD)
            later = claim.as_of is not None and claim.as_of > card.dated
            same = claim.answer.ja == record["answer"]
            edition = str(record.get("edition", ""))
            if from_card and not later:
                if edition and claim.edition and edition != claim.edition:
                    editions.setdefault((claim.edition, edition), []).append("" if same else id_)
                continue
            keep = keep and not later and (same or record["answer"] == "未確認")
            if later and not same:
                notes.append(_remark("card.older", claim, record, card))
            elif not same and record["answer"] != "未確認":
                notes.append(_remark("card.contradicts", claim, record, card))
                keep = False
            elif same and not from_card:
                keep = False  # the body has it already, with what it made of it
        if keep:
            take.append(record)
    for (old, new), ids in sorted(editions.items()):
        changed = [id_ for id_ in ids if id_]
        said = "、".join(changed[:20]) or "-"
        notes.append(note("card.edition", card.name, old=old, new=new, same=len(ids) - len(changed),
                          count=len(changed), ids=said, grave=bool(changed)))  # fmt: skip
    return Weighed(take=tuple(take), notes=tuple(notes))


def _remark(code: str, claim: Claim, record: Mapping[str, Any], card: Card) -> RowNote:
    old = claim.answer.ja if known(claim.answer) else ""
    return note(code, claim.ref.file or claim.id, claim.requirement, old=old, new=record["answer"], day=card.dated)
