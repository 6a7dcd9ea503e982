"""Output folders are swapped whole, and what is not ours survives."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from readiness.store import errors
from readiness.store import staged as staged_module
from readiness.store.errors import StoreError
from readiness.store.manifest import MANIFEST
from readiness.store.staged import new_folder, staged


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write(folder: Path, files: dict[str, str]) -> tuple[Path, ...]:
    with staged(folder) as stage:
        for name, content in files.items():
            stage.write(name, content)
    return stage.kept


def test_the_new_folder_replaces_the_old_one_whole(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "midori"
    write(out, {"index.html": "一月", "gaps/v1.csv": "a"})
    write(out, {"index.html": "二月", "gaps/v2.csv": "b"})
    assert tree(out) == {"index.html": "二月", "gaps/v2.csv": "b"}
    assert names(out.parent) == ["midori"], "no lock, staging or previous folder is left"


def test_a_reader_never_sees_a_mixture(tmp_path: Path) -> None:
    out = tmp_path / "midori"
    write(out, {"index.html": "old"})
    with staged(out) as stage:
        stage.write("index.html", "new")
        assert tree(out) == {"index.html": "old"}
        assert stage.path != out
    assert stage.path == out


def test_text_is_utf8_with_its_own_line_ends(tmp_path: Path) -> None:
    write(tmp_path / "m", {"a.csv": "業務\r\n税\n"})
    assert (tmp_path / "m" / "a.csv").read_bytes() == "業務\r\n税\n".encode()


def test_an_error_in_the_body_leaves_the_old_folder(tmp_path: Path) -> None:
    out = tmp_path / "midori"
    write(out, {"index.html": "old"})
    with pytest.raises(ZeroDivisionError), staged(out) as stage:
        stage.write("index.html", "new")
        _ = 1 / 0
    assert tree(out) == {"index.html": "old"}
    assert names(tmp_path) == ["midori"]


def test_the_users_own_files_are_carried_over(tmp_path: Path) -> None:
    out = tmp_path / "midori"
    write(out, {"index.html": "old", "gaps/v1.csv": "a"})
    (out / "gaps" / "memo.txt").write_text("課長に確認", encoding="utf-8")
    (out / "gaps" / "~$v1.xlsx").write_text("owner", encoding="utf-8")
    kept = write(out, {"index.html": "new"})
    assert kept == (out / "gaps" / "memo.txt",)
    assert tree(out) == {"index.html": "new", "gaps/memo.txt": "課長に確認"}
    assert write(out, {"index.html": "newer"}) == kept, "and at every later run"


def test_a_file_of_ours_that_was_filled_in_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    out = tmp_path / "midori"
    write(out, {"v1.csv": "draft 1"})
    (out / "v1.csv").write_text("answers of the division", encoding="utf-8")
    assert write(out, {"v1.csv": "draft 2"}) == (out / "v1.kept-1.csv",)
    (out / "v1.csv").write_text("more answers", encoding="utf-8")
    write(out, {"v1.csv": "draft 3"})
    assert tree(out) == {
        "v1.csv": "draft 3",
        "v1.kept-1.csv": "answers of the division",
        "v1.kept-2.csv": "more answers",
    }


def test_a_damaged_manifest_makes_every_file_the_users(tmp_path: Path) -> None:
    out = tmp_path / "midori"
    write(out, {"a.txt": "old"})
    (out / MANIFEST).write_text('{"files": 3}', encoding="utf-8")
    write(out, {"a.txt": "new"})
    assert tree(out) == {"a.txt": "new", "a.kept-1.txt": "old"}


def test_a_folder_that_is_not_ours_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "ledger.xlsx").write_bytes(b"precious")
    with pytest.raises(StoreError) as caught:
        write(tmp_path / "home", {"index.html": "x"})
    assert (caught.value.code, caught.value.path) == ("store.not-ours", tmp_path / "home")
    assert names(tmp_path / "home") == ["ledger.xlsx"]


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write(tmp_path / "out", {"a.txt": "x"})
    assert tree(tmp_path / "out") == {"a.txt": "x"}


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(tmp_path / "link", {"a.txt": "x"})
    assert (tmp_path / "link").is_symlink()
    assert tree(tmp_path / "real") == {"a.txt": "x"}


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    for folder in (tmp_path / "out", tmp_path / "out" / "midori"):
        with pytest.raises(StoreError) as caught:
            write(folder, {"a.txt": "x"})
        assert caught.value.code == "store.is-a-file"
    assert (tmp_path / "out").read_text(encoding="utf-8") == "a file"


def test_a_second_run_at_the_same_time_is_refused(tmp_path: Path) -> None:
    with FileLock(tmp_path / ".out.lock"), pytest.raises(StoreError) as caught:
        write(tmp_path / "out", {"a.txt": "x"})
    assert caught.value.code == "store.locked"
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_reported_and_nothing_changes(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, {"a.txt": "old"})
    with pytest.raises(StoreError) as caught, staged(out) as stage:
        stage.write("a.txt", "new")
        with Path("/dev/full").open("wb", buffering=0) as full:
            full.write(b"x")
    assert caught.value.code == "store.disk-full"
    assert tree(out) == {"a.txt": "old"}


def test_a_full_disk_is_recognised_inside_a_writers_own_error(tmp_path: Path) -> None:
    class WorkbookError(Exception):
        pass

    with pytest.raises(StoreError) as caught, staged(tmp_path / "out"):
        raise WorkbookError(OSError(errno.ENOSPC, "No space left on device"))
    assert caught.value.code == "store.disk-full"
    assert names(tmp_path) == []


def test_an_unreadable_input_in_the_body_is_not_taken_for_ours(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), staged(tmp_path / "out"):
        (tmp_path / "inventory.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS])
def test_a_place_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code), str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StoreError) as caught:
        write(tmp_path / "new" / "out", {"a.txt": "x"})
    assert (caught.value.code, caught.value.detail) == ("store.not-writable", os.strerror(code))


def test_an_open_workbook_is_named_as_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write(out, {"report.xlsx": "old", "a.txt": "old"})
    real = staged_module.patiently_replace

    def refuse(source: Path, target: Path) -> None:
        if source == out:
            raise PermissionError(errno.EACCES, "Access is denied", str(source))
        real(source, target)

    monkeypatch.setattr(staged_module, "patiently_replace", refuse)
    monkeypatch.setattr(errors, "held_open", lambda path: path / "report.xlsx")
    with pytest.raises(StoreError) as caught:
        write(out, {"report.xlsx": "new"})
    assert (caught.value.code, caught.value.path) == ("store.open-in-excel", out / "report.xlsx")
    assert tree(out) == {"report.xlsx": "old", "a.txt": "old"}


def test_when_the_second_rename_fails_the_old_folder_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    write(out, {"a.txt": "old"})
    real = staged_module.patiently_replace

    def refuse(source: Path, target: Path) -> None:
        if source.name.endswith(".staging"):
            raise OSError(errno.EBUSY, "busy", str(source))
        real(source, target)

    monkeypatch.setattr(staged_module, "patiently_replace", refuse)
    with pytest.raises(StoreError, match=r"store\.in-use"):
        write(out, {"a.txt": "new"})
    assert tree(out) == {"a.txt": "old"}


CRASH = """
import os, sys
from pathlib import Path
from readiness.store import staged as module
out, where = Path(sys.argv[1]), sys.argv[2]
real, calls = module.patiently_replace, []
def counted(source, target):
    real(source, target)
    calls.append(source)
    if len(calls) == 1 and where == "between" or len(calls) == 2 and where == "after":
        os._exit(9)
