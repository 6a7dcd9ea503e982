"""The north star: from files dropped to three papers, and through a second month, by drops and filled cells alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from readiness.app.body import open_body
from readiness.model.inventory import Inventory
from tests.command import run
from tests.northstar.towns import fill, lists, matrix, questions, sheets

FIRST, SECOND = date(2026, 11, 2), date(2026, 12, 1)
CONFIRM, ANSWERS, LETTER = "確認してください", "回答の反映", "照会事項"


@dataclass(frozen=True)
class Town:
    """`contracts`: system → end and yen a year after the doubts were confirmed; `total`: thousand yen of this fiscal
    year of those still to move, up to the day their ledger plans; `rename`: the file, sheet and cell in which a system
    gets another name, and both names.
    """

    build: Callable[[Path], Path]
    name: str
    contracts: Mapping[str, tuple[str, int]]
    total: str
    vendor: str
    rename: tuple[str, str, str, str, str]


TOWNS = {
    "lists": Town(
        lists, "はまなす町",
        {"総合住民情報システム": ("2028-03-31", 13_200_000), "税総合システム": ("2028-03-31", 9_900_000),
         "介護保険システム": ("2027-03-31", 2_640_000), "戸籍システム": ("2029-03-31", 4_400_000)},
        "25,740", "北斗電算", ("R8システム一覧.xlsx", "一覧", "B5", "介護保険システム", "介護保険事務システム"),
    ),
    "forms": Town(
        sheets, "こぶし村",
        {"住民情報システム": ("2027-03-31", 3_960_000), "国民健康保険システム": ("2027-03-31", 1_980_000),
         "介護保険システム": ("2027-09-30", 1_200_000)},
        # Two of them until January: 5,940 of which 10/12, and 1,200.
        "6,150", "山彦計算", ("調書.xlsx", "介護", "B3", "介護保険システム", "介護保険事務システム"),
    ),
    "matrix": Town(
        matrix, "さつき市",
        {"住基システム": ("2028-03-31", 9_350_000), "年金システム": ("2028-03-31", 2_310_000),
         "児手システム": ("2027-03-31", 1_650_000)},
        "11,367", "扇システム", ("状況表.xlsx", "R8", "D3", "児手システム", "児童手当システム"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    "key", ["lists", pytest.param("forms", marks=pytest.mark.long), pytest.param("matrix", marks=pytest.mark.long)]
)
def test_two_months_by_drops_and_cells(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town = TOWNS[key]
    monkeypatch.chdir(tmp_path)
    folder, out = town.build(Path("台帳")), Path("output") / town.name

    # The first month: drop, confirm, drop.
    drop(folder, FIRST)
    asked = questions(out / "reading.xlsx", CONFIRM, "対象", "読み取り")
    assert len(asked) == 1
    assert fill(out / "reading.xlsx", folder / "確認.xlsx", CONFIRM, "対象", {"*": {"回答": "はい"}}) == 1
    told = drop(folder, FIRST)
    assert "回答 1件を取り込みました" in told and "尋ねること: 0件" in told
    assert contracts(inventory(folder, FIRST)) == town.contracts
    papers(out, town, "令和8年11月2日")

    # The second month: one date, one name and three answers are new.
    cells = edit(folder, town)
    letter = next(path for path in sorted((out / "gaps").glob("*.xlsx")) if town.vendor in path.name)
    points = questions(letter, LETTER, "照会ID", "事項")
    chosen = [str(id_) for id_, request in points if "抽出に係る費用" in str(request)][:1]
    assert chosen
    cells += fill(
        letter,
        folder / "回答.xlsx",
        LETTER,
        "照会ID",
        {chosen[0]: {"回答内容": "880,000円", "回答者・連絡先": "担当 森"}},
    )
    told = drop(folder, SECOND)
    assert "回答を記録 1" in told
    asked_now = dict(questions(out / "reading.xlsx", CONFIRM, "対象", "選べる答え"))
    assert town.rename[4] in str(asked_now[town.rename[3]])
    renamed = {town.rename[3]: {"回答": town.rename[4]}}
    cells += fill(out / "reading.xlsx", folder / "確認2.xlsx", CONFIRM, "対象", renamed)
    book = folder / "register" / "answers.xlsx"
    cells += fill(book, book, ANSWERS, "照会ID", {"*": {"採否": "採用", "確認者": "情報係"}})
    told = drop(folder, SECOND, book)
    assert "採用 1" in told and "尋ねること: 0件" in told
    assert cells <= 30  # and four files: the ledger, the reply, the confirmation, the answers

    now = inventory(folder, SECOND)
    assert 880_000 in [contract.extraction_fee for contract in now.contracts]
    assert {system.label for system in now.systems} == {town.rename[4], *town.contracts} - {town.rename[3]}
    before = open_body(town.build(Path("前月")), as_of=FIRST).inputs
    assert before is not None and {s.id for s in before.inventory.systems} == {s.id for s in now.systems}
    papers(out, town, "令和8年12月1日")
    changes = (out / "index.html").read_text(encoding="utf-8")
    section = re.sub(r"<[^>]+>", " ", changes[changes.index('id="changes"') :])
    assert "2026-11" in section and town.rename[4] in section


def drop(folder: Path, day: date, *books: Path) -> str:
    done = run("drop", str(folder), *map(str, books), "--as-of", day.isoformat())
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert "⟦" not in done.stdout + done.stderr
    return done.stdout


def inventory(folder: Path, day: date) -> Inventory:
    inputs = open_body(folder, as_of=day).inputs
    assert inputs is not None
    return inputs.inventory


def contracts(found: Inventory) -> dict[str, tuple[str, int]]:
    return {
        system.label: (str(contract.end), int(str(contract.annual_amount)))
        for system in found.systems
        for contract in found.contracts_of.get(system.id, ())
    }


def papers(out: Path, town: Town, day: str) -> None:
    """The three papers: whole, of this town and day, and with the sum that the ledgers give."""
    letters = [path for path in (out / "papers").glob("shoukai-*.html") if town.vendor in path.name]
    assert len(letters) == 1
    cabinet, finance = (out / "papers" / name for name in ("chougi.html", "zaisei.html"))
    for paper in (cabinet, finance, *letters):
        text = re.sub(r"<[^>]+>", "", paper.read_text(encoding="utf-8"))
        assert town.name in text and "⟦" not in text and "None" not in text, paper.name
        assert paper in letters or day in text, paper.name  # the day of a letter is written when it is sent
    assert town.total in finance.read_text(encoding="utf-8")


def edit(folder: Path, town: Town) -> int:
    """What a person types into the ledger in the second month: a system's new name, where it stands."""
    file, sheet, cell, old, new = town.rename
    ledger = load_workbook(folder / file)
    assert ledger[sheet][cell].value == old
    ledger[sheet][cell] = new
    ledger.save(folder / file)
    return 1


