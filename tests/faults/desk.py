"""A small town in the middle of its work, and every command that writes there."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from openpyxl import Workbook, load_workbook

from tests.command import run

TOWN = (
    "body: {id: kita, name: 北野町, as_of: 2026-11-02}\nvendors: [{id: v, name: 木曜電算}]\n"
    "packages: [{id: p, name: 架空介護, vendor: v, version: '1.0'}]\nsystems:\n"
    "- {id: s, name: 介護, areas: [介護保険], vendor: v, package: p, migrated: いいえ, planned_date: 2027-05-06}\n"
)
# Every command that writes; TOWN, BOOK, CARD and the like are made below, OUT is an empty folder.
COMMANDS = (
    "plan pin TOWN s 2027-05-06",
    "plan adopt TOWN --on 2026-11-10",
    "gaps export TOWN --number 第2号 --remind",
    "gaps import TOWN BOOK",
    "gaps move TOWN GAP 対応中",
    "ledger import TOWN LEDGER",
    "ledger export TOWN OUT/台帳.xlsx",
    "ledger confirm LIST READING",
    "plan export TOWN --out OUT/計画.xlsx",
    "init OUT/新 --template 町",
    "analyze TOWN --out OUT",
    "handover TOWN --out OUT/引継.xlsx",
    "pmo TOWN --out OUT/工程.xlsx",
    "portfolio TOWN --out OUT",
    "spec import SPEC --specs OUT/資料",
    "card new OUT/カード.xlsx",
    "card check CARD --json OUT/カード.json",
    "card import TOWN CARD",
    "graph TOWN --out OUT/図.svg",
    "ledger day TOWN OUT/進行表.xlsx --system s",
    "plan solve --problem PROBLEM --out OUT/解.json --work 0.05",
    "plan improve TOWN --out OUT/改善.csv --rounds 1",
    "drop TOWN BOOK --out OUT",
)
FILES = {
    "BOOK": "BOOK.xlsx",
    "LEDGER": "LEDGER.xlsx",
    "LIST": "一覧/LIST.xlsx",
    "READING": "READING.xlsx",
    "SPEC": "SPEC.xlsx",
    "CARD": "CARD.json",
    "PROBLEM": "PROBLEM.json",
}
CARD = {
    "format": "readiness.card", "version": 1,
    "card": {"vendor": "木曜電算", "package": "架空介護", "version": "1.0", "dated": "2026-11-01",
             "corporate_number": "8999999990001", "answered_by": "公共部", "service_end": "2029-03-31",
             # Longer than the room that the last block of a register may still have.
             "layouts": [{"document": f"データ項目定義書その{n}", "supplied": True} for n in range(1, 101)]},
}  # fmt: skip
PROBLEM = {
    "version": 1, "horizon": 3, "moves": [{"id": name, "slots": [0, 1, 2]} for name in "ab"],
    "caps": [{"name": "date", "limit": 1, "weights": [["a", 1], ["b", 1]]}], "objective": ["cost"],
}  # fmt: skip


def prepare(place: Path) -> None:
    """A town that has sent a book, the book filled in, its ledger with one cell changed, a list with answers to it."""
    (place / "TOWN").mkdir()
    (place / "OUT").mkdir()
    (place / "TOWN" / "inventory.yaml").write_text(TOWN, encoding="utf-8")
    _must("gaps", "export", place / "TOWN", "--number", "第1号")
    book = load_workbook(place / "TOWN" / "register" / "books" / "v_第1号.xlsx")
    sheet = book["照会事項"]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at["回答内容"], "回答")
    book.save(place / "BOOK.xlsx")
    (place / "GAP").write_text(str(sheet.cell(3, at["照会ID"]).value), encoding="utf-8")
    _must("ledger", "export", place / "TOWN", place / "LEDGER.xlsx")
    ledger = load_workbook(place / "LEDGER.xlsx")
    cell = next(cell for sheet in ledger for row in sheet.iter_rows() for cell in row if cell.value == "介護")
    cell.value = "介護保険システム"
    ledger.save(place / "LEDGER.xlsx")
    _list(place)
    (place / "CARD.json").write_text(json.dumps(CARD, ensure_ascii=False), encoding="utf-8")
    (place / "PROBLEM.json").write_text(json.dumps(PROBLEM), encoding="utf-8")
    spec = Workbook()
    for row in (
        ("事業者名", "パッケージ名", "番号", "合格日"),
        ("架空社", "架空", "001_8999999990001_001", "2026-03-31"),
    ):
        spec.active.append(row)
    spec.save(place / "SPEC.xlsx")


def _list(place: Path) -> None:
    (place / "一覧").mkdir()
    book = Workbook()
    for row in (
        ("西野町 情報システム一覧(令和8年11月2日現在)",),
        ("システム名", "業務", "準拠状況"),
        ("介護", "介護保険", "△"),
    ):
        book.active.append(row)
    book.save(place / "一覧" / "LIST.xlsx")
    _must("analyze", place / "一覧" / "LIST.xlsx", "--out", place / "once", "--effort", "quick")
    reading = load_workbook(next((place / "once").rglob("reading.xlsx")))
    sheet = reading["確認してください"]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at["回答"], "未準拠")
    reading.save(place / "READING.xlsx")
    import shutil

    shutil.rmtree(place / "once")


def _must(*words: object) -> None:
    done = run(*map(str, words))
    assert done.returncode == 0, (words, done.stdout, done.stderr)


def words(command: str, place: Path, source: Path | None = None) -> list[str]:
    """The command with its names as paths below `place`; `source`: a desk to read the ID of a question from."""
    named = {name: str(place / file) for name, file in FILES.items()}
    named |= {"TOWN": str(place / "TOWN"), "OUT": str(place / "OUT")}
    named["GAP"] = ((source or place) / "GAP").read_text(encoding="utf-8")
    found = []
    for word in shlex.split(command):
        head, slash, rest = word.partition("/")
        found.append(named.get(head, head) + slash + rest)
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """What a person keeps there; locks and the like are nobody's."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    kept = (path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in kept}


def torn(after: dict[str, bytes], before: dict[str, bytes], done: dict[str, bytes]) -> list[str]:
    """What is neither as it was before nor as it is when the command has done its work; a register may have whole
    events of it. Files that were not there before are torn where they are not what they are to become.
    """
    found = [f"{name} is gone" for name in before if name not in after]
    for name, content in after.items():
        if name.endswith(".jsonl"):
            lines = content.splitlines()
            if not content.startswith(before.get(name, b"")) or not all(_event(line) for line in lines):
                found.append(f"{name} is torn")
        elif content not in (before.get(name), done.get(name)) and not _may_differ(name):
            found.append(f"{name} is neither as before nor as it is to be")
    return found


def _may_differ(name: str) -> bool:
    """What tells the time it took or holds results kept for the next run."""
    return "/cache/" in name or "/history/" in name


def _event(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
