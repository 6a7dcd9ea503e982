"""Synthetic bodies: seeded, calibrated on published figures, marked 合成 in every file. For benchmarks and tests.

Nothing here describes a real body, vendor or price. The shape (who moves with whom, how many are designated) follows
`synthetic_figures`; every amount and duration is an assumption made for measuring.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from bench.synthetic_figures import CLASS_COUNTS
from bench.synthetic_groups import Group, draw, draw_designated, draw_groups
from readiness.inventory.emit import plain_sections, to_files
from readiness.model.body import Body, BodyClass, Division
from readiness.model.contract import Contract, ContractKind, ProcurementMethod
from readiness.model.interface import Interface, LinkMethod
from readiness.model.inventory import Inventory
from readiness.model.money import CostItem, Per, Quote, Tax
from readiness.model.progress import Progress, ProgressScope
from readiness.model.record import Maybe
from readiness.model.standard.standard import Standard
from readiness.model.system import Conformance, DueKind, Hosting, System, SystemKind
from readiness.model.unknown import UNKNOWN
from readiness.model.vendor import Package, Vendor, VendorGroup
from readiness.standard.applicability import applicable_areas

NOTE = "合成データ。実在の団体・事業者・契約・金額とは関係がない。"
VENDOR_POOL = 12
GROUP_POOL = 9
_GENERATIONS = (date(2026, 1, 5), date(2025, 11, 25), date(2026, 2, 24))
_ENDS = (date(2027, 3, 31), date(2027, 12, 31), date(2028, 3, 31), date(2029, 3, 31), date(2031, 3, 31))
_AREAS_PER_DIVISION = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticOptions:
    """What to draw. None means «draw it from the published figures».

    `moves`: number of groups that move together; `extra_systems`: independent local systems besides the areas (to go
    beyond 21 moves); `unknown_share`: share of answers left 未確認; `priced`: a quote on every interface; `pending`: no
    system has moved yet, all are still to be planned.
    """

    seed: int = 0
    index: int = 0
    body_class: BodyClass | None = None
    moves: int | None = None
    extra_systems: int = 0
    unknown_share: float = 0.25
    priced: bool = False
    pending: bool = False
    as_of: date = date(2026, 11, 2)


@dataclass(slots=True)
class _Draft:
    rng: Random
    options: SyntheticOptions
    standard: Standard
    groups: tuple[Group, ...]
    designated: frozenset[str]
    division_of: dict[str, str]
    vendor_of: dict[str, str] = field(default_factory=dict)

    def maybe(self, value: bool) -> Maybe[bool]:
        """The value, or 未確認 with the share asked for."""
        return UNKNOWN if self.rng.random() < self.options.unknown_share else value

    def chance(self, share: float) -> bool:
        """True with this probability."""
        return self.rng.random() < share


def synthetic_body(options: SyntheticOptions, standard: Standard) -> Inventory:
    """One body; its interfaces are the standard's flows. The same options give the same body, in any process."""
    rng = Random(f"{options.seed}/{options.index}")
    body_class = options.body_class or draw(rng, CLASS_COUNTS)
    welfare: Maybe[bool] = rng.random() < 0.1 if body_class in (BodyClass.TOWN, BodyClass.VILLAGE) else UNKNOWN
    areas = applicable_areas(standard, body_class, welfare)
    groups = draw_groups(rng, areas, options.moves)
    designated = frozenset(areas) if options.pending else draw_designated(rng, groups)
    divisions = tuple(
        Division(id=f"division-{at}", name=f"第{at}課", areas=areas[start : start + _AREAS_PER_DIVISION])
        for at, start in enumerate(range(0, len(areas), _AREAS_PER_DIVISION), 1)
    )
    owners = {area: division.id for division in divisions for area in division.areas}
    draft = _Draft(rng, options, standard, groups, designated, owners)
    vendors = _assign_vendors(draft)
    systems = (*(_system(draft, area) for group in groups for area in group), *_extra_systems(draft))
    interfaces = _interfaces(draft, systems)
    return Inventory(
        body=Body(
            id=f"synthetic-{options.seed}-{options.index:04d}",
            name=f"合成{body_class.ja}{options.index:04d}",
            body_class=body_class,
            welfare_office=welfare,
            population=_population(rng, body_class),
            fictional=True,
            synthetic=True,
            as_of=options.as_of,
            note=NOTE,
        ),
        divisions=divisions,
        vendor_groups=tuple(
            VendorGroup(id=f"group-{n}", name=f"合成グループ{n}") for n in sorted({_group_of(v) for v in vendors})
        ),
        vendors=tuple(
            Vendor(
                id=f"vendor-{n}",
                name=f"合成事業者{n}",
                group=f"group-{_group_of(n)}",
                cutovers_per_date=draft.rng.randint(1, 4),
            )
            for n in vendors
        ),
        packages=tuple(Package(id=f"package-{n}", name=f"合成パッケージ{n}", vendor=f"vendor-{n}") for n in vendors),
        contracts=_contracts(draft, systems),
        systems=systems,
        interfaces=interfaces,
        progress=tuple(_progress(draft, system) for system in systems if system.areas),
        quotes=tuple(_quote(draft, interface) for interface in interfaces) if options.priced else (),
    )


