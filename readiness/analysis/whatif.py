"""What if: one change of the inputs, judged twice — the adopted dates as they stand, then with the fewest changes.

Every change is a pure function Inputs → Inputs; `consequences` plans before and after. Without an adopted plan the
calculated one is what is held against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from readiness.analysis.inputs import Inputs
from readiness.model.contract import Milestone, MilestoneKind, Procurement
from readiness.model.dates import add_months
from readiness.model.decision import AdoptedPlan
from readiness.model.inventory import Inventory
from readiness.model.plan import Plan, PlanMode
from readiness.model.record import InterfaceId, SystemId
from readiness.model.refusal import RefusedError
from readiness.model.system import DueKind, System
from readiness.model.text import Param, Text, text
from readiness.model.unknown import known
from readiness.planning.body import plan_body
from readiness.planning.decide import adopted_plan
from readiness.planning.gate_facts import rfi_weeks
from readiness.planning.premises import Premises, premises_of
from readiness.planning.sessions import session_requested_after
from readiness.planning.settings import SolveSettings

QUICK = SolveSettings(strategies=False, robustness=False)


class NoSuchThingError(RefusedError):
    """The change names something the inventory does not hold; `message` says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """The plan before the change, its dates held under the change, and the plan with the fewest changes.

    `adopted`: the dates held are those of an adopted plan, not calculated ones.
    """

    change: Text
    before: Plan
    held: Plan
    repaired: Plan
    adopted: bool = False


def base_plan(inputs: Inputs, settings: SolveSettings = QUICK) -> Plan:
    """What a change is judged against: the adopted plan held, else the calculated plan."""
    return plan_body(inputs.inventory, inputs.standard, as_of=inputs.as_of, settings=settings)


def consequences(
    inputs: Inputs, changed: Inputs, change: Text, before: Plan | None = None, settings: SolveSettings = QUICK
) -> Consequences:
    """Hold first, then repair."""
    base = before or base_plan(inputs, settings)
    held, repaired = (replanned(changed, base, mode, settings) for mode in (PlanMode.HOLD, PlanMode.REPAIR))
    adopted = inputs.inventory.decisions.plan is not None
    return Consequences(change=change, before=base, held=held, repaired=repaired, adopted=adopted)


def replanned(changed: Inputs, base: Plan, mode: PlanMode, settings: SolveSettings = QUICK) -> Plan:
    """The dates of a plan under changed inputs: held, or repaired with the fewest changes."""
    dates = {move: day for move, day in base.date_of.items() if day is not None}
    against = _adopting(changed, adopted_plan(base, dates, on=changed.as_of))
    found = replace(settings, mode=mode)
    return plan_body(against.inventory, against.standard, as_of=against.as_of, settings=found)


def _adopting(inputs: Inputs, plan: AdoptedPlan) -> Inputs:
    decisions = replace(inputs.inventory.decisions, plan=plan)
    return replace(inputs, inventory=replace(inputs.inventory, decisions=decisions))


def name_of(inputs: Inputs, plan: Plan, target: str) -> Param:
    """What people call a move, a system, an area or a link (id), a division or a vendor (`kind:id`); as given where it
    is none.

    Ids are unique within their kind only: a system and a division may bear the same one.
    """
    kind, separator, id_ = target.replace("：", ":").partition(":")
    inventory = inputs.inventory
    target = inventory.system_id(target)
    if separator:
        section = {"division": "divisions", "vendor": "vendors"}.get(kind)
        record = inventory.record_by_id[section].get(id_) if section else None
        return record.label if record is not None else target
    move = next((m for m in plan.moves if m.id == target), None)
    system = inventory.system_by_id.get(SystemId(target))
    if move is not None or system is not None:
        return move.title if move is not None else system.label if system is not None else target
    area = inputs.standard.area_by_key.get(inputs.standard.area_spellings.get(target, target))
    return area.name if area is not None else _link_name(inputs.inventory, target)


def _link_name(inventory: Inventory, target: str) -> Param:
    """A link by its two ends and what it carries."""
    found = next((one for one in inventory.interfaces if one.id == target), None)
    if found is None:
        return target
    names = {system.id: system.label for system in (*inventory.systems, *inventory.external_systems)}
    source, to = (names.get(id_, id_) for id_ in (found.from_, found.to))
    if not found.data:
        return text("whatif.link", source=source, target=to)
    return text("whatif.link_carrying", data=found.data, source=source, target=to)


def capacity_text(inputs: Inputs, plan: Plan, target: str, cutovers: int) -> Text:
    """The change of `with_capacity` in words."""
    if target.partition(":")[0] == "areas":
        return text("whatif.capacity_areas", count=cutovers)
    return text("whatif.capacity", target=name_of(inputs, plan, target), count=cutovers)


def delayed(inputs: Inputs, plan: Plan, target: str, months: int) -> Inputs:
    """The systems of a move (or one system's move) cannot cut over until some months after their planned date."""
    target = inputs.inventory.system_id(target)
    move = next((m for m in plan.moves if target == m.id or target in m.systems), None)
    day = plan.date_of.get(move.id) if move is not None else None
    if move is None or day is None:
        raise NoSuchThingError(text("whatif.no_move", id=target))
    until = add_months(day, months)
    return _with_systems(inputs, move.systems, lambda s: replace(s, delivery_date=until))


