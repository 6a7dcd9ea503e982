"""The north star's first half: a made-up town's plain Excel ledger of 12 columns, read without any YAML."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from readiness.analysis.analyze import analyze
from readiness.app.body import read_inputs
from readiness.app.reading import read_body, read_standard
from readiness.app.register import register_file
from readiness.exchange.reading_text import reading_notes
from readiness.intake.infer import infer_migrated
from readiness.intake.reading import Reading
from readiness.messages.catalogue import Catalogue
from readiness.model.system import Conformance, DueKind, Hosting, SystemKind
from readiness.model.unknown import UNKNOWN
from readiness.situation.intention import intentions
from tests.exchange.test_ledger import run

HEADS = (
    "No", "システム名称", "業務", "担当課", "委託先", "パッケージ名", "契約満了日", "年間経費\n(円)", "設置場所",
    "標準化対応状況", "移行状況", "移行予定時期", "連携先",
)  # fmt: skip
KAKU = ("架空電算株式会社", "カクウ総合", "令和13年3月31日")
KAIGO = ("見本ソフト㈱", "ミホン介護", "R9.9.30", 2100000, "サーバ室", "×", "未移行")
FUKUSHI = ("見本ソフト㈱", "ミホン福祉", "R9.9.30", 1800000, "サーバ室", "×", "未移行")
HEALTH = ("例示ヘルス", "", "2028/3/31", "不明", "データセンター", "検討中", "未")
DONE, HALF = ("ガバクラ", "○", "移行済", ""), ("ガバクラ", "△", "移行済", "")
JUKI = "住民記録システム"
# Fictional, every word of it.
ROWS = (
    (1, JUKI, "住基", "町民課", *KAKU, "12,000千円", *DONE, "個人住民税システム、国保システム"),
    (2, "印鑑登録システム", "印鑑", "町民課", *KAKU, "", *DONE, JUKI),
    (3, "個人住民税システム", "住民税", "税務課", *KAKU, 3400000, *HALF, "介護保険システム"),
    (4, "国保システム", "国保", "町民課", *KAKU, "", *DONE, "レセプト管理"),
    (5, "介護保険システム", "介護", "福祉課", *KAIGO, "R10.1", JUKI),
    (6, "障がい者福祉システム", "障がい者福祉", "福祉課", *FUKUSHI, "", JUKI),
    (7, "健康管理システム", "", "福祉課", *HEALTH, "", ""),
    (8, "公会計システム", "", "総務課", "内製", "", "", "", "庁内", "", "", "", ""),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "R8台帳"
    sheet.append(["架空町 情報システム台帳(令和8年度)"])
    sheet.append([])
    sheet.append(list(HEADS))
    for row in ROWS:
        sheet.append(list(row))
    book.create_sheet("凡例").append(["○は対応済み", "△は一部経過措置"])  # without it △ would be asked
    target = tmp_path / "架空町.xlsx"
    book.save(target)
    return target


def test_twelve_columns_become_systems_contracts_vendors_and_links(ledger: Path) -> None:
    loaded = read_body(ledger, read_standard(ledger))
    inventory = loaded.inventory
    assert inventory is not None and not loaded.fatal
    assert inventory.body.name == "架空町" and len(inventory.systems) == 8
    by_name = {system.name: system for system in inventory.systems}
    juki, kaigo, kokyo = by_name["住民記録システム"], by_name["介護保険システム"], by_name["公会計システム"]
    assert juki.areas == ("resident_registry",) and juki.vendor == "架空電算株式会社"
    assert juki.hosting is Hosting.GOVERNMENT_CLOUD and juki.conformance is Conformance.CONFORMANT
    assert juki.migrated is True and kaigo.migrated is False
    assert by_name["個人住民税システム"].conformance is Conformance.TRANSITIONAL
    assert kaigo.owner_division == "福祉課" and kaigo.hosting is Hosting.ON_PREMISES
    assert str(kaigo.planned_date) == "2028-01-31"
    assert kokyo.vendor == "自団体" and kokyo.kind is SystemKind.PERIPHERAL
    assert by_name["障がい者福祉システム"].areas == ("disability_welfare",)
    assert by_name["健康管理システム"].areas == ("health_management",)
    contracts = {c.systems[0]: c for c in inventory.contracts if c.systems}
    assert contracts[juki.id].annual_amount == 12_000_000
    assert str(contracts[kaigo.id].end) == "2027-09-30"
    ends = {(link.from_, link.to) for link in inventory.interfaces}
    assert (juki.id, by_name["国保システム"].id) in ends and (juki.id, by_name["個人住民税システム"].id) in ends
    assert [external.name for external in inventory.external_systems] == ["レセプト管理"]
    assert all(system.due is not DueKind.LAPSED for system in inventory.systems)


def test_the_report_says_how_each_column_was_read(ledger: Path, tmp_path: Path) -> None:
    code, output = run("ledger", "import", ledger, tmp_path / "new", "--dry-run")
    assert code == 0 and not (tmp_path / "new").exists()
    assert "シート「R8台帳」をシステムの一覧として読みました(見出し 3行目、8行)" in output
    assert "G3  契約満了日  →  契約満了日" in output
    assert "シート「凡例」には読み取れる表が見当たりません" in output
    assert "「検討中」(1件)" in output
    assert "健康管理システム" in output and "要確認" in output


def test_mapped_ledger_is_written_as_yaml_that_reads_the_same(ledger: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert run("ledger", "import", ledger, folder)[0] == 0
    standard = read_standard(folder)
    direct, written = read_body(ledger, standard).inventory, read_body(folder, standard).inventory
    assert direct is not None and written is not None
    assert written.systems == direct.systems and written.contracts == direct.contracts
    assert written.interfaces == direct.interfaces
    before = (folder / "ledger.yaml").read_bytes()
    code, output = run("ledger", "import", ledger, folder)
    assert code == 0 and "書き換えました" not in output
    assert (folder / "ledger.yaml").read_bytes() == before  # once more changes nothing


def test_a_mapping_of_their_own(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["システム呼称", "どこの", "状態"])
    sheet.append(["福祉総合", "架空福祉サービス", "まだ"])
    target = tmp_path / "own.xlsx"
    book.save(target)
    mapping = tmp_path / "own.yaml"
    mapping.write_text(
        "mapping: 1\nbody: {id: kaku, name: 架空村, code: '993018'}\ntables:\n  - record: system\n"
        "    columns: {system.name: システム呼称, vendor.name: どこの, system.migrated: 状態}\n"
        "    values: {system.migrated: {まだ: いいえ}}\n",
        encoding="utf-8",
    )
    code, output = run("ledger", "import", target, tmp_path / "kaku", "--map", mapping)
    assert code == 0, output
    inventory = read_body(tmp_path / "kaku", read_standard(tmp_path)).inventory
    assert inventory is not None and inventory.body.code == "993018"
    assert inventory.systems[0].migrated is False and inventory.systems[0].vendor == "架空福祉サービス"
    mapping.write_text(
        "mapping: 1\ntables:\n  - record: system\n    columns: {system.nmae: 名, x: y}\n", encoding="utf-8"
    )
    code, output = run("ledger", "import", target, tmp_path / "other", "--map", mapping)
    assert code == 2 and "system.name" in output and not (tmp_path / "other").exists()


def test_a_table_of_words_saved_under_another_ending_is_named(ledger: Path, tmp_path: Path) -> None:
    ledger.with_name(f"{ledger.stem}.map.yaml.txt").write_text("columns: {}\n", encoding="utf-8")
    code, output = run("ledger", "import", tmp_path / "town", ledger, "--as-of", "2026-11-02")
    assert code == 0 and f"{ledger.stem}.map.yaml.txt" in output and "拡張子が余分" in output


def test_analyze_takes_the_plain_ledger(ledger: Path, tmp_path: Path) -> None:
    code, output = run("analyze", ledger, "--as-of", "2026-11-23", "--out", tmp_path / "out")
    assert code == 0, output
    assert (tmp_path / "out" / "架空町" / "index.html").is_file()
    assert (tmp_path / "out" / "架空町" / "gaps" / "見本ソフト㈱.xlsx").is_file()


def test_ledgers_in_one_folder_keep_their_registers_apart(ledger: Path, tmp_path: Path) -> None:
    other = tmp_path / "仮想市.xlsx"
    book = load_workbook(ledger)
    book["R8台帳"]["A1"] = "仮想市 情報システム台帳(令和8年度)"
    book.save(other)
    day = ("--as-of", "2026-11-23")
    exported = ("gaps", "export", ledger, *day, "--out", tmp_path / "books", "--number", "架情第9号")
    assert run(*exported)[0] == 0
    assert "架情第9号" in (tmp_path / "register" / "架空町" / "gaps.jsonl").read_text(encoding="utf-8")
    assert not (tmp_path / "register" / "gaps.jsonl").exists()
    standard = read_standard(ledger)
    asked = []
    for path in (ledger, other):
        inputs = read_inputs(path, read_body(path, standard), standard, None)
        assert inputs is not None
        asked.append({event.document for event in inputs.events})
    assert "架情第9号の1" in asked[0] and not asked[1]


def test_a_ledger_with_the_register_of_its_folder_goes_on_with_it(ledger: Path, tmp_path: Path) -> None:
    old = tmp_path / "register" / "gaps.jsonl"
    assert register_file(ledger, "架空町") == old.parent / "架空町" / old.name
    assert register_file(tmp_path, "架空町") == old
    assert register_file(ledger, "../仮想市") == old
    old.parent.mkdir()
    old.touch()
    assert register_file(ledger, "架空町") == old


def test_decisions_of_two_ledgers_in_one_folder_never_mix(ledger: Path, tmp_path: Path) -> None:
    other = tmp_path / "仮想市.xlsx"
    book = load_workbook(ledger)
    book["R8台帳"]["A1"] = "仮想市 情報システム台帳(令和8年度)"
    book.save(other)
    day = ("--as-of", "2026-11-23", "--accept-broken")
    code, output = run("plan", "adopt", ledger, *day, "--approved-by", "架空町長")
    assert code == 0, output
    assert "架空町長" in (tmp_path / "decisions" / "架空町" / "plan.yaml").read_text(encoding="utf-8")
    standard = read_standard(ledger)

    def approved(path: Path) -> str | None:
        inventory = read_body(path, standard).inventory
        assert inventory is not None
        return inventory.decisions.plan.approved_by if inventory.decisions.plan else None

    assert (approved(ledger), approved(other)) == ("架空町長", None)
    assert run("plan", "adopt", other, *day, "--approved-by", "仮想市長")[0] == 0
    assert (approved(ledger), approved(other)) == ("架空町長", "仮想市長")


def test_a_decision_that_does_not_say_whose_it_is_is_told_of_and_not_read(ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "decisions" / "plan.yaml"
    file.parent.mkdir()
    file.write_text("plan: {adopted_on: 2026-10-01, moves: []}\n", encoding="utf-8")
    standard = read_standard(ledger)
    alone = read_body(ledger, standard)
    assert alone.inventory is not None and alone.inventory.decisions.plan is not None
    (tmp_path / "仮想市.xlsx").write_bytes(ledger.read_bytes())
    both = read_body(ledger, standard)
    assert both.inventory is not None and both.inventory.decisions.plan is None
    (told,) = (finding for finding in both.findings if finding.code == "IN305")
    assert told.severity.value == "warning" and dict(told.remedy.params)["body"] == "架空町"


def test_a_renamed_file_stays_the_same_body_and_a_renamed_body_is_told(ledger: Path, tmp_path: Path) -> None:
    book = load_workbook(ledger)
    book["R8台帳"]["A1"] = "情報システム台帳"  # no name in the title, and none in the file's name
    book.save(ledger)
    ledger = ledger.rename(tmp_path / "電算台帳R8.xlsx")
    exported = ("gaps", "export", ledger, "--as-of", "2026-11-23", "--number", "架情第9号")
    assert run(*exported)[0] == 0
    told = run("ledger", "import", ledger, tmp_path / "new", "--dry-run")[1]
    assert "「本団体」としました" in told and "--body" in told
    renamed = ledger.rename(tmp_path / "電算台帳R9.xlsx")
    assert "IN305" not in run("validate", renamed)[1]
    book["R8台帳"]["A1"] = "しののめ村 情報システム台帳"
    book.save(renamed)
    output = run("validate", renamed)[1]
    assert "要確認 IN305" in output and "「本団体」の記録があります" in output
    assert "register/しののめ村 に改めてください" in output, output
    (tmp_path / "register" / "本団体").rename(tmp_path / "register" / "しののめ村")
    assert "IN305" not in run("validate", renamed)[1]


def test_a_system_without_an_area_is_asked_about(ledger: Path) -> None:
    standard = read_standard(ledger)
    inputs = read_inputs(ledger, read_body(ledger, standard), standard, None)
    assert inputs is not None
    about = {q.records for q in analyze(inputs).questions.items if q.name == "IN306"}
    outside = next(system for system in inputs.inventory.systems if system.name == "公会計システム")
    assert about == {(outside.id,)}


def test_silence_about_a_system_outside_the_areas_is_a_question(ledger: Path) -> None:
    inventory = read_body(ledger, read_standard(ledger)).inventory
    assert inventory is not None
    finance = next(system for system in inventory.systems if system.name == "公会計システム")
    assert finance.moves is None and intentions(inventory)[finance.id] is UNKNOWN


def test_what_was_inferred_names_its_systems() -> None:
    rows = [
        {"id": "a", "name": "甲", "areas": ["x"], "conformance": Conformance.NON_CONFORMANT.ja},
        {"id": "b", "name": "乙", "areas": ["x"], "conformance": Conformance.CONFORMANT.ja, "live_date": "2026-01-05"},
    ]
    assert infer_migrated(rows, "2026-11-23") == (("乙",), ("甲",))
    told = [Catalogue("ja").render(note.message) for note in reading_notes(Reading(inferred=(("乙",), ("甲",))))]
    assert len(told) == 2 and "移行済" in told[0] and "乙" in told[0] and "未移行" in told[1] and "甲" in told[1]


def test_what_else_lies_in_the_folder_of_lists_is_named(ledger: Path, tmp_path: Path) -> None:
    folder = tmp_path / "架空町の資料"
    (folder / "旧").mkdir(parents=True)
    (folder / "decisions").mkdir()
    ledger.rename(folder / ledger.name)
    for name in ("見積書.pdf", "Thumbs.db", "~$架空町.xlsx", "架空町.map.yaml"):
        (folder / name).write_bytes(b"")
    (found,) = (f for f in read_body(folder, read_standard(folder)).findings if f.code == "IN310")
    assert Catalogue("ja").render(found.message) == (
        "フォルダ「架空町の資料」の次のファイル・フォルダ(2件)は読んでいません: 旧/、見積書.pdf"
    )
    (folder / "見積書.pdf").unlink()
    (folder / "旧").rmdir()
    assert "IN310" not in {f.code for f in read_body(folder, read_standard(folder)).findings}
