"""Every sentence about a file that cannot be read is brought about by a file, in both languages."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from readiness.inventory.source_problems import source_finding
from readiness.messages.catalogue import Catalogue, load_words
from readiness.model.finding import Finding
from readiness.model.text import Text
from readiness.sources.csvfile import read_tables
from readiness.sources.limits import DEFAULT_LIMITS, Limits
from readiness.sources.mailfile import read_mail_file
from readiness.sources.problem import SourceError
from readiness.sources.xlsx import read_workbook
from readiness.sources.yamlfile import read_yaml
from tests.sources.test_workbooks import book, zipped

SMALL = Limits(file_bytes=200, nodes=40, depth=5, problems=3, workbook_bytes=300)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# YAML that is wrong in one way each.
YAML: dict[str, tuple[str | bytes, Limits]] = {
    "colon": ("a: b: c\n", DEFAULT_LIMITS),
    "colon-missing": ("a: 1\nb\nc: 2\n", DEFAULT_LIMITS),
    "indent": ("a:\n  - 1\n - 2\n", DEFAULT_LIMITS),
    "quote-open": ('a: "b\nc: 1\n', DEFAULT_LIMITS),
    "bracket-open": ("a: [1, 2\nb: 1\n", DEFAULT_LIMITS),
    "bracket-stray": ("a: ]\n", DEFAULT_LIMITS),
    "reserved": ("a: @b\n", DEFAULT_LIMITS),
    "escape": ('a: "\\q"\n', DEFAULT_LIMITS),
    "dash": ("a: - 1\n", DEFAULT_LIMITS),
    "full-width": ("名称\uff1a甲\n b: 2\n", DEFAULT_LIMITS),
    "duplicate": ("a: 1\na: 2\n", DEFAULT_LIMITS),
    "surprise": ("a: yes\nb: 0123\n", DEFAULT_LIMITS),
    "no-such-date": ("a: 2026-02-30\n", DEFAULT_LIMITS),
    "full-width-colon": ("a: [name\uff1a甲]\n", DEFAULT_LIMITS),
    "other": ("%YAML 3.0\n---\na: 1\n", DEFAULT_LIMITS),
    "blank-tab": ("\t\na: 1\n", DEFAULT_LIMITS),
    "bytes": ("a: " + "x" * 300, SMALL),
    "nodes": ("a: [" + "1," * 60 + "1]", Limits(nodes=40)),
    "deep": ("[" * 20 + "]" * 20, SMALL),
    "bomb": ("a: &a [1,1,1,1]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b,*b]\n", Limits(nodes=40)),
    "cycle": ("a: &a [*a]\n", DEFAULT_LIMITS),
    "alias": ("a: *none\n", DEFAULT_LIMITS),
    "tag": ("a: !!python/object:os.system x\n", DEFAULT_LIMITS),
    "key": ("? [a, b]\n: 1\n", DEFAULT_LIMITS),
    "merge": ("a: &a {b: 1}\nc:\n  <<: *a\n", DEFAULT_LIMITS),
    "documents": ("a: 1\n---\nb: 2\n", DEFAULT_LIMITS),
    "cp932": ("名称: 甲町".encode("cp932"), DEFAULT_LIMITS),
    "utf-16": ("名称: 甲町".encode("utf-16"), DEFAULT_LIMITS),
    "unknown": (b"a: \xff\xfe\xfd\x81", DEFAULT_LIMITS),
    "tab": ("a:\n\t- 1\n", DEFAULT_LIMITS),
    "control": ("a: \x1b[31m\n", DEFAULT_LIMITS),
    "hidden": ("a: 甲\u200b町\n", DEFAULT_LIMITS),
    "pdf": (b"%PDF-1.7\n" + bytes(range(1, 32)) * 9, DEFAULT_LIMITS),
    "zip": (b"PK\3\4" + bytes(range(1, 32)) * 9, DEFAULT_LIMITS),
    "ole": (OLE + bytes(range(1, 32)) * 9, DEFAULT_LIMITS),
    "picture": (b"\x89PNG" + bytes(range(1, 32)) * 9, DEFAULT_LIMITS),
    "many": ("a: 1\n" * 9, Limits(problems=3)),
}


def keys_in(finding: Finding) -> Iterator[str]:
    """The keys of all texts of a finding; each is there in both languages."""
    pending: list[Any] = [finding.message, finding.remedy]
    while pending:
        one = pending.pop()
        if isinstance(one, Text):
            yield one.key
            pending += [param for _, param in one.params]
        elif isinstance(one, tuple):
            pending += one
    for language in ("ja", "en"):
        words = Catalogue(language)  # type: ignore[arg-type]
        for said in (finding.message, finding.remedy):
            assert said is not None and "⟦" not in words.render(said) and words.render(said).strip()


def of_yaml(folder: Path) -> Iterator[Finding]:
    for name, (content, limits) in YAML.items():
        path = folder / f"{name}.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        problems = read_yaml(path, limits=limits).problems
        assert problems, name
        yield from map(source_finding, problems)


def refused(read: Callable[[], object]) -> Iterator[Finding]:
    with pytest.raises(SourceError) as error:
        read()
    yield from map(source_finding, error.value.problems)


def workbooks(folder: Path) -> Iterator[tuple[bytes, dict[str, int]]]:
    """Bytes under the name of a workbook, with the limits under which they are refused."""
    plain = book()
    yield b"", {}
    yield OLE + "EncryptedPackage".encode("utf-16-le"), {}
    yield OLE + b"\0" * 512, {}
    yield b"%PDF-1.7\n", {}
    yield b"<html><table></table></html>", {}
    yield b"\0\1\2" * 99, {}
    yield plain[: len(plain) // 2], {}
    for member in ("word/document.xml", "ppt/presentation.xml", "content.xml", "xl/workbook.bin", "other.txt"):
        yield zipped(**{member: b"x"}), {}
    yield zipped(**{"xl/workbook.xml": b"<x/>", "../evil": b"x"}), {}
    yield plain, {"workbook_bytes": 100}
    yield plain, {"members": 2}
    yield plain, {"unpacked_bytes": 100}
    yield plain, {"ratio": 1, "ratio_from_bytes": 1}
    yield plain, {"cells": 1}
    yield plain, {"objects": 1}


def of_tables(folder: Path) -> Iterator[Finding]:
    for number, (content, limits) in enumerate(workbooks(folder)):
        path = folder / f"{number}.xlsx"
        path.write_bytes(content)
        yield from refused(lambda path=path, limits=limits: read_tables(path, Limits(**limits)))  # type: ignore[misc]
    for name, content, limits in (
        ("empty.csv", b"", DEFAULT_LIMITS),
        ("odd.csv", b"a,\x81\n", DEFAULT_LIMITS),
        ("torn.csv", b"a,b\n\0,2\n", DEFAULT_LIMITS),
        ("long.csv", b"a,b\n" * 99, SMALL),
        ("wide.csv", b"a,b\n" * 9, Limits(cells=4)),
    ):
        path = folder / name
        path.write_bytes(content)
        yield from refused(lambda path=path, limits=limits: read_tables(path, limits))  # type: ignore[misc]
    words = folder / "words.xlsx"
    words.write_bytes(b"id,name\n")
    yield from refused(lambda: read_workbook(words))  # of the ministries, who write no CSV under that name
    yield from refused(lambda: read_tables(folder / "none.xlsx"))
    yield from refused(lambda: read_tables(folder))


def of_mails(folder: Path) -> Iterator[Finding]:
    mail = folder / "blank.eml"
    mail.write_bytes(b"From: a\nSubject: b\nContent-Type: image/png\n\n")
    yield from refused(lambda: read_mail_file(mail))
    crowd = folder / "crowd.eml"
    crowd.write_bytes(b"Subject: a\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 5_000)
    yield from refused(lambda: read_mail_file(crowd))
    outlook = folder / "mail.msg"
    outlook.write_bytes(OLE)
    yield from refused(lambda: read_mail_file(outlook))


def of_locks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Finding]:
    """A file that another program holds open, as Windows says it."""
    path = folder / "held.xlsx"
    path.write_bytes(book())

    def held(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", held)
        yield from refused(lambda: read_tables(path))


def test_every_sentence_about_reading_is_brought_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = [*of_yaml(tmp_path), *of_tables(tmp_path), *of_mails(tmp_path), *of_locks(tmp_path, monkeypatch)]
    told = {key for finding in findings for key in keys_in(finding)}
    assert sorted(load_words("source").keys() - told) == []
