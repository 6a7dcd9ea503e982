"""The standard from disk, part by part: a command pays only for what its work asks for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from readiness.model.standard.applicability import ApplicabilityRule
from readiness.model.standard.area import Area, Fact, Node, Unit
from readiness.model.standard.assumption import Assumptions
from readiness.model.standard.builtin import CharacterStandard, CommonFunctionFacts, NonFunctionalStandard
from readiness.model.standard.calendar import Calendar, GoLive
from readiness.model.standard.confidence import Source
from readiness.model.standard.edition import Edition, EditionFact, EditionHead
from readiness.model.standard.flow import Flow
from readiness.model.standard.party import OutsideParty
from readiness.model.standard.procedure import Procedure
from readiness.model.standard.standard import Standard
from readiness.standard import build, build_builtin, build_calendar
from readiness.standard.assumption_kinds import check_assumptions
from readiness.standard.editions import edition_heads, read_edition
from readiness.standard.files import SpecFiles, check_layers
from readiness.standard.locate import layers

if TYPE_CHECKING:
    from readiness.model.published import BodyCode, PublishedTables
    from readiness.model.standard.account import BudgetForm
    from readiness.model.standard.budget import BudgetCalendar

V = TypeVar("V")
CALENDAR_FILES = ("areas", "programmes", "elections")


def load_standard(root: Path | None = None, packs: Iterable[Path] = ()) -> Standard:
    """The standard: built-in data (`root`, by default our own) under `packs`, the later pack winning.

    Nothing is read yet except whether the folders exist. Reading a part of a broken pack raises `StandardError` with
    every problem of the file.
    """
    all_layers = layers(root, packs)
    check_layers(all_layers)
    return Standard(parts=DiskParts(SpecFiles(all_layers)))


@dataclass(frozen=True, slots=True)
class DiskParts:
    """The parts as files over all layers; a later layer replaces what has the same key and adds the rest."""

    files: SpecFiles

    def areas(self) -> tuple[Area, ...]:
        """`areas/*.yaml`, by number."""
        found = [build.area(file.data) for file in self.files.folder("areas", head_only=True)]
        return tuple(sorted(_latest(found, lambda area: area.key), key=lambda area: area.number))

    def nodes(self) -> tuple[Node, ...]:
        """`nodes/*.yaml`, by key."""
        found = [build.node(file.data) for file in self.files.folder("nodes", head_only=True)]
        return tuple(sorted(_latest(found, lambda node: node.key), key=lambda node: node.key))

    def units(self) -> tuple[Unit, ...]:
        """`units.yaml`, by 業務ID."""
        found = [unit for file in self.files.read("units.yaml") for unit in build.units(file.data)]
        return tuple(sorted(_latest(found, lambda unit: unit.id), key=lambda unit: unit.id))

    def facts(self, owner: str) -> tuple[Fact, ...]:
        """The facts of one file of `areas/` or `nodes/`; the strongest layer that has the file says it all."""
        for folder in ("areas", "nodes"):
            found = self.files.read(f"{folder}/{owner}.yaml")
            if found:
                return tuple(build.facts(owner, found[-1].data.get("facts", {})))
        raise KeyError(owner)

    def links(self) -> tuple[Flow, ...]:
        """`links.yaml`; a pack's flow replaces the built-in one of the same ends and data."""
        found = [link for file in self.files.read("links.yaml") for link in build.links(file.data)]
        return _latest(found, lambda link: (link.from_, link.to, link.data))

    def parties(self) -> tuple[OutsideParty, ...]:
        """`parties.yaml`; a pack's party replaces the built-in one of its key."""
        found = [party for file in self.files.read("parties.yaml") for party in build.parties(file.data)]
        return _latest(found, lambda party: party.key)

    def procedure(self) -> Procedure:
        """`procedure.yaml` of the strongest layer."""
        return build.procedure(self.files.read("procedure.yaml")[-1].data)

    def assumptions(self) -> Assumptions:
        """`assumptions.yaml`; a row replaces the one of the same key and areas."""
        read = self.files.read("assumptions.yaml")
        check_assumptions(read)
        found = [row for file in read for row in build.assumptions(file.data, file.layer.name)]
        return Assumptions(rows=_latest(found, lambda row: (row.key, row.areas)))

    def applicability(self) -> tuple[ApplicabilityRule, ...]:
        """`applicability.yaml`."""
        found = [rule for file in self.files.read("applicability.yaml") for rule in build.applicability(file.data)]
        return _latest(found, lambda rule: rule.id)

    def sources(self) -> Mapping[str, Source]:
        """`sources.yaml`."""
        found = [source for file in self.files.read("sources.yaml") for source in build.sources(file.data)]
        return {source.key: source for source in found}

    def calendar(self) -> Calendar:
        """The rules and elections of every file of `calendars/`, and the holidays of the strongest layer."""
        own = (*CALENDAR_FILES, *self._own_calendars())
        read = [file for name in own for file in self.files.read(f"calendars/{name}.yaml")]
        return Calendar(
            rules=_latest((rule for file in read for rule in build_calendar.rules(file.data)), lambda rule: rule.key),
            elections=_latest(
                (vote for file in read for vote in build_calendar.elections(file.data)), lambda vote: vote.key
            ),
            holidays=build_calendar.holidays(self.files.read("calendars/holidays.yaml")[-1].data),
        )

    def _own_calendars(self) -> tuple[str, ...]:
        """Further files in `calendars/`, which a pack may name as it likes."""
        roots = [layer.root / "calendars" for layer in self.files.layers]
        names = {path.stem for root in roots if root.is_dir() for path in root.glob("*.yaml")}
        return tuple(sorted(names - {*CALENDAR_FILES, "holidays", "budget", "go_lives"}))

    def budget(self) -> BudgetCalendar:
        """`calendars/budget.yaml`; a pack's event or lead time replaces the one of its key."""
        from readiness.model.standard import budget as model  # noqa: PLC0415 - only planning pays for its classes
        from readiness.standard.build_budget import budget  # noqa: PLC0415

        read = [budget(file.data) for file in self.files.read("calendars/budget.yaml")]
        return model.BudgetCalendar(
            events=_latest((row for part in read for row in part.events), lambda row: row.key),
            property_thresholds=_latest((r for part in read for r in part.property_thresholds), lambda r: r.classes),
            lead_times=_latest((row for part in read for row in part.lead_times), lambda row: row.key),
            pia_levels=_latest((row for part in read for row in part.pia_levels), lambda row: row.key),
        )

    def budget_form(self) -> BudgetForm:
        """`budget/accounts.yaml` of the strongest layer that has it."""
        from readiness.standard.build_budget_form import budget_form  # noqa: PLC0415 - only papers pay for it

        return budget_form(self.files.read("budget/accounts.yaml")[-1].data)

    def edition_facts(self) -> tuple[EditionFact, ...]:
        """`editions.yaml`; a pack's fact replaces the built-in one of its key."""
        found = [fact for file in self.files.read("editions.yaml") for fact in build.edition_facts(file.data)]
        return _latest(found, lambda fact: fact.key)

    def go_lives(self) -> tuple[GoLive, ...]:
        """`calendars/go_lives.yaml`."""
        read = self.files.read("calendars/go_lives.yaml")
        return tuple(item for file in read for item in build_calendar.go_lives(file.data))

    def claim_files(self) -> tuple[Path, ...]:
        """`claims/*.yaml` of the packs, in the form of an inventory."""
        roots = [layer.root / "claims" for layer in self.files.layers if not layer.trusted]
        return tuple(path for root in roots if root.is_dir() for path in sorted(root.glob("*.yaml")))

    def common_functions(self) -> CommonFunctionFacts:
        """`common_functions.yaml` of the strongest layer."""
        return build_builtin.common_functions(self.files.read("common_functions.yaml")[-1].data)

    def non_functional(self) -> NonFunctionalStandard:
        """`nfr.yaml` of the strongest layer."""
        return build_builtin.non_functional(self.files.read("nfr.yaml")[-1].data)

    def characters(self) -> CharacterStandard:
        """`characters.yaml` of the strongest layer."""
        return build_builtin.characters(self.files.read("characters.yaml")[-1].data)

    def bodies(self) -> tuple[BodyCode, ...]:
        """`bodies.csv`, or the newer table of codes in a pack."""
        from readiness.standard.bodies import read_bodies  # noqa: PLC0415 - only `init` pays for 2,000 rows

        return read_bodies(self.files.layers)

    def published(self) -> PublishedTables:
        """The newest lists in `lists/` of the packs."""
        from readiness.standard.published_lists import read_published  # noqa: PLC0415 - only a report asks for them

        return read_published(self.files.layers)

    def editions(self) -> tuple[EditionHead, ...]:
        """Heads of everything below `editions/`."""
        return edition_heads(self.files.layers)

    def edition(self, edition_id: str) -> Edition:
        """One file of `editions/`."""
        return read_edition(self.files.layers, edition_id)


def _latest(found: Iterable[V], key: Callable[[V], Hashable]) -> tuple[V, ...]:
    """The last value of every key, at the place of the first."""
    kept: dict[Hashable, V] = {}
    for value in found:
        kept[key(value)] = value
    return tuple(kept.values())
