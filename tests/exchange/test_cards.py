"""Product cards: read or refused whole, answering what concerns the product and nothing of the body's own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from readiness.app.cards import card_json, read_card
from readiness.exchange.cards.book import card_book
from readiness.exchange.labels import Labels
from readiness.messages.catalogue import Catalogue
from readiness.model.card import (
    Card,
    CardAnswer,
    CardCapacity,
    CardLayout,
    CardLink,
    CardMeasure,
    CardUnit,
    difference,
)
from readiness.model.conformance import Answer
from readiness.tables.write_xlsx import write_xlsx
from tests.command import run

CARD = Card(
    vendor="株式会社甲(架空)",
    corporate_number="8999999990001",
    package="かいごナビ(架空)",
    version="3.1",
    dated=date(2026, 11, 1),
    answered_by="公共事業部 山田(架空)",
    service_end=date(2029, 3, 31),
    notice=date(2026, 10, 1),
    fictional=True,
    units=(CardUnit(unit="016", edition="3.0", answer=Answer.FITS_LATER, delivery=date(2028, 1, 31)),),
    measures=(CardMeasure(function="0160123", until=date(2028, 3, 31)),),
    answers=(
        CardAnswer(requirement="0160001", answer=Answer.FITS, evidence="操作手順書 12頁"),
        CardAnswer(requirement="0160002", answer=Answer.FITS_LATER, delivery=date(2028, 1, 31)),
    ),
    layouts=(CardLayout(document="データ項目定義書", supplied=True, since=date(2027, 4, 1)),),
    links=(CardLink(link="016o001", documented=True, method="ファイル連携", format="CSV", frequency="日次"),),
    capacity=(CardCapacity(count=3), CardCapacity(count=1, month=date(2028, 1, 1))),
)
TOWN = """
body: {id: TOWN, name: NAME, body_class: 町, fictional: true, as_of: 2026-11-02}
vendors: [{id: v, name: ㈱甲（架空）, corporate_number: "8999999990001"}, {id: w, name: 乙(架空)}]
packages:
- {id: p, name: かいごナビ(架空), vendor: v, version: "3.1", withdrawal_notice: 2026-10-01, service_end: 未確認}
- {id: q, name: 別製品(架空), vendor: w}
divisions: [{id: d, name: 介護課}]
systems:
- {id: a, name: 介護, areas: [介護保険], units: ["016"], vendor: v, package: p, owner_division: d, migrated: いいえ}
- {id: b, name: 戸籍, areas: [戸籍], vendor: w, package: q, owner_division: d, migrated: いいえ}
"""


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    for id_, name in (("t1", "甲野町"), ("t2", "乙山町")):
        (tmp_path / "in" / id_).mkdir(parents=True)
        said = TOWN.replace("TOWN", id_).replace("NAME", name)
        (tmp_path / "in" / id_ / "all.yaml").write_text(said, encoding="utf-8")
    return tmp_path / "in"


def book(tmp_path: Path, card: Card = CARD, name: str = "card.xlsx") -> Path:
    path = tmp_path / name
    path.write_bytes(write_xlsx(card_book(card, Labels(Catalogue("ja")), card.dated)))
    return path


def events(town: Path) -> list[dict[str, object]]:
    files = list((town / "register").rglob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def answered(town: Path) -> dict[str, dict[str, object]]:
    return {str(e["gap"]): e["reply"] for e in events(town) if e.get("kind") == "answered"}  # type: ignore[misc]


def test_workbook_and_json_say_the_same(tmp_path: Path) -> None:
    assert read_card(book(tmp_path)).card == CARD
    (tmp_path / "card.json").write_text(card_json(CARD), encoding="utf-8")
    assert read_card(tmp_path / "card.json").card == CARD
    schema = json.loads((Path("specs/schemas") / "card.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(card_json(CARD)))


def test_an_empty_card_is_refused_with_every_field(tmp_path: Path) -> None:
    assert run("card", "new", str(tmp_path / "new.xlsx")).returncode == 0
    done = run("card", "check", str(tmp_path / "new.xlsx"))
    assert done.returncode == 2
    assert [line.split("「")[1].split("」")[0] for line in done.stderr.splitlines() if "製品!" in line] == [
        "事業者の名称", "法人番号", "パッケージの名称", "版", "回答日", "回答者",
    ]  # fmt: skip


WRONG = (
    ("製品", "B3", "1234567890123", "number-check"),
    ("製品", "B6", "令和8年13月", "date"),
    ("製品", "B10", "年額 1,200千円", "price"),
    ("製品", "B5", "札幌市様向け", "body"),
    ("業務", "A2", "介護", "unit"),
    ("業務", "C2", "たぶん", "word"),
    ("要件への回答", "A3", "0160001", "twice"),
    ("切替えの対応件数", "B2", "²", "count"),
    ("切替えの対応件数", "A3", "令和0年1月", "month"),
    ("データ資料", "F1", "提供費用", "priced-head"),
    ("業務", "B2", None, "missing"),
)


def test_all_that_is_wrong_with_a_card_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    from readiness.app.reading import read_standard

    path = book(tmp_path)
    workbook = load_workbook(path)
    for sheet, cell, value, _ in WRONG:
        workbook[sheet][cell] = value
    workbook.save(path)
    read = read_card(path, read_standard(Path()))
    assert read.card is None
    found = {(one.place.split("!")[0], one.message.key.removeprefix("exchange.note.card.")) for one in read.notes}
    assert found == {*((sheet, code) for sheet, _, _, code in WRONG), (path.name, "unasked")}
    assert [one.place for one in read.notes if one.message.key.endswith("card.missing")] == ["業務!B2"]
    said = [Catalogue("ja").render(one.message) for one in read.notes]
    assert not any("⟦" in words for words in said)


def test_what_contradicts_itself_within_a_card_is_told(tmp_path: Path) -> None:
    card = {
        "vendor": "甲", "corporate_number": "12", "package": "乙", "version": "1", "dated": "2026-11-01",
        "answered_by": "丙" * 2001, "service_end": "2026-10-01", "notice": "2026-12-01",
        "units": [{"unit": "016", "edition": "3.0", "answer": "適合", "delivery": "2027-04-01"}],
        "answers": [
            {"requirement": "0160001", "answer": "適合"},
            {"requirement": "0160002", "answer": "期限後適合"},
            {"requirement": "0230001", "answer": "適合", "evidence": "手順書"},
            {"requirement": "?", "answer": "適合", "evidence": "手順書"},
        ],
    }  # fmt: skip
    told = {"format": "readiness.card", "version": 1, "card": card}
    (tmp_path / "card.json").write_text(json.dumps(told), encoding="utf-8")
    found = {
        (one.message.key.removeprefix("exchange.note.card."), one.place)
        for one in read_card(tmp_path / "card.json").notes
    }
    assert found == {
        ("number", "card.json card.corporate_number"), ("long", "card.json card.answered_by"),
        ("ends-before-notice", "card.json card.service_end"), ("notice-after", "card.json card.notice"),
        ("fits-later", "card.json card.units[0].unit"), ("no-evidence", "card.json card.answers[0].requirement"),
        ("no-delivery", "card.json card.answers[1].requirement"),
        ("no-edition", "card.json card.answers[2].requirement"),
        ("id", "card.json card.answers[3].requirement"),
    }  # fmt: skip


def test_ids_that_the_standard_does_not_know_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = json.loads(card_json(CARD))
    unit = card["card"]["answers"][0]["requirement"][:3]
    wrong = [{"requirement": f"{unit}9999", "answer": "対象外"}, {"requirement": "ABC-1", "answer": "対象外"}]
    card["card"]["answers"] += wrong
    (tmp_path / "card.json").write_text(json.dumps(card), encoding="utf-8")
    edition = SimpleNamespace(by_id={row.requirement for row in CARD.answers})
    known = SimpleNamespace(units=[SimpleNamespace(id=unit)], bodies=(), editions=(), edition=lambda _: edition)
    monkeypatch.setattr("readiness.app.cards.newest", lambda *_: SimpleNamespace(id=f"{unit}-3.0"))

    def codes(standard: object) -> list[str]:
        found = read_card(tmp_path / "card.json", standard).notes  # type: ignore[arg-type]
        return [one.message.key.removeprefix("exchange.note.card.") for one in found if "answers" in one.place]

    assert [code for code in codes(known) if code.startswith(("no-req", "id-"))] == ["no-requirement", "id-unit"]
    assert read_card(tmp_path / "card.json", known).card is not None  # type: ignore[arg-type]
    card["card"]["units"].append({"unit": "999", "edition": "1.0"})
    (tmp_path / "card.json").write_text(json.dumps(card), encoding="utf-8")
    refused = read_card(tmp_path / "card.json", known)  # type: ignore[arg-type]
    assert refused.card is None and "exchange.note.card.no-unit" in {one.message.key for one in refused.notes}


def test_a_card_tells_the_capacity_of_a_joint_plan(tmp_path: Path) -> None:
    from readiness.app.joint import capacity_of

    (tmp_path / "card.json").write_text(card_json(CARD), encoding="utf-8")
    for path in (book(tmp_path), tmp_path / "card.json"):
        rows = capacity_of(path).rows
        assert [(row.vendor, row.month, row.count) for row in rows] == [
            ("8999999990001", None, 3), ("8999999990001", date(2028, 1, 1), 1),
        ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        {"format": "readiness.card", "version": 1, "card": []},
        {"format": "readiness.card", "version": 9, "card": {"vendor": ["x"], "units": [3, {"unit": {}}], "prize": 1}},
        {"format": "readiness.card", "version": 1, "card": {"capacity": [{"count": 10**30}, {"month": "x"}]}},
        {"format": "readiness.card", "version": 1, "card": {"answers": [{"requirement": None, "answer": 1.5}]}},
        {"format": "readiness.card", "version": 1, "card": {"answers": [{"requirement": [], "answer": "適合"}, {}]}},
        {
            "format": "readiness.card",
            "version": 1,
            "card": {"units": [{"unit": "016", "edition": "", "answer": "適合"}]},
        },
    ],
)
def test_odd_json_is_refused_and_never_a_fault(tmp_path: Path, data: object) -> None:
    (tmp_path / "card.json").write_text(json.dumps(data), encoding="utf-8")
    assert run("card", "check", str(tmp_path / "card.json")).returncode == 2


def test_claims_of_a_card_need_a_place_that_a_workbook_is_not(towns: Path, tmp_path: Path) -> None:
    assert run("ledger", "export", str(towns / "t1"), str(tmp_path / "甲野町.xlsx")).returncode == 0
    done = run("card", "import", str(tmp_path / "甲野町.xlsx"), str(book(tmp_path)))
    assert done.returncode == 1 and "要件の回答2件は --share で" in done.stdout


def test_one_card_answers_every_body_and_nothing_of_their_own(towns: Path, tmp_path: Path) -> None:
    path = book(tmp_path)
    done = run("card", "import", str(towns), str(path))
    assert done.returncode == 0, done.stdout + done.stderr
    told = [answered(towns / id_) for id_ in ("t1", "t2")]
    facts = sorted(str(reply["fact"]) for reply in told[0].values())
    assert facts == ["016 3.0版", "016 3.0版", "2029-03-31", "データ項目定義書: 提供する(2027-04-01から)"]
    assert [sorted(str(reply["fact"]) for reply in one.values()) for one in told] == [facts, facts]
    for id_ in ("t1", "t2"):
        (file,) = (towns / id_).glob("claims_*.yaml")
        rows = yaml.safe_load(file.read_text(encoding="utf-8"))["claims"]
        assert [(row["requirement"], row["answer"], row["edition"]) for row in rows] == [
            ("0160001", "適合", "3.0"), ("0160002", "期限後適合(経過措置)", "3.0"),
        ]  # fmt: skip
        assert run("validate", str(towns / id_), "--fail-on", "fatal").returncode == 0
    own = run("gaps", "status", str(towns / "t1")).stdout
    assert "乙(架空)" in own  # questions to the other vendor are still open


def test_a_card_before_the_bodies_is_understood_and_told(towns: Path, tmp_path: Path) -> None:
    path, bodies = str(book(tmp_path)), [str(towns / "t1"), str(towns / "t2")]
    done = run("card", "import", path, *bodies, "--dry-run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"readiness card import {' '.join(bodies)} {path} --dry-run" in done.stderr
    assert done.stdout == run("card", "import", *bodies, path, "--dry-run").stdout


def test_the_same_card_again_changes_nothing(towns: Path, tmp_path: Path) -> None:
    path = book(tmp_path)
    run("card", "import", str(towns), str(path))
    before = {file: file.read_bytes() for file in towns.rglob("*") if file.is_file()}
    done = run("card", "import", str(towns), str(path))
    assert done.returncode == 0
    assert {file: file.read_bytes() for file in towns.rglob("*") if file.is_file()} == before


def test_a_contradiction_is_told_and_nothing_replaced(towns: Path, tmp_path: Path) -> None:
    own = towns / "t1" / "own.yaml"
    claim = {"id": "c", "requirement": "0160001", "package": "p", "version": "3.1", "answer": "未対応"}
    own.write_text(yaml.safe_dump({"claims": [claim]}, allow_unicode=True), encoding="utf-8")
    done = run("card", "import", str(towns / "t1"), str(book(tmp_path)))
    assert done.returncode == 1
    assert "「未対応」" in done.stdout and "「適合」" in done.stdout and "own.yaml" in done.stdout
    (file,) = (towns / "t1").glob("claims_*.yaml")
    assert [row["requirement"] for row in yaml.safe_load(file.read_text(encoding="utf-8"))["claims"]] == ["0160002"]


def test_a_card_older_than_the_answer_is_told(towns: Path, tmp_path: Path) -> None:
    run("card", "import", str(towns / "t1"), str(book(tmp_path)))
    before = {file: file.read_bytes() for file in (towns / "t1").rglob("*") if file.is_file()}
    older = replace(
        CARD, dated=date(2026, 10, 1), answers=(CardAnswer(requirement="0160001", answer=Answer.UNSUPPORTED),)
    )
    done = run("card", "import", str(towns / "t1"), str(book(tmp_path, older, "older.xlsx")))
    assert done.returncode == 1
    assert "新しい回答" in done.stdout
    assert {file: file.read_bytes() for file in (towns / "t1").rglob("*") if file.is_file()} == before


def test_a_new_edition_tells_the_difference(towns: Path, tmp_path: Path) -> None:
    run("card", "import", str(towns / "t1"), str(book(tmp_path)))
    newer = replace(
        CARD,
        dated=date(2026, 12, 1),
        units=(replace(CARD.units[0], edition="4.0"),),
        answers=(CARD.answers[0], CardAnswer(requirement="0160002", answer=Answer.FITS, evidence="試験結果")),
    )
    path = book(tmp_path, newer, "newer.xlsx")
    done = run("card", "import", str(towns / "t1"), str(path))
    assert "版が 3.0 から 4.0" in done.stdout and "0160002" in done.stdout and "同じ要件1件" in done.stdout
    (file,) = (towns / "t1").glob("claims_*.yaml")
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))["claims"]
    assert [(row["edition"], row["answer"]) for row in rows] == [("4.0", "適合"), ("4.0", "適合")]
    changes = difference(CARD, newer)
    assert {(one.part, one.key) for one in changes} == {("units", "016"), ("answers", "0160002")}
    told = run("card", "check", str(path), "--against", str(book(tmp_path)))
    assert told.returncode == 0 and "016:" in told.stdout


def test_another_version_says_nothing(towns: Path, tmp_path: Path) -> None:
    other = replace(CARD, version="4.0")
    done = run("card", "import", str(towns / "t1"), str(book(tmp_path, other)))
    assert done.returncode == 1 and "3.1" in done.stdout
    assert not list((towns / "t1").glob("claims_*")) and not answered(towns / "t1")


def test_shared_in_the_pack_every_body_reads_it(towns: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    done = run("card", "import", str(towns), str(book(tmp_path)), "--share", "--specs", str(pack))
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((pack / "claims").glob("*.yaml"))) == 1
    assert not list(towns.rglob("claims_*"))
    for id_ in ("t1", "t2"):
        told = run("gaps", "status", str(towns / id_), "--specs", str(pack))
        assert told.returncode == 0
    own = towns / "t1" / "own.yaml"
    claim = {"id": "c", "requirement": "0160001", "package": "p", "version": "3.1", "answer": "未対応"}
    own.write_text(yaml.safe_dump({"claims": [claim]}, allow_unicode=True), encoding="utf-8")
    told = run("validate", str(towns / "t1"), "--specs", str(pack), "--format", "json")
    assert "IN309" in told.stdout
    assert "IN309" not in run("validate", str(towns / "t2"), "--specs", str(pack), "--format", "json").stdout


def test_a_file_that_is_no_card(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("事業者,件数\n甲,1\n", encoding="utf-8-sig")
    done = run("card", "check", str(path))
    assert done.returncode == 2 and "製品カードとして読めません" in done.stderr


@pytest.mark.parametrize("count", ["1e999", "-1e999", "NaN", "1" + "0" * 400, "1e20", '"' + "9" * 400 + '"'])
def test_a_number_that_is_none_is_told_at_its_place(tmp_path: Path, count: str) -> None:
    """What JSON may hold as a number and no card can mean."""
    said = json.dumps(
        {"format": "readiness.card", "version": 1, "card": {"capacity": [{"month": "2027-04", "count": 0}]}}
    )
    file = tmp_path / "card.json"
    file.write_text(said.replace('"count": 0', f'"count": {count}'), encoding="utf-8")
    done = run("card", "check", str(file))
    assert done.returncode == 2, done.stderr
    assert "card.capacity[0].count" in done.stdout + done.stderr


def test_the_empty_card_asks_for_no_price() -> None:
    book = card_book(None, Labels(Catalogue("ja"), {}), date(2026, 11, 2))
    told = [text for pair in book.definitions for text in pair]
    assert not any("費用を記載" in text for text in told) and any("見積りで示す" in text for text in told)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("service_end: 2028-12-31, withdrawal_notice: 2026-10-01", ["service_end.otherwise"]),
        ("service_end: 2029-03-31, withdrawal_notice: 2026-10-01", []),
        ("service_end: 2029-03-31, withdrawal_notice: 2026-09-01", ["notice.otherwise"]),
        ('note: "期限の記入なし"', ["service_end.missing", "notice.missing"]),
        ("withdrawal_notice: 2026-10-01, service_end: 未確認", []),
    ],
)
def test_an_end_of_service_that_the_inventory_has_otherwise_or_not_is_told(
    towns: Path, tmp_path: Path, facts: str, said: list[str]
) -> None:
    path = towns / "t1" / "all.yaml"
    text = path.read_text(encoding="utf-8").replace("withdrawal_notice: 2026-10-01, service_end: 未確認", facts)
    path.write_text(text, encoding="utf-8")
    done = run("card", "import", str(towns / "t1"), str(book(tmp_path)))
    assert done.returncode == (1 if said else 0), done.stdout + done.stderr
    words = {
        "service_end.otherwise": "台帳の提供終了日は", "notice.otherwise": "台帳の提供終了の通知日は",
        "service_end.missing": "提供終了日を", "notice.missing": "提供終了の通知日を",
    }  # fmt: skip
    told = done.stdout + done.stderr
    assert [key for key, word in words.items() if word in told] == said
    assert path.read_text(encoding="utf-8") == text
