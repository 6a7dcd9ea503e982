"""Decisions about what ends: contracts that lapse, platforms without support, renewals by the day of notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from readiness.analysis.decision import Deciding, Decision, Matter
from readiness.analysis.ways_out import Way
from readiness.graph.plane.timeline import TimeRow, Verdict
from readiness.model.contract import Contract
from readiness.model.dates import months_before
from readiness.model.record import ContractId
from readiness.model.text import Text, text
from readiness.model.unknown import known
from readiness.situation.spans import days_between

NOTICE = "CT101"  # the rule that finds days of notice near or past


def lapsing(make: Deciding) -> Iterator[Decision]:
    """Contracts that end before the cut-over with nothing to carry the days between, by the day they end."""
    by_end: dict[date, list[tuple[TimeRow, ContractId]]] = {}
    for row in make.rows.values():
        for lapse in row.lapses:
            by_end.setdefault(lapse.end, []).append((row, lapse.contract))
    for end, found in sorted(by_end.items()):
        systems = tuple(dict.fromkeys(row.system for row, _ in found))
        contracts = tuple(dict.fromkeys(contract for _, contract in found))
        days = max(days_between(end, row.needed_until) for row, _ in found if row.needed_until)
        item = make.item(systems)
        extend = Way(
            name=text("decide.way.extend", count=len(contracts)),
            first=True,
            carried=sum(r.carried or 0 for r in make.plan.cost_rows if r.subject in contracts),
            unpriced=len(contracts),
            decided=False,
            risks=(text("decide.risk.no_quote"),),
        )
        move = make.move_of.get(systems[0])
        earlier = make.ways.why[move].earlier if move in make.ways.why else None
        ways = [*make.recorded_ways(item), extend]
        if move is not None and earlier is not None:
            way, left = make.ways.neighbour(move, earlier), days_between(end, earlier.date)
            still = (text("decide.otherwise.lapsing", days=left),) if left else ()
            ways.append(replace(way, risks=(*still, *way.risks)))
        yield make.decision(
            Matter.LAPSING,
            text("decide.what.lapsing", end=end, systems=make.names(systems), count=len(contracts)),
            systems,
            tuple(ways),
            (text("decide.otherwise.lapsing", days=days),),
            item,
            by=make.notice(contracts, end),
        )


def support(make: Deciding) -> Iterator[Decision]:
    """Platforms whose support ends before the cut-over, by the day it ends."""
    by_end: dict[date, list[tuple[TimeRow, int]]] = {}
    for row in make.rows.values():
        for judged in row.judged:
            if judged.verdict is Verdict.AFTER_SUPPORT and judged.end is not None:
                by_end.setdefault(judged.end, []).append((row, judged.days))
    for end, found in sorted(by_end.items()):
        systems = tuple(row.system for row, _ in found)
        item = make.item(systems)
        ways = [*make.recorded_ways(item)]
        move = make.move_of.get(systems[0])
        earlier = make.ways.why[move].earlier if move in make.ways.why else None
        if (
            move is not None and earlier is not None and earlier.date <= end
        ):  # a date that is as late leads out of nothing
            ways.append(make.ways.neighbour(move, earlier))
        ways.append(Way(name=text("decide.way.support"), unpriced=1, decided=False))
        ways.append(Way(name=text("decide.way.hold")))
        last = max(found, key=lambda stated: stated[1])
        yield make.decision(
            Matter.SUPPORT,
            text("decide.what.support", end=end, systems=make.names(systems)),
            systems,
            tuple(ways),
            (text("decide.otherwise.support", days=last[1], day=last[0].needed_until),),
            item,
            by=end,
        )


def renewal(make: Deciding) -> Iterator[Decision]:
    """Contracts whose day of notice is near or past: renewed or ended, by that day.

    What runs out with nothing to carry it on is told as lapsing. The calculation finds going on first while a system
    of the contract still runs beyond its end by the plan, and ending where every one has left by then.
    """
    lapsed = {lapse.contract for row in make.rows.values() for lapse in row.lapses}
    by_id = make.analysis.inputs.inventory.contract_by_id
    near = [
        by_id[ContractId(f.subject.id)] for f in make.analysis.findings if f.code == NOTICE and f.subject.id in by_id
    ]
    by_days: dict[tuple[date, date, bool], list[Contract]] = {}
    for contract in near:
        if contract.id not in lapsed and known(contract.end) and known(contract.notice_months):
            notice = months_before(contract.end, contract.notice_months)
            by_days.setdefault((notice, contract.end, _needed(make, contract)[1]), []).append(contract)
    for (notice, end, needed), contracts in sorted(by_days.items(), key=lambda found: found[0]):
        systems = tuple(dict.fromkeys(system for contract in contracts for system in contract.systems))
        day = max((day for contract in contracts if (day := _needed(make, contract)[0])), default=None)
        passed = notice < make.plan.as_of
        go_on = Way(
            name=text("decide.way.renew", day=day) if day else text("decide.way.renew_on"),
            first=needed,
            risks=() if needed else (text("decide.risk.needless"),),
        )
        risks = [text("decide.risk.consent")] if passed else []
        if needed and day:
            risks.append(text("decide.otherwise.lapsing", days=days_between(end, day)))
        stop = Way(
            name=text("decide.way.talk" if passed else "decide.way.end", end=end), first=not needed, risks=tuple(risks)
        )
        item = make.item(systems)
        yield make.decision(
            Matter.RENEWAL,
            text("decide.what.renewal", end=end, notice=notice, contracts=tuple(c.label for c in contracts)),
            systems,
            (*make.recorded_ways(item), go_on, stop),
            tuple(dict.fromkeys(_otherwise(contract) for contract in contracts)),
            item,
            by=notice,
        )


def _needed(make: Deciding, contract: Contract) -> tuple[date | None, bool]:
    """The last cut-over of its systems beyond its end, and whether one of them runs on beyond the end."""
    rows = [make.rows[system] for system in contract.systems if system in make.rows]
    days = [row.cutover for row in rows if row.cutover is not None]
    if len(days) < len(rows) or not rows:
        return None, True
    return max(days), max(days) > contract.end if known(contract.end) else True


def _otherwise(contract: Contract) -> Text:
    if not known(contract.auto_renew):
        return text("decide.otherwise.renewal_unknown")
    return text("decide.otherwise.renews" if contract.auto_renew else "decide.otherwise.ends")
