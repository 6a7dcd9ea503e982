"""Whatever the picture can select can be taken away: a system, a hub, a package, a way or a format of links."""

from __future__ import annotations

import pytest

from readiness.graph.build import build_graph
from readiness.lockin.exit.holdings import candidates
from readiness.lockin.exit.impact import exit_impact
from readiness.model.interface import LinkMethod
from readiness.model.lockin.exits import ExitKind
from readiness.model.vendor import Package
from tests import builders as b
from tests.situation.test_dates import AS_OF

TOWN = b.inventory(
    systems=(b.system("juki", package="p"), b.system("kaigo"), b.system("shogai"), b.system("renkei", moves=False)),
    packages=(Package(id="p"), Package(id="q")),
    interfaces=(
        b.link("i1", "juki", "kaigo", hub="renkei", method=LinkMethod.FILE, format="CSV"),
        b.link("i2", "juki", "shogai", hub="renkei", method=LinkMethod.FILE, format="固定長"),
    ),
)


@pytest.mark.parametrize(
    ("kind", "id_", "stopped", "affected", "links"),
    [
        (ExitKind.SYSTEM, "juki", ["juki"], ["kaigo", "shogai"], ["i1", "i2"]),
        (ExitKind.SYSTEM, "renkei", ["renkei"], ["kaigo", "shogai"], ["i1", "i2"]),
        (ExitKind.SYSTEM, "kaigo", ["kaigo"], [], ["i1"]),
        (ExitKind.HUB, "renkei", ["renkei"], ["kaigo", "shogai"], ["i1", "i2"]),
        (ExitKind.PACKAGE, "p", ["juki"], ["kaigo", "shogai"], ["i1", "i2"]),
        (ExitKind.PACKAGE, "q", [], [], []),
        (ExitKind.METHOD, "file", [], ["kaigo", "shogai"], ["i1", "i2"]),
        (ExitKind.FORMAT, "CSV", [], ["kaigo"], ["i1"]),
    ],
)
def test_what_stops_without_it(
    kind: ExitKind, id_: str, stopped: list[str], affected: list[str], links: list[str]
) -> None:
    found = exit_impact(TOWN, build_graph(TOWN), None, kind, id_, as_of=AS_OF)
    assert [item.system for item in found.stopped] == stopped
    assert [item.system for item in found.affected] == affected
    assert list(found.links) == links


def test_what_can_be_named() -> None:
    assert candidates(TOWN, ExitKind.HUB) == ("renkei",)
    assert candidates(TOWN, ExitKind.METHOD) == ("file",)
    assert candidates(TOWN, ExitKind.FORMAT) == ("CSV", "固定長")
    assert candidates(TOWN, ExitKind.PACKAGE) == ("p", "q")
    assert candidates(TOWN, ExitKind.SYSTEM) == ("juki", "kaigo", "shogai", "renkei")
