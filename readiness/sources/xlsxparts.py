"""Which part of a workbook's zip holds which sheet."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from datetime import date, datetime, timedelta
from xml.etree import ElementTree

_PROPERTIES = "docProps/core.xml"
_LONGEST = 65_536
_MODIFIED = re.compile(r"<dcterms:modified[^>]*>\s*([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8})")
_JAPAN = timedelta(hours=9)  # Excel writes the time in UTC
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part name → sheet name. Empty when the workbook's own tables cannot be read; the reader proper will tell."""
    try:
        targets = {
            item.get("Id", ""): posixpath.normpath(posixpath.join("/xl", item.get("Target", "")))[1:]
            for item in _tree(archive, "xl/_rels/workbook.xml.rels")
        }
        sheets = [item for item in _tree(archive, "xl/workbook.xml").iter() if item.tag.endswith("}sheet")]
    except (KeyError, ElementTree.ParseError, ValueError):
        return {}
    return {targets[item.get(_ID, "")]: item.get("name", "") for item in sheets if item.get(_ID, "") in targets}


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
    raw = archive.read(part)
    if b"<!DOCTYPE" in raw or b"\0" in raw:
        raise ValueError(part)  # no workbook declares entities; none are expanded here
    return ElementTree.fromstring(raw)  # noqa: S314
