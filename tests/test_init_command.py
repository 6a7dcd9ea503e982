"""`readiness init` on the ministries' real workbooks and on bad input, through the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from readiness.cli.root import cli
from readiness.inventory.load import Loaded, load_inventory
from readiness.model.body import BodyClass
from readiness.model.inventory import Inventory
from readiness.model.system import DueKind, System
from readiness.model.unknown import UNKNOWN
from readiness.standard.load import load_standard

OFFICIAL = Path(__file__).parents[2] / "shared" / "official"
official = pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the ministries' workbooks are not beside this checkout")
PROGRESS = str(OFFICIAL / "soumu_progress_202601.xlsx")
DESIGNATED = str(OFFICIAL / "digital_tokutei_202512.xlsx")
STANDARD = load_standard()
NAMES = {area.key: area.name for area in STANDARD.areas}


def init(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["init", str(folder), *arguments], standalone_mode=False, catch_exceptions=False)


def load(folder: Path) -> Loaded:
    return load_inventory(folder, STANDARD.area_spellings)


def made(folder: Path, *arguments: str) -> Inventory:
    result = init(folder, *arguments, "--progress", PROGRESS, "--designated", DESIGNATED)
    assert result.return_value == 0, result.output
    loaded = load(folder)
    assert loaded.findings == ()
    assert loaded.inventory is not None
    return loaded.inventory


def names(systems: list[System]) -> set[str]:
    return {NAMES[area] for system in systems for area in system.areas}


@official
def test_toyohashi(tmp_path: Path) -> None:
    city = made(tmp_path / "t", "--code", "232017")
    assert (city.body.id, city.body.name, city.body.code) == ("232017", "豊橋市", "232017")
    assert not city.body.fictional
    assert len([step for step in city.progress if step.rate == 1.0]) == 17
    assert len([system for system in city.systems if system.migrated is UNKNOWN]) == 18, "40工程完了 is not 移行済み"
    separate = [system for system in city.systems if system.due is DueKind.EXTENDED]
    assert names(separate) == {"児童手当", "児童扶養手当", "子ども・子育て支援"}
    assert all(system.due_date is UNKNOWN and system.migrated is False for system in separate)
    assert all(system.vendor is UNKNOWN and system.owner_division is UNKNOWN for system in city.systems)
    assert city.body.as_of is not None
    assert city.body.as_of.isoformat() == "2026-01-31"


@official
def test_only_flows_the_standard_is_sure_of_become_interfaces(tmp_path: Path) -> None:
    city = made(tmp_path / "t", "--code", "232017")
    firm = {(link.from_, link.to, link.data) for link in STANDARD.links if link.confidence.firm}
    ends = {system.id: system.areas[0] for system in city.systems}
    written = {(ends[flow.from_], ends[flow.to], flow.data) for flow in city.interfaces}
    assert written <= firm
    assert len(written) > 50
    assert all(flow.documented is UNKNOWN and flow.method is UNKNOWN for flow in city.interfaces)


@official
@pytest.mark.parametrize(
    ("name", "complete", "separate", "missing"),
    [
        ("神奈川県 横浜市", 6, 11, set()),  # 指定都市
        ("愛知県 名古屋市", None, 12, set()),
        ("東京都 荒川区", None, 8, {"固定資産税", "法人住民税"}),  # 特別区
        ("東京都 千代田区", 0, 0, {"固定資産税", "法人住民税"}),
        ("静岡県 島田市", None, 3, set()),
        ("北海道 芦別市", None, None, set()),
        ("福島県 会津若松市", None, None, set()),
        ("熊本県 球磨村", None, None, set()),  # 村
        ("和歌山県 広川町", None, None, set()),  # one of two towns of that name
        ("長野県 売木村", 18, 0, set()),
        ("埼玉県 富士見市", 18, 0, set()),
        ("岩手県 金ヶ崎町", None, None, set()),
    ],
)
def test_other_bodies(tmp_path: Path, name: str, complete: int | None, separate: int | None, missing: set[str]) -> None:
    body = made(tmp_path / "b", "--name", name)
    assert set(NAMES.values()) - names(list(body.systems)) == missing
    flagged = [system for system in body.systems if system.due is DueKind.EXTENDED]
    done = [step for step in body.progress if step.rate == 1.0]
    assert complete is None or len(done) == complete
    assert separate is None or len(flagged) == separate
    closed = {step.target for step in body.progress if step.rate == 1.0}
    assert {s.areas[0] for s in flagged if s.migrated is not False} == {s.areas[0] for s in flagged} & closed


@official
def test_a_town_is_asked_whether_it_runs_public_assistance(tmp_path: Path) -> None:
    village = made(tmp_path / "v", "--name", "長野県 売木村")
    assert village.body.welfare_office is UNKNOWN
    doubtful = {system.areas[0]: system for system in village.systems if system.note}
    assert set(doubtful) == {"public_assistance", "child_rearing_allowance"}
    assert all(system.migrated is UNKNOWN and system.due is UNKNOWN for system in doubtful.values())
    assert not {step.target for step in village.progress} & set(doubtful)  # 100 % of 対象外 is not «done»


@official
def test_a_prefecture_has_its_own_areas_and_their_steps(tmp_path: Path) -> None:
    prefecture = made(tmp_path / "p", "--name", "青森県")
    assert names(list(prefecture.systems)) == {"生活保護", "児童扶養手当", "共通機能"}
    steps = {step.target: dict(step.steps) for step in prefecture.progress}
    assert len(steps["public_assistance"]) == 40
    by_area = {system.areas[0]: system for system in prefecture.systems}
    assert by_area["public_assistance"].migrated is True
    assert by_area["child_rearing_allowance"].migrated is not True


@official
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--code", "232018"], ["232017", "愛知県豊橋市"]),
        (["--code", "232998"], ["見つかりません", "候補"]),
        (["--code", "豊橋"], ["6桁"]),
        (["--name", "府中市"], ["東京都府中市", "広島県府中市"]),
        (["--name", "愛知県 豊端市"], ["愛知県豊橋市"]),
        (["--code", "131016", "--name", "愛知県 豊橋市"], ["合いません"]),
    ],
)
def test_an_unknown_body_is_refused_with_the_nearest(tmp_path: Path, arguments: list[str], says: list[str]) -> None:
    result = init(tmp_path / "x", *arguments, "--progress", PROGRESS, "--designated", DESIGNATED)
    assert result.return_value == 2
    assert all(word in result.stderr for word in says), result.stderr
    assert not (tmp_path / "x").exists()


def test_a_code_alone_is_enough(tmp_path: Path) -> None:
    assert init(tmp_path / "t", "--code", "23201", "--as-of", "2026-11-01").return_value == 0
    loaded = load(tmp_path / "t")
    assert loaded.findings == ()
    assert loaded.inventory is not None
    body = loaded.inventory.body
    assert (body.name, body.prefecture, body.body_class) == ("豊橋市", "愛知県", BodyClass.CORE_CITY)


@pytest.mark.parametrize(
    ("arguments", "city"),
    [
        (["--code", "011011"], "北海道札幌市(団体コード 011002)"),
        (["--code", "221384"], "静岡県浜松市(団体コード 221309)"),  # a ward made after the table of codes
        (["--name", "大阪市北区"], "大阪府大阪市(団体コード 271004)"),
        (["--name", "神奈川県 横浜市 西区"], "神奈川県横浜市(団体コード 141003)"),
    ],
)
def test_a_ward_of_a_designated_city_is_no_body(tmp_path: Path, arguments: list[str], city: str) -> None:
    result = init(tmp_path / "x", *arguments)
    assert result.return_value == 2
    assert "政令指定都市の行政区で、団体ではありません" in result.stderr
    assert city in result.stderr
    assert not (tmp_path / "x").exists()


def test_a_special_ward_is_a_body(tmp_path: Path) -> None:
    assert init(tmp_path / "x", "--code", "131016", "--as-of", "2026-11-01").return_value == 0


@official
def test_a_body_that_is_not_on_the_list_is_the_normal_case(tmp_path: Path) -> None:
    """The progress table writes the town's name with another character than the table of codes."""
    result = init(tmp_path / "t", "--code", "394050", "--progress", PROGRESS, "--designated", DESIGNATED)
    assert result.return_value == 0
    assert "該当見込みに記載なし" in result.stderr
    loaded = load(tmp_path / "t")
    assert loaded.inventory is not None
    assert loaded.inventory.body.name == "檮原町"
    assert len(loaded.inventory.progress) == 20
    assert not any(system.due is DueKind.EXTENDED for system in loaded.inventory.systems)


