"""Reading a body's own lists grows with their rows: what a row costs does not depend on how many there are."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

import pytest

from bench.rows import write_list, write_three
from readiness.app.ledger import import_mapped
from readiness.exchange.mapping.known import Known
from readiness.exchange.mapping.records import Records
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
        import_mapped(town, ledger, standard)
        took.append(calls(partial(import_mapped, town, ledger, standard)))
    assert took[2] < took[1] * 4 * 1.25


def told(count: int) -> Records:
    """Records of which half were known before and half are new."""
    known = {
        "systems": [({"id": f"S{n}", "name": f"第{n}号業務"}, Ref("a.yaml")) for n in range(count)],
        "vendors": [({"id": f"V{n}", "name": f"架空電算{n}"}, Ref("a.yaml")) for n in range(count)],
        "contracts": [({"id": f"C{n}", "systems": [f"S{n}"]}, Ref("a.yaml")) for n in range(count)],
        "interfaces": [({"id": f"L{n}", "from": f"S{n}", "to": "S0"}, Ref("a.yaml")) for n in range(count)],
    }
    records = Records(Known(known))
    for n in range(count, 2 * count):
        records.system(f"S{n}", {"id": f"S{n}", "name": f"第{n}号業務"}, Ref("b.xlsx"))
        records.contract(f"C{n}", Ref("b.xlsx"))["systems"] = [f"S{n}"]
    return records


@pytest.mark.parametrize(
    ("ask", "right"),
    [
        (lambda records: records.system_named("第１５号業務"), "S15"),
        (lambda records: records.system_named("第95号業務システム"), "S95"),
        (lambda records: records.system_named("第95号"), "S95"),
        (lambda records: records.system_named("号業務"), None),
        (lambda records: records.system_named("どこにもない"), None),
        (lambda records: records.unnumbered_contract(["S15"]), "C15"),
        (lambda records: records.unnumbered_contract(["S95"]), "C95"),
        (lambda records: records.unnumbered_contract([]), None),
        (lambda records: records.known.named("vendors", "架空電算７"), "V7"),
        (lambda records: records.known.contract(None, None, "S7"), "C7"),
        (lambda records: records.known.link("S7", "S0", "宛名"), "L7"),
    ],
)
def test_a_name_is_found_without_asking_all_others(ask: Callable[[Records], str | None], right: str | None) -> None:
    took = []
    for count in (50, 800):
        records = told(count)
        assert ask(records) == right
        took.append(calls(lambda records=records: ask(records)))  # type: ignore[misc]
    assert took[1] <= took[0] + 40
