"""PSPLIB (single-mode RCPSP) as planning problems: a job is a move whose work ends with its slot."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from readiness.solver.problem import Move, Precedence, Problem, Resource


@dataclass(frozen=True)
class Instance:
    """A problem whose makespan is one slot below the published one (slots count from 0)."""

    name: str
    problem: Problem
    lower: int
    best: int


def instances(folder: Path, size: str) -> Iterator[Instance]:
    """All instances of `j30` or `j60` in the folder, with what is published about them."""
    with (folder / "best_known.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            path = folder / size / row["instance"]
            if path.exists():
                yield Instance(
                    path.stem, read(path.read_text()), int(row["lower_bound"]), int(row["best_known_makespan"])
                )


def read(text: str) -> Problem:
    """The problem of one .sm file. Dummy source and sink are left out."""
    follows = _numbers(text, "PRECEDENCE RELATIONS:")
    needs = _numbers(text, "REQUESTS/DURATIONS:")
    capacity = _numbers(text, "RESOURCEAVAILABILITIES:")[0]
    horizon = int(re.search(r"horizon\s*:\s*(\d+)", text)[1])
    last = len(follows)
    duration = {row[0]: row[2] for row in needs}
    names = [f"R{n + 1}" for n in range(len(capacity))]
    moves = tuple(
        Move(
            id=str(row[0]),
            slots=tuple(range(row[2] - 1, horizon)),
            duration=row[2],
            effort=tuple((name, amount) for name, amount in zip(names, row[3:], strict=True) if amount),
        )
        for row in needs
        if 1 < row[0] < last
    )
    precedences = tuple(
        Precedence(name=f"{row[0]}-{after}", before=str(row[0]), after=str(after), min_lag=duration[after])
        for row in follows
        for after in row[3:]
        if row[0] > 1 and after < last
    )
    resources = tuple(Resource(name=name, capacity=amount) for name, amount in zip(names, capacity, strict=True))
    return Problem(horizon=horizon, moves=moves, precedences=precedences, resources=resources, objective=("makespan",))


def _numbers(text: str, title: str) -> list[list[int]]:
    """Rows of whole numbers after a title, up to the line of stars."""
    block = text.split(title, 1)[1].split("****", 1)[0]
    rows = [line.split() for line in block.splitlines()]
    return [[int(word) for word in row] for row in rows if row and all(word.isdigit() for word in row)]
