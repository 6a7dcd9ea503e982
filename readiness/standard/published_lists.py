"""Published lists in the user's packs, read back: the newest of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from readiness.model.body import BodyClass
from readiness.model.progress import StepStatus
from readiness.model.published import (
    BodyPopulation,
    Designation,
    DesignationTable,
    ProgressTable,
    PublishedProgress,
    PublishedTables,
)
from readiness.model.unknown import UNKNOWN
from readiness.standard.list_json import newest_list, parse_list
from readiness.standard.locate import Layer
from readiness.standard.problem import StandardError, fatal

T = TypeVar("T")
Row = Mapping[str, Any]


def read_published(layers: Iterable[Layer]) -> PublishedTables:
    """The newest list of each kind; a stronger layer's wins. Raises `StandardError` for a file that is no list."""
    found = PublishedTables()
    for layer in layers:
        folder = layer.root / "lists"
        if layer.trusted or not folder.is_dir():
            continue
        progress, designated = newest_list(folder, "progress", None), newest_list(folder, "designated", None)
        population = folder / "population.json"
        found = PublishedTables(
            progress=_read(progress, _progress) if progress else found.progress,
            designated=_read(designated, _designated) if designated else found.designated,
            population=_read(population, _population) if population.is_file() else found.population,
        )
    return found


def _read(path: Path, build: Callable[[Row, list[dict[str, Any]]], T]) -> T:
    try:
        return build(*parse_list(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StandardError([fatal("SP104", path.as_posix(), "bad-edition")]) from error


def _progress(head: Row, rows: list[dict[str, Any]]) -> ProgressTable:
    return ProgressTable(
        file=head["source"]["name"],
        month=head["month"],
        bodies=tuple(
            PublishedProgress(
                prefecture=row["prefecture"],
                municipality=row.get("municipality"),
                rates=tuple((area, rate) for area, rate in row["rates"]),
                steps=tuple(
                    (area, tuple((number, StepStatus.of(word)) for number, word in steps))
                    for area, steps in row["steps"]
                ),
            )
            for row in rows
        ),
    )


def _designated(head: Row, rows: list[dict[str, Any]]) -> DesignationTable:
    return DesignationTable(
        file=head["source"]["name"],
        month=head["month"],
        bodies=tuple(
            Designation(
                code=row["code"],
                name=row["name"],
                body_class=UNKNOWN if row["body_class"] == "unknown" else BodyClass.of(row["body_class"]),
                areas=tuple(row["areas"]),
            )
            for row in rows
        ),
    )


def _population(_: Row, rows: list[dict[str, Any]]) -> tuple[BodyPopulation, ...]:
    return tuple(BodyPopulation(code=row["code"], population=int(row["population"])) for row in rows)
