"""What the standard asks for: one requirement of an edition, whatever its kind (要件)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness.model.record import Maybe, Word
from readiness.model.unknown import UNKNOWN


class RequirementType(Word):
    """実装類型."""

    REQUIRED = "required", "実装必須"
    OPTIONAL = "optional", "標準オプション"
    PROHIBITED = "prohibited", "実装不可"


class RequirementKind(Word):
    """What a requirement is about."""

    FUNCTION = "function", "機能"
    FORM = "form", "帳票"
    DATA_ITEM = "data_item", "データ項目"
    LINK = "link", "連携"
    COMMON = "common", "共通機能"
    NON_FUNCTIONAL = "non_functional", "非機能"
    CHARACTER = "character", "文字"


class BodyScope(Word):
    """Class of body a 実装類型 is given for; `ALL` where the edition does not distinguish."""

    ALL = "all", "全団体"
    PREFECTURE = "prefecture", "都道府県"
    DESIGNATED_CITY = "designated_city", "指定都市"
    CORE_CITY = "core_city", "中核市"
    ORDINARY = "ordinary", "一般市区町村"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One requirement. `id` is the official ID (機能ID, 帳票ID, データ項目ID, 連携ID) exactly as printed.

    `types` gives the 実装類型 per class of body; a class that is missing there was not stated. `due` is the 適合基準日.
    `superseded_by` is the ID that takes its place (統合・移行), where the edition names one; it then binds nobody.
    `path` are the headings above it. `detail` holds what only its kind has, as (field, text) pairs in a fixed order.
    """

    id: str
    kind: RequirementKind
    unit: str
    name: str
    path: tuple[str, ...] = ()
    text: str = ""
    types: tuple[tuple[BodyScope, RequirementType], ...] = ()
    due: Maybe[date] | None = UNKNOWN
    superseded_by: str | None = None
    rationale: str = ""
    remarks: str = ""
    detail: tuple[tuple[str, str], ...] = ()
    sheet: str = ""
    row: int = 0

    def type_for(self, scope: BodyScope) -> RequirementType | None:
        """実装類型 for a class of body: its own, else the one for all; None where the edition says nothing."""
        stated = dict(self.types)
        return stated.get(scope, stated.get(BodyScope.ALL))

    def get(self, field: str) -> str:
        """A field of `detail`; empty where it is absent."""
        return dict(self.detail).get(field, "")
