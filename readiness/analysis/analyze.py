"""Inputs → Analysis: a pure function, in the one order in which the rooms build on each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from readiness.analysis.completeness import Completeness, assess_completeness
from readiness.analysis.inputs import Inputs
from readiness.analysis.questions import Questions, ask
from readiness.analysis.register import gaps_of, resting
from readiness.analysis.releases import release_findings
from readiness.analysis.status import Status, assess_status
from readiness.analysis.waivers import apply_waivers
from readiness.gaps.contradictions import answer_findings, with_answers
from readiness.gaps.register import build_register
from readiness.gaps.survey import Survey
from readiness.graph.build import build_graph
from readiness.lockin.assess import assess_lockin
from readiness.model.decision import Waiver
from readiness.model.finding import Finding
from readiness.model.gap import Register
from readiness.model.graphview import SystemGraph
from readiness.model.lockin.result import LockIn
from readiness.model.plan import Plan
from readiness.model.record import SystemId
from readiness.money.running import RunningCost, assess_running_cost
from readiness.planning.body import plan_body
from readiness.planning.settings import SolveSettings
from readiness.rules.context import Context
from readiness.rules.engine import run_rules
from readiness.rules.rule import Need
from readiness.situation.scopes import body_scopes
from readiness.situation.situation import Situations, situations


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything the report, the books and the JSON are made of.

    `decided`: where every system stands, with the dates that people set; `stands`: with those of the plan. `waived`
    holds the decisions that accept a finding, by its fingerprint.
    """

    inputs: Inputs
    decided: Situations
    stands: Situations
    status: Status
    completeness: Completeness
    graph: SystemGraph
    register: Register
    lockin: LockIn
    plan: Plan
    questions: Questions
    running_cost: RunningCost
    findings: tuple[Finding, ...]
    waived: Mapping[str, Waiver] = field(default_factory=dict)

    @property
    def cutover_days(self) -> dict[SystemId, date]:
        """The day each system cuts over: of the plan, or where that only assumes one, as people set it."""
        planned = {id_: found.date for id_, found in self.stands.cutovers.items() if not found.assumed}
        return {id_: found.date for id_, found in self.decided.cutovers.items()} | planned


def analyze(inputs: Inputs, settings: SolveSettings | None = None) -> Analysis:
    """The whole analysis of one body. `settings` bound the work of planning."""
    inventory, standard = inputs.inventory, inputs.standard
    scopes = body_scopes(inventory, standard)
    gaps = gaps_of(inputs)
    register = build_register(gaps, inputs.events, resting(inputs.missing))
    plan = plan_body(with_answers(inventory, register), standard, as_of=inputs.as_of, settings=settings)
    decided = situations(inventory, inputs.as_of)
    stands = decided.with_plan(plan)
    dates = {system: cutover.date for system, cutover in stands.cutovers.items()}
    graph = build_graph(inventory, dates, stands=stands)
    context = Context(inventory=inventory, standard=standard, as_of=inputs.as_of, gaps=gaps, plan=plan)
    lockin = assess_lockin(inventory, graph, plan=plan, as_of=inputs.as_of, standard=standard)
    answered = answer_findings(register, inventory, dates)
    found = (*inputs.read_findings, *run_rules(context, (Need.GAPS, Need.PLAN)), *answered)
    survey = Survey(inventory=inventory, as_of=inputs.as_of, characters=standard.characters)
    completeness, status = assess_completeness(inventory), assess_status(stands, scopes)
    running = assess_running_cost(inventory)
    figures = (*status.measures(), *completeness.measures(), *(m for _, m in lockin.measures()), *running.measures())
    released = release_findings(inventory.decisions.releases, (*figures, *([plan.score.yen] if plan.score else ())))
    judged = apply_waivers((*found, *released), inventory.decisions.waivers, inputs.as_of)
    return Analysis(
        inputs=inputs,
        decided=decided,
        stands=stands,
        status=status,
        completeness=completeness,
        graph=graph,
        register=register,
        lockin=lockin,
        plan=plan,
        questions=ask(survey, completeness.unknown, register, plan, judged.findings),
        running_cost=running,
        findings=judged.findings,
        waived=judged.waived,
    )
