"""Many bodies: rows, vendors over all of them, and the command line."""

import csv
import io
import json
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
from click.testing import CliRunner, Result

from bench.synthetic import SyntheticOptions, synthetic_body, synthetic_files
from readiness.analysis.inputs import Inputs
from readiness.analysis.status import AreaState
from readiness.app import portfolio
from readiness.app.portfolio import PortfolioError, body_paths, survey
from readiness.cli.root import cli
from readiness.messages.catalogue import Catalogue
from readiness.model.body import Body
from readiness.model.inventory import Inventory
from readiness.model.measure import Measure
from readiness.model.planning_input import Proposal
from readiness.model.system import System
from readiness.model.vendor import Vendor
from readiness.portfolio.calls import calls
from readiness.portfolio.combine import Tie, VendorLoad, combine
from readiness.portfolio.row import AreaMark, BodyRow
from readiness.portfolio.share import BodyShare, body_share
from readiness.portfolio.shared import SharedThing
from readiness.portfolio.weeks import ClosedSpan
from readiness.report.portfolio.matrix import _complete
from readiness.report.portfolio.tiles import _PLACES, _tile, short_name
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
    assert (load.bodies, load.systems, load.months) == (("a", "b"), 4, (("2028-01", 2),))


def test_a_name_without_a_number_joins_the_one_number_others_have_for_it() -> None:
    nameless = Vendor(id="x", name="甲社株式会社")
    (load,) = combine([body("a"), body("b", nameless)]).vendors
    assert (load.key, load.by_name) == ("8999999990001", ("b",))
    namesake = Vendor(id="y", name="㈱甲社", corporate_number="8999999990002")
    apart = combine([body("a"), body("b", nameless), body("c", namesake)]).vendors
    assert sorted(load.bodies for load in apart) == [("a",), ("b",), ("c",)]  # two numbers: nobody knows which


def test_dates_asked_by_more_bodies_than_the_vendor_can_serve_are_told() -> None:
    shares = [body("a", capacity=2), body("b", capacity=3), body("c", day=date(2028, 5, 8))]
    (load,) = combine(shares[:2]).vendors
    assert [(day.day, day.bodies, day.over) for day in load.shared] == [(DAY, ("a", "b"), False)]
    (load,) = combine([*shares, body("d", capacity=1)]).vendors
    assert load.capacity == 1  # the least anyone was told
    assert [(day.day, day.bodies, day.over) for day in load.shared] == [(DAY, ("a", "b", "d"), True)]
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
    (folder / "register" / "ledger").mkdir(parents=True)  # of the ledger, once something was asked
    assert [path.name for path in body_paths(folder)] == ["b0", "b1", "b2", "ledger.xlsx"]
    folder.parent.joinpath(f"{folder.name}.csv").touch()
    assert folder / "b1" in body_paths(folder.parent)  # a folder that only groups bodies is no body


def test_reasons_to_ring_stand_in_the_order_of_what_is_at_stake(folder: Path) -> None:
    portfolio = combine([body("a"), body("b"), body("c", day=date(2028, 5, 8)), body("c", day=date(2028, 5, 8))])
    told = {portfolio.bodies[call.body].id: [reason.kind for reason in call.reasons] for call in calls(portfolio)}
    assert told["a"] == told["b"] == ["crowded", "state-unknown"]
    assert told["c"] == ["state-unknown", "duplicate"]
    lapsed = replace(portfolio.bodies[0].areas[0], state=AreaState.NOT_YET, lapsed=True, undated=1)
    late = replace(lapsed, area="other", lapsed=False, undated=0, late=True)
    old = replace(portfolio.bodies[0], areas=(lapsed, late), dated=date(2026, 8, 31))
    new = replace(portfolio.bodies[2], areas=(), dated=date(2026, 11, 2))
    (call,) = calls(replace(portfolio, bodies=(old, new), vendors=()))
    assert [reason.kind for reason in call.reasons] == [
        "late",
        "lapsed",
        "old",
    ]  # 期限経過 is not told again as undated
    assert [reason.areas for reason in call.reasons[:2]] == [("other",), (lapsed.area,)]


