"""Why each move stands where it stands: what one candidate date earlier or later would break and cost (理由)."""

from __future__ import annotations

from datetime import date

from readiness.model.plan import BrokenRule, Neighbour, RuleKind, Why
from readiness.model.plan.moves import MoveId
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.planning.assess import Assessment, assess
from readiness.planning.differ import difference
from readiness.planning.frame import Frame

MOST_LATER = 12  # candidate dates looked at for one that breaks nothing: the next two years as a rule


def explain(frame: Frame, found: Assessment) -> tuple[Why, ...]:
    """One explanation per placed move, in the order of the moves."""
    return tuple(
        _why(frame, found, move.id, day) for move in frame.moves if (day := found.dates.get(move.id)) is not None
    )


def _why(frame: Frame, found: Assessment, move: MoveId, day: date) -> Why:
    allowed = sorted(frame.allowed)
    before = max((d for d in allowed if d < day), default=None)
    after = [d for d in allowed if d > day][:MOST_LATER]
    earlier = None if before is None else _neighbour(frame, found, move, before)
    later = _neighbour(frame, found, move, after[0]) if after else None
    nearby = (_neighbour(frame, found, move, d) if at else later for at, d in enumerate(after))
    own = recorded(frame, move)
    beside = {one.date for one in (earlier, later) if one is not None}
    planned = _neighbour(frame, found, move, own) if own in frame.days and own not in {day, *beside} else None
    return Why(
        move=move,
        binding=(*_no_date(frame, own, day), *_binding(frame, move, earlier, later, planned)),
        earlier=earlier,
        later=later,
        feasible=next((one for one in nearby if one and not _forbidden(one.broken, move)), None),
        tried=len(after),
    )


def recorded(frame: Frame, move: MoveId) -> date | None:
    """The last cut-over date the record plans for a system of the move (切替予定日); None where it has none."""
    days = (frame.situations[system].planned for system in frame.move_by_id[move].systems)
    return max((day for day in days if day is not None), default=None)


def _no_date(frame: Frame, own: date | None, day: date) -> tuple[Text, ...]:
    """Why the day of the record cannot be taken at all."""
    if own is None or own == day or own in frame.days:
        return ()
    key = "past" if own < frame.as_of else "beyond"
    return (text(f"plan.why.planned.{key}", date=own, horizon=frame.horizon),)


def _forbidden(broken: tuple[BrokenRule, ...], move: MoveId) -> bool:
    """Whether a date cannot be taken instead; the move's own pin is given up with the date it names."""
    return any(rule.kind is not RuleKind.PIN or rule.move != move for rule in broken)


def _neighbour(frame: Frame, found: Assessment, move: MoveId, day: date) -> Neighbour:
    other = assess(frame, {**found.dates, move: day})
    here, there = found.score, other.score
    # What is broken here already is news only where it gets worse: even less time, even later.
    worse = RuleKind.GATE if day < (found.dates[move] or day) else RuleKind.DUE
    known_broken = {r.key for r in found.broken if r.kind is not worse or r.subject != move}
    mine = {r.key for r in found.broken if r.move == move}
    now = {r.key for r in found.broken}
    known_hits = {(hit.window, hit.move) for hit in found.windows}
    money = difference(found.rows, other.rows)
    return Neighbour(
        date=day,
        points=there.points - here.points,
        yen=money.yen,
        decided=money.decided,
        carried=money.carried,
        unpriced=money.unpriced,
        break_even=money.break_even,
        links=there.links_new + there.links_open - here.links_new - here.links_open,
        link_months=there.link_months - here.link_months,
        broken=tuple(rule for rule in other.broken if rule.key not in known_broken),
        still=sum(rule.key in mine for rule in other.broken),
        left=sum(rule.key in now for rule in other.broken),
        windows=tuple(hit for hit in other.windows if (hit.window, hit.move) not in known_hits),
    )


def _binding(
    frame: Frame, move: MoveId, earlier: Neighbour | None, later: Neighbour | None, planned: Neighbour | None
) -> tuple[Text, ...]:
    """What holds the move here: broken conditions next door first, then what next door would cost."""
    found: list[Text] = []
    if move in frame.pins:
        found.append(text("plan.why.pinned", date=frame.pins[move]))
    for side, neighbour in (("planned", planned), ("earlier", earlier), ("later", later)):
        if neighbour is None and side == "planned":
            continue
        if neighbour is None:
            found.append(text(f"plan.why.{side}.none"))
        elif neighbour.broken:
            rules = tuple(rule.message for rule in neighbour.broken)
            found.append(text(f"plan.why.{side}.broken", date=neighbour.date, rules=rules))
        elif not neighbour.decided:
            found.append(text(f"plan.why.{side}.undecided", date=neighbour.date, more=_more(neighbour)))
        elif neighbour.points > 0:
            found.append(text(f"plan.why.{side}.dearer", date=neighbour.date, more=_more(neighbour)))
        elif neighbour.points == 0:
            found.append(text(f"plan.why.{side}.equal", date=neighbour.date))
        else:
            found.append(text(f"plan.why.{side}.cheaper", date=neighbour.date, more=_more(neighbour)))
    return tuple(found)


def _more(neighbour: Neighbour) -> tuple[Text, ...]:
    """The parts of a difference, each in words."""
    parts: list[Text] = []
    if neighbour.links:
        parts.append(text("plan.diff.links", count=neighbour.links))
    if neighbour.link_months:
        parts.append(text("plan.diff.link_months", count=neighbour.link_months))
    if known(neighbour.yen) and neighbour.yen:
        parts.append(text("plan.diff.yen", amount=neighbour.yen))
    if neighbour.unpriced:
        parts.append(text("plan.diff.unpriced", count=neighbour.unpriced))
    if neighbour.carried:
        parts.append(text("plan.diff.carried", amount=neighbour.carried))
    if (turn := neighbour.break_even) is not None:
        key = "plan.diff.break_even" if turn.alone else "plan.diff.break_even_but"
        parts.append(text(key, months=turn.months, yen=turn.yen, yearly=turn.yearly))
    parts += [text("plan.diff.window", name=hit.name) for hit in neighbour.windows]
    return tuple(parts) or (text("plan.diff.waiting"),)
