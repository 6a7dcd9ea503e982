"""What all papers write alike: days, thousands of yen, what is unknown or still to be written, head and foot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from readiness.model.audience import Audience
from readiness.model.body import BudgetRules, Rounding
from readiness.model.record import Maybe
from readiness.model.standard.account import BudgetForm
from readiness.model.unknown import WITHHELD, Unknown, known
from readiness.report.context import ReportContext
from readiness.report.papers.paper import Head
from readiness.tables.table import Cell

MOST_ASSUMPTIONS = 3


@dataclass(frozen=True, kw_only=True)
class Form:
    """The words of the papers of one body."""

    context: ReportContext

    def t(self, key: str, /, **params: object) -> str:
        """Words of `paper.<key>`."""
        return self.context.t(f"paper.{key}", **params)  # type: ignore[arg-type]

    @cached_property
    def budget(self) -> BudgetRules:
        """How this body writes its budget papers."""
        return self.context.inventory.body.budget or BudgetRules()

    @cached_property
    def accounts(self) -> BudgetForm:
        """款項目節 as suggestions, and what allows payments over years."""
        return self.context.analysis.inputs.standard.budget_form

    @property
    def rounding(self) -> str:
        """How a line is brought to thousands, in words."""
        return self.stated(self.budget.rounding or Rounding.UP)

    # ---- values ------------------------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """令和9年7月20日(火), for running text."""
        return self.t("day", day=self.context.long_day(day), weekday=self.t(f"weekday.{day.weekday()}"))

    def thousand(self, yen: int) -> int:
        """Yen of one line in thousands, rounded as the body does (切上げ unless it says otherwise)."""
        rounding = self.budget.rounding or Rounding.UP
        if rounding is Rounding.UP:
            return -(-yen // 1000)
        return yen // 1000 if rounding is Rounding.DOWN else (yen + 500) // 1000

    def money(self, yen: Maybe[int] | None) -> Cell:
        """A cell of thousands of yen: 「―」 where nothing applies, 「未徴取」 where nobody has quoted it."""
        if yen is None:
            return Cell(text=self.t("void"))
        if isinstance(yen, Unknown):
            return Cell(text=self.context.say(yen) if yen is WITHHELD else self.t("unquoted"))
        value = self.thousand(yen)
        return Cell(text=f"{value:,}", raw=value, number=True)

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
    def foot(self) -> tuple[str, ...]:
        """The day everything is measured from, and how much of the inventory is known."""
        overall = self.context.analysis.completeness.overall
        day = self.context.long_day(self.context.as_of)
        if self.context.audience is Audience.PUBLIC or not known(overall.value):
            return (self.t("foot.day", day=day),)
        return (self.t("foot", day=day, value=overall.value, known=overall.known, total=overall.total),)
