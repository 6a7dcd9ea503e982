"""Offline kits into `dist/`: everything a PC without internet needs, one for each platform and Python.

    python tools/bundle.py [--platform windows|linux …] [--python 3.11 …] [--out DIR]
                           [--windows-python python-3.11.9-embed-amd64.zip --sha256 <as published beside it>]

The wheels come from the run lock, each checked against its pinned hash; those that only build are left out. `start.py`
unpacks them into the user's cache at the first start: no installer, no administrator's rights, no network. Python
itself is in a kit for Windows where its official embeddable zip is given; otherwise the kit says what must be there.
Beside the wheels lie the guide, a list of all parts (SBOM, CycloneDX), their licences and a list of checksums.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from packaging.markers import Marker

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tools import bundle_parts as parts

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Embeddable:
    """Python for Windows as its makers publish it for use inside other programs."""

    python: str
    name: str
    digest: str
    members: dict[str, bytes]


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
    parser.add_argument("--windows-python", type=Path, metavar="ZIP")
    parser.add_argument("--sha256", default="", metavar="HEX")
    options = parser.parse_args()
    embedded = embeddable(options.windows_python, options.sha256) if options.windows_python else None
    pythons = [embedded.python] if embedded and options.python == list(PYTHONS) else options.python
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        ours = build_wheel(Path(scratch))
        for name in options.platform:
            for python in pythons:
                fits = embedded if embedded and name == "windows" and embedded.python == python else None
                print(write_bundle(name, python, ours, Path(scratch), options.out, fits))
    return 0


def embeddable(file: Path, stated: str) -> Embeddable:
    """The official embeddable zip, held against the digest that is published beside it."""
    raw = file.read_bytes()
    found = hashlib.sha256(raw).hexdigest()
    if not re.fullmatch(r"[0-9a-fA-F]{64}", stated):
        raise SystemExit("bundle: give the SHA-256 that is published beside the embeddable zip (WINDOWS_PYTHON_SHA256)")
    if found != stated.lower():
        raise SystemExit(f"bundle: {file.name} is not the file of that SHA-256 (it has {found})")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = archive.namelist()
        version = next((m for name in names if (m := re.fullmatch(r"python3(\d+)\.dll", name))), None)
        if version is None or "python.exe" not in names or f"3.{version[1]}" not in PYTHONS:
            raise SystemExit(f"bundle: {file.name} is no embeddable Python for Windows, or of another version")
        members = {name: archive.read(name) for name in sorted(names) if not name.endswith("/")}
    return Embeddable(python=f"3.{version[1]}", name=file.name, digest=found, members=members)


def build_wheel(scratch: Path) -> Path:
    """Our own wheel, with the specifications inside."""
    folder = scratch / "ours"
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("readiness-*.whl"))


def write_bundle(
    name: str, python: str, ours: Path, scratch: Path, out: Path, embedded: Embeddable | None = None
) -> Path:
    """The kit of one platform and Python, as a zip, with its digest in a file beside it."""
    platform = PLATFORMS[name]
    wheels = needed([*download(platform, python, scratch / f"{name}-{python}"), ours], environment(platform, python))
    version = ours.name.split("-")[1]
    top = f"readiness-{version}-{name}-python{python}"
    members = kit_members(platform, python, wheels, version, embedded, scratch)
    members["SHA256SUMS.txt"] = parts.checksums(members)
    target = out / f"{top}.zip"
    with zipfile.ZipFile(target, "w") as bundle:
        for path, data in sorted(members.items()):
            packed = zipfile.ZIP_STORED if path.endswith(".whl") else zipfile.ZIP_DEFLATED
            add(bundle, f"{top}/{path}", data, packed, 0o755 if path.endswith((".sh", ".cmd", ".py")) else 0o644)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    (out / f"{top}.zip.sha256").write_text(f"{digest}  {target.name}\n", encoding="ascii")
    return target


def kit_members(
    platform: Platform, python: str, wheels: list[Path], version: str, embedded: Embeddable | None, scratch: Path
) -> dict[str, bytes]:
    """What is in a kit, by its path there."""
    found = {f"wheels/{wheel.name}": wheel.read_bytes() for wheel in wheels}
    lines = sorted(f"{hashlib.sha256(data).hexdigest()}  {path[7:]}" for path, data in found.items())
    found[f"wheels/python-{python}.txt"] = ("\n".join(lines) + "\n").encode()
    for part in sorted([PARTS / "start.py", *PARTS.glob(platform.scripts)]):
        line_end = "\r\n" if part.suffix == ".cmd" else "\n"
        found[part.name] = part.read_text(encoding="utf-8").replace("\n", line_end).encode()
    own_python = "README-python-inside.txt" if embedded else "README-python-missing.txt"
    for name, source, mark in (
        ("README.txt", "README.txt", "utf-8-sig"),
        ("CHANGES.txt", ROOT / "CHANGELOG.md", "utf-8-sig"),
        ("python-missing.txt", "python-missing.txt", "utf-8"),  # `type` would show the mark
    ):
        words = (PARTS / source).read_text(encoding="utf-8")
        words = words.replace("@PYTHON@\n", (PARTS / own_python).read_text(encoding="utf-8")).replace(
            "@VERSION@", python
        )
        found[name] = words.replace("\n", "\r\n").encode(mark)
    found["VERSION.txt"] = f"{version}\n".encode()
    found["LICENSE.txt"] = (ROOT / "LICENSE").read_bytes()
    found |= parts.licences(wheels)
    found["sbom.cdx.json"] = parts.sbom(version, wheels, embedded and (embedded.name, embedded.digest))
    for sample in sorted((ROOT / "inventories" / "midori-cho").rglob("*")):
        if sample.is_file():
            found[sample.relative_to(ROOT / "inventories").as_posix()] = sample.read_bytes()
    for page in guide(scratch):
        found[f"guide/{page.relative_to(scratch / 'guide').as_posix()}"] = page.read_bytes()
    return found | ({f"python/{name}": data for name, data in embedded.members.items()} if embedded else {})


def needed(wheels: list[Path], there: dict[str, str]) -> list[Path]:
    """Those that our own wheel needs there, at one or more removes; what only builds is not among them."""
    known = {parts.about(wheel).name: wheel for wheel in wheels}
    left, kept = ["readiness"], dict[str, Path]()
    while left:
        name = left.pop()
        if name in kept:
            continue
        kept[name] = known[name]
        left += parts.about(known[name]).requires(there)
    return [kept[name] for name in sorted(kept)]


def guide(scratch: Path) -> list[Path]:
    """The files of the guide as an offline site."""
    site = scratch / "guide"
    if not site.is_dir():
        subprocess.run([sys.executable, str(ROOT / "tools" / "make_site.py"), "--out", str(site)], check=True)
    return sorted(path for path in site.rglob("*") if path.is_file())


def add(bundle: zipfile.ZipFile, name: str, data: bytes, how: int = zipfile.ZIP_DEFLATED, mode: int = 0o644) -> None:
    """One member, without the time and owner of this machine."""
    info = zipfile.ZipInfo(name, _ZIP_TIME)
    info.create_system = 3  # the same where it is built on Windows
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


def environment(platform: Platform, python: str) -> dict[str, str]:
    """What markers of requirements see there."""
    return {
        **platform.markers,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }


def locked_for(platform: Platform, python: str) -> list[str]:
    """Lines of the run lock that apply there, without their markers: pip would judge those by the Python it runs on."""
    there = environment(platform, python)
    chosen = []
    for line in (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8").replace("\\\n", "").splitlines():
        pinned, _, hashes = line.partition(" --hash=")
        requirement, _, marker = pinned.partition(";")
        if not marker.strip() or Marker(marker.strip()).evaluate(there):
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
