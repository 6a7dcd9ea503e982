"""Damaged inventories through the real command line: found clean, found wanting or refused, never a fault of ours.

Few and always the same examples in the usual run; `make test-long` draws thousands of new ones.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.command import run

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "inventories" / "midori-cho"
LEDGER = ROOT / "docs" / "guide" / "example" / "かえで町.xlsx"
FILES = {file.name: file.read_bytes() for file in sorted(SAMPLE.rglob("*.yaml"))}
ODD = (
    "", "~", "null", "未確認", "不明", "はい", "true", "[]", "{}", "[[[[", "}", "- - -", "---", "...", "%YAML 9", "? a",
    "<<: *x", "*a", "&a [*a]", "!!python/object:os.system x", "!x", "'", '"', "|", ">", "-1", "0", "007", "1e999",
    "-0.0", ".nan", "0x1F", "99999999999999999999", "2026-13-45", "0000-00-00", "9999-12-31", "2026-11", "R8.4.1",
    "令和元年", "12:30", "あ" * 400, "\t", "\ufeff", "🙂", "\u202e", "=1+1", "id: 1", "systems", "systems: 3",
    "body: []", "con", "../x", "a/b", "住民基本台帳", "no", "#", "@", "`", "&&&", "%s {x} {0}",
)  # fmt: skip
BYTES = (b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x82\xa0", b"\xe3", b"\r", b"\x1a", b"\x07", b"\xed\xa0\x80")

places = st.floats(0, 1, exclude_max=True, width=32)
scars = st.tuples(st.sampled_from(("value", "line", "cut", "twice", "drop", "swap", "shift", "bytes")), places, places)
FEW = settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=4000, deadline=None, suppress_health_check=list(HealthCheck))


def scarred(raw: bytes, kind: str, at: float, what: float) -> bytes:
    """The text with one wound: what people do to files, and what disks and mail do to them."""
    odd, lines = ODD[int(what * len(ODD))], raw.split(b"\n")
    row = int(at * len(lines))
    line = lines[row]
    if kind == "value":
        lines[row] = line.partition(b": ")[0] + b": " + odd.encode()
    elif kind == "line":
        lines.insert(row, line[: len(line) - len(line.lstrip())] + odd.encode())
    elif kind == "cut":
        return raw[: int(at * len(raw))]
    elif kind == "twice":
        lines[row:row] = lines[row : row + 1 + int(what * 9)]
    elif kind == "drop":
        del lines[row : row + 1 + int(what * 9)]
    elif kind == "swap":
        lines[row], lines[-row] = lines[-row], line
    elif kind == "shift":
        lines[row] = b" " * int(what * 8) + line.lstrip()
    else:
        place = int(at * len(raw))
        return raw[:place] + BYTES[int(what * len(BYTES))] + raw[place + int(what * 3) :]
    return b"\n".join(lines)


def checked(write: Callable[[Path], Path]) -> None:
    """`validate` of what `write` makes in an empty folder ends as it must."""
    with tempfile.TemporaryDirectory() as folder:
        done = run("validate", str(write(Path(folder))), "--fail-on", "error")
    assert done.returncode in {0, 1, 2}, done.stderr
    assert "Traceback" not in done.stderr + done.stdout and "⟦" not in done.stdout, done.stderr + done.stdout
    assert done.returncode == 0 or done.stdout, done.stderr  # whoever is refused is told why


def yaml_case(name: str, wounds: list[tuple[str, float, float]]) -> None:
    def write(folder: Path) -> Path:
        for file, raw in FILES.items():
            for wound in wounds if file == name else ():
                raw = scarred(raw, *wound)  # noqa: PLW2901
            (folder / file).write_bytes(raw)
        return folder

    checked(write)


def cells_case(wounds: list[tuple[float, float, float]]) -> None:
    def write(folder: Path) -> Path:
        book = load_workbook(LEDGER)
        sheet = book.worksheets[0]
        for row, column, what in wounds:
            cell = sheet.cell(1 + int(row * sheet.max_row), 1 + int(column * sheet.max_column))
            cell.value = ODD[int(what * len(ODD))]
        book.save(folder / "台帳.xlsx")
        return folder / "台帳.xlsx"

    checked(write)


def parts_case(wounds: list[tuple[str, float, float]], part: float, *, outside: bool) -> None:
    """One part of the workbook damaged inside its zip, or the zip itself."""

    def write(folder: Path) -> Path:
        target = folder / "台帳.xlsx"
        if outside:
            raw = LEDGER.read_bytes()
            for wound in wounds:
                raw = scarred(raw, *wound)
            target.write_bytes(raw)
            return target
        made = io.BytesIO()
        with zipfile.ZipFile(LEDGER) as old, zipfile.ZipFile(made, "w") as new:
            chosen = int(part * len(old.namelist()))
            for number, name in enumerate(old.namelist()):
                raw = old.read(name)
                for wound in wounds if number == chosen else ():
                    raw = scarred(raw, *wound)
                new.writestr(name, raw)
        target.write_bytes(made.getvalue())
        return target

    checked(write)


yaml_cases = given(name=st.sampled_from(sorted(FILES)), wounds=st.lists(scars, min_size=1, max_size=4))
cell_cases = given(wounds=st.lists(st.tuples(places, places, places), min_size=1, max_size=8))
part_cases = given(wounds=st.lists(scars, min_size=1, max_size=3), part=places, outside=st.booleans())

test_damaged_yaml = FEW(yaml_cases(yaml_case))
test_damaged_cells = FEW(cell_cases(cells_case))
test_damaged_workbooks = FEW(part_cases(parts_case))
test_much_damaged_yaml = pytest.mark.long(MANY(yaml_cases(yaml_case)))
test_many_damaged_cells = pytest.mark.long(MANY(cell_cases(cells_case)))
test_many_damaged_workbooks = pytest.mark.long(MANY(part_cases(parts_case)))
