"""Reading an inventory: everything good is kept, everything bad is told at once, in file order."""

import json
import os
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.inventory import schema_problems
from readiness.inventory.load import load_inventory
from readiness.inventory.source_problems import source_finding
from readiness.messages.catalogue import Catalogue
from readiness.model.finding import Severity
from readiness.model.similar import similar
from readiness.model.system import Conformance
from readiness.model.unknown import UNKNOWN
from readiness.sources.limits import Limits
from readiness.sources.yamlfile import read_yaml

AREAS = {"住民基本台帳": "resident_registry", "resident_registry": "resident_registry"}
ROOT = Path(__file__).resolve().parents[2]


def load(folder, **files):
    for name, content in files.items():
        target = folder / f"{name.replace('__', '/')}.yaml"
        target.parent.mkdir(exist_ok=True, parents=True)
        target.write_text(content, encoding="utf-8")
    return load_inventory(folder, AREAS)


def shown(loaded):
    return [
        (finding.code, place.file.rsplit("/", 1)[-1], place.line, place.column)
        for finding in loaded.findings
        if (place := loaded.positions.of(finding))
    ]


def test_records_are_built_with_words_dates_unknowns_and_places(tmp_path):
    loaded = load(
        tmp_path,
        a="body: {id: t, name: 町, code: '993018'}\n",
        b=(
            "vendors: [{id: v1, name: 架空情報}]\n"
            "systems:\n"
            "- {id: s1, areas: [住民基本台帳], vendor: 架空情報, conformance: 準拠, due_date: 2027-02,\n"
            "   migrated: はい}\n"
            "- {id: s2, vendor: 未確認}\n"
        ),
    )
    assert not loaded.fatal and loaded.findings == ()
    first, second = loaded.inventory.systems
    assert first.areas == ("resident_registry",)
    assert first.vendor == "v1", "a unique name is as good as an id"
    assert first.conformance is Conformance.CONFORMANT
    assert first.due_date == date(2027, 2, 28), "a bare month means its last day"
    assert first.migrated is True
    assert second.vendor is UNKNOWN and second.migrated is UNKNOWN
    place = loaded.positions.at(second.ref.child("vendor"))
    assert (place.line, place.column) == (5, 20)


def test_all_problems_of_all_files_come_at_once_in_file_order(tmp_path):
    loaded = load(
        tmp_path,
        a=(
            "body: {id: t, code: 011002, popultion: 3}\n"
            "systems:\n"
            "- id: s1\n"
            "  areas: [住民基本台張]\n"
            "  vendor: v9\n"
            "  conformance: 順拠\n"
            "- id: s1\n"
            "- name: 名無し\n"
        ),
        b="systems:\n- id: s2\n   name: x\nvendors: [\n",
    )
    assert loaded.fatal
    assert shown(loaded) == [
        ("IN003", "a.yaml", 1, 21),
        ("IN101", "a.yaml", 1, 29),
        ("IN203", "a.yaml", 4, 11),
        # vendor v9 may well stand in the part of b.yaml that cannot be read
        ("IN104", "a.yaml", 6, 16),
        ("IN201", "a.yaml", 7, 7),
        ("IN103", "a.yaml", 8, 3),
        ("IN001", "b.yaml", 3, 8),
        ("IN001", "b.yaml", 4, 11),
    ]
    words = Catalogue()
    remedies = {finding.code: words.render(finding.remedy) for finding in loaded.findings}
    assert "population" in remedies["IN101"]
    assert "住民基本台帳" in remedies["IN203"]
    assert "準拠" in remedies["IN104"]
    assert '"011002"' in remedies["IN003"]
    assert loaded.inventory.body.code == "011002", "the literal text is kept"


def test_every_message_of_reading_has_words(tmp_path):
    loaded = load(tmp_path, a="body: {id: t, name: [x], contact: {phon: 1}}\nsystem: []\n", b="body: {id: u}\n")
    for language in ("ja", "en"):
        words = Catalogue(language)
        for finding in loaded.findings:
            assert "⟦" not in words.render(finding.message) + words.render(finding.remedy)
    assert [finding.code for finding in loaded.findings] == ["IN102", "IN101", "IN101", "IN205"]


