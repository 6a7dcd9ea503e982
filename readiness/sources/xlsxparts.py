"""Which part of a workbook's zip holds which sheet."""

from __future__ import annotations

import posixpath
import zipfile
from xml.etree import ElementTree

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


def _tree(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    raw = archive.read(part)
    if b"<!DOCTYPE" in raw or b"\0" in raw:
        raise ValueError(part)  # no workbook declares entities; none are expanded here
    return ElementTree.fromstring(raw)  # noqa: S314
