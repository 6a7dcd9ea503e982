"""Every fact in `specs/` names its source, when that was last seen, and how sure it is; no text shows a web host."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from readiness.model.standard.confidence import Confidence
from readiness.standard.locate import specs_root

SPECS = specs_root()
SOURCES: Mapping[str, Any] = yaml.safe_load((SPECS / "sources.yaml").read_text(encoding="utf-8"))["sources"]
SEEN = re.compile(r"20[0-9]{2}-[0-9]{2}(-[0-9]{2})?")
HOST = re.compile(r"https?://|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:jp|com|net|org|go|lg|io|dev)\b")
NAME = re.compile(r"^\s*[\w.-]+:")  # the key of a message is not shown
# What holds no facts of the field: our own vocabulary for reading ledgers.
OWN_WORDS = ("mappings/", "vocabulary", "schemas/")

Data = Mapping[str, Any]
Claim = tuple[str, Any, Any]
"""Where it stands, its confidence, its sources."""


def rows(*lists: str) -> Callable[[Data], Iterator[Claim]]:
    """Facts are the rows of these lists; their source is their own, else that of the file."""

    def walk(data: Data) -> Iterator[Claim]:
        for name in lists:
            for index, row in enumerate(data.get(name, ())):
                where = f"{name}[{row.get('key', row.get('id', index))}]"
                yield where, row.get("confidence", data.get("confidence")), row.get("source", data.get("source"))

    return walk


def area(data: Data) -> Iterator[Claim]:
    """An area or node: its law, its editions, its groups of facts."""
    for name in ("law", "spec"):
        if name in data:
            yield name, data[name].get("confidence"), data[name].get("source")
    for seen in data.get("spec_seen", ()):
        yield f"spec_seen {seen['version']}", seen.get("confidence"), seen.get("source")
    for kind, groups in data.get("facts", {}).items():
        for index, group in enumerate(groups):
            yield f"facts.{kind}[{index}]", group.get("confidence"), group.get("source")


def links(data: Data) -> Iterator[Claim]:
    """Flows: the source of one is its own, else that of its confidence."""
    for link in data["links"]:
        sure = link.get("confidence")
        yield f"{link['from']} {link['to']}", sure, link.get("source") or data["sources_by_confidence"].get(sure)


def procedure(data: Data) -> Iterator[Claim]:
    """Labels are the ministry's; phases and scopes are less sure."""
    yield "labels", "official", data["label_source"]
    yield "phases", data["phase_confidence"], data["phase_source"]
    yield "scopes", data["scope_confidence"], data["scope_source"]


def several(*walks: Callable[[Data], Iterator[Claim]]) -> Callable[[Data], Iterator[Claim]]:
    """All of them, one after the other."""
    return lambda data: (claim for walk in walks for claim in walk(data))


def whole(data: Data) -> Iterator[Claim]:
    """A file that is one fact."""
    yield "file", data.get("confidence"), data.get("source")


def part(name: str) -> Callable[[Data], Iterator[Claim]]:
    """One mapping of the file is a fact."""
    return lambda data: iter([(name, data[name].get("confidence"), data[name].get("source", data.get("source")))])


FACTS: Mapping[str, Callable[[Data], Iterator[Claim]]] = {
    "areas/": area,
    "nodes/": area,
    "calendars/areas.yaml": rows("rules"),
    "calendars/programmes.yaml": rows("rules"),
    "calendars/elections.yaml": rows("elections"),
    "calendars/go_lives.yaml": rows("go_lives"),
    "calendars/holidays.yaml": several(whole, part("closed")),
    "calendars/budget.yaml": rows("events", "instruments", "property_thresholds", "lead_times", "pia_levels"),
    "applicability.yaml": rows("rules"),
    "assumptions.yaml": rows("assumptions"),
    "budget/accounts.yaml": rows("kan_ko_moku", "special_accounts", "setsu", "setsu_of"),
    "budget/instruments.yaml": rows("instruments"),
    "budget/year.yaml": rows("facts"),
    "budget/funding.yaml": rows("funding"),
    "editions.yaml": rows("facts"),
    "parties.yaml": rows("parties"),
    "characters.yaml": several(rows("editions", "transitions"), part("scope")),
    "common_functions.yaml": rows("rules", "id_shapes"),
    "links.yaml": links,
    "nfr.yaml": several(rows("metrics"), part("deviation")),
    "procedure.yaml": procedure,
    "units.yaml": rows("units"),
}