@official
def test_a_city_whose_class_rests_on_less_says_so(tmp_path: Path) -> None:
    init(tmp_path / "a", "--code", "012041", "--progress", PROGRESS, "--designated", DESIGNATED)
    text = (tmp_path / "a" / "body.yaml").read_text(encoding="utf-8")
    assert "中核市" in text
    assert "二次資料" in text
    init(tmp_path / "b", "--code", "232017", "--progress", PROGRESS, "--designated", DESIGNATED)
    assert "二次資料" not in (tmp_path / "b" / "body.yaml").read_text(encoding="utf-8").split("divisions")[0]


@official
def test_a_whole_prefecture(tmp_path: Path) -> None:
    folder = tmp_path / "kochi"
    result = init(folder, "--prefecture", "高知", "--progress", PROGRESS, "--designated", DESIGNATED)
    assert result.return_value == 0
    assert "35団体の台帳" in result.stderr
    codes = sorted(path.name for path in folder.iterdir())
    assert len(codes) == 35
    assert codes[0] == "390003"
    assert all(load(folder / code).findings == () for code in codes[::7])


def test_a_prefecture_that_is_none_lists_them(tmp_path: Path) -> None:
    result = init(tmp_path / "x", "--prefecture", "高地県")
    assert result.return_value == 2
    assert "高知県" in result.stderr
    assert not (tmp_path / "x").exists()


