"""A body's own .docx as the form of a paper: plain placeholders are filled in, nothing in it is run (自団体の様式)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from readiness.model.refusal import RefusedError
from readiness.model.text import text
from readiness.report.papers.paper import Paper
from readiness.report.papers.write_docx import sealed
from readiness.tables.guard import writable

# What a template may ask for, by the beginning of a paper's key; a part that this paper does not have stays empty.
# docs/guide/templates.md publishes the list.
PLACES: Mapping[str, tuple[str, ...]] = {
    "chougi": (
        "議題", "付議の理由", "現況", "決定事項", "案の比較", "財源", "住民・窓口への影響", "職員・体制", "今後の日程",
        "優先確認事項", "決裁期限", "合議",
    ),
    "shoukai": (
        "宛先", "発信者", "目的", "協議事項", "根拠", "照会事項", "所要時間の目安", "回答期限", "提出先・方法", "質問",
        "守秘・個人情報", "費用・取扱い", "記入例", "担当",
    ),
}  # fmt: skip
COMMON = ("件名", "文書番号", "年月日", "取扱い")


class FormError(RefusedError):
    """A form of the body that cannot be used; the message says why (exit 2)."""


# What opening a damaged zip, or a zip with other parts than a document has, ends in.
_BROKEN = (
    BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    LookupError,
    AttributeError,
    OSError,
    ValueError,
)


def on_form(paper: Paper, name: str, template: bytes) -> bytes:
    """The paper on the body's own form. Raises `FormError` for a file that is no Word document, and for placeholders
    that are not on the list, all of them at once.
    """
    own = next((places for key, places in PLACES.items() if paper.key.startswith(key)), tuple(paper.fields))
    head = paper.head
    common = dict(zip(COMMON, (paper.title, head.number, head.dated, head.secrecy), strict=True))
    known = {**dict.fromkeys(own, ""), **common, **paper.fields}
    try:
        made, missing = filled(template, known)
    except ValueError as error:
        raise FormError(text("cli.forms.not-word", file=name)) from error
    if missing:
        raise FormError(text("cli.forms.places", file=name, places=missing, known=tuple(known)))
    return made


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
    except (PackageNotFoundError, *_BROKEN) as error:
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
