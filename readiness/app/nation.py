"""Wiring of the published workbooks of a portfolio: progress and designated systems of the nation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from readiness.app.portfolio import common_standard
from readiness.inventory.source_problems import source_finding
from readiness.model.finding import Finding
from readiness.model.standard.standard import Standard
from readiness.sources.csvfile import read_tables
from readiness.sources.grid import Workbook
from readiness.sources.problem import SourceError
from readiness.standard.problem import StandardError

if TYPE_CHECKING:
    from readiness.portfolio.nation import Nation

T = TypeVar("T")


def read_nation(progress: Path | None, designated: Path | None, specs: Path | None = None) -> Nation | None:
    """The nation from the published workbooks; None without any.

    Raises `StandardError` with everything that is wrong with either of them.
    """
    from readiness.portfolio.nation import nation_of
    from readiness.standard.importers.designated import read_designations
    from readiness.standard.importers.soumu_progress import read_progress

    if progress is None and designated is None:
        return None
    standard = common_standard(specs)
    problems: list[Finding] = []

    def table(path: Path | None, read: Callable[[Workbook, Standard], T]) -> T | None:
        try:
            return None if path is None else read(read_tables(path), standard)
        except SourceError as error:
            problems.extend(source_finding(item) for item in error.problems)
        except StandardError as error:
            problems.extend(error.findings)
        return None

    tables = table(progress, read_progress), table(designated, read_designations)
    if problems:
        raise StandardError(problems)
    return nation_of(standard, *tables)
