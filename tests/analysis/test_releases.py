"""Releases as a body writes them: `decisions/releases.yaml` beside the inventory."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from readiness.analysis.releases import release_findings
from readiness.app.reading import read_body, read_standard
from readiness.messages.catalogue import Catalogue, load_rule
from readiness.model.audience import Audience, released
from readiness.model.decision import Release
from readiness.model.measure import Measure

STEPS = Measure(name="status.step_rate", value=85.2, unit="unit.percent", known=21, total=21)


def read(folder: Path, decisions: str) -> tuple[Release, ...]:
    (folder / "body.yaml").write_text("body: {id: c, name: 例示町}\n", encoding="utf-8")
    (folder / "decisions").mkdir(exist_ok=True)
    (folder / "decisions" / "releases.yaml").write_text(decisions, encoding="utf-8")
    loaded = read_body(folder, read_standard(folder))
    assert loaded.inventory is not None
    assert not [found for found in loaded.findings if found.severity.value == "fatal"]
    return loaded.inventory.decisions.releases


@pytest.mark.parametrize("code", ["WV105", "WV106"])
def test_examples_of_the_pages(code: str, tmp_path: Path) -> None:
    page, words = load_rule(code), Catalogue("ja")
    bad = tuple(release_findings(read(tmp_path, page["bad"]), [STEPS]))
    assert [found.code for found in bad] == [code]
    assert bad[0].ref.file.endswith("decisions/releases.yaml") and "公表" in words.render(bad[0].message)
    assert not tuple(release_findings(read(tmp_path, page["good"]), [STEPS]))


def test_a_slip_of_the_pen_is_answered_with_the_likeliest_name(tmp_path: Path) -> None:
    (release,) = read(tmp_path, load_rule("WV105")["bad"])
    (found,) = release_findings([release], [STEPS])
    assert found.remedy is not None and "status.step_rate" in Catalogue("ja").render(found.remedy)


def test_without_document_number_nothing_is_released() -> None:
    release = Release(figure=STEPS.name, reader=Audience.PUBLIC, document_number="情第12号", on=date(2026, 10, 1))
    assert released([release], Audience.PUBLIC, STEPS.name)
    blank = Release(figure=STEPS.name, reader=Audience.PUBLIC, document_number=" ", on=date(2026, 10, 1))
    assert not released([blank], Audience.PUBLIC, STEPS.name)


def test_a_reader_that_is_none_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "body.yaml").write_text("body: {id: c, name: 例示町}\n", encoding="utf-8")
    (tmp_path / "decisions").mkdir()
    text = "releases:\n- {figure: status.step_rate, reader: 市民, document_number: 情第12号, on: 2026-10-01}\n"
    (tmp_path / "decisions" / "releases.yaml").write_text(text, encoding="utf-8")
    (found,) = read_body(tmp_path, read_standard(tmp_path)).findings
    assert found.ref.path[-1] == "reader" and found.severity.value == "fatal"
