"""One finding with its place and its words, ready for any format."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from readiness.inventory.positions import Position, Positions
from readiness.messages.catalogue import Catalogue
from readiness.model.decision import Waiver
from readiness.model.finding import Finding
from readiness.model.ref import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """What is printed of a finding. `place` is None where it is about no file; empty strings mean «nothing to say».

    `waiver` is the decision that accepts the finding, `seen` whether the baseline already holds it. `home` is the file
    that says which body it is, for what has no place of its own.
    """

    finding: Finding
    place: Position | None
    related: tuple[Position, ...]
    title: str
    message: str
    basis: str
    remedy: str
    waiver: Waiver | None = None
    seen: bool = False
    home: str = ""

    def within(self, folder: str) -> FindingRow:
        """The same with its files below a folder (empty, or with a slash at its end)."""
        if not folder:
            return self

        def there(place: Position) -> Position:
            return replace(place, file=folder + place.file)

        return replace(
            self,
            finding=replace(self.finding, ref=Ref(folder + self.finding.ref.file, self.finding.ref.path)),
            home=folder + self.home,
            place=there(self.place) if self.place is not None else None,
            related=tuple(map(there, self.related)),
        )

    @property
    def status(self) -> str:
        """`waived` (accepted by decision), `known` (in the baseline), else `open`; stable, never translated."""
        return "waived" if self.waiver else "known" if self.seen else "open"


def finding_rows(
    findings: Iterable[Finding],
    positions: Positions,
    words: Catalogue,
    *,
    waived: Mapping[str, Waiver] | None = None,
    baseline: Collection[str] = (),
    home: str = "",
) -> tuple[FindingRow, ...]:
    """Rows in file order. `waived` and `baseline` are keyed by fingerprint."""
    waivers = waived or {}
    home = home or next(iter(positions.documents), "")

    def row(finding: Finding) -> FindingRow:
        seen = finding.fingerprint in baseline
        return replace(_row(finding, positions, words, waivers.get(finding.fingerprint), seen=seen), home=home)

    return tuple(map(row, positions.in_order(findings)))


def _row(finding: Finding, positions: Positions, words: Catalogue, waiver: Waiver | None, *, seen: bool) -> FindingRow:
    title = f"rule.{finding.code}.name"
    return FindingRow(
        finding=finding,
        place=positions.of(finding),
        related=tuple(place for ref in finding.related if (place := positions.at(ref)) is not None),
        title=words.get(title) if words.has(title) else "",
        message=words.render(finding.message),
        basis=words.render(finding.basis) if finding.basis else "",
        remedy=words.render(finding.remedy) if finding.remedy else "",
        waiver=waiver,
        seen=seen,
    )
