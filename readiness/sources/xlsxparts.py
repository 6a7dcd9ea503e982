"""Which part of a workbook's zip holds what."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from xml.etree import ElementTree

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
_PROPERTIES = "docProps/core.xml"
_LONGEST = 65_536
_MODIFIED = re.compile(r"<dcterms:modified[^>]*>\s*([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8})")
_JAPAN = timedelta(hours=9)  # Excel writes the time in UTC


def part_key(name: str) -> str:
    """A part's name as readers compare it: case does not count, a backslash is a slash."""
    return name.replace("\\", "/").lstrip("/").casefold()


def targets_of(relations: str, target: str) -> set[str]:
    """The parts that a relationship may lead to: relative to the part it belongs to, as the standard has it; from the
    top, or below xl/, as readers have it.
    """
    folder = posixpath.dirname(posixpath.dirname(relations))
    target = target.replace("\\", "/")
    plain = target.lstrip("/")
    stated = (posixpath.join("/", folder, target), plain, plain if plain.startswith("xl/") else f"xl/{plain}")
    return {part_key(posixpath.normpath(path)) for path in stated}


def sheets_of(
    sheets: Iterable[Mapping[str, str]], relations: Iterable[Mapping[str, str]]
) -> list[tuple[str, frozenset[str]]]:
    """Name of each sheet and the parts that may hold it. Attributes count by their last part, whatever their prefix."""
    targets = {relation.get("Id", ""): targets_of(RELATIONS, relation.get("Target", "")) for relation in relations}
    return [
        (
            sheet.get("name", ""),
            frozenset(
                part
                for key, value in sheet.items()
                if key.rpartition(":")[2] == "id" and value in targets
                for part in targets[value]
            ),
        )
        for sheet in sheets
    ]


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part name → sheet name, of a workbook that `check_workbook` has passed."""
    parts = {part_key(name): name for name in archive.namelist()}
    sheets = [item.attrib for item in _tree(archive, WORKBOOK).iter() if item.tag.endswith("}sheet")]
    stated = sheets_of(
        [{key.rpartition("}")[2]: value for key, value in sheet.items()} for sheet in sheets],
        [item.attrib for item in _tree(archive, RELATIONS)],
    )
    return {parts[part]: name for name, found in stated for part in found if part in parts}


def saved_on(raw: bytes) -> date | None:
    """The day of the last save by the workbook's own properties, in Japan time; None where they do not say.

    Only for a workbook that `check_workbook` has passed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            text = archive.read(_PROPERTIES)[:_LONGEST].decode("utf-8", "replace")
    except (KeyError, OSError, zipfile.BadZipFile):
        return None
    found = _MODIFIED.search(text)
    try:
        return (datetime.fromisoformat(found[1]) + _JAPAN).date() if found else None
    except (ValueError, OverflowError):
        return None


def _tree(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(part))  # noqa: S314  (the guard refuses a DTD)
