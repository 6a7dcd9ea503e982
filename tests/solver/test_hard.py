"""Published instances picked out of collections by their bytes, and projects with least and greatest distances."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from bench.planning import collection, progenmax
from bench.planning.collection import Entry, digest, entries, gather, text_of
from bench.planning.table import hard
from readiness.solver.solve import solve

PROJECT = """3\t1\t0\t0
0\t1\t3\t1\t2\t3\t[0]\t[2]\t[0]
1\t1\t2\t2\t4\t[1]\t[2]
2\t1\t2\t4\t1\t[3]\t[{most}]
3\t1\t1\t4\t[1]
4\t1\t0
0\t1\t0\t0
1\t1\t2\t1
2\t1\t3\t1
3\t1\t1\t1
4\t1\t0\t0
1
"""
"""One machine, work of 2, 3 and 1; job 2 starts at 2 at the earliest and at most so many after job 1."""


def test_files_are_known_by_their_bytes_in_archives_within_archives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry, other = (Entry("made", name, digest(name.encode() + b"\n"), "") for name in ("one", "two"))
    monkeypatch.setattr(collection, "entries", lambda: [entry, other])
    inner, outer = io.BytesIO(), tmp_path / "all.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("elsewhere/N-1", b"one\r\n")
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("part.zip", inner.getvalue())
        archive.writestr("two", b"another two\n")
    assert gather([outer], tmp_path / "here") == 1
    assert text_of(entry, tmp_path / "here") == ("one\r\n", "")
    assert text_of(other, tmp_path / "here") == ("", "not in the folder given")
    (tmp_path / "here" / "made" / "two").write_bytes(b"another two\n")
    assert text_of(other, tmp_path / "here") == ("", "its bytes are not those of the published file")


def test_the_list_holds_every_hard_set_of_sixty_jobs() -> None:
    names = [entry.name for entry in entries()]
    assert len(names) == len(set(names))
    assert {f"j60/j60{part}_{n}.sm" for part in (9, 13, 25, 29, 41, 45) for n in range(1, 11)} <= set(names)


def test_distances_of_starts_become_those_of_ends() -> None:
    problem = progenmax.read(PROJECT.format(most=-4))
    found = solve(problem, work_limit=1)
    assert (found.status, found.levels[0].value) == ("optimal", 5)  # six slots of work on one machine
    assert {move.id: move.slots[0] for move in problem.moves} == {"1": 1, "2": 4, "3": 0}
    assert solve(progenmax.read(PROJECT.format(most=-1)), work_limit=1).status == "infeasible"


def test_the_table_counts_what_was_best_on_each_instance() -> None:
    made = {"family": "f", "work": 3, "status": "feasible"}
    values = {"a": {"ours": (9, 5), "plain": (8, 4)}, "b": {"ours": (7, 7), "plain": (7, 6)}}
    rows = [
        made | {"instance": at, "method": method, "value": value, "bound": bound}
        for at, by in values.items()
        for method, (value, bound) in by.items()
    ]
    _, _, ours, plain = hard([*rows, made | {"instance": "c", "method": "ours", "value": 1, "bound": 1}])
    assert ours == "| f | 2 | 3 | ours | 1 | 2 | 0 | 6.2% |"
    assert plain == "|  |  |  | plain | 2 | 0 | 0 | 0.0% |"
