"""What all views share: their question, their states, their key; names, letters and marks of this report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from readiness.graph.plane.place import (
    OUTSIDE,
    PERIPHERAL,
    TemporaryLinks,
    areas_besides,
    ends_at,
    temporary_links_of,
)
from readiness.model.graphview import NodeKind
from readiness.model.record import SystemId
from readiness.model.text import Param
from readiness.model.unknown import Unknown
from readiness.report.context import ReportContext
from readiness.report.views.keys import Key, box
from readiness.report.views.links import Part
from readiness.report.views.scene import Scene, page_svg
from readiness.report.views.shared import share
from readiness.report.views.styles import FILLS
from readiness.situation.situation import Side
from readiness.tables.marks import plain
from readiness.tables.table import Table

N = TypeVar("N")
DONE, TODO, PARTLY, STAYS, EMPTY = "✓", "○", "◐", "―", "・"


@dataclass(frozen=True, slots=True)
class State:
    """One state of a view: its address after the name of the view, what its control says, its sentence, its picture."""

    key: str
    label: str
    sentence: str
    scene: Scene
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view: the question as heading, its states (`default` first seen and printed), its key, the tables beside it.

    `more` is what the script needs beside the states, `note` is said below the picture every time, `controls` tells how
    a state is chosen: by cards in the picture, by buttons, from a list. `paper` is the state that is printed where that
    is not the default one, with its own key. `parts` finds the names in a sentence.
    """

    name: str
    question: str
    states: tuple[State, ...]
    default: str
    key: tuple[Key, ...]
    tables: tuple[Table, ...] = ()
    note: str = ""
    controls: str = ""
    paper: str = ""
    paper_key: tuple[Key, ...] = ()
    parts: Callable[[str], tuple[Part, ...]] = lambda sentence: (sentence,)
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def first(self) -> State:
        """The default state."""
        return next(state for state in self.states if state.key == self.default)

    @property
    def svg(self) -> str:
        """The default state as SVG (escaped by its own writer)."""
        return page_svg(self.first.scene, self.question)

    @property
    def printed(self) -> tuple[str, str]:
        """Sentence and picture for paper; nothing where they are those of the screen."""
        state = next((state for state in self.states if state.key == self.paper), None)
        return ("", "") if state is None else (state.sentence, page_svg(state.scene, self.question))

    @property
    def groups(self) -> tuple[tuple[str, tuple[State, ...]], ...]:
        """The states under the headings of a list."""
        found: dict[str, list[State]] = {}
        for state in self.states:
            found.setdefault(state.group, []).append(state)
        return tuple((group, tuple(states)) for group, states in found.items())

    @property
    def data(self) -> dict[str, Any]:
        """What the script places: every state but the default one, which the page holds drawn already."""
        others = [state for state in self.states if state.key != self.default]
        shared, pictures = share([state.scene.marks for state in others])
        return {
            **plain(self.more),
            "first": self.default,
            "shared": shared,
            "states": {
                state.key: [
                    self.parts(plain(state.sentence)),
                    round(state.scene.width, 1),
                    round(state.scene.height, 1),
                    marks,
                ]
                for state, marks in zip(others, pictures, strict=True)
            },
        }


