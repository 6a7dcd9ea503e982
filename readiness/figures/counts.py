"""Measures and counts: how far areas and systems are, what is known of the inventory, open points and findings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from readiness.analysis.status import AreaState
from readiness.figures.analysed import AnalysedFor
from readiness.figures.figure import Figure, Unit, key_of
from readiness.figures.money import added_total
from readiness.model.finding import Severity
from readiness.model.inventory import Inventory
from readiness.model.measure import Measure


def measures(analysed: AnalysedFor) -> Iterator[tuple[str, Measure]]:
    """Every named measure of the analysis by its key, and what the plan adds where the reader may see it."""
    analysis = analysed.analysis
    for address, measure in analysis.lockin.measures():
        name, _, subject = address.partition("@")
        yield (key_of(f"{name}@", subject) if subject else name), measure
    named = [*analysis.status.measures(), *analysis.completeness.measures()]
    if analysed.sees("CostLine", "current"):
        named += analysis.running_cost.measures()
    if analysed.sees("Side", "annual_amount"):
        named += (analysis.running_cost.before, analysis.running_cost.after)
    if analysed.sees("Contract", "annual_amount"):
        named.append(added_total(analysed))
    yield from ((measure.name, measure) for measure in named)


def areas_by_state(analysed: AnalysedFor) -> Mapping[AreaState, int]:
    """Areas that apply, by how far they are."""
    return {state: len(analysed.analysis.status.of(state)) for state in AreaState}


def areas_open(analysed: AnalysedFor) -> int:
    """Areas of which something is still to move."""
    found = areas_by_state(analysed)
    return found[AreaState.PARTLY] + found[AreaState.NOT_YET]


def findings_by_severity(analysed: AnalysedFor) -> Mapping[Severity, int]:
    """Findings that are not waived, by how grave they are."""
    return {one: sum(found.severity is one for found in analysed.analysis.findings) for one in Severity}


def count_figures(analysed: AnalysedFor) -> Iterator[Figure]:
    """Every measure and count."""
    for key, measure in measures(analysed):
        missing = measure.total - measure.known
        unit: Unit = "yen" if measure.unit == "unit.yen" else "measure"
        yield Figure(key=key, value=measure.value, reader=analysed.reader, unit=unit, missing=missing)
        for name in ("low", "high"):
            yield Figure(key=f"{key}.{name}", value=getattr(measure, name), reader=analysed.reader, unit=unit)
        for name, count in (("known", measure.known), ("total", measure.total), ("missing", missing)):
            yield Figure(key=f"{key}.{name}", value=count, reader=analysed.reader)
    for state, count in areas_by_state(analysed).items():
        yield Figure(key=f"areas.{state.value}", value=count, reader=analysed.reader)
    for severity, count in findings_by_severity(analysed).items():
        yield Figure(key=f"findings.{severity.value}", value=count, reader=analysed.reader)
    yield Figure(key="points.open", value=len(analysed.analysis.register.open), reader=analysed.reader)
    yield Figure(key="areas.open", value=areas_open(analysed), reader=analysed.reader)


def links_across(inventory: Inventory, systems: Collection[str]) -> tuple[str, ...]:
    """The links between some systems and all others."""
    return tuple(
        interface.id for interface in inventory.interfaces if (interface.from_ in systems) != (interface.to in systems)
    )
