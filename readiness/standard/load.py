"""The standard from disk, part by part: a command pays only for what its work asks for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from readiness.model.standard.applicability import ApplicabilityRule
from readiness.model.standard.area import Area, Fact, Node, Unit
from readiness.model.standard.assumption import Assumptions
from readiness.model.standard.confidence import Source
from readiness.model.standard.link import StandardLink
from readiness.model.standard.procedure import Procedure
from readiness.model.standard.standard import Standard
from readiness.standard import build
from readiness.standard.files import SpecFiles, check_layers
from readiness.standard.locate import layers

V = TypeVar("V")


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

    def links(self) -> tuple[StandardLink, ...]:
        """`links.yaml`; a pack's flow replaces the built-in one of the same ends and data."""
        found = [link for file in self.files.read("links.yaml") for link in build.links(file.data)]
        return _latest(found, lambda link: (link.from_, link.to, link.data))

    def procedure(self) -> Procedure:
        """`procedure.yaml` of the strongest layer."""
        return build.procedure(self.files.read("procedure.yaml")[-1].data)

    def assumptions(self) -> Assumptions:
        """`assumptions.yaml`; a row replaces the one of the same key and areas."""
        read = self.files.read("assumptions.yaml")
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


def _latest(found: Iterable[V], key: Callable[[V], Hashable]) -> tuple[V, ...]:
    """The last value of every key, at the place of the first."""
    kept: dict[Hashable, V] = {}
    for value in found:
        kept[key(value)] = value
    return tuple(kept.values())
