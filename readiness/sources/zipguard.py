"""Looks a would-be workbook over before anything unfolds it."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from readiness.sources.characters import visible
from readiness.sources.limits import Limits
from readiness.sources.problem import SourceError, problem
from readiness.sources.xlsxguard import Measure, Part, RefusedPartError
from readiness.sources.xlsxparts import RELATIONS, WORKBOOK, part_key, sheets_of, targets_of

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 18
_CONTENT_TYPES, _ROOT_RELATIONS = "[content_types].xml", "_rels/.rels"
# Relationships that readers follow into XML, by the last word of their type.
_READ = frozenset(
    {"worksheet", "chartsheet", "dialogsheet", "sharedStrings", "styles", "theme", "comments", "drawing", "chart"}
    | {"table", "pivotTable", "pivotCacheDefinition", "pivotCacheRecords", "externalLink"}
)
# Relationships to what acts, or brings values from elsewhere.
_ACTING = {
    "vbaProject": "macro", "xlMacrosheet": "macro", "xlIntlMacrosheet": "macro", "externalLink": "external",
    "connections": "query",
}  # fmt: skip
_NAMED = 80  # letters of a name
_KINDS = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    ("content.xml", "ods"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A workbook fit for readers. `raw` holds its parts in a plain zip, as readers differ about odd ones; `errors` are
    the cells that show an error (`#N/A`) by sheet name, which a reader takes for empty; `objects` is about how many
    objects a reader makes that keeps one for each element and merged cell and looks each named style up among all;
    `acting` what acts in Excel or brings values from elsewhere (`macro`, `dde`, `external`, `query`), with its name.
    """

    raw: bytes
    errors: Mapping[str, tuple[str, ...]]
    objects: int
    acting: tuple[tuple[str, str], ...] = ()


