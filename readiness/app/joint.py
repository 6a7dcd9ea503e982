"""Wiring of `portfolio --capacity`: bodies' own planners asked for their moves, then one plan for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.app.announce import Announce, silent
from readiness.app.body import read_inputs
from readiness.app.kept import Kept, loaded_code, share_name
from readiness.app.portfolio import body_paths, common_standard, same_program, spread_over
from readiness.app.reading import read_body, read_standard
from readiness.model.refusal import RefusedError
from readiness.model.text import text
from readiness.portfolio.capacity import Capacity, CapacityError, CapacityFile, RowProblem, read_capacity
from readiness.portfolio.work import compared
from readiness.sources.csvfile import read_tables
from readiness.sources.problem import SourceError

if TYPE_CHECKING:
    from readiness.analysis.inputs import Inputs
    from readiness.portfolio.joint import Joint
    from readiness.portfolio.joint_dates import Dated
    from readiness.portfolio.joint_proof import Otherwise, Takeover
    from readiness.portfolio.joint_share import JointShare
    from readiness.solver.joint.plan import JointPlan
    from readiness.solver.joint.problem import JointProblem


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
    jobs: int = 1,
    cluster: str | None = None,
    kept: Kept | None = None,
    announce: Announce = silent,
) -> Joint | None:
    """The joint plan of the bodies below `paths` that can be read; `scenarios` are other capacities, solved again.

    `eased`: by which part its lateness may be above the least found. Bodies are asked in `jobs` processes or on a
    `cluster`, all their moves are planned here. `kept`: what is kept of bodies and plans, taken where nothing of what
    it was made of has changed. Raises `JointRefusedError`, `PortfolioError`.
    """
    from readiness.portfolio.joint import Scenario, join

    stated = [(path, capacity_of(path)) for path in (capacity, *scenarios)]
    bodies = [body for path in paths for body in body_paths(path)]
    of = _Of(as_of=as_of, specs=specs, kept=kept or Kept(), code=loaded_code())
    spread = spread_over(jobs, cluster)
    found: list[tuple[Path, JointShare]] = []
    for number, (body, shares) in enumerate(zip(bodies, spread(of.shares, bodies), strict=True), start=1):
        announce(text("cli.progress.joint", done=number, path=body.as_posix()))
        found += [(body, share) for share in shares]
    every = [share for _, share in found]
    _checked(stated, every)
    joint, *others = [join(every, one, eased=eased, solve=of.plan) for _, one in stated]
    if joint is None:
        return None
    paths_of = [path.resolve() for path, share in found if share.moves and share.part == 1]
    months = _months(joint)
    read = spread(of.dates, [(path, months.get(source, ())) for source, path in enumerate(paths_of)])
    named = zip(stated[1:], others, strict=True)
    return replace(
        joint,
        dated=tuple(read),
        scenarios=tuple(Scenario(name=path.stem, plan=one.plan) for (path, _), one in named if one is not None),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Of:
    """What is asked of one body, or of all together: made or kept."""

    as_of: date | None
    specs: Path | None
    kept: Kept
    code: str

    def shares(self, path: Path) -> tuple[JointShare, ...]:
        """What a body adds; nothing where it cannot be read."""
        from readiness.portfolio.joint_share import joint_shares

        same_program(self.code)

        def make() -> tuple[JointShare, ...]:
            inputs = _inputs(path, as_of=self.as_of, specs=self.specs)
            return () if inputs is None else joint_shares(inputs)

        return make() if self.kept.folder is None else self.kept.made(("joint", self._name(path)), tuple, make)

    def dates(self, asked: tuple[Path, tuple[date | None, ...]]) -> Dated:
        """The dates of a body, found for all its moves together in the months of the plan."""
        from readiness.portfolio.joint_dates import Dated, dated

        same_program(self.code)
        path, months = asked

        def make() -> Dated:
            inputs = _inputs(path, as_of=self.as_of, specs=self.specs)
            return Dated(state="broken") if inputs is None else dated(inputs, months)

        if self.kept.folder is None:
            return make()
        return self.kept.made(("dates", self._name(path), repr(months)), Dated, make)

    def plan(self, problem: JointProblem, *, rounds: int, eased: float = 0.0) -> JointPlan:
        """The plan of all bodies."""
        from readiness.solver.joint.plan import JointPlan
        from readiness.solver.joint.solve import joint_plan

        make = partial(joint_plan, problem, rounds=rounds, eased=eased)
        parts = ("plan", self.code, problem.digest, str(rounds), repr(eased))
        return make() if self.kept.folder is None else self.kept.made(parts, JointPlan, make)

    def _name(self, path: Path) -> str:
        return share_name(path, as_of=self.as_of, specs=self.specs, plans=False, code=self.code)


def _checked(stated: Sequence[tuple[Path, CapacityFile]], shares: Sequence[JointShare]) -> None:
    """Whether every file can be used with the names of these bodies, before anything is planned with the first."""
    from readiness.portfolio.work import key_ring

    ring = key_ring(share.aliases for share in shares)
    for path, one in stated:
        try:
            one.resolved(ring)
        except CapacityError as error:
            raise _refused(path, error.problems) from error


def _refused(path: Path, problems: Sequence[RowProblem]) -> JointRefusedError:
    rows = tuple(
        text(f"portfolio.capacity.{one.kind}", row=one.row, text=one.cell, other=one.other) for one in problems
    )
    return JointRefusedError(text("portfolio.capacity.problems", path=path.as_posix(), rows=rows))


def _months(joint: Joint) -> dict[int, tuple[date | None, ...]]:
    """Per body that is planned the months of its moves, in the order of its own planner."""
    months: dict[int, dict[int, date | None]] = {}
    for at, share in enumerate(joint.shares):
        for number, move in enumerate(share.moves):
            for place in move.places:
                months.setdefault(place.source, {})[place.number] = joint.month(at, number)
    return {source: tuple(own[number] for number in sorted(own)) for source, own in months.items()}


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
    if no_head and path.suffix.lower() in (".xlsx", ".xlsm"):
        return _of_card(path)
    if stated.problems:
        raise _refused(path, sorted(stated.problems))
    return stated


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
