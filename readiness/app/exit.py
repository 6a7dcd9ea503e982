"""Wiring of `what-if exit`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.app.body import Opened
from readiness.app.plan import solver_of
from readiness.model.plan import Effort
from readiness.model.refusal import RefusedError
from readiness.model.text import Param, Text, text

if TYPE_CHECKING:
    from readiness.analysis.inputs import Inputs
    from readiness.analysis.whatif import Consequences
    from readiness.model.lockin.exits import ExitImpact, ExitKind
    from readiness.model.plan import Plan
    from readiness.model.standard.passed import PassedPackage
    from readiness.planning.settings import SolveSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitScenario:
    """What stops, and what it does to the plan: `plan` is None where it does nothing, `stated` says why."""

    impact: ExitImpact
    plan: Consequences | None
    stated: Text


class WhatIfError(RefusedError):
    """A question that cannot be answered as asked; `message` says why in words (exit 2)."""


def exit_scenario(
    opened: Opened,
    target: str,
    *,
    packages: Path | None = None,
    until: date | None = None,
    effort: Effort = Effort.STANDARD,
) -> ExitScenario:
    """The consequences of `target` (KIND:ID, kind as code or word, id or name), gone by `until` or unforeseen.

    Raises `WhatIfError`.
    """
    from readiness.analysis.whatif import QUICK, base_plan
    from readiness.graph.build import build_graph
    from readiness.lockin.exit.holdings import candidates, label_of
    from readiness.lockin.exit.impact import NoSuchPartyError, exit_impact
    from readiness.lockin.settings import settings_from
    from readiness.model.lockin.exits import ExitKind
    from readiness.situation.situation import situations
    from readiness.sources.suggest import suggest

    inputs = opened.inputs
    if inputs is None:
        raise ValueError("a body that cannot be analysed has no scenario")
    inventory = inputs.inventory
    kinds = {word: kind for kind in ExitKind for word in (str(kind.value), kind.ja)}
    word, separator, id_ = target.replace("：", ":").partition(":")
    kind = kinds.get(word.strip())
    if not separator or not id_.strip() or kind is None:
        codes: tuple[Param, ...] = tuple(str(kind.value) for kind in ExitKind)
        raise WhatIfError(text("lockin.exit.bad_target", text=target, kinds=codes))
    known = candidates(inventory, kind)
    named = {label_of(inventory, kind, candidate): candidate for candidate in known}
    party = named.get(id_.strip(), id_.strip())
    # The adopted plan as it stands, else calculated dates; those are marked 仮置き.
    settings = replace(QUICK, effort=effort, solver=solver_of(inputs))
    plan = base_plan(inputs, settings)
    stands = situations(inventory, inputs.as_of).with_plan(plan)
    dates = {system: cutover.date for system, cutover in stands.cutovers.items()}
    try:
        impact = exit_impact(
            inventory,
            build_graph(inventory, dates, stands=stands),
            plan,
            kind,
            party,
            as_of=inputs.as_of,
            settings=settings_from(opened.standard),
            packages=_read_packages(packages),
        )
    except NoSuchPartyError as error:
        near: tuple[Param, ...] = suggest(party, [*known, *named]) or known[:5]
        message = text("lockin.exit.no_such", kind=text(f"lockin.exit_kind.{kind.value}"), id=party, near=near)
        raise WhatIfError(message) from error
    return _replanned(inputs, plan, impact, kind, party, until, settings)


def _replanned(
    inputs: Inputs,
    plan: Plan,
    impact: ExitImpact,
    kind: ExitKind,
    party: str,
    until: date | None,
    settings: SolveSettings,
) -> ExitScenario:
    """The plan held, then repaired, without the party."""
    from readiness.analysis.party_gone import depends, gone, replaced
    from readiness.analysis.whatif import consequences

    changed = gone(inputs, plan, kind, party, until)
    if changed is None:
        stated = text("whatif.exit_none", label=impact.label)
        if depends(inputs, plan, kind, party):
            stated = text("whatif.exit_successor" if replaced(kind) else "whatif.exit_place")
        return ExitScenario(impact=impact, plan=None, stated=stated)
    stated = text("whatif.exit", label=impact.label)
    if until is not None:
        stated = text("whatif.exit_until", label=impact.label, until=until)
    return ExitScenario(impact=impact, plan=consequences(inputs, changed, stated, plan, settings), stated=stated)


def _read_packages(path: Path | None) -> tuple[PassedPackage, ...] | None:
    if path is None:
        return None
    from readiness.sources.csvfile import read_tables
    from readiness.standard.importers.conformance import read_passed

    return read_passed(read_tables(path)).rows