def check_workbook(raw: bytes, name: str, limits: Limits) -> Checked:
    """Look a workbook over, in bounded time and memory. Raises `SourceError` unless `raw` is an Excel workbook (.xlsx,
    .xlsm) that is whole and within the limits for every reader.

    Codes: `xlsx.empty`, `xlsx.password`, `xlsx.old-format` (.xls), `xlsx.not-a-workbook` (param `detected`: text, html,
    docx, pptx, ods, xlsb, zip, other), `xlsx.damaged`, `xlsx.too-large` (param `what`: members, unpacked, ratio,
    cells, objects), `xlsx.unsafe` (param `member`).
    """
    if not raw:
        raise _refuse("xlsx.empty", name)
    if raw.startswith(_OLE):
        protected = "EncryptedPackage".encode("utf-16-le") in raw
        raise _refuse("xlsx.password" if protected else "xlsx.old-format", name)
    if not raw.startswith(b"PK"):
        raise _refuse("xlsx.not-a-workbook", name, detected=_kind_of_bytes(raw))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check_members(archive, name, limits)
            return _check_parts(archive, name, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise _refuse("xlsx.damaged", name) from error


def _refuse(code: str, name: str, **params: str | int) -> SourceError:
    return SourceError([problem(code, name, None, suggestion=None, **params)])


def _kind_of_bytes(raw: bytes) -> str:
    head = raw[:4096]
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "other"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        return "html"
    for encoding in ("utf-8", "cp932", "utf-16"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(head)  # the last character may be cut
        except UnicodeError:  # UTF-16 without its mark is no UnicodeDecodeError
            continue
        return "text"
    return "other"


def _check_members(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    members = archive.infolist()
    if len(members) > limits.members:
        raise _refuse("xlsx.too-large", name, what="members", limit=limits.members)
    names = [member.filename for member in members]
    for path in names:
        if path.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", path) or ":" in path:
            raise _refuse("xlsx.unsafe", name, member=path)
    counted = Counter(map(part_key, names))
    if len(counted) != len(names):
        raise _refuse("xlsx.unsafe", name, member=counted.most_common(1)[0][0])
    if any("\0" in member.orig_filename for member in members):
        raise _refuse("xlsx.unsafe", name, member=next(m.filename for m in members if "\0" in m.orig_filename))
    if any(member.flag_bits & 1 for member in members):
        raise _refuse("xlsx.password", name)
    kind = next((kind for part, kind in _KINDS if part in counted), "zip")
    if kind != "xlsx":
        raise _refuse("xlsx.not-a-workbook", name, detected=kind)
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise _refuse("xlsx.too-large", name, what="unpacked", limit=limits.unpacked_bytes)
    for member in members:
        if member.file_size > limits.ratio_from_bytes and member.file_size > limits.ratio * max(
            1, member.compress_size
        ):
            raise _refuse("xlsx.too-large", name, what="ratio", limit=limits.ratio)


def _check_parts(archive: zipfile.ZipFile, name: str, limits: Limits) -> Checked:
    """Unpack every member once, bounded by its declared size: finds damage, and sizes that lie, by the checksum."""
    measure = Measure(limits)
    members = {part_key(member.filename): member for member in archive.infolist()}
    stated: dict[str, Part] = {}
    read = {_CONTENT_TYPES, _ROOT_RELATIONS, WORKBOOK}  # parts that readers take for XML, more of them as they are told
    plain = io.BytesIO()
    try:
        with zipfile.ZipFile(plain, "w") as copy:
            for key in sorted(members, key=lambda key: (key not in read and not key.endswith(".rels"), key)):
                strict = key in read or (key.startswith("xl/") and key.endswith((".xml", ".rels")))
                stated[key] = part = Part(measure, strict=strict)
                try:
                    _copy(archive, members[key], copy, part)
                except RefusedPartError as error:
                    raise _refused(error.what, name, members[key].filename, limits) from error
                if key.endswith(".rels"):
                    read |= _followed(key, part, members, limits)
                elif key == WORKBOOK:
                    read |= {path for _, parts in _stated_sheets(stated) for path in parts}
        measure.close()
        sheets = _sheets(stated, members)
    except RefusedPartError as error:
        raise _refused(error.what, name, error.member or WORKBOOK, limits) from error
    errors = {sheet: tuple(stated[part].errors) for sheet, part in sheets.items() if stated[part].errors}
    return Checked(
        raw=plain.getvalue(),
        errors=errors,
        objects=measure.objects + measure.ranges + measure.styles**2 // 100,
        acting=tuple(sorted(set(_acting(stated, members)))),
    )


def _acting(stated: Mapping[str, Part], members: Mapping[str, zipfile.ZipInfo]) -> Iterator[tuple[str, str]]:
    """What runs in Excel, or what it would fetch: by the relations, whatever a part is called."""
    for relations in stated:
        for relation in _elements(stated, relations, "Relationship") if relations.endswith(".rels") else ():
            kind = _ACTING.get(relation.get("Type", "").rpartition("/")[2])
            for part in sorted(targets_of(relations, relation.get("Target", "")) & members.keys()) if kind else ():
                folder, _, file = part.rpartition("/")
                programs = [
                    f"{dde.get('ddeService')}|{dde.get('ddeTopic')}" for dde in _elements(stated, part, "ddeLink")
                ]
                beside = _elements(stated, f"{folder}/_rels/{file}.rels", "Relationship")
                books = [re.split(r"[/\\]", unquote(one.get("Target", "")))[-1] for one in beside]
                for name in programs or (books if kind == "external" else ()) or [members[part].filename]:
                    yield "dde" if programs else str(kind), visible(name)[:_NAMED]


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, copy: zipfile.ZipFile, part: Part) -> None:
    if member.is_dir():
        return
    with archive.open(member) as stream, copy.open(member.filename.replace("\\", "/"), "w") as target:
        while chunk := stream.read(_CHUNK):
            part.feed(chunk)
            target.write(chunk)
    part.close()


def _followed(key: str, part: Part, members: Mapping[str, zipfile.ZipInfo], limits: Limits) -> set[str]:
    """Parts that readers go on to from relations, as often as these name them. Raises `RefusedPartError`."""
    found: set[str] = set()
    size = 0
    for relation in part.elements("Relationship"):
        kind = relation.get("Type", "").rpartition("/")[2]
        if kind in _READ and relation.get("TargetMode") != "External":
            parts = targets_of(key, relation.get("Target", "")) & members.keys()
            size += sum(members[path].file_size for path in parts)
            found |= parts
    if size > limits.unpacked_bytes:
        raise RefusedPartError("unpacked")
    return found


def _sheets(stated: Mapping[str, Part], members: Mapping[str, zipfile.ZipInfo]) -> dict[str, str]:
    """Sheet name → its one part, the same for every reader. Raises `RefusedPartError`."""
    for relation in _elements(stated, _ROOT_RELATIONS, "Relationship"):
        main = relation.get("Type", "").endswith("/officeDocument")
        if main and WORKBOOK not in targets_of(_ROOT_RELATIONS, relation.get("Target", "")):
            raise RefusedPartError("unsafe", relation.get("Target", ""))
    for override in _elements(stated, _CONTENT_TYPES, "Override"):
        kind, part = override.get("ContentType", ""), override.get("PartName", "")
        if kind.endswith(".main+xml") and part_key(part) != WORKBOOK:
            raise RefusedPartError("unsafe", part)
    sheets: dict[str, str] = {}
    for sheet, parts in _stated_sheets(stated):
        found = sorted(parts & members.keys())
        if sheet in sheets or len(found) > 1 or set(found) & set(sheets.values()):
            raise RefusedPartError("unsafe", sheet)
        if found:
            sheets[sheet] = found[0]
    return sheets


def _stated_sheets(stated: Mapping[str, Part]) -> list[tuple[str, frozenset[str]]]:
    return sheets_of(_elements(stated, WORKBOOK, "sheet"), _elements(stated, RELATIONS, "Relationship"))


def _elements(stated: Mapping[str, Part], key: str, kind: str) -> list[Mapping[str, str]]:
    return stated[key].elements(kind) if key in stated else []


def _refused(what: str, name: str, member: str, limits: Limits) -> SourceError:
    if what in ("damaged", "unsafe"):
        return _refuse(f"xlsx.{what}", name, **({"member": member} if what == "unsafe" else {}))
    limit = {"cells": limits.cells, "objects": limits.objects, "unpacked": limits.unpacked_bytes}[what]
    return _refuse("xlsx.too-large", name, what=what, limit=limit)
