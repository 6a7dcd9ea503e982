"""Sound inputs of every kind that the tool reads, and the command that reads each. All of it is made up."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import yaml
from openpyxl import Workbook, load_workbook

from readiness.app.own_forms import own_forms
from readiness.report.papers.paper import Head, Paper
from readiness.report.papers.template import on_form
from readiness.sources.yamlfile import read_yaml
from tests.command import Done, run
from tests.standard.books import function_book

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "inventories" / "midori-cho"
CITY = ROOT / "inventories" / "aozora-shi"
TOWN = """\
body: {id: kita, name: 北野町, code: "990019", issuer: 北野町長, as_of: 2026-11-02, body_class: 町}
vendors: [{id: v, name: 木曜電算}, {id: w, name: 金曜情報株式会社}]
packages: [{id: px, name: 木曜行政, vendor: v, version: "5.0"}]
divisions: [{id: d, name: 福祉課, areas: [介護保険, 国民健康保険]}]
systems:
- {id: s, name: 介護, areas: [介護保険], vendor: v, package: px, owner_division: d, migrated: いいえ,
   planned_date: 2027-05-06}
- {id: t, name: 国保, areas: [国民健康保険], vendor: w, owner_division: d, migrated: いいえ}
interfaces:
- {id: l, from: s, to: t}
contracts:
- {id: c, name: 保守, vendor: v, systems: [s], end: 2028-03-31, annual_amount: 1200000}
"""
REQUEST = "planning: {dates: [2027-05-06, 2027-09-21, 2028-01-04]}\n"
DECISIONS = {
    "plan": "plan:\n  adopted_on: 2026-10-28\n  approved_by: 部長\n  document_number: 情第1号\n  moves:\n"
    "  - {move: s, systems: [s], date: 2027-05-06}\n  - {move: t, systems: [t], date: 2027-09-21}\n",
    "pins": "pins:\n- {move: s, date: 2027-05-06, reason: 理由, approver: 課長}\n",
    "waivers": "waivers:\n- {code: CT105, subject: s, reason: 更改時, approver: 課長, expires: 2027-03-31}\n",
    "releases": "releases:\n- {figure: status.systems_migrated, reader: 公表, document_number: 総第1号,"
    " on: 2026-10-01}\n",
    "reading": "reading:\n- {section: systems, record: 介護, field: system.conformance, text: △, answer: 準拠,"
    " by: 係長, on: 2026-10-01}\n",
}
LIST = (
    ("北野町 情報システム一覧(令和8年11月2日現在)",),
    ("システム名称", "業務", "担当課", "委託先", "契約満了日", "年間経費(円)", "標準化対応状況", "切替予定", "連携先"),
    (
        "住民情報システム",
        "住民基本台帳",
        "住民課",
        "木曜電算㈱",
        "R9.3.31",
        "1,200,000",
        "準拠",
        "2027/5/6",
        "介護保険",
    ),
    ("介護保険システム", "介護保険", "福祉課", "〃", date(2028, 3, 31), 980000, "△", "令和9年度", ""),
    ("健康管理", "健康管理", "保健課", "同上", "2028-03-31", "800千円", "未準拠", "未確認", "住民基本台帳"),
    ("合計", "", "", "", "", "2,980,000", "", "", ""),
    ("※金額は税込み",),
)
LINKS = (
    ("連携一覧",),
    ("連携元", "連携先", "方式", "頻度", "データ", "備考"),
    ("住民情報システム", "介護保険システム", "ファイル", "日次", "宛名", ""),
    ("介護保険システム", "健康管理", "API", "随時", "資格", "委託先に確認"),
)
MAP = """mapping: 1
extends: builtin
tables:
- record: system
  columns: {system.planned_date: 切替予定}
  values: {system.conformance: {△: 未準拠}}
