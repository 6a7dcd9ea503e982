"""Which area hands which data to which area, as far as it is known (業務間の流れ)."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.standard.confidence import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A flow of data between two nodes: keys of areas, or `collection_and_arrears`.
    `data_en` is a translation of `data`, or `data` itself.

    Only a link whose confidence is `firm` may be stated; the others raise a question to the body.
    """

    from_: str
    to: str
    data: str
    data_en: str
    confidence: Confidence
    source: tuple[str, ...] = ()
