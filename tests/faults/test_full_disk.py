"""No room while writing, by a limit of file sizes or a full disk: one sentence, exit 2, and what was there is whole."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.desk import COMMANDS, contents, prepare, torn
from tests.faults.desk import words as desk_words

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such limit and no such mount on Windows")
ENV = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}


def usual(count: int) -> list[Any]:
    """The first ones in every run; the others write by the same few functions."""
    return [*COMMANDS[:count], *(pytest.param(command, marks=pytest.mark.long) for command in COMMANDS[count:])]


def test_every_command_that_writes_is_tried() -> None:
    """Those that say in their own words that they overwrite, may be tried without writing, or take a place to write."""
    writes = {"--force", "--dry-run", "--out"}
    surface = (
        (Path(__file__).parents[1] / "cli" / "surface.txt").read_text(encoding="utf-8").split("======== readiness ")[1:]
    )
    named = {part.partition("\n")[0] for part in surface if writes & set(part.split())}
    tried = {" ".join(command.split()[:2]) for command in COMMANDS}
    assert sorted(name for name in named if not any(f"{one} ".startswith(f"{name} ") for one in tried)) == []


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("prepared")
    prepare(place)
    return place


def words(command: str, place: Path, source: Path) -> list[str]:
    return [sys.executable, "-m", "readiness", *desk_words(command, place, source)]


def whole(after: dict[str, bytes], before: dict[str, bytes]) -> None:
    """Nothing is lost or torn: every file as it was, and a register with whole events behind those it had, if any."""
    assert after.keys() == before.keys()
    assert torn(after, before, {}) == []


def told_in_a_sentence(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert "不具合" not in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def limited() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16))


@pytest.mark.parametrize("command", usual(15))
def test_a_limit_of_file_sizes(prepared: Path, tmp_path: Path, command: str) -> None:
    place = Path(shutil.copytree(prepared, tmp_path / "place"))
    before = contents(place)
    done = subprocess.run(
        words(command, place, prepared), preexec_fn=limited, capture_output=True, text=True, check=False, env=ENV
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
            f"mount -t tmpfs -o size=600k none {disk} && cp -r {source}/. {disk}/ || exit 99\n"
            f"cat /dev/zero > {disk}/filler 2>/dev/null\n"
            f"{shlex.join(words(command, disk, source))}; code=$?\n"
            f"rm {disk}/filler; cp -r {disk} {after}; exit $code"
        )
        return subprocess.run(
            ["unshare", "-Urm", "sh", "-c", script], capture_output=True, text=True, check=False, env=ENV
        )

    return on_full_disk


@pytest.mark.parametrize("command", usual(9))
def test_a_full_disk(
    prepared: Path, tmp_path: Path, full: Callable[[Path, Path, str], subprocess.CompletedProcess[str]], command: str
) -> None:
    done = full(prepared, tmp_path, command)
    if not (command.startswith("gaps move") and done.returncode == 0):  # one line more may fit into what the file holds
        told_in_a_sentence(done)
    whole(contents(tmp_path / "after"), contents(prepared))
