"""Bodies under one capacity: the file is read or refused row by row, and nobody exceeds what a vendor can do."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from io import StringIO
from itertools import product
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from readiness.analysis.inputs import Inputs
from readiness.app.joint import JointRefusedError, joint_of, otherwise
from readiness.app.portfolio import survey
from readiness.cli.root import cli
from readiness.messages.catalogue import Catalogue
from readiness.planning.caps import Cap
from readiness.portfolio.calls import calls
from readiness.portfolio.capacity import read_month
from readiness.portfolio.joint import BEYOND, Joint
from readiness.portfolio.joint_proof import certificates, shortages, unavoidable
from readiness.portfolio.joint_share import JointShare, joint_shares, split
from readiness.portfolio.limits import month_sets
from readiness.solver.joint.solve import LATE_SCALE, joint_plan
from tests.command import run

TOWN = """
body: {{id: {id}, name: {name}, body_class: 町, fictional: true, as_of: 2026-11-02}}
vendors: [{{id: v, name: 株式会社甲(架空), corporate_number: "2999999990007"}}, {{id: w, name: 乙(架空)}}]
divisions: [{{id: d, name: 住民課}}]
planning: {{dates: [2028-01-04, 2028-05-08, 2028-09-19], until: 2028-12-31}}
systems:
- id: a
  name: 介護
  areas: [介護保険]
  vendor: v
  owner_division: d
  migrated: いいえ
  planned_date: 2028-01-04
  duration_weeks: 8
