"""Wiring of `portfolio`: many inventories, analysed one by one (or side by side), each kept only as its share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from readiness.app import Checked, read_body, read_inputs, read_standard, validate
from readiness.inventory.files import SUFFIXES
from readiness.model.standard.standard import Standard
from readiness.portfolio.combine import Portfolio, combine
from readiness.portfolio.share import BodyShare, body_share

_LEDGERS = frozenset({".xlsx", ".xlsm"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """The portfolio of the bodies that could be read, and the others with what is wrong with them."""

    portfolio: Portfolio
    unreadable: tuple[Checked, ...] = ()


def survey(paths: Sequence[Path], *, as_of: date | None = None, specs: Path | None = None, jobs: int = 1) -> Surveyed:
    """Analyse every body below `paths` in `jobs` processes. The result does not depend on `jobs`."""
    bodies = [body for path in paths for body in body_paths(path)]
    work = partial(_share, as_of=as_of, specs=specs)
    if jobs > 1 and len(bodies) > 1:
        with ProcessPoolExecutor(max_workers=jobs) as pool:
            shares = list(pool.map(work, bodies, chunksize=max(1, len(bodies) // (jobs * 8))))
    else:
        shares = list(map(work, bodies))
    unreadable = [body for body, share in zip(bodies, shares, strict=True) if share is None]
    return Surveyed(
        portfolio=combine(share for share in shares if share is not None),
        unreadable=tuple(validate(body, as_of=as_of, specs=specs) for body in unreadable),
    )


def body_paths(path: Path) -> Iterator[Path]:
    """The path itself; or the folders and ledger workbooks in it, where it has no inventory file of its own."""
    if not path.is_dir():
        yield path
        return
    entries = sorted(entry for entry in path.iterdir() if not entry.name.startswith((".", "~$", "_")))
    if any(entry.is_file() and entry.suffix.lower() in SUFFIXES for entry in entries):
        yield path
        return
    bodies = [entry for entry in entries if entry.is_dir() or entry.suffix.lower() in _LEDGERS]
    yield from bodies or (path,)


def _share(path: Path, *, as_of: date | None, specs: Path | None) -> BodyShare | None:
    """The share of one body; None where it cannot be read."""
    own = (path if path.is_dir() else path.parent) / "specs"
    standard = read_standard(path, specs) if own.is_dir() else _common_standard(specs)
    loaded = read_body(path, standard)
    inputs = read_inputs(path, loaded, standard, as_of)
    return None if inputs is None else body_share(inputs)


@cache
def _common_standard(specs: Path | None) -> Standard:
    """The standard of all bodies without one of their own, read once per process."""
    return read_standard(Path(), specs)
