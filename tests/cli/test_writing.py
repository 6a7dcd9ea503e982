"""Commands side by side lose nothing; no output replaces what the tool did not write; a killed import is finished."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml
from openpyxl import Workbook, load_workbook

from readiness.app import writing as app_writing
from readiness.cli.root import cli
from readiness.store import together
from tests.command import run

ROOT = Path(__file__).resolve().parents[2]
SYSTEMS = tuple(f"s{number}" for number in range(1, 5))
LEDGER = "body: {id: kita, name: 北野町, as_of: 2026-11-02}\nvendors: [{id: v, name: 木曜電算}]\nsystems:\n" + "".join(
    f"- {{id: {id_}, name: 系{id_}, areas: [介護保険], vendor: v, migrated: いいえ}}\n" for id_ in SYSTEMS
)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "kita"
    folder.mkdir()
    (folder / "inventory.yaml").write_text(LEDGER, encoding="utf-8")
    return folder


def at_once(commands: Sequence[Sequence[object]]) -> list[int]:
    """Exit codes of commands that run beside each other."""

    def one(command: Sequence[object]) -> int:
        return int(cli.main([str(part) for part in command], standalone_mode=False) or 0)

    with ThreadPoolExecutor(len(commands)) as pool:
        return list(pool.map(one, commands))


def processes(commands: Sequence[Sequence[object]]) -> list[int]:
    """Exit codes of commands that run beside each other, each in a process of its own."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "readiness", *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        for command in commands
    ]
    return [(one.communicate(), one.returncode)[1] for one in started]


@pytest.mark.long
def test_six_processes_that_pin_leave_six_pins(tmp_path: Path) -> None:
    folder = tmp_path / "kita"
    folder.mkdir()
    names = [f"s{number}" for number in range(1, 7)]
    rows = (f"- {{id: {id_}, name: 系{id_}, areas: [介護保険], vendor: v, migrated: いいえ}}\n" for id_ in names)
    (folder / "inventory.yaml").write_text(LEDGER.partition("systems:")[0] + "systems:\n" + "".join(rows), "utf-8")
    assert processes([("plan", "pin", folder, id_, "2027-05-06", "-q") for id_ in names]) == [0] * 6
    pins = yaml.safe_load((folder / "decisions" / "pins.yaml").read_text(encoding="utf-8"))["pins"]
    assert sorted(pin["move"] for pin in pins) == names


@pytest.mark.long
def test_twenty_processes_that_import_one_book_record_it_once(town: Path, tmp_path: Path) -> None:
    filled_book(town, tmp_path / "回答.xlsx")
    assert processes([("gaps", "import", town, tmp_path / "回答.xlsx", "-q")] * 20) == [0] * 20
    assert (town / "register" / "gaps.jsonl").read_text(encoding="utf-8").count('"kind":"answered"') == 5


def filled_book(town: Path, to: Path) -> None:
    """The vendor's book of the town with five answers in it."""
    run("gaps", "export", str(town), "--number", "第1号")
    book = load_workbook(town / "register" / "books" / "v_第1号.xlsx")
    sheet = book["照会事項"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, 7):
        sheet.cell(row, at["回答内容"], f"回答{row}")
    book.save(to)


def test_pins_set_at_once_are_all_kept(town: Path) -> None:
    codes = at_once([("plan", "pin", town, id_, "2027-05-06", "-q") for id_ in SYSTEMS])
    assert codes == [0] * len(SYSTEMS)
    pins = yaml.safe_load((town / "decisions" / "pins.yaml").read_text(encoding="utf-8"))["pins"]
    assert len(pins) == len(SYSTEMS)


def test_one_book_imported_many_times_at_once_is_recorded_once(town: Path, tmp_path: Path) -> None:
    filled_book(town, tmp_path / "回答.xlsx")
    codes = at_once([("gaps", "import", town, tmp_path / "回答.xlsx", "-q")] * 5)
    assert codes == [1] * 5  # words where a code was asked
    assert (town / "register" / "gaps.jsonl").read_text(encoding="utf-8").count('"kind":"answered"') == 5


def test_a_list_imported_beside_another_keeps_both(town: Path, tmp_path: Path) -> None:
    commands = []
    for number in (1, 2, 3):
        book = Workbook()
        book.active.append(["システム名", "業務", "事業者"])
        # of areas of their own: a row that may be another under a new name is asked about, not added
        area, vendor = (("国民健康保険", "木曜電算"), ("児童手当", "金曜情報"), ("就学", "土曜計算"))[number - 1]
        book.active.append([f"新{number}", area, vendor])
        book.save(tmp_path / f"一覧{number}.xlsx")
        commands.append(("ledger", "import", tmp_path / f"一覧{number}.xlsx", town, "-q"))
    at_once(commands)
    text = "".join(file.read_text(encoding="utf-8") for file in town.glob("*.yaml"))
    assert all(f"新{number}" in text for number in (1, 2, 3))


