"""`diff`: every kind of change under its heading, from inventories and from analysis.json alike."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.analysis.diff import compare
from readiness.analysis.snapshot import inventory_snapshot
from readiness.model.diff import Category, ChangeKind, Entry, compare_fields
from tests import builders as b
from tests.command import run

ROOT = Path(__file__).resolve().parents[1]
TOWN = ROOT / "inventories" / "midori-cho"


def edited(tmp_path: Path) -> Path:
    """The sample town a month later."""
    folder = tmp_path / "later"
    shutil.copytree(TOWN, folder)
    systems = (folder / "systems.yaml").read_text(encoding="utf-8")
    (folder / "systems.yaml").write_text(
        systems.replace("conformance: 経過措置あり", "conformance: 準拠", 1), encoding="utf-8"
    )
    contracts = (folder / "contracts.yaml").read_text(encoding="utf-8")
    (folder / "contracts.yaml").write_text(
        contracts.replace("end: 2031-03-31", "end: 2032-03-31", 1).replace("notice_months: 6", "notice_months: 3", 1),
        encoding="utf-8",
    )
    return folder


def test_two_inventories(tmp_path: Path) -> None:
    done = run("diff", str(TOWN), str(edited(tmp_path)), "--format", "json")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert value["format"] == "readiness.diff" and value["version"] == 1
    told = {(c["category"], c["id"]): c.get("fields") for c in value["changes"] if c["section"] != "figures"}
    assert told["states", "juki"] == [{"field": "conformance", "old": "transitional", "new": "conformant"}]
    assert told["contracts", "c-hinode"] == [{"field": "notice_months", "old": 6, "new": 3}]
    assert told["dates", "c-hinode"] == [{"field": "end", "old": "2031-03-31", "new": "2032-03-31"}]
    text = run("diff", str(TOWN), str(edited(tmp_path / "again"))).stdout
    assert "準拠状況: 経過措置あり → 準拠" in text
    assert "2031-03-31 → 2032-03-31" in text
    assert "⟦" not in text


def test_an_analysis_and_the_inventory_it_was_made_of_do_not_differ(tmp_path: Path) -> None:
    assert run("analyze", str(TOWN), "--out", str(tmp_path), "--quiet").returncode == 0
    earlier = tmp_path / "midori-cho" / "analysis.json"
    same = json.loads(run("diff", str(earlier), str(TOWN), "--format", "json").stdout)
    assert same["changes"] == []
    later = run("diff", str(earlier), str(edited(tmp_path)))
    assert "準拠状況: 経過措置あり → 準拠" in later.stdout


def test_what_cannot_be_compared_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "x.json"
    other.write_text('{"format": "something"}', encoding="utf-8")
    for bad in (str(other), str(tmp_path / "nothing.json"), str(tmp_path / "nowhere")):
        done = run("diff", str(TOWN), bad)
        assert done.returncode == 2 and done.stdout == "" and Path(bad).name in done.stderr
    different = run("diff", str(TOWN), str(ROOT / "inventories" / "aozora-shi"))
    assert different.returncode == 2


def test_added_and_removed_records_and_links() -> None:
    old = b.inventory(systems=(b.system("a"), b.system("c")), interfaces=(b.link("L", "a", "c"),))
    new = b.inventory(systems=(b.system("d"), b.system("a")), interfaces=(b.link("L", "a", "d"),))
    found = compare(inventory_snapshot(old), inventory_snapshot(new))
    assert [(c.kind, c.id) for c in found.of(Category.SYSTEMS)] == [(ChangeKind.ADDED, "d"), (ChangeKind.REMOVED, "c")]
    (link,) = found.of(Category.LINKS)
    assert [(f.field, f.old, f.new) for f in link.fields] == [("to", "c", "d")]


def test_places_and_who_confirmed_are_not_changes() -> None:
    one = b.inventory(systems=(b.system("a", confirmed_by="甲", note="x"),))
    two = b.inventory(systems=(b.system("a", confirmed_by="乙"),))
    assert compare(inventory_snapshot(one), inventory_snapshot(two)).changes == ()


plain = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["a", "unknown"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3),
    max_leaves=6,
)
records = st.dictionaries(st.sampled_from("fgh"), plain.filter(lambda value: value is not None), max_size=3)


@settings(max_examples=50, deadline=None)
@given(records, records)
def test_applying_the_changes_gives_the_new_record(old: dict[str, Any], new: dict[str, Any]) -> None:
    changes = compare_fields(old, new)
    patched = dict(old)
    for change in changes:
        assert change.old == old.get(change.field) and change.new == new.get(change.field)
        if change.new is None:
            patched.pop(change.field)
        else:
            patched[change.field] = change.new
    assert compare_fields(patched, new) == ()
    assert compare_fields(new, new) == ()
    assert {c.field for c in changes} == {c.field for c in compare_fields(new, old)}


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from("ab"), records), st.dictionaries(st.sampled_from("ab"), records))
def test_added_here_is_removed_there(old: dict[str, Any], new: dict[str, Any]) -> None:
    before = {"systems": {id_: Entry(id_, fields) for id_, fields in old.items()}}
    after = {"systems": {id_: Entry(id_, fields) for id_, fields in new.items()}}
    there = compare(before, after).changes
    back = compare(after, before).changes
    added = {c.id for c in there if c.kind is ChangeKind.ADDED}
    assert added == set(new) - set(old) == {c.id for c in back if c.kind is ChangeKind.REMOVED}


def test_of_forty_steps_only_those_that_changed_are_told():
    from readiness.messages.catalogue import Catalogue
    from readiness.report.diff.values import change_labels

    old = [[8, "done"], [9, "in_progress"], [10, "done"]]
    new = [[8, "not_started"], [9, "in_progress"], [10, "done"]]
    assert change_labels("progress", "steps", old, new, Catalogue("ja")) == ("8 完了済み", "8 未")


def test_a_nested_field_says_what_it_is_inside_of_and_ids_are_told_by_name():
    from readiness.messages.catalogue import Catalogue
    from readiness.report.diff.formats import diff_text

    def state(vendor: str, system_vendor: str) -> dict[str, dict[str, Entry]]:
        return {
            "vendors": {"v1": Entry("架空情報", {}), "v2": Entry("架空統合", {})},
            "systems": {"s1": Entry("介護", {"vendor": system_vendor, "before.vendor": vendor})},
        }

    told = diff_text(compare(state("v1", "v2"), state("v2", "v3")), Catalogue("ja"), old="a", new="b")
    assert "移行前の事業者: 架空情報 (v1) → 架空統合 (v2)" in told
    assert "      事業者: 架空統合 (v2) → v3" in told


def test_a_link_without_a_name_is_called_by_its_ends():
    inventory = b.inventory(
        systems=(b.system("a", name="住記"), b.system("c", name="介護")), interfaces=(b.link("if-1", "a", "c"),)
    )
    (change,) = (c for c in compare(inventory_snapshot(inventory), {}).changes if c.section == "interfaces")
    assert (change.id, change.label) == ("if-1", "住記→介護")
