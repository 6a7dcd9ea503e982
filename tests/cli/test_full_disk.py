"""No room while writing, by a limit of file sizes or a full disk: one sentence, exit 2, and what was there is whole."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.command import run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such limit and no such mount on Windows")
TOWN = (
    "body: {id: kita, name: 北野町, as_of: 2026-11-02}\nvendors: [{id: v, name: 木曜電算}]\nsystems:\n"
    "- {id: s, name: 介護, areas: [介護保険], vendor: v, migrated: いいえ, planned_date: 2027-05-06}\n"
)
# Every command that writes; TOWN, BOOK and LEDGER are made below, OUT does not exist yet.
ENV = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
COMMANDS = (
    "plan pin TOWN s 2027-05-06",
    "plan adopt TOWN --on 2026-11-10",
    "gaps export TOWN --number 第2号 --remind",
    "gaps import TOWN BOOK",
    "ledger import TOWN LEDGER",
    "ledger export TOWN OUT/台帳.xlsx",
    "plan export TOWN --out OUT/計画.xlsx",
    "init OUT --name 南野町",
    "analyze TOWN --out OUT",
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town that has sent a book, the book filled in, and its ledger with one cell changed."""
    place = tmp_path_factory.mktemp("prepared")
    (place / "TOWN").mkdir()
    (place / "TOWN" / "inventory.yaml").write_text(TOWN, encoding="utf-8")
    assert run("gaps", "export", str(place / "TOWN"), "--number", "第1号").returncode == 0
    book = load_workbook(place / "TOWN" / "register" / "books" / "v_第1号.xlsx")
    sheet = book["照会事項"]
    answer = next(cell.column for cell in sheet[1] if cell.value == "回答内容")
    sheet.cell(2, answer, "回答")
    book.save(place / "BOOK")
    (place / "BOOK").rename(place / "BOOK.xlsx")
    assert run("ledger", "export", str(place / "TOWN"), str(place / "LEDGER.xlsx")).returncode == 0
    ledger = load_workbook(place / "LEDGER.xlsx")
    cell = next(cell for sheet in ledger for row in sheet.iter_rows() for cell in row if cell.value == "介護")
    cell.value = "介護保険システム"
    ledger.save(place / "LEDGER.xlsx")
    return place


def words(command: str, place: Path) -> list[str]:
    for name in ("TOWN", "OUT"):
        command = command.replace(name, str(place / name))
    for name in ("BOOK", "LEDGER"):
        command = command.replace(name, str(place / f"{name}.xlsx"))
    return [sys.executable, "-m", "readiness", *shlex.split(command)]


def contents(folder: Path) -> dict[str, bytes]:
    """What a person keeps there; locks and the like are nobody's."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def whole(after: dict[str, bytes], before: dict[str, bytes]) -> None:
    """Nothing is lost or torn: every file as it was, and a register with whole events behind those it had, if any."""
    assert after.keys() == before.keys()
    for name, content in after.items():
        if name.endswith(".jsonl"):
            assert content.startswith(before[name])
            assert all(json.loads(line) for line in content.decode("utf-8").splitlines())
        else:
            assert content == before[name], name


def told_in_a_sentence(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert "不具合" not in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def limited() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_limit_of_file_sizes(prepared: Path, tmp_path: Path, command: str) -> None:
    place = Path(shutil.copytree(prepared, tmp_path / "place"))
    (place / "OUT").mkdir()
    before = contents(place)
    done = subprocess.run(
        words(command, place), preexec_fn=limited, capture_output=True, text=True, check=False, env=ENV
    )
    told_in_a_sentence(done)
    whole(contents(place), before)


def mounts() -> bool:
    """Whether this machine lets us mount a small disk of our own."""
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(
        ["unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
    )
    return tried.returncode == 0


@pytest.fixture(scope="module")
def full() -> Callable[[Path, Path, str], subprocess.CompletedProcess[str]]:
    """Runs a command on a disk with no room left; the town as it is afterwards is copied out."""
    if not mounts():
        pytest.skip("no small disk can be mounted here")

    def on_full_disk(source: Path, scratch: Path, command: str) -> subprocess.CompletedProcess[str]:
        disk, after = scratch / "disk", scratch / "after"
        disk.mkdir()
        script = (
            f"mount -t tmpfs -o size=400k none {disk} && cp -r {source}/. {disk}/ && mkdir {disk}/OUT || exit 99\n"
            f"cat /dev/zero > {disk}/filler 2>/dev/null\n"
            f"{shlex.join(words(command, disk))}; code=$?\n"
            f"rm {disk}/filler; cp -r {disk} {after}; exit $code"
        )
        return subprocess.run(
            ["unshare", "-Urm", "sh", "-c", script], capture_output=True, text=True, check=False, env=ENV
        )

    return on_full_disk


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk(
    prepared: Path, tmp_path: Path, full: Callable[[Path, Path, str], subprocess.CompletedProcess[str]], command: str
) -> None:
    done = full(prepared, tmp_path, command)
    told_in_a_sentence(done)
    whole(contents(tmp_path / "after"), contents(prepared))
