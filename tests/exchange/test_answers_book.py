"""Answers count: accepted in Excel they fill the ledger, rejected they rest, older books change nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from readiness.exchange.replies.proposals import proposed
from readiness.model.conformance import Answer
from readiness.model.fields import facts
from readiness.model.gap import Reply
from readiness.model.interface import Interface
from readiness.model.record import Record
from readiness.model.system import System
from readiness.model.vendor import Package
from tests.command import Done, run
from tests.replies.town import Scenario, gap


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    made = Scenario(tmp_path / "case")
    book = (
        made.book()
        .fill("kaigo.delivery", code="適合", day="2028-09-30")
        .fill("kaigo.layout", code="適合", fact="提供します")
    )
    book.fill("kaigo.duration", fact="20").fill("shogai.layout", code="未対応").fill(
        "shogai.eol", fact="令和11年3月31日"
    )
    book.save()
    assert run("gaps", "import", str(made.folder / "input"), str(book.path)).returncode == 0
    return made


def answers(scenario: Scenario) -> Path:
    return scenario.folder / "input" / "register" / "answers.xlsx"


def decide(scenario: Scenario, verdicts: dict[str, str], values: dict[str, object] | None = None) -> Path:
    book = load_workbook(answers(scenario))
    sheet = book["回答の反映"]
    for point, verdict in verdicts.items():
        cell(sheet, point, "採否").value = verdict
        cell(sheet, point, "確認者").value = "電算 田"
    for point, value in (values or {}).items():
        cell(sheet, point, "台帳に入れる値").value = value
    book.save(answers(scenario))
    return answers(scenario)


def cell(sheet: Worksheet, point: str, head: str):  # type: ignore[no-untyped-def]
    heads = {str(c.value): c.column for c in sheet[1]}
    return sheet.cell(next(c.row for c in sheet["A"] if c.value == gap(point)), heads[head])


def confirmed(scenario: Scenario, book: Path) -> Done:
    return run("ledger", "confirm", str(scenario.folder / "input"), str(book))


def system(scenario: Scenario, id_: str) -> dict[str, object]:
    data = yaml.safe_load((scenario.folder / "input" / "inventory.yaml").read_text(encoding="utf-8"))
    return next(s for s in data["systems"] if s["id"] == id_)


def test_accepted_answers_fill_the_ledger_and_the_question_is_done(scenario: Scenario) -> None:
    before = (scenario.folder / "input" / "inventory.yaml").read_text(encoding="utf-8")
    sheet = load_workbook(answers(scenario))["回答の反映"]
    assert str(cell(sheet, "kaigo.delivery", "台帳に入れる値").value)[:10] == "2028-09-30"
    assert cell(sheet, "kaigo.layout", "台帳に入れる値").value == "はい"
    taken = ("kaigo.delivery", "kaigo.layout", "kaigo.duration", "shogai.eol")
    done = confirmed(
        scenario,
        decide(
            scenario,
            dict(zip(taken, ("採用", "○", "反映してください", "OK"), strict=True)) | {"shogai.layout": "却下します"},
        ),
    )
    assert done.returncode == 0 and "採用 4、不採用 1" in done.stdout, done.stdout + done.stderr
    kaigo = system(scenario, "kaigo")
    assert (
        str(kaigo["delivery_date"]) == "2028-09-30" and kaigo["layout_held"] is True and kaigo["duration_weeks"] == 20
    )
    assert str(system(scenario, "shogai")["platform_eol"]) == "2029-03-31" and "layout_held" not in system(
        scenario, "shogai"
    )
    after = (scenario.folder / "input" / "inventory.yaml").read_text(encoding="utf-8")
    assert after.splitlines()[1] == before.splitlines()[1]  # what nobody touched stays as it was written
    told = run("gaps", "status", str(scenario.folder / "input"), gap("kaigo.delivery")).stdout
    assert "台帳への反映" in told and "電算 田" in told


def test_what_was_decided_is_not_offered_again_and_what_was_not_is(scenario: Scenario) -> None:
    book = decide(scenario, {"shogai.layout": "不採用"})
    assert confirmed(scenario, book).returncode == 0
    again = confirmed(scenario, book)
    assert again.returncode == 1 and "反映する回答がありません" in again.stdout
    answers(scenario).unlink()
    late = scenario.book("後.xlsx").fill("shogai.custom", fact="はい")
    late.save()
    run("gaps", "import", str(scenario.folder / "input"), str(late.path))
    ids = {c.value for c in load_workbook(answers(scenario))["回答の反映"]["A"]}
    assert gap("kaigo.layout") in ids and gap("shogai.layout") not in ids


def test_a_book_older_than_the_answer_changes_nothing(scenario: Scenario) -> None:
    book = decide(scenario, {"kaigo.delivery": "採用"})
    later = scenario.book("訂正.xlsx").fill("kaigo.delivery", code="適合", day="2029-03-31")
    later.save()
    run("gaps", "import", str(scenario.folder / "input"), str(later.path))
    done = confirmed(scenario, book)
    assert done.returncode == 1 and gap("kaigo.delivery") in done.stdout
    assert "delivery_date" not in system(scenario, "kaigo")


def test_values_that_cannot_be_read_are_named_and_the_rest_is_taken(scenario: Scenario) -> None:
    verdicts = {"kaigo.delivery": "採用", "kaigo.duration": "採用", "kaigo.layout": "たぶん", "shogai.layout": "確認済"}
    done = confirmed(scenario, decide(scenario, verdicts, {"kaigo.duration": "長い"}))
    assert done.returncode == 1 and all(word in done.stdout for word in ("長い", "たぶん", "確認済"))
    assert str(system(scenario, "kaigo")["delivery_date"]) == "2028-09-30" and "duration_weeks" not in system(
        scenario, "kaigo"
    )


def test_a_book_that_is_being_filled_in_is_left_alone(scenario: Scenario) -> None:
    book = decide(scenario, {"kaigo.delivery": "採用"})
    filled = book.read_bytes()
    later = scenario.book("後.xlsx").fill("shogai.custom", fact="はい")
    later.save()
    done = run("gaps", "import", str(scenario.folder / "input"), str(later.path))
    assert book.read_bytes() == filled and "記入中" in done.stderr


@pytest.mark.parametrize(
    ("record", "field", "reply", "value"),
    [
        (System, "conformance", {"answer": Answer.FITS}, "準拠"),
        (System, "conformance", {"answer": Answer.FITS, "fact": "令和8年8月版に準拠"}, "準拠"),
        (System, "conformance", {"answer": Answer.FITS_LATER}, "経過措置あり"),
        (System, "conformance", {"fact": "経過措置あり(R10.3まで)"}, "経過措置あり"),
        (System, "conformance", {"answer": Answer.FITS, "fact": "未準拠"}, ""),
        (System, "conformance", {"answer": Answer.PAID_OPTION}, ""),
        (System, "duration_weeks", {"fact": "40週(貴団体作業 延べ20人日)"}, 40),
        (System, "duration_weeks", {"fact": "10ヶ月程度"}, None),
        (System, "duration_weeks", {"fact": "40〜50週"}, None),
        (Interface, "documented", {"fact": "仕様書あり。要望があれば開示します"}, "はい"),
        (Interface, "documented", {"fact": "ありません"}, "いいえ"),
        (Interface, "documented", {"fact": "あり", "answer": Answer.UNSUPPORTED}, ""),
        (Interface, "documented", {"fact": "一部あり"}, ""),
        (Package, "version", {"fact": "MINAMI-Pro Ver.7.2"}, "Ver.7.2"),
        (Package, "version", {"fact": "V4.0"}, "V4.0"),
        (Package, "version", {"fact": "2026年8月版"}, "2026年8月版"),
        (Package, "version", {"fact": "MINAMI-Pro Ver.7.2、次期版8.0はR9.4提供"}, ""),
        (Package, "version", {"fact": "次期版 8.0 を令和9年に予定しています"}, ""),
    ],
)
def test_only_what_an_answer_says_plainly_is_proposed(
    record: type[Record], field: str, reply: dict[str, Any], value: object
) -> None:
    fact = next(one for one in facts(record) if one.name == field)
    assert proposed(fact, Reply(**reply)) == value
