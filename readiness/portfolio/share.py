"""What one body adds to a portfolio: its headline figures and the work it asks of vendors; small, so a nation fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from readiness.analysis.completeness import assess_completeness
from readiness.analysis.inputs import Inputs
from readiness.analysis.status import assess_status
from readiness.model.body import prefecture_of
from readiness.model.finding import Severity
from readiness.model.measure import Measure
from readiness.model.ref import NOWHERE
from readiness.portfolio.plans import PlanMark, plan_mark
from readiness.portfolio.row import BodyRow, area_marks
from readiness.portfolio.running import CostShare, cost_share
from readiness.portfolio.shared import SharedUse, shared_uses
from readiness.portfolio.weeks import Weeks
from readiness.portfolio.work import VendorWork, vendor_aliases, vendor_works
from readiness.rules.context import Context
from readiness.rules.engine import run_rules
from readiness.situation.scopes import body_scopes
from readiness.situation.situation import situations
from readiness.standard.calendar import with_windows


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyShare:
    """The row, the work and what others may use too: all that is kept of a body. `aliases`: its names of vendors."""

    row: BodyRow
    work: tuple[VendorWork, ...]
    uses: tuple[SharedUse, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    cost: CostShare | None = None
    plan: PlanMark | None = None


def body_share(inputs: Inputs, *, plans: bool = False) -> BodyShare:
    """Status, completeness, the findings of `validate` and, with `plans`, the body's own plan; the rest of an analysis
    is for the body's own report.
    """
    inventory, standard = inputs.inventory, inputs.standard
    body = inventory.body
    stands = situations(inventory, inputs.as_of)
    status = assess_status(stands, body_scopes(inventory, standard))
    rules = run_rules(Context(inventory=inventory, standard=standard, as_of=inputs.as_of))
    found = Counter(finding.severity for finding in (*inputs.read_findings, *rules))
    weeks = Weeks(with_windows(standard.calendar, inventory.windows, prefecture_of(body)), inputs.as_of)
    figures = (status.areas_complete, status.areas_extended, status.systems_migrated, status.step_rate)
    return BodyShare(
        row=BodyRow(
            id=body.id,
            name=body.label,
            code=body.code,
            body_class=body.body_class,
            prefecture=prefecture_of(body),
            fictional=body.fictional,
            synthetic=body.synthetic,
            contact=replace(body.contact, ref=NOWHERE) if body.contact else None,
            as_of=inputs.as_of,
            dated=body.as_of,
            measures=tuple(_bare(measure) for measure in (*figures, assess_completeness(inventory).overall)),
            areas=area_marks(stands, status.areas),
            findings=tuple((severity, found[severity]) for severity in Severity if found[severity]),
        ),
        work=tuple(vendor_works(stands, weeks)),
        uses=tuple(shared_uses(stands, weeks)),
        aliases=vendor_aliases(inventory),
        cost=cost_share(inputs),
        plan=plan_mark(inputs) if plans else None,
    )


def _bare(measure: Measure) -> Measure:
    """Without the list of evidence, which belongs to the body's own report."""
    return Measure(measure.name, measure.value, measure.unit, measure.known, measure.total)
