"""A body's own .docx as the form of a paper: plain placeholders are filled in, nothing in it is run (自団体の様式)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from readiness.report.papers.write_docx import sealed
from readiness.tables.guard import writable

PLACE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


def filled(template: bytes, fields: Mapping[str, str]) -> tuple[bytes, tuple[str, ...]]:
    """The document with `{{name}}` replaced, and the names it asks for that this paper does not have.

    A placeholder that Word has cut into several runs is found all the same: its paragraph is written again in the
    style of its first run. Raises `ValueError` where the bytes are no Word document.
    """
    import docx  # noqa: PLC0415 - heavy
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415 - heavy

    try:
        document = docx.Document(BytesIO(template))
    except (PackageNotFoundError, BadZipFile, KeyError, OSError, ValueError) as error:
        raise ValueError("no Word document") from error
    missing: dict[str, None] = {}

    def word(match: re.Match[str]) -> str:
        if match[1] not in fields:
            missing[match[1]] = None
            return match[0]
        return writable(fields[match[1]])

    for paragraph in _paragraphs(document):
        whole = "".join(run.text for run in paragraph.runs)
        said = PLACE.sub(word, whole)
        if said != whole:
            paragraph.runs[0].text = said
            for run in paragraph.runs[1:]:
                run.text = ""
    buffer = BytesIO()
    document.save(buffer)
    return sealed(buffer.getvalue()), tuple(missing)


def _paragraphs(document: Any) -> Iterator[Any]:
    yield from document.paragraphs
    yield from _in_tables(document.tables)
    for section in document.sections:
        for part in (section.header, section.footer):
            yield from part.paragraphs
            yield from _in_tables(part.tables)


def _in_tables(tables: Any) -> Iterator[Any]:
    for table in tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs
                yield from _in_tables(cell.tables)
