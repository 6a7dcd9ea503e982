"""`assess_lockin`: everything about dependence on vendors in one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from readiness.graph.structure import dependent_counts
from readiness.lockin.blockers import examine
from readiness.lockin.concentration import concentrations
from readiness.lockin.dossier import BudgetGate, Dossier, dossiers
from readiness.lockin.exit.holdings import candidates, holding
from readiness.lockin.exit.impact import exit_impact
from readiness.lockin.exit_cost import exit_cost
from readiness.lockin.figures import measure
from readiness.lockin.leads import documented_links, leads
from readiness.lockin.openness import openness
from readiness.lockin.overlap import overlaps
from readiness.lockin.settings import Settings, settings_from
from readiness.lockin.slack import slack
from readiness.model.contract import MilestoneKind
from readiness.model.graphview import SystemGraph
from readiness.model.inventory import Inventory
from readiness.model.lockin.exits import ExitImpact, ExitKind
from readiness.model.lockin.matters import Matter, MatterStatus, SystemLockIn
from readiness.model.lockin.result import LockIn
from readiness.model.measure import Measure
from readiness.model.plan import GateKind, Plan
from readiness.model.standard.passed import PassedPackage
from readiness.model.standard.standard import Standard
from readiness.model.unknown import Unknown, known
from readiness.situation.situation import Situations, situations


def assess_lockin(
    inventory: Inventory,
    graph: SystemGraph,
    plan: Plan | None = None,
    *,
    as_of: date,
    standard: Standard | None = None,
    packages: Iterable[PassedPackage] | None = None,
) -> LockIn:
    """特定事業者への依存・事業者切替え時の制約. Pure; the same input gives the same value.

    `graph` is the graph of the same inventory; `packages` the imported package list, None where there is none.
    """
    settings = settings_from(standard)
    listed = None if packages is None else tuple(packages)
    stands = situations(inventory, as_of).with_plan(plan)
    found = dossiers(stands, _budget_gates(inventory, plan))
    systems = tuple(_system(dossier, graph, settings) for dossier in found)
    return LockIn(
        as_of=as_of,
        weight=settings.weight,
        systems=systems,
        concentrations=concentrations(stands, dependent_counts(graph)),
        overlaps=overlaps(inventory),
        openness=openness(inventory, graph),
        exits=tuple(_exits(stands, graph, plan, settings, listed)),
        leads=leads(graph),
        totals=(*_totals(systems), documented_links(graph)),
    )


def _system(dossier: Dossier, graph: SystemGraph, settings: Settings) -> SystemLockIn:
    matters = examine(dossier)
    return SystemLockIn(
        system=dossier.system.id,
        label=dossier.system.label,
        vendor=dossier.system.vendor,
        vendor_label=graph.node_by_id[dossier.system.id].vendor_label,
        areas=dossier.system.areas,
        matters=matters,
        applies=_count("lockin.matters", matters, MatterStatus.APPLIES),
        unknown=_count("lockin.matters_unknown", matters, MatterStatus.UNKNOWN),
        slack=slack(dossier),
        exit_cost=exit_cost(dossier, settings),
    )


def _count(name: str, matters: tuple[Matter, ...], status: MatterStatus) -> Measure:
    """Number of matters of a status; what is unknown could still apply, so it bounds the count of those that do."""
    hits = [matter for matter in matters if matter.status is status]
    open_ = sum(1 for matter in matters if matter.status is MatterStatus.UNKNOWN)
    bounded = status is MatterStatus.APPLIES
    return measure(
        name,
        len(hits),
        "matters",
        known=len(matters) - open_,
        total=len(matters),
        rows=[(f"{matter.system}:{matter.code}", matter.ref) for matter in hits],
        low=len(hits) if bounded else None,
        high=len(hits) + open_ if bounded else None,
    )


def _totals(systems: tuple[SystemLockIn, ...]) -> tuple[Measure, ...]:
    matters = tuple(matter for item in systems for matter in item.matters)
    touched = [item for item in systems if item.applies.value]
    rows = [(item.system, item.matters[0].ref) for item in touched]
    answered = sum(1 for item in systems if item.unknown.value == 0)
    return (
        _count("lockin.matters", matters, MatterStatus.APPLIES),
        _count("lockin.matters_unknown", matters, MatterStatus.UNKNOWN),
        measure("lockin.systems_with_matters", len(touched), "systems", known=answered, total=len(systems), rows=rows),
    )


def _exits(
    stands: Situations,
    graph: SystemGraph,
    plan: Plan | None,
    settings: Settings,
    packages: tuple[PassedPackage, ...] | None,
) -> Iterable[ExitImpact]:
    """One per party that runs at least one system, the widest first; other kinds are asked for by `what-if`."""
    inventory = stands.inventory
    found = [
        exit_impact(
            inventory,
            graph,
            plan,
            ExitKind.GROUP,
            id_,
            as_of=stands.as_of,
            settings=settings,
            packages=packages,
            cutovers=stands.cutovers,
        )
        for id_ in candidates(inventory, ExitKind.GROUP)
        if holding(inventory, ExitKind.GROUP, id_).layers
    ]
    return sorted(found, key=lambda item: (-_whole(item.areas), -_whole(item.other_areas), item.id))


def _whole(figure: Measure) -> int:
    return 0 if isinstance(figure.value, Unknown) else int(figure.value)


def _budget_gates(inventory: Inventory, plan: Plan | None) -> Mapping[str, BudgetGate]:
    """Day of the budget request by system id: the procurement's own, the first of several, else the plan's gate."""
    found: dict[str, BudgetGate] = {}
    for gate in plan.gates if plan else ():
        if gate.kind is GateKind.BUDGET and plan is not None and gate.move in plan.move_by_id:
            found |= dict.fromkeys(plan.move_by_id[gate.move].systems, BudgetGate(gate.finish_by, gate.assumed))
    own: dict[str, date] = {}
    for procurement in inventory.procurements:
        for milestone in procurement.milestones:
            if milestone.kind is MilestoneKind.BUDGET_REQUEST and known(milestone.date):
                own |= {system: min(milestone.date, own.get(system, milestone.date)) for system in procurement.systems}
    return found | {system: BudgetGate(day, assumed=False) for system, day in own.items()}