def test_every_key_of_a_record_of_nonsense_is_told_and_none_is_guessed(tmp_path):
    """A slip of the pen gets a suggestion; two hundred and more unknown keys are another file's, told one by one."""
    few = load(tmp_path, a="body: {id: t, name: 町}\nsystems:\n- {id: s, nam: x}\n")
    assert "name" in Catalogue().render(next(f.remedy for f in few.findings if f.code == "IN101"))
    keys = "".join(f"  name{n}: 1\n" for n in range(300))
    many = load(tmp_path, a=f"body: {{id: t, name: 町}}\nsystems:\n- id: s\n{keys}")
    told = [finding for finding in many.findings if finding.code == "IN101"]
    assert [many.positions.of(finding).line for finding in told] == list(range(4, 304))
    assert {finding.remedy.key for finding in told} == {"input.unknown-key.remedy"}


def test_more_faults_than_anybody_reads_are_said_to_be_more(tmp_path, monkeypatch):
    monkeypatch.setattr(schema_problems, "_MOST", 20)
    monkeypatch.setattr(schema_problems, "_GUESSED", 10)
    for rows, more in ((20, False), (21, True)):
        records = "".join(f"- {{id: s{n}, nam{n}: x}}\n" for n in range(rows))
        loaded = load(tmp_path, a=f"body: {{id: t, name: 町}}\nsystems:\n{records}")
        told = [finding for finding in loaded.findings if finding.code == "IN101"]
        assert [loaded.positions.of(finding).line for finding in told] == list(range(3, 23))
        assert [finding.remedy.key == "input.did-you-mean" for finding in told] == [True] * 10 + [False] * 10
        said = [
            Catalogue().render(f.message) + Catalogue().render(f.remedy) for f in loaded.findings if f.code == "IN102"
        ]
        assert len(said) == more and all("20件を超えます" in one and "元を直して" in one for one in said)


@given(st.text("abcdef", max_size=8), st.lists(st.text("abcde", max_size=8)), st.sampled_from([0.0, 0.4, 0.5, 0.6]))
def test_words_like_another_are_those_of_the_library(word, words, least):
    assert similar(word, words, least=least) == tuple(get_close_matches(word, words, 3, least))


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_path_without_an_inventory_is_refused(tmp_path, name):
    (tmp_path / "empty").mkdir()
    loaded = load_inventory(tmp_path / name, AREAS)
    assert loaded.fatal and loaded.inventory is None
    assert [finding.severity for finding in loaded.findings] == [Severity.FATAL]


def test_a_folder_with_workbooks_only_names_them(tmp_path):
    (tmp_path / "台帳.xlsx").write_bytes(b"")
    (finding,) = load_inventory(tmp_path, AREAS).findings
    assert finding.code == "IN302" and finding.message.key == "input.only-books"
    assert dict(finding.remedy.params)["books"] == ((tmp_path / "台帳.xlsx").as_posix(),)


def test_two_towns_read_as_one_are_told_once(tmp_path):
    town = "body: {id: t, name: 町}\nsystems: [{id: s1}, {id: s2}]\n"
    loaded = load(tmp_path, a__town=town, b__town=town)
    assert [finding.code for finding in loaded.findings] == ["IN205"]
    assert loaded.findings[0].remedy.key == "input.second-town.remedy"
    assert "⟦" not in Catalogue("ja").render(loaded.findings[0].remedy)
    planned = town + "planning: {until: 2028-03-31}\n"
    assert len(load(tmp_path / "d", a__town=planned, b__town=planned).findings) == 1
    assert [finding.code for finding in load(tmp_path / "c", a=town, b=town).findings] == ["IN205"]


def test_decisions_are_read_beside_the_inventory(tmp_path):
    loaded = load(
        tmp_path,
        a="body: {id: t}\nsystems: [{id: s1, name: 住記}]\n",
        decisions__pins="pins: [{move: m1, date: 2028-01-04, reason: 議会, approver: 課長}]\n",
        decisions__plan="plan: {adopted_on: 2026-10-01, moves: [{move: m1, systems: [住記], date: 2028-01-04}]}\n",
    )
    assert loaded.findings == ()
    assert loaded.inventory.decisions.pins[0].date == date(2028, 1, 4)
    assert loaded.inventory.decisions.plan.moves[0].systems == ("s1",)


