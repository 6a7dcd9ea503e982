"""What nobody sees: controls are refused or shown, signs without width are told of; no page and no picture breaks."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from readiness.gaps.events import read_events
from readiness.sources.characters import CONTROL, visible
from readiness.sources.csvfile import parse_csv
from readiness.sources.yamlfile import load_yaml
from readiness.tables.marks import with_keys
from tests.command import run

REFUSED = ["\v", "\x1b", "\0", "\x7f", "\x9b", "\u202e", "\u2066", "\ufdd0", "\ufffe"]
TOLD = ["\u200b", "\u200f", "\u00ad", "\ufeff", "\u2028", "\U000e0041"]
FINE = ["\t", "\n", "\u3000", "葛\U000e0100", "👨\u200d👩\u200d👧", "髙﨑", "\ue000"]


def escaped(char: str) -> str:
    return f"\\U{ord(char):08x}"


@pytest.mark.parametrize("char", REFUSED)
@pytest.mark.parametrize("written", ['body: {{name: "甲{0}町"}}', 'body: {{"甲{0}町": 1}}', 'body: ["a", "{0}"]'])
def test_a_control_that_an_escape_brings_in_is_refused_at_its_place(char: str, written: str) -> None:
    document = load_yaml("# 一行目\n" + written.format(escaped(char)), "a.yaml")
    (found,) = document.problems
    assert (found.code, found.param("char"), found.fatal) == ("yaml.control-character", f"U+{ord(char):04X}", True)
    assert found.span is not None and found.span.line == 2


@pytest.mark.parametrize("char", TOLD)
def test_what_has_no_width_is_told_of(char: str) -> None:
    (found,) = load_yaml(f'body: {{name: "甲{escaped(char)}町"}}', "a.yaml").problems
    assert (found.code, found.param("char"), found.fatal) == ("yaml.hidden-character", f"U+{ord(char):04X}", False)


@pytest.mark.parametrize("text", FINE)
def test_letters_and_blanks_are_neither(text: str) -> None:
    assert load_yaml('body: {name: "' + "".join(map(escaped, text)) + '"}', "a.yaml").problems == ()
    assert visible(text) == text


def test_a_foreign_cell_shows_its_controls_and_loses_what_has_no_width() -> None:
    (sheet,) = parse_csv("名称,備考\n介護\v,\x1b[31m赤\u202e\u200b\n".encode(), "a.csv").sheets
    assert sheet.rows[1] == ("介護␋", "␛[31m赤\ufffd")


def test_a_record_of_events_shows_them_too() -> None:
    line = '{"v": 1, "gap": "G-1", "kind": "moved", "at": "2026-11-02", "note": "a\\u001bb"}'
    events = read_events([line])
    assert [event.note for event in events.events] == ["a␛b"], events.bad


def test_every_picture_and_page_of_an_odd_ledger_is_well_formed(tmp_path: Path) -> None:
    """Whatever the cells hold: the pictures are XML, in files and in the page, and no page holds a control."""
    odd = ["\x1b[31m", "\v", "]]>", "<b>&amp;", "\"'", "\u202e", "\ufffe", "-->", "\u2028", "👨\u200d👩"]
    rows = [["システム名称", "業務", "担当課", "委託先", "パッケージ名", "移行状況", "移行予定時期", "連携先"]]
    for number, text in enumerate(odd):
        area = ("介護保険", "住民基本台帳", "印鑑登録")[number % 3]
        rows.append([f"{number}{text}", area, f"課{text}", f"社{text}", f"P{text}", "未移行", "R10.1", f"外部{text}"])
    with (tmp_path / "甲町.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    done = run("analyze", str(tmp_path / "甲町.csv"), "--out", str(tmp_path / "out"), "--as-of", "2026-11-02")
    assert done.returncode in {0, 1}, done.stderr
    pictures = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.svg")]
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.html")]
    assert pictures and pages
    drawn = [svg for page in pages for svg in re.findall(r"<svg\b.*?</svg>", page, re.DOTALL)]
    assert drawn
    for text in pages + pictures:
        assert not CONTROL.search(text)
    for picture in pictures + drawn:
        ElementTree.fromstring(picture)


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        (["A&B"], "A&B"),
        (["CONIN$"], "CONIN$"),
        (["com¹"], "com¹"),
        (["v\u0430"], "v\u0430"),  # Cyrillic а
        (["V-1", "ｖ－１"], "ｖ－１"),
        (["ロ", "口"], "口"),
        (["カクウ", "架空", "ab-1", "a.b", "株式会社 甲(乙)"], None),
    ],
)
def test_an_odd_id_is_a_finding_at_its_place(tmp_path: Path, ids: list[str], told: str | None) -> None:
    vendors = "".join(f'  - {{id: "{id_}", name: 架空{at}}}\n' for at, id_ in enumerate(ids))
    (tmp_path / "a.yaml").write_text(
        f"body: {{id: t, name: 甲町, as_of: 2026-11-02}}\nvendors:\n{vendors}", encoding="utf-8"
    )
    out = run("validate", str(tmp_path / "a.yaml")).stdout
    lines = [line for line in out.splitlines() if "IN208" in line]
    assert len(lines) == (told is not None), out
    assert told is None or (f"「{told}」" in lines[0] and f"a.yaml:{2 + len(ids)}:" in lines[0])


def test_a_mark_that_somebody_else_wrote_is_no_key_of_a_figure() -> None:
    foreign = "介護\ufdd0\ufdd8\ufdd1x\ufdd2 \ufdd0\ufde7\ufde7\ufdd1y\ufdd2 \ufdd0"
    assert with_keys(f"<p>{foreign}</p>") == "<p>介護x y \ufdd0</p>"
    assert "\ufdd0" not in visible(foreign)