def with_capacity(inputs: Inputs, kind: str, id_: str, cutovers: int) -> Inputs:
    """A division, a vendor, or the body itself (`areas`, no id) can take another number of cut-overs on one date."""
    inventory = inputs.inventory
    if kind == "areas":
        return _with(inputs, planning=replace(inventory.planning, areas_per_date=cutovers))
    if kind == "division" and id_ in inventory.division_by_id:
        divisions = tuple(replace(d, cutovers_per_date=cutovers) if d.id == id_ else d for d in inventory.divisions)
        return _with(inputs, divisions=divisions)
    if kind == "vendor" and id_ in inventory.vendor_by_id:
        vendors = tuple(replace(v, cutovers_per_date=cutovers) if v.id == id_ else v for v in inventory.vendors)
        return _with(inputs, vendors=vendors)
    raise NoSuchThingError(text("whatif.no_party", kind=kind, id=id_))


def without_link(inputs: Inputs, interface: InterfaceId) -> Inputs:
    """An interface is given up: nothing needs to bridge it any more.

    Its two ends keep an interface to themselves, which never needs a bridge: they have still told what they are linked
    to, so that the standard's flows are not assumed in place of the one given up.
    """
    gone = next((i for i in inputs.inventory.interfaces if i.id == interface), None)
    if gone is None:
        raise NoSuchThingError(text("whatif.no_link", id=interface))
    rest = tuple(i for i in inputs.inventory.interfaces if i.id != interface)
    alone = (replace(gone, to=gone.from_), replace(gone, id=InterfaceId(f"{gone.id}-to"), from_=gone.to))
    return _with(inputs, interfaces=(*rest, *alone))


def with_extension(inputs: Inputs, target: str, until: date) -> Inputs:
    """A system, or every system of an area, is granted another due date."""
    target = inputs.inventory.system_id(target)
    area = inputs.standard.area_spellings.get(target, target)
    names = [s.id for s in inputs.inventory.systems if s.id == target or area in s.areas]
    if not names:
        raise NoSuchThingError(text("whatif.no_system", id=target))
    return _with_systems(inputs, names, lambda s: replace(s, due=DueKind.EXTENDED, due_date=until))


def budget_refused(inputs: Inputs, plan: Plan, target: str) -> Inputs:
    """The budget of a move is refused in the session it is meant for: the request goes to the next one."""
    target = inputs.inventory.system_id(target)
    move = next((m for m in plan.moves if target == m.id or target in m.systems), None)
    if move is None:
        raise NoSuchThingError(text("whatif.no_move", id=target))
    inventory = inputs.inventory
    found = next((p for p in inventory.procurements if set(p.systems) & set(move.systems)), None)
    old = found or Procurement(id=f"whatif-{move.id}", systems=move.systems)
    premises = premises_of(inputs.standard, inventory, inputs.as_of)
    refused = _vote(old, premises, inputs.as_of)
    again = session_requested_after(premises, refused + timedelta(days=1))
    new = replace(
        old,
        milestones=(
            Milestone(kind=MilestoneKind.RFI, done=True),
            Milestone(kind=MilestoneKind.BUDGET_REQUEST, date=again.request),
            Milestone(kind=MilestoneKind.ASSEMBLY, date=again.vote),
        ),
    )
    others = tuple(new if p.id == old.id else p for p in inventory.procurements)
    # Steps would say that the budget is secured; a refused one is not.
    areas = {move.id, *move.systems, *move.areas, *(found.id for found in (found,) if found)}
    progress = tuple(
        replace(p, rate=None, steps=tuple(s for s in p.steps if s[0] < _BUDGET_STEP)) if p.target in areas else p
        for p in inventory.progress
    )
    return _with(inputs, procurements=others if found else (*others, new), progress=progress)


def _vote(procurement: Procurement, premises: Premises, as_of: date) -> date:
    """The vote the budget is meant for: its own date, else the first one that can still be reached."""
    planned = [m.date for m in procurement.milestones if m.kind is MilestoneKind.ASSEMBLY and known(m.date)]
    asked = any(m.kind is MilestoneKind.RFI and m.done for m in procurement.milestones)
    ready = as_of if asked else as_of + timedelta(weeks=rfi_weeks(premises))
    return max([as_of, *planned]) if planned else session_requested_after(premises, ready).vote


_BUDGET_STEP = 21


def _with(inputs: Inputs, **fields: object) -> Inputs:
    inventory: Inventory = replace(inputs.inventory, **fields)  # type: ignore[arg-type]
    return replace(inputs, inventory=inventory)


def _with_systems(inputs: Inputs, names: Iterable[str], change: Callable[[System], System]) -> Inputs:
    wanted = set(names)
    return _with(inputs, systems=tuple(change(s) if s.id in wanted else s for s in inputs.inventory.systems))