@dataclass(frozen=True, kw_only=True)
class Sight:
    """The report's context with what the views look up again and again."""

    context: ReportContext

    def t(self, key: str, /, **params: Param) -> str:
        """Words of the views."""
        return self.context.t(f"view.{key}", **params)

    def of(self, about: Param, say: Callable[[], N]) -> N:
        """What a state of a view, or a part of its picture, says; the key of a number tells of which."""
        return self.context.of(about, say)

    @cached_property
    def temporary_links(self) -> TemporaryLinks:
        """Which links are temporary."""
        return temporary_links_of(self.context.analysis.plan, self.context.analysis.graph)

    @cached_property
    def until(self) -> Mapping[str, date | None]:
        """The day each temporary link ends, by its id; None where it has none."""
        return {link.id: link.removed for link in self.context.analysis.plan.links}

    @property
    def assumed(self) -> str:
        """What a sentence on cut-overs adds where the body has not set the days they stand on."""
        return self.context.t("decide.assumed").strip() if self.context.analysis.plan.assumed else ""

    def prose(self, sentences: Iterable[str]) -> str:
        """Sentences one after the other, as the language writes them."""
        return ("" if self.context.words.language == "ja" else " ").join(filter(None, sentences))

    def cutover(self, system: str) -> str:
        """What stands behind the cut-over of a system whose day is an assumption (empty: the body has set it)."""
        plan = self.context.analysis.plan
        move = next((item.id for item in plan.moves if system in item.systems), "")
        return self.context.t("planshow.assumed") if move in self._assumed_moves else ""

    @cached_property
    def _assumed_moves(self) -> frozenset[str]:
        return frozenset(item.move for item in self.context.analysis.plan.placements if item.assumed)

    def assumed_day(self, day: date) -> str:
        """What stands behind a day of cut-overs all of which are assumptions."""
        placed = [item for item in self.context.analysis.plan.placements if item.date == day]
        return self.context.t("planshow.assumed") if placed and all(item.assumed for item in placed) else ""

    @cached_property
    def area_keys(self) -> tuple[str, ...]:
        """All areas of the standard."""
        return tuple(area.key for area in self.context.analysis.inputs.standard.areas)

    def place(self, key: str) -> str:
        """Name of an area, of 周辺 or of 庁外."""
        if key in (PERIPHERAL, OUTSIDE):
            return self.t(f"place.{key}")
        return self.context.area(key)

    def place_of(self, key: str, systems: Iterable[str]) -> str:
        """Name of a place for systems that stand there, with how many areas they serve besides."""
        more = areas_besides(self.context.analysis.graph, key, systems)
        return self.t("place.more", name=self.place(key), count=more) if more else self.place(key)

    def place_of_links(self, key: str, links: Iterable[str]) -> str:
        """The same for the systems at a place that some links touch."""
        return self.place_of(key, ends_at(self.context.analysis.graph, key, links))

    @property
    def shared(self) -> str:
        """What a count by area adds where systems serve several: their links stand at one of them."""
        count = sum(len(node.areas) > 1 for node in self.context.analysis.graph.nodes)
        return self.t("map.shared", count=count) if count else ""

    def mark(self, system: SystemId) -> str:
        """The mark of where one system stands."""
        stand = self.context.analysis.stands.get(system)
        if stand is None:
            return STAYS
        return {Side.MOVED: DONE, Side.TO_MOVE: TODO}.get(stand.side, STAYS)

    def mark_of(self, systems: Iterable[SystemId]) -> str:
        """The mark of several systems: all moved, some, none."""
        found = {self.mark(system) for system in systems}
        if not found:
            return EMPTY
        if found <= {DONE, STAYS} and DONE in found:
            return DONE
        if found == {STAYS}:
            return STAYS
        return PARTLY if DONE in found else TODO

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """A letter for every party that runs one of the body's own systems: the most systems first, ties by id."""
        count: dict[str, int] = {}
        for node in self.context.analysis.graph.nodes:
            if node.kind is NodeKind.SYSTEM and not isinstance(node.party, Unknown):
                count[node.party] = count.get(node.party, 0) + 1
        ordered = sorted(count, key=lambda party: (-count[party], party))
        return {party: _letter(at) for at, party in enumerate(ordered)}

    def letter(self, system: str) -> str:
        """The letter of the party that runs a system; ? where nobody knows."""
        node = self.context.analysis.graph.node_by_id.get(system)
        if node is None or isinstance(node.party, Unknown):
            return "?"
        return self.letters.get(node.party, "?")

    def rank(self, party: str) -> int:
        """The place of a party among those that run systems; after all of them where it runs none today."""
        return list(self.letters).index(party) if party in self.letters else len(self.letters)

    def fill(self, party: str) -> str:
        """The surface of a party, the same in every view."""
        return FILLS[min(self.rank(party), len(FILLS) - 1)]

    def fill_of(self, system: str) -> str:
        """The surface of the party that runs a system; white where nobody knows."""
        node = self.context.analysis.graph.node_by_id.get(system)
        return "white" if node is None or isinstance(node.party, Unknown) else self.fill(node.party)

    @cached_property
    def parties(self) -> tuple[Key, ...]:
        """Letters, surfaces and names of all parties that run systems, for the key of a view."""
        return tuple(
            box(
                self.fill(party),
                self.party(party).removeprefix(letter).strip() or self.context.t("paper.vendor"),
                letter,
            )
            for party, letter in self.letters.items()
        )

    def party(self, party: str) -> str:
        """A party by its letter and, where the reader may know it, its name."""
        letter = self.letters.get(party, "")
        if not self.context.names_vendors:
            return letter or self.context.t("paper.vendor")
        named = party in self.context.inventory.group_by_id
        return f"{letter} {self.context.name('group' if named else 'vendor', party)}".strip()


def _letter(at: int) -> str:
    """A … Z, then AA, AB …"""
    first, last = divmod(at, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


def sys_address(system: str) -> str:
    """Where the page of a system stands."""
    return f"#sys/{system}"


def area_address(key: str) -> str:
    """Where the page of an area stands."""
    return f"#map/area/{key}"