module.patiently_replace = counted
with module.staged(out) as stage:
    stage.write("a.txt", "new")
    if where == "writing":
        os._exit(9)
"""


@pytest.mark.parametrize(("where", "first"), [("writing", "old"), ("between", "old"), ("after", "new")])
def test_what_a_crash_leaves_is_mended_by_the_next_run(tmp_path: Path, where: str, first: str) -> None:
    out = tmp_path / "out"
    write(out, {"a.txt": "old"})
    (out / "memo.txt").write_text("mine", encoding="utf-8")
    crashed = subprocess.run([sys.executable, "-c", CRASH, str(out), where], check=False)
    assert crashed.returncode == 9
    with pytest.raises(KeyboardInterrupt), staged(out):
        assert tree(out) == {"a.txt": first, "memo.txt": "mine"}
        raise KeyboardInterrupt
    write(out, {"a.txt": "newest"})
    assert tree(out) == {"a.txt": "newest", "memo.txt": "mine"}
    assert names(tmp_path) == ["out"]


UNFIT = ["../x", "/etc/x", "a/../../x", "", "a//b", "C:x", "a\\b", "con.xlsx", "LPT1", "x.", "x ", "a\nb", "a\0b"]


@pytest.mark.parametrize("name", [*UNFIT, "長" * 86])
def test_a_name_unfit_for_a_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError) as caught, staged(tmp_path / "out") as stage:
        stage.write(name, "x")
    assert (caught.value.code, caught.value.detail) == ("store.bad-name", name)
    assert names(tmp_path) == []


TWINS = [("Vendor.csv", "vendor.csv"), ("ガ.csv", "\u30ab\u3099.csv"), ("a.csv", "a.csv")]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_names_one_of_which_would_be_lost_on_windows_are_refused(tmp_path: Path, one: str, other: str) -> None:
    with pytest.raises(StoreError) as caught, staged(tmp_path / "out") as stage:
        stage.write(one, "of one vendor")
        stage.write(other, "of another")
    assert caught.value.code == "store.name-clash"


def test_a_new_inventory_is_written_whole_and_is_the_users(tmp_path: Path) -> None:
    with new_folder(tmp_path / "toyohashi") as stage:
        stage.write("body.yaml", "name: x\n")
    assert names(tmp_path / "toyohashi") == ["body.yaml"]
    with pytest.raises(StoreError) as caught, new_folder(tmp_path / "toyohashi") as stage:
        stage.write("body.yaml", "name: y\n")
    assert caught.value.code == "store.exists"
    assert tree(tmp_path / "toyohashi") == {"body.yaml": "name: x\n"}
    with pytest.raises(ValueError, match="bad"), new_folder(tmp_path / "half"):
        raise ValueError("bad workbook")
    assert names(tmp_path) == ["toyohashi"]


def test_every_code_has_words() -> None:
    from readiness.messages.catalogue import LANGUAGES, Catalogue

    pieces = (errors.StoreError.__doc__ or "").split("`")[1::2]
    named = {piece for piece in pieces if piece.startswith("store.")}
    assert {*errors._BY_ERRNO.values(), *errors._BY_WINERROR.values()} <= named
    for code in named:
        for language in LANGUAGES:
            words = Catalogue(language).render(StoreError(code, Path("/x/報告.xlsx"), "理由").message)
            assert "報告.xlsx" in words


def test_the_error_is_frozen() -> None:
    error = StoreError("store.failed", Path("x"))
    with pytest.raises(AttributeError):
        error.code = "other"  # type: ignore[misc]
