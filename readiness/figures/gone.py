"""What stops when something is gone, counted: vendor groups, CSPs, hubs, methods, formats, systems."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.figures.analysed import AnalysedFor
from readiness.figures.figure import Figure, key_of
from readiness.model.lockin.exits import ExitImpact


def gone_key(impact: ExitImpact) -> str:
    """The first part of the keys of what is gone."""
    return key_of("gone", impact.kind.value, impact.id)


def gone_figures(analysed: AnalysedFor) -> Iterator[Figure]:
    """Systems that stop, links that stop, those of them that are temporary, and what may be concerned."""
    for impact in analysed.impacts:
        counts = {
            "systems": len(impact.stopped),
            "links": len(impact.links),
            "temporary": len(impact.temporary_links),
            "uncertain": len(impact.uncertain),
        }
        for name, count in counts.items():
            yield Figure(key=f"{gone_key(impact)}.{name}", value=count, reader=analysed.reader)
