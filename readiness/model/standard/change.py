"""What changed between two editions (改定)."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.record import Word
from readiness.model.standard.edition import EditionHead
from readiness.model.standard.requirement import Requirement


class ChangeKind(Word):
    """How a requirement changed. One requirement may have several changes."""

    ADDED = "added", "追加"
    REMOVED = "removed", "削除"
    SUPERSEDED = "superseded", "他の要件への統合・移行"
    TYPE = "type", "実装類型の変更"
    DATE = "date", "適合基準日の変更"
    WORDING = "wording", "文言の変更"
    DETAIL = "detail", "項目定義の変更"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementChange:
    """A requirement before and after; None where it does not exist. `kinds` in the order of `ChangeKind`.

    `fields` names what differs, for DETAIL and WORDING (`text`, `name`, `digits`, …).
    """

    id: str
    kinds: tuple[ChangeKind, ...]
    before: Requirement | None
    after: Requirement | None
    fields: tuple[str, ...] = ()

    @property
    def requirement(self) -> Requirement:
        """The newest state there is."""
        found = self.after or self.before
        if found is None:
            raise ValueError(self.id)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionChange:
    """All changes from one edition to another: removed first where they stood, then in the order of the new one."""

    before: EditionHead
    after: EditionHead
    changes: tuple[RequirementChange, ...] = ()

    def of(self, kind: ChangeKind) -> tuple[RequirementChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if kind in change.kinds)
