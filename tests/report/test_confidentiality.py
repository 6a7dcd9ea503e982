"""`docs/confidentiality.md` says of every field what is true, and is made from what the canaries saw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from readiness.model.audience import ALLOWED, Audience
from tools import confidentiality

ROWS = {
    cells[0].strip("`"): cells[1:]
    for line in confidentiality.PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| `")
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}

LETTER = re.search(r"(\w) `shoukai`", confidentiality.PAGE.read_text(encoding="utf-8"))[1]  # type: ignore[index]


def test_no_row_shows_a_field_to_a_reader_who_may_not_see_it() -> None:
    told = confidentiality.secrecies()
    listed = [name for name in ROWS if name in told]
    assert len(listed) > 600 and told.keys() <= ROWS.keys()  # a new field has a row before it is printed
    for name in listed:
        label, *cells = ROWS[name]
        assert label == told[name].ja, name
        for reader, cell in zip(confidentiality.READERS, cells, strict=True):
            if told[name] in ALLOWED[reader]:
                assert cell != "–", (name, reader)
            else:  # a letter tells its vendor what is asked of it, and who asks
                assert cell == "–" or (reader is Audience.VENDOR and set(cell) <= {LETTER}), (name, reader)


def test_what_must_never_leave_the_body_is_seen_by_nobody_outside() -> None:
    inside = confidentiality.READERS.index(Audience.INTERNAL)
    for name, (label, *cells) in ROWS.items():
        if label in {secrecy.ja for secrecy in confidentiality.Secrecy if secrecy.value in ("security", "tender")}:
            assert all(cell == "–" for at, cell in enumerate(cells) if at != inside), name


@pytest.mark.long
def test_the_page_is_what_a_run_gives_now() -> None:
    found = confidentiality.seen()
    assert confidentiality.PAGE.read_text(encoding="utf-8") == confidentiality.page(found)


def test_the_page_is_named_where_secrecy_is_explained() -> None:
    root = Path(__file__).resolve().parents[2]
    assert re.search(r"docs/confidentiality\.md", (root / "SECURITY.md").read_text(encoding="utf-8"))