def synthetic_nation(seed: int, count: int, standard: Standard) -> Iterator[Inventory]:
    """`count` bodies with the national class mix, one after the other."""
    for index in range(count):
        yield synthetic_body(SyntheticOptions(seed=seed, index=index), standard)


def synthetic_files(inventory: Inventory, standard: Standard) -> dict[str, str]:
    """File name → YAML text; every file says in its first line that it is synthetic."""
    names = {area.key: area.name for area in standard.areas}
    return to_files(plain_sections(inventory, names), [f"synthetic: true ({NOTE})", inventory.body.id])


def _group_of(vendor: int) -> int:
    return (vendor - 1) % GROUP_POOL + 1  # the last few vendors share a group with the first


def _assign_vendors(draft: _Draft) -> list[int]:
    """The largest group gets the first vendor drawn; small groups may go to one already there (a suite sold apart)."""
    fresh = draft.rng.sample(range(1, VENDOR_POOL + 1), VENDOR_POOL)
    used: list[int] = []
    for group in sorted(draft.groups, key=len, reverse=True):
        again = used and (not fresh or draft.chance(0.3))
        number = draft.rng.choice(used) if again else fresh.pop()
        if number not in used:
            used.append(number)
        for area in group:
            draft.vendor_of[area] = f"vendor-{number}"
    return sorted(used)


def _system(draft: _Draft, area: str) -> System:
    separate = area in draft.designated
    migrated = not separate and not draft.chance(0.05)
    move = next(at for at, group in enumerate(draft.groups) if area in group)
    vendor = draft.vendor_of[area]
    return System(
        id=area.replace("_", "-"),
        name=draft.standard.area_by_key[area].name,
        kind=SystemKind.COMMON if area == "common_functions" else SystemKind.STANDARD,
        areas=(area,),
        vendor=vendor,
        package=vendor.replace("vendor", "package"),
        owner_division=draft.division_of[area],
        conformance=_conformance(draft, migrated),
        due=DueKind.EXTENDED if separate else DueKind.PRINCIPAL if migrated else DueKind.LAPSED,
        due_date=draft.rng.choice((date(2028, 3, 31), date(2029, 3, 31), date(2031, 3, 31))) if separate else UNKNOWN,
        due_reason=4 if separate else UNKNOWN,
        hosting=Hosting.GOVERNMENT_CLOUD if migrated else Hosting.ON_PREMISES,
        migrated=migrated,
        live_date=draft.rng.choice(_GENERATIONS) if migrated else UNKNOWN,
        move=f"move-{move + 1:02d}",
        duration_weeks=draft.rng.randint(16, 36),
        layout_held=draft.maybe(draft.chance(0.4)),
    )


def _conformance(draft: _Draft, migrated: bool) -> Conformance:
    if not migrated:
        return Conformance.NON_CONFORMANT
    return Conformance.TRANSITIONAL if draft.chance(0.3) else Conformance.CONFORMANT


