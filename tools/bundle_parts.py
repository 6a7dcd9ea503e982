"""What tells of the parts of an offline kit: metadata of wheels, list of parts (CycloneDX), licences, checksums."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from functools import cache
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A wheel as its metadata tells of it."""

    name: str
    version: str
    licence: str
    needs: tuple[str, ...]
    texts: tuple[tuple[str, bytes], ...]
    digest: str

    def requires(self, there: Mapping[str, str]) -> list[str]:
        """Names of what it needs in an environment."""
        wanted = [Requirement(line) for line in self.needs]
        return [canonicalize_name(one.name) for one in wanted if one.marker is None or one.marker.evaluate(dict(there))]


@cache
def about(wheel: Path) -> Part:
    """Read a wheel's metadata and the texts of its licences."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        head = next(name for name in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
        said = BytesParser().parsebytes(archive.read(head))
        folder = head.rpartition("/")[0]
        wanted = re.compile(r"(?:LICEN[CS]E|COPYING|NOTICE|COPYRIGHT|EULA)", re.IGNORECASE)
        texts = [n for n in names if n.startswith(folder) and wanted.search(n.removeprefix(folder)) and n[-1] != "/"]
        found = tuple((name.removeprefix(f"{folder}/"), archive.read(name)) for name in texts)
    return Part(
        name=canonicalize_name(str(said["Name"])),
        version=str(said["Version"]),
        licence=_licence(said) or _by_text(found) or "not told",
        needs=tuple(map(str, said.get_all("Requires-Dist") or ())),
        texts=found,
        digest=hashlib.sha256(wheel.read_bytes()).hexdigest(),
    )


def _licence(said: Message) -> str:
    """The expression where there is one, else what the classifiers say, else the first line of the free field."""
    if said["License-Expression"]:
        return str(said["License-Expression"])
    named = [str(c).rpartition(" :: ")[2] for c in said.get_all("Classifier") or () if str(c).startswith("License ::")]
    free = str(said["License"] or "").strip().splitlines()
    return "; ".join(name for name in named if name != "OSI Approved") or (free[0] if free else "")


def _by_text(texts: Iterable[tuple[str, bytes]]) -> str:
    """What the text itself is, for a wheel whose metadata say nothing; only where its wording leaves no doubt."""
    for _, content in texts:
        words = " ".join(content.decode("utf-8", "replace").split())
        if "Permission is hereby granted, free of charge, to any person obtaining a copy" in words:
            return "MIT (by its text)"
    return ""


def licences(wheels: Iterable[Path]) -> dict[str, bytes]:
    """A list of all parts with their licences, and the text of each as its wheel ships it."""
    found: dict[str, bytes] = {}
    lines = []
    for part in sorted(map(about, wheels), key=lambda part: part.name):
        lines.append(f"{part.name} {part.version}\t{part.licence}")
        for name, content in part.texts:
            found[f"licences/{part.name}/{name.replace('/', '_')}"] = content
        if not part.texts:
            said = f"{part.name} {part.version} ships no text of its licence. Its metadata say: {part.licence}.\n"
            found[f"licences/{part.name}/METADATA.txt"] = said.encode()
    found["licences/LICENCES.txt"] = ("\r\n".join(lines) + "\r\n").encode()
    return found


def sbom(version: str, wheels: Iterable[Path], embedded: tuple[str, str] | None) -> bytes:
    """All parts as a CycloneDX list; the same parts give the same bytes."""
    components: list[dict[str, Any]] = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{part.name}@{part.version}",
            "name": part.name,
            "version": part.version,
            "licenses": [{"license": {"name": part.licence}}],
            "purl": f"pkg:pypi/{part.name}@{part.version}",
            "hashes": [{"alg": "SHA-256", "content": part.digest}],
        }
        for part in sorted(map(about, wheels), key=lambda part: part.name)
        if part.name != "readiness"
    ]
    if embedded is not None:
        name, digest = embedded
        components.append({
            "type": "platform", "bom-ref": name, "name": name, "hashes": [{"alg": "SHA-256", "content": digest}],
            "licenses": [{"license": {"id": "PSF-2.0"}}],
        })  # fmt: skip
    said = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": f"readiness@{version}", "name": "readiness", "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            },
        },
        "components": components,
        "dependencies": [{"ref": f"readiness@{version}", "dependsOn": [c["bom-ref"] for c in components]}],
    }  # fmt: skip
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def checksums(members: Mapping[str, bytes]) -> bytes:
    """A line a file, as `sha256sum -c` and `certutil` users read it."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {path}" for path, data in sorted(members.items()))
    return ("\n".join(lines) + "\n").encode()
