"""Orders that run in a circle are named once, with all their systems, whatever the order of the file."""

from __future__ import annotations

from itertools import permutations

import pytest

from readiness.model.system import System
from readiness.situation.groups import circles
from readiness.situation.situation import situations
from tests import builders
from tests.situation.test_dates import AS_OF


def found(*systems: System) -> tuple[tuple[str, ...], ...]:
    stands = situations(builders.inventory(systems=systems), AS_OF)
    return circles(stands.inventory, stands.every_group)


def old(id_: str, **fields: object) -> System:
    return builders.system(id_, migrated=False, **fields)


def test_a_circle_of_three_is_told_in_its_order_from_the_first() -> None:
    systems = (old("a", move_after=("c",)), old("b", move_after=("a",)), old("c", move_after=("b",)), old("d"))
    assert found(*systems) == (("a", "b", "c"),)
    for order in permutations(systems):
        (circle,) = found(*order)
        at = circle.index("a")
        assert circle[at:] + circle[:at] == ("a", "b", "c")


@pytest.mark.parametrize(
    "fields", [{"move_with": ("b",)}, {"shared_database": ("b",)}, {"move": "m"}, {"package": "p"}]
)
def test_after_and_together_is_a_circle_of_two(fields: dict[str, object]) -> None:
    other = {key: value for key, value in fields.items() if key in ("move", "package")}
    assert found(old("a", move_after=("b",), **fields), old("b", **other)) == (("a", "b"),)


def test_a_circle_through_a_group() -> None:
    systems = (old("a", move_after=("c",)), old("b", move_with=("a",)), old("c", move_after=("b",)))
    assert len(found(*systems)) == 1
    assert set(found(*systems)[0]) == {"a", "b", "c"}


def test_no_circle_where_one_has_moved_or_stays() -> None:
    assert found(old("a", move_after=("b",)), builders.system("b", migrated=True, move_after=("a",))) == ()
    assert found(old("a", move_after=("b",)), old("b", moves=False, move_after=("a",))) == ()
    assert found(old("a", move_after=("b",)), old("b")) == ()


def test_two_circles_are_two() -> None:
    systems = (
        old("a", move_after=("b",)),
        old("b", move_after=("a",)),
        old("c", move_after=("d",)),
        old("d", move_after=("c",)),
    )
    assert [set(circle) for circle in found(*systems)] == [{"a", "b"}, {"c", "d"}]
