"""Wiring of `portfolio`: many inventories, analysed one by one (or side by side), each kept only as its share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from logging import CRITICAL, getLogger
from os import getpid
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from readiness.app.announce import Announce, silent
from readiness.app.body import open_body, read_inputs
from readiness.app.kept import Kept, loaded_code, program, share_name
from readiness.app.reading import read_body, read_standard
from readiness.app.validate import Checked
from readiness.inventory.files import STATE_FOLDERS, SUFFIXES
from readiness.model.finding import Severity
from readiness.model.refusal import RefusedError
from readiness.model.standard.standard import Standard
from readiness.model.text import text
from readiness.portfolio.changes import BodyChange, PreviousError, changes
from readiness.portfolio.combine import Portfolio, combine
from readiness.portfolio.share import BodyShare, body_share

if TYPE_CHECKING:
    from distributed import Client

    from readiness.portfolio.joint import Joint
    from readiness.portfolio.joint_proof import Otherwise, Takeover
    from readiness.portfolio.nation import Nation
    from readiness.report.portfolio.view import Level, PortfolioView

S = TypeVar("S")
T = TypeVar("T")
CLUSTER_SECONDS = 10.0  # how long a cluster may take to answer
_POLL_SECONDS, _PATIENCE = 2.0, 10  # how often is looked whether a worker is left, and how often there may be none
_LEDGERS = frozenset({".xlsx", ".xlsm"})


class Spread(Protocol):
    """Work on each of some things, side by side or not; answers in their order."""

    def __call__(self, work: Callable[[S], T], things: Sequence[S]) -> Iterable[T]: ...  # noqa: D102


class PortfolioError(RefusedError):
    """An earlier portfolio or a cluster that cannot be used; `message` says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """The portfolio of the bodies that could be read, and the others with what is wrong with them."""

    portfolio: Portfolio
    unreadable: tuple[Checked, ...] = ()


def survey(
    paths: Sequence[Path],
    *,
    as_of: date | None = None,
    specs: Path | None = None,
    jobs: int = 1,
    cluster: str | None = None,
    plans: bool = False,
    kept: Kept | None = None,
    announce: Announce = silent,
) -> Surveyed:
    """Analyse every body below `paths` in `jobs` processes, or on the Dask cluster at an address.

    The result depends on neither. `plans`: each body's own plan too. `kept`: shares that are kept as they are made.
    Raises `PortfolioError` where there is no such cluster, where a worker is lost, or its program is another.
    """
    bodies = [body for path in paths for body in body_paths(path)]
    spread = spread_over(jobs, cluster)
    work = partial(_share, as_of=as_of, specs=specs, plans=plans, kept=kept or Kept(), code=loaded_code())
    shares = _counted(spread(work, bodies), bodies, announce)
    unreadable = [body for body, share in zip(bodies, shares, strict=True) if share is None]
    return Surveyed(
        portfolio=combine(share for share in shares if share is not None),
        # Places and texts of every document would have to come back from the other processes: read again instead.
        unreadable=tuple(open_body(body, as_of=as_of, specs=specs).checked for body in unreadable),
    )


def spread_over(jobs: int, cluster: str | None) -> Spread:
    """Work in so many processes, or on the Dask cluster at an address. Raises `PortfolioError`."""
    return _on_cluster(cluster) if cluster else _in_processes(jobs)


