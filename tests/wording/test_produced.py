"""What three towns are given to read: no forbidden form, dates in the form of their medium, no id, no file of ours.

What bodies wrote themselves is blanked before: their words are theirs.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from readiness.standard.load import load_standard
from tests.wording.test_forbidden import FORBIDDEN
from tools.towns import ROOT, TOWNS

ISO = re.compile(r"(?<![\d.])20\d\d-[01]\d-[0-3]\d(?!\d)|20\d\d年度")
SHORT = re.compile(r"(?<![A-Za-z])R\d{1,2}\.\d{1,2}\.\d{1,2}")
LONG = re.compile(r"令和\d+年\d+月\d+日")
PLAIN = re.compile(r"(?<![\d.,-])\d{4,}(?=(?:件|項目|円|千円|本|か月|月|人日|システム|業務|行)(?!\d))")
NUMERAL = re.compile(r"[\d.,:/-]+")
IDS = re.compile(
    r"\b(?:if|c|q|bi|gr|db|p|gv)-\d|\bG-[0-9A-Z]{5}|\.(?:yaml|xlsx|json|csv)\b|⟦|\bNone\b|UNKNOWN|\bunknown\b"
)


def own_words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for below in value.values():
            yield from own_words(below)
    elif isinstance(value, list):
        for below in value:
            yield from own_words(below)
    elif isinstance(value, str) and len(value) > 1 and not NUMERAL.fullmatch(value):
        yield value  # a numeral that somebody wrote stands in every date


@cache
def blank(name: str) -> re.Pattern[str]:
    """Everything the town wrote, the longest first."""
    found = {
        word
        for file in (ROOT / TOWNS[name]).rglob("*.yaml")
        for word in own_words(yaml.safe_load(file.read_text(encoding="utf-8")))
    }
    found |= {step.label for step in load_standard().procedure.steps}  # the national tool's own words
    return re.compile("|".join(re.escape(word) for word in sorted(found, key=len, reverse=True)))


def lines(file: Path) -> list[str]:
    """The texts of one file as people see them."""
    if file.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(file) as archive:
            names = [n for n in archive.namelist() if re.search(r"document\.xml|sharedStrings|comments", n)]
            whole = "\n".join(archive.read(name).decode("utf-8") for name in names)
        return [re.sub(r"<[^>]+>", "", line) for line in re.split(r"</w:p>|</si>|</comment>", whole)]
    whole = file.read_text(encoding="utf-8")
    if file.suffix in (".json", ".sarif"):
        return list(own_words(json.loads(whole)))
    if file.suffix == ".ics":
        return whole.replace("\n ", "").splitlines()
    if file.suffix in (".html", ".svg"):
        # Lines of the ledger stand on the page as they were written.
        whole = re.sub(r"<(style|script|pre|code)\b.*?</\1>|<!--.*?-->", "", whole, flags=re.DOTALL)
        whole = re.sub(r"</(?:p|li|td|th|tr|h\d|dt|dd|caption|summary|text|title|div|option|span)>", "\n", whole)
    return re.sub(r"<[^>]+>", "", whole).splitlines()


@cache
def produced(folder: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    wanted = {".html", ".docx", ".xlsx", ".svg", ".md", ".txt", ".csv", ".ics", ".json", ".sarif"}
    kept = ("cache", "history")  # of the program's own use
    files = [file for file in sorted(folder.rglob("*")) if file.suffix in wanted and file.parent.name not in kept]
    return tuple(
        (file.relative_to(folder).as_posix(), tuple(line.strip() for line in lines(file) if line.strip()))
        for file in files
    )


def papers(folder: Path) -> list[tuple[str, tuple[str, ...]]]:
    return [(name, told) for name, told in produced(folder) if name.startswith("papers/")]


@pytest.mark.parametrize("name", sorted(TOWNS))
def test_every_kind_of_output_is_read(town: Callable[[str], Path], name: str) -> None:
    read = {Path(file).suffix: told for file, told in produced(town(name))}
    assert set(read) >= {".html", ".docx", ".xlsx", ".svg", ".csv", ".ics", ".json", ".sarif"}
    assert any(file.startswith("gaps/") and told for file, told in produced(town(name)))  # books that go out


@pytest.mark.parametrize("name", sorted(TOWNS))
def test_no_produced_text_holds_a_forbidden_form(town: Callable[[str], Path], name: str) -> None:
    rules = [(rule, re.compile(rule["form"])) for rule in FORBIDDEN if "only" not in rule]
    own, bad = blank(name), {}
    for file, told in produced(town(name)):
        for line in set(told):
            for rule, form in rules:
                if form.search(line) and form.search(own.sub("◇", line)):
                    bad[rule["fault"], file] = line[:120]
    assert not bad


@pytest.mark.parametrize("name", sorted(TOWNS))
def test_dates_stand_in_the_form_of_their_medium(town: Callable[[str], Path], name: str) -> None:
    """Papers: no ISO date, no year of the Western count; sentences with the era, cells of
    tables short. Documents say what pages say.
    """
    own = blank(name)
    for file, told in papers(town(name)):
        for line in told:
            bare = own.sub("◇", line)
            assert not ISO.search(bare), (file, line)
            if bare.endswith("。") and len(bare) > 30 and not file.endswith(".xlsx"):
                assert not SHORT.search(bare), (file, line)
    for file, told in produced(town(name)):
        if file.endswith(".html"):
            assert not [line for line in told if ISO.search(own.sub("◇", line)) and "資料" not in line], (
                file
            )  # facts of editions say what their source says


@pytest.mark.parametrize("name", sorted(TOWNS))
def test_numbers_of_four_digits_are_parted(town: Callable[[str], Path], name: str) -> None:
    own = blank(name)
    for file, told in papers(town(name)):
        found = [line for line in told if PLAIN.search(own.sub("◇", line))]
        assert not found, (file, found[:3])


@pytest.mark.parametrize("name", sorted(TOWNS))
def test_papers_name_no_id_no_file_and_no_word_of_the_program(town: Callable[[str], Path], name: str) -> None:
    own = blank(name)
    for file, told in papers(town(name)):
        if file.endswith(".xlsx"):
            continue
        found = [line for line in told if IDS.search(own.sub("◇", line))]
        assert not found, (file, found[:3])
