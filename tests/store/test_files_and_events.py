"""Single files are replaced whole; event files only grow, whatever a crash left at their end."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.store import events
from readiness.store.errors import StoreError
from readiness.store.events import append_events
from readiness.store.files import atomic_write_bytes, atomic_write_text


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def full_disk(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "decisions" / "plan.yaml"
    atomic_write_text(path, "採用: いいえ\n")
    path.chmod(0o640)
    atomic_write_text(path, "採用: はい\n")
    assert path.read_bytes() == "採用: はい\n".encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert names(path.parent) == ["plan.yaml"]


def test_a_file_behind_a_link_is_replaced_in_place(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("old", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "real.yaml")
    atomic_write_bytes(tmp_path / "link.yaml", b"new")
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"new"


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(StoreError) as caught:
        atomic_write_bytes(path, b"new")
    assert (caught.value.code, caught.value.path) == ("store.disk-full", path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"plan.yaml": b"old"}


def test_events_are_appended_in_order(tmp_path: Path) -> None:
    path = tmp_path / "register" / "gaps.jsonl"
    assert append_events(path, ['{"id": "G1"}', '{"id": "G2", "note": "未確認"}']).lines == 2
    assert append_events(path, ['{"id": "G3"}']).lines == 1
    assert append_events(path, []).lines == 0
    assert path.read_text(encoding="utf-8") == '{"id": "G1"}\n{"id": "G2", "note": "未確認"}\n{"id": "G3"}\n'
    assert names(path.parent) == ["gaps.jsonl"]


NOT_ONE_LINE = ['{"a":\n1}', '{"a": "x\u2028y"}', "", '{"a": 1', '{"a": 1}\n']


@pytest.mark.parametrize("line", NOT_ONE_LINE)
def test_what_is_not_one_line_of_json_is_refused_before_anything_is_written(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError):
        append_events(tmp_path / "gaps.jsonl", ['{"ok": 1}', line])
    assert names(tmp_path) == []


def test_a_torn_last_line_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "gaps.jsonl"
    path.write_bytes(b'{"id": 1}\n{"id": 2, "no')
    result = append_events(path, ['{"id": 3}'])
    assert path.read_bytes() == b'{"id": 1}\n{"id": 3}\n'
    assert result.quarantine == tmp_path / "gaps.jsonl.torn"
    assert (tmp_path / "gaps.jsonl.torn").read_bytes() == b'{"id": 2, "no\n'


def test_a_last_line_without_newline_is_completed(tmp_path: Path) -> None:
    path = tmp_path / "gaps.jsonl"
    path.write_bytes(b'{"id": 1}\n{"id": 2}')
    assert append_events(path, ['{"id": 3}']).quarantine is None
    assert path.read_bytes() == b'{"id": 1}\n{"id": 2}\n{"id": 3}\n'


@settings(max_examples=40, deadline=None)
@given(old=st.lists(st.text(max_size=8), max_size=4), cut=st.integers(min_value=0, max_value=40), zeros=st.booleans())
def test_no_cut_ever_loses_a_whole_line_or_glues_two(
    tmp_path_factory: pytest.TempPathFactory, old: list[str], cut: int, zeros: bool
) -> None:
    path = tmp_path_factory.mktemp("register") / "gaps.jsonl"
    whole = "".join(f"{json.dumps({'note': note})}\n" for note in old).encode()
    path.write_bytes(whole[: max(0, len(whole) - cut)] + (b"\0" * 7 if zeros else b""))
    survivors = path.read_bytes().split(b"\n")[:-1]
    append_events(path, ['{"new": 1}'])
    lines = path.read_bytes().split(b"\n")
    assert lines[: len(survivors)] == survivors
    assert lines[-2:] == [b'{"new": 1}', b""]
    assert all(json.loads(line) for line in lines[:-1])


def test_a_full_disk_adds_none_of_the_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gaps.jsonl"
    append_events(path, ['{"id": 1}'])
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(StoreError) as caught:
        append_events(path, ['{"id": 2}', '{"id": 3}'])
    assert (caught.value.code, caught.value.path) == ("store.disk-full", path)
    assert path.read_bytes() == b'{"id": 1}\n'


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        append_events(tmp_path, ["{}"])
    assert caught.value.code == "store.not-writable"


def test_two_writers_take_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_LOCK_SECONDS", 0.1)
    with FileLock(tmp_path / ".gaps.jsonl.lock"), pytest.raises(StoreError) as caught:
        append_events(tmp_path / "gaps.jsonl", ["{}"])
    assert caught.value.code == "store.locked"
    assert not (tmp_path / "gaps.jsonl").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit on Windows")
@pytest.mark.parametrize("room", [0, 1, 540, 1_000])
def test_a_disk_with_room_for_a_part_of_the_events_leaves_none_of_them(tmp_path: Path, room: int) -> None:
    """A part was written, cut off again, and then written once more when the stream was closed."""
    import resource
    import subprocess

    register = tmp_path / "gaps.jsonl"
    append_events(register, ['{"v": 1}'])
    whole = register.read_bytes()
    code = (
        "import sys\nfrom pathlib import Path\nfrom readiness.store.errors import StoreError\n"
        "from readiness.store.events import append_events\n"
        "try:\n    append_events(Path(sys.argv[1]), ['{\"a\": \"' + 'x' * 100 + '\"}'] * 12)\n"
        "except StoreError:\n    sys.exit(7)\n"
    )
    limit = len(whole) + room
    done = subprocess.run(
        [sys.executable, "-c", code, str(register)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        check=False,
    )
    assert done.returncode == 7
    assert register.read_bytes() == whole
