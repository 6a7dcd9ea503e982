"""Several files change together or not at all, wherever the run is killed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness.store import files as single
from readiness.store import together
from readiness.store.errors import StoreError
from readiness.store.together import finish, replace_together

NAMES = ("a.yaml", "sub/b.yaml", "c.yaml")


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    for name in NAMES:
        (tmp_path / name).write_text("old", encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> set[str]:
    return {(folder / name).read_text(encoding="utf-8") for name in NAMES}


def kills(monkeypatch: pytest.MonkeyPatch, at: int) -> Iterator[int]:
    """The `at`-th rename, sync or write ends the process before it is made."""
    made = iter(range(1, 10_000))

    def counted(real):  # type: ignore[no-untyped-def]
        def call(*arguments, **options):  # type: ignore[no-untyped-def]
            if next(made) == at:
                raise Killed
            return real(*arguments, **options)

        return call

    for module in (together, single):
        monkeypatch.setattr(module, "patiently_replace", counted(single.patiently_replace))
    monkeypatch.setattr(together.os, "fsync", counted(together.os.fsync))
    monkeypatch.setattr(Path, "unlink", counted(Path.unlink))
    return made


@pytest.mark.parametrize("at", range(1, 16))
def test_killed_anywhere_all_are_old_or_the_next_run_makes_all_new(folder: Path, at: int) -> None:
    journal = folder / ".inventory.journal"
    with pytest.MonkeyPatch.context() as monkeypatch:
        kills(monkeypatch, at)
        with contextlib.suppress(Killed):
            replace_together({folder / name: b"new" for name in NAMES}, journal)
    told = finish(journal)
    assert len(contents(folder)) == 1
    assert not told or contents(folder) == {"new"}
    replace_together({folder / name: b"newer" for name in NAMES}, journal)
    assert contents(folder) == {"newer"}
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == ["a.yaml", "b.yaml", "c.yaml"]


def test_a_file_that_cannot_be_laid_leaves_all_as_they_were(folder: Path) -> None:
    with pytest.raises(StoreError):
        replace_together({folder / "a.yaml": b"new", folder / "sub" / "b.yaml" / "x": b"new"}, folder / ".j")
    assert contents(folder) == {"old"} and not finish(folder / ".j")
    assert not list(folder.rglob("*.pending"))


def test_a_journal_never_leads_out_of_its_folder(folder: Path) -> None:
    inner = folder / "sub"
    (folder / ".a.yaml.pending").write_text("planted", encoding="utf-8")
    journal = inner / ".inventory.journal"
    for name in ("../a.yaml", str(folder / "a.yaml")):
        journal.write_text(f'{{"pending": 1, "files": ["{name}"]}}', encoding="utf-8")
        assert finish(journal) == ()
    assert contents(folder) == {"old"}
