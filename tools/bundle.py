"""Offline bundles into `dist/`: everything a PC without internet needs but Python itself.

    python tools/bundle.py [--platform windows|linux …] [--python 3.11 …] [--out DIR]

The wheels come from the run lock, each checked against its pinned hash, for every asked-for Python; wheels that several
Pythons share are stored once. `start.py` unpacks them into the user's cache at the first start: no installer, no
administrator's rights, no network.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[1]
PARTS = ROOT / "tools" / "bundle"
PYTHONS = ("3.11", "3.12", "3.13")
_ZIP_TIME = (2020, 1, 1, 0, 0, 0)  # so that the same input gives the same bundle


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """A kind of PC: what its wheels are called, what lock markers see there, which start scripts it takes."""

    wheels: tuple[str, ...]
    markers: dict[str, str]
    scripts: str


PLATFORMS = {
    "windows": Platform(
        wheels=("win_amd64",),
        markers={"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
        scripts="*.cmd",
    ),
    "linux": Platform(
        wheels=(*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)), "manylinux2014_x86_64"),
        markers={
            "sys_platform": "linux",
            "platform_system": "Linux",
            "os_name": "posix",
            "platform_machine": "x86_64",
        },
        scripts="*.sh",
    ),
}


def main() -> int:
    """Write one zip per platform."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--platform", nargs="+", choices=PLATFORMS, default=list(PLATFORMS))
    parser.add_argument("--python", nargs="+", metavar="3.N", default=list(PYTHONS))
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        ours = build_wheel(Path(scratch))
        for name in options.platform:
            print(write_bundle(name, options.python, ours, Path(scratch), options.out))
    return 0


def build_wheel(scratch: Path) -> Path:
    """Our own wheel, with the specifications inside."""
    folder = scratch / "ours"
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("readiness-*.whl"))


def write_bundle(name: str, pythons: list[str], ours: Path, scratch: Path, out: Path) -> Path:
    """The zip of one platform."""
    platform = PLATFORMS[name]
    wheels: dict[str, Path] = {ours.name: ours}
    lists: dict[str, str] = {}
    for python in pythons:
        found = [*download(platform, python, scratch / f"{name}-{python}"), ours]
        wheels |= {wheel.name: wheel for wheel in found}
        lines = sorted(f"{hashlib.sha256(wheel.read_bytes()).hexdigest()}  {wheel.name}" for wheel in found)
        lists[python] = "\n".join(lines) + "\n"
    top = f"readiness-{ours.name.split('-')[1]}-{name}"
    target = out / f"{top}.zip"
    with zipfile.ZipFile(target, "w") as bundle:
        for wheel in sorted(wheels):
            add(bundle, f"{top}/wheels/{wheel}", wheels[wheel].read_bytes(), zipfile.ZIP_STORED)
        for python, lines in lists.items():
            add(bundle, f"{top}/wheels/python-{python}.txt", lines.encode())
        for part in sorted([PARTS / "start.py", *PARTS.glob(platform.scripts)]):
            line_end = "\r\n" if part.suffix == ".cmd" else "\n"
            script = part.read_text(encoding="utf-8").replace("\n", line_end)
            add(bundle, f"{top}/{part.name}", script.encode(), mode=0o755)
        for name_, mark in (("README.txt", "utf-8-sig"), ("python-missing.txt", "utf-8")):  # `type` would show the mark
            words = (PARTS / name_).read_text(encoding="utf-8").replace("\n", "\r\n")
            add(bundle, f"{top}/{name_}", words.encode(mark))
        add(bundle, f"{top}/LICENSE.txt", (ROOT / "LICENSE").read_bytes())
        for sample in sorted((ROOT / "inventories" / "midori-cho").rglob("*")):
            if sample.is_file():
                add(bundle, f"{top}/{sample.relative_to(ROOT / 'inventories').as_posix()}", sample.read_bytes())
        for page in guide(scratch):
            add(bundle, f"{top}/guide/{page.relative_to(scratch / 'guide').as_posix()}", page.read_bytes())
    return target


def guide(scratch: Path) -> list[Path]:
    """The files of the guide as an offline site."""
    site = scratch / "guide"
    if not site.is_dir():
        subprocess.run([sys.executable, str(ROOT / "tools" / "make_site.py"), "--out", str(site)], check=True)
    return sorted(path for path in site.rglob("*") if path.is_file())


def add(bundle: zipfile.ZipFile, name: str, data: bytes, how: int = zipfile.ZIP_DEFLATED, mode: int = 0o644) -> None:
    """One member, without the time and owner of this machine."""
    info = zipfile.ZipInfo(name, _ZIP_TIME)
    info.external_attr = (0o100000 | mode) << 16
    info.compress_type = how
    bundle.writestr(info, data)


def download(platform: Platform, python: str, folder: Path) -> list[Path]:
    """The wheels of the run lock for one platform and Python."""
    folder.mkdir(parents=True)
    chosen = folder / "requirements.txt"
    chosen.write_text("\n".join(locked_for(platform, python)) + "\n", encoding="utf-8")
    tags = [word for tag in platform.wheels for word in ("--platform", tag)]
    pip(
        "download", "--no-deps", "--only-binary=:all:", "--require-hashes", "--python-version", python, *tags,
        "--dest", str(folder), "--requirement", str(chosen),
    )  # fmt: skip
    return sorted(folder.glob("*.whl"))


def locked_for(platform: Platform, python: str) -> list[str]:
    """Lines of the run lock that apply there, without their markers: pip would judge those by the Python it runs on."""
    environment = {
        **platform.markers,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    chosen = []
    for line in (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8").replace("\\\n", "").splitlines():
        pinned, _, hashes = line.partition(" --hash=")
        requirement, _, marker = pinned.partition(";")
        if not marker.strip() or Marker(marker.strip()).evaluate(environment):
            chosen.append(f"{requirement.strip()} --hash={re.sub(r' +', ' ', hashes)}")
    return chosen


def pip(*arguments: str) -> None:
    """Run pip; its own words tell which package has no wheel there."""
    if find_spec("pip") is None:
        raise SystemExit(
            "bundle: this .venv has no pip (it was made by uv); make one with Python's own venv or virtualenv"
        )
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments, "-qq"]
    if (code := subprocess.run(command, check=False).returncode) != 0:
        raise SystemExit(code)


if __name__ == "__main__":
    sys.exit(main())
