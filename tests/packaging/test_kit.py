"""The offline kits: what is in them, and the Linux one used as an official would, cut off from every network."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.accepted.test_by_others import refused_of_cyclonedx

ROOT = Path(__file__).resolve().parents[2]
LEDGER = ROOT / "docs" / "guide" / "example" / "かえで町.xlsx"
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
BUILDERS = {"hatchling", "pathspec", "pluggy", "trove-classifiers", "setuptools", "wheel", "pip", "uv", "pytest"}
# Licences whose parts may be handed on beside ours; the last is a condition of Microsoft's, told in README.txt.
COMPATIBLE = re.compile(
    r"MIT|BSD|Apache|PSF|Python Software Foundation|ISC|MPL-2\.0|Mozilla Public License 2\.0|EPL|CPL|Eclipse|zlib|0BSD"
)

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def kits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, ROOT / "tools" / "bundle.py", "--python", PYTHON, "--out", out]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, cwd=out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module", params=["linux", "windows"])
def kit(request: pytest.FixtureRequest, kits: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kit as it is unpacked, under a path with blanks and Japanese."""
    (file,) = kits.glob(f"*-{request.param}-python{PYTHON}.zip")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert (kits / f"{file.name}.sha256").read_text(encoding="ascii").split() == [digest, file.name]
    place = tmp_path_factory.mktemp("kit") / "標準化 (配布)"
    with zipfile.ZipFile(file) as archive:
        archive.extractall(place)
    return next(place.iterdir())


def wheels(kit: Path) -> set[str]:
    return {re.sub(r"[-_.]+", "-", file.name.split("-")[0]).lower() for file in (kit / "wheels").glob("*.whl")}


def test_everything_is_in_the_list_of_checksums_and_as_it_says(kit: Path) -> None:
    listed = dict(line.split("  ", 1)[::-1] for line in (kit / "SHA256SUMS.txt").read_text("utf-8").splitlines())
    there = {path.relative_to(kit).as_posix(): path for path in kit.rglob("*") if path.is_file()}
    assert there.keys() - {"SHA256SUMS.txt"} == listed.keys()
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == listed[name] for name, path in there.items()
               if name in listed)  # fmt: skip
    names = [line.split("  ")[1] for line in (kit / f"wheels/python-{PYTHON}.txt").read_text("utf-8").splitlines()]
    assert sorted(names) == sorted(file.name for file in (kit / "wheels").glob("*.whl"))


def test_no_tool_for_building_is_shipped_and_nothing_that_is_needed_is_missing(kit: Path) -> None:
    assert not wheels(kit) & BUILDERS
    assert {"readiness", "ortools", "pandas", "python-docx", "lxml", "openpyxl", "click"} <= wheels(kit)
    assert ("msvc-runtime" in wheels(kit)) == ("windows" in kit.name)


def test_the_list_of_parts_and_the_licences_name_every_wheel(kit: Path) -> None:
    listed = json.loads((kit / "sbom.cdx.json").read_text(encoding="utf-8"))
    assert refused_of_cyclonedx((kit / "sbom.cdx.json").read_bytes()) == []
    parts = {part["name"]: part for part in listed["components"]}
    assert parts.keys() | {"readiness"} == wheels(kit)
    digests = {hashlib.sha256(file.read_bytes()).hexdigest() for file in (kit / "wheels").glob("*.whl")}
    assert {part["hashes"][0]["content"] for part in parts.values()} < digests
    told = dict(line.split("\t") for line in (kit / "licences/LICENCES.txt").read_text("utf-8").splitlines())
    assert {line.split()[0] for line in told} == wheels(kit)
    foreign = {name: words for name, words in told.items() if not COMPATIBLE.search(words)}
    assert {name.split()[0] for name in foreign} <= {"msvc-runtime"}, foreign
    texts = {folder.name for folder in (kit / "licences").iterdir() if folder.is_dir() and any(folder.iterdir())}
    assert texts == wheels(kit)


