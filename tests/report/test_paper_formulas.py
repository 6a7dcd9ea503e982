"""Papers and report: what LibreOffice calculates from the formulas alone is what is stored in the cells."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

BOOKS = ("zaisei", "seisa", "gyomu")


def without_values(source: Path, target: Path) -> int:
    """A copy of a workbook whose formulas have no stored value; how many formulas there are."""
    count = 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            raw = old.read(name)
            if name.startswith("xl/worksheets/"):
                text, here = re.subn(r"(</f>)<v>[^<]*</v>", r"\1", raw.decode("utf-8"))
                raw, count = text.encode("utf-8"), count + here
            new.writestr(name, raw)
    return count


def numbers(book: Path) -> dict[tuple[str, str], float]:
    found = openpyxl.load_workbook(book, data_only=True)
    return {
        (sheet.title, cell.coordinate): float(cell.value)
        for sheet in found
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    }


@pytest.mark.office
@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("name", ["midori-cho", "aozora-shi", "karamari-cho"])
def test_what_is_calculated_is_what_is_stored(town: Callable[[str], Path], name: str, tmp_path: Path) -> None:
    folder, bare, out = town(name), tmp_path / "bare", tmp_path / "out"
    bare.mkdir()
    paths = {book: folder / "papers" / f"{book}.xlsx" for book in BOOKS} | {"report": folder / "report.xlsx"}
    formulas = {book: without_values(path, bare / path.name) for book, path in paths.items()}
    assert sum(formulas.values()) > 10 and formulas["report"] > 4
    home = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, *map(str, sorted(bare.iterdir()))], check=True, capture_output=True, timeout=400)
    for book, path in paths.items():
        stored, made = numbers(path), numbers(out / path.name)
        assert {place: made.get(place) for place in stored} == pytest.approx(stored), book


@pytest.mark.parametrize("name", ["midori-cho", "aozora-shi", "karamari-cho"])
def test_lines_of_a_budget_are_reckoned_in_their_cells(town: Callable[[str], Path], name: str) -> None:
    """数量×単価×月数×税, 千円切上げ: a line with a quote has it as a formula; the sum adds the lines."""
    sheet = openpyxl.load_workbook(town(name) / "papers" / "zaisei.xlsx")["B2 積算"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    priced = [row for row in rows[:-1] if row[5] != "未徴取" and "円" in str(row[4])]
    assert priced and all(str(row[5]).startswith("=ROUNDUP(INT(") for row in priced), priced
    assert str(rows[-1][5]).startswith("=SUM(F4:F")


@pytest.mark.parametrize("name", ["midori-cho", "aozora-shi"])
def test_sheets_of_papers_print_at_eight_points_or_more(town: Callable[[str], Path], name: str) -> None:
    """A4 landscape, margins of 0.7 inch; a character of a stored width is 7 px of 96 to the inch; 10 points."""
    for stem in BOOKS:
        for sheet in openpyxl.load_workbook(town(name) / "papers" / f"{stem}.xlsx").worksheets[1:]:
            dims = sheet.column_dimensions.values()
            pixels = sum((dim.max - dim.min + 1) * 7 * dim.width for dim in dims)
            assert sheet.page_setup.orientation == "landscape", sheet.title
            assert pixels or sheet.max_column == 1, sheet.title  # one sentence: there is nothing to print
            assert 10 * min(1, (297 / 25.4 - 1.4) * 96 / max(pixels, 1)) >= 8, (stem, sheet.title, pixels)