def _extra_systems(draft: _Draft) -> Iterator[System]:
    vendors = sorted(set(draft.vendor_of.values()))
    for number in range(1, draft.options.extra_systems + 1):
        yield System(
            id=f"local-{number:03d}",
            name=f"独自システム{number}",
            kind=SystemKind.LOCAL,
            vendor=draft.rng.choice(vendors),
            due=DueKind.NOT_APPLICABLE,
            hosting=Hosting.ON_PREMISES,
            migrated=False,
            move=f"move-local-{number:03d}",
            duration_weeks=draft.rng.randint(4, 20),
        )


def _interfaces(draft: _Draft, systems: Sequence[System]) -> tuple[Interface, ...]:
    by_area = {area: system for system in systems for area in system.areas}
    flows = [
        (by_area[link.from_], by_area[link.to], link.data)
        for link in draft.standard.links
        if link.from_ in by_area and link.to in by_area
    ]
    core = [system for system in systems if system.areas]
    for system in systems:
        if not system.areas:
            flows += [(end, system, "独自施策への提供") for end in draft.rng.sample(core, min(3, len(core)))]
    return tuple(_interface(draft, number, *flow) for number, flow in enumerate(flows, 1))


def _interface(draft: _Draft, number: int, source: System, target: System, data: str) -> Interface:
    together = source.move == target.move
    mixed = source.migrated is not target.migrated
    method: Maybe[LinkMethod] = LinkMethod.SHARED_DATABASE if together else LinkMethod.FILE
    if not together and not mixed and source.migrated is True:
        method = LinkMethod.REST if draft.chance(0.5) else LinkMethod.OBJECT_STORAGE
    if draft.chance(draft.options.unknown_share):
        method = UNKNOWN
    return Interface(
        id=f"if-{number:04d}",
        from_=source.id,
        to=target.id,
        data=data,
        method=method,
        documented=draft.maybe(draft.chance(0.5)),
        open_spec=draft.maybe(not together and not mixed),
        temporary=mixed,
    )


def _contracts(draft: _Draft, systems: Sequence[System]) -> tuple[Contract, ...]:
    found: list[Contract] = []
    for at, group in enumerate(draft.groups, 1):
        start_year = draft.rng.choice((2021, 2022, 2023, 2025))
        found.append(
            Contract(
                id=f"contract-{at:02d}",
                name=f"合成契約{at}",
                vendor=draft.vendor_of[group[0]],
                systems=tuple(area.replace("_", "-") for area in group),
                kind=draft.rng.choice((ContractKind.LONG_TERM, ContractKind.LEASE, ContractKind.DEBT_BURDEN)),
                method=draft.rng.choice((ProcurementMethod.NEGOTIATED, ProcurementMethod.PROPOSAL)),
                start=date(start_year, 4, 1),
                end=draft.rng.choice(_ENDS),
                auto_renew=draft.maybe(draft.chance(0.3)),
                notice_months=draft.rng.choice((3, 6)),
                annual_amount=draft.rng.randrange(1_000_000, 30_000_000, 110_000),
                data_return=draft.maybe(draft.chance(0.4)),
                bidders=draft.rng.choice((1, 1, 1, 2, 3)),
            )
        )
    return tuple(found)


def _progress(draft: _Draft, system: System) -> Progress:
    rate = 1.0 if system.migrated is True else draft.rng.randint(4, 29) / 40
    return Progress(scope=ProgressScope.AREA, target=system.areas[0], rate=rate, as_of=f"{draft.options.as_of:%Y-%m}")


def _quote(draft: _Draft, interface: Interface) -> Quote:
    return Quote(
        id=f"quote-{interface.id}",
        item=CostItem.LINK_CHANGE,
        interface=interface.id,
        amount=draft.rng.randrange(330_000, 2_200_000, 11_000),
        per=Per.ONCE,
        tax=Tax.INCLUDED,
        approximate=True,
    )


def _population(rng: Random, body_class: BodyClass) -> int:
    low, high = {
        BodyClass.DESIGNATED_CITY: (700_000, 3_700_000),
        BodyClass.CORE_CITY: (200_000, 600_000),
        BodyClass.SPECIAL_WARD: (60_000, 900_000),
        BodyClass.CITY: (30_000, 200_000),
        BodyClass.TOWN: (3_000, 40_000),
        BodyClass.VILLAGE: (300, 10_000),
        BodyClass.PREFECTURE: (500_000, 14_000_000),
    }[body_class]
    return rng.randrange(low, high)
