"""The start scripts of the offline bundle: what Windows hands over for dropped files, and what they are made of."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import time
import zipfile
from pathlib import Path

import pytest

PARTS = Path(__file__).resolve().parents[2] / "tools" / "bundle"
SPEC = importlib.util.spec_from_file_location("start", PARTS / "start.py")
assert SPEC and SPEC.loader
start = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(start)

CMD = r"C:\Windows\system32\cmd.exe"
HERE = "C:\\" + r"Users\標準 太郎\デスクトップ\readiness-0.1.0-windows\analyze.cmd"


@pytest.mark.parametrize(
    ("line", "paths"),
    [
        (rf'{CMD} /c ""{HERE}" "C:\台帳 (最新).xlsx""', [r"C:\台帳 (最新).xlsx"]),
        (rf'{CMD} /c ""{HERE}" C:\税&福祉(1).xlsx"', [r"C:\税&福祉(1).xlsx"]),
        (rf'{CMD} /c ""{HERE}" C:\a.xlsx "D:\b c.xlsx""', [r"C:\a.xlsx", r"D:\b c.xlsx"]),
        (rf'{CMD} /c ""{HERE.upper()}" C:\100%^!.xlsx"', [r"C:\100%^!.xlsx"]),
        (rf'{CMD} /c ""{HERE}" \\server\共有\台帳.xlsx"', [r"\\server\共有\台帳.xlsx"]),
        (rf'{CMD} /c ""{HERE}" "', []),  # a double click
        (rf'"{CMD}"', []),  # typed at a prompt: the arguments are taken instead
        ("", []),
    ],
)
def test_dropped_paths_are_read_from_the_command_line_of_windows(line: str, paths: list[str]) -> None:
    assert start.dropped_paths(line) == paths


def test_dropping_nothing_or_what_is_gone_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for paths, words in (([], "重ねて"), ([str(tmp_path / "無い.xlsx")], "無い.xlsx")):
        with pytest.raises(SystemExit) as end:
            start.from_dropped(paths)
        assert end.value.code == 2
        assert words in capsys.readouterr().err
    (tmp_path / "台帳.xlsx").touch()
    command = start.from_dropped([str(tmp_path / "台帳.xlsx")])
    assert command == ["drop", str(tmp_path / "台帳.xlsx"), "--out", str(tmp_path / "output")]


def test_only_the_reports_of_this_run_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, age in (("old", 3_600), ("new", 0)):
        page = tmp_path / name / "index.html"
        page.parent.mkdir()
        page.touch()
        os.utime(page, (time.time() - age, time.time() - age))
    opened: list[Path] = []
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    start.open_reports(tmp_path, time.time())
    assert opened == [tmp_path / "new" / "index.html"]


def test_command_files_hold_ascii_only_and_wait_so_that_errors_can_be_read() -> None:
    for file in PARTS.glob("*.cmd"):
        assert file.read_bytes().isascii(), file.name  # cmd.exe reads them in the code page of the PC
    lines = (PARTS / "analyze.cmd").read_text(encoding="ascii").splitlines()
    assert lines.index("pause") > lines.index(":dropped")
    assert lines[-1] == "exit %CODE%"  # not /b: what follows an unquoted & would be run
    assert (PARTS / "python-missing.txt").read_text(encoding="utf-8").count("\n") == 2


def test_libraries_of_a_wheel_go_where_the_loader_is_told_to_look(tmp_path: Path) -> None:
    """The Visual C++ runtime comes as data of a wheel; what is for Scripts/ is the same again."""
    wheel = tmp_path / "msvc_runtime-1-cp311-cp311-win_amd64.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in (
            "data/msvcp140.dll",
            "data/Scripts/msvcp140.dll",
            "data/../evil.dll",
            "purelib/m.py",
            "headers/h.h",
        ):
            archive.writestr(f"msvc_runtime-1.data/{name}", name)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    start.unpack(wheel, digest, tmp_path / "library")
    found = sorted(path.relative_to(tmp_path / "library").as_posix() for path in (tmp_path / "library").rglob("*.*"))
    assert found == ["dlls/msvcp140.dll", "m.py"]


def test_another_version_than_the_last_one_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "HERE", tmp_path)
    for version, told in (("0.1.0", ""), ("0.1.0", ""), ("0.2.0", "0.1.0 から 0.2.0"), ("0.2.0", "")):
        (tmp_path / "VERSION.txt").write_text(version, encoding="utf-8")
        start.announce_update(tmp_path)
        said = capsys.readouterr().err
        assert (told in said and "CHANGES.txt" in said) if told else said == ""


@pytest.mark.parametrize(
    ("python", "system", "there"), [("3.11", "windows", True), ("3.13", "windows", True), ("3.11", "linux", False)]
)
def test_the_kit_of_windows_alone_holds_the_visual_c_runtime(python: str, system: str, there: bool) -> None:
    bundle = pytest.importorskip("tools.bundle")
    lines = bundle.locked_for(bundle.PLATFORMS[system], python)
    (found,) = [line for line in lines if line.startswith("msvc-runtime==")] or [""]
    assert bool(found) == there and found.count("--hash=sha256:") >= 3 * there
    assert any(line.startswith("ortools==") for line in lines)
