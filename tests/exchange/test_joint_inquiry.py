"""A joint inquiry: what is shared is asked once, each body apart, and nothing of one is in another's register."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from readiness.model.gap import base32
from tests.command import run

TOWN = """
body: {id: TOWN, name: NAME, body_class: 町, fictional: true, as_of: 2026-11-02}
vendor_groups: GROUP
vendors: [{id: VID, name: ㈱甲（架空）NUMBER}, {id: w, name: 乙(架空)}]
packages:
- {id: PID, name: かいごナビ(架空), vendor: VID, version: "3.1", withdrawal_notice: 2026-10-01, service_end: 未確認}
divisions: [{id: d, name: SECRET課}]
operating_bodies: [{id: o, name: 架空広域組合, kind: 一部事務組合}]
contracts:
- {id: c, name: SECRET契約, vendor: VID, systems: [a], annual_amount: 98765432, start: 2024-04-01, end: 2029-03-31}
systems:
- {id: a, name: SECRET介護, areas: [介護保険], vendor: VID, package: PID, owner_division: d, migrated: いいえ}
- {id: b, name: SECRET戸籍, areas: [戸籍], vendor: w, owner_division: d, migrated: いいえ}
- {id: h, name: HUB, kind: 独自施策, vendor: VID, operating_body: o, owner_division: d, moves: いいえ}
interfaces:
- {id: L, from: a, to: b, hub: h, data: SECRET異動, standard_id: "010-001", documented: いいえ}
"""
NUMBER = ', corporate_number: "8999999990001"'
GROUP = "[{id: g, name: 甲グループ(架空)}]"


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    """Three towns call vendor and package by ids of their own; one has no 法人番号, one knows the group."""
    for at, name in enumerate(("甲野町", "乙山町", "丙川町"), start=1):
        (tmp_path / "in" / f"t{at}").mkdir(parents=True)
        said = TOWN.replace("TOWN", f"t{at}").replace("NAME", name).replace("SECRET", f"CNRY{at}X")
        said = said.replace("VID", f"v{at}").replace("PID", f"p{at}").replace("NUMBER", "" if at == 2 else NUMBER)
        said = said.replace("HUB", "共通連携基盤" if at < 3 else "CNRY3X連携サーバ")
        said = said.replace("GROUP", GROUP if at == 3 else "[]")
        if at == 3:
            said = said.replace(NUMBER, NUMBER + ", group: g")
        (tmp_path / "in" / f"t{at}" / "all.yaml").write_text(said, encoding="utf-8")
    return tmp_path / "in"


def export(towns: Path, *more: str) -> dict[str, Path]:
    out = towns.parent / "out"
    done = run("gaps", "export", "--joint", str(towns), "--out", str(out), "--sender", "架空県", *more)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.stem: path for path in out.glob("*.xlsx")}


def register(town: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted((town / "register").rglob("*.jsonl")))


def answers(town: Path) -> dict[str, dict[str, object]]:
    lines = (json.loads(line) for line in register(town).splitlines())
    return {line["gap"]: line["reply"] for line in lines if line.get("kind") == "answered"}


def fill(path: Path) -> int:
    """Every row is answered: with the number of its product question, or with its own sheet's name."""
    book, filled = load_workbook(path), 0
    for sheet in book.worksheets[1:-1]:
        heads = {cell.value: cell.column for row in sheet.iter_rows(max_row=10) for cell in row if cell.value}
        if "照会ID" not in heads:
            continue
        first = next(r for r in range(1, 12) if sheet.cell(r, heads["照会ID"]).value == "照会ID") + 1
        for row in range(first, sheet.max_row + 1):
            if str(sheet.cell(row, heads["照会ID"]).value or "").startswith("G-"):
                sheet.cell(row, heads["回答内容"]).value = f"{sheet.title} CNRYA{sheet.cell(row, 1).value}"
                filled += 1
    book.save(path)
    return filled


