"""Reading a body's own lists grows with their rows: what a row costs does not depend on how many there are."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

import pytest

from bench.rows import write_list, write_three
from readiness.app.lists import import_mapped
from readiness.app.words import vocabulary
from readiness.intake.known import Known
from readiness.intake.names import Systems
from readiness.model.ref import Ref
from readiness.standard.load import load_standard


def calls(job: Callable[[], object]) -> int:
    """How many functions, Python's and C's, were called: the same on every machine."""
    count = 0

    def note(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        job()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("write", [write_list, write_three])
def test_four_times_the_rows_take_about_four_times_the_calls(
    tmp_path: Path, write: Callable[[Path, int], None]
) -> None:
    standard = load_standard()
    took = []
    for rows in (60, 60, 240):  # the first run fills caches
        ledger, town = tmp_path / f"{rows}.xlsx", tmp_path / str(rows)
        write(ledger, rows)
        import_mapped(town, (ledger,), standard)
        took.append(calls(partial(import_mapped, town, (ledger,), standard)))
    assert took[2] < took[1] * 4 * 1.25


def known(count: int) -> Known:
    return Known(
        {
            "vendors": [({"id": f"V{n}", "name": f"架空電算{n}"}, Ref("a.yaml")) for n in range(count)],
            "contracts": [({"id": f"C{n}", "systems": [f"S{n}"]}, Ref("a.yaml")) for n in range(count)],
            "interfaces": [({"id": f"L{n}", "from": f"S{n}", "to": "S0"}, Ref("a.yaml")) for n in range(count)],
        }
    )


@pytest.mark.parametrize(
    ("ask", "right"),
    [
        (lambda known: known.unnumbered(["S15"]), "C15"),
        (lambda known: known.unnumbered([]), None),
        (lambda known: known.named("vendors", "架空電算７"), "V7"),
        (lambda known: known.contract(None, None, "S7"), "C7"),
        (lambda known: known.link("S7", "S0", "宛名"), "L7"),
    ],
)
def test_a_record_is_found_without_asking_all_others(ask: Callable[[Known], str | None], right: str | None) -> None:
    took = []
    for count in (50, 800):
        records = known(count)
        assert ask(records) == right
        took.append(calls(lambda records=records: ask(records)))  # type: ignore[misc]
    assert took[1] <= took[0] + 40


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("第１５号業務", "S15"),
        ("第95号業務システム", None),
        ("第45号", "S45"),
        ("号業務", None),
        ("どこにもない", None),
    ],
)
def test_a_system_is_found_by_name_without_asking_all_others(name: str, right: str | None) -> None:
    words = vocabulary(load_standard(), {})
    took = []
    for count in (50, 800):
        systems = Systems({f"S{n}": (f"第{n}号業務", ()) for n in range(count)}, words)
        assert count == 800 or systems.meant(name).id == right
        took.append(calls(lambda systems=systems: systems.meant(name)))  # type: ignore[misc]
    assert took[1] <= took[0] + 60
