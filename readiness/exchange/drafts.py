"""The drafts that every analysis writes: one book and one CSV per party, and a book per division."""

from __future__ import annotations

from datetime import date

from readiness.exchange.division_book import division_book, division_entries
from readiness.exchange.labels import Labels
from readiness.exchange.letter import Closed
from readiness.exchange.vendor_book import file_stem, vendor_book
from readiness.exchange.vendor_select import inquiries
from readiness.gaps.survey import weekend
from readiness.model.filename import fit_name
from readiness.model.gap import Register
from readiness.model.inventory import Inventory
from readiness.tables.write_csv import write_csv
from readiness.tables.write_xlsx import write_xlsx


def draft_books(
    register: Register,
    inventory: Inventory,
    labels: Labels,
    dated: date,
    *,
    limit: int | None,
    closed: Closed = weekend,
) -> dict[str, bytes]:
    """File name → content (`<vendor-id>.xlsx`, `.csv`, `<division>_所管課確認.xlsx`); those to vendors are drafts.
    `limit`: rows of a vendor's book, None for all.
    """
    found = inquiries(register, inventory, limit=limit)
    files: dict[str, bytes] = {}
    for inquiry in found:
        stem = file_stem(inquiry, found)
        book = vendor_book(inquiry, inventory, labels, dated, closed=closed)
        files[f"{stem}.xlsx"] = write_xlsx(book)
        files[f"{stem}.csv"] = write_csv(book.tables[0])
    for owner, entries in division_entries(register, inventory).items():
        stem = fit_name(f"{owner}_{labels('sheet.division')}")
        files.setdefault(f"{stem}.xlsx", write_xlsx(division_book(owner, entries, inventory, labels, dated)))
    return files
