"""Wiring of `portfolio --capacity`: bodies' own planners asked for their moves, then one plan for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.app.body import read_inputs
from readiness.app.portfolio import body_paths, common_standard
from readiness.app.reading import read_body, read_standard
from readiness.app.tell import Tell, silent
from readiness.model.refusal import RefusedError
from readiness.model.text import text
from readiness.portfolio.capacity import Capacity, CapacityError, CapacityFile, read_capacity
from readiness.sources.csvfile import read_tables
from readiness.sources.problem import SourceError

if TYPE_CHECKING:
    from readiness.portfolio.joint import Joint, JointShare


class JointRefusedError(RefusedError):
    """A file of capacity that cannot be used; `message` says every row and why."""


def joint_of(
    paths: Sequence[Path],
    capacity: Path,
    *,
    as_of: date | None = None,
    specs: Path | None = None,
    tell: Tell = silent,
) -> Joint | None:
    """The joint plan of the bodies below `paths` that can be read. Raises `JointRefusedError`."""
    from readiness.portfolio.joint import join

    told = capacity_of(capacity)
    shares: list[JointShare] = []
    for number, body in enumerate([body for path in paths for body in body_paths(path)], start=1):
        tell(text("cli.progress.joint", done=number, path=body.as_posix()))
        share = _share(body, as_of=as_of, specs=specs)
        if share is not None:
            shares.append(share)
    try:
        return join(shares, told)
    except CapacityError as error:
        rows = tuple(
            text(f"portfolio.capacity.{found.kind}", row=found.row, text=found.cell, other=found.other)
            for found in error.problems
        )
        raise JointRefusedError(text("portfolio.capacity.problems", path=capacity.as_posix(), rows=rows)) from error


def capacity_of(path: Path) -> CapacityFile:
    """The rows of a file of capacity, or of a product card. Raises `JointRefusedError`, `CardError`."""
    if path.suffix.lower() == ".json":
        return _of_card(path)
    try:
        book = read_tables(path)
    except SourceError as error:
        raise JointRefusedError(text("portfolio.capacity.unreadable", path=path.as_posix())) from error
    told = read_capacity(book)
    no_head = [problem.kind for problem in told.problems] == ["head"]
    return _of_card(path) if no_head and path.suffix.lower() in (".xlsx", ".xlsm") else told


def _of_card(path: Path) -> CapacityFile:
    from readiness.app.cards import CardError, read_card

    try:
        read = read_card(path)
    except CardError as error:
        raise JointRefusedError(text("portfolio.capacity.unreadable", path=path.as_posix())) from error
    if read.card is None:
        said = tuple(found.message for found in read.notes)
        raise JointRefusedError(text("portfolio.capacity.problems", path=path.as_posix(), rows=said))
    return CapacityFile(
        rows=tuple(
            Capacity(vendor=read.card.corporate_number, month=row.month, count=row.count, row=at, told=read.card.vendor)
            for at, row in enumerate(read.card.capacity, start=1)
        )
    )


def _share(path: Path, *, as_of: date | None, specs: Path | None) -> JointShare | None:
    from readiness.portfolio.joint import joint_share

    own = (path if path.is_dir() else path.parent) / "specs"
    standard = read_standard(path, specs) if own.is_dir() else common_standard(specs)
    inputs = read_inputs(path, read_body(path, standard), standard, as_of)
    return None if inputs is None else joint_share(inputs)
