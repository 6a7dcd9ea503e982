"""An accepted answer counts everywhere: completeness, handover, budget paper; also where a workbook is the master."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from readiness.app.body import open_body
from readiness.app.gaps.body_register import open_register
from readiness.exchange.labels import reading_labels
from readiness.exchange.ledger.filled import answered, filled
from readiness.exchange.replies.answers_book import offers
from readiness.messages.catalogue import Catalogue
from readiness.model.decision import Confirmed
from readiness.model.gap import VENDOR, GapEntry
from readiness.model.ref import Ref
from tests.command import run

DAY = "2026-11-02"
AT = ("--as-of", DAY)
LIST = (
    ("さざんか町 情報システム一覧",),
    ("システム名", "業務", "委託先", "所管課", "契約番号", "契約終了日", "年額(円)", "移行予定"),
    ("介護保険システム", "介護保険", "東雲システム株式会社", "福祉課", "R5-3", "2029-03-31", 3_300_000, "令和10年1月"),
    ("健康管理システム", "健康管理", "東雲システム株式会社", "保健課", "R5-4", "2029-03-31", 1_100_000, "令和10年1月"),
)


def made(path: Path) -> Path:
    book = Workbook()
    for row in LIST:
        book.active.append(row)
    book.save(path)
    return path


def entries(path: Path) -> dict[str, GapEntry]:
    """Open questions to the vendor about the first system, by their requirement."""
    inputs = open_body(path, as_of=date(2026, 11, 2)).inputs
    assert inputs is not None
    register = open_register(inputs, reading_labels()).register
    first = inputs.inventory.systems[0].id
    return {
        entry.gap.requirement.split(":")[1]: entry
        for entry in register.open
        if entry.gap is not None and entry.gap.asked.kind == VENDOR and entry.gap.system == first
    }


def reply(path: Path, answers: dict[str, dict[str, object]]) -> None:
    """Fill the vendor's issued book and take it in."""
    issued = min((p for p in path.parent.rglob("books/*.xlsx")), key=lambda p: p.name)
    book = load_workbook(issued)
    sheet = book["照会事項"]
    at = {cell.value: cell.column for cell in sheet[1]}
    ids = {entry.id: told for key, told in answers.items() for name, entry in entries(path).items() if name == key}
    assert len(ids) == len(answers), entries(path).keys()
    for row in range(2, sheet.max_row + 1):
        told = next((ids[str(cell.value)] for cell in sheet[row] if str(cell.value) in ids), {})
        for head, value in told.items():
            sheet.cell(row, at[head], value)
    book.save(path.parent / "回答.xlsx")
    assert run("gaps", "import", str(path), str(path.parent / "回答.xlsx"), *AT).returncode == 0


def accept(path: Path, skip: tuple[str, ...] = ()) -> str:
    """Accept every row of the book of answers that has a value."""
    book = next(path.parent.rglob("answers.xlsx"))
    filled = load_workbook(book)
    sheet = filled["回答の反映"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, at["台帳に入れる値"]).value and sheet.cell(row, at["台帳の項目"]).value not in skip:
            sheet.cell(row, at["採否"], "採用")
            sheet.cell(row, at["確認者"], "情報係")
    filled.save(book)
    done = run("ledger", "confirm", str(path), str(book), *AT)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


ANSWERS: dict[str, dict[str, object]] = {
    "contract.extraction_fee": {"回答内容": "770,000円"},
    "migration.layout": {"回答区分": "適合"},
    "characters.all": {"回答内容": "文字コード:Shift_JIS、外字数は120"},
}


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list of the body's own, questions sent and answered."""
    path = made(tmp_path / "一覧.xlsx")
    assert run("gaps", "export", str(path), "--all", "--number", "第1号", *AT).returncode == 0
    reply(path, ANSWERS)
    return path


def test_answers_fill_a_workbook_through_the_decisions(listed: Path) -> None:
    kept = listed.read_bytes()
    assert "採用 4" in accept(listed)
    assert listed.read_bytes() == kept
    inventory = open_body(listed, as_of=date(2026, 11, 2)).inputs.inventory  # type: ignore[union-attr]
    system, contract = inventory.systems[0], inventory.contracts[0]
    assert contract.extraction_fee == 770_000 and system.layout_held is True
    assert (system.charset.code, system.charset.gaiji_total) == ("Shift_JIS", 120)
    assert system.charset.table_owner != ""  # what nobody told stays open
    assert not {"contract.extraction_fee", "migration.layout"} & entries(listed).keys()
    text = next(listed.parent.rglob("reading.yaml")).read_text(encoding="utf-8")
    assert "by: 情報係" in text and f'"on": {DAY}' in text and "field: charset.code" in text


def test_a_ledger_that_says_otherwise_later_is_right_and_the_contradiction_is_told() -> None:
    def said(fee: object) -> tuple[object, list[str]]:
        row = {"id": "c", "extraction_fee": fee}
        answer = Confirmed(section="contracts", record="c", field="extraction_fee", text=answered(""), answer="770000")
        sections, notes = filled({"contracts": [(row, Ref("x"))]}, [answer])
        assert row["extraction_fee"] == fee  # the reading itself stays as it was
        return sections["contracts"][0][0]["extraction_fee"], [Catalogue("ja").render(note.message) for note in notes]

    assert said(None) == said("未確認") == (770_000, [])
    assert said(770_000) == (770_000, [])
    value, (told,) = said(880_000)
    assert value == 880_000 and "770000" in told and "880000" in told and "台帳に従いました" in told


def test_every_paper_follows_an_accepted_answer(listed: Path, tmp_path: Path) -> None:
    def state() -> tuple[str, str, str, str]:
        assert run("analyze", str(listed), "--out", str(tmp_path / "out"), "-q", *AT).returncode == 0
        names = ("papers/zaisei.html", "papers/hikitsugi.html", "plan.json", "papers/chougi.html")
        first, *rest = ((tmp_path / "out" / "さざんか町" / name).read_text(encoding="utf-8") for name in names)
        return first, rest[0], rest[1], rest[2]

    before = state()
    accept(listed)
    after = state()
    assert ">770<" not in before[0] and ">770<" in after[0]  # in thousands of yen
    rates = [float(re.findall(r"記入率 ([0-9.]+)%", paper)[0]) for paper in (before[3], after[3])]
    assert rates[0] < rates[1]
    assert "770000" not in before[2] and "770000" in after[2]
    assert before[1] != after[1]


def test_a_row_that_nobody_decided_is_offered_again(listed: Path) -> None:
    accept(listed, skip=("データ抽出費(円)",))
    left = offers_of(listed)
    assert [requirement for requirement, _ in left] == ["contract.extraction_fee"]


def offers_of(path: Path) -> list[tuple[str, str]]:
    inputs = open_body(path, as_of=date(2026, 11, 2)).inputs
    assert inputs is not None
    opened = open_register(inputs, reading_labels())
    found = offers(opened.register, inputs.inventory, reading_labels())
    return [(offer.gap.requirement.split(":")[1], offer.place.dotted) for offer in found]


def test_a_question_of_several_values_is_offered_value_by_value(listed: Path) -> None:
    fields = [field for requirement, field in offers_of(listed) if requirement == "characters.all"]
    assert fields[:2] == ["charset.code", "charset.mj_edition"] and len(fields) > 3
    book = load_workbook(next(listed.parent.rglob("answers.xlsx")))
    rows = {row[4]: row[6] for row in book["回答の反映"].iter_rows(min_row=2, values_only=True)}
    assert rows["文字コード"] == "Shift_JIS" and rows["外字数"] == 120
