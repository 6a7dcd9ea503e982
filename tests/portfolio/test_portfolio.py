"""Many bodies: rows, vendors over all of them, and the command line."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from readiness.analysis.inputs import Inputs
from readiness.app.portfolio import body_paths, survey
from readiness.cli.root import cli
from readiness.model.body import Body
from readiness.model.inventory import Inventory
from readiness.model.planning_input import Proposal
from readiness.model.system import System
from readiness.model.vendor import Vendor
from readiness.portfolio.combine import combine
from readiness.portfolio.share import BodyShare, body_share
from readiness.portfolio.synthetic import SyntheticOptions, synthetic_body, synthetic_files
from readiness.standard.load import load_standard

STANDARD = load_standard()
SAMPLES = Path(__file__).parents[2] / "inventories"
DAY = date(2028, 1, 4)


def body(name: str, *vendors: Vendor, day: date = DAY, capacity: int = 1) -> BodyShare:
    """A body with one waiting system of vendor `v`, proposed for a day."""
    known = vendors or (Vendor(id="v", name="甲社", corporate_number="8999999990001", cutovers_per_date=capacity),)
    inventory = Inventory(
        body=Body(id=name, name=name),
        vendors=known,
        systems=(System(id="s", vendor=known[0].id, migrated=False), System(id="t", vendor=known[0].id, migrated=True)),
        proposals=(Proposal(system="s", date=day),),
    )
    return body_share(Inputs(inventory=inventory, standard=STANDARD, as_of=date(2026, 11, 2)))


def test_one_vendor_is_recognised_by_its_corporate_number_over_all_bodies() -> None:
    other_name = Vendor(id="x", name="株式会社 甲", corporate_number="8999999990001")
    (load,) = combine([body("a"), body("b", other_name)]).vendors
    assert (load.bodies, load.systems, load.months) == (2, 4, (("2028-01", 2),))


def test_dates_asked_by_more_bodies_than_the_vendor_can_serve_are_told() -> None:
    shares = [body("a", capacity=2), body("b", capacity=3), body("c", day=date(2028, 5, 8))]
    assert combine(shares[:2]).vendors[0].over == ()
    (load,) = combine([*shares, body("d", capacity=2)]).vendors
    assert load.capacity == 1  # the least anyone was told
    assert load.over == ((DAY, 3),)
    assert load.peak == ("2028-01", 3)


def test_a_merged_vendor_counts_as_its_successor() -> None:
    merged = Vendor(id="old", name="旧社", merged_into="new")
    new = Vendor(id="new", name="新社", merged_into="old")  # a circle must not hang
    (load,) = combine([body("a", merged, Vendor(id="new", name="新社"))]).vendors
    assert load.name == "新社"
    assert len(combine([body("a", merged, new)]).vendors) == 1


def test_the_fold_does_not_depend_on_order_of_vendors_or_grouping() -> None:
    shares = [
        body_share(Inputs(inventory=synthetic_body(SyntheticOptions(index=i), STANDARD), standard=STANDARD, as_of=DAY))
        for i in range(6)
    ]
    assert combine(shares).vendors == combine(reversed(shares)).vendors
    assert [row.id for row in combine(shares).bodies] == [share.row.id for share in shares]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for index in range(3):
        target = tmp_path / f"b{index}"
        target.mkdir()
        inventory = synthetic_body(SyntheticOptions(seed=1, index=index), STANDARD)
        for name, content in synthetic_files(inventory, STANDARD).items():
            (target / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_a_folder_of_bodies_is_taken_apart(folder: Path) -> None:
    assert [path.name for path in body_paths(folder)] == ["b0", "b1", "b2"]
    assert list(body_paths(folder / "b0")) == [folder / "b0"]
    for name in ("ledger.xlsx", "~$ledger.xlsx", "notes.txt"):
        (folder / name).touch()
    assert [path.name for path in body_paths(folder)] == ["b0", "b1", "b2", "ledger.xlsx"]


def test_two_processes_give_the_same(folder: Path) -> None:
    assert survey([folder], jobs=2) == survey([folder], jobs=1)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["portfolio", *arguments], standalone_mode=False, catch_exceptions=False)


def test_the_samples_as_json_csv_and_text() -> None:
    data = json.loads(run(str(SAMPLES), "--format", "json").stdout)
    rows = {
        row["id"]: {m["name"]: (m["value"], m["known"], m["total"]) for m in row["measures"]} for row in data["bodies"]
    }
    assert rows["midori-cho"]["status.areas_extended"] == (6, 19, 19)
    assert rows["aozora-shi"]["status.areas_complete"] == (15, 21, 21)
    withdrawing = [vendor["name"] for vendor in data["vendors"] if "withdrawal" in vendor]
    assert withdrawing == ["ほたる保護システムズ株式会社(架空)"]
    table = list(csv.reader(io.StringIO(run(str(SAMPLES), "--format", "csv").stdout.removeprefix("\ufeff"))))
    assert table[0][:2] == ["団体", "団体コード"]
    assert {row[1] for row in table[1:3]} == {"992011", "993018"}
    assert "架空の団体" in run(str(SAMPLES)).stdout


def test_the_json_follows_its_published_schema() -> None:
    schema = json.loads((SAMPLES.parent / "specs/schemas/portfolio.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    assert list(validator.iter_errors(json.loads(run(str(SAMPLES), "--format", "json").stdout))) == []


def test_an_unreadable_body_does_not_hide_the_others(tmp_path: Path, folder: Path) -> None:
    (folder / "b1" / "systems.yaml").write_text("systems: [", encoding="utf-8")
    result = run(str(folder), "--format", "json")
    assert result.return_value == 2
    assert len(json.loads(result.stdout)["bodies"]) == 2
    assert "b1/systems.yaml" in result.stderr


def test_formulas_in_names_are_defused(tmp_path: Path) -> None:
    write: Callable[[str], int] = (tmp_path / "body.yaml").write_text
    write('body: {id: a, name: "=1+1", as_of: 2026-11-01}')
    assert "'=1+1" in run(str(tmp_path), "--format", "csv").stdout
