"""事業継続の想定 as text for a terminal and as JSON (format readiness.exit-impact, version 1)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from readiness.analysis.inputs import Inputs
from readiness.analysis.whatif import Consequences
from readiness.inventory.positions import Positions
from readiness.messages.catalogue import Catalogue
from readiness.model.codec import envelope, to_plain
from readiness.model.inventory import Inventory
from readiness.model.lockin.exits import AffectedSystem, ExitImpact, StoppedSystem
from readiness.model.measure import Measure
from readiness.model.record import InterfaceId
from readiness.model.unknown import Unknown


def exit_json(impact: ExitImpact, inputs: Inputs, words: Catalogue, plan: Consequences | None = None) -> str:
    """The scenario with messages in the language asked for; `plan` = what it does to the plan, null for nothing."""
    body = {"body": inputs.inventory.body.id, "as_of": inputs.as_of.isoformat(), "note": words.get("lockin.exit.note")}
    value = envelope(
        "exit-impact", 1, {**body, "impact": to_plain(impact, words.render), "plan": to_plain(plan, words.render)}
    )
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def exit_text(impact: ExitImpact, inputs: Inputs, words: Catalogue, positions: Positions) -> str:
    """The scenario as an indented list: what stops first, then what that carries away, then what to do by when."""
    names = {record.id: record.label for record in inputs.inventory.records()}
    areas = inputs.standard.node_names
    kind = words.get(f"lockin.exit_kind.{impact.kind.value}")
    lines = [words.get("lockin.exit.title", kind=kind, label=impact.label), words.get("lockin.exit.note"), ""]
    lines += [
        _figure(impact.areas, words),
        _figure(impact.other_areas, words),
        _figure(impact.reached_areas, words),
    ]
    outright = [item for item in impact.stopped if item.outright]
    lines += _section(words, "stops", (_stopped(item, areas, words, positions) for item in outright))
    partly = [item for item in impact.stopped if not item.outright]
    lines += _section(words, "loses_role", (_stopped(item, areas, words, positions) for item in partly))
    lines += _section(words, "uncertain", (names[id_] for id_ in impact.uncertain))
    ordered = sorted(impact.affected, key=lambda item: item.distance)
    lines += _section(words, "affected", (_affected(item, areas, words) for item in ordered))
    lines += _section(words, "links", (_link(inputs.inventory, id_, names, words) for id_ in impact.links))
    lines += _section(words, "contracts", (names[id_] for id_ in impact.contracts))
    lines += _section(words, "forms", (names[id_] for id_ in impact.forms))
    lines += _section(words, "moves", (_move(inputs.inventory, id_, words) for id_ in impact.moves))
    temporary = (_link(inputs.inventory, id_, names, words) for id_ in impact.temporary_links)
    lines += _section(words, "temporary", temporary)
    lines += _section(words, "dates", (words.render(item.message) for item in impact.dates))
    lines += _needed(impact, words)
    lines += _substitutes(impact, names, words)
    return "\n".join(lines) + "\n"


def _link(inventory: Inventory, id_: str, names: Mapping[str, str], words: Catalogue) -> str:
    """Ends and data before the id: people know their links by these."""
    link = inventory.interface_by_id.get(InterfaceId(id_))
    if link is None:
        return id_
    ends = {"source": names.get(link.from_, link.from_), "target": names.get(link.to, link.to)}
    data = link.data or words.get("common.unknown")
    return words.get("lockin.exit.link", id=id_, data=data, **ends)


def _move(inventory: Inventory, id_: str, words: Catalogue) -> str:
    """The systems of a move, with its id."""
    adopted = inventory.decisions.plan
    planned = {move.move: move.systems for move in adopted.moves} if adopted else {}
    own = planned.get(id_) or tuple(system.id for system in inventory.systems if id_ in (system.move, system.id))
    labels = words.join(inventory.system_by_id[system].label for system in own if system in inventory.system_by_id)
    return f"{labels} ({id_})" if labels else id_


def _figure(measure: Measure, words: Catalogue) -> str:
    name, shown = words.get(f"measure.{measure.name}"), {"known": measure.known, "total": measure.total}
    if isinstance(measure.value, Unknown):
        return words.get("measure.line_unknown", name=name, **shown)
    return words.get("measure.line", name=name, value=str(measure.value), unit=words.get(measure.unit), **shown)


def _section(words: Catalogue, key: str, rows: Iterable[str]) -> list[str]:
    """Heading and rows; nothing where there are none."""
    found = [f"  - {row}" for row in rows]
    return ["", words.get(f"lockin.exit.{key}"), *found] if found else []


def _stopped(item: StoppedSystem, areas: Mapping[str, str], words: Catalogue, positions: Positions) -> str:
    layers = words.join(words.get(f"lockin.layer.{layer.value}") for layer in item.layers)
    row = words.get("lockin.exit.row", system=item.label, areas=_areas(item.areas, areas, words), detail=layers)
    place = positions.at(item.ref)
    return f"{row} ({place.file}:{place.line})" if place else row


def _affected(item: AffectedSystem, areas: Mapping[str, str], words: Catalogue) -> str:
    party = item.party_label or words.get("common.unknown")
    detail = words.get("lockin.exit.path", party=party, path=" → ".join(item.labels))
    return words.get("lockin.exit.row", system=item.label, areas=_areas(item.areas, areas, words), detail=detail)


def _areas(keys: Iterable[str], names: Mapping[str, str], words: Catalogue) -> str:
    return words.join(names.get(key, key) for key in keys) or words.get("lockin.exit.no_area")


def _needed(impact: ExitImpact, words: Catalogue) -> Iterator[str]:
    if not impact.stopped:
        return
    if isinstance(impact.needed_by, Unknown) or impact.needed_by_reason is None:
        yield from ("", words.get("lockin.exit.needed_by"), f"  - {words.get('lockin.exit.needed_unknown')}")
        if not isinstance(impact.lead_weeks, Unknown):
            yield f"  - {words.get('lockin.exit.lead', weeks=impact.lead_weeks)}"
        return
    yield from ("", words.get("lockin.exit.needed_by"))
    yield from (f"  - {need.date.isoformat()} ({words.render(need.why)})" for need in impact.needs)
    if impact.starts:
        yield from ("", words.get("lockin.exit.starts"))
    for start in impact.starts:
        late = f" *{words.get('lockin.exit.late')}*" if start.late else ""
        yield f"  - {start.start.isoformat()} {words.render(start.step)}{late}"


def _substitutes(impact: ExitImpact, names: Mapping[str, str], words: Catalogue) -> Iterator[str]:
    yield from ("", words.get("lockin.exit.substitutes"))
    if impact.substitutes is None:
        yield f"  - {words.get('lockin.exit.no_package_list')}"
    elif not impact.substitutes:
        yield f"  - {words.get('common.none')}"
    else:
        yield f"  {words.get('lockin.exit.substitutes_note')}"
        for row in impact.substitutes:
            systems = words.join(names[system] for system in row.systems)
            yield f"  - {row.unit} {row.vendor} {row.package} ({row.number}): {systems}"