"""
CLAIMS = (
    ("機能ID", "対応可否", "対応予定日", "備考"),
    ("0230286", "◎", "", ""),
    ("0230270", "×", "2027-03-31", "一部"),
)
SPECS: dict[str, tuple[tuple[object, ...], ...]] = {
    "links": (
        ("機能別連携仕様【第2.1版】",),
        ("連携ID", "機能ID", "連携名称", "提供/照会", "連携先業務", "データ項目ID", "連携方式"),
        ("013o901", "0139001", "架空の課税情報", "提供", "架空業務", "01390001", "API"),
        ("013i902", "0139002", "架空の住民情報", "照会", "架空業務", "01390003", "ファイル"),
    ),
    "passed": (
        ("合格一覧",),
        ("事業者名", "パッケージ名", "番号", "合格日"),
        ("架空株式会社", "架空住民記録", "001_8999999990001_001", "2026-03-31"),
        ("架空連合", "架空介護", "023_8999999990001/7999999990002_003(旧:023_8999999990001_001)", "2026-04-30"),
    ),
    "rates": (
        ("進捗状況",),
        ("都道府県", "市区町村", "戸籍", "就学", "全体"),
        ("架空県", "甲市", 0.5, 1, 0.75),
        ("架空県", "乙町", "100%", "-", 1),
    ),
    "steps": (
        ("作業工程",),
        ("都道府県名", "業務名", "①-1 推進体制案の作成", "①-2 関連部局との調整"),
        ("架空県", "生活保護", "完了済み", "対象外"),
        ("架空県", "児童扶養手当", "作業中", "未着手"),
    ),
    "designated": (
        ("該当見込み",),
        ("団体コード", "自治体名", "自治体区分", "戸籍", "都道府県"),
        ("990019", "架空県甲市", "中核市", "●", "架空県"),
        ("990027", "架空県乙町", "町", None, "架空県"),
    ),
    "codes": (
        ("団体コード",),
        ("団体コード", "都道府県名(漢字)", "市区町村名(漢字)"),
        ("990019", "架空県", "甲市"),
        ("990027", "架空県", "乙町"),
    ),
}
PROBLEM: dict[str, Any] = {
    "version": 1,
    "horizon": 6,
    "moves": [{"id": name, "slots": [0, 1, 2, 3, 4, 5]} for name in "abc"],
    "precedences": [{"name": "先後", "before": "a", "after": "b"}],
    "caps": [{"name": "date", "limit": 1, "weights": [["a", 1], ["b", 1], ["c", 1]]}],
    "links": [
        {"id": "ab", "a": "a", "b": "b", "hold_a_first": 5, "hold_b_first": 5},
        {"id": "bc", "a": "b", "b": "c", "hold_a_first": 2, "hold_b_first": 7},
    ],
    "objective": ["cost"],
}
PAPER = Paper(
    key="chougi", stem="chougi", title="題", blocks=(), rests=frozenset(),
    fields={"議題": "移行について", "財源": "一般財源"},
    head=Head(number="総第1号", dated="令和8年11月2日", secrecy="庁内", issuer="町長"),
)  # fmt: skip
Command = Callable[[Path], Done]


@dataclass(frozen=True, slots=True)
class Target:
    """A file of the scene, its kind of damage, the command that reads it, and how often it is drawn."""

    name: str
    file: str
    kind: str
    command: Command
    often: float = 1.0
    also: tuple[str, ...] = ()  # what a refusal may name instead of the file


def said(*words: str) -> Command:
    """The command line, `@` before what stands in the scene."""
    return lambda place: run(*(str(place / word[1:]) if word.startswith("@") else word for word in words))


def forms(place: Path) -> Done:
    """The body's own forms as `analyze` takes them, without the rest of `analyze`."""
    from readiness.cli.exits import report_failure, report_refusal

    err = io.StringIO()
    from contextlib import redirect_stderr

    with redirect_stderr(err):
        try:
            for name, template in own_forms(place / "town").templates.items():
                on_form(PAPER, f"{name}.docx", template)
            code = 0
        except Exception as error:
            found = report_refusal(error)
            code = report_failure(error) if found is None else found
    return Done(code, b"", err.getvalue())


