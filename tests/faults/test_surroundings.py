"""Odd surroundings: no rights, no home, no terminal, no fonts, another language, the year 2038, outputs in use."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import run
from tests.faults.desk import COMMANDS, contents, prepare, words

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights, namespaces and signals of Linux")
Run = Callable[..., subprocess.CompletedProcess[str]]
BARE = {"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("desk")
    prepare(place)
    return place


def started(*command: str, before: tuple[str, ...] = (), **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a process with nothing in its environment but what is told."""
    return subprocess.run(
        [*before, sys.executable, "-m", "readiness", *command],
        env={**BARE, **environment}, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace",
        check=False,
    )  # fmt: skip


def told(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert done.stderr.strip() and "不具合" not in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "environment",
    [{}, {"LC_ALL": "C", "LANG": "C"}, {"PYTHONIOENCODING": "cp932", "COLUMNS": "40"}, {"HOME": "/nowhere"},
     {"TMPDIR": "/nowhere", "TEMP": "", "TMP": ""}, {"TZ": "Nowhere/None", "LC_ALL": "xx_YY.UTF-8"}],
    ids=["nothing", "locale C", "cp932", "no home", "no place for temporary files", "no such zone or language"],
)  # fmt: skip
def test_a_poor_environment_changes_nothing(desk: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    place = Path(shutil.copytree(desk, tmp_path / "desk"))
    done = started(*words("plan pin TOWN s 2027-05-06", place), **environment)
    assert done.returncode == 0, done.stderr
    assert "2027-05-06" in (place / "TOWN/decisions/pins.yaml").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_what_cannot_be_printed_is_told_in_a_sentence(desk: Path, tmp_path: Path) -> None:
    """The output of a command sent to a disk without room (> 記録.txt); the work is done all the same."""
    place = Path(shutil.copytree(desk, tmp_path / "desk"))
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "readiness", *words("plan pin TOWN s 2027-05-06", place)],
            env=BARE, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "書き出せませんでした" in done.stderr and "不具合" not in done.stderr
    assert "2027-05-06" in (place / "TOWN/decisions/pins.yaml").read_text(encoding="utf-8")