@pytest.mark.long
def test_month_two_of_the_sample_is_thirty_cells_in_four_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that any hand fills in is counted, the vendors' replies too, by what differs in the files."""
    monkeypatch.chdir(tmp_path)
    assert run("init", "練習", "--sample").returncode == 0
    monkeypatch.chdir(tmp_path / "練習")
    town, register = Path("みどり町"), Path("みどり町/register")
    replies = Path("回答1.xlsx"), Path("回答2.txt")
    book, mail = replies
    issued = min(path for path in (register / "books").glob("*.xlsx") if differing(path, book) < 100)
    touched = {book: differing(issued, book), mail: len(re.findall(r"G-\w{5}-\w{5}", mail.read_text("cp932")))}

    assert "回答を記録" in drop(town, SECOND, *replies)
    answers, progress = register / "answers.xlsx", town / "progress.yaml"
    offered, steps = answers.read_bytes(), progress.read_text(encoding="utf-8")
    fill(answers, answers, ANSWERS, "照会ID", {"*": {"採否": "採用", "確認者": "情報係"}})
    progress.write_text(steps.replace("39: 作業中", "39: 完了済み"), encoding="utf-8")
    Path("offered.xlsx").write_bytes(offered)
    touched[answers] = differing(Path("offered.xlsx"), answers)
    told = zip(steps.splitlines(), progress.read_text(encoding="utf-8").splitlines(), strict=True)
    touched[progress] = sum(old != new for old, new in told)
    assert "採用 3" in drop(town, SECOND, answers)

    assert len(touched) <= 4 and all(touched.values()), touched
    assert sum(touched.values()) <= 30, touched
    inputs = open_body(town, as_of=SECOND).inputs
    assert inputs is not None
    found = inputs.inventory
    assert found.contract_by_id["c-kaigo"].extraction_fee == 1_100_000
    assert (
        str(found.system_by_id["jite"].delivery_date) == str(found.system_by_id["kenko"].delivery_date) == "2028-06-30"
    )
    page = Path("output/midori-cho/index.html").read_text(encoding="utf-8")
    changes = re.sub(r"<[^>]+>", " ", page[page.index('id="changes"') :])
    assert "2026-11" in changes and "1,100,000" in changes


def differing(one: Path, other: Path) -> int:
    """Cells that differ between two workbooks."""
    books = [load_workbook(path) for path in (one, other)]
    cells = [
        {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
        for book in books
    ]
    return sum(cells[0].get(at) != cells[1].get(at) for at in {*cells[0], *cells[1]})
