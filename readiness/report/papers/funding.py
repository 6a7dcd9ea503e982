"""財源 in a few lines for the meeting: the sum asked for, its sources, what allows later years, which budget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from readiness.figures.budget import ItemSum, asked, item_sums, lines_of
from readiness.figures.funding import asked_for, sources, systems_of
from readiness.model.contract import MilestoneKind, MultiYearBasis
from readiness.model.deciding import DecisionItem
from readiness.model.unknown import known
from readiness.report.papers.form import Form
from readiness.report.papers.paper import Block, Para


def funding_blocks(form: Form, item: DecisionItem | None) -> list[Block]:
    """The lines of 財源 of the 庁議付議書; of a recorded matter also what of the sum is for it."""
    year = form.analysed.year
    lines = lines_of(form.analysed, year)
    if not lines:
        return [Para(text=form.t("funding.nothing", year=form.context.fiscal(year)))]
    whole = asked(form.analysed, f"budget.{year}.asked", lines)
    total = form.t("funding.total", year=form.context.fiscal(year), total=form.total_sentence(whole))
    stated, keys = _sources(form, item_sums(form.analysed, year, lines))
    own = []
    if systems_of(form.context.inventory, item) and item is not None:
        part = asked_for(form.analysed, item)
        own.append(Para(text=form.t("funding.part_of", total=form.total_sentence(part)), figures=(part.key,)))
    return [
        Para(text=total, figures=(whole.key,)),
        *own,
        Para(text=" ".join((stated, *_later(form), *_budget(form))), figures=keys),
    ]


def _sources(form: Form, items: Sequence[ItemSum]) -> tuple[str, tuple[str, ...]]:
    """国庫・県・地方債・その他 and 一般財源 as B1 tells them, with their keys; undecided where no row does."""
    found = sources(form.analysed, items)
    stated = {part: value for part, value in found.parts.items() if value}
    if found.open == found.rows and not stated:
        return form.t("funding.undecided"), ()
    said = [
        form.t("funding.part", name=form.t(f"b1.{part}"), value=f"{value:,}")
        + (form.t("b1.expected") if part in found.expected else "")
        for part, value in stated.items()
    ]
    if isinstance(found.general, int):
        said.append(form.t("funding.part", name=form.t("b1.general"), value=f"{found.general:,}"))
        return form.t("funding.of", parts=form.context.join(said)), tuple(
            f"funding.{part}" for part in (*stated, "general")
        )
    return form.t("funding.open", parts=form.context.join(said), count=found.open), tuple(
        f"funding.{p}" for p in stated
    )


def _later(form: Form) -> Iterable[str]:
    """Which bases for later years are recorded; of a single year nothing is said."""
    bases = {p.multi_year for p in form.context.inventory.procurements if known(p.multi_year)}
    stated = sorted(form.stated(base) for base in bases if base is not MultiYearBasis.NONE)
    if stated:
        yield form.t("funding.later", bases=form.context.join(stated))


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