def cannot_write() -> tuple[str, ...]:
    """Root may write everywhere; as nobody it may not."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("as root, and no setpriv to be somebody else")
    return ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all")


@pytest.mark.long
@pytest.mark.parametrize("command", [*COMMANDS[:6], "ledger export TOWN OUT/台帳.xlsx", "analyze TOWN --out OUT"])
def test_nothing_may_be_written(desk: Path, tmp_path: Path, command: str) -> None:
    before = cannot_write()
    if subprocess.run([*before, sys.executable, "-c", "import readiness"], capture_output=True, check=False).returncode:
        pytest.skip("nobody may not even start the program here")
    place = Path(shutil.copytree(desk, tmp_path / "desk"))
    open_to_all(tmp_path)
    for path in (place, *place.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    kept = contents(place)
    try:
        told(started(*words(command, place), before=before))
    finally:
        for path in (place, *place.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert contents(place) == kept


@pytest.mark.long
def test_a_folder_that_may_only_be_read_can_be_analysed_to_elsewhere(desk: Path, tmp_path: Path) -> None:
    place = Path(shutil.copytree(desk, tmp_path / "desk"))
    for path in (place / "TOWN", *(place / "TOWN").rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        done = started("analyze", str(place / "TOWN"), "--out", str(tmp_path / "out"), "--effort", "quick")
    finally:
        for path in (place / "TOWN", *(place / "TOWN").rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert done.returncode == 0 and (tmp_path / "out" / "kita" / "index.html").is_file()


@pytest.mark.long
def test_the_year_2038(desk: Path, tmp_path: Path) -> None:
    """A clock behind the end of 32 bits; dates are measured from the inventory, so that outputs are the same."""
    place = Path(shutil.copytree(desk, tmp_path / "desk"))
    late = (
        "import sys, time, runpy\n"
        "real = time.time\n"
        "time.time = lambda: real() + 2_200_000_000 - 1_790_000_000\n"
        "sys.argv = ['readiness', *sys.argv[1:]]\n"
        "runpy.run_module('readiness', run_name='__main__')\n"
    )
    outputs = []
    for code in (late, late.replace("+ 2_200_000_000 - 1_790_000_000", "")):
        out = tmp_path / f"out{len(outputs)}.xlsx"
        command = [sys.executable, "-c", code, *words("ledger export TOWN", place), str(out)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        outputs.append(out.read_bytes())
    assert outputs[0] == outputs[1]


def test_without_fonts_a_picture_is_drawn_and_a_bitmap_is_refused_in_a_sentence(desk: Path, tmp_path: Path) -> None:
    town = str(desk / "TOWN")
    empty = tmp_path / "fonts.conf"
    empty.write_text("<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig/>", encoding="utf-8")
    without = {"FONTCONFIG_FILE": str(empty), "HOME": str(tmp_path)}
    done = started("graph", town, "--out", str(tmp_path / "図.svg"), **without)
    assert done.returncode == 0 and "<svg" in (tmp_path / "図.svg").read_text(encoding="utf-8")
    bitmap = started("graph", town, "--format", "png", "--out", str(tmp_path / "図.png"), **without)
    assert bitmap.returncode == 0 or "フォント" in bitmap.stderr
    if bitmap.returncode:
        told(bitmap)


@pytest.mark.parametrize("tail", [b'{"at": "2026-', b"\xff\xfe\x00", b"garbage", b"\x00" * 40, "照会".encode("cp932")])
def test_a_register_with_a_broken_last_line_is_read_up_to_it_said_and_kept(
    desk: Path, tmp_path: Path, tail: bytes
) -> None:
    town = Path(shutil.copytree(desk / "TOWN", tmp_path / "TOWN"))
    register = town / "register" / "gaps.jsonl"
    whole = register.read_bytes()
    plain = run("gaps", "status", str(town))
    register.write_bytes(whole + tail)
    status = run("gaps", "status", str(town))
    assert status.returncode in {0, 1}
    assert "gaps.jsonl" in status.stderr and set(plain.stdout.splitlines()) <= set(status.stdout.splitlines())
    gap = json.loads(whole.splitlines()[0])["gap"]
    moved = run("gaps", "move", str(town), gap, "対応中")
    assert moved.returncode == 0, moved.stderr
    after = register.read_bytes()
    assert after.startswith(whole) and all(json.loads(line) for line in after.splitlines())
    torn = list(register.parent.glob("gaps.jsonl.torn*"))
    assert len(torn) == 1 and tail in torn[0].read_bytes()


def test_an_output_that_is_held_open_is_told_and_the_former_report_stays_whole(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace what Excel or a window of files holds open."""
    from readiness.store import staged

    out = tmp_path / "out"
    command = ("analyze", str(desk / "TOWN"), "--out", str(out), "--effort", "quick", "--quiet")
    assert run(*command).returncode == 0
    before = contents(out)

    def held(source: Path, target: Path) -> None:
        raise PermissionError(13, "used by another process", str(target))

    monkeypatch.setattr(staged, "patiently_replace", held)
    done = run(*command, "--as-of", "2026-12-01")
    assert done.returncode == 2 and str(out) in done.stderr and "不具合" not in done.stderr, done.stderr
    assert contents(out) == before


@pytest.mark.long
def test_a_place_that_may_not_be_entered_is_told_in_a_sentence(desk: Path, tmp_path: Path) -> None:
    """Reading it ended as a fault of ours once."""
    before = cannot_write()
    place = Path(shutil.copytree(desk, tmp_path / "desk"))
    (place / "TOWN" / "register").chmod(0o000)
    open_to_all(tmp_path)
    for command in ("validate TOWN", "gaps status TOWN", "plan show TOWN", "analyze TOWN --out OUT"):
        done = started(*words(command, place, desk), before=before, HOME="/")
        if done.returncode not in {0, 1}:
            told(done)
    (place / "TOWN" / "register").chmod(0o755)
    (place / "TOWN").chmod(0o000)
    for command in ("validate TOWN", "gaps status TOWN", "plan show TOWN", "analyze TOWN --out OUT", "portfolio TOWN"):
        done = started(*words(command, place, desk), before=before, HOME="/")
        assert done.returncode == 2 or command.startswith("portfolio")
        assert "不具合" not in done.stderr, (command, done.stderr)
    (place / "TOWN").chmod(0o755)


def open_to_all(folder: Path) -> None:
    """Let somebody else come as far as a folder of this test."""
    for parent in (*folder.parents, folder):
        if parent.is_relative_to(Path(tempfile.gettempdir())) and parent != Path(tempfile.gettempdir()):
            parent.chmod(0o755)
