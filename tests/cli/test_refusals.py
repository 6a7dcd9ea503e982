"""Every sentence that refuses a request is brought about by a request, with exit 2 and the name of what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from readiness.messages.catalogue import load_words
from tests.command import run
from tests.fuzz.drive import quick
from tests.fuzz.scenes import table
from tests.inventory.test_every_sentence import recorded

SCENARIOS = yaml.safe_load((Path(__file__).parent / "refusals.yaml").read_text(encoding="utf-8"))
TOWN = """\
body: {id: ID, name: NAME, as_of: 2026-11-02}
vendors: [{id: v, name: 木曜電算}]
divisions: [{id: d, name: 福祉課}]
systems:
- {id: kaigo, name: 介護, areas: [介護保険], vendor: v, owner_division: d, migrated: いいえ, planned_date: 2027-05-06}
- {id: kokuho, name: 国保, areas: [国民健康保険], owner_division: d, migrated: いいえ, planned_date: 2027-05-06}
interfaces: [{id: l, from: kaigo, to: kokuho}]
"""


@pytest.fixture(autouse=True, scope="module")
def standard_read_once() -> Iterator[None]:
    with quick():
        yield


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario["key"] for scenario in SCENARIOS])
def test_a_request_that_cannot_be_met_is_refused_by_name(
    scenario: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, id_, name in (("TOWN", "kita", "北野町"), ("OTHER", "minami", "南野町"), ("DONE", "sumi", "住野町")):
        (tmp_path / folder).mkdir()
        told = TOWN.replace("ID", id_).replace("NAME", name)
        told = told.replace("migrated: いいえ", "migrated: はい") if folder == "DONE" else told
        (tmp_path / folder / "a.yaml").write_text(told, encoding="utf-8")
    for name, content in scenario.get("files", {}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x" * content if isinstance(content, int) else content, encoding="utf-8")
    for name, rows in scenario.get("books", {}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        table(tmp_path / name, rows)

    def words(said: list[str]) -> list[str]:
        return [str(tmp_path / word[1:]) if word.startswith("@") else word for word in said]

    with recorded(monkeypatch) as keys:
        done = run(*words(scenario["run"]))
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    key = (
        scenario["key"]
        if scenario["key"] in load_words(scenario["key"].partition(".")[0])
        else f"cli.{scenario['key']}"
    )
    assert key in keys, (done.stderr, sorted(keys))
    assert scenario["says"] in done.stdout + done.stderr, (done.stdout, done.stderr)