def test_a_vendor_that_withdraws_is_a_reason_only_where_a_system_still_has_to_move() -> None:
    leaving = Vendor(id="v", name="乙社", service_end=date(2028, 3, 31))
    portfolio = combine([body("a", leaving)])
    assert [reason.kind for call in calls(portfolio) for reason in call.reasons] == ["withdrawal", "state-unknown"]
    (load,) = portfolio.vendors
    moved = replace(portfolio, vendors=(replace(load, pending_in=()),))
    assert [reason.kind for call in calls(moved) for reason in call.reasons] == ["state-unknown"]


def test_the_folder_tells_whom_to_ring_and_what_changed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(str(SAMPLES), "--out", str(out)).return_value == 0
    page = (out / "portfolio/index.html").read_text(encoding="utf-8")
    assert "ほたる保護システムズ株式会社(架空)が令和10年3月31日に提供を終了し、移行前のシステムがある" in page
    assert "就学、健康管理、共通機能 → 指定の申出の状況と移行の見込みを確認する" in page
    assert "前回からの変化" not in page
    calls_csv = (out / "portfolio/tables/calls.csv").read_text(encoding="utf-8-sig")
    assert next(csv.reader(io.StringIO(calls_csv))) == ["団体", "連絡先", "理由", "業務", "確認すること"]
    file = out / "portfolio/portfolio.json"
    before = json.loads(file.read_text(encoding="utf-8"))
    for row in before["bodies"]:
        if row["id"] == "midori-cho":
            marks = {mark["area"]: mark for mark in row["areas"]}
            marks["resident_registry"]["state"] = "not_yet"
            marks["long_term_care_insurance"]["cutover"] = "2027-12-01"
    before["bodies"] = [row for row in before["bodies"] if row["id"] != "aozora-shi"]
    earlier = tmp_path / "portfolio.json"
    earlier.write_text(json.dumps(before, ensure_ascii=False), encoding="utf-8")
    text = run(str(SAMPLES), "--since", str(earlier)).stdout
    assert "あおぞら市  今回から追加" in text
    assert "みどり町    移行完了 住民基本台帳" in text
    assert "介護保険 の切替え予定 R9.12.1 → R10.1.4" in text
    (out / "portfolio/memo.txt").write_text("mine", encoding="utf-8")
    run(str(SAMPLES), "--out", str(out), "--since", str(file))
    assert "変化なし" in (out / "portfolio/index.html").read_text(encoding="utf-8")
    assert (out / "portfolio/memo.txt").read_text(encoding="utf-8") == "mine"


def test_what_is_no_earlier_portfolio_is_refused_in_words(tmp_path: Path) -> None:
    for content in ("[]", "{", '{"format": "readiness.portfolio", "bodies": [{}]}', "[" * 100_000):
        (tmp_path / "p.json").write_text(content, encoding="utf-8")
        with pytest.raises(PortfolioError) as refused:
            run(str(SAMPLES / "midori-cho"), "--since", str(tmp_path / "p.json"))
        assert refused.value.message.key == "portfolio.previous"


def test_parquet_keeps_dates_and_numbers(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    run(str(SAMPLES), "--out", str(tmp_path))
    rows = parquet.read_table(tmp_path / "portfolio/tables/areas.parquet").to_pylist()
    (care,) = [row for row in rows if row["団体"].startswith("みどり町") and row["業務"] == "介護保険"]
    assert (care["切替え予定日"], care["40工程の進捗率"]) == (date(2028, 1, 4), 37.5)


def test_data_are_partitioned_by_prefecture_as_published(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    run(str(SAMPLES), "--out", str(tmp_path))
    schema = json.loads((Path("specs/schemas") / "portfolio-parquet.schema.json").read_text(encoding="utf-8"))
    for name in ("bodies", "areas"):
        files = sorted((tmp_path / "portfolio/data" / name).rglob("*.parquet"))
        assert files and all(file.parent.name.startswith("prefecture=") for file in files)
        for file in files:
            rows = parquet.ParquetFile(file).read().to_pylist()
            plain = json.loads(json.dumps(rows, default=str))
            check = jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})
            assert rows and not [error for row in plain for error in check.iter_errors(row)]