def test_the_mapping_of_a_ledger_is_no_inventory(tmp_path):
    loaded = load(
        tmp_path, **{"a": "body: {id: t, name: 町}\n", "台帳.map": "mapping: 1\nextends: builtin\ntables: []\n"}
    )
    assert loaded.findings == () and loaded.inventory.body.id == "t"


def test_published_schemas_are_those_the_loader_uses():
    import sys

    sys.path.insert(0, str(ROOT / "tools"))
    import make_schemas

    for name, text in make_schemas.rendered().items():
        assert (ROOT / "specs" / "schemas" / name).read_text(encoding="utf-8") == text, "run `make schemas`"
        assert "⟦" not in text
        assert json.loads(text)["$schema"].endswith("2020-12/schema")


def test_an_unreadable_file_is_not_followed_by_what_it_would_have_held(tmp_path: Path) -> None:
    (tmp_path / "body.yaml").write_text("body: {id: a, name: 甲町, as_of: 2026-11-02}\n", encoding="utf-8")
    (tmp_path / "systems.yaml").write_text("systems: [\n", encoding="utf-8")
    (tmp_path / "interfaces.yaml").write_text("interfaces:\n- {id: i, from: juki, to: zei}\n", encoding="utf-8")
    assert [finding.code for finding in load_inventory(tmp_path, {}).findings] == ["IN001"]


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("03-15", "04-10", []),
        ("12-20", "01-10", []),
        ("02-29", "02-29", []),
        ("2027-03-15", "2027-04-10", []),
        ("2027-03-15", "04-10", ["to"]),
        ("2027-04-10", "2027-03-15", ["to"]),
        ("02-30", "住民課", ["from", "to"]),
        (" ", "%s", ["from", "to"]),
        ("3月15日", "４／10", []),
        ("R9.3.15", "2027/4/10", []),
        ("令和9年2月30日", "3/32", ["from", "to"]),
    ],
)
def test_a_window_has_two_days_of_one_kind(tmp_path: Path, first: str, last: str, wrong: list[str]) -> None:
    file = tmp_path / "all.yaml"
    file.write_text(
        f"body: {{id: a, as_of: 2026-11-02}}\nwindows:\n- {{id: w, from: '{first}', to: '{last}'}}\n", encoding="utf-8"
    )
    loaded = load_inventory(tmp_path, {})
    assert [(finding.code, finding.ref.path[-1]) for finding in loaded.findings if finding.ref] == [
        ("IN102", key) for key in wrong
    ]


def test_steps_of_any_kind_are_told_not_choked_on(tmp_path: Path) -> None:
    file = tmp_path / "all.yaml"
    file.write_text(
        "body: {id: a, as_of: 2026-11-02}\nprogress:\n"
        "- {scope: 業務, target: 戸籍, steps: {30: [null], 31: {a: b}, 5-x: 完了済み, 1-99999999999: 完了済み,"
        " 3: 完了済み}}\n",
        encoding="utf-8",
    )
    loaded = load_inventory(tmp_path, {})
    assert {finding.code for finding in loaded.findings} <= {"IN102", "IN104", "IN105"}
    assert loaded.inventory is not None and [number for number, _ in loaded.inventory.progress[0].steps] == [3]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes as Linux has them")
