"""Wiring of `what-if exit`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readiness.app.body import Opened
from readiness.model.text import Param, Text, text

if TYPE_CHECKING:
    from readiness.model.lockin import ExitImpact
    from readiness.model.standard.passed import PassedPackage


class WhatIfError(Exception):
    """A question that cannot be answered as asked; `message` says why in words (exit 2)."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.key)
        self.message = message


def exit_scenario(opened: Opened, target: str, *, packages: Path | None = None) -> ExitImpact:
    """The consequences of `target` (KIND:ID, kind as code or word, id or name). Raises `WhatIfError`."""
    from readiness.graph.build import build_graph
    from readiness.lockin.cutover import cutovers
    from readiness.lockin.exit.holdings import candidates, label_of
    from readiness.lockin.exit.impact import NoSuchPartyError, exit_impact
    from readiness.lockin.settings import settings_from
    from readiness.model.lockin import ExitKind
    from readiness.planning.body import plan_body
    from readiness.planning.settings import FAST
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
    # The adopted plan as it stands, else dates found quickly; those are marked 仮置き.
    plan = plan_body(inventory, opened.standard, as_of=inputs.as_of, settings=FAST)
    dates = {system: cutover.date for system, cutover in cutovers(inventory, plan).items()}
    try:
        return exit_impact(
            inventory,
            build_graph(inventory, dates),
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


def _read_packages(path: Path | None) -> tuple[PassedPackage, ...] | None:
    if path is None:
        return None
    from readiness.sources.csvfile import read_tables
    from readiness.standard.importers.conformance import read_passed

    return read_passed(read_tables(path)).rows