QUICK = ("--effort", "quick")
TAKE_IN = ("ledger", "import", "@new", "--dry-run")
CONFIRM = ("ledger", "confirm", "@一覧.csv", "--dry-run")
SPEC = ("spec", "import", "--specs", "@pack")
ANSWER = ("gaps", "import", "@town", "--dry-run")
TARGETS: tuple[Target, ...] = (
    Target("ledger YAML", "town/a.yaml", "yaml", said("validate", "@town"), 26),
    Target("every section of YAML", "sections/a.yaml", "yaml", said("validate", "@sections"), 6),
    Target("YAML through to a plan", "town/a.yaml", "yaml", said("plan", "show", "@town", *QUICK), 0.4),
    Target("YAML through to the papers", "town/a.yaml", "yaml", said("analyze", "@town", "--out", "@out", *QUICK), 0.1),
    Target("YAML through to the register", "town/a.yaml", "yaml", said("gaps", "status", "@town"), 3),
    Target("own ledger book", "台帳.xlsx", "xlsx", said("ledger", "import", "@town", "@台帳.xlsx", "--dry-run"), 0.3),
    Target("own ledger book, read", "台帳.xlsx", "xlsx", said("validate", "@台帳.xlsx"), 0.5),
    Target("foreign list", "一覧.xlsx", "xlsx", said("validate", "@一覧.xlsx"), 5),
    Target("foreign list, taken in", "一覧.xlsx", "xlsx", said(*TAKE_IN, "@一覧.xlsx"), 1.5),
    Target("foreign list, CSV", "一覧.csv", "csv", said("validate", "@一覧.csv"), 6),
    Target("two lists in a folder", "lists/連携.xlsx", "xlsx", said("validate", "@lists"), 1),
    Target("map of headings", "対応/一覧.map.yaml", "yaml", said("validate", "@対応/一覧.csv"), 1.5, ("一覧.csv",)),
    Target("vendor's book", "回答.xlsx", "xlsx", said(*ANSWER, "@回答.xlsx"), 5),
    Target("vendor's book, CSV", "回答.csv", "csv", said(*ANSWER, "@回答.csv"), 6),
    Target("vendor's own table", "対応表.xlsx", "xlsx", said(*ANSWER, "@対応表.xlsx", "--package", "px"), 3),
    Target("mail as text", "返信.txt", "text", said(*ANSWER, "@返信.txt"), 8),
    Target("mail", "返信.eml", "mail", said(*ANSWER, "@返信.eml"), 8),
    Target("reading book", "読み取り.xlsx", "xlsx", said(*CONFIRM, "@読み取り.xlsx"), 2),
    Target("dates, workbook", "日程.xlsx", "xlsx", said("plan", "check", "@town", "@日程.xlsx", *QUICK), 0.5),
    Target("dates, CSV", "日程.csv", "csv", said("plan", "check", "@town", "@日程.csv", *QUICK), 0.5),
    Target("dates, YAML", "日程.yaml", "yaml", said("plan", "check", "@town", "@日程.yaml", *QUICK), 0.5),
    Target("problem file", "問題.json", "json", said(
        "plan", "solve", "--problem", "@問題.json", "--out", "@解.json", "--work", "0.05", "--force"), 8),
    Target("start of a problem", "始点.json", "json", said(
        "plan", "solve", "--problem", "@問題.json", "--start", "@始点.json", "--mode", "repair", "--work", "0.05",
        "--out", "@解.json", "--force"), 2),
    Target("spec workbook, functions", "functions.xlsx", "xlsx", said(*SPEC, "@functions.xlsx"), 3),
    *(Target(f"spec workbook, {name}", f"{name}.xlsx", "xlsx", said(*SPEC, f"@{name}.xlsx"), 3)
      for name in SPECS),
    Target("spec workbook, CSV", "passed.csv", "csv", said(*SPEC, "@passed.csv"), 4),
    Target("published rates in init", "rates.xlsx", "xlsx", said(
        "init", "@made", "--name", "架空県 甲市", "--progress", "@rates.xlsx", "--designated", "@designated.xlsx",
        "--codes", "@codes.xlsx"), 1),
    Target("assumptions", "pack-town/specs/assumptions.yaml", "yaml", said("validate", "@pack-town"), 2),
    Target("register", "town/register/gaps.jsonl", "jsonl", said("gaps", "status", "@town"), 10),
    Target("register of a ledger book", "town/register/gaps.jsonl", "jsonl", said(*ANSWER, "@回答.csv"), 2),
    *(Target(f"decisions, {name}", f"town/decisions/{name}.yaml", "yaml", said("validate", "@town"), 2)
      for name in DECISIONS),
    Target("decisions in a plan", "town/decisions/plan.yaml", "yaml", said("plan", "show", "@town", *QUICK), 0.4),
    Target("own form", "town/templates/chougi.docx", "docx", forms, 3),
    Target("own headings", "town/templates/labels.yaml", "yaml", forms, 3),
    Target("former analysis", "analysis.json", "json", said("diff", "@analysis.json", "@town"), 1.5),
    Target("figure of an analysis", "analysis.json", "json", said(
        "explain", "--number", "status.systems_migrated", "--analysis", "@analysis.json"), 0.5),
    Target("former findings", "findings.json", "json", said("validate", "@town", "--baseline", "@findings.json"), 2),
    Target("capacities", "件数.csv", "csv", said("portfolio", "@town", "--capacity", "@件数.csv"), 0.5),
    Target("former portfolio", "portfolio.json", "json", said("portfolio", "@town", "--since", "@portfolio.json"), 0.5),
)  # fmt: skip


