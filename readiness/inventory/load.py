"""An inventory from disk: every file read once, every problem of every file in one run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from readiness.inventory import state_problems
from readiness.inventory.assemble import Areas, Placed, build_inventory
from readiness.inventory.files import (
    decision_files,
    inventory_files,
    led_out,
    ledger_books,
    misshapen,
    passed_over,
    state_of_later,
    state_of_others,
    text_copies,
    unowned_state,
)
from readiness.inventory.positions import Positions
from readiness.inventory.schema_problems import schema_findings
from readiness.inventory.sections import OLD_NAMES, SECTION_BY_KEY
from readiness.inventory.shared_claims import joined_claims
from readiness.inventory.source_problems import source_finding
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.inventory import Inventory
from readiness.model.ref import Ref
from readiness.model.text import Param, text
from readiness.sources.span import Span
from readiness.sources.yamlfile import YamlDocument, read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What reading gave. With a `fatal` finding the inventory (if any) is only the part that could be read."""

    inventory: Inventory | None
    findings: tuple[Finding, ...]
    positions: Positions

    @property
    def fatal(self) -> bool:
        """Whether analysis must not go on (exit 2)."""
        return self.inventory is None or any(finding.severity is Severity.FATAL for finding in self.findings)


def load_inventory(path: Path, areas: Areas, shared: Iterable[Path] = ()) -> Loaded:
    """Read a folder or a YAML file. `areas` maps every spelling of an area to its key; `shared`: files of claims that
    several bodies use. Never raises for bad input.
    """
    if not path.exists():
        return _refused(path, "IN301", "no-such-path")
    if not inventory_files(path):
        books = tuple(book.as_posix() for book in ledger_books(path))
        return _refused(path, "IN302", "only-books", books=books) if books else _refused(path, "IN302", "no-yaml")
    raw = read_sections(path)
    return load_sections(
        path, raw.sections, areas, findings=raw.findings, documents=raw.documents, spans=raw.spans, shared=shared
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSections:
    """The YAML files of a body as plain data: documents by name, records by section with their places."""

    documents: Mapping[str, YamlDocument]
    sections: Mapping[str, Sequence[Placed]]
    findings: tuple[Finding, ...]
    spans: Mapping[str, Span]


def read_sections(path: Path) -> RawSections:
    """Read and check every YAML file of the body; nothing is built yet."""
    documents = {file.as_posix(): read_yaml(file) for file in inventory_files(path)}
    findings: list[Finding] = [state_problems.not_read(file) for file in passed_over(path)]
    spans: dict[str, Span] = {}
    for document in documents.values():
        _take_problems(document, findings, spans)
    sections: dict[str, list[Placed]] = {}
    for name, document in documents.items():
        _collect(_plain(document.data), name, sections, findings)
    return RawSections(documents=documents, sections=sections, findings=tuple(findings), spans=spans)


def load_sections(
    path: Path,
    sections: Mapping[str, Sequence[Placed]],
    areas: Areas,
    *,
    findings: Iterable[Finding] = (),
    documents: Mapping[str, YamlDocument] | None = None,
    spans: Mapping[str, Span] | None = None,
    shared: Iterable[Path] = (),
) -> Loaded:
    """The inventory of plain sections, wherever they came from, with the decision files beside `path`.

    `findings` are what reading the sections has said already; `documents` and `spans` place them. `shared` are files of
    claims about packages that several bodies use.
    """
    stated = list(findings)
    places = dict(spans or {})
    others = [read_yaml(file) for file in shared]
    common: list[Placed] = []
    for document in others:
        _take_problems(document, stated, places)
        if document.data is not None:
            common.append((_plain(document.data), Ref(document.name)))
            stated += schema_findings(common[-1][0], document.name)
    if common:
        sections, differing = joined_claims(sections, common)
        stated += differing
    body = _body_id(sections)
    stated += [state_problems.unowned(file, body) for file in unowned_state(path, body)]
    stated += [state_problems.of_another(folder, body) for folder in state_of_others(path, body)]
    stated += [state_problems.text_copy(file) for file in text_copies(path, body)]
    named = {finding.ref.file for finding in stated if finding.ref}
    stated += [state_problems.not_read(file) for file in led_out(path) if file.as_posix() not in named]
    stated += [state_problems.misshapen(place) for place in misshapen(path, body)]
    stated += [state_problems.of_later(file) for file in state_of_later(path, body)]
    decided = {key: read_yaml(file) for key, file in decision_files(path, body).items()}
    decisions: dict[str, Placed] = {}
    for key, document in decided.items():
        _take_problems(document, stated, places)
        data = _plain(document.data)
        stated += schema_findings(data, document.name, key) if data is not None else ()
        if isinstance(data, Mapping) and data.get(key) is not None:
            decisions[key] = (data[key], Ref(document.name, (key,)))
    broken = any(finding.severity is Severity.FATAL for finding in stated)
    built = build_inventory(sections, areas, decisions)
    # A body that could not be read is already reported where it is broken.
    read = (*(documents or {}).values(), *others, *decided.values())
    # What an unreadable file holds is not known, so nothing is said to be missing from it.
    lost = any(document.data is None and not document.readable for document in read)
    unstated = {"IN204"} if broken else set()
    unstated |= {"IN202"} if lost else set()
    # Of two towns read as one, that is the news, not each of the ids they share.
    unstated |= {"IN201"} if len(sections.get("body", ())) > 1 else set()
    # What is missing as a whole is missing from the whole.
    whole = Ref(path.as_posix())
    stated += [f if f.ref.file else replace(f, ref=whole) for f in built.findings if f.code not in unstated]
    positions = Positions({document.name: document for document in read}, places)
    return Loaded(inventory=built.inventory, findings=positions.in_order(stated), positions=positions)


def _body_id(sections: Mapping[str, Sequence[Placed]]) -> str:
    for data, _ in sections.get("body", ()):
        if isinstance(data, Mapping) and data.get("id") is not None:
            return str(data["id"])
    return ""


def _take_problems(document: YamlDocument, findings: list[Finding], spans: dict[str, Span]) -> None:
    for problem in document.problems:
        finding = source_finding(problem)
        findings.append(finding)
        if problem.span is not None:
            spans[finding.fingerprint] = problem.span


def _collect(data: Any, name: str, sections: dict[str, list[Placed]], findings: list[Finding]) -> None:
    """Add one file's sections; a second `body` is a problem, other sections of one name are joined."""
    if data is None:
        return
    data = _renamed(data)
    findings += schema_findings(data, name)
    if not isinstance(data, Mapping):
        return
    for key, value in data.items():
        section = SECTION_BY_KEY.get(str(key))
        if section is None or value is None:
            continue
        place = Ref(name, (section.key,))
        rows = sections.setdefault(section.key, [])
        if not section.many:
            if rows and not (section.key != "body" and _towns(sections, name)):
                findings.append(_second(section.key, place, rows[0][1]))
            rows.append((value, place))
        elif isinstance(value, list):
            rows.extend((row, place.child(index)) for index, row in enumerate(value))


def _renamed(data: Any) -> Any:
    """The data of one file with the names of old replaced, where the new one is not given as well."""
    if not isinstance(data, Mapping):
        return data
    return {
        section: [_with_names(row, OLD_NAMES[section]) for row in rows]
        if section in OLD_NAMES and isinstance(rows, list)
        else rows
        for section, rows in data.items()
    }


def _with_names(row: Any, names: Mapping[str, str]) -> Any:
    if not isinstance(row, dict) or not names.keys() & row.keys():
        return row
    return {names[key] if key in names and names[key] not in row else key: value for key, value in row.items()}


def _plain(value: Any) -> Any:
    """Dates back to text, because JSON Schema knows none."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _second(key: str, ref: Ref, first: Ref) -> Finding:
    apart = key == "body" and Path(ref.file).parent != Path(first.file).parent  # two towns read as one
    return Finding(
        code="IN205",
        severity=Severity.FATAL,
        subject=Subject("section", key),
        message=text("input.second-section", key=key, file=first.file),
        remedy=text("input.second-town.remedy" if apart else "input.second-section.remedy"),
        ref=ref,
        related=(first,),
        discriminator=ref.file,
    )


def _towns(sections: Mapping[str, Sequence[Placed]], name: str) -> bool:
    """Whether a file stands in a folder whose town is not the first that was read: that is told once, with the town."""
    bodies = [Path(place.file).parent for _, place in sections.get("body", ())]
    return Path(name).parent in bodies[1:] and Path(name).parent != bodies[0]


def _refused(path: Path, code: str, key: str, **params: Param) -> Loaded:
    finding = Finding(
        code=code,
        severity=Severity.FATAL,
        subject=Subject("file", path.as_posix()),
        message=text(f"input.{key}", path=path.as_posix(), **params),
        remedy=text(f"input.{key}.remedy", **params),
        ref=Ref(path.as_posix()),
    )
    return Loaded(inventory=None, findings=(finding,), positions=Positions())