def test_links_out_pipes_and_circles_are_told_of_and_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "decisions").mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text("password: x\n", encoding="utf-8")
    (folder / "body.yaml").write_text("body: {id: a, as_of: 2026-11-02}\n", encoding="utf-8")
    (folder / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "self.yaml").symlink_to("self.yaml")
    (folder / "zero.yaml").symlink_to("/dev/zero")
    (folder / "decisions" / "plan.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "up").symlink_to(folder)
    (folder / "inside.yml").symlink_to("body.yaml")
    os.mkfifo(folder / "pipe.yaml")
    loaded = load_inventory(folder, {})
    told = [(finding.code, Path(finding.ref.file).name) for finding in loaded.findings if finding.ref]
    assert sorted(told) == [
        ("IN205", "inside.yml"),  # a link within the folder is read like any file
        *(("IN305", name) for name in ("out.yaml", "pipe.yaml", "plan.yaml", "self.yaml", "zero.yaml")),
    ]
    assert load_inventory(folder / "pipe.yaml", {}).fatal


def test_a_section_in_the_wrong_file_is_told_where_it_belongs(tmp_path):
    (tmp_path / "decisions").mkdir()
    (tmp_path / "a.yaml").write_text("body: {id: t, name: 町}\nwaivers: []\n", encoding="utf-8")
    (tmp_path / "decisions" / "waivers.yaml").write_text("systems: []\n", encoding="utf-8")
    loaded = load_inventory(tmp_path, {})
    told = {Path(f.ref.file).name: Catalogue("ja").render(f.remedy) for f in loaded.findings if f.code == "IN101"}
    assert "decisions/waivers.yaml" in told["a.yaml"]
    assert "decisions フォルダの外" in told["waivers.yaml"]


def test_a_file_too_large_says_of_what_and_how_to_split_it(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("body: {id: t, name: 町, note: あ}\n", encoding="utf-8")
    small = read_yaml(file, limits=Limits(nodes=3))
    (finding,) = [source_finding(problem) for problem in small.problems]
    words = Catalogue("ja")
    assert "3個の項目・値" in words.render(finding.message)
    assert "systems-fukushi.yaml" in words.render(finding.remedy)


def test_the_bodys_own_specs_are_no_inventory_and_change_an_assumption(tmp_path):
    from readiness.app.reading import read_standard

    (tmp_path / "specs").mkdir()
    (tmp_path / "a.yaml").write_text("body: {id: t, name: 町}\n", encoding="utf-8")
    row = "{key: rules.near_days, value: 30, unit: days, reason: 町の定め, confidence: assumption}"
    (tmp_path / "specs" / "assumptions.yaml").write_text(f"assumptions: [{row}]\n", encoding="utf-8")
    assert not load_inventory(tmp_path, {}).findings
    assert read_standard(tmp_path).assumptions.whole("rules.near_days") == 30


def test_a_missing_body_is_missing_from_the_file_or_folder(tmp_path):
    file = tmp_path / "systems.yaml"
    file.write_text("systems: []\n", encoding="utf-8")
    for path in (tmp_path, file):
        told = [finding for finding in load_inventory(path, AREAS).findings if finding.code == "IN204"]
        assert [finding.ref.file for finding in told] == [path.as_posix()]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026/11/30", date(2026, 11, 30)),
        ("R8.11.30", date(2026, 11, 30)),
        ("令和8年11月30日", date(2026, 11, 30)),
        ("２０２６／１１／３０", date(2026, 11, 30)),
        ("r8/11/30", date(2026, 11, 30)),
        ("令和８年11月", date(2026, 11, 30)),
        ("2026-11", date(2026, 11, 30)),
        ("令和元年12月1日", date(2019, 12, 1)),
        ("令和8年11月末", date(2026, 11, 30)),
    ],
)
def test_days_are_read_as_people_type_them(tmp_path: Path, written: str, meant: date) -> None:
    loaded = load(tmp_path, all=f"body: {{id: a, as_of: 2026-11-02}}\nsystems:\n- {{id: s, planned_date: {written}}}\n")
    assert not loaded.findings and loaded.inventory is not None
    assert loaded.inventory.systems[0].planned_date == meant


def test_a_system_of_the_adopted_plan_that_has_left_the_ledger_is_told_with_what_to_do(tmp_path: Path) -> None:
    moves = "[{move: m1, systems: [住記, 健管], date: 2028-01-04}, {move: m2, systems: [住記], date: 2028-02-01}]"
    loaded = load(
        tmp_path,
        all="body: {id: a, as_of: 2026-11-02}\nsystems: [{id: s1, name: 住記}]\n",
        decisions__plan=f"plan: {{adopted_on: 2026-10-01, moves: {moves}}}\n",
    )
    assert [f.message.key for f in loaded.findings] == ["input.plan-without-system"]
    assert "plan adopt" in Catalogue("ja").render(loaded.findings[0].remedy) and shown(loaded)[0][1] == "plan.yaml"
    assert loaded.inventory.decisions.plan.moves[1].systems == ("s1",)


