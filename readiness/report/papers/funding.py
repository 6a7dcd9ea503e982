"""財源 in a few lines for the meeting: the sum asked for, its sources, what allows later years, which budget."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.model.contract import MilestoneKind, MultiYearBasis
from readiness.model.unknown import Unknown, known
from readiness.report.papers.budget_lines import asked, asked_year, lines_of, total_sentence
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Block, Para

_PARTS = ("national", "prefectural", "bond", "other")


def funding_blocks(form: Form) -> list[Block]:
    """The lines of 財源 of the 庁議付議書."""
    year = asked_year(form)
    lines = lines_of(form, year)
    if not lines:
        return [Para(text=form.t("funding.nothing", year=form.context.fiscal(year)))]
    total = total_sentence(form, asked(form, lines))
    return [
        Para(text=form.t("funding.total", year=form.context.fiscal(year), total=total)),
        Para(text=" ".join((_sources(form), *_later(form), *_budget(form)))),
    ]


def _sources(form: Form) -> str:
    """国庫・県・地方債・その他 as the budget items tell them; undecided where they do not."""
    fundings = [item.funding for item in form.context.inventory.budget_items]
    if not fundings or any(funding is None for funding in fundings):
        return form.t("funding.undecided")
    said = []
    for part in _PARTS:
        amounts = [getattr(funding, part) for funding in fundings]
        if any(isinstance(amount, Unknown) for amount in amounts):
            return form.t("funding.undecided")
        yen = sum(amount for amount in amounts if isinstance(amount, int))
        if yen:
            said.append(form.t("funding.part", name=form.t(f"b1.{part}"), value=f"{form.thousand(yen):,}"))
    return form.context.join(said) + form.t("funding.stop") if said else form.t("funding.general_only")


def _later(form: Form) -> Iterable[str]:
    """Which bases for later years are recorded; of a single year nothing is said."""
    bases = {p.multi_year for p in form.context.inventory.procurements if known(p.multi_year)}
    told = sorted(form.stated(base) for base in bases if base is not MultiYearBasis.NONE)
    if told:
        yield form.t("funding.later", bases=form.context.join(told))


def _budget(form: Form) -> Iterable[str]:
    """The next recorded day of the assembly."""
    days = [
        milestone.date
        for procurement in form.context.inventory.procurements
        for milestone in procurement.milestones
        if milestone.kind is MilestoneKind.ASSEMBLY and known(milestone.date) and milestone.date >= form.context.as_of
    ]
    if days:
        yield form.t("funding.assembly", day=form.day(min(days)))