def test_the_tile_map_has_a_place_for_every_prefecture() -> None:
    assert len(set(_PLACES)) == 47
    assert [short_name(name) for name in ("北海道", "東京都", "京都府", "青森県")] == ["北海道", "東京", "京都", "青森"]


def test_tiles_of_one_printed_figure_have_one_shade() -> None:
    view = SimpleNamespace(words=Catalogue("ja"))
    groups = [SimpleNamespace(key="青森県", bodies=1, mean=mean) for mean in (0.7461, 0.7549, 0.7449, None)]
    marks = [_tile(view, group, (0, 0)) for group in groups]  # type: ignore[arg-type]
    shades = [mark.split('fill="')[1].split('"')[0] for mark in marks]
    assert shades[0] == shades[1] != shades[2] != shades[3]


def test_without_pyarrow_the_csv_tables_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readiness.report.portfolio.find_spec", lambda _name: None)
    result = run(str(SAMPLES / "midori-cho"), "--out", str(tmp_path))
    assert "Parquet" in result.stderr
    assert {path.suffix for path in (tmp_path / "portfolio/tables").iterdir()} == {".csv"}


def test_a_dask_cluster_gives_the_same(folder: Path) -> None:
    distributed = pytest.importorskip("distributed")
    (folder / "b1" / "systems.yaml").write_text("systems: [", encoding="utf-8")
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    ) as cluster:
        spread = survey([folder], cluster=cluster.scheduler_address)
    assert spread == survey([folder])
    assert len(spread.unreadable) == 1


def test_a_cluster_without_a_worker_left_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    seen: list[int] = []

    class Client:
        def scheduler_info(self) -> dict[str, dict[str, int]]:
            seen.append(1)
            return {"workers": {"w": 1} if len(seen) == 3 else {}}  # one comes back for a while

    def wait(futures: object, timeout: float) -> None:
        raise TimeoutError

    monkeypatch.setattr(distributed, "wait", wait)
    with pytest.raises(PortfolioError) as refused:
        portfolio._awaited(Client(), [], "tcp://127.0.0.1:9")  # type: ignore[arg-type]
    assert refused.value.message.key == "portfolio.cluster-no-worker" and len(seen) == 3 + portfolio._PATIENCE


def test_a_cluster_without_its_extra_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PortfolioError) as refused:
        survey([SAMPLES], cluster="tcp://127.0.0.1:9")
    assert refused.value.message.key == "portfolio.cluster-missing"


def test_a_cluster_that_is_not_there_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("readiness.app.portfolio.CLUSTER_SECONDS", 0.5)
    with pytest.raises(PortfolioError) as refused:
        survey([SAMPLES], cluster="tcp://127.0.0.1:9")
    assert refused.value.message.key == "portfolio.cluster-unreachable"


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
    withdrawing = [vendor["name"] for vendor in data["vendors"] if "service_end" in vendor]
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


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("body", BodyRow),
        ("measure", Measure),
        ("area", AreaMark),
        ("vendor", VendorLoad),
        ("tie", Tie),
        ("shared", SharedThing),
        ("closed", ClosedSpan),
    ],
)
def test_the_published_schema_has_the_fields_of_its_records(name: str, record: type) -> None:
    """A field added to a record is in the schema, and what may be missing is not required there."""
    schema = json.loads((SAMPLES.parent / "specs/schemas/portfolio.schema.json").read_text(encoding="utf-8"))
    published = schema["$defs"][name].get("items", schema["$defs"][name])
    stated = {field.name: str(field.type) for field in fields(record) if field.name != "ref"}
    assert set(published["properties"]) == set(stated)
    assert set(published["required"]) <= {field for field, kind in stated.items() if "None" not in kind}


def test_an_area_of_which_nothing_is_known_has_no_share_of_bodies() -> None:
    view = SimpleNamespace(words=Catalogue("ja"))
    known = {
        state: _complete(view, [{"a": AreaMark(area="a", state=state)}], "a").text  # type: ignore[arg-type]
        for state in (AreaState.COMPLETE, AreaState.UNKNOWN, AreaState.ELSEWHERE)
    }
    assert list(known.values()) == ["1/1", "未確認", "―"]


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
