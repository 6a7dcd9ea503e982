"""Wiring of `portfolio --capacity`: bodies' own planners asked for their moves, then one plan for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.app.announce import Announce, silent
from readiness.app.body import read_inputs
from readiness.app.portfolio import body_paths, common_standard
from readiness.app.reading import read_body, read_standard
from readiness.model.refusal import RefusedError
from readiness.model.text import text
from readiness.portfolio.capacity import Capacity, CapacityError, CapacityFile, read_capacity
from readiness.portfolio.work import compared
from readiness.sources.csvfile import read_tables
from readiness.sources.problem import SourceError

if TYPE_CHECKING:
    from readiness.analysis.inputs import Inputs
    from readiness.portfolio.joint import Joint
    from readiness.portfolio.joint_dates import Dated
    from readiness.portfolio.joint_proof import Otherwise, Takeover
    from readiness.portfolio.joint_share import JointShare


class JointRefusedError(RefusedError):
    """A file of capacity that cannot be used; `message` says every row and why."""


def joint_of(
    paths: Sequence[Path],
    capacity: Path,
    *,
    scenarios: Sequence[Path] = (),
    eased: float = 0.0,
    as_of: date | None = None,
    specs: Path | None = None,
    announce: Announce = silent,
) -> Joint | None:
    """The joint plan of the bodies below `paths` that can be read; `scenarios` are other capacities, solved again.

    `eased`: by which part its lateness may be above the least found. Raises `JointRefusedError`.
    """
    from readiness.portfolio.joint import Scenario
    from readiness.portfolio.joint_share import joint_shares

    stated = [(path, capacity_of(path)) for path in (capacity, *scenarios)]
    found: list[tuple[Path, JointShare]] = []
    for number, body in enumerate([body for path in paths for body in body_paths(path)], start=1):
        announce(text("cli.progress.joint", done=number, path=body.as_posix()))
        inputs = _inputs(body, as_of=as_of, specs=specs)
        if inputs is not None:
            found += [(body, share) for share in joint_shares(inputs)]
    joint, *others = [_joined([share for _, share in found], *one, eased) for one in stated]
    if joint is None:
        return None
    paths_of = [path for path, share in found if share.moves and share.part == 1]
    read = _dates(joint, paths_of, as_of=as_of, specs=specs)
    named = zip(stated[1:], others, strict=True)
    return replace(
        joint,
        dated=tuple(read),
        scenarios=tuple(Scenario(name=path.stem, plan=one.plan) for (path, _), one in named if one is not None),
    )


def _joined(shares: Sequence[JointShare], path: Path, stated: CapacityFile, eased: float) -> Joint | None:
    from readiness.portfolio.joint import join

    try:
        return join(shares, stated, eased=eased)
    except CapacityError as error:
        rows = tuple(
            text(f"portfolio.capacity.{one.kind}", row=one.row, text=one.cell, other=one.other)
            for one in error.problems
        )
        raise JointRefusedError(text("portfolio.capacity.problems", path=path.as_posix(), rows=rows)) from error


def _dates(joint: Joint, paths: Sequence[Path], *, as_of: date | None, specs: Path | None) -> list[Dated]:
    """Per body that is planned its dates, found for all its moves together."""
    from readiness.portfolio.joint_dates import Dated, dated

    months: dict[int, dict[int, date | None]] = {}
    for at, share in enumerate(joint.shares):
        for number, move in enumerate(share.moves):
            for place in move.places:
                months.setdefault(place.source, {})[place.number] = joint.month(at, number)
    found = []
    for source, path in enumerate(paths):
        inputs = _inputs(path, as_of=as_of, specs=specs)
        own = [months[source][number] for number in sorted(months[source])]
        found.append(Dated(state="broken", dates={}) if inputs is None else dated(inputs, own))
    return found


def otherwise(
    joint: Joint, more: Sequence[str], withdraw: Sequence[str]
) -> tuple[tuple[str, Otherwise, tuple[Takeover, ...]], ...]:
    """The joint plan again with one more team of some vendors, and without others. Raises `JointRefusedError` for a
    vendor without a row of capacity.
    """
    from readiness.portfolio.joint_proof import one_more, withdrawn

    by_name = {name: key for key, name in joint.names.items() if key in joint.vendors}
    by_name |= {compared(name): key for name, key in by_name.items()} | {key: key for key in joint.vendors}
    unknown = tuple(name for name in (*more, *withdraw) if by_name.get(name, by_name.get(compared(name))) is None)
    if unknown:
        known = tuple(joint.names.get(key, key) for key in joint.vendors)
        raise JointRefusedError(text("portfolio.capacity.no-vendor", vendors=unknown, known=known))
    keys = {name: by_name.get(name) or by_name[compared(name)] for name in (*more, *withdraw)}
    found: list[tuple[str, Otherwise, tuple[Takeover, ...]]] = [
        ("more", one_more(joint, keys[one]), ()) for one in more
    ]
    return (*found, *(("withdrawn", *withdrawn(joint, keys[one], joint.months[0])) for one in withdraw))


def capacity_of(path: Path) -> CapacityFile:
    """The rows of a file of capacity, or of a product card. Raises `JointRefusedError`, `CardError`."""
    if path.suffix.lower() == ".json":
        return _of_card(path)
    try:
        book = read_tables(path)
    except SourceError as error:
        raise JointRefusedError(text("portfolio.capacity.unreadable", path=path.as_posix())) from error
    stated = read_capacity(book)
    no_head = [problem.kind for problem in stated.problems] == ["head"]
    return _of_card(path) if no_head and path.suffix.lower() in (".xlsx", ".xlsm") else stated


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
            Capacity(
                vendor=read.card.corporate_number, month=row.month, count=row.count, row=at, stated=read.card.vendor
            )
            for at, row in enumerate(read.card.capacity, start=1)
        )
    )


def _inputs(path: Path, *, as_of: date | None, specs: Path | None) -> Inputs | None:
    own = (path if path.is_dir() else path.parent) / "specs"
    standard = read_standard(path, specs) if own.is_dir() else common_standard(specs)
    return read_inputs(path, read_body(path, standard), standard, as_of)
