"""Kills and full disks at many points of every command that writes, and many writers at once.

    PYTHONPATH=. python -m tests.faults.drive --kills 200 --disks 50 --writers 20 --out bench/results/trust-faults.json

The report is written after each command; begun again, the run goes on with those that are not in it.

A command runs in a forked child of this process, so that no start-up is waited for, on a copy of the desk
(`tests/faults/desk.py`) in a folder of its own.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from tests.command import run
from tests.faults import desk
from tests.fuzz.drive import everything, quick

NEWNS, REC, PRIVATE = 0x00020000, 16384, 1 << 18


def forked(work: Callable[[], int]) -> int:
    """Begin a piece of work in a child; its process id."""
    pid = os.fork()
    if pid == 0:
        code = 99
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            code = work()
        finally:
            os._exit(code)
    return pid


def ended(pid: int) -> int:
    """The exit code of a child; below zero the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


class Faults:
    """One desk, and what came of every fault that was tried on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sound = folder / "sound"
        self.sound.mkdir()
        self.made: dict[str, dict[str, bytes]] = {}
        self.seconds: dict[str, float] = {}
        self.found: list[str] = []

    def prepare(self) -> None:
        """The desk, and what each command makes of it when nothing happens; twice, to tell what differs by itself."""
        desk.prepare(self.sound)
        for command in desk.COMMANDS:
            place = self.copy()
            begin = time.monotonic()
            code = ended(forked(lambda c=command, p=place: run(*desk.words(c, p)).returncode))  # type: ignore[misc]
            self.seconds[command] = time.monotonic() - begin
            assert code in {0, 1}, (command, code)
            self.made[command] = desk.contents(place)
            shutil.rmtree(place)

    def copy(self) -> Path:
        """A fresh desk, always under the same name, so that outputs that name it are the same."""
        place = self.folder / "desk"
        shutil.rmtree(place, ignore_errors=True)
        return Path(shutil.copytree(self.sound, place))

    def judge(self, command: str, place: Path, what: str) -> None:
        """Nothing is torn, and the command works when it is given again, with the same outcome."""
        before = desk.contents(self.sound)
        wrong = desk.torn(desk.contents(place), before, self.made[command])
        was = desk.contents(place)
        code = ended(forked(lambda: run(*desk.words(command, place)).returncode))
        if code == 2 and {n: len(c) for n, c in was.items()} == {n: len(c) for n, c in self.made[command].items()}:
            pass  # all was done already: a number is given once, a new inventory is made once
        elif code not in {0, 1}:
            wrong.append(f"given again it ends with {code}")
        elif wanting := [n for n in self.made[command] if n not in desk.contents(place)]:
            wrong.append(f"given again it leaves out {wanting[:3]}")
        self.found += [f"{command}: {what}: {one}" for one in wrong]

    def kill(self, command: str, random: Random) -> None:
        """SIGKILL at some moment of the command."""
        place = self.copy()
        at = random.random() * self.seconds[command]
        pid = forked(lambda: run(*desk.words(command, place)).returncode)
        time.sleep(at)
        os.kill(pid, signal.SIGKILL)
        ended(pid)
        self.judge(command, place, f"killed after {at:.3f} s")

    def full(self, command: str, room: int) -> None:
        """A disk of its own with `room` bytes left."""
        place = self.copy()
        after = self.folder / "after"
        shutil.rmtree(after, ignore_errors=True)
        size = sum(path.stat().st_size + 8192 for path in self.sound.rglob("*")) + room

        def work() -> int:
            _mount(place, size)
            shutil.copytree(self.sound, place, dirs_exist_ok=True)
            left = os.statvfs(place)
            with (place / ".filler").open("wb") as filler:
                filler.write(b"x" * max(0, left.f_bavail * left.f_frsize - room))
            done = run(*desk.words(command, place))
            (place / ".filler").unlink()
            shutil.copytree(place, after)
            said = done.stderr + done.stdout
            fault = "不具合" in said or "Traceback" in said or (done.returncode == 2 and not done.stderr.strip())
            return 98 if fault else done.returncode

        code = ended(forked(work))
        if code not in {0, 1, 2}:
            self.found.append(f"{command}: {room} bytes left: ends with {code}")
        else:
            self.judge(command, after, f"{room} bytes left")

    def writers(self, command: str, count: int) -> None:
        """The same command many times at once: each ends well or is told why not, and nothing is torn."""
        place = self.copy()
        children = [forked(lambda: run(*desk.words(command, place)).returncode) for _ in range(count)]
        codes = [ended(pid) for pid in children]
        if not set(codes) <= {0, 1, 2} or not set(codes) & {0, 1}:
            self.found.append(f"{command}: {count} at once: exit codes {sorted(set(codes))}")
        self.judge(command, place, f"{count} at once")


def _mount(place: Path, size: int) -> None:
    """A small disk over a folder, for this process alone."""
    libc = ctypes.CDLL(None, use_errno=True)
    for done in (
        libc.unshare(NEWNS),
        libc.mount(b"none", b"/", None, REC | PRIVATE, None),
        libc.mount(b"tmpfs", os.fsencode(place), b"tmpfs", 0, f"size={size}".encode()),
    ):
        if done != 0:
            raise OSError(ctypes.get_errno(), "no small disk can be mounted here")


def main() -> int:
    """Try all, and write what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, count in (("kills", 200), ("disks", 50), ("writers", 20)):
        parser.add_argument(f"--{name}", type=int, default=count)
    parser.add_argument("--out", type=Path, default=Path("faults.json"))
    asked = parser.parse_args()
    everything()
    told: dict[str, Any] = {"kills": {}, "disks": {}, "writers": {}, "found": [], "wall_seconds": 0}
    if asked.out.is_file():
        told = json.loads(asked.out.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch, quick():
        faults = Faults(Path(scratch))
        faults.prepare()
        left = sorted((one for one in desk.COMMANDS if one not in told["kills"]), key=faults.seconds.__getitem__)
        for command in left:
            begin, random = time.monotonic(), Random(command)
            rooms = [0, *sorted(int(random.random() ** 3 * 400_000) for _ in range(asked.disks - 1))]
            for kind, tries in (
                ("kills", [lambda: faults.kill(command, random)] * asked.kills),  # noqa: B023 - used at once
                ("disks", [lambda room=room: faults.full(command, room) for room in rooms[: asked.disks]]),  # type: ignore[misc] # noqa: B023
                ("writers", [lambda: faults.writers(command, asked.writers)] * bool(asked.writers)),  # noqa: B023
            ):
                for one in tries:
                    one()
                told[kind][command] = len(tries)
            told["found"] += faults.found
            faults.found = []
            told["wall_seconds"] += round(time.monotonic() - begin)
            asked.out.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print("\n".join(told["found"]) or "nothing torn, nothing blocked")
    return 1 if told["found"] else 0


if __name__ == "__main__":
    sys.exit(main())
