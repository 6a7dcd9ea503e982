"""Decisions about the order of moves: pins and the adopted plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from readiness.model.decision import AdoptedPlan, Pin
from readiness.model.finding import Severity, Subject
from readiness.model.record import SystemId
from readiness.model.ref import Ref
from readiness.model.similar import similar
from readiness.model.system import SystemKind
from readiness.model.text import text
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.grouping import By, Grouping
from readiness.rules.rule import Hit, Need, hit, rule
from readiness.situation.cutover import CutOverBasis
from readiness.situation.groups import circles, group_named
from readiness.situation.leaving import covered, service_end
from readiness.situation.situation import Side
from readiness.situation.spans import days_between


@rule("PL101", "pin.unknown-move", Severity.ERROR)
def pin_unknown_move(context: Context) -> Iterator[Hit]:
    """A pin for a move that does not exist, or for systems of which the record says that they do not move.

    Moves are known by the systems' own `move`, from the adopted plan, as they are put together now, or are a system by
    itself. A pin whose day has passed may stand for what has moved.
    """
    decided = context.inventory.decisions
    moves = {system.move for system in context.inventory.systems if system.move}
    moves |= {move.move for move in decided.plan.moves} if decided.plan else set()
    moves |= set(context.inventory.system_by_id)
    for pin in decided.pins:
        if group_named(context.stands.every_group, pin.move) is not None:
            continue
        if pin.move in moves:
            yield from _idle(context, pin)
        else:
            near = similar(pin.move, sorted(moves))
            yield Hit(
                subject=Subject("pin", pin.move),
                ref=pin.ref.child("move"),
                variant="message" if near else "none",
                params=(("move", pin.move), ("near", near)),
            )


def _idle(context: Context, pin: Pin) -> Iterator[Hit]:
    """A day that is pinned for systems none of which is still to move."""
    plan = context.inventory.decisions.plan
    adopted = {system for move in plan.moves if move.move == pin.move for system in move.systems} if plan else set()
    own = [s for s in context.inventory.systems if pin.move in (s.id, s.move) or s.id in adopted]
    if own and (pin.date > context.as_of or any(context.stands[s.id].side is not Side.MOVED for s in own)):
        yield Hit(
            subject=Subject("pin", pin.move),
            ref=pin.ref.child("move"),
            related=tuple(system.ref for system in own),
            variant="idle",
            remedy="idle_remedy",
            severity=Severity.WARNING,
            params=(("day", pin.date), ("systems", context.system_names(s.id for s in own))),
        )


@rule("PL102", "plan.against-record", Severity.WARNING, group=Grouping("plan.record"))
def plan_against_record(context: Context) -> Iterator[Hit]:
    """A decision (the adopted plan, a pin) and the record of a system give different days.

    The decision wins everywhere, a pin before the plan; the record should say the same.
    """
    decided, seen = context.inventory.decisions, set[SystemId]()
    for system_id, day, place, variant in (*_pinned(context), *_adopted(decided.plan)):
        system = context.inventory.system_by_id.get(system_id)
        if system is None or system_id in seen or context.stands[system_id].side is Side.MOVED:
            continue
        seen.add(system_id)
        if system.planned_date and system.planned_date != day:
            yield hit(
                system, "planned_date", variant=variant, related=(place,), planned=system.planned_date, adopted=day
            )


def _pinned(context: Context) -> Iterator[tuple[SystemId, date, Ref, str]]:
    for pin in context.inventory.decisions.pins:
        group = group_named(context.stands.every_group, pin.move)
        for system in group.systems if group is not None else ():
            yield system, pin.date, pin.ref.child("date"), "pin"


def _adopted(plan: AdoptedPlan | None) -> Iterator[tuple[SystemId, date, Ref, str]]:
    for move in plan.moves if plan else ():
        for system in move.systems:
            yield system, move.date, move.ref.child("date"), "message"


@rule("PL103", "plan.passed", Severity.WARNING)
def plan_passed(context: Context) -> Iterator[Hit]:
    """A move of the adopted plan, or a pin, whose day has passed without the systems having moved.

    Systems told as not migrated, or of which nobody knows. A pin that has passed holds nothing any more.
    """
    plan, stands = context.inventory.decisions.plan, context.stands
    for move in plan.moves if plan else ():
        systems = [context.inventory.system_by_id.get(system) for system in move.systems]
        late = tuple(system.label for system in systems if system and stands[system.id].side is not Side.MOVED)
        if move.date < context.as_of and late:
            yield Hit(
                subject=Subject("move", move.move),
                ref=move.ref.child("date"),
                params=(("move", move.move), ("day", move.date), ("systems", late)),
            )
    for pin in context.inventory.decisions.pins:
        group = group_named(stands.every_group, pin.move)
        if group is not None and pin.date < context.as_of:
            yield Hit(
                subject=Subject("pin", pin.move),
                ref=pin.ref.child("date"),
                variant="pin",
                remedy="pin_remedy",
                params=(("day", pin.date), ("systems", context.system_names(group.systems))),
            )


@rule("PL104", "pin.against-plan", Severity.WARNING)
def pin_against_plan(context: Context) -> Iterator[Hit]:
    """A pin and the adopted plan, or two pins, hold one move at different days.

    One of the two decisions is out of date. Of two pins the later day counts.
    """
    decided, groups = context.inventory.decisions, context.stands.every_group
    pins: dict[str, Pin] = {}
    for pin in sorted(decided.pins, key=lambda pin: (pin.date, pin.move)):
        group = group_named(groups, pin.move)
        systems = set(group.systems) if group is not None else set[SystemId]()
        for move in decided.plan.moves if decided.plan else ():
            if move.date != pin.date and (move.move == pin.move or systems & set(move.systems)):
                yield Hit(
                    subject=Subject("pin", pin.move),
                    ref=pin.ref.child("date"),
                    related=(move.ref.child("date"),),
                    params=(("move", pin.move), ("pinned", pin.date), ("adopted", move.date)),
                )
                break
        other = pins.setdefault(group.id if group is not None else pin.move, pin)
        if other.date != pin.date:
            yield Hit(
                subject=Subject("pin", pin.move),
                ref=pin.ref.child("date"),
                related=(other.ref.child("date"),),
                discriminator=other.move,
                variant="pins",
                params=(("move", pin.move), ("pinned", pin.date), ("other", other.move), ("earlier", other.date)),
            )


@rule("PL105", "plan.system-left-out", Severity.NOTE)
def plan_system_left_out(context: Context) -> Iterator[Hit]:
    """A system that still moves and that the adopted plan does not hold.

    Systems under the standard and common functions.
    """
    plan = context.inventory.decisions.plan
    if plan is None:
        return
    planned = {system for move in plan.moves for system in move.systems}
    for system in context.moving:
        if system.kind in (SystemKind.STANDARD, SystemKind.COMMON) and system.id not in planned:
            yield hit(system, "id", adopted=plan.adopted_on)


@rule("PL106", "plan.broken-condition", Severity.WARNING, needs=[Need.PLAN], group=Grouping("plan.record"))
def plan_broken_condition(context: Context) -> Iterator[Hit]:
    """The adopted plan breaks a condition: due date, gate, strict window, delivery, order or capacity.

    As the evaluation of the adopted plan tells; conditions of a computed plan are told with that plan.
    """
    adopted = context.inventory.decisions.plan
    if adopted is None or context.plan is None:
        return
    from readiness.model.plan import PlanMode  # noqa: PLC0415 - `validate` has no plan and need not pay for its classes

    if context.plan.mode is not PlanMode.HOLD:
        return
    places = {system: move.ref.child("date") for move in adopted.moves for system in move.systems}
    for broken in context.plan.broken:
        move = context.plan.move_by_id.get(broken.move) if broken.move else None
        place = next((places[system] for system in move.systems if system in places), None) if move else None
        yield Hit(
            subject=Subject("move", broken.move or broken.subject),
            ref=place or adopted.ref.child("moves"),
            discriminator=f"{broken.kind.value}:{broken.subject}",
            params=(("condition", text(f"word.RuleKind.{broken.kind.value}")), ("stated", broken.message)),
        )


@rule(
    "PL107",
    "hub.ends-before-links",
    Severity.WARNING,
    needs=[Need.PLAN],
    group=Grouping("platform.ends", By.PLATFORM, due="end"),
)
def hub_ends_before_links(context: Context) -> Iterator[Hit]:
    """A hub whose contract, support or service ends before the last temporary link through it is taken away.

    By the plan; a link that stays open to its end needs the hub until then.
    """
    plan, inventory = context.plan, context.inventory
    if plan is None or plan.horizon is None:
        return
    needed: dict[SystemId, date] = {}
    for link in plan.links:
        interface = inventory.interface_by_id.get(link.id)
        hub = interface.hub if interface is not None else None
        if hub is not None and hub in inventory.system_by_id:
            needed[hub] = max(link.removed or plan.horizon, needed.get(hub, date.min))
    for of, last in needed.items():
        for kind, end, ref in _hub_ends(context, of, last):
            if days := days_between(end, last):
                yield hit(
                    inventory.system_by_id[of],
                    ref=ref,
                    discriminator=kind,
                    kind=text(f"hub.end.{kind}"),
                    end=end,
                    last=last,
                    days=days,
                )


def _hub_ends(context: Context, hub: SystemId, last: date) -> Iterator[tuple[str, date, Ref]]:
    """What the hub rests on and when it ends, each with its place."""
    system = context.inventory.system_by_id[hub]
    if known(system.platform_eol):
        yield "platform", system.platform_eol, system.ref.child("platform_eol")
    served = service_end(context.inventory, system)
    if served is not None:
        yield "service", served, system.ref.child("vendor")
    running = context.stands[hub].contracts
    ends = [(contract.end, contract) for contract in running if known(contract.end) and contract.auto_renew is not True]
    if ends and len(ends) == len(running):
        end, contract = max(ends, key=lambda pair: (pair[0], pair[1].id))
        if not covered(context.stands, contract, hub, last):
            yield "contract", end, contract.ref.child("end")


@rule("PL108", "order.circle", Severity.WARNING)
def order_circle(context: Context) -> Iterator[Hit]:
    """Systems each of which is to move after another, in a circle: the order can only be kept by moving all at once."""
    inventory = context.inventory
    for circle in circles(inventory, context.stands.every_group):
        first, names = inventory.system_by_id[circle[0]], context.system_names(circle)
        yield hit(
            first,
            "move_after",
            related=tuple(inventory.system_by_id[id_].ref.child("move_after") for id_ in circle[1:]),
            discriminator=",".join(sorted(circle)),
            circle=text("order.circle", systems=" → ".join((*names, names[0]))),
        )


@rule("PL109", "move.days-differ", Severity.QUESTION)
def move_days_differ(context: Context) -> Iterator[Hit]:
    """Days of the record against what it says of the order: systems that move together, or one after another.

    Where a decision has set the day of one of them, that one is another rule's.
    """
    cutovers, systems = context.cutovers, context.inventory.system_by_id
    days = {id_: found.date for id_, found in cutovers.items() if found.basis is CutOverBasis.RECORDED}
    for group in context.stands.every_group:
        stated = [id_ for id_ in group.systems if id_ in days]
        if len({days[id_] for id_ in stated}) > 1:
            first, *others = sorted(stated, key=lambda id_: (days[id_], id_))
            yield hit(
                systems[first],
                "planned_date",
                related=tuple(systems[id_].ref.child("planned_date") for id_ in others),
                discriminator=",".join(sorted(stated)),
                days=tuple(text("order.day", system=systems[id_].label, day=days[id_]) for id_ in (first, *others)),
            )
    for system in context.moving:
        for at, before in enumerate(system.move_after):
            if system.id in days and before in days and days[before] > days[system.id]:
                yield hit(
                    system,
                    "move_after",
                    at,
                    related=(systems[before].ref.child("planned_date"),),
                    variant="order",
                    remedy="order_remedy",
                    discriminator=before,
                    day=days[system.id],
                    other=systems[before].label,
                    later=days[before],
                )
