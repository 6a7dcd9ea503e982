"""Damaged input of every kind through the real command line: read, found wanting or refused; never a fault of ours.

Few and always the same cases in the usual run; `python -m tests.fuzz.drive` runs as many as asked for, with guards.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import newer, scenes
from tests.fuzz.damage import WAYS, damaged, repeated
from tests.fuzz.drive import REPEATED_FROM, SECONDS, fault, many, quick, scenario

TARGETS = (*scenes.TARGETS, *newer.NEWER)
SLOW = {target.name for target in TARGETS if target.often < 1}  # a case of these is a whole plan
FEW = settings(max_examples=140, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("scene")
    with quick():
        newer.make(folder)
        yield folder


def test_every_kind_of_input_is_drawn_by_a_target() -> None:
    assert {target.kind for target in TARGETS} == WAYS.keys()


def test_what_is_sound_is_read(place: Path) -> None:
    """Otherwise the cases would show nothing but one refusal."""
    for target in TARGETS:
        if target.name not in SLOW:
            done = target.command(place)
            assert done.returncode in {0, 1}, (target.name, done.stdout[-500:], done.stderr[-500:])
            scenes.tidy(place)


def test_damaged_input(place: Path) -> None:
    @FEW
    @given(
        target=st.sampled_from([t for t in TARGETS if t.name not in SLOW]),
        random=st.randoms(),
        number=st.sampled_from((0, REPEATED_FROM)),
    )
    def one(target: scenes.Target, random: Random, number: int) -> None:
        begin = time.process_time()
        found = scenario(place, number, target, random)
        assert not found.fault, found.done.stderr[-3000:]
        assert time.process_time() - begin < SECONDS

    one()


def test_the_same_number_is_the_same_case() -> None:
    raw = scenes.TOWN.encode()
    for wound in (damaged, repeated):
        assert wound(raw, "yaml", Random(7)) == wound(raw, "yaml", Random(7)) != raw


def test_a_word_said_too_often_is_in_the_file(place: Path) -> None:
    """Every kind of file takes the wound: otherwise its cases would show nothing."""
    for target in {target.kind: target for target in TARGETS}.values():
        sound = (place / target.file).read_bytes()
        assert max(len(repeated(sound, target.kind, Random(seed))) - len(sound) for seed in range(6)) > 2_000


def test_faults_are_noticed(place: Path) -> None:
    target = TARGETS[0]
    for code, told, what in (
        (3, 'Traceback\n  File "/x/readiness/app/a.py", line 3, in f\nKeyError: 1', "exit 3 at readiness/app/a.py:3:f"),
        (0, "⟦x.y⟧", "a sentence is missing"),
        (0, "x" * 2_501, "a line too long to read"),
        (2, "", "refused without a word"),
        (2, "読めません", "without naming the file"),
    ):
        assert what in fault(scenes.Done(code, b"", told), target, same=True)
    assert "something was written" in fault(scenes.Done(2, b"", "a.yaml:1:1: x"), target, same=False)
    assert not fault(scenes.Done(2, b"", "a.yaml:1:1: x"), target, same=True)


@pytest.mark.long
def test_many_cases_with_guards(tmp_path: Path) -> None:
    for first, count in ((1_900_000, 1000), (10_000_000, 1000)):
        tally = many(count, first, tmp_path / "fuzz.json")
        assert not tally.faults
    assert tally.slowest < SECONDS and tally.memory < 1 << 20
