"""`readiness ledger …`: the inventory as a workbook."""

from __future__ import annotations

from readiness.cli.lazy import lazy_group


@lazy_group(__name__)
def command() -> None:
    """The ledger workbook."""