def test_areas_wholly_outside_are_neither_done_nor_placed(tmp_path: Path) -> None:
    """All 40 steps 対象外: whether the prefecture runs the area is asked."""
    steps = tmp_path / "steps.csv"
    heads = ["都道府県名", "市区町村名", "業務名", *(step.label for step in STANDARD.procedure.steps)]
    rows = [["島根県", "-", "生活保護", *["対象外"] * 40], ["島根県", "-", "児童扶養手当", *["未"] * 40]]
    steps.write_text("\n".join(",".join(row) for row in (heads, *rows)), encoding="utf-8")
    result = init(tmp_path / "t", "--name", "島根県", "--progress", str(steps), "--as-of", "2026-01-31")
    assert result.return_value == 0, result.stderr
    assert "40工程がすべて対象外の業務" in result.stderr
    loaded = load(tmp_path / "t")
    assert loaded.inventory is not None
    assert names(list(loaded.inventory.systems)) == {"児童扶養手当", "共通機能"}
    assert {step.target for step in loaded.inventory.progress} == {"child_rearing_allowance"}


def rates(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "令和8年5月_進捗状況.csv"
    path.write_text("\n".join(("都道府県,市区町村,戸籍,就学", *rows)), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("愛知県,豊橋市,0.5,0.5\n愛知県,豊橋市,0.6,0.5", ["愛知県豊橋市が二か所", "!B2", "!B3"]),
        ("愛知県,豊橋市,120%,0.5", ["C2", "120%"]),
        ("愛知県,豊橋市,0.5,対象外れ", ["D2", "対象外れ"]),
    ],
)
def test_a_table_that_contradicts_itself_is_refused_with_its_cells(tmp_path: Path, row: str, says: list[str]) -> None:
    result = init(tmp_path / "x", "--code", "232017", "--progress", rates(tmp_path, row))
    assert result.return_value == 2
    assert all(word in result.stderr for word in says), result.stderr
    assert not (tmp_path / "x").exists()


def test_percent_signs_are_read_and_blank_cells_are_told(tmp_path: Path) -> None:
    table = rates(tmp_path, "愛知県,豊橋市,100%,")
    result = init(tmp_path / "t", "--code", "232017", "--progress", table)
    assert result.return_value == 0
    assert "!B2の行に値がない業務" in result.stderr
    assert "就学" in result.stderr.split("値がない業務")[1]
    loaded = load(tmp_path / "t")
    assert loaded.inventory is not None
    assert [(step.target, step.rate) for step in loaded.inventory.progress] == [("family_register", 1.0)]
    assert str(loaded.inventory.body.as_of) == "2026-05-31"  # another month than the tests' other tables


def test_a_renamed_body_is_named_with_its_cell(tmp_path: Path) -> None:
    table = rates(tmp_path, "愛知県,新豊橋市,0.5,0.5")
    result = init(tmp_path / "t", "--code", "232017", "--progress", table)
    assert result.return_value == 0
    assert "愛知県豊橋市の行がありません" in result.stderr
    assert "!B2" in result.stderr


