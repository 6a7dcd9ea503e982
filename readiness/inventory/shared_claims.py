"""適合回答 kept once per package and version, for every body on it: files outside any inventory, joined in by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import normalize

from readiness.inventory.assemble import Placed
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.ref import Ref
from readiness.model.text import text
from readiness.model.unknown import UNKNOWN_WORDS


def joined_claims(
    sections: Mapping[str, Sequence[Placed]], files: Iterable[Placed]
) -> tuple[dict[str, Sequence[Placed]], tuple[Finding, ...]]:
    """The sections with the shared claims about the body's packages added, `package` turned into the body's own id.

    `files`: the plain data of each file of shared claims with its place.
    A shared record names its package by name. It counts for a package of its version; where the body does not know its
    version, only if the files speak of one version. What the body wrote about the same requirement goes before it;
    a finding tells where the two differ.
    """
    claims = [placed for data, ref in files for placed in _records(data, ref)]
    if not claims:
        return dict(sections), ()
    versions: dict[str, set[str]] = {}
    by_name: dict[str, list[Placed]] = {}
    for data, ref in claims:
        name = _fold(data.get("package"))
        versions.setdefault(name, set()).add(_fold(data.get("version")))
        by_name.setdefault(name, []).append((data, ref))
    own = {_key(data): index for index, (data, _) in enumerate(sections.get("claims", ())) if _about_package(data)}
    rows = list(sections.get("claims", ()))
    found: list[Finding] = []
    for package, _ in sections.get("packages", ()):
        if not isinstance(package, Mapping):
            continue
        name, version = _fold(package.get("name")), _known(package.get("version"))
        for data, ref in by_name.get(name, ()):
            if version and _fold(data.get("version")) not in ("", version):
                continue
            if not version and len(versions[name] - {""}) > 1:
                continue
            record = {**data, "package": package.get("id")}
            at = own.get(_key(record))
            if at is None:
                record["id"] = "-".join(
                    str(p) for p in (package.get("id"), data.get("version"), data["requirement"]) if p
                )
                rows.append((record, ref))
            else:
                stated = {key: value for key, value in rows[at][0].items() if _known(value)}
                if _known(record.get("answer")) not in ("", _known(stated.get("answer", record.get("answer")))):
                    found.append(_differs(rows[at], record, ref))
                rows[at] = ({**record, **stated}, rows[at][1])
    return {**sections, "claims": rows}, tuple(found)


def _differs(own: Placed, shared: Mapping[str, Any], ref: Ref) -> Finding:
    data, place = own
    return Finding(
        code="IN309",
        severity=Severity.QUESTION,
        subject=Subject("claim", str(data.get("id") or shared["requirement"])),
        message=text(
            "input.shared-differs",
            requirement=str(shared["requirement"]),
            own=str(data.get("answer")),
            shared=str(shared.get("answer")),
            source=str(shared.get("source") or ref.file),
        ),
        remedy=text("input.shared-differs.remedy"),
        ref=place,
        related=(ref,),
        discriminator=str(shared["requirement"]),
    )


def _records(data: Any, ref: Ref) -> list[Placed]:
    listed = data.get("claims") if isinstance(data, Mapping) else None
    place = ref.child("claims")
    return [
        (record, place.child(index))
        for index, record in enumerate(listed if isinstance(listed, list) else ())
        if isinstance(record, Mapping) and record.get("package") and record.get("requirement")
    ]


def _about_package(data: Any) -> bool:
    return isinstance(data, Mapping) and bool(data.get("package")) and not data.get("system")


def _key(data: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(data.get("package")), _fold(data.get("version")), str(data.get("requirement"))


def _known(value: Any) -> str:
    text = _fold(value)
    return "" if text in UNKNOWN_WORDS else text


def _fold(value: Any) -> str:
    return "" if value is None else "".join(normalize("NFKC", str(value)).casefold().split())
