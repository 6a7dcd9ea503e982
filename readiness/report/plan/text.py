"""A plan on a terminal: result, dates, links, money, what is broken, what is late, ways to go, conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from readiness.messages.catalogue import Catalogue
from readiness.model.inventory import Inventory
from readiness.model.measure import Measure
from readiness.model.plan import Gate, Plan, PlanState, Score, Strategy
from readiness.model.text import Param, Text, text
from readiness.model.unknown import Unknown
from readiness.planning.tables import waves

MOST_GATES = 12
_MOST_LINKS = 3


def plan_text(plan: Plan, inventory: Inventory, words: Catalogue) -> str:
    """The whole plan in some forty lines."""
    if not plan.moves:
        stated = [words.render(note) for note in plan.notes]
        return "\n".join((*stated, *_section(words, "unplanned", _unplanned(plan, words)))) + "\n"
    lines = [words.get("planshow.title", body=inventory.body.label, as_of=plan.as_of.isoformat()), state(plan, words)]
    lines += _section(words, "dates", _dates(plan, words))
    lines += _section(words, "unplanned", _unplanned(plan, words))
    lines += _section(words, "result", _result(plan, words))
    lines += _section(words, "left_out", _left_out(plan, inventory, words))
    lines += _section(words, "broken", (words.render(rule.message) for rule in plan.broken))
    lines += _section(words, "clash", clash_lines(plan, words))
    lines += _section(words, "late", _gates(plan, words))
    lines += _section(words, "why", _whys(plan, words))
    lines += _section(
        words,
        "cycles",
        (words.render(message) for message in cycle_messages(plan, _link_names(inventory, words))),
    )
    lines += _section(words, "strategies", _strategies(plan.strategies, words))
    lines += _section(
        words,
        "robust",
        (words.render(said) for said in (*(found.message for found in plan.sensitivities), *plan.steady)),
    )
    lines += _section(words, "trial", _trial(plan, words))
    lines += _section(words, "notes", (words.render(note) for note in plan.notes))
    return "\n".join(lines) + "\n"


def _link_names(inventory: Inventory, words: Catalogue) -> Callable[[tuple[str, ...]], str]:
    """How links are told: by their two ends, the first three of them."""
    ends = {**inventory.external_by_id, **inventory.system_by_id}
    label: dict[str, str] = {
        interface.id: " → ".join(ends[end].label if end in ends else end for end in (interface.from_, interface.to))
        for interface in inventory.interfaces
    }

    def named(links: tuple[str, ...]) -> str:
        said = words.join(label.get(link, link) for link in links[:_MOST_LINKS])
        left = len(links) - _MOST_LINKS
        return words.get("report.some", said=said, count=left) if left > 0 else said

    return named


def cycle_messages(plan: Plan, named: Callable[[tuple[str, ...]], Param]) -> Iterator[Text]:
    """For each circle of moves: the cheapest way to part it and what the plan does; `named` says its links."""
    for cut in plan.cycle_cuts:
        moves, part = (tuple(plan.move_by_id[m].title for m in side) for side in (cut.moves, cut.part))
        if not cut.taken:
            yield text("plan.cycle.together", moves=moves, least=cut.least_links, part=part)
        else:
            count = len(cut.taken)
            yield text(
                "plan.cycle.parted", moves=moves, least=cut.least_links, part=part, count=count, links=named(cut.taken)
            )


def state(plan: Plan, words: Catalogue) -> str:
    """What is known about the order, in one sentence."""
    percent = None if plan.optimality_gap is None else round(plan.optimality_gap * 100, 1)
    if plan.state is PlanState.BOUNDED and percent is None:
        return words.get("planshow.state.unproven")
    return words.get(f"plan.state.{plan.state.value}", percent=percent)


def compare_text(before: Plan, after: Plan, words: Catalogue) -> list[str]:
    """What differs between two plans of one body: dates, then figures."""
    lines = []
    for move, day in after.date_of.items():
        old = before.date_of.get(move)
        if move in before.date_of and old != day:
            title = words.render(after.move_by_id[move].title)
            shown = [d.isoformat() if d else words.get("planshow.unplaced") for d in (old, day)]
            lines.append(words.get("planshow.moved", move=title, old=shown[0], new=shown[1]))
    lines = lines or [words.get("planshow.same_dates")]
    if before.score and after.score:
        lines += difference(before.score, after.score, words)
    return lines


def difference(before: Score, after: Score, words: Catalogue) -> list[str]:
    """The figures that differ between two sets of dates."""
    parts = []
    links = after.links_new + after.links_open - before.links_new - before.links_open
    for key, change in (
        ("links", links),
        ("link_months", after.link_months - before.link_months),
        ("broken", after.broken - before.broken),
        ("windows", after.window_hits - before.window_hits),
    ):
        if change:
            parts.append(words.get(f"planshow.change.{key}", change=change))
    parts += _money(before.yen, after.yen, words)
    return [words.get("planshow.change", changes=words.join(parts))] if parts else []


def _money(before: Measure, after: Measure, words: Catalogue) -> list[str]:
    """The difference of the known sums, which is none where rows nobody has priced may outweigh it."""
    unpriced = (after.total or 0) - (after.known or 0) - (before.total or 0) + (before.known or 0)
    one, other = (measure.value if isinstance(measure.value, int) else 0 for measure in (before, after))
    change = other - one
    if unpriced and change * unpriced <= 0:
        return [words.get("planshow.change.yen_unknown", count=unpriced)]
    if not change:
        return []
    key = "yen_but" if unpriced else "yen"
    return [words.get(f"planshow.change.{key}", change=change, count=unpriced)]


def _section(words: Catalogue, key: str, items: Iterable[str]) -> list[str]:
    lines = [f"  {item}" for item in items]
    return ["", words.get(f"planshow.{key}"), *lines] if lines else []


def _dates(plan: Plan, words: Catalogue) -> Iterator[str]:
    for wave in waves(plan):
        titles = words.join(words.render(plan.move_by_id[m].title) for m in wave.moves)
        mark = words.get("planshow.assumed") if wave.assumed else ""
        links = words.get("planshow.links_at", made=wave.links_made, removed=wave.links_removed, after=wave.links_after)
        yield f"{wave.date.isoformat()}{mark}  {titles}  {links}"
    for placement in plan.placements:
        if placement.date is None:
            yield f"{words.get('planshow.unplaced')}  {words.render(plan.move_by_id[placement.move].title)}"


def _unplanned(plan: Plan, words: Catalogue) -> Iterator[str]:
    for move in plan.unplanned:
        yield f"{words.render(move.title)}: {words.render(move.legal)}"
    if plan.unplanned:
        yield words.render(plan.unplanned[0].needs)


def _left_out(plan: Plan, inventory: Inventory, words: Catalogue) -> Iterator[str]:
    labels = {quote.id: quote.label for quote in inventory.quotes}
    for left in plan.left_out:
        yield words.get("planshow.left_out_row", quote=labels[left.quote], reason=words.render(left.reason))


def _result(plan: Plan, words: Catalogue) -> Iterator[str]:
    score = plan.score
    if score is None:
        return
    yield words.get(
        "planshow.links",
        new=score.links_new,
        open=score.links_open,
        months=score.link_months,
        most=score.most_links,
    )
    yield words.get("planshow.yen", amount=_yen(score.yen, words))
    carried = sum(row.carried for row in plan.cost_rows if row.carried is not None)
    if carried:
        yield words.get("planshow.carried", amount=carried)


def _yen(measure: Measure, words: Catalogue) -> str:
    if isinstance(measure.value, Unknown):
        return words.get("common.unknown")
    amount = words.get("planshow.amount", amount=measure.value)
    missing = (measure.total or 0) - (measure.known or 0)
    return words.get("planshow.amount_but", amount=amount, count=missing) if missing else amount


def clash_lines(plan: Plan, words: Catalogue) -> Iterator[str]:
    """Conditions that cannot all hold, each followed by its ways out."""
    for clash in plan.clashes:
        yield words.join(words.render(rule) for rule in clash.rules)
        for way in clash.ways_out:
            yield f"  → {words.render(way)}"


def _gates(plan: Plan, words: Catalogue) -> Iterator[str]:
    titles: Mapping[str, str] = {move.id: words.render(move.title) for move in plan.moves}
    for gate in plan.late_gates[:MOST_GATES]:
        yield _gate(gate, titles[gate.move], words)
    if len(plan.late_gates) > MOST_GATES:
        yield words.get("planshow.more", count=len(plan.late_gates) - MOST_GATES)


def _gate(gate: Gate, title: str, words: Catalogue) -> str:
    key = "planshow.gate_planned" if gate.planned else "planshow.gate"
    judged = words.get(f"word.GateStanding.{gate.standing.value}")
    return words.get(key, start=gate.begins.isoformat(), gate=words.render(gate.title), move=title, judged=judged)


def _whys(plan: Plan, words: Catalogue) -> Iterator[str]:
    for why in plan.whys:
        yield words.render(plan.move_by_id[why.move].title)
        yield from (f"  {words.render(reason)}" for reason in why.binding)


def _strategies(strategies: Iterable[Strategy], words: Catalogue) -> Iterator[str]:
    for strategy in strategies:
        name = words.get(f"planshow.strategy.{strategy.kind.value}")
        score = strategy.score
        if score is None:
            yield f"{name}: {words.render(strategy.note) if strategy.note else ''}"
            continue
        last = score.last_date.isoformat() if score.last_date else "-"
        yield words.get(
            "planshow.strategy_row",
            name=name,
            last=last,
            links=score.links_new,
            most=score.most_links,
            broken=score.broken,
            late=score.gates_failed,
            yen=_yen(score.yen, words),
        )
        if strategy.note:
            yield f"  {words.render(strategy.note)}"


def _trial(plan: Plan, words: Catalogue) -> Iterator[str]:
    if plan.trial is not None:
        yield words.render(plan.move_by_id[plan.trial.move].title)
        yield from (f"  {words.render(reason)}" for reason in plan.trial.reasons)