@pytest.mark.parametrize("written", ["R8.11.31", "令和8年13月1日", "'2026-02-30'", "２０２６／２／３０"])
def test_a_day_that_no_calendar_has_is_told_with_its_place(tmp_path: Path, written: str) -> None:
    loaded = load(tmp_path, all=f"body: {{id: a, as_of: 2026-11-02}}\nsystems:\n- {{id: s, planned_date: {written}}}\n")
    assert [(place[0], *place[2:]) for place in shown(loaded)] == [("IN102", 3, 25)]
    assert loaded.findings[0].message.key == "input.no-such-day"


def test_first_days_and_words_that_are_no_days(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        all="body: {id: a, as_of: 2026-11-02}\nsystems: [{id: s, planned_date: 来年度}]\n"
        "contracts: [{id: c, systems: [s], start: 令和8年4月}]\n",
    )
    assert [finding.message.key for finding in loaded.findings] == ["input.type"]
    # Nobody is told to write what he has just written.
    unsaid = load(tmp_path, all="body: {id: a, as_of: 2026-11-02}\nsystems: [{id: s, areas: 未確認}]\n")
    remedies = [finding.remedy.key for found in (loaded, unsaid) for finding in found.findings]
    assert remedies == ["input.type.remedy", "input.type.remedy.unknown"]
    again = load(
        tmp_path, all="body: {id: a}\nsystems: [{id: s}]\ncontracts: [{id: c, systems: [s], start: 令和8年4月}]\n"
    )
    assert again.inventory is not None and again.inventory.contracts[0].start == date(2026, 4, 1)


def test_a_record_without_a_name_is_called_by_what_it_is_about_and_never_by_its_id(tmp_path: Path) -> None:
    """Its own words, what it belongs to, its years, at last its place; names written stay, vendors are not told."""
    (tmp_path / "in.yaml").write_text(
        """
body: {id: x, name: 架空町, body_class: 町}
vendors:
- {id: v-1, name: 架空社}
systems:
- {id: s1, name: 介護保険システム}
- {id: s2, name: 健康管理システム}
- {id: s3, name: 住民記録システム}
contracts:
- {id: c-01, vendor: v-1, systems: [s1]}
- {id: c-02, vendor: v-1, systems: [s1, s2, s3]}
- {id: c-03, vendor: v-1, name: 保守契約}
quotes:
- {id: q-01, item: 移行作業, vendor: v-1, system: s2}
- {id: q-02, item: 移行作業, vendor: v-1}
budget_items:
- {id: bi-1, project: 基幹業務システム運用}
debt_burdens:
- {id: b-1, matter: 介護保険システム更新業務}
- {id: b-2, contract: c-03, from_fy: 2027, to_fy: 2028}
- {id: b-3, from_fy: 2027, to_fy: 2027}
- {id: b-4}
- {id: b-5, contract: c-03, from_fy: 2019, to_fy: 2019}
- {id: b-6, contract: c-03, from_fy: 2019, to_fy: 2019}
grants:
- {id: g-1, name: 移行費補助}
""",
        encoding="utf-8",
    )
    found = load_inventory(tmp_path, AREAS).inventory
    assert found is not None
    assert [contract.label for contract in found.contracts] == [
        "介護保険システムに係る契約", "介護保険システム、健康管理システムほかに係る契約", "保守契約",
    ]  # fmt: skip
    assert [quote.label for quote in found.quotes] == ["健康管理システムに係る見積", "名称のない見積(2件目)"]
    assert [item.label for item in found.budget_items] == ["基幹業務システム運用"]
    assert [burden.label for burden in found.debt_burdens] == [
        "介護保険システム更新業務", "保守契約に係る債務負担行為(令和9年度～令和10年度)", "令和9年度の債務負担行為",
        "名称のない債務負担行為(4件目)", "保守契約に係る債務負担行為(令和元年度)(その1)",
        "保守契約に係る債務負担行為(令和元年度)(その2)",
    ]  # fmt: skip
    assert [grant.label for grant in found.grants] == ["移行費補助"]