def test_product_questions_stand_once_and_name_no_body(towns: Path) -> None:
    (name,) = [stem for stem in export(towns) if "甲" in stem]
    book = load_workbook(export(towns)[name])
    texts = {
        sheet.title: [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
        for sheet in book.worksheets
    }
    product = "\n".join(texts["製品に関する事項"])
    assert "CNRY" not in product and not any(name in product for name in ("甲野町", "乙山町", "丙川町", "t1", "t2"))
    assert product.count("パッケージの提供終了日") == 1 and "010-001" in product
    shared = "\n".join(texts["共に使うものに関する事項"])
    assert "共通連携基盤(架空広域組合)" in shared and shared.count("データ抽出の実績") == 1 and "概算費用" not in shared
    assert "CNRY" not in shared and not any(name in shared for name in ("甲野町", "乙山町", "丙川町", "t1", "t2"))
    assert texts["共に使う団体"][-1] == "甲野町、乙山町"  # the third names its hub otherwise and asks for itself
    assert "98765432" not in str(texts)
    for at, label in enumerate(("甲野町", "乙山町", "丙川町"), start=1):
        (own,) = ["\n".join(told) for title, told in texts.items() if label in title]
        assert f"CNRY{at}X" in own and not any(f"CNRY{other}X" in own for other in {1, 2, 3} - {at})


def test_the_returned_book_goes_to_each_register_alone(towns: Path) -> None:
    path = next(path for stem, path in export(towns, "--number", "架企第1号").items() if "甲" in stem)
    assert all('"asked"' in register(towns / f"t{at}") for at in (1, 2, 3))
    blank = run("gaps", "import", "--joint", str(towns), str(path), "--dry-run")
    assert "回答のない団体3: " in blank.stdout and "回答のある団体0" in blank.stdout
    assert fill(path) > 6
    done = run("gaps", "import", "--joint", str(towns), str(path))
    assert done.returncode in (0, 1), done.stdout + done.stderr
    labels = {1: "甲野町", 2: "乙山町", 3: "丙川町"}
    for at, label in labels.items():
        facts = [str(reply["fact"]) for reply in answers(towns / f"t{at}").values()]
        assert sum(fact.startswith("製品に関する事項") for fact in facts) >= 3
        assert any(label in fact for fact in facts)
        told = register(towns / f"t{at}")
        assert not any(labels[other] in told or f"CNRY{other}X" in told for other in labels if other != at)
    before = {file: file.read_bytes() for file in towns.rglob("*.jsonl")}
    again = run("gaps", "import", "--joint", str(towns), str(path))
    assert again.returncode in (0, 1)
    assert {file: file.read_bytes() for file in towns.rglob("*.jsonl")} == before


def test_a_reminder_holds_what_nobody_answered_and_cites_the_letter(towns: Path) -> None:
    path = next(path for stem, path in export(towns, "--number", "架企第1号").items() if "甲" in stem)
    nothing = run("gaps", "export", "--joint", str(towns), "--out", str(towns.parent / "more"))
    assert nothing.returncode == 0 and "--remind" in nothing.stdout
    fill(path)
    book = load_workbook(path)
    for sheet in book.worksheets:
        if "丙川町" in sheet.title:  # its annex comes back empty
            for row in sheet.iter_rows(min_row=5):
                for cell in row:
                    if cell.value and str(cell.value).startswith("別表"):
                        cell.value = None
    book.save(path)
    assert run("gaps", "import", "--joint", str(towns), str(path)).returncode in (0, 1)
    more = ("--out", str(towns.parent / "reminders"), "--remind", "--as-of", "2026-12-20", "--number", "架企第9号")
    done = run("gaps", "export", "--joint", str(towns), *more)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = [file for file in (towns.parent / "reminders").glob("*.xlsx") if "甲" in file.stem]
    sheets = load_workbook(found).worksheets
    cover = "".join(str(cell.value) for row in sheets[0].iter_rows() for cell in row if cell.value)
    assert "(督促)" in cover and "架企第1号" in cover and "照会した事項のうち" in cover
    assert [sheet.title for sheet in sheets[1:-1] if "別表" in sheet.title] == ["別表1 丙川町"]
    assert not any(sheet.title.startswith("製品") for sheet in sheets)  # those were answered for all
    for at, reminded in ((1, False), (2, False), (3, True)):
        own = [line for line in register(towns / f"t{at}").splitlines() if '"reminded"' in line and "甲" not in line]
        document = [line for line in own if "架企第9号" in line]
        assert bool(document) is reminded or at != 3, at
    again = run("gaps", "export", "--joint", str(towns), *more)
    assert again.returncode == 2 and "架企第9号" in again.stderr  # a number is used once


def test_answers_to_what_nobody_asks_any_more_or_in_other_words_are_told(
    towns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:  # a version of the program that worded its questions otherwise
        earlier.setattr("readiness.exchange.joint.questions.base32", lambda raw, size: base32(f"earlier {raw}", size))
        path = next(path for stem, path in export(towns).items() if "甲" in stem)
    fill(path)
    for file in towns.rglob("all.yaml"):
        said = file.read_text(encoding="utf-8")
        file.write_text(said.replace("service_end: 未確認", "service_end: 2029-03-31"), encoding="utf-8")
    done = run("gaps", "import", "--joint", str(towns), str(path))
    assert done.returncode == 1
    assert done.stdout.count("照会はどの団体にもありません") == 1
    assert done.stdout.count("照会の文言が変わった後に返ってきた回答です") == 7
    assert not any("製品に関する事項" in str(reply) for at in (1, 2, 3) for reply in answers(towns / f"t{at}").values())


def test_rows_moved_to_another_sheet_still_belong_to_their_body(towns: Path) -> None:
    path = next(path for stem, path in export(towns).items() if "甲" in stem)
    fill(path)
    book = load_workbook(path)
    one, two = (next(s for s in book.worksheets if name in s.title) for name in ("甲野町", "乙山町"))
    for row in list(two.iter_rows(values_only=True)):
        if row and any(str(cell).startswith("G-") for cell in row):
            one.append(row)
    book.remove(two)
    book.save(path)
    run("gaps", "import", "--joint", str(towns), str(path))
    facts = [str(reply["fact"]) for reply in answers(towns / "t1").values()]
    assert not any("乙山町" in fact for fact in facts)
    assert any("乙山町" in str(reply["fact"]) for reply in answers(towns / "t2").values())


def test_a_body_that_cannot_be_read_stops_the_letter(towns: Path) -> None:
    (towns / "t2" / "all.yaml").write_text("body: [", encoding="utf-8")
    done = run("gaps", "export", "--joint", str(towns), "--out", str(towns.parent / "out"))
    assert done.returncode == 2 and not (towns.parent / "out").exists()


def test_an_answer_about_a_shared_thing_goes_to_its_bodies_and_replaces_none(towns: Path) -> None:
    first = towns / "t2"
    fill(next(path for stem, path in export(first).items() if "甲" in stem))  # asked alone, nothing is shared
    (alone,) = [path for path in (first.parent / "out").glob("*.xlsx") if "甲" in path.stem]
    run("gaps", "import", "--joint", str(first), str(alone))
    held = answers(first)
    shutil.rmtree(alone.parent)
    path = next(path for stem, path in export(towns).items() if "甲" in stem)
    assert fill(path)
    done = run("gaps", "import", "--joint", str(towns), str(path))
    assert done.returncode == 1 and "この団体には別の回答があります" in done.stdout
    assert answers(first) == held
    facts = {at: [str(one["fact"]) for one in answers(towns / f"t{at}").values()] for at in (1, 2, 3)}
    assert sum(fact.startswith("共に使うもの") for fact in facts[1]) == 3
    assert not any(fact.startswith("共に使うもの") for fact in (*facts[2], *facts[3]))
    assert not any("乙山町" in fact for fact in facts[1] + facts[3])
    before = {file: file.read_bytes() for file in towns.rglob("*.jsonl")}
    again = run("gaps", "import", "--joint", str(towns), str(path))
    assert again.returncode == 1 and {file: file.read_bytes() for file in towns.rglob("*.jsonl")} == before