def outputs(town: Path, out: Path) -> dict[str, list[str]]:
    """Every command that writes a file the user names."""
    return {
        "plan export": ["plan", "export", str(town), "--out", str(out)],
        "graph": ["graph", str(town), "--format", "json", "--out", str(out)],
        "handover": ["handover", str(town), "--out", str(out)],
        "pmo": ["pmo", str(town), "--out", str(out)],
        "ledger export": ["ledger", "export", str(town), str(out)],
    }


COMMANDS = tuple(outputs(Path(), Path()))


@pytest.mark.parametrize("name", COMMANDS)
def test_no_output_replaces_a_file_of_the_inventory(town: Path, name: str) -> None:
    (town / "decisions").mkdir()
    for file in (town / "inventory.yaml", town / "decisions" / "plan.yaml"):
        file.touch()
        before = file.read_bytes()
        for more in ([], ["--force"]):
            done = run(*outputs(town, file)[name], *more)
            assert done.returncode == 2 and "台帳の一部" in done.stderr, (done.stdout, done.stderr)
            assert file.read_bytes() == before


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_of_the_user_is_replaced_on_demand_only(town: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "結果.csv"
    command = outputs(town, out)[name]
    out.write_text("利用者のもの", encoding="utf-8")
    done = run(*command)
    assert done.returncode == 2 and "--force" in done.stderr and out.read_text(encoding="utf-8") == "利用者のもの"
    assert run(*command, "--force").returncode == 0
    assert run(*command).returncode == 0  # what we wrote we may write again
    out.write_bytes(out.read_bytes() + b" ")
    assert run(*command).returncode == 2  # until somebody changes it


def test_the_inventory_of_another_town_is_no_output_either(town: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(town, tmp_path / "higashi")) / "inventory.yaml"
    done = run("plan", "export", str(town), "--out", str(other), "--force")
    assert done.returncode == 2 and other.read_text(encoding="utf-8") == LEDGER


def test_a_single_ledger_and_its_state_are_no_output(town: Path) -> None:
    ledger = town / "inventory.yaml"
    for out in (ledger, town / "register" / "kita" / "gaps.jsonl", town / "decisions" / "kita" / "plan.yaml"):
        done = run("plan", "export", str(ledger), "--out", str(out), "--force")
        assert done.returncode == 2, out


def test_an_issued_book_that_was_filled_in_is_not_written_over(town: Path) -> None:
    assert run("gaps", "export", str(town)).returncode == 0
    assert run("gaps", "export", str(town)).returncode == 0
    file = town / "register" / "books" / "v.xlsx"
    book = load_workbook(file)
    book["照会事項"].cell(2, 16, "回答")
    book.save(file)
    filled = file.read_bytes()
    done = run("gaps", "export", str(town))
    assert done.returncode == 2 and "v.xlsx" in done.stderr and file.read_bytes() == filled


def test_a_killed_import_is_finished_by_who_comes_next_and_said(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (town / "inventory.yaml").unlink()
    head, tail = LEDGER.split("systems:\n")
    (town / "a.yaml").write_text(head, encoding="utf-8")
    (town / "b.yaml").write_text("systems:\n" + tail, encoding="utf-8")
    assert run("ledger", "export", str(town), str(tmp_path / "台帳.xlsx")).returncode == 0
    book = load_workbook(tmp_path / "台帳.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in ("木曜電算", "系s1"):
                    cell.value = f"{cell.value}改"
    book.save(tmp_path / "台帳.xlsx")

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    for reader in (["validate", str(town)], ["ledger", "import", str(tmp_path / "台帳.xlsx"), str(town)]):
        with monkeypatch.context() as patch, pytest.raises(Killed):
            patch.setattr(together, "finish", killed)
            run("ledger", "import", str(tmp_path / "台帳.xlsx"), str(town))
        assert app_writing.journal(town).is_file()
        done = run(*reader)
        assert "途中で止ま" in done.stdout + done.stderr
        assert not app_writing.journal(town).exists()
        assert "木曜電算改" in (town / "a.yaml").read_text(encoding="utf-8")
        assert "系s1改" in (town / "b.yaml").read_text(encoding="utf-8")
        for file in (town / "a.yaml", town / "b.yaml"):
            file.write_text(file.read_text(encoding="utf-8").replace("改", ""), encoding="utf-8")


def test_dates_and_ledgers_that_cannot_be_read_are_told_in_a_sentence(town: Path, tmp_path: Path) -> None:
    bad = tmp_path / "日程.xlsx"
    bad.write_bytes(b"PK\x03\x04 no workbook")
    empty = tmp_path / "日程.csv"
    empty.write_bytes(b"\xff\xfe\x00\xd8\x00")
    for file in (bad, empty):
        for command in (["plan", "check", str(file), str(town)], ["plan", "adopt", str(town), "--from", str(file)]):
            done = run(*command)
            assert done.returncode == 2 and 0 < len(done.stderr.splitlines()) < 4, done.stderr
    done = run("ledger", "export", str(bad), str(tmp_path / "out.xlsx"))
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and "日程.xlsx" in done.stderr


@pytest.mark.parametrize("kind", ["decisions", "register"])
@pytest.mark.parametrize(
    "command",
    [
        "validate TOWN", "analyze TOWN --out OUT", "plan show TOWN", "plan pin TOWN s1 2027-05-06", "plan adopt TOWN",
        "gaps status TOWN", "gaps export TOWN --number 第2号", "gaps import TOWN BOOK", "ledger export TOWN NEW",
        "ledger import TOWN BOOK", "ledger confirm TOWN BOOK", "handover TOWN", "pmo TOWN", "graph TOWN",
    ],
)  # fmt: skip
def test_records_of_a_later_version_are_refused_in_a_sentence(
    town: Path, tmp_path: Path, kind: str, command: str
) -> None:
    book = Workbook()
    book.active.append(("システム名称", "業務"))
    book.save(tmp_path / "回答.xlsx")
    (town / kind).mkdir()
    (town / kind / "form.yaml").write_text("form: 2\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in town.rglob("*") if path.is_file()}
    words = {"TOWN": str(town), "OUT": str(tmp_path / "out"), "BOOK": str(tmp_path / "回答.xlsx")}
    words["NEW"] = str(tmp_path / "台帳.xlsx")
    done = run(*(words.get(word, word) for word in command.split()))
    assert done.returncode == 2, done.stdout
    assert "より新しい版の readiness で書かれています" in done.stdout + done.stderr
    kept = {path: path.read_bytes() for path in town.rglob("*") if path.is_file() and not path.name.startswith(".")}
    assert kept == before
    (town / kind / "form.yaml").write_text("form: 1\n", encoding="utf-8")
    assert run("validate", str(town)).returncode == 0


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("decisions", "gaps import TOWN BOOK"), ("register", "gaps export TOWN --number 第2号"),
        ("specs", "analyze TOWN --out OUT"), ("templates", "plan pin TOWN s1 2027-05-06"),
        ("decisions/plan.yaml", "gaps status TOWN"), ("decisions/reading.yaml", "ledger confirm TOWN BOOK"),
        ("decisions/form.yaml", "plan show TOWN"), ("register/gaps.jsonl", "handover TOWN"),
    ],
)  # fmt: skip
def test_what_is_decided_is_never_passed_over_because_its_name_is_another_kind_of_thing(
    town: Path, tmp_path: Path, name: str, command: str
) -> None:
    """A file `decisions`, a folder `plan.yaml`: without a word, all that was decided seemed never to have been."""
    Workbook().save(tmp_path / "回答.xlsx")
    place = town / name
    if "." in name:
        place.mkdir(parents=True)
    else:
        place.write_text("", encoding="utf-8")
    words = {"TOWN": str(town), "OUT": str(tmp_path / "out"), "BOOK": str(tmp_path / "回答.xlsx")}
    for line in (command, "validate TOWN"):
        done = run(*(words.get(word, word) for word in line.split()))
        assert done.returncode == 2 and f"「{place}」は、決定・照会の記録などを置く名前" in done.stdout + done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links as Linux has them")
@pytest.mark.parametrize("kind", ["decisions", "register"])
def test_nothing_is_written_through_a_link_that_leads_out(town: Path, tmp_path: Path, kind: str) -> None:
    """What lies there was written and never read again: pins were lost without a word."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (town / kind).symlink_to(elsewhere)
    command = (
        ("plan", "pin", town, "s1", "2027-05-06") if kind == "decisions" else ("gaps", "export", town, "--number", 1)
    )
    done = run(*map(str, command))
    assert done.returncode == 2 and f"{kind}」は台帳のフォルダの外を指すリンク" in done.stderr, done.stderr
    assert list(elsewhere.iterdir()) == []
    assert "読みませんでした" in run("validate", str(town)).stdout
