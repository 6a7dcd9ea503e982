"""事業者照会書 as pure data: what stands on the cover sheet of a book, and what the paper prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.exchange.labels import Labels
from readiness.exchange.vendor_select import Ground, Inquiry
from readiness.model.inventory import Inventory
from readiness.model.unknown import known


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Values of one 事業者照会書 (鑑). All texts are in the labels' language and safe for the vendor addressed.

    `clauses` name contract and clause; empty for a 情報提供依頼. `rows` is how many questions follow, `left` how many
    were kept back. `document_number` is empty as long as the paper is a draft.
    """

    vendor: str
    ground: Ground
    title: str
    document_number: str
    dated: date
    addressee: str
    sender: str
    body: str
    contact: str
    due: date | None
    paragraphs: tuple[str, ...]
    clauses: tuple[str, ...]
    disclaimer: str
    rows: int
    left: int
    draft: bool
    fictional: bool


def inquiry_letter(
    inquiry: Inquiry, inventory: Inventory, labels: Labels, dated: date, *, document_number: str = ""
) -> Letter:
    """The letter of one inquiry. It names the addressed vendor only."""
    body, vendor = inventory.body, inventory.vendor_by_id[inquiry.vendor]
    dues = [entry.due for entry in inquiry.entries if entry.due is not None]
    person = vendor.contact_person
    contact = body.contact
    parts = (contact.division, contact.person, contact.phone) if contact else ()
    ground = inquiry.ground.value
    return Letter(
        vendor=inquiry.vendor,
        ground=inquiry.ground,
        title=labels("letter.reminder.title") if inquiry.reminder else labels(f"letter.{ground}.title"),
        document_number=document_number,
        dated=dated,
        addressee=labels("letter.to", vendor=vendor.label, person=person)
        if person
        else labels("letter.to-company", vendor=vendor.label),
        sender=body.issuer or body.label,
        body=body.label,
        contact=" ".join(part for part in parts if part),
        due=max(dues) if dues else None,
        paragraphs=(
            _opening(inquiry, inventory, labels),
            labels(f"letter.{ground}.how", count=len(inquiry.entries)),
            *((labels("letter.due-by-row"),) if len(set(dues)) > 1 else ()),
            labels("letter.unknown-is-fine"),
        ),
        clauses=tuple(
            labels(
                "letter.clause",
                contract=contract.label,
                number=contract.number if known(contract.number) else labels("letter.no-number"),
                clause=contract.inquiry_clause,
            )
            for contract in inquiry.contracts
        ),
        disclaimer=labels("letter.disclaimer"),
        rows=len(inquiry.entries),
        left=inquiry.left,
        draft=not document_number,
        fictional=body.fictional,
    )


def _opening(inquiry: Inquiry, inventory: Inventory, labels: Labels) -> str:
    """The first sentence; a reminder cites the letters that asked first."""
    if not inquiry.reminder:
        return labels(f"letter.{inquiry.ground.value}.opening", body=inventory.body.label)
    cited = labels.words.join(
        labels("letter.cited", number=number, day=labels.day(day)) for number, day in inquiry.earlier
    )
    return labels("letter.reminder.opening", letters=cited)
