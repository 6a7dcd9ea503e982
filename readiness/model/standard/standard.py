"""The standard as one value; each part is read when it is first asked for (標準仕様一式)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from readiness.model.standard.applicability import ApplicabilityRule
from readiness.model.standard.area import Area, Fact, Node, Unit
from readiness.model.standard.assumption import Assumptions
from readiness.model.standard.builtin import CharacterStandard, CommonFunctionFacts, NonFunctionalStandard
from readiness.model.standard.calendar import Calendar, GoLive
from readiness.model.standard.confidence import Source
from readiness.model.standard.flow import Flow
from readiness.model.standard.party import OutsideParty
from readiness.model.standard.procedure import Procedure
from readiness.model.text import Text, named

if TYPE_CHECKING:
    from readiness.model.published import BodyCode, PublishedTables
    from readiness.model.standard.account import BudgetForm
    from readiness.model.standard.budget import BudgetCalendar
    from readiness.model.standard.edition import Edition, EditionFact, EditionHead


class StandardParts(Protocol):
    """Where the parts come from: `readiness.standard.load` reads them from disk, tests may hand them over."""

    def areas(self) -> tuple[Area, ...]:
        """The areas by number."""

    def nodes(self) -> tuple[Node, ...]:
        """Nodes of flows outside the areas."""

    def units(self) -> tuple[Unit, ...]:
        """Units by 業務ID."""

    def facts(self, owner: str) -> tuple[Fact, ...]:
        """What is known of one area or node."""

    def links(self) -> tuple[Flow, ...]:
        """Flows between areas."""

    def parties(self) -> tuple[OutsideParty, ...]:
        """Parties outside."""

    def procedure(self) -> Procedure:
        """The 40 steps."""

    def assumptions(self) -> Assumptions:
        """Defaults."""

    def applicability(self) -> tuple[ApplicabilityRule, ...]:
        """Rules by class of body."""

    def sources(self) -> Mapping[str, Source]:
        """Sources of facts by key."""

    def calendar(self) -> Calendar:
        """Windows, elections, holidays."""

    def budget(self) -> BudgetCalendar:
        """Budget and assembly."""

    def budget_form(self) -> BudgetForm:
        """Accounts, instruments, funding."""

    def edition_facts(self) -> tuple[EditionFact, ...]:
        """Facts about editions."""

    def go_lives(self) -> tuple[GoLive, ...]:
        """Observed go-lives."""

    def common_functions(self) -> CommonFunctionFacts:
        """Rules of the common functions, shapes of IDs."""

    def non_functional(self) -> NonFunctionalStandard:
        """Metrics."""

    def characters(self) -> CharacterStandard:
        """Character sets and transitions."""

    def bodies(self) -> tuple[BodyCode, ...]:
        """The table of bodies."""

    def published(self) -> PublishedTables:
        """Imported published tables."""

    def editions(self) -> tuple[EditionHead, ...]:
        """Heads of the imported editions."""

    def edition(self, edition_id: str) -> Edition:
        """One imported edition."""

    def claim_files(self) -> tuple[Path, ...]:
        """Claims per package and version that several bodies use."""


def spelling(name: str) -> str:
    """A name as it is compared: NFKC, without spaces and middle dots."""
    folded = unicodedata.normalize("NFKC", name)
    return "".join(char for char in folded if not char.isspace() and char != "・")


@dataclass(frozen=True, kw_only=True)
class Standard:
    """Everything the standard says, built-in facts under the user's own pack under the body's."""

    parts: StandardParts = field(repr=False)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The 21 areas by number."""
        return self.parts.areas()

    @cached_property
    def area_by_key(self) -> Mapping[str, Area]:
        """Areas by key."""
        return {area.key: area for area in self.areas}

    @cached_property
    def area_spellings(self) -> Mapping[str, str]:
        """Every way to write an area (key, name, aliases) → its key; exact text, as the inventory looks it up."""
        found: dict[str, str] = {}
        for area in self.areas:
            for name in (area.key, area.name, *area.aliases):
                found.setdefault(name, area.key)
        return found

    @cached_property
    def _folded_spellings(self) -> Mapping[str, str]:
        return {spelling(name): key for name, key in self.area_spellings.items()}

    def area_named(self, name: str) -> Area | None:
        """The area an official workbook means; widths, spaces and middle dots do not matter."""
        key = self._folded_spellings.get(spelling(name))
        return None if key is None else self.area_by_key[key]

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Nodes outside the areas."""
        return self.parts.nodes()

    @cached_property
    def node_texts(self) -> Mapping[str, Text]:
        """The same names in both languages, for messages."""
        areas = {area.key: named(area.name, area.name_en) for area in self.areas}
        return areas | {node.key: named(node.name, node.name_en) for node in self.nodes}

    @cached_property
    def node_names(self) -> Mapping[str, str]:
        """Japanese names of everything a flow may run to, by key."""
        return {area.key: area.name for area in self.areas} | {node.key: node.name for node in self.nodes}

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units by 業務ID."""
        return self.parts.units()

    @cached_property
    def unit_by_id(self) -> Mapping[str, Unit]:
        """Units by 業務ID."""
        return {unit.id: unit for unit in self.units}

    def area_of_unit(self, unit: str) -> str | None:
        """Key of the area a 業務ID (枝番 ignored) belongs to; None for shared, free and unknown units."""
        found = self.unit_by_id.get(unit[:3])
        return found.area if found else None

    def facts(self, owner: str) -> tuple[Fact, ...]:
        """What is known of one area or node, in the order of its file."""
        return self.parts.facts(owner)

    @cached_property
    def links(self) -> tuple[Flow, ...]:
        """Flows between areas."""
        return self.parts.links()

    @cached_property
    def parties(self) -> tuple[OutsideParty, ...]:
        """Parties outside that areas exchange data with by law."""
        return self.parts.parties()

    @cached_property
    def procedure(self) -> Procedure:
        """The 40 steps."""
        return self.parts.procedure()

    @cached_property
    def assumptions(self) -> Assumptions:
        """Defaults (仮置き)."""
        return self.parts.assumptions()

    @cached_property
    def applicability(self) -> tuple[ApplicabilityRule, ...]:
        """Rules of applicability by class of body."""
        return self.parts.applicability()

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources of facts by key."""
        return self.parts.sources()

    @cached_property
    def calendar(self) -> Calendar:
        """Windows to avoid, elections, holidays; see `readiness.standard.calendar`."""
        return self.parts.calendar()

    @cached_property
    def budget(self) -> BudgetCalendar:
        """Budget, assembly and lead times."""
        return self.parts.budget()

    @cached_property
    def budget_form(self) -> BudgetForm:
        """Kinds of expense (節) and what usually stands under them, for the papers."""
        return self.parts.budget_form()

    @cached_property
    def edition_facts(self) -> tuple[EditionFact, ...]:
        """What is known about editions and transitions without having imported one."""
        return self.parts.edition_facts()

    @cached_property
    def go_lives(self) -> tuple[GoLive, ...]:
        """Go-lives that were really observed."""
        return self.parts.go_lives()

    @cached_property
    def bodies(self) -> tuple[BodyCode, ...]:
        """Every local government by code, name and class, with the wards of designated cities."""
        return self.parts.bodies()

    @cached_property
    def published(self) -> PublishedTables:
        """The newest published tables in the packs; empty before the user's first import of one."""
        return self.parts.published()

    @cached_property
    def editions(self) -> tuple[EditionHead, ...]:
        """Heads of the editions in the packs, by id; empty before the user's first `spec import`."""
        return self.parts.editions()

    def edition(self, edition_id: str) -> Edition:
        """An imported edition with its requirements. Raises `KeyError` for an id that is not there."""
        return self.parts.edition(edition_id)

    @cached_property
    def claim_files(self) -> tuple[Path, ...]:
        """Files of 適合回答 per package and version in the packs, for every body on these packages."""
        return self.parts.claim_files()

    @cached_property
    def common_functions(self) -> CommonFunctionFacts:
        """Confirmed rules of the common functions, and the shapes of official IDs."""
        return self.parts.common_functions()

    @cached_property
    def non_functional(self) -> NonFunctionalStandard:
        """The metrics of 非機能要件の標準 known so far."""
        return self.parts.non_functional()

    @cached_property
    def characters(self) -> CharacterStandard:
        """What is known of 行政事務標準文字."""
        return self.parts.characters()
