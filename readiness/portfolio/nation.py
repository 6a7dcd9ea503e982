"""The nation from the two published workbooks: the published figures by their own definition, and ours beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from readiness.inventory.identify import Directory, Identity
from readiness.inventory.init import COMPLETE, concluded
from readiness.model.body import BodyClass
from readiness.model.progress import StepStatus
from readiness.model.published import DesignationTable, ProgressTable
from readiness.model.record import Maybe
from readiness.model.standard.applicability import Outcome
from readiness.model.standard.standard import Standard
from readiness.model.unknown import UNKNOWN
from readiness.standard.applicability import area_scopes


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One body by its published figures.

    `mean` is the ministry's 全体: every cell, 対象外 among the done. `counted` leaves out areas that another body runs
    and a town's 100 % that may mean 対象外 (0..1 each). `designated` areas are under a separate date; `open` areas are
    below 100 % and not designated. None: no figures are published of it, or a workbook that the figure rests on is not
    at hand.
    """

    identity: Identity
    mean: float | None
    counted: float | None
    complete: bool | None
    designated: tuple[str, ...] | None
    open: tuple[str, ...] | None

    @property
    def cells(self) -> tuple[tuple[str, float], ...]:
        """Published rates by area."""
        return self.identity.progress.rates if self.identity.progress else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Figures of some bodies: of a class, a prefecture or one area. Means are 0..1; None as in `Standing`."""

    key: str
    bodies: int
    mean: float | None = None
    counted: float | None = None
    complete: int | None = None
    cells_complete: int | None = None
    listed: int | None = None
    designations: int | None = None
    open: int | None = None
    own_done: int | None = None
    own_closed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """All bodies of the tables. `months` are those of the progress table and of the list (YYYY-MM)."""

    progress_month: str | None
    designated_month: str | None
    standings: tuple[Standing, ...]
    total: Group
    classes: tuple[Group, ...]
    areas: tuple[Group, ...]
    prefectures: tuple[Group, ...]
    strangers: tuple[str, ...] = ()


def nation_of(standard: Standard, progress: ProgressTable | None, designated: DesignationTable | None) -> Nation:
    """Every body of the table of codes with what the workbooks say of it."""
    directory = Directory(progress, designated, standard.bodies)
    scopes: dict[Maybe[BodyClass], Mapping[str, Outcome]] = {}
    standings = []
    for identity in directory:
        found = scopes.get(identity.body_class)
        if found is None:
            outcomes = area_scopes(standard, identity.body_class, UNKNOWN)
            found = scopes[identity.body_class] = {scope.area: scope.outcome for scope in outcomes}
        standings.append(standing(identity, found, listed=designated is not None))
    towns = [one for one in standings if one.identity.municipality]
    return Nation(
        progress_month=progress.month if progress else None,
        designated_month=designated.month if designated else None,
        standings=tuple(standings),
        total=_group("", standings, towns),
        classes=tuple(
            _group(kind.value, of_kind, of_kind if kind is not BodyClass.PREFECTURE else [])
            for kind in BodyClass
            if (of_kind := [one for one in standings if one.identity.body_class is kind])
        ),
        areas=tuple(_area(area.key, standings, towns) for area in standard.areas),
        prefectures=tuple(_prefecture(name, standings) for name in directory.prefectures),
        strangers=directory.strangers,
    )


def standing(identity: Identity, outcomes: Mapping[str, Outcome], *, listed: bool) -> Standing:
    """Where one body stands; `outcomes` say by area what is an affair of its class, `listed` whether the list of
    designations is at hand: without it nobody knows what is open, nor whether a town's 100 % counts.
    """
    rates = dict(identity.progress.rates) if identity.progress else {}
    marks = frozenset(identity.designation.areas) if identity.designation else frozenset()
    counted = {area: rate for area, rate in rates.items() if concluded(outcomes[area], rate, designated=area in marks)}
    return Standing(
        identity=identity,
        mean=_mean(rates.values()),
        counted=_mean(counted.values()) if listed else None,
        complete=all(rate == COMPLETE for rate in rates.values()) if rates else None,
        designated=tuple(area for area in outcomes if area in marks) if listed else None,
        open=tuple(area for area in outcomes if counted.get(area, COMPLETE) < COMPLETE and area not in marks)
        if rates and listed
        else None,
    )


def _group(key: str, bodies: Iterable[Standing], towns: Iterable[Standing]) -> Group:
    """`towns` are those with published rates: prefectures have steps instead."""
    rated, everyone = list(towns), list(bodies)
    return Group(
        key=key,
        bodies=len(everyone),
        mean=_mean(one.mean for one in rated if one.mean is not None),
        counted=_mean(one.counted for one in rated if one.counted is not None),
        complete=_sum(one.complete for one in rated),
        cells_complete=_sum(rate == COMPLETE for one in rated for _, rate in one.cells),
        listed=_sum(bool(one.designated) for one in everyone if one.designated is not None),
        designations=_sum(len(one.designated) for one in everyone if one.designated is not None),
        open=_sum(len(one.open) for one in rated if one.open is not None),
    )


def _area(area: str, bodies: Iterable[Standing], towns: Iterable[Standing]) -> Group:
    rates = [rate for one in towns for key, rate in one.cells if key == area]
    marked = _sum(area in one.designated for one in bodies if one.designated is not None)
    return Group(
        key=area,
        bodies=len(rates),
        mean=_mean(rates),
        cells_complete=_sum(rate == COMPLETE for rate in rates),
        listed=marked,
        designations=marked,
        open=_sum(area in one.open for one in towns if one.open is not None) if rates else None,
    )


def _prefecture(name: str, standings: Iterable[Standing]) -> Group:
    """The municipalities of a prefecture; the prefecture itself adds its own areas' steps."""
    inside = [one for one in standings if one.identity.prefecture == name]
    group = _group(name, inside, [one for one in inside if one.identity.municipality])
    own = next((one.identity for one in inside if one.identity.municipality is None), None)
    steps = [status for _, stated in own.progress.steps for _, status in stated] if own and own.progress else []
    return replace(
        group,
        own_done=sum(status is StepStatus.DONE for status in steps) if steps else None,
        own_closed=sum(status in (StepStatus.DONE, StepStatus.NOT_APPLICABLE) for status in steps) if steps else None,
    )


def _sum(values: Iterable[int | None]) -> int | None:
    """None where nobody has a figure: what is not published is not 0."""
    found = [value for value in values if value is not None]
    return sum(found) if found else None


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None