def test_words_and_pages_for_people_are_inside(kit: Path) -> None:
    assert (kit / "guide" / "index.html").is_file() and (kit / "LICENSE.txt").is_file()
    words = (kit / "README.txt").read_bytes()
    assert words.startswith(b"\xef\xbb\xbf") and words.count(b"\r\n") == words.count(b"\n")
    text = words.decode("utf-8-sig")
    assert "@" not in text and f"Python {PYTHON}" in text and "プロパティ" in text and "入っていません" in text
    assert "## " in (kit / "CHANGES.txt").read_text(encoding="utf-8-sig")


def test_what_windows_unpacks_fits_into_its_paths(kit: Path) -> None:
    """260 characters, of which the user's cache takes 70 (a name of 20 letters in it)."""
    longest = max(len(n) for file in (kit / "wheels").glob("*.whl") for n in zipfile.ZipFile(file).namelist())
    assert 70 + longest < 260
    assert max(len(str(path.relative_to(kit))) for path in kit.rglob("*")) < 120


def test_scripts_of_windows_are_what_cmd_reads(kit: Path) -> None:
    scripts = sorted(kit.glob("*.cmd"))
    assert [file.name for file in scripts] == (["analyze.cmd", "readiness.cmd"] if "windows" in kit.name else [])
    for file in scripts:
        raw = file.read_bytes()
        assert raw.isascii() and raw.count(b"\r\n") == raw.count(b"\n") > 5
        delayed = False
        for line in raw.decode("ascii").splitlines():
            if "%~dp0" in line:  # a folder with blanks, & or brackets stays one word
                assert re.search(r'"(?:[A-Z]+=)?%%?~dp0[^"]*"', line), line
            delayed = "EnableDelayed" in line or (delayed and "DisableDelayed" not in line)
            assert not delayed or "%~" not in line, line  # "!" in a path would be taken away
            assert not line.startswith("call") or "%" not in line.replace("%%", ""), line  # % and ^ are read twice
            assert not re.search(r"%PYTHON%(?!\")", line) or '"%PYTHON%"' in line, line
    assert b"chcp 65001" in b"".join(file.read_bytes() for file in scripts) or not scripts
    missing = (kit / "python-missing.txt").read_bytes()
    assert not missing.startswith(b"\xef\xbb\xbf") and missing.count(b"\r\n") == 2


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def cut_off(kit: Path, tmp_path: Path) -> Run:
    """Runs the Linux kit in a network namespace with nothing in it, from another folder, as a user without packages."""
    if "linux" not in kit.name:
        pytest.skip("the kit of this machine only")
    away = ["unshare", "--net", "--map-root-user"]
    if subprocess.run([*away, "true"], capture_output=True, check=False).returncode != 0:
        if os.environ.get("CI"):
            pytest.fail("CI must be able to cut a process off from the network")
        away = []
    (kit / "python" / "bin").mkdir(parents=True, exist_ok=True)
    python = kit / "python" / "bin" / "python3"
    if not python.exists():  # -S, -E: none of this environment's packages
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S -E "$@"\n', encoding="utf-8")
        python.chmod(0o755)
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "LANG": "C"}

    def run(script: str, *words: object) -> subprocess.CompletedProcess[str]:
        command = [*away, "sh", kit / script, *words]
        return subprocess.run(
            list(map(str, command)), cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False
        )

    return run