def files() -> list[str]:
    found = [path.relative_to(SPECS).as_posix() for path in sorted(SPECS.rglob("*.yaml"))]
    return [name for name in found if not name.startswith(OWN_WORDS) and name != "sources.yaml"]


@pytest.mark.parametrize("name", files())
def test_every_fact_has_source_day_and_confidence(name: str) -> None:
    walk = next((walk for place, walk in FACTS.items() if name.startswith(place)), None)
    assert walk is not None, f"{name}: say in FACTS where its facts stand"
    data = yaml.safe_load((SPECS / name).read_text(encoding="utf-8"))
    claims = list(walk(data))
    assert claims, name
    for where, confidence, source in claims:
        assert confidence in {word.value for word in Confidence}, f"{name} {where}: confidence {confidence!r}"
        assert source, f"{name} {where}: no source"
        assert set(source) <= set(SOURCES), f"{name} {where}: {source}"


def test_every_source_says_when_it_was_last_seen() -> None:
    for key, source in SOURCES.items():
        assert SEEN.fullmatch(source.get("seen", "")), key


def test_nothing_from_memory_or_assumed_is_called_confirmed() -> None:
    """A confidence must not say more than its source: what nobody looked up is below confirmed."""
    weak = {"practice", "own-assumption", "calendar-derived", "derived"}
    for name in files():
        walk = next(walk for place, walk in FACTS.items() if name.startswith(place))
        for where, confidence, source in walk(yaml.safe_load((SPECS / name).read_text(encoding="utf-8"))):
            if set(source) <= weak:
                assert not Confidence.of(confidence).firm, f"{name} {where}"
            if {SOURCES[key]["kind"] for key in source} <= {"third_party", "inference"}:
                assert confidence != "official", f"{name} {where}"


def test_bodies_are_facts_too() -> None:
    with (SPECS / "bodies.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            assert row["class_source"] in SOURCES
            assert row["class_confidence"] in {word.value for word in Confidence}
    assert "body-codes" in SOURCES  # codes and names


def test_no_text_shows_a_web_host() -> None:
    shown = [path for path in SPECS.rglob("*") if path.suffix in (".yaml", ".csv")]
    shown += sorted((Path(__file__).parents[2] / "readiness" / "messages").rglob("*.yaml"))
    found = [
        f"{path.name}:{number}: {match[0]}"
        for path in shown
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := HOST.search(NAME.sub("", line.partition(" # ")[0])))
    ]
    assert found == []


# Figures that move, stand for other bodies, or were found at second hand only: nothing shipped repeats them.
NEVER = (
    r"10,?013|34,?366|29\.1 ?[%%]|1,?060",  # systems under separate dates after the list of 2025-12
    r"2\.3 ?倍|5\.7 ?倍|1\.6 ?倍|330 ?(?:団体|件)|[△▲-]30 ?[%%]",  # running cost of other bodies
    r"[++]8\.0 ?[%%]|51 ?[%%]|27\.5 ?[%%]|13\.7 ?[%%]",  # early movers
    r"共通SaaS.*[0-9]|共通基盤.*[0-9]+件|サービスメッシュ.*20[0-9]{2}",  # shared platforms: no count, no date
)


@pytest.mark.parametrize("never", NEVER)
def test_figures_of_others_are_never_shipped(never: str) -> None:
    sought = re.compile(never)
    for path in sorted([*SPECS.rglob("*.yaml"), *(Path(__file__).parents[2] / "readiness/messages").rglob("*.yaml")]):
        found = sought.search(path.read_text(encoding="utf-8"))
        assert found is None, (path.name, found)
