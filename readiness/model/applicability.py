"""Which of the areas a class of body runs at all. 対象外 is not 完了: the two are never added together."""

from __future__ import annotations

from readiness.model.body import BodyClass
from readiness.model.record import Maybe
from readiness.model.unknown import UNKNOWN, known

# A prefecture runs these for towns and villages without a 福祉事務所 (生活保護法19条, 児童扶養手当法4条); the
# ministry's progress table lists no other area for prefectures.
PREFECTURE_AREAS = frozenset({"public_assistance", "child_rearing_allowance"})
# In the special wards Tokyo levies these as 都税 (地方税法734条).
NOT_IN_WARDS = frozenset({"fixed_asset_tax", "corporate_inhabitant_tax"})
# Run by the prefecture where a town or village keeps no 福祉事務所.
NEEDS_WELFARE_OFFICE = PREFECTURE_AREAS
COMMON = "common_functions"

_SMALL = frozenset({BodyClass.TOWN, BodyClass.VILLAGE})


def applies(area: str, body_class: Maybe[BodyClass], welfare_office: Maybe[bool] = UNKNOWN) -> Maybe[bool]:
    """Whether a body of this class runs the area; `UNKNOWN` where it hangs on a fact not known yet."""
    if area == COMMON:
        return True
    if not known(body_class):
        return UNKNOWN if area in NOT_IN_WARDS | NEEDS_WELFARE_OFFICE else True
    if body_class is BodyClass.PREFECTURE:
        return area in PREFECTURE_AREAS
    if body_class is BodyClass.SPECIAL_WARD and area in NOT_IN_WARDS:
        return False
    if body_class in _SMALL and area in NEEDS_WELFARE_OFFICE:
        return welfare_office
    return True