def test_a_foreign_ledger_through_confirm_to_papers_without_a_network(cut_off: Run, kit: Path, tmp_path: Path) -> None:
    desk = tmp_path / "机の上"
    desk.mkdir()
    shutil.copy(LEDGER, desk)
    first = cut_off("analyze.sh", desk / LEDGER.name)
    assert first.returncode == 0, first.stderr
    (book,) = (desk / "output").rglob("reading.xlsx")
    filled = load_workbook(book)
    sheet = filled["確認してください"]
    at = {cell.value: cell.column for cell in sheet[1]}
    asked = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, at["台帳の記載"]).value]
    for row in asked:
        sheet.cell(row, at["回答"], "読まない")
    filled.save(desk / "確認.xlsx")
    confirmed = cut_off("readiness.sh", "ledger", "confirm", desk / LEDGER.name, desk / "確認.xlsx")
    assert confirmed.returncode == 0 and f"回答 {len(asked)}件を取り込みました" in confirmed.stdout, confirmed
    again = cut_off("analyze.sh", desk / LEDGER.name)
    assert again.returncode == 0, again.stderr
    papers = next((desk / "output").glob("*/papers"))
    assert (papers / "chougi.html").is_file() and (papers / "chougi.docx").is_file() and list(papers.glob("shoukai-*"))
    drawn = cut_off("readiness.sh", "graph", kit / "midori-cho", "--out", tmp_path / "図.svg", "--lang", "en")
    assert drawn.returncode == 0 and "plain way" not in drawn.stderr  # Graphviz, in its child process, has drawn it
    # Another version: the data stays, and it is said what changed.
    (tmp_path / "cache" / "readiness" / "version.txt").write_text("0.0.9", encoding="utf-8")
    updated = cut_off("readiness.sh", "validate", desk / LEDGER.name, "--fail-on", "never")
    assert updated.returncode == 0 and "0.0.9 から" in updated.stderr
    assert list((desk / "decisions").rglob("reading.yaml"))
    wheel = next((kit / "wheels").glob("click-*.whl"))
    sound = wheel.read_bytes()
    wheel.write_bytes(sound + b" ")
    shutil.rmtree(tmp_path / "cache")
    damaged = cut_off("readiness.sh", "--version")
    wheel.write_bytes(sound)
    assert (damaged.returncode, wheel.name in damaged.stderr) == (2, True)
    assert list((tmp_path / "cache" / "readiness").iterdir()) == []


def test_the_same_input_gives_the_same_bytes(kits: Path, tmp_path: Path) -> None:
    """By another builder: other rights of new files, zone, language, order of hashes, place for temporary files."""
    command = [sys.executable, ROOT / "tools/bundle.py", "--python", PYTHON, "--platform", "linux", "--out", tmp_path]
    (tmp_path / "tmp").mkdir()
    other_one = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "4711", "TMPDIR": str(tmp_path / "tmp")}
    subprocess.run(
        list(map(str, command)), check=True, capture_output=True, cwd=tmp_path, env=os.environ | other_one, umask=0o077
    )
    (one,), (other,) = (folder.glob("*-linux-*.zip") for folder in (kits, tmp_path))
    with zipfile.ZipFile(one) as a, zipfile.ZipFile(other) as b:
        assert [name for name in a.namelist() if a.read(name) != b.read(name)] == []
    assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(other.read_bytes()).digest()


def test_an_embeddable_python_is_packed_when_its_digest_is_told_and_right(tmp_path: Path) -> None:
    from tools import bundle

    file = tmp_path / "python-3.11.9-embed-amd64.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("python.exe", "python311.dll", "python311._pth"):
            archive.writestr(name, name)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert bundle.embeddable(file, digest.upper()).python == "3.11"
    for told, why in (("", "give the SHA-256"), ("0" * 64, "is not the file of that SHA-256")):
        with pytest.raises(SystemExit, match=why):
            bundle.embeddable(file, told)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(SystemExit, match="no embeddable Python"):
        bundle.embeddable(file, hashlib.sha256(file.read_bytes()).hexdigest())
    made = bundle.Embeddable(python="3.11", name=file.name, digest=digest, members={"python.exe": b"x"})
    members = bundle.kit_members(bundle.PLATFORMS["windows"], "3.11", [], "0", made, tmp_path)
    assert members["python/python.exe"] == b"x"
    assert "この一式に含まれています" in members["README.txt"].decode("utf-8-sig")
    assert digest in members["sbom.cdx.json"].decode()
