"""適合回答 kept once per package and version, for every body on it: files outside any inventory, joined in by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import normalize

from readiness.inventory.assemble import Placed
from readiness.model.ref import Ref
from readiness.model.unknown import UNKNOWN_WORDS


def joined_claims(sections: Mapping[str, Sequence[Placed]], files: Iterable[Placed]) -> dict[str, Sequence[Placed]]:
    """The sections with the shared claims about the body's packages added, `package` turned into the body's own id.

    `files`: the plain data of each file of shared claims with its place.
    A shared record names its package by name. It counts for a package of its version; where the body does not know its
    version, only if the files speak of one version. What the body wrote about the same requirement goes before it.
    """
    claims = [placed for data, ref in files for placed in _records(data, ref)]
    if not claims:
        return dict(sections)
    versions: dict[str, set[str]] = {}
    by_name: dict[str, list[Placed]] = {}
    for data, ref in claims:
        name = _fold(data.get("package"))
        versions.setdefault(name, set()).add(_fold(data.get("version")))
        by_name.setdefault(name, []).append((data, ref))
    own = {_key(data): index for index, (data, _) in enumerate(sections.get("claims", ())) if _about_package(data)}
    rows = list(sections.get("claims", ()))
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
                told = {key: value for key, value in rows[at][0].items() if _known(value)}
                rows[at] = ({**record, **told}, rows[at][1])
    return {**sections, "claims": rows}


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
