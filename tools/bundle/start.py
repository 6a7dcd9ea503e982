"""Start `readiness` from an offline bundle with any supported Python: unpack the wheels once, then run the program.

`start.py --dropped PATH…` is what a file dropped on `analyze` does: report into `output/` beside it and open it.
Windows hands a dropped path without blanks over unquoted, so that `&` in it ends the command: `analyze.cmd` therefore
leaves its whole command line in READINESS_DROPPED, and the paths are taken from there.
Standard library only: nothing is installed on this PC when it starts.
"""

import hashlib
import os
import re
import shutil
import struct
import sys
import time
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHEELS = HERE / "wheels"
DLLS = "dlls"


def main() -> None:
    """Unpack where needed, then hand over to the command line."""
    arguments = sys.argv[1:]
    dropped = arguments[:1] == ["--dropped"]
    if dropped:
        arguments = from_dropped(dropped_paths(os.environ.pop("READINESS_DROPPED", "")) or arguments[1:])
    begin = time.time()
    library = unpacked(wheel_list())
    announce_update(cache())
    sys.path.insert(0, str(library))
    if hasattr(os, "add_dll_directory") and (library / DLLS).is_dir():
        os.add_dll_directory(str(library / DLLS))  # the Visual C++ runtime, which a fresh PC does not have
    from readiness.cli import main as command_line

    sys.argv = ["readiness", *arguments]
    try:
        command_line()
    finally:
        if dropped:
            open_reports(Path(arguments[-1]), begin)


def wheel_list() -> Path:
    """The list of wheels for the Python that runs this."""
    mine = WHEELS / f"python-{sys.version_info.major}.{sys.version_info.minor}.txt"
    if struct.calcsize("P") != 8 or not mine.is_file():
        fitting = "、".join(sorted(path.stem.removeprefix("python-") for path in WHEELS.glob("python-*.txt")))
        stop(
            f"このPCのPython({sys.version.split()[0]}、{struct.calcsize('P') * 8}ビット)では動きません。"
            f"64ビット版のPython {fitting} のいずれかが必要です。README.txt をご覧ください。"
        )
    return mine


def unpacked(listing: Path) -> Path:
    """The folder with all packages; made at the first start, each wheel checked against its digest."""
    content = listing.read_bytes()
    name = f"{hashlib.sha256(content).hexdigest()[:12]}-{sys.version_info.major}{sys.version_info.minor}"
    target = cache() / name
    if target.is_dir():
        return target
    print("初回の準備をしています(1分ほどかかります)…", file=sys.stderr)
    half = target.with_name(f"{name}.{os.getpid()}.half")
    try:
        for line in content.decode("utf-8").splitlines():
            digest, _, wheel = line.partition("  ")
            unpack(WHEELS / wheel, digest, half)
        half.rename(target)
    except OSError as error:
        if not target.is_dir():  # otherwise a second start was quicker
            stop(f"準備ができませんでした: {error}")
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return target


def unpack(wheel: Path, digest: str, folder: Path) -> None:
    """One wheel into the folder; of its `.data` only what is imported, and libraries, which go to DLLS."""
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != digest:
        stop(f"{wheel.name} が壊れています。配布ファイルを取り直してください。")
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            first, _, rest = member.filename.partition("/")
            if first.endswith(".data"):
                kind, _, member.filename = rest.partition("/")
                if kind == "data" and re.fullmatch(r"[\w.-]+\.dll", member.filename):
                    member.filename = f"{DLLS}/{member.filename}"
                elif kind not in {"purelib", "platlib"} or not member.filename:
                    continue
            archive.extract(member, folder)


def announce_update(folder: Path) -> None:
    """Say once that another version than the last one is used here, and where it says what changed."""
    mine, note = (HERE / "VERSION.txt").read_text(encoding="utf-8").strip(), folder / "version.txt"
    try:
        last = note.read_text(encoding="utf-8").strip() if note.is_file() else mine
        if last != mine or not note.is_file():
            note.write_text(f"{mine}\n", encoding="utf-8")
    except OSError:
        return  # nobody is kept from working for a remark
    if last != mine:
        print(
            f"readiness を {last} から {mine} に入れ替えました。変わったところは CHANGES.txt にあります。"
            "台帳、決定、照会の記録は、そのままお使いいただけます。",
            file=sys.stderr,
        )


def cache() -> Path:
    """Where the packages are unpacked: the user's own cache, else beside this file."""
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    for folder in (Path(base) / "readiness", HERE / "cache"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    stop("準備のためのフォルダーを作れません。README.txt をご覧ください。")
    raise AssertionError


def dropped_paths(line: str) -> list[str]:
    """Paths in `cmd.exe /c ""C:\\…\\analyze.cmd" "C:\\a b.xlsx" C:\\c&d.xlsx"`; none where the line is another one."""
    found = re.search(r'analyze\.cmd"?(.*)', line, flags=re.IGNORECASE | re.DOTALL)
    rest = found[1].rstrip() if found else ""
    if rest.count('"') % 2:  # the one that belongs to the quote before the script's name
        rest = rest.removesuffix('"')
    return [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|([^"\s]+)', rest)]


def from_dropped(paths: list[str]) -> list[str]:
    """The command for files or folders dropped on `analyze`."""
    if not paths:
        stop("台帳のファイル(.xlsx、.yaml)かフォルダーを、analyze の上に重ねて(ドラッグ&ドロップして)ください。")
    missing = [path for path in paths if not Path(path).exists()]
    if missing:
        stop(f"次のファイル又はフォルダーが見つかりません: {'、'.join(missing)}")
    return ["drop", *paths, "--out", str(Path(paths[0]).resolve().parent / "output")]


def open_reports(out: Path, begin: float) -> None:
    """Show what this run has written in the browser; of many bodies, the first few."""
    reports = [page for page in sorted(out.glob("*/index.html")) if page.stat().st_mtime >= begin - 2]
    for page in reports[:3]:
        if hasattr(os, "startfile"):
            os.startfile(page)


def stop(message: str) -> None:
    """End with a message for the user and the code of a usage error."""
    print(message, file=sys.stderr)
    raise SystemExit(2)


if __name__ == "__main__":
    main()
