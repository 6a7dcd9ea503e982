"""Running cost FY2018 → now → after the move."""

from readiness.inventory.assemble import build_inventory
from readiness.model.money import CostLineItem
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN
from readiness.money.running import assess_running_cost


def cost(*lines):
    sections = {"body": [{"id": "t"}], "cost_lines": [{"id": f"k{i}", **line} for i, line in enumerate(lines)]}
    placed = {key: [(row, Ref("x", (key, i))) for i, row in enumerate(rows)] for key, rows in sections.items()}
    return assess_running_cost(build_inventory(placed, {}).inventory)


def test_ratios_use_only_lines_known_at_both_times():
    found = cost(
        {"item": "通信回線", "fy2018": 100, "current": 350, "planned": 350},
        {"item": "クラウド利用", "fy2018": 0, "current": 250},
        {"item": "データセンター", "current": 999},
    )
    assert found.current_ratio.value == 600.0
    assert (found.current_ratio.known, found.current_ratio.total) == (2, len(CostLineItem))
    assert found.planned_ratio.value == 350.0
    assert [measure.value for measure in found.totals] == [100, 1599, 350]
    assert [measure.known for measure in found.totals] == [2, 3, 1]


def test_accounts_of_one_line_are_added_and_one_unknown_makes_the_line_unknown():
    found = cost(
        {"item": "通信回線", "fy2018": 1, "current": 2},
        {"item": "通信回線", "fy2018": 10, "current": "未確認"},
    )
    row = next(row for row in found.rows if row.item is CostLineItem.NETWORK_LINE)
    assert (row.fy2018, row.current, row.planned) == (11, UNKNOWN, UNKNOWN)


def test_nothing_entered_is_unknown_not_zero():
    found = cost()
    assert found.empty
    assert found.current_ratio.value is UNKNOWN
    assert all(measure.value is UNKNOWN for measure in found.totals)
