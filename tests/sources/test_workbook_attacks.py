"""Workbooks made to fool the guard: what any conforming reader sees counts, in time and memory that the size bounds.

Each attack starts from a plain workbook of two cells. What passes the guard is read here by both libraries.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from readiness.exchange.claims.table import read_claims
from readiness.exchange.confirmation import read_confirmation
from readiness.exchange.labels import reading_labels
from readiness.exchange.plan_book import read_dates
from readiness.exchange.replies.answers_book import read_verdicts
from readiness.exchange.rows import Incoming
from readiness.model.body import Body
from readiness.model.gap import Register
from readiness.model.inventory import Inventory
from readiness.sources.limits import DEFAULT_LIMITS, Limits
from readiness.sources.problem import SourceError
from readiness.sources.xlsx import parse_workbook
from readiness.sources.zipguard import check_workbook
from tests.command import run

Parts = dict[str, bytes]
SHEET, BOOK, RELATIONS, STYLES = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
CELLS, OBJECTS = ("xlsx.too-large", "cells"), ("xlsx.too-large", "objects")
UNPACKED, UNSAFE, DAMAGED = ("xlsx.too-large", "unpacked"), ("xlsx.unsafe", None), ("xlsx.damaged", None)


@pytest.fixture
def parts() -> Parts:
    made = openpyxl.Workbook()
    made.active.title = "一覧"
    made.active["A1"], made.active["B2"] = "x", 3
    stream = io.BytesIO()
    made.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def verdict(raw: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[str, object]:
    with pytest.raises(SourceError) as caught:
        parse_workbook(raw, "b.xlsx", limits)
    (found,) = caught.value.problems
    return found.code, found.param("what")


def read(raw: bytes) -> list[tuple[object, ...]]:
    """The one sheet as both libraries read it."""
    (sheet,) = parse_workbook(raw, "b.xlsx").sheets
    other = openpyxl.load_workbook(io.BytesIO(check_workbook(raw, "b.xlsx", DEFAULT_LIMITS).raw), data_only=True)
    rows = [tuple(cell.value for cell in row) for row in other.worksheets[0].iter_rows()]
    assert rows == list(sheet.rows)
    return list(sheet.rows)


def change(parts: Parts, part: str, *pairs: tuple[str, str]) -> Parts:
    text = parts[part].decode()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return {**parts, part: text.encode()}


def far(written: str) -> Callable[[Parts], Parts]:
    """A cell in the last corner, written in some way."""
    return lambda parts: change(parts, SHEET, ("</sheetData>", written))


def prefixed(prefix: str) -> Callable[[Parts], Parts]:
    def attack(parts: Parts) -> Parts:
        written = FAR.replace("<c", f"<{prefix}:c").replace("</c", f"</{prefix}:c")
        return change(parts, SHEET, ("<worksheet ", f'<worksheet xmlns:{prefix}="{MAIN}" '), ("</sheetData>", written))

    return attack


def moved(target: str, part: str, before: bytes = b"", cells: str = FAR) -> Callable[[Parts], Parts]:
    """The sheet under another name, found through the relationships."""

    def attack(parts: Parts) -> Parts:
        there = change(parts, SHEET, ("</sheetData>", cells))
        content = before + there.pop(SHEET)
        return {**change(there, RELATIONS, ("/xl/worksheets/sheet1.xml", target)), part: content}

    return attack


def encoded(encoding: str) -> Callable[[Parts], Parts]:
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
    return lambda parts: {**parts, SHEET: (declaration + parts[SHEET].decode()).encode(encoding)}


def added(after: str, text: str) -> Callable[[Parts], Parts]:
    return lambda parts: change(parts, SHEET, (after, after + text))


ATTACKS: dict[str, tuple[Callable[[Parts], Parts], tuple[str, object]]] = {
    "blanks round =": (far(FAR.replace('r="', 'r = "')), CELLS),
    "line ends round =": (far(FAR.replace('r="', 'r\n=\t"')), CELLS),
    "single quotes": (far(FAR.replace('"', "'")), CELLS),
    "small letters": (far(FAR.replace("XFD", "xfd")), CELLS),
    "character reference": (far(FAR.replace("XFD", "&#88;FD")), CELLS),
    "row beyond any sheet": (far('<row r="9999999"><c><v>1</v></c></row></sheetData>'), CELLS),
    "a row number of a million digits": (far(f'<row r="{"9" * 1_000_000}"><c><v>1</v></c></row></sheetData>'), DAMAGED),
    "prefix": (prefixed("x"), CELLS),
    "hyphenated prefix": (prefixed("x-y"), CELLS),
    "Japanese prefix": (prefixed("表"), CELLS),
    "two colons": (far(FAR.replace("<c", "<a:b:c").replace("</c", "</a:b:c")), UNSAFE),
    "part at an absolute path": (moved("/data/cells", "data/cells"), CELLS),
    "part at a relative path": (moved("../data/cells.dat", "data/cells.dat"), CELLS),
    "part that looks like a picture": (moved("media/image1.png", "xl/media/image1.png"), CELLS),
    "part in capitals": (moved("WorkSheets/S.XML", "xl/worksheets/s.xml"), CELLS),
    "part with backslashes": (moved("worksheets\\s.xml", "xl\\worksheets\\s.xml"), CELLS),
    "part that begins as no XML": (moved("../data/cells", "data/cells", b"GIF89a "), DAMAGED),
    "part that readers find at two places": (
        lambda parts: {**moved("xl/s.xml", "xl/s.xml", cells="</sheetData>")(parts), "xl/xl/s.xml": parts[SHEET]},
        UNSAFE,
    ),
    "one part as two sheets": (
        lambda parts: change(
            parts, BOOK, ("<sheets>", '<sheets><sheet name="z" sheetId="9" r:id="rId1" xmlns:r="' + OFFICE + '"/>')
        ),
        UNSAFE,
    ),
    "two parts of one name": (lambda parts: {**parts, SHEET.upper(): parts[SHEET]}, UNSAFE),
    "another workbook than the readers' usual": (
        lambda parts: change(parts, "_rels/.rels", ("xl/workbook.xml", "xl/other.xml")) | {"xl/other.xml": parts[BOOK]},
        UNSAFE,
    ),
    "DTD": (lambda parts: {**parts, SHEET: b'<!DOCTYPE a [<!ENTITY b "c">]>' + parts[SHEET]}, UNSAFE),
    "DTD in the strings": (lambda parts: {**parts, "xl/sharedStrings.xml": b"<!DOCTYPE sst><sst/>"}, UNSAFE),
    "UTF-16": (encoded("utf-16"), UNSAFE),
    "Shift JIS": (encoded("shift_jis"), UNSAFE),
    "EBCDIC": (encoded("cp037"), DAMAGED),
    "merged over the whole sheet": (
        added("</sheetData>", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        OBJECTS,
    ),
    "merged over all columns": (added("</sheetData>", '<mergeCells><mergeCell ref="$A:$XFD"/></mergeCells>'), OBJECTS),
    "linked over the whole sheet": (
        added("</sheetData>", '<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>'),
        OBJECTS,
    ),
    "room for 4,000 million strings": (
        lambda parts: {**parts, "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" uniqueCount="4000000000"/>'.encode()},
        OBJECTS,
    ),
    "room for 4,000 million styles": (
        lambda parts: change(parts, STYLES, ('<cellXfs count="1">', '<cellXfs count=" 4000000000">')),
        OBJECTS,
    ),
    "deep": (added("</sheetData>", "<a>" * 200 + "</a>" * 200), UNSAFE),
    "elements in a value": (far('<row><c t="s"><v>1<v>2</v></v></c></row></sheetData>'), DAMAGED),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_refused_in_one_sentence(parts: Parts, attack: str) -> None:
    change_parts, right = ATTACKS[attack]
    assert verdict(packed(change_parts(parts))) == right


def test_one_long_string_shown_by_many_cells_counts_for_each(parts: Parts) -> None:
    cells = "<row>" + '<c t="s"><v>0</v></c>' * 300 + "</row></sheetData>"
    strings = f'<sst xmlns="{MAIN}"><si><r><t>{"あ" * 3_000}</t></r><r><t>い</t></r></si></sst>'
    crowded = packed({**change(parts, SHEET, ("</sheetData>", cells)), "xl/sharedStrings.xml": strings.encode()})
    assert verdict(crowded, Limits(unpacked_bytes=900_000)) == UNPACKED
    assert len(read_rows(crowded, Limits(unpacked_bytes=901_000))) == 3


def read_rows(raw: bytes, limits: Limits) -> tuple[object, ...]:
    return parse_workbook(raw, "b.xlsx", limits).sheets[0].rows


def test_one_long_formula_repeated_by_many_cells_counts_for_each(parts: Parts) -> None:
    first = f'<c><f t="shared" si="0" ref="A3:KN3">{"1+" * 3_000}1</f><v>1</v></c>'
    cells = f"<row>{first}" + '<c><f t="shared" si="0"/><v>1</v></c>' * 300 + "</row></sheetData>"
    assert verdict(packed(change(parts, SHEET, ("</sheetData>", cells))), Limits(unpacked_bytes=1_000_000)) == UNPACKED


def test_the_sheets_of_a_workbook_count_together(parts: Parts) -> None:
    names = range(4)
    relation = '<Relationship Id="z{0}" Type="' + OFFICE + '/worksheet" Target="worksheets/z{0}.xml"/>'
    entry = '<sheet name="z{0}" sheetId="1{0}" r:id="z{0}" xmlns:r="' + OFFICE + '"/>'
    many = change(
        change(parts, RELATIONS, ("</Relationships>", "".join(map(relation.format, names)) + "</Relationships>")),
        BOOK,
        ("</sheets>", "".join(map(entry.format, names)) + "</sheets>"),
    )
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row r="300"><c r="J300"><v>1</v></c></row></sheetData></worksheet>'
    raw = packed({**many, **{f"xl/worksheets/z{n}.xml": sheet.encode() for n in names}})
    assert verdict(raw, Limits(cells=3_000, all_cells=10_000)) == CELLS
    assert len(parse_workbook(raw, "b.xlsx", Limits(cells=3_000, all_cells=12_010)).sheets) == 5


def test_a_part_named_by_many_relations_is_read_as_often(parts: Parts) -> None:
    drawing = (
        b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>' + b" " * 5_000
    )
    relation = '<Relationship Id="d{0}" Type="' + OFFICE + '/drawing" Target="../drawings/drawing1.xml"/>'
    rels = "<Relationships>" + "".join(map(relation.format, range(50))) + "</Relationships>"
    raw = packed({**parts, "xl/drawings/drawing1.xml": drawing, "xl/worksheets/_rels/sheet1.xml.rels": rels.encode()})
    assert verdict(raw, Limits(unpacked_bytes=200_000)) == UNPACKED


def test_elements_are_counted_whatever_they_are(parts: Parts) -> None:
    names = "<definedNames>" + '<definedName name="n">A1</definedName>' * 300 + "</definedNames>"
    raw = packed({**parts, BOOK: re.sub(rb"<definedNames */>", names.encode(), parts[BOOK])})
    assert verdict(raw, Limits(objects=400)) == OBJECTS
    assert read(raw)[1] == (None, 3)


def test_a_tag_that_never_ends_is_not_read_to_its_end(parts: Parts) -> None:
    noise = "".join(f"{n * 7919 % 1_000_003:x}" for n in range(1_200_000))
    assert verdict(packed({**parts, SHEET: f'<worksheet a="{noise}"/>'.encode()})) == UNSAFE


def test_named_styles_weigh_as_much_as_looking_them_up(parts: Parts) -> None:
    styles = "".join(f'<cellStyle name="s{n}" xfId="0"/>' for n in range(20_000))
    raw = packed(change(parts, STYLES, ("</cellStyles>", styles + "</cellStyles>")))
    assert parse_workbook(raw, "b.xlsx").sheets[0].rows == (("x", None), (None, 3))  # Excel writes such
    assert check_workbook(raw, "b.xlsx", DEFAULT_LIMITS).objects > 4_000_000  # a sign for readers that keep objects


def test_a_directory_that_only_some_readers_find_leads_nobody(parts: Parts) -> None:
    """A second workbook behind the first: readers look for the directory from the end, or where the first one ends."""
    inner, outer = packed(change(parts, SHEET, ("</sheetData>", FAR))), packed(parts)
    both = inner + outer
    assert read(both) == [("x", None), (None, 3)]


@pytest.mark.parametrize(
    "innocent",
    [
        lambda parts: parts,
        lambda parts: change(parts, SHEET, ('<dimension ref="A1:B2"/>', '<dimension ref="A1:XFD1048576"/>')),
        added("</sheetData>", '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'),
        moved("worksheets/別の 名.xml", "xl/worksheets/別の 名.xml", cells="</sheetData>"),
        lambda parts: {
            **parts,
            "xl/media/a.svg": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>',
            "xl/media/b.png": b"\x89PNG\r\n\0\xff",
            "xl/drawings/vmlDrawing1.vml": b"<xml><br></xml>",
            "customXml/item1.xml": '<?xml version="1.0" encoding="utf-16"?><DataMashup/>'.encode("utf-16"),
        },
    ],
)
def test_what_excel_writes_is_read_by_both(parts: Parts, innocent: Callable[[Parts], Parts]) -> None:
    assert read(packed(innocent(parts)))[:2] == [("x", None), (None, 3)]


@pytest.mark.parametrize("command", ["validate", "analyze", "ledger import", "ledger export"])
def test_every_command_says_so_in_one_sentence(parts: Parts, command: str, tmp_path: Path) -> None:
    file = tmp_path / "台帳.xlsx"
    file.write_bytes(packed(prefixed("x-y")(parts)))
    beside = {"validate": [], "analyze": ["--out", str(tmp_path / "out")]}.get(command, [str(tmp_path / "new")])
    done = run(*command.split(), str(file), *beside)
    assert done.returncode == 2
    told = done.stdout + done.stderr
    assert "セルの数" in told or command == "ledger export"  # which wants no workbook at all
    assert [path.name for path in tmp_path.iterdir()] == ["台帳.xlsx"]


@given(st.binary(max_size=40))
@example(b"\x80\x81")
@example(b"\xff")
def test_whatever_bytes_bear_the_name_of_a_workbook_are_refused_in_a_sentence(raw: bytes) -> None:
    """What is neither UTF-8 nor Shift JIS nor marked as UTF-16 ended as a fault of ours."""
    with pytest.raises(SourceError):
        parse_workbook(raw, "台帳.xlsx")


def acting(parts: Parts) -> Parts:
    """A book that would run a macro, start a program and fetch values, its parts under names that say nothing."""
    related = "".join(
        f'<Relationship Id="rIdx{at}" Type="{OFFICE}/{kind}" Target="{part}"/>'
        for at, (kind, part) in enumerate(
            (("vbaProject", "a.bin"), ("externalLink", "b.xml"), ("externalLink", "c.xml"), ("connections", "d.xml"))
        )
    )
    made = change(parts, RELATIONS, ("</Relationships>", related + "</Relationships>"))
    head = f'<externalLink xmlns="{MAIN}">'
    away = parts[RELATIONS].decode().partition("<Relationship ")[0] + (
        f'<Relationship Id="rId1" Type="{OFFICE}/externalLinkPath" TargetMode="External" '
        'Target="file:///\\\\srv\\%E6%9C%9F\\%E5%8F%B0%E5%B8%B3.xlsx"/></Relationships>'
    )
    return made | {
        "xl/a.bin": b"\xd0\xcf\x11\xe0 VBA",
        "xl/b.xml": f'{head}<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'.encode(),
        "xl/c.xml": f"{head}<externalBook/></externalLink>".encode(),
        "xl/_rels/c.xml.rels": away.encode(),
        "xl/d.xml": f'<connections xmlns="{MAIN}"/>'.encode(),
    }


def with_acting(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        own = {name: archive.read(name) for name in archive.namelist()}
    file = file.rename(file.with_suffix(".xlsm"))
    file.write_bytes(packed(acting(own)))
    return str(file)


def named(*command: str) -> bool:
    done = run(*command)
    words = ("マクロ(xl/a.bin)", "DDE: cmd|/c calc", "別のファイル(台帳.xlsx)", "外部のデータへの接続(xl/d.xml)")
    return all(one in done.stdout + done.stderr for one in words)


def test_what_would_run_or_fetch_is_named_and_never_done(parts: Parts, tmp_path: Path) -> None:
    book = parse_workbook(packed(acting(parts)), "b.xlsm")
    assert book.acting == (
        ("dde", "cmd|/c calc"), ("external", "台帳.xlsx"), ("macro", "xl/a.bin"), ("query", "xl/d.xml"),
    )  # fmt: skip
    assert read(packed(acting(parts))) == read(packed(parts)) and not parse_workbook(packed(parts), "b.xlsx").acting
    lists = openpyxl.Workbook()
    for row in (("甲町 情報システム一覧(令和8年11月2日現在)",), ("システム名", "業務"), ("介護", "介護保険")):
        lists.active.append(row)
    lists.save(tmp_path / "一覧.xlsx")
    assert named("validate", with_acting(tmp_path / "一覧.xlsx"))


def test_every_reader_of_a_book_says_what_would_act(parts: Parts, tmp_path: Path) -> None:
    came = Incoming(workbook=parse_workbook(packed(acting(parts)), "b.xlsm"))
    labels, nobody = reading_labels(), Inventory(body=Body(id="t"))
    assert len(read_confirmation(came, labels).notes) == len(read_verdicts(came, Register(), nobody, labels)[1]) == 4
    assert len(read_dates(came, labels).remarks) == len([n for n in read_claims(came).notes if not n.grave]) == 4
    book = openpyxl.Workbook()
    for row in (("事業者名", "パッケージ名", "番号"), ("架空社", "架空", "001_8999999990001_001")):
        book.active.append(row)
    book.save(tmp_path / "一覧.xlsx")
    assert named("spec", "import", with_acting(tmp_path / "一覧.xlsx"), "--specs", str(tmp_path / "資料"))


@pytest.mark.long
def test_books_of_ours_that_came_back_with_what_acts_say_so(tmp_path: Path) -> None:
    town = tmp_path / "town"
    town.mkdir()
    (town / "a.yaml").write_text(
        "body: {id: t, name: 甲町, as_of: 2026-11-02}\nvendors: [{id: v, name: 木曜電算}]\n"
        "systems: [{id: s, name: 介護, areas: [介護保険], vendor: v, migrated: いいえ}]\n",
        encoding="utf-8",
    )
    assert run("card", "new", str(tmp_path / "カード.xlsx")).returncode == 0
    assert run("ledger", "export", str(town), str(tmp_path / "台帳.xlsx")).returncode == 0
    assert run("gaps", "export", str(town), "--number", "第1号").returncode == 0
    (asked,) = (town / "register" / "books").glob("v*.xlsx")
    assert named("validate", with_acting(tmp_path / "台帳.xlsx"))
    assert named("card", "check", with_acting(tmp_path / "カード.xlsx"))
    assert named("gaps", "import", str(town), with_acting(asked))
