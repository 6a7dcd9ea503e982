"""The program finds its specifications however it was installed: wheel, source archive, editable, offline bundle."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPECS = sorted(p.relative_to(ROOT / "specs").as_posix() for p in (ROOT / "specs").rglob("*") if p.is_file())
WHERE = "from readiness.standard.locate import specs_root; print(specs_root())"

pytestmark = pytest.mark.long


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": ""} | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout.strip()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a newcomer clones: the tracked files, in a folder of their own."""
    folder = tmp_path_factory.mktemp("checkout") / "readiness"
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def venv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that sees this one's packages, but not this checkout."""
    folder = tmp_path_factory.mktemp("venv")
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    packages = next(folder.glob("lib/python*/site-packages"))
    here = Path(pytest.__file__).parents[1]
    for entry in here.iterdir():
        if "readiness" not in entry.name and entry.suffix != ".pth":
            (packages / entry.name).symlink_to(entry)
    return folder


def test_a_wheel_carries_the_specifications(checkout: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path]
    run(*build, checkout, cwd=tmp_path)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "site")
        names = wheel.namelist()
    root = Path(run(sys.executable, "-c", WHERE, cwd=tmp_path, PYTHONPATH=str(tmp_path / "site")))
    assert root == tmp_path / "site" / "readiness" / "_specs"
    assert sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()) == SPECS
    assert "readiness/messages/words/common.yaml" in names
    assert "readiness/py.typed" in names and "readiness/_sample/body.yaml" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests", "bench", "inventories", "tools"))]


def test_a_wheel_made_from_the_source_archive_is_the_same(checkout: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=checkout)
    for source, folder in ((next(tmp_path.glob("*.tar.gz")), "a"), (checkout, "b")):
        build = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation"]
        run(*build, "--wheel-dir", tmp_path / folder, source, cwd=tmp_path)
    one, other = (next((tmp_path / folder).glob("*.whl")).read_bytes() for folder in "ab")
    assert one == other


def test_an_editable_install_reads_the_checkouts_own(checkout: Path, venv: Path, tmp_path: Path) -> None:
    install = ["install", "-qq", "--no-deps", "--no-build-isolation", "--editable", checkout]
    run(sys.executable, "-m", "pip", "--python", venv / "bin" / "python", *install, cwd=tmp_path)
    assert Path(run(venv / "bin" / "python", "-c", WHERE, cwd=tmp_path)) == checkout / "specs"
    assert not list(venv.rglob("_specs"))
    assert "readiness" in run(venv / "bin" / "readiness", "--version", cwd=tmp_path)
