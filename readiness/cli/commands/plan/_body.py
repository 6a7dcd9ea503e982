"""What the subcommands of `plan` share: the body read, its plan, its words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.cli.progress import progress

if TYPE_CHECKING:
    from readiness.analysis.inputs import Inputs
    from readiness.exchange.labels import Labels
    from readiness.messages.catalogue import Catalogue
    from readiness.model.plan import Plan

MODES = ("hold", "repair", "optimise")
PATH = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


def plan_of(inputs: Inputs, mode: str | None, words: Catalogue) -> Plan:
    """The plan in a mode (None: as decided so far), telling that it is made."""
    from readiness.app.plan import make_plan
    from readiness.model.plan import PlanMode
    from readiness.model.text import text
    from readiness.planning.settings import SolveSettings

    wanted = next((word for word in PlanMode if word.value == mode), None)
    with progress(words) as tell:
        tell(text("cli.progress.plan", systems=len(inputs.inventory.systems)))
        return make_plan(inputs, SolveSettings(mode=wanted))


def labels_of(inputs: Inputs, words: Catalogue) -> Labels:
    """Words of books, with the names of areas."""
    from readiness.exchange.labels import Labels

    return Labels(words, inputs.standard.node_names)
