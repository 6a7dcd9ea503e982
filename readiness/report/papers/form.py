"""What all papers write alike: days, thousands of yen, what is unknown or still to be written, head and foot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from readiness.figures.analysed import AnalysedFor
from readiness.figures.budget import Asked, supplementary
from readiness.model.audience import Audience
from readiness.model.body import AssemblyDate, BudgetRules, Rounding
from readiness.model.dates import month_stated
from readiness.model.record import Maybe
from readiness.model.standard.account import BudgetForm
from readiness.model.unknown import WITHHELD, Unknown, known
from readiness.report.context import ReportContext
from readiness.report.papers.paper import Head, keyed
from readiness.tables.table import Cell

MOST_ASSUMPTIONS = 3
# What a plan most often rests on although nobody confirmed it (`planning.…`), as it is told on paper.
ASSUMED = (
    "duration_weeks",
    "rehearsals",
    "areas_per_date",
    "rehearsal_months",
    "division_cutovers_per_date",
    "vendor_cutovers_per_date",
)


@dataclass(frozen=True, kw_only=True)
class Form:
    """The words of the papers of one body."""

    context: ReportContext

    def t(self, key: str, /, **params: object) -> str:
        """Words of `paper.<key>`."""
        return self.context.t(f"paper.{key}", **params)  # type: ignore[arg-type]

    @property
    def analysed(self) -> AnalysedFor:
        """What the figures of the papers are derived from."""
        return self.context.analysed

    @property
    def budget(self) -> BudgetRules:
        """How this body writes its budget papers."""
        return self.analysed.rules

    @cached_property
    def accounts(self) -> BudgetForm:
        """款項目節 as suggestions, and what allows payments over years."""
        return self.context.analysis.inputs.standard.budget_form

    @property
    def rounding(self) -> str:
        """How a line is brought to thousands, in words."""
        return self.stated(self.budget.rounding or Rounding.UP)

    @cached_property
    def session(self) -> AssemblyDate | None:
        """The session that votes on the budget asked for: of a new year the last before it begins, else the next."""
        stated = [(day, one) for one in self.context.inventory.body.assembly_dates if (day := _day_of(one))]
        coming = sorted((pair for pair in stated if pair[0] >= self.context.as_of), key=lambda pair: pair[0])
        if not supplementary(self.analysed):
            coming = [pair for pair in coming if pair[0] < date(self.analysed.year, 4, 1)][-1:]
        return coming[0][1] if coming else None

    @property
    def vote(self) -> tuple[date, str] | None:
        """The day of that vote, with its session."""
        one = self.session
        return (one.votes, one.session) if one is not None and known(one.votes) else None

    # ---- values ------------------------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """令和9年7月20日(火), for running text."""
        return self.t("day", day=self.context.long_day(day), weekday=self.t(f"weekday.{day.weekday()}"))

    def of_month(self, said: str, day: date) -> str:
        """Words about a recorded day, marked where it may stand for its month (月の末日)."""
        return self.t("month_end", said=said) if month_stated(day) else said

    def thousand(self, yen: int) -> int:
        """Yen of one line in thousands, rounded as the body does."""
        return self.analysed.thousand(yen)

    def money(self, yen: Maybe[int] | None, *, figure: str = "") -> Cell:
        """A cell of thousands of yen: 「―」 where nothing applies, 「未徴取」 where nobody has quoted it."""
        if yen is None:
            return Cell(text=self.t("void"), figure=figure)
        if isinstance(yen, Unknown):
            return Cell(text=self.context.say(yen) if yen is WITHHELD else self.t("unquoted"), figure=figure)
        value = self.thousand(yen)
        return Cell(text=f"{value:,}", raw=value, number=True, figure=figure)

    def figure(self, key: str, *, unknown: str = "unconfirmed", formula: str = "", sub: str = "") -> Cell:
        """A cell with a figure by its key, yen in thousands; `unknown`: the word where nobody can tell it."""
        found = self.context.figures[key]
        if found.value is None:
            return Cell(text=self.t("void"), sub=sub, figure=key)
        if isinstance(found.value, Unknown):
            return Cell(text=self.t(unknown), sub=sub, figure=key)
        value = self.thousand(int(found.value)) if found.unit == "yen" else found.value
        if found.unit == "percent":
            return Cell(text=f"{value:,.1f}", number=True, sub=sub, figure=key)
        return Cell(text=f"{value:,}", raw=value, number=True, sub=sub, formula=formula, figure=key)

    def number(self, value: int, *, sub: str = "") -> Cell:
        """A cell with a number that is in its unit already."""
        return Cell(text=f"{value:,}", raw=value, number=True, sub=sub)

    def total_sentence(self, found: Asked) -> str:
        """The sum in words. 合計 alone only where every price is known; where there is no line, nothing was summed."""
        if not found.lines:
            return self.t("no_lines")
        rough = self.t("rough_part", value=f"{found.rough:,}") if found.rough else ""
        if found.unknown:
            return self.t("none_quoted", count=found.missing)
        if found.missing:
            return self.t("at_least", value=f"{found.thousand:,}", rough=rough, count=found.missing)
        return self.t("whole", value=f"{found.thousand:,}", rough=rough)

    def stated(self, value: object) -> str:
        """A value in words; 未確認 for what is unknown, 「―」 for what does not apply."""
        return self.context.say(value) or self.t("void")

    def todo(self, what: str) -> str:
        """What a person has to write."""
        return self.t("todo", what=self.t(f"todo.{what}"))

    def written(self, text: str | None, what: str) -> str:
        """What a person wrote, or that it is still to be written."""
        return text or self.todo(what)

    # ---- head and foot -----------------------------------------------------------------------------------------

    def head(
        self,
        *,
        number: str | None = None,
        day: date | None = None,
        sender: tuple[str, ...] = (),
        addressee: tuple[str, ...] = (),
        handling: str = "",
    ) -> Head:
        """Number, day and secrecy above, whom it comes from; a day that is not known stays open."""
        body = self.context.inventory.body
        return Head(
            number=number or self.t("number"),
            dated=self.context.long_day(day) if day else self.t("undated"),
            secrecy=" ".join(part for part in (self.context.confidentiality, handling) if part),
            issuer=body.issuer or body.label,
            contact=self.contact,
            addressee=addressee,
            sender=sender,
        )

    @cached_property
    def contact(self) -> str:
        """担当 and extension, as far as the reader may see them."""
        contact = self.context.inventory.body.contact
        if contact is None:
            return ""
        parts = [contact.division]
        parts += [getattr(contact, name) for name in ("person", "phone") if self.context.sees("Contact", name)]
        said = " ".join(part for part in parts if part)
        return self.t("contact", contact=said) if said else ""

    @cached_property
    def foot_of_plan(self) -> tuple[str, ...]:
        """The foot of what rests on dates of the plan: the first of its 仮置き besides, and how many more there are."""
        used = self.context.analysis.plan.assumptions
        values = {one.key.removeprefix("planning."): one.value for one in used}
        named = [name for name in ASSUMED if name in values][:MOST_ASSUMPTIONS]
        if not named or self.context.audience is Audience.PUBLIC:
            return self.foot
        said = self.context.join(self.t(f"foot.assumed.{name}", value=f"{values[name]:g}") for name in named)
        rest = len(used) - len(named)
        return (*self.foot, self.t("foot.assumed" if rest else "foot.assumed.only", said=said, count=rest))

    @cached_property
    def foot(self) -> tuple[str, ...]:
        """The day everything is measured from, and how much of the inventory is known."""
        overall = self.context.analysis.completeness.overall
        day = self.context.long_day(self.context.as_of)
        if self.context.audience is Audience.PUBLIC or not known(overall.value):
            return (self.t("foot.day", day=day),)
        said = self.t("foot", day=day, value=overall.value, known=overall.known, total=overall.total)
        return (keyed(said, *(f"completeness.overall{part}" for part in ("", ".total", ".known"))),)


def _day_of(one: AssemblyDate) -> date | None:
    """When a session votes; where that is not known, when it opens."""
    return next((day for day in (one.votes, one.opens) if known(day)), None)
