"""Bodies under one capacity: the file is read or refused row by row, and nobody exceeds what a vendor can do."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from readiness.app.joint import JointRefusedError, joint_of
from readiness.cli.root import cli
from readiness.messages.catalogue import Catalogue
from readiness.portfolio.capacity import read_month
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
    path = capacity(towns, "株式会社甲(架空),毎月,1\n乙,令和0年4月,²\n2999999990007,毎月,２\n")
    done = run("portfolio", str(towns), "--capacity", str(path))
    assert done.returncode == 2
    assert all(part in done.stderr for part in ("3行目: 年月", "3行目: 件数「²」", "4行目: 「2999999990007」は2行目"))


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
    assert len(moves) == 6
    assert "共同の移行計画" in (tmp_path / "out" / "portfolio" / "index.html").read_text(encoding="utf-8")