def _in_processes(jobs: int) -> Spread:
    def spread(work: Callable[[S], T], things: Sequence[S]) -> Iterable[T]:
        if jobs == 1 or len(things) < 2:
            yield from map(work, things)
            return
        try:
            with ProcessPoolExecutor(max_workers=jobs) as pool:
                yield from pool.map(work, things, chunksize=max(1, min(16, len(things) // (jobs * 8))))
        except BrokenProcessPool as error:
            raise PortfolioError(text("portfolio.worker-lost")) from error

    return spread


def _on_cluster(address: str) -> Spread:
    """The workers must see the inventories under the same paths."""
    try:
        from concurrent.futures import CancelledError

        from distributed import Client, KilledWorker
        from distributed.comm.core import CommClosedError
    except ImportError as error:
        raise PortfolioError(text("portfolio.cluster-missing")) from error

    def spread(work: Callable[[S], T], things: Sequence[S]) -> Iterable[T]:
        try:
            client = Client(address, timeout=CLUSTER_SECONDS)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise PortfolioError(text("portfolio.cluster-unreachable", address=address)) from error
        getLogger("distributed.client").setLevel(CRITICAL)  # what is lost is told below, without a traceback
        with client:
            places = [thing.resolve() if isinstance(thing, Path) else thing for thing in things]
            try:
                futures = client.map(work, places, pure=False)
                _awaited(client, futures, address)
                found: list[T] = client.gather(futures)  # type: ignore[no-untyped-call]
            except PortfolioError:
                raise
            except (KilledWorker, CommClosedError, CancelledError, OSError, TimeoutError) as error:
                raise PortfolioError(text("portfolio.cluster-lost", address=address)) from error
            return found

    return spread


def _awaited(client: Client, futures: Sequence[Any], address: str) -> None:
    """Until everything is done. Dask itself waits for ever where the last worker is gone; raises `PortfolioError`."""
    from distributed import wait

    alone = 0
    while alone < _PATIENCE:
        try:
            wait(futures, timeout=_POLL_SECONDS)  # type: ignore[no-untyped-call]
        except TimeoutError:
            alone = 0 if client.scheduler_info()["workers"] else alone + 1
        else:
            return
    raise PortfolioError(text("portfolio.cluster-no-worker", address=address))


def _counted(shares: Iterable[BodyShare | None], bodies: Sequence[Path], announce: Announce) -> list[BodyShare | None]:
    found = []
    for number, share in enumerate(shares, start=1):
        found.append(share)
        announce(text("cli.progress.bodies", done=number, total=len(bodies), path=bodies[number - 1].as_posix()))
    return found


def body_paths(path: Path) -> Iterator[Path]:
    """The path itself; or the folders and ledger workbooks in it, where it has no inventory file of its own.

    A folder in it that only groups others (`県/団体/町`) is looked into as well; what is kept beside ledgers
    (decisions, registers) is no body.
    """
    bodies = [] if _own_files(path) else _entries(path)
    if not bodies:
        yield path
    for entry in bodies:
        groups = entry.is_dir() and not _own_files(entry) and any(map(_own_files, _entries(entry)))
        yield from body_paths(entry) if groups else (entry,)


def _own_files(path: Path) -> bool:
    """Whether a folder has inventory files of its own, so that it is a body."""
    return path.is_dir() and any(entry.is_file() and entry.suffix.lower() in SUFFIXES for entry in _seen(path))


def _entries(path: Path) -> list[Path]:
    found = _seen(path) if path.is_dir() else []
    return [
        entry
        for entry in found
        if (entry.is_dir() and entry.name not in STATE_FOLDERS) or entry.suffix.lower() in _LEDGERS
    ]


def _seen(path: Path) -> list[Path]:
    return sorted(entry for entry in path.iterdir() if not entry.name.startswith((".", "~$", "_")))


def _share(
    path: Path, *, as_of: date | None, specs: Path | None, plans: bool, kept: Kept, code: str
) -> BodyShare | None:
    """The share of one body, kept or made; None where it cannot be read. Raises `PortfolioError`."""
    same_program(code)
    name = share_name(path, as_of=as_of, specs=specs, plans=plans, code=code) if kept.folder is not None else ""
    found = kept.read(name) if name else None
    if found is not None:
        return found
    own = (path if path.is_dir() else path.parent) / "specs"
    standard = read_standard(path, specs) if own.is_dir() else common_standard(specs)
    loaded = read_body(path, standard)
    inputs = read_inputs(path, loaded, standard, as_of)
    if inputs is None:
        return None
    share = body_share(inputs, plans=plans)
    if name:
        kept.write(name, share)
    return share


def same_program(code: str) -> None:
    """Raises `PortfolioError` where this process has another program than the one that asks."""
    if program(getpid()) != code:
        raise PortfolioError(text("portfolio.other-program"))


@cache
def common_standard(specs: Path | None) -> Standard:
    """The standard of all bodies without one of their own, read once per process."""
    return read_standard(Path(), specs)


def view_of(
    surveyed: Surveyed,
    language: str,
    *,
    specs: Path | None = None,
    since: Path | None = None,
    nation: Nation | None = None,
    joint: Joint | None = None,
    level: Level = "bodies",
    otherwise: tuple[tuple[str, Otherwise, tuple[Takeover, ...]], ...] = (),
) -> PortfolioView:
    """The portfolio with its words; `since` is a portfolio.json of an earlier run. Raises `PortfolioError`."""
    from readiness.report.portfolio.view import portfolio_view

    return portfolio_view(
        surveyed.portfolio,
        language,
        common_standard(specs).areas,
        unreadable=tuple(
            (
                checked.path.as_posix(),
                tuple(found.message for found in checked.findings if found.severity is Severity.FATAL),
            )
            for checked in surveyed.unreadable
        ),
        changes=None if since is None else _changes(since, surveyed.portfolio),
        nation=nation,
        joint=joint,
        level=level,
        otherwise=otherwise,
    )


def _changes(since: Path, portfolio: Portfolio) -> tuple[BodyChange, ...]:
    try:
        return changes(json.loads(since.read_text(encoding="utf-8-sig")), portfolio)
    except (OSError, ValueError, RecursionError, PreviousError) as error:
        raise PortfolioError(text("portfolio.previous", path=since.as_posix())) from error


def write_portfolio(view: PortfolioView, out: Path) -> Path:
    """Write `out/portfolio/` whole or not at all. Raises `StoreError`."""
    from readiness.report.portfolio.folder import render_folder
    from readiness.store.staged import staged

    folder = out / "portfolio"
    with staged(folder) as stage:
        for name, content in render_folder(view):
            stage.write(name, content)
    return folder
