"""Workbooks and CSV behind guards. Workbooks are written by openpyxl and XlsxWriter, independent of the reader."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from readiness.sources.csvfile import parse_csv, read_csv, read_tables, sniff_delimiter
from readiness.sources.grid import cell_name, cell_text, fill_merged
from readiness.sources.limits import Limits
from readiness.sources.problem import SourceError
from readiness.sources.xlsx import parse_workbook, read_workbook


def book() -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "一覧"
    sheet["B2"] = "システム"
    sheet["B3"], sheet["C3"], sheet["D3"], sheet["E3"] = "011002", 3, 3.5, True
    sheet["F3"], sheet["G3"] = date(2026, 4, 1), datetime(2026, 4, 1, 9, 30)
    sheet.merge_cells("B2:D2")
    hidden = made.create_sheet("控え")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "秘"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def code(raw: bytes, **limits: int) -> tuple[str, dict[str, object]]:
    with pytest.raises(SourceError) as caught:
        parse_workbook(raw, "b.xlsx", Limits(**limits))
    (found,) = caught.value.problems
    assert found.file == "b.xlsx"
    return found.code, dict(found.params)


def test_cells_types_and_hidden_sheets() -> None:
    workbook = parse_workbook(book(), "b.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in workbook.sheets] == [("一覧", False), ("控え", True)]
    sheet = workbook.sheet("一 覧")
    assert sheet.rows[0] == (None,) * 7
    assert sheet.rows[2] == (None, "011002", 3, 3.5, True, date(2026, 4, 1), "2026-04-01 09:30:00")
    assert type(sheet.rows[2][2]) is int
    assert sheet.rows[1] == (None, "システム", None, None, None, None, None)
    assert fill_merged(sheet).rows[1] == (None, "システム", "システム", "システム", None, None, None)
    assert sheet.cell(99, 0) is None


def test_cell_text() -> None:
    assert [cell_text(v) for v in (3.0, 3.5, None, True, date(2026, 4, 1), " a\r\nb_x000D_\n ")] == [
        "3",
        "3.5",
        "",
        "TRUE",
        "2026-04-01",
        "a\nb",
    ]
    assert cell_text("０１１Ａ", nfkc=True) == "011A"
    assert (cell_name(6, 1), cell_name(0, 26), cell_name(0, 16383)) == ("B7", "AA1", "XFD1")


@pytest.mark.parametrize(
    ("raw", "expected", "detected"),
    [
        (b"", "xlsx.empty", None),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "xlsx.password",
            None,
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "xlsx.old-format", None),
        ("id,名称\n1,住基\n".encode("cp932"), "xlsx.not-a-workbook", "text"),
        (("あ" * 2000).encode(), "xlsx.not-a-workbook", "text"),
        (b"<html><table>", "xlsx.not-a-workbook", "html"),
        (b"%PDF-1.7\n\0\x01\xff", "xlsx.not-a-workbook", "other"),
        (b"PK\x03\x04 and nothing", "xlsx.damaged", None),
    ],
)
def test_what_is_not_a_workbook(raw: bytes, expected: str, detected: str | None) -> None:
    found, params = code(raw)
    assert found == expected
    assert params.get("detected") == detected


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_other_zips_and_unsafe_members() -> None:
    assert code(zipped(**{"word/document.xml": b"x"})) == ("xlsx.not-a-workbook", {"detected": "docx"})
    assert code(zipped(a=b"x")) == ("xlsx.not-a-workbook", {"detected": "zip"})
    assert code(zipped(**{"xl/workbook.xml": b"", "../../etc/x": b""})) == ("xlsx.unsafe", {"member": "../../etc/x"})
    assert code(zipped(**{"xl/workbook.xml": b"<x"}))[0] == "xlsx.damaged"


def test_damage_is_found() -> None:
    raw = book()
    assert code(raw[: len(raw) // 2])[0] == "xlsx.damaged"
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    assert code(raw[:at] + bytes(byte ^ 0x55 for byte in raw[at : at + 40]) + raw[at + 40 :])[0] == "xlsx.damaged"


def test_limits() -> None:
    raw = book()
    assert code(raw, members=3) == ("xlsx.too-large", {"what": "members", "limit": 3})
    assert code(raw, unpacked_bytes=500) == ("xlsx.too-large", {"what": "unpacked", "limit": 500})
    assert code(raw, cells=20) == ("xlsx.too-large", {"what": "cells", "limit": 20})
    bomb = zipped(**{"xl/workbook.xml": b"", "xl/media/x.bin": b"\0" * 6_000_000})
    assert code(bomb) == ("xlsx.too-large", {"what": "ratio", "limit": 300})


def test_one_cell_in_the_last_corner_does_not_unfold_the_sheet() -> None:
    made = openpyxl.Workbook()
    made.active["A1"], made.active["XFD1048576"] = 1, 1
    stream = io.BytesIO()
    made.save(stream)
    assert code(stream.getvalue()) == ("xlsx.too-large", {"what": "cells", "limit": 5_000_000})


def test_a_formatted_but_empty_corner_is_no_content() -> None:
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = made.add_worksheet("a")
    sheet.write("A1", "x")
    sheet.write_blank("XFD1048576", None, made.add_format({"bold": True}))
    made.close()
    assert parse_workbook(stream.getvalue(), "b.xlsx").sheets[0].rows[0][0] == "x"


def test_error_cells_are_told_apart_from_empty_ones() -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = "x"
    other = made.create_sheet("集計")
    other["B2"], other["C3"] = "#N/A", "#DIV/0!"
    other["D4"] = "#N/A と書いた文"
    stream = io.BytesIO()
    made.save(stream)
    plain, counted = parse_workbook(stream.getvalue(), "b.xlsx").sheets
    assert plain.errors == ()
    assert counted.errors == ("B2", "C3")
    assert counted.cell(1, 1) is None


def test_files(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read_workbook(tmp_path / "none.xlsx", name="in/none.xlsx")
    assert [(p.code, p.file) for p in caught.value.problems] == [("file.missing", "in/none.xlsx")]
    with pytest.raises(SourceError) as caught:
        read_workbook(tmp_path)
    assert caught.value.problems[0].code == "file.not-a-file"
    path = tmp_path / "b.xlsx"
    path.write_bytes(book())
    assert read_workbook(path).sheets[0].name == "一覧"
    with pytest.raises(SourceError) as caught:
        read_workbook(path, Limits(workbook_bytes=100))
    assert caught.value.problems[0].param("what") == "file"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    text = 'id|名称|備考\r\n011|"住基、|他"|\r\n2|"二\n行"\r\n\r\n'.replace("|", delimiter)
    sheet = parse_csv(text.encode(encoding), "表.csv").sheets[0]
    assert sheet.name == "表"
    assert sheet.rows == (("id", "名称", "備考"), ("011", f"住基、{delimiter}他", None), ("2", "二\n行", None))


def test_sniffing_is_not_led_astray_by_commas_in_text() -> None:
    assert sniff_delimiter("id;note\n1;a, b, c\n2;d, e\n") == ";"
    assert sniff_delimiter("id\tnote\n1\ta, b; c\n") == "\t"
    assert sniff_delimiter("only\none\n") == ","


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "csv.empty"),
        (b"\n\n", "csv.empty"),
        (b"a,b\x00\n", "csv.damaged"),
        (b'a,"b\n', "csv.damaged"),
        (b"\x81\xff\xff,1\n", "csv.encoding"),
    ],
)
def test_csv_refused(raw: bytes, expected: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_csv(raw, "t.csv")
    assert [p.code for p in caught.value.problems] == [expected]


def test_csv_limits() -> None:
    for raw in (b"a,b,c\n" * 5, b"a\n" * 4 + b"a,b,c\n"):
        with pytest.raises(SourceError) as caught:
            parse_csv(raw, "t.csv", Limits(cells=10))
        assert caught.value.problems[0].code == "csv.too-large"


def test_read_tables_goes_by_content(tmp_path: Path) -> None:
    renamed = tmp_path / "台帳.xlsx"
    renamed.write_bytes("id,名称\n1,住基\n".encode("cp932"))
    assert read_tables(renamed).sheets[0].rows[1] == ("1", "住基")
    real = tmp_path / "real.csv"
    real.write_bytes(book())
    assert read_tables(real).sheets[0].name == "一覧"
    page = tmp_path / "page.xls"
    page.write_text("<html><table></table></html>")
    with pytest.raises(SourceError) as caught:
        read_tables(page)
    assert caught.value.problems[0].param("detected") == "html"
    assert read_csv(renamed).sheets[0].rows[0] == ("id", "名称")
