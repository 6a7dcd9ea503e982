"""The plan outside the page: calendar, work breakdown, circles of data and how they are cut."""

import re
from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest

from readiness.cli.options import catalogue
from readiness.exchange.labels import Labels
from readiness.exchange.plan_book import dates_table
from readiness.model.plan import CycleCut
from readiness.planning.body import plan_body
from readiness.planning.settings import FAST
from readiness.report.plan.ics import plan_ics
from readiness.report.plan.text import cycle_messages, plan_text
from tests import builders
from tests.planning.scene import AS_OF, old, standard, town
from tests.planning.test_plan_command import TOWN, run


def plan_of(**fields):
    """a, b and c feed each other; c hangs on by two links, a and b by three; d stands alone."""
    pairs = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "a"), ("a", "b")]
    inventory = town(*(old(x, name=f"{x};系", **fields.get(x, {})) for x in "abcd"), interfaces=builders.links(pairs))
    return inventory, plan_body(inventory, standard(), as_of=AS_OF, settings=FAST)


def test_a_circle_is_told_with_its_cheapest_cut():
    _, plan = plan_of()
    assert plan.cycle_cuts == (CycleCut(moves=("a", "b", "c"), part=("c",), least_links=2),)
    assert [m.key for m in cycle_messages(plan, str)] == ["plan.cycle.together"]


def test_the_cut_taken_names_the_links_that_are_made():
    inventory, plan = plan_of(c={"due_date": date(2028, 2, 1)}, a={"delivery_date": date(2028, 5, 1)})
    (cut,) = plan.cycle_cuts
    made = {link.id for link in plan.links if link.opened is not None}
    assert set(cut.taken) == made and len(made) >= cut.least_links == 2
    said = next(line for line in plan_text(plan, inventory, catalogue("ja")).splitlines() if "切り離す" in line)
    assert f"この計画が作るのは{len(made)}本(" in said and not any(link in said for link in made)
    assert all(f"{link.source};系 → {link.target};系" in said for link in plan.links[:3])


def test_the_calendar_is_whole_days_in_short_lines():
    inventory, plan = plan_of()
    text = plan_ics(plan, inventory, catalogue("ja"))
    lines = text.split("\r\n")
    assert text == plan_ics(plan, inventory, catalogue("ja")) and "⟦" not in text
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert max(len(line.encode()) for line in lines) <= 75
    unfolded = text.replace("\r\n ", "")
    assert "SUMMARY:切替日 a\\;系" in unfolded and "SUMMARY:切替日 b\\;系" in unfolded
    placed = sum(placement.date is not None for placement in plan.placements)
    open_gates = sum(not gate.done for gate in plan.gates)
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == placed + open_gates


def test_a_matter_keeps_its_uid_when_its_day_moves_and_has_it_alone():
    def uids(plan):
        text = plan_ics(plan, inventory, catalogue("ja")).replace("\r\n ", "")
        return [line for line in text.split("\r\n") if line.startswith("UID:")]

    inventory, plan = plan_of()
    later = replace(
        plan,
        placements=tuple(replace(p, date=p.date + timedelta(days=14)) for p in plan.placements if p.date),
        gates=tuple(replace(gate, start_by=gate.start_by + timedelta(days=14)) for gate in plan.gates),
    )
    before = uids(plan)
    assert before == uids(later) and len(before) == len(set(before))
    assert not [uid for uid in before if re.search(r"20\d{6}", uid)]
    # Nor does its place among the others count: days that move change the order.
    assert set(uids(replace(plan, gates=plan.gates[::-1]))) == set(before)


@pytest.mark.parametrize("name", ["midori-cho", "aozora-shi", "karamari-cho"])
def test_no_two_entries_of_a_calendar_are_one_matter(town, name):
    text = (town(name) / "plan.ics").read_bytes().decode("utf-8").replace("\r\n ", "")
    parts = [part.split("\r\n") for part in text.split("BEGIN:VEVENT")]
    entries = [dict(line.split(":", 1) for line in lines if ":" in line) for lines in parts]
    uids = [entry["UID"] for entry in entries[1:]]
    assert len(uids) == len(set(uids)) > 5
    numbered = [uid for uid in uids if re.search(r"20\d\d-?[01]\d|-\d@", uid) and not uid.startswith("measure-")]
    assert not numbered  # no day, no place in a list; of a measurement the months after the cut-over
    known = {entry["UID"]: entry["SUMMARY"] for entry in entries[1:]}
    assert len(set(known.values())) == len(known)  # a matter each


def test_the_plan_book_is_in_date_order():
    inventory, plan = plan_of()
    count = len(plan.placements)
    moved = (replace(p, date=p.date + timedelta(days=count - n)) for n, p in enumerate(plan.placements))
    late = replace(plan, placements=tuple(moved))
    days = [row["date"] for row in dates_table(late, inventory, Labels(catalogue("ja"))).records()]
    assert days == sorted(days) and len(set(days)) == count > 1


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    (folder / "body.yaml").write_text(TOWN, encoding="utf-8")
    run("analyze", folder, "--out", folder / "out", "--fail-on", "never")
    return folder / "out" / "shiken-cho"


def test_the_work_breakdown_is_a_workbook_and_a_sheet_of_the_report(outputs):
    own = openpyxl.load_workbook(outputs / "wbs.xlsx")
    assert own.sheetnames == ["WBS", "切替日ごと", "予算・議会・調達"]
    rows = list(own["WBS"].iter_rows(min_row=3, values_only=True))
    assert rows[0] == ("番号", "移行単位", "作業", "着手期限", "完了期限", "担当", "状態")
    assert {"契約締結", "議会の議決"} <= {row[2].removesuffix("(仮置き)") for row in rows[1:]}
    assert all(row[3] <= row[4] for row in rows[1:])
    report = openpyxl.load_workbook(outputs / "report.xlsx")
    assert list(report["WBS"].iter_rows(min_row=3, values_only=True)) == rows
    assert (outputs / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
