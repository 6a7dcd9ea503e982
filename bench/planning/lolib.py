"""LOLIB (linear ordering) as planning problems: one unit per slot, a link costs what the order gives away."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from readiness.solver.problem import Cap, Link, Move, Problem


@dataclass(frozen=True)
class Instance:
    """`optimum` and `total`: largest possible sum above the diagonal, and of all entries off it.

    The problem's cost is what lies below the diagonal, so its optimum is `total` - `optimum`.
    """

    name: str
    problem: Problem
    optimum: int
    total: int


def instances(folder: Path) -> Iterator[Instance]:
    """All instances in the folder, with their published optimum."""
    with (folder / "optimum.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            matrix = read((folder / row["instance"]).read_text())
            total = sum(sum(line) - line[at] for at, line in enumerate(matrix))
            yield Instance(row["instance"], as_problem(matrix), int(row["optimum"]) - _diagonal(matrix), total)


def _diagonal(matrix: list[list[int]]) -> int:
    return 0


def read(text: str) -> list[list[int]]:
    """The matrix of one file: an optional title, the size, the rows."""
    words = text.split()
    lines = text.splitlines()
    if len(lines[0].split()) != 1 or not lines[0].strip().isdigit():
        words = "\n".join(lines[1:]).split()
    size, numbers = int(words[0]), [int(word) for word in words[1:]]
    return [numbers[at * size : (at + 1) * size] for at in range(size)]


def as_problem(matrix: list[list[int]]) -> Problem:
    """Entry (i, j) is paid when j moves before i."""
    size = len(matrix)
    names = [f"n{at}" for at in range(size)]
    links = tuple(
        Link(id=f"{i}-{j}", a=names[i], b=names[j], build_a_first=matrix[j][i], build_b_first=matrix[i][j])
        for i in range(size)
        for j in range(i + 1, size)
        if matrix[i][j] or matrix[j][i]
    )
    slots = tuple(range(size))
    return Problem(
        horizon=size,
        moves=tuple(Move(id=name, slots=slots) for name in names),
        caps=(Cap(name="one", limit=1, weights=tuple((name, 1) for name in names)),),
        links=links,
        objective=("cost",),
    )