def make(place: Path) -> None:
    """Every file of the scene into an empty folder."""
    town = place / "town"
    (town / "decisions").mkdir(parents=True)
    (town / "a.yaml").write_text(TOWN + REQUEST, encoding="utf-8")
    must("gaps", "export", town, "--number", "第1号", "--csv")
    _answers(place, town / "register" / "books")
    for name, content in DECISIONS.items():
        (town / "decisions" / f"{name}.yaml").write_text(content, encoding="utf-8")
    (place / "sections").mkdir()
    (place / "sections" / "a.yaml").write_text(_every_section(), encoding="utf-8")
    _own_ledger(place, town)
    for name, rows in (("一覧", LIST), ("連携", LINKS), ("対応表", CLAIMS), *SPECS.items()):
        table(place / f"{name}.xlsx", rows)
    (place / "lists").mkdir()
    for name in ("一覧", "連携"):
        shutil.copy(place / f"{name}.xlsx", place / "lists")
    text = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in LIST)
    (place / "一覧.csv").write_bytes(text.encode("cp932"))
    passed = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in SPECS["passed"])
    (place / "passed.csv").write_text(passed, encoding="utf-8-sig")
    (place / "対応").mkdir()
    shutil.copy(place / "一覧.csv", place / "対応")
    (place / "対応" / "一覧.map.yaml").write_text(MAP, encoding="utf-8")
    function_book(place / "functions.xlsx")
    for suffix in ("xlsx", "csv", "yaml"):
        must("plan", "export", town, "--out", place / f"日程.{suffix}", *QUICK)
    (place / "問題.json").write_text(json.dumps(PROBLEM), encoding="utf-8")
    (place / "始点.json").write_text(json.dumps({"a": 0, "b": 1, "c": 2}), encoding="utf-8")
    (place / "pack-town" / "specs").mkdir(parents=True)
    (place / "pack-town" / "a.yaml").write_text(TOWN, encoding="utf-8")
    shutil.copy(ROOT / "specs" / "assumptions.yaml", place / "pack-town" / "specs")
    _forms(town / "templates")
    (place / "findings.json").write_text(
        must("validate", town, "--format", "json", "--fail-on", "never").stdout, "utf-8"
    )
    (place / "portfolio.json").write_text(must("portfolio", town, "--format", "json").stdout, "utf-8")
    (place / "件数.csv").write_text("事業者,年月,件数\n木曜電算,毎月,2\n金曜情報株式会社,2027-05,1\n", encoding="utf-8")
    must("analyze", town, "--out", place / "made-once", *QUICK)
    shutil.copy(next((place / "made-once").glob("*/analysis.json")), place)
    must("analyze", place / "一覧.csv", "--out", place / "made-once", *QUICK)
    book = load_workbook(next((place / "made-once").rglob("reading.xlsx")))
    sheet = book["確認してください"]
    answer = next(cell.column for cell in sheet[1] if cell.value == "回答")
    for row, word in enumerate(("未準拠", "はい"), start=2):
        sheet.cell(row, answer, word)
    book.save(place / "読み取り.xlsx")
    shutil.rmtree(place / "made-once")


