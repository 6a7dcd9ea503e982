"""Funding that must hold together: shares, caps, votes, grants (財源・補助金・債務負担行為)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from readiness.model.body import BudgetRules
from readiness.model.budgeting import BudgetItem, DebtBurden, Grant, GrantState
from readiness.model.contract import MilestoneKind
from readiness.model.finding import Severity
from readiness.model.money import CostItem
from readiness.model.text import FiscalYear
from readiness.model.unknown import known
from readiness.rules.context import Context
from readiness.rules.grouping import Grouping
from readiness.rules.rule import Hit, Need, hit, rule

_WAITING = frozenset({GrantState.EXPECTED})


@rule("FD101", "funding.adds-up", Severity.ERROR)
def funding_adds_up(context: Context) -> Iterator[Hit]:
    """Yearly amounts or sources of a debt burden that come to more than its limit.

    Only parts that are known are added, so that nothing missing hides the excess.
    """
    for burden in context.inventory.debt_burdens:
        if not known(burden.limit):
            continue
        yearly = sum(part.amount for part in burden.yearly if known(part.amount))
        if yearly > burden.limit:
            yield hit(burden, "yearly", variant="message", sum=yearly, limit=burden.limit)
        sources = burden.funding.earmarked if burden.funding else 0
        if sources > burden.limit:
            yield hit(burden, "funding", variant="sources", discriminator="funding", sum=sources, limit=burden.limit)


@rule("FD102", "grant.cap", Severity.ERROR)
def grant_cap(context: Context) -> Iterator[Hit]:
    """A grant above its cap: as decided, or as counted on by a budget item or by several; above what was decided too.

    A cap is the body's own entry. Whether it holds for each year nobody tells: over several years it is asked.
    """
    caps = {grant.id: grant for grant in context.inventory.grants if known(grant.cap)}
    for grant in caps.values():
        amount = grant.decided_amount
        if amount is not None and known(amount) and known(grant.cap) and amount > grant.cap:
            yield hit(grant, "decided_amount", amount=amount, cap=grant.cap)
    for item in context.inventory.budget_items:
        counted = caps.get(item.grant or "")
        if counted is None or not known(counted.cap) or item.funding is None:
            continue
        if item.funding.granted > counted.cap:
            yield hit(
                item,
                "funding",
                variant="item",
                related=(counted.ref.child("cap"),),
                amount=item.funding.granted,
                cap=counted.cap,
                grant=counted.label,
            )
    for grant in context.inventory.grants:
        yield from _counted_on(grant, [item for item in context.inventory.budget_items if item.grant == grant.id])


def _counted_on(grant: Grant, items: list[BudgetItem]) -> Iterator[Hit]:
    """Items that count on more of one grant together than there is. Of a cap, one item alone is told at that item."""
    for name, limit in (("cap", grant.cap), ("decided_amount", grant.decided_amount)):
        if limit is None or not known(limit):
            continue
        sums: Counter[int | None] = Counter()
        for item in items:
            sums[item.year] += item.funding.granted if item.funding is not None else 0
        several = {year for year, count in Counter(item.year for item in items).items() if count > 1 or name != "cap"}
        over = [year for year, yen in sums.items() if yen > limit]
        if several.intersection(over):
            worst = max(several.intersection(over), key=lambda year: sums[year])
            yield hit(
                grant, name, discriminator=f"items-{name}", variant=f"items_{name}", amount=sums[worst], limit=limit
            )
        elif not over and sums.total() > limit:
            yield hit(
                grant,
                name,
                discriminator=f"years-{name}",
                variant=f"years_{name}",
                severity=Severity.QUESTION,
                amount=sums.total(),
                limit=limit,
            )


@rule("FD103", "debt_burden.vote", Severity.ERROR)
def debt_burden_vote(context: Context) -> Iterator[Hit]:
    """A contract that a debt burden pays for is signed or starts before the burden is voted.

    The contract's start, else the contract date of its procurement.
    """
    for burden, day in _bound(context):
        if burden.voted_on is not None and known(burden.voted_on) and burden.voted_on > day:
            yield hit(burden, "voted_on", voted=burden.voted_on, contract=day)


def _bound(context: Context, *, signed: bool = False) -> Iterator[tuple[DebtBurden, date]]:
    """Debt burdens with the first day on which a contract they pay for binds, where it is known.

    `signed`: the day a procurement plans for its contract counts only once that is done.
    """
    procurements = {one.id: one for one in context.inventory.procurements}
    for burden in context.inventory.debt_burdens:
        contract = context.inventory.contract_by_id.get(burden.contract) if burden.contract else None
        days = [contract.start] if contract and known(contract.start) else []
        procurement = procurements.get(burden.procurement or "")
        for milestone in procurement.milestones if procurement else ():
            if milestone.kind is MilestoneKind.CONTRACT and known(milestone.date) and (milestone.done or not signed):
                days.append(milestone.date)
        if days:
            yield burden, min(days)


@rule("FD106", "debt_burden.unvoted", Severity.QUESTION)
def debt_burden_unvoted(context: Context) -> Iterator[Hit]:
    """A contract that a debt burden pays for has begun, and nobody has recorded the vote.

    The contract's start, else the contract date of its procurement once that is done. Before that day the vote may
    still be to come.
    """
    for burden, day in _bound(context, signed=True):
        if day <= context.as_of and (burden.voted_on is None or not known(burden.voted_on)):
            yield hit(burden, "voted_on", contract=day)


@rule("FD104", "grant.gone", Severity.WARNING)
def grant_gone(context: Context) -> Iterator[Hit]:
    """A budget item counts on a grant that was refused or has lapsed: it falls to general funds.

    Told with the yen the item still counts on, where they are known.
    """
    gone = {grant.id: grant for grant in context.inventory.grants if grant.gone}
    for item in context.inventory.budget_items:
        grant = gone.get(item.grant or "")
        if grant is None:
            continue
        counted = item.funding.granted if item.funding else 0
        yield hit(
            item,
            "grant",
            related=(grant.ref.child("state"),),
            variant="message" if counted else "unknown",
            grant=grant.label,
            amount=counted,
        )


@rule("FD105", "grant.apply-by", Severity.WARNING, group=Grouping(due="day"))
def grant_apply_by(context: Context) -> Iterator[Hit]:
    """The day a grant must be applied for is near or past, and nobody has applied.

    State 見込 or unknown.
    """
    for grant in context.inventory.grants:
        waiting = not known(grant.state) or grant.state in _WAITING
        if grant.apply_by is not None and waiting and context.near(grant.apply_by):
            passed = grant.apply_by < context.as_of
            yield hit(
                grant,
                "apply_by",
                variant="passed" if passed else "message",
                severity=Severity.ERROR if passed else None,
                day=grant.apply_by,
                days=context.days_to(grant.apply_by),
            )


@rule("FD107", "funding.range", Severity.ERROR)
def funding_range(context: Context) -> Iterator[Hit]:
    """A rate of a grant outside 0 to 100 per cent, or years of a debt burden that do not fit its period.

    A rate is the body's own entry.
    """
    for grant in context.inventory.grants:
        if known(grant.rate) and not 0 <= grant.rate <= 100:
            yield hit(grant, "rate", rate=f"{grant.rate:g}")
    for burden in context.inventory.debt_burdens:
        first, last = burden.from_fy, burden.to_fy
        if first is not None and last is not None and last < first:
            yield hit(burden, "to_fy", variant="period", first=FiscalYear(first), last=FiscalYear(last))
            continue
        for at, part in enumerate(burden.yearly):
            if (first is not None and part.year < first) or (last is not None and part.year > last):
                yield hit(
                    burden, "yearly", at, discriminator=str(part.year), variant="year", year=FiscalYear(part.year)
                )


@rule("FD108", "funding.above-asked", Severity.WARNING, needs=[Need.PLAN])
def funding_above_asked(context: Context) -> Iterator[Hit]:
    """A budget item whose sources come to more than what it is asked for in its year.

    What is asked for is the plan's money. Where prices are missing it is a question: they may come to the rest.
    """
    plan, inventory = context.plan, context.inventory
    if plan is None or not plan.cost_rows:
        return
    from readiness.money.rows import budget_item_of, committed, funded_above  # noqa: PLC0415 - `validate` has no plan

    year = (inventory.body.budget or BudgetRules()).year_on(context.as_of)
    rows = [row for row in plan.cost_rows if row.fiscal_year == year and not committed(row)]
    for item in inventory.budget_items:
        own = [row.amount for row in rows if budget_item_of(inventory, row) is item]
        over = funded_above(item, own) if item.of_year(year) else 0
        missing = sum(not known(amount) for amount in own)
        if over:
            yield hit(
                item,
                "funding",
                variant="missing" if missing else "message" if own else "no_line",
                severity=Severity.QUESTION if missing or not own else None,
                funds=item.funding.earmarked if item.funding else 0,
                asked=sum(amount for amount in own if known(amount)),
                missing=missing,
            )


@rule("FD109", "debt_burden.below-plan", Severity.WARNING, needs=[Need.PLAN])
def debt_burden_below_plan(context: Context) -> Iterator[Hit]:
    """A debt burden below what the plan pays for what it is for: in all, in a year, or after its last year.

    Of a procurement the migration work is looked at, of a contract its payments: what is known of them is the least.
    """
    plan, bought = context.plan, {one.id: one for one in context.inventory.procurements}
    for burden in context.inventory.debt_burdens if plan is not None else ():
        systems = bought[burden.procurement].systems if burden.procurement in bought else ()
        paid: Counter[int] = Counter()
        for row in plan.cost_rows if plan is not None else ():
            works = row.item is CostItem.MIGRATION and row.subject in systems
            if known(row.amount) and (works or row.subject == burden.contract) and not _before(burden, row.fiscal_year):
                paid[row.fiscal_year] += row.amount
        yield from _below(burden, paid)


def _before(burden: DebtBurden, year: int) -> bool:
    """What is paid before the first year of a burden is paid from the budget of its own year."""
    return burden.from_fy is not None and year < burden.from_fy


def _below(burden: DebtBurden, paid: Mapping[int, int]) -> Iterator[Hit]:
    within = sum(yen for year, yen in paid.items() if burden.to_fy is None or year <= burden.to_fy)
    if known(burden.limit) and within > burden.limit:
        yield hit(burden, "limit", paid=within, limit=burden.limit)
    for year, yen in sorted(paid.items()):
        if burden.to_fy is not None and year > burden.to_fy:
            yield hit(
                burden, "to_fy", variant="later", discriminator=str(year), year=FiscalYear(year), paid=yen,
                last=FiscalYear(burden.to_fy),
            )  # fmt: skip
    for at, part in enumerate(burden.yearly):
        if known(part.amount) and paid.get(part.year, 0) > part.amount:
            yield hit(
                burden, "yearly", at, variant="year", discriminator=str(part.year), year=FiscalYear(part.year),
                paid=paid[part.year], amount=part.amount,
            )  # fmt: skip