@official
def test_both_wrong_workbooks_are_named_at_once(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    result = init(tmp_path / "x", "--code", "232017", "--progress", DESIGNATED, "--designated", str(broken))
    assert result.return_value == 2
    assert "進捗状況の表が見つかりません" in result.stderr
    assert "結果一覧" in result.stderr  # what the workbook has instead
    assert "broken.xlsx" in result.stderr
    assert "⟦" not in result.stderr
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("template", ["指定都市", "特別区", "市", "町", "都道府県"])
def test_a_template_is_readable_at_once(tmp_path: Path, template: str) -> None:
    result = init(tmp_path / "t", "--template", template, "--as-of", "2026-11-01")
    assert result.return_value == 0
    loaded = load(tmp_path / "t")
    assert loaded.findings == ()
    assert loaded.inventory is not None
    expected = {"特別区": 19, "都道府県": 3}.get(template, 21)
    assert len(loaded.inventory.systems) == expected


def test_examples_in_comments_can_be_uncommented(tmp_path: Path) -> None:
    init(tmp_path / "t", "--template", "市", "--as-of", "2026-11-01")
    for file, begin in (("body", "divisions:"), ("vendors", "vendors:"), ("contracts", "contracts:")):
        path = tmp_path / "t" / f"{file}.yaml"
        lines = path.read_text(encoding="utf-8").splitlines()
        start = lines.index(f"# {begin}")
        lines[start:] = [line.removeprefix("# ") for line in lines[start:]]
        path.write_text("\n".join(lines), encoding="utf-8")
    loaded = load(tmp_path / "t")
    assert loaded.findings == ()
    assert loaded.inventory is not None
    assert [contract.vendor for contract in loaded.inventory.contracts] == ["vendor-a"]


def test_a_folder_with_content_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    result = init(tmp_path, "--template", "市")
    assert result.return_value == 2
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("arguments", [[], ["--template", "市", "--name", "愛知県豊橋市"]])
def test_what_to_make_must_be_clear(tmp_path: Path, arguments: list[str]) -> None:
    assert init(tmp_path / "x", *arguments).return_value == 2


@official
def test_the_report_of_toyohashi_says_what_is_true(tmp_path: Path) -> None:
    made(tmp_path / "t", "--code", "232017")
    arguments = ["analyze", str(tmp_path / "t"), "--out", str(tmp_path / "o")]
    result = CliRunner().invoke(cli, arguments, standalone_mode=False, catch_exceptions=False)
    assert result.return_value == 0
    assert "40工程完了業務数: 17業務" in result.stdout
    assert "移行完了業務数: 0業務(21件中3件を確認)" in result.stdout
    page = (tmp_path / "o" / "232017" / "index.html").read_text(encoding="utf-8")
    conclusion = page[page.index('id="conclusion"') : page.index('id="status"')]
    assert "児童手当、子ども・子育て支援、児童扶養手当" in conclusion
    assert "省令等で別に期限を定める" in conclusion
    assert "令和10年" not in conclusion  # assumed dates stay out


def test_published_marks_alone_give_no_date(tmp_path: Path) -> None:
    """Nobody has entered a date, a vendor, a contract or a price: the plan says what would allow one."""
    init(tmp_path / "t", "--template", "町", "--as-of", "2026-11-01")
    arguments = ["analyze", str(tmp_path / "t"), "--out", str(tmp_path / "o"), "--fail-on", "never"]
    assert CliRunner().invoke(cli, arguments, standalone_mode=False, catch_exceptions=False).return_value == 0
    (out,) = (tmp_path / "o").iterdir()
    assert not {"plan.ics", "plan.svg", "wbs.xlsx"} & {path.name for path in out.iterdir()}
    analysis = json.loads((out / "analysis.json").read_text(encoding="utf-8"))
    plan = analysis["plan"]
    assert {key: plan[key] for key in ("state", "moves", "placements", "links", "gates", "wbs", "cost_rows")} == {
        "state": "no_premises",
        **{key: [] for key in ("moves", "placements", "links", "gates", "wbs", "cost_rows")},
    }
    assert len(plan["unplanned"]) > 15
    assert len(plan["expected"]) > 30
    assert not [node for node in analysis["graph"]["nodes"] if node.get("cutover")]
    assert not [edge for edge in analysis["graph"]["edges"] if edge.get("temporary_until")]
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "日程の算定に要る3点" in page[page.index('id="conclusion"') : page.index('id="status"')]
    assert "標準上想定される連携(台帳で未確認" in page
    for place in (out / "papers").glob("*.html"):
        # The letters to divisions ask for it.
        assert place.name.startswith("kakunin-") or "切替予定日" not in place.read_text(encoding="utf-8")