def tidy(place: Path) -> None:
    """Without what a command has written into the scene."""
    for made in ("out", "new", "pack", "made"):
        shutil.rmtree(place / made, ignore_errors=True)
    (place / "解.json").unlink(missing_ok=True)


def must(*words: object) -> Done:
    """A command that has to do what it is asked."""
    done = run(*map(str, words))
    assert done.returncode == 0, (words, done.stdout[-500:], done.stderr[-2000:])
    return done


def table(path: Path, rows: tuple[tuple[object, ...], ...]) -> None:
    """A workbook of one sheet."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)


def _answers(place: Path, books: Path) -> None:
    """The vendor's book with three rows answered, the same as CSV, and as two mails."""
    (issued,) = books.glob("v*.xlsx")
    book = load_workbook(issued)
    sheet = book["照会事項"]
    at = {cell.value: cell.column for cell in sheet[1]}
    answers = ("はい", "2027年4月", "△ 一部のみ")
    for row, answer in enumerate(answers, start=2):
        sheet.cell(row, at["回答内容"], answer)
    book.save(place / "回答.xlsx")
    (table,) = books.glob("v*.csv")
    shutil.copy(table, place / "回答.csv")
    ids = [str(sheet.cell(row, at["照会ID"]).value) for row in range(2, 5)]
    lines = [
        "お世話になっております。",
        *(f"{id_}  {answer}" for id_, answer in zip(ids, answers, strict=True)),
        "以上",
    ]
    (place / "返信.txt").write_text("\n".join(lines), encoding="utf-8")
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Re: 照会", "a@example.invalid", "b@example.invalid"
    mail.set_content("\n".join(lines))
    mail.add_alternative("<p>" + "<br>".join(lines) + "</p>", subtype="html")
    (place / "返信.eml").write_bytes(bytes(mail))


def _own_ledger(place: Path, town: Path) -> None:
    """The own ledger book with the sheets that hold something, so that a case is quick."""
    must("ledger", "export", town, place / "台帳.xlsx")
    book = load_workbook(place / "台帳.xlsx")
    full = [sheet for sheet in book if sheet.max_row > 1 and any(sheet.cell(2, column).value for column in range(1, 9))]
    for sheet in book.worksheets:
        if sheet not in full:
            del book[sheet.title]
    book.save(place / "台帳.xlsx")


def _every_section() -> str:
    """The first records of every section of the two sample bodies."""
    found: dict[str, Any] = {}
    for file in (*sorted(SAMPLE.glob("*.yaml")), *sorted(CITY.glob("*.yaml"))):
        for key, value in read_yaml(file).data.items():  # type: ignore[union-attr]
            found.setdefault(key, value[:2] if isinstance(value, list) else value)
    return yaml.safe_dump(found, allow_unicode=True, sort_keys=False)


def _forms(folder: Path) -> None:
    folder.mkdir()
    form = docx.Document()
    form.add_heading("第3号様式", level=1)
    form.add_paragraph("議案名 {{議題}} 財源 {{財源}}")
    form.add_table(rows=1, cols=2).cell(0, 0).text = "{{決定事項}}"
    form.save(folder / "chougi.docx")
    (folder / "labels.yaml").write_text("付議の理由: 提案理由\n決定事項: 審議事項\n", encoding="utf-8")
