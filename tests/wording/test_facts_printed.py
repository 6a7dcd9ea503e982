"""Faults of fact in what is printed, by their numbers (F…): what stands in a column, beside a figure, on a paper."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readiness.app.body import open_body
from readiness.exchange.handover import HandoverItem
from readiness.exchange.handover_text import handover_book, handover_lines
from readiness.exchange.labels import Labels
from readiness.exchange.pmo import pmo_lines, reentry
from readiness.gaps.derive import derive
from readiness.messages.catalogue import Catalogue, load_rule
from readiness.model.asset import Form
from readiness.model.body import Body, BodyClass, Division
from readiness.model.system import Conformance, DueKind, TransitionalMeasure
from readiness.model.text import text
from readiness.planning.body import plan_body
from readiness.planning.robust import _unknown_capacities
from readiness.planning.settings import FAST
from readiness.rules.completeness import system_vendor_unknown
from readiness.rules.context import Context
from readiness.rules.contracts import contract_extraction_fee
from readiness.rules.interfaces import area_flow_missing, interface_removal_date
from readiness.rules.state import system_lapsed, transition_without_end
from readiness.situation.steps import AreaSteps
from readiness.standard.load import load_standard
from tests import builders
from tests.command import run
from tests.planning.scene import frame, old
from tests.planning.scene import town as planned_town

HERE = Path(__file__).parent
AS_OF = date(2026, 11, 2)
WORDS = Catalogue("ja")


def context(**records: Any) -> Context:
    return Context(inventory=builders.inventory(**records), standard=load_standard(), as_of=AS_OF)


def plain(page: Path) -> str:
    return re.sub(r"<style>.*?</style>|<[^>]+>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_f3_a_system_without_a_date_is_named_so_whatever_its_rate() -> None:
    told = load_rule("ST105")
    assert told["name"]["ja"] == "期限経過・指定なし"
    assert "進捗率" not in str({key: told[key] for key in ("message", "why", "remedy")})
    assert "進捗率" not in str(system_lapsed.findings.__doc__)


@pytest.mark.parametrize("name", ["midori-cho", "aozora-shi"])
def test_f8_and_f9_the_paper_of_the_council_tells_what_the_plan_breaks_and_who_goes(town: Any, name: str) -> None:
    page = (town(name) / "papers" / "chougi.html").read_text(encoding="utf-8")
    index = (town(name) / "index.html").read_text(encoding="utf-8")
    conclusion = re.sub(r"<[^>]+>", "", index.split('id="conclusion"')[1].split("</section>")[0])
    adopted = page.split('id="t-options"')[1].split("<tbody>")[1].split("</tr>")[0]
    broken = re.search(r"不適合の条件が(\d+)件", conclusion)
    assert (f"{broken[1]}件" if broken else "なし") in adopted
    leaving = re.findall(r"「([^」]+)」は[^。]*に提供を終了する", conclusion)
    reasons = page.split("付議の理由</h2>")[1].split("決定事項</h2>")[0]
    # Of a recorded matter its own party; midori-cho has none that goes.
    assert any(party in reasons for party in leaving) == (name == "aozora-shi")


def test_f11_and_f12_what_is_counted_is_named_where_it_is_not_what_the_figure_counts(town: Any) -> None:
    page = plain(town("aozora-shi") / "index.html")
    stops = re.findall(r"停止する業務\s*\d+業務\(([^)]*)\)", page)
    assert stops and all(re.fullmatch(r"\d+システム中\d+を確認", said) for said in stops), stops
    assert re.search(r"確認を要する事項があるシステム\s*\d+システム\s*\d+システム中、未確認を含まないもの\d+", page)


def test_f13_a_date_that_has_passed_is_the_principal_one_and_not_unknown() -> None:
    from readiness.report.sections.amendments import _due

    class Told:
        analysis = type("A", (), {"inputs": type("I", (), {"standard": load_standard()})})

        t = staticmethod(WORDS.get)
        cell = staticmethod(lambda value: value)
        day = staticmethod(lambda day: day.isoformat())

    cell = _due(Told(), builders.system("a", due=DueKind.LAPSED))  # type: ignore[arg-type]
    assert (cell.text, cell.sub) == ("2026-03-31", "期限経過")
    told = builders.system("b", due=DueKind.EXTENDED, due_date=date(2028, 3, 31))
    assert _due(Told(), told) == date(2028, 3, 31)  # type: ignore[arg-type]


def test_f15_who_went_into_another_or_cuts_nothing_over_has_no_number_of_cutovers() -> None:
    vendors = (
        builders.vendor("old", merged_into="new"),
        builders.vendor("new"),
        builders.vendor("carrier", group="g"),
    )
    inventory = planned_town(old("a", vendor="new"), old("b", vendor="old"), vendors=vendors)
    assert {one.subject for one in _unknown_capacities(frame(inventory))} == {"new"}


@pytest.mark.parametrize(
    ("area", "function", "asked"),
    [
        ("family_register", "戸籍の文字(行政事務標準文字への移行)", False),
        ("family_register_supplement", "附票の外字の同定", False),
        ("family_register", "届出の電子化", True),
        ("resident_registry", "住民票の文字", True),
    ],
)
def test_f16_what_has_no_end_by_law_is_not_asked_for_its_end(area: str, function: str, asked: bool) -> None:
    system = builders.system(
        "a", areas=(area,), vendor="v", migrated=True, conformance=Conformance.TRANSITIONAL,
        transitional_measures=(TransitionalMeasure(function=function, filed=True),),
    )  # fmt: skip
    made = context(systems=(system,), vendors=(builders.vendor("v"),))
    assert bool(tuple(transition_without_end.findings(made))) is asked
    gaps = derive(made.inventory, AS_OF, characters=made.standard.characters)
    assert any("transition.until" in gap.requirement for gap in gaps) is asked


@pytest.mark.parametrize(("contractor", "asked"), [("printer", False), ("maker", True)])
def test_f17_who_prints_is_not_asked_what_drawing_the_data_costs(contractor: str, asked: bool) -> None:
    made = context(
        systems=(builders.system("a", vendor="maker", migrated=False),),
        vendors=(builders.vendor("maker"), builders.vendor("printer")),
        contracts=(builders.contract("k", vendor=contractor, systems=("a",), end=date(2028, 3, 31)),),
        forms=(Form(id="f", name="納税通知書", system="a", print_vendor="printer"),),
    )
    assert bool(tuple(contract_extraction_fee.findings(made))) is asked


def test_f18_who_made_a_spreadsheet_is_asked_of_its_division() -> None:
    made = context(systems=(builders.system("a", name="就学援助管理(表計算)"),))
    (found,) = system_vendor_unknown.findings(made)
    said = WORDS.render(found.remedy or text("")) + load_rule("CP101")["remedy"]["ja"]
    assert "所管課に作成者及び仕様書の有無を確認" in said


def test_f19_flows_of_areas_the_body_does_not_run_are_not_missed() -> None:
    def flows(welfare_office: bool) -> set[str]:
        areas = ("resident_registry", "child_rearing_allowance", "child_allowance")
        systems = tuple(builders.system(area, areas=(area,)) for area in areas)
        inventory = builders.inventory(systems=systems, interfaces=(builders.link("x", areas[0], "elsewhere"),))
        body = Body(id="t", name="試験町", body_class=BodyClass.TOWN, welfare_office=welfare_office)
        made = Context(inventory=replace(inventory, body=body), standard=load_standard(), as_of=AS_OF)
        return {found.subject.id for found in area_flow_missing.findings(made)}

    assert "child_rearing_allowance" in flows(welfare_office=True)
    assert "child_rearing_allowance" not in flows(welfare_office=False)


def test_f21_a_temporary_link_ends_with_the_plan_and_asks_for_no_day(town: Any) -> None:
    link = builders.link("L", "a", "b", temporary=True)
    inventory = planned_town(old("a"), builders.system("b", migrated=True), interfaces=(link,))
    plan = plan_body(inventory, load_standard(), as_of=AS_OF, settings=FAST)
    assert [one.removed for one in plan.links] == [plan.date_of["a"]]
    made = Context(inventory=inventory, standard=load_standard(), as_of=AS_OF, plan=plan)
    assert not tuple(interface_removal_date.findings(made))
    endless = replace(plan, links=tuple(replace(one, removed=None) for one in plan.links))
    assert len(tuple(interface_removal_date.findings(replace(made, plan=endless)))) == 1
    told = json.loads((town("aozora-shi") / "findings.json").read_text(encoding="utf-8"))["findings"]
    loaded = open_body(Path(__file__).parents[2] / "inventories" / "aozora-shi").inputs
    assert loaded is not None
    passed = {one.id for one in loaded.inventory.interfaces if one.remove_by and one.remove_by < AS_OF}
    assert {one["subject"]["id"] for one in told if one["code"] == "IF109"} <= passed


# The faults of fact and logic that are tests, by their numbers in the list of faults of wording.
FACTS = (2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27)


def test_every_fault_of_fact_has_its_test() -> None:
    """F1 (days counted to the eve) and F7 (one date a gate) have theirs in rules and planning."""
    text = "\n".join((HERE / f"test_facts_{name}.py").read_text(encoding="utf-8") for name in ("printed", "told"))
    named = "\n".join(re.findall(r"^def (test_f.*?)\(", text, re.MULTILINE))
    assert sorted({int(number) for number in re.findall(r"(?<=_f)\d+(?=_)", named)}) == list(FACTS)


def test_f22_nothing_is_called_a_change_of_last_month() -> None:
    assert WORDS.get("report.section.changes") == "前回からの変化"


def test_f23_the_column_of_systems_holds_no_division() -> None:
    inventory = builders.inventory(
        systems=(builders.system("kaigo", name="介護保険システム"),),
        divisions=(Division(id="kaigo", name="介護保険課"),),
    )
    item = HandoverItem(chapter="deadlines", division="kaigo", system="kaigo", what=text("common.unknown"))
    labels = Labels(Catalogue("ja"))
    (table,) = [one for one in handover_book([item], inventory, labels, AS_OF).tables if one.rows]
    assert [cell.text for cell in table.rows[0]][:2] == ["介護保険課", "介護保険システム"]
    assert "介護保険システム" in next(handover_lines([item], inventory, labels, by="system"))
    assert "介護保険課" in next(handover_lines([item], inventory, labels, by="division"))


def test_f25_an_area_of_which_only_a_rate_is_published_is_told_so_once() -> None:
    standard = load_standard()
    areas = (AreaSteps(area="resident_registry", rate=1.0),)
    labels = Labels(Catalogue("ja"))
    lines = list(pmo_lines(reentry(areas, standard.procedure), labels))
    assert len(lines) == 1 and "公表値のみ" in lines[0]


def test_f26_the_next_cut_over_says_what_the_inventory_had(tmp_path: Path) -> None:
    """The record plans a day that is none of the body's own candidate days: the plan has to take another."""
    town = shutil.copytree(HERE.parents[1] / "inventories" / "midori-cho", tmp_path / "midori-cho")
    systems = (town / "systems.yaml").read_text(encoding="utf-8")
    assert systems.count("planned_date: 2027-09-21") == 1
    changed = systems.replace("planned_date: 2027-09-21", "planned_date: 2027-08-10")
    (town / "systems.yaml").write_text(changed, encoding="utf-8")
    assert run("analyze", str(town), "--out", str(tmp_path / "out")).returncode == 0
    page = plain(tmp_path / "out" / "midori-cho" / "index.html")
    said = r"次の切替えは令和9年[^。]+後期高齢者医療システム[^。]*である\(台帳の予定日令和9年8月10日から変更\)。"
    assert re.search(said, page)


def test_f27_the_division_of_housing_keeps_the_system_of_housing(town: Any) -> None:
    inputs = open_body(Path(__file__).parents[2] / "inventories" / "aozora-shi").inputs
    assert inputs is not None
    (system,) = [one for one in inputs.inventory.systems if one.name == "市営住宅管理"]
    assert inputs.inventory.division_by_id[str(system.owner_division)].name == "住宅課"