- {{id: b, name: 障害, areas: [障害者福祉], vendor: w, owner_division: d, migrated: いいえ, planned_date: 2028-01-04}}
"""


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    for number, name in enumerate(("甲町", "乙町", "丙町"), start=1):
        (tmp_path / "in" / f"t{number}").mkdir(parents=True)
        (tmp_path / "in" / f"t{number}" / "all.yaml").write_text(
            TOWN.format(id=f"t{number}", name=name), encoding="utf-8"
        )
    return tmp_path / "in"


def capacity(folder: Path, rows: str) -> Path:
    path = folder.parent / "capacity.csv"
    path.write_text(f"事業者,年月,件数\n{rows}", encoding="utf-8-sig")
    return path


def test_one_cutover_a_month_spreads_three_towns(towns: Path) -> None:
    joint = joint_of([towns], capacity(towns, "㈱甲（架空）,毎月,1\n"))
    assert joint is not None
    months = Counter(joint.month(body, 0) for body in range(3))
    assert len(months) == 3 and None not in months
    assert joint.plan.late_bound <= joint.plan.late
    assert joint.plan.cost_bound <= joint.plan.cost


def test_a_vendor_that_is_not_told_is_free(towns: Path) -> None:
    joint = joint_of([towns], capacity(towns, "株式会社甲(架空),毎月,9\nどこにもない社,毎月,0\n"))
    assert joint is not None
    assert (joint.plan.late, joint.plan.cost) == joint.plan.alone
    assert len(joint.unused) == 1


def test_a_month_without_room_is_left_free(towns: Path) -> None:
    joint = joint_of([towns], capacity(towns, "2999999990007,毎月,9\n2999999990007,令和10年1月,0\n"))
    assert joint is not None
    assert date(2028, 1, 1) not in {joint.month(body, 0) for body in range(3)}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("甲,27-13,1\n甲,毎月,1\n", ["capacity.month"]),
        ("甲,毎月,-1\n,毎月,1\n", ["capacity.count", "capacity.vendor"]),
        ("甲,毎月,1\n甲,毎月,2\n", ["capacity.twice"]),
        ("甲,0000-04,1\n甲,令和0年4月,1\n甲,令和元年12月,1\n", ["capacity.month", "capacity.month"]),
        ("甲,9999-04,1\n甲,0001-04,1\n", ["capacity.month", "capacity.month"]),
        (f"甲,毎月,{'9' * 5000}\n甲,{'9' * 5000},1\n", ["capacity.long", "capacity.month"]),
        ("甲,毎月,²\n甲,毎月,①\n甲,毎月,٣\n甲,2027-०४,1\n", [*["capacity.count"] * 3, "capacity.month"]),
        (",²,²\n", ["capacity.count", "capacity.month", "capacity.vendor"]),
        ("株式会社甲(架空),毎月,1\n2999999990007,毎月,2\n", ["capacity.names"]),
        ("㈱甲（架空）,毎月,1\n甲(架空),毎月,2\n乙,毎月,x\n", ["capacity.twice", "capacity.count"]),
        ("", ["capacity.empty"]),
    ],
)
def test_every_bad_row_is_told_at_once(towns: Path, rows: str, said: list[str]) -> None:
    with pytest.raises(JointRefusedError) as refused:
        joint_of([towns], capacity(towns, rows))
    told = dict(refused.value.message.params)["rows"]
    assert isinstance(told, tuple)
    assert [row.key.removeprefix("portfolio.") for row in told] == said  # type: ignore[union-attr]
    assert "⟦" not in Catalogue("ja").render(refused.value.message)
    assert len(Catalogue("ja").render(refused.value.message)) < 500


def test_the_command_refuses_with_rows(towns: Path) -> None:
    path = capacity(towns, "株式会社甲(架空),毎月,1\n乙,令和0年4月,²\n㈱甲(架空),毎月,２\n")
    done = run("portfolio", str(towns / "missing"), "--capacity", str(path))  # before a body is read
    assert done.returncode == 2
    assert all(
        part in done.stderr for part in ("3行目: 年月", "3行目: 件数「²」", "4行目: 「㈱甲(架空)」の同じ月が2行目")
    )


def test_a_scenario_with_one_vendor_under_two_names_is_told_before_anything_is_planned(
    towns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readiness.solver.joint.solve.joint_plan", lambda *_, **__: pytest.fail("planned"))
    other = towns.parent / "other.csv"
    other.write_text("事業者,年月,件数\n株式会社甲(架空),毎月,1\n2999999990007,毎月,2\n", encoding="utf-8")
    with pytest.raises(JointRefusedError) as refused:
        joint_of([towns], capacity(towns, "株式会社甲(架空),毎月,1\n"), scenarios=[other])
    assert "other.csv" in Catalogue("ja").render(refused.value.message)


def test_full_width_digits_are_read(towns: Path) -> None:
    joint = joint_of([towns], capacity(towns, "株式会社甲(架空),毎月,１\n"))
    assert joint is not None and joint.problem.capacity.max() == 1


def test_a_town_without_the_number_means_the_same_vendor(towns: Path) -> None:
    plain = towns / "t2" / "all.yaml"
    plain.write_text(plain.read_text(encoding="utf-8").replace(', corporate_number: "2999999990007"', ""), "utf-8")
    joint = joint_of([towns], capacity(towns, "2999999990007,毎月,1\n"))
    assert joint is not None
    assert len({joint.month(body, 0) for body in range(3)}) == 3


def test_a_name_of_two_vendors_is_asked_about(towns: Path) -> None:
    other = towns / "t2" / "all.yaml"
    other.write_text(other.read_text(encoding="utf-8").replace("2999999990007", "5999999990004"), "utf-8")
    with pytest.raises(JointRefusedError) as refused:
        joint_of([towns], capacity(towns, "株式会社甲(架空),毎月,1\n"))
    assert "法人番号で記入" in Catalogue("ja").render(refused.value.message)
    joint = joint_of([towns], capacity(towns, "2999999990007,毎月,1\n"))
    assert joint is not None
    assert joint.month(0, 0) != joint.month(2, 0)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2027-04", date(2027, 4, 1)),
        ("令和9年4月", date(2027, 4, 1)),
        ("R９.４", date(2027, 4, 1)),
        ("2027/13", None),
    ],
)
def test_months_as_people_write_them(text: str, month: date | None) -> None:
    assert read_month(text) == month


def test_the_command_writes_the_tables(towns: Path, tmp_path: Path) -> None:
    path = capacity(towns, "株式会社甲(架空),毎月,1\n")
    done = CliRunner().invoke(cli, ["portfolio", str(towns), "--capacity", str(path), "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    tables = tmp_path / "out" / "portfolio" / "tables"
    moves = list(csv.DictReader(StringIO((tables / "joint_moves.csv").read_text(encoding="utf-8-sig"))))
    assert len(moves) == 6 and {row["月"] for row in moves} >= {"2028-01"}
    sheets = load_workbook(tables.parent / "portfolio.xlsx")
    months = [cell for cell in sheets["共同計画の月"]["D"] if cell.is_date]
    assert months and all(cell.number_format == '[$-411]ggge"年"m"月"' for cell in months)
    page = (tmp_path / "out" / "portfolio" / "index.html").read_text(encoding="utf-8")
    assert "共同の移行計画" in page
    assert "最小であることが証明された" in page or "下限との差は、合計の" in page  # the bound stands beside the value


def test_one_edit_asks_one_town_again_and_the_plan_is_that_of_a_first_run(
    towns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counting(inputs: Inputs) -> tuple[JointShare, ...]:
        asked.append(inputs.inventory.body.id)
        return joint_shares(inputs)

    monkeypatch.setattr("readiness.portfolio.joint_share.joint_shares", counting)
    path = capacity(towns, "株式会社甲(架空),毎月,1\n")

    def files(out: str, *options: str) -> dict[str, bytes]:
        folder = tmp_path / out
        done = run("portfolio", str(towns), "--capacity", str(path), "--out", str(folder), *options)
        assert done.returncode == 0, done.stderr
        return {file.name: file.read_bytes() for file in sorted((folder / "portfolio").rglob("*")) if file.is_file()}

    first = files("a")
    assert asked == ["t1", "t2", "t3"]
    assert files("a", "--resume") == first and len(asked) == 3
    town = towns / "t2" / "all.yaml"
    town.write_text(town.read_text("utf-8").replace("planned_date: 2028-01-04", "planned_date: 2028-05-08"), "utf-8")
    again = files("a", "--resume")
    assert asked[3:] == ["t2"] and again != first
    assert files("b", "--jobs", "2") == again  # processes of their own, that nothing was kept for
    for kept in (tmp_path / "a" / "shares").iterdir():
        kept.write_text(kept.read_text("utf-8").replace("record", "recorp"), "utf-8")
    assert files("a", "--resume") == again and asked[4:] == ["t1", "t2", "t3"]


LIMITED = TOWN.replace("planning: {{dates", "planning: {{areas_per_date: 1, dates")


def test_a_towns_own_limit_on_one_date_holds_in_the_joint_plan(towns: Path) -> None:
    for number in (1, 2, 3):
        (towns / f"t{number}" / "all.yaml").write_text(LIMITED.format(id=f"t{number}", name=f"町{number}"), "utf-8")
    joint = joint_of([towns], capacity(towns, "株式会社甲(架空),毎月,9\n"))
    assert joint is not None
    for body in range(3):
        months = [joint.month(body, move) for move in range(2)]
        assert len(set(months)) == 2, months  # one date a month, one area a date
        days = joint.dated[body].days
        assert joint.dated[body].state == "kept"
        assert [day.replace(day=1) for day in days if day] == months


def test_sets_of_a_month_are_those_that_find_dates() -> None:
    rng = Random(3)
    moves = ("a", "b", "c", "d")
    for _ in range(30):
        days = [date(2028, 1, rng.randrange(1, 28)) for _ in range(rng.randrange(1, 4))]
        open_ = {move: tuple(sorted({day for day in days if rng.random() < 0.8})) for move in moves}
        caps = [
            Cap(kind="areas", subject="", start=0, slots=1, dates=(day,), limit=3, capacity=rng.randrange(1, 4),
                demand={move: rng.randrange(1, 4) for move in moves})
            for day in days
        ]  # fmt: skip
        names = {move: tuple(rng.sample("xyz", rng.randrange(1, 3))) for move in moves}
        caps.append(
            Cap(kind="vendors", subject="", start=0, slots=1, dates=(days[0],), limit=2, capacity=2, members=names)
        )
        caps.append(Cap(kind="division", subject="d", start=0, slots=2, dates=tuple(sorted(set(days))), limit=2,
                        capacity=2, demand=dict.fromkeys(moves[:3], 1)))  # fmt: skip
        found = month_sets(moves, open_, caps).get(date(2028, 1, 1))
        if found is None:
            continue
        for chosen in range(16):
            inside = [move for at, move in enumerate(moves) if chosen >> at & 1]
            ways = product(*(open_[move] for move in inside))
            fits = any(not any(cap.broken(dict(zip(inside, way, strict=True))) for cap in caps) for way in ways)
            assert bool(found[chosen]) is fits, (inside, open_, caps)


def three_due_in_one_month(towns: Path) -> tuple[Path, Joint]:
    """One cut-over a month for three towns, each of which has a move due by the end of February 2028."""
    for number in (1, 2, 3):
        path = towns / f"t{number}" / "all.yaml"
        due = "planned_date: 2028-01-04\n  due: 省令等で別に定める期限\n  due_date: 2028-02-28"
        path.write_text(path.read_text(encoding="utf-8").replace("planned_date: 2028-01-04\n", f"{due}\n", 1), "utf-8")
    told = capacity(towns, "株式会社甲(架空),毎月,1\n")
    joint = joint_of([towns], told)
    assert joint is not None
    return told, joint


def test_what_cannot_be_in_time_is_certified_and_told_to_advisers_only(towns: Path, tmp_path: Path) -> None:
    told, joint = three_due_in_one_month(towns)
    (found,) = certificates(joint)
    assert (found.need, found.room, found.short, len(found.bodies)) == (3, 1, 2, 3)
    assert joint.plan.late_bound >= 2
    for level in ("bodies", "advisers"):
        out = tmp_path / level
        more = ("--share-level", level, *(("--withdraw", "㈱甲（架空）") if level == "advisers" else ()))
        done = run("portfolio", str(towns), "--capacity", str(told), "--out", str(out), *more)
        assert done.returncode == 0, done.stderr
        page = (out / "portfolio" / "index.html").read_text(encoding="utf-8")
        for secret in ("少なくとも2件", "1件分の余力の価値", "余力の価値(試算)", "費用だけを最小"):
            assert (secret in page) is (level == "advisers"), (level, secret)
        assert (out / "portfolio" / "tables" / "joint_short.csv").exists() is (level == "advisers")
    assert "引き受けられる月の余力はない" in page  # nobody else has capacity


def test_one_more_team_and_a_withdrawal_are_solved_again(towns: Path) -> None:
    told = capacity(towns, "株式会社甲(架空),毎月,1\n乙(架空),毎月,5\n")
    joint = joint_of([towns], told)
    assert joint is not None
    rows = otherwise(joint, ["㈱甲（架空）"], ["株式会社甲(架空)"])
    (_, more, _), (_, less, takers) = rows
    assert more.cost <= joint.plan.cost and more.late <= joint.plan.late
    assert less.late >= 3 * 12 > joint.plan.late  # nobody is served: each waits beyond the horizon
    assert [taker.vendor for taker in takers] == [key for key in joint.vendors if joint.names[key].startswith("乙")]
    with pytest.raises(JointRefusedError):
        otherwise(joint, ["どこにもない社"], [])
    assert run("portfolio", str(towns), "--capacity", str(told), "--more", "乙(架空)").returncode == 2


def test_a_second_file_is_another_scenario(towns: Path, tmp_path: Path) -> None:
    first = capacity(towns, "株式会社甲(架空),毎月,1\n")
    second = first.with_name("増員案.csv")
    second.write_text("事業者,年月,件数\n株式会社甲(架空),毎月,9\n", encoding="utf-8-sig")
    joint = joint_of([towns], first, scenarios=[second])
    assert joint is not None
    (found,) = joint.scenarios
    assert (found.name, (found.plan.late, found.plan.cost)) == ("増員案", joint.plan.alone)
    out = tmp_path / "out"
    done = run("portfolio", str(towns), "--capacity", str(first), "--capacity", str(second), "--out", str(out))
    assert done.returncode == 0, done.stderr
    told = (out / "portfolio" / "tables" / "joint_otherwise.csv").read_text(encoding="utf-8-sig")
    assert "増員案" in told and len(told.splitlines()) == 2


def test_months_say_what_is_overdue(towns: Path, tmp_path: Path) -> None:
    told, _ = three_due_in_one_month(towns)
    told.write_text(told.read_text(encoding="utf-8-sig") + "株式会社甲(架空),2028-09,0\n", encoding="utf-8-sig")
    joint = joint_of([towns], told)
    assert joint is not None
    done = run("portfolio", str(towns), "--capacity", str(told), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    table = (tmp_path / "out" / "portfolio" / "tables" / "joint_months.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(StringIO(table)))
    overdue = sum(int(row["月末に期限を過ぎて未了"]) for row in rows)
    waiting = BEYOND * len(joint.plan.beyond)  # the rest of the lateness: moves without a month
    assert overdue + waiting == joint.plan.late > overdue > 0
    due = sum(int(row["期限を迎える移行単位"]) for row in rows)
    dated = sum(place.due is not None for share in joint.shares for move in share.moves for place in move.places)
    page = (tmp_path / "out" / "portfolio" / "index.html").read_text(encoding="utf-8")
    assert due >= 3 and ("より後に期限を迎える移行単位が" in page) == (due < dated)
    assert sum(int(row["移行する移行単位"]) for row in rows) == 6 - len(joint.plan.beyond)
    stated = (tmp_path / "out" / "portfolio" / "tables" / "joint.csv").read_text(encoding="utf-8-sig")
    counts = {row["項目"]: int(row["値"]) for row in csv.DictReader(StringIO(stated))}
    assert sum(count for item, count in counts.items() if "団体自身の計画" in item or "この月では" in item) == 3


def test_many_moves_are_planned_in_parts_with_the_dearest_links_together() -> None:
    links = {(0, 9): (50, 1), (9, 0): (50, 1), (3, 15): (40, 0), (1, 2): (1, 0)}
    parts = split(20, links)
    assert sorted(move for part in parts for move in part) == list(range(20))
    assert max(map(len, parts)) <= 8 and len(parts) == 3
    for i, j in links:
        assert any(i in part and j in part for part in parts)
    assert split(13, links) == (tuple(range(13)),)


BIG = """
body: {id: big, name: 大きな市, body_class: 市, fictional: true, as_of: 2026-11-02}
vendors: [{id: v, name: 株式会社甲(架空), corporate_number: "2999999990007", cutovers_per_date: 2}]
planning: {dates: [DATES], until: 2029-03-31, areas_per_date: 6}
systems:
"""


def test_a_body_of_very_many_moves_has_dates_that_keep_all_its_rules(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "big"
    folder.mkdir(parents=True)
    rows = [
        f"- {{id: s{at}, name: 業務{at}, vendor: v, migrated: いいえ, planned_date: 2028-01-04}}" for at in range(17)
    ]
    days = ", ".join(f"2028-{month:02}-15" for month in range(3, 13))
    (folder / "all.yaml").write_text(BIG.replace("DATES", days) + "\n".join(rows) + "\n", encoding="utf-8")
    told = capacity(folder.parent, "株式会社甲(架空),毎月,6\n")
    joint = joint_of([folder.parent], told)
    assert joint is not None
    assert {share.parts for share in joint.shares} == {3} and len(joint.shares) == 3
    months = Counter(
        joint.month(body, move) for body, share in enumerate(joint.shares) for move in range(len(share.moves))
    )
    assert sum(months.values()) == 17 and max(months.values()) <= 2  # on one date of one vendor, for all parts together
    (whole,) = joint.dated
    days = whole.days
    for at, share in enumerate(joint.shares):
        assert [day and day.replace(day=1) for day in (days[move.places[0].number] for move in share.moves)] == [
            joint.month(at, move) for move in range(len(share.moves))
        ]


def test_without_a_date_a_shortage_is_told_as_one_of_the_horizon(towns: Path, tmp_path: Path) -> None:
    told = capacity(towns, "乙(架空),毎月,0\n")
    joint = joint_of([towns], told)
    assert joint is not None
    (found,) = certificates(joint)
    assert not found.dated and found.short == 3 == len(joint.plan.beyond)
    done = run("portfolio", str(towns), "--capacity", str(told), "--out", str(tmp_path), "--share-level", "advisers")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "portfolio" / "index.html").read_text(encoding="utf-8")
    assert "少なくとも3件は計画期間内に切り替えられない" in page and "期限に間に合わない</td>" not in page


def test_a_shortage_is_the_worst_there_is_and_counts_no_month_without_dates() -> None:
    assert shortages([(0, 4)] * 20, [6, 6, 6, 6, 6]) == [{0, 4}]  # the months between help nobody
    assert shortages([(0,)] * 2 + [(3,)] * 2, [1, 1, 1, 1]) == [{0}, {3}]
    rng = Random(5)
    for _ in range(200):
        capacity = [rng.randrange(3) for _ in range(5)]
        moves = [tuple(sorted(rng.sample(range(5), rng.randrange(1, 4)))) for _ in range(rng.randrange(8))]

        def short(months: set[int], moves: list[tuple[int, ...]] = moves, room: list[int] = capacity) -> int:
            return sum(months >= set(own) for own in moves) - sum(room[month] for month in months)

        worst = max(short({m for m in range(5) if chosen >> m & 1}) for chosen in range(32))
        found = shortages(moves, capacity)
        assert all(short(months) > 0 for months in found)
        assert sum(map(short, found)) == worst, (capacity, moves, found)


def test_who_gets_no_month_or_a_late_one_is_rung_first_and_why(towns: Path) -> None:
    told, joint = three_due_in_one_month(towns)
    found = calls(survey([towns]).portfolio, joint)
    kinds = {(call.body, reason.kind): reason.weight for call in found for reason in call.reasons}
    late = {at for at, kind in kinds if kind == "slot-late"}
    assert joint.plan.late == 3 + 7 and not joint.plan.beyond  # in May and in September, for February
    assert len(late) == 2 and sum(kinds[at, "slot-late"] for at in late) == joint.plan.late
    assert not any(kind in ("never", "no-slot") for _, kind in kinds)
    weights = [kinds[call.body, "slot-late"] for call in found if (call.body, "slot-late") in kinds]
    assert [call.body for call in found[:2]] == [call.body for call in found if call.body in late]
    assert weights == sorted(weights, reverse=True)
    told.write_text("事業者,年月,件数\n株式会社甲(架空),毎月,0\n", encoding="utf-8-sig")
    none = joint_of([towns], told)
    assert none is not None
    assert (
        sum(reason.kind == "no-slot" for call in calls(survey([towns]).portfolio, none) for reason in call.reasons) == 3
    )


def test_a_month_weighs_the_same_however_many_dates_a_town_has_in_it(towns: Path) -> None:
    other = towns / "t2" / "all.yaml"
    other.write_text(other.read_text(encoding="utf-8").replace("2028-05-08,", "2028-05-01, 2028-05-02,"), "utf-8")
    joint = joint_of([towns], capacity(towns, "株式会社甲(架空),毎月,9\n"))
    assert joint is not None
    one, two = (share.moves[0].points for share in joint.shares[:2])
    month = date(2028, 9, 1)
    assert abs(one[month] - two[month]) <= 0.05 * one[month]  # thirty-one slots a month against one
    assert joint.shares[0].links == joint.shares[1].links


def test_what_one_more_is_worth_is_told_in_months_and_never_too_low(towns: Path, tmp_path: Path) -> None:
    told, joint = three_due_in_one_month(towns)
    room = joint.problem.capacity
    january = joint.months.index(date(2028, 1, 1))
    more = room.copy()
    more[0, january] += 1
    saved = joint.plan.late - joint_plan(replace(joint.problem, capacity=more)).late
    assert 0 < saved <= joint.plan.late_prices[0, january] / LATE_SCALE
    done = run("portfolio", str(towns), "--capacity", str(told), "--out", str(tmp_path), "--share-level", "advisers")
    assert done.returncode == 0, done.stderr
    assert "団体・月)" in (tmp_path / "portfolio" / "tables" / "joint_room.csv").read_text(encoding="utf-8-sig")


def test_a_month_the_towns_own_limits_close_is_no_room_in_a_proof(towns: Path) -> None:
    joint = joint_of([towns], capacity(towns, "株式会社甲(架空),毎月,1\n株式会社甲(架空),2028-09,0\n"))
    assert joint is not None
    may = joint.months.index(date(2028, 5, 1))
    bodies = tuple(replace(body, shut=body.shut.copy()) for body in joint.problem.bodies if body.shut is not None)
    for body in bodies:
        assert body.shut is not None
        body.shut[may, 1:] = True
    shut = replace(joint, problem=replace(joint.problem, bodies=bodies))
    (open_,), (closed,) = certificates(joint), certificates(shut)
    assert (open_.need, open_.room) == (3, 2) and (closed.need, closed.room) == (3, 1)


def test_a_towns_page_tells_of_that_town_alone(towns: Path, tmp_path: Path) -> None:
    told, _ = three_due_in_one_month(towns)
    other = towns / "t2" / "all.yaml"
    other.write_text(other.read_text(encoding="utf-8").replace("name: 介護", "name: 別の町の秘密"), "utf-8")
    done = run("portfolio", str(towns), "--capacity", str(told), "--plans", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "portfolio"
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert all(f'<a href="bodies/t{number}.html">' in index for number in (1, 2, 3))
    pages = [(folder / "bodies" / f"t{number}.html").read_text(encoding="utf-8") for number in (1, 2, 3)]
    assert ["別の町の秘密" in html for html in pages] == [False, True, False]
    for html, name in zip(pages, ("甲町", "乙町", "丙町"), strict=True):
        own = html.split('id="main"')[1]
        assert f"<h1>{name} [架空の団体]</h1>" in html and '<a href="../index.html">' in own
        assert not any(f">{other}" in own for other in ("甲町", "乙町", "丙町") if other != name)
        assert "期限の月" in own and "<script" not in html


def test_towns_of_one_id_have_pages_of_their_own(towns: Path, tmp_path: Path) -> None:
    (towns / "t2" / "all.yaml").write_text(TOWN.format(id="t1", name="乙町"), encoding="utf-8")
    done = run("portfolio", str(towns), "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "portfolio" / "bodies"
    assert sorted(path.name for path in folder.iterdir()) == ["t1.html", "t1~2.html", "t3.html"]
    assert "<h1>乙町" in (folder / "t1~2.html").read_text(encoding="utf-8")


CENTRE = """operating_bodies: [{{id: ob, name: 架空電算センター, kind: 電算センター}}]
"""


def with_centre(towns: Path, numbers: tuple[int, ...], dates: dict[int, str] | None = None) -> None:
    """The system for 介護 of some towns is run by one joint body."""
    for number in numbers:
        path = towns / f"t{number}" / "all.yaml"
        text = path.read_text(encoding="utf-8").replace(
            "areas: [介護保険]", "areas: [介護保険]\n  operating_body: ob", 1
        )
        for old, new in (("2028-01-04, 2028-05-08, 2028-09-19", (dates or {}).get(number)),):
            text = text.replace(f"dates: [{old}]", f"dates: [{new}]") if new else text
        path.write_text(text + CENTRE.format(), encoding="utf-8")


def test_what_a_joint_centre_runs_moves_for_all_its_towns_at_once_and_counts_once(towns: Path, tmp_path: Path) -> None:
    told, _ = three_due_in_one_month(towns)
    with_centre(towns, (1, 2, 3))
    joint = joint_of([towns], told)
    assert joint is not None
    (share,) = joint.shares
    (both,) = [at for at, move in enumerate(share.moves) if len(move.places) > 1]
    assert [place.label for place in share.moves[both].places] == ["甲町", "乙町", "丙町"]
    assert len(share.moves) == 4 and joint.plan.late == 0  # one cut-over for three towns fits into January
    assert joint.month(0, both) == date(2028, 1, 1)
    assert not certificates(joint) and not unavoidable(joint)
    assert [one.state for one in joint.dated] == ["kept"] * 3
    assert {one.days[0] for one in joint.dated} == {date(2028, 1, 4)}
    done = run("portfolio", str(towns), "--capacity", str(told), "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "団体ごとに1件と数える" in (tmp_path / "portfolio" / "index.html").read_text(encoding="utf-8")
    table = (tmp_path / "portfolio" / "tables" / "joint_moves.csv").read_text(encoding="utf-8-sig")
    rows = [row for row in csv.DictReader(StringIO(table)) if row["移行単位"] == "介護"]
    assert [(row["団体"], row["共に移行する団体"]) for row in rows] == [
        ("甲町", "乙町、丙町"),
        ("乙町", "甲町、丙町"),
        ("丙町", "甲町、乙町"),
    ]


@pytest.mark.parametrize("entered", [("2028-09-19", "2028-05-08"), ("2027-10-01", "2028-09-19"), ("2028-09-19", None)])
def test_what_became_of_days_that_towns_of_a_centre_have_entered_is_said(
    towns: Path, tmp_path: Path, entered: tuple[str, str | None]
) -> None:
    """The joint move is one, in a month that one of its towns has entered and all can take."""
    with_centre(towns, (1, 2), {1: "2027-10-01, 2028-05-08, 2028-09-19", 2: "2028-05-08, 2028-09-19"})
    for number, day in enumerate(entered, start=1):
        path = towns / f"t{number}" / "all.yaml"
        text = path.read_text(encoding="utf-8").replace(", planned_date: 2028-01-04}", "}")
        path.write_text(
            text.replace("planned_date: 2028-01-04", f"planned_date: {day}" if day else "note: x"), encoding="utf-8"
        )
    shutil.rmtree(towns / "t3")
    done = run("portfolio", str(towns), "--capacity", str(capacity(towns, "乙,毎月,9\n")), "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    table = (tmp_path / "portfolio" / "tables" / "joint_moves.csv").read_text(encoding="utf-8-sig")
    rows = [row for row in csv.DictReader(StringIO(table)) if row["移行単位"] == "介護"]
    assert [row["決定又は記入済みの切替日"] for row in rows] == [day or "" for day in entered]
    (month,) = {row["月"][:7] for row in rows}
    assert month in {(day or "")[:7] for day in entered if day != "2027-10-01"}
    assert figure(tmp_path, "のまま計画した") == 1
    assert figure(tmp_path, "団体ごとに異なる切替日") == (entered[1] is not None)


def figure(out: Path, part: str) -> int:
    """The one figure of the joint plan with these words in it."""
    table = (out / "portfolio" / "tables" / "joint.csv").read_text(encoding="utf-8-sig")
    (found,) = [row["値"] for row in csv.DictReader(StringIO(table)) if part in row["項目"]]
    return int(found)


def adopt(town: Path, day: str) -> None:
    """Both systems of a town on one day, as decided."""
    (town / "decisions").mkdir()
    moves = ", ".join(f"{{move: {name}, systems: [{name}], date: {day}}}" for name in "ab")
    (town / "decisions" / "plan.yaml").write_text(f"plan:\n  adopted_on: 2026-10-28\n  moves: [{moves}]\n", "utf-8")


def test_days_that_towns_stand_by_are_kept_as_far_as_vendors_have_room(towns: Path, tmp_path: Path) -> None:
    """Three have entered January and two fit: the one whose plan is adopted, and the one that would be late."""
    path = towns / "t2" / "all.yaml"
    more = "planned_date: 2028-01-04\n  due: 省令等で別に定める期限\n  due_date: 2028-02-28"
    path.write_text(path.read_text("utf-8").replace("planned_date: 2028-01-04\n", f"{more}\n", 1), "utf-8")
    adopt(towns / "t3", "2028-01-04")
    told = capacity(towns, "株式会社甲(架空),毎月,2\n")
    joint = joint_of([towns], told)
    assert joint is not None
    assert [joint.month(body, 0) == date(2028, 1, 1) for body in range(3)] == [False, True, True]
    assert {joint.month(body, 1) for body in range(3)} == {date(2028, 1, 1)} and joint.plan.late == 0
    assert [one.state for one in joint.dated] == ["kept"] * 3 and joint.dated[2].days == (date(2028, 1, 4),) * 2
    rung = {call.body: [reason.kind for reason in call.reasons] for call in calls(survey([towns]).portfolio, joint)}
    assert [at for at, kinds in rung.items() if "other-day" in kinds] == [0]
    done = run("portfolio", str(towns), "--capacity", str(told), "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert (figure(tmp_path, "のまま計画した"), figure(tmp_path, "対応可能件数を超えるか")) == (5, 1)
    told.write_text("事業者,年月,件数\n株式会社甲(架空),毎月,3\n", encoding="utf-8-sig")
    ((_, more_room, _),) = otherwise(joint, ["株式会社甲(架空)"], [])
    enough = joint_of([towns], told)
    assert enough is not None and len(enough.held) == 6 and more_room.cost == enough.plan.cost


def test_what_a_town_has_adopted_stands_whatever_it_breaks(towns: Path) -> None:
    """More areas on one date than its own limit allows, and a day that is none of its dates."""
    (towns / "t1" / "all.yaml").write_text(LIMITED.format(id="t1", name="甲町"), "utf-8")
    adopt(towns / "t1", "2028-03-21")
    adopt(towns / "t2", "2030-10-01")  # after the last day of its plan: told, and in no month
    joint = joint_of([towns], capacity(towns, "株式会社甲(架空),毎月,1\n"))
    assert joint is not None
    assert joint.dated[0].days == (date(2028, 3, 21),) * 2 and joint.dated[0].state == "broken"
    assert {joint.month(0, 0), joint.month(0, 1)} == {date(2028, 3, 1)}
    late = [place for move in joint.shares[1].moves for place in move.places]
    assert [(place.entered, place.held) for place in late] == [(date(2030, 10, 1), False)] * 2


def test_what_has_no_month_leaves_the_other_moves_their_dates(towns: Path) -> None:
    joint = joint_of([towns], capacity(towns, "乙(架空),毎月,0\n"))
    assert joint is not None
    assert [one.state for one in joint.dated] == ["open"] * 3
    assert [one.days for one in joint.dated] == [(date(2028, 1, 4), None)] * 3


def test_lateness_of_a_joint_move_is_that_of_each_town(towns: Path) -> None:
    told, _ = three_due_in_one_month(towns)
    with_centre(towns, (2, 3))
    told.write_text("事業者,年月,件数\n株式会社甲(架空),2028-01,0\n株式会社甲(架空),2028-05,1\n", encoding="utf-8-sig")
    joint = joint_of([towns], told)
    assert joint is not None
    assert [len(share.moves) for share in joint.shares] == [2, 3]
    months = {place.label: joint.month(at, number) for at, share in enumerate(joint.shares)
              for number, move in enumerate(share.moves) for place in move.places if place.number == 0}  # fmt: skip
    assert months == {"甲町": date(2028, 9, 1), "乙町": date(2028, 5, 1), "丙町": date(2028, 5, 1)}
    assert joint.plan.late == joint.plan.late_bound == 7 + 3 + 3  # the two towns together take the one room in May


def test_towns_of_a_centre_without_a_month_in_common_keep_their_own(towns: Path) -> None:
    with_centre(towns, (1, 2), {1: "2028-01-04, 2028-05-08", 2: "2028-09-19"})
    for number in (1, 2):
        path = towns / f"t{number}" / "all.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("planned_date: 2028-01-04", "note: x"), "utf-8")
    joint = joint_of([towns], capacity(towns, "株式会社甲(架空),毎月,9\n"))
    assert joint is not None
    assert joint.apart == ("架空電算センター",)
    assert all(len(move.places) == 1 for share in joint.shares for move in share.moves)


def test_joint_moves_of_very_many_towns_are_planned_in_parts(tmp_path: Path) -> None:
    towns = tmp_path / "in"
    for number in range(1, 15):
        (towns / f"t{number}").mkdir(parents=True)
        text = TOWN.format(id=f"t{number}", name=f"町{number}")
        (towns / f"t{number}" / "all.yaml").write_text(text, encoding="utf-8")
    with_centre(towns, tuple(range(1, 15)))
    joint = joint_of([towns], capacity(towns, "株式会社甲(架空),毎月,1\n乙(架空),毎月,14\n"))
    assert joint is not None
    moves = [move for share in joint.shares for move in share.moves]
    assert sorted(len(move.places) for move in moves) == [1] * 14 + [14]
    assert joint.shares[0].parts == 2 and not joint.plan.beyond
    assert len(joint.dated) == 14 and {one.state for one in joint.dated} == {"kept"}


def test_who_can_take_over_is_told_with_the_areas_it_is_known_to_serve(towns: Path, tmp_path: Path) -> None:
    path = towns / "t2" / "all.yaml"  # another town has 介護 of the other vendor already, and is done
    text = path.read_text(encoding="utf-8").replace("vendor: v\n  owner_division: d\n  migrated: いいえ", "vendor: w\n"
        "  owner_division: d\n  migrated: はい", 1)  # fmt: skip
    path.write_text(text, encoding="utf-8")
    told = capacity(towns, "株式会社甲(架空),毎月,3\n乙(架空),毎月,9\n")
    joint = joint_of([towns], told)
    assert joint is not None
    ((_, _, (taker,)),) = otherwise(joint, [], ["株式会社甲(架空)"])
    assert (taker.lost, taker.taken, taker.by) == (2, 2, date(2028, 1, 1))  # 介護 of two towns, in their own months
    assert (taker.areas, taker.open_areas) == (("long_term_care_insurance",), ())
    ((_, _, (other,)),) = otherwise(joint, [], ["乙(架空)"])
    assert other.areas == () and len(other.open_areas) == 1
    more = ("--share-level", "advisers", "--withdraw", "株式会社甲(架空)", "--out", str(tmp_path))
    done = run("portfolio", str(towns), "--capacity", str(told), *more)
    assert done.returncode == 0, done.stderr
    table = (tmp_path / "portfolio" / "tables" / "joint_otherwise.csv").read_text(encoding="utf-8-sig")
    assert "業務の全てについて、いずれかの団体に製品を提供している" in table


def test_what_coordination_saves_is_said_and_full_months_are_not_called_free(towns: Path, tmp_path: Path) -> None:
    for number, due in ((1, "2028-12-31"), (2, "2028-12-31"), (3, "2028-02-28")):  # the last in the row is in a hurry
        path = towns / f"t{number}" / "all.yaml"
        more = f"planned_date: 2028-01-04\n  due: 省令等で別に定める期限\n  due_date: {due}"
        text = path.read_text(encoding="utf-8").replace("planned_date: 2028-01-04\n", f"{more}\n", 1)
        path.write_text(text, encoding="utf-8")
    told = capacity(towns, "株式会社甲(架空),毎月,1\n")
    done = run("portfolio", str(towns), "--capacity", str(told), "--out", str(tmp_path), "--share-level", "advisers")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "portfolio" / "index.html").read_text(encoding="utf-8")
    assert "超える月が延べ1あり、超過は2件である。" in page
    assert "先着順に割り当てた場合に比べ、遅れは7団体・月少ない。" in page
    table = (tmp_path / "portfolio" / "tables" / "joint_room.csv").read_text(encoding="utf-8-sig")
    for row in csv.DictReader(StringIO(table)):
        if row["計画の件数"] == row["対応可能件数"]:
            assert "余力がある" not in "".join(row.values())
