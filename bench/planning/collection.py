"""Published files from the authors' collections: known by their SHA-256, wherever they lie and whatever their name.

A digest is that of the bytes without carriage returns, for the same file is about with either kind of line end.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).parent / "hard.csv"


@dataclass(frozen=True)
class Entry:
    """One file that is meant; `published`: least value known, `low..high` where open, `none` where no plan exists."""

    family: str
    instance: str
    sha256: str
    published: str

    @property
    def name(self) -> str:
        """Where it lies in a folder of instances."""
        return f"{self.family}/{self.instance}"


def entries() -> list[Entry]:
    """All files of the list."""
    with LIST.open(encoding="utf-8") as file:
        return [Entry(**row) for row in csv.DictReader(file)]


def digest(data: bytes) -> str:
    """Of the bytes without carriage returns."""
    return hashlib.sha256(data.replace(b"\r", b"")).hexdigest()


def text_of(entry: Entry, folder: Path) -> tuple[str, str]:
    """(the text, "") or ("", why it cannot be used)."""
    path = folder / entry.name
    if not path.is_file():
        return "", "not in the folder given"
    data = path.read_bytes()
    if digest(data) != entry.sha256:
        return "", "its bytes are not those of the published file"
    return data.decode("ascii"), ""


def gather(sources: Sequence[Path], folder: Path) -> int:
    """Put what the list names into the folder, from folders and archives that hold it; how many were found."""
    meant = {entry.sha256: entry for entry in entries()}
    found = set()
    for source in sources:
        for data in _files(source):
            entry = meant.get(digest(data))
            if entry is not None:
                path = folder / entry.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                found.add(entry)
    return len(found)


def _files(source: Path) -> Iterator[bytes]:
    """Every file of a folder or archive, archives within it too."""
    for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
        if path.is_file():
            yield from _inside(path.name, path.read_bytes())


def _inside(name: str, data: bytes) -> Iterator[bytes]:
    if name.lower().endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for each in archive.infolist():
                if not each.is_dir():
                    yield from _inside(each.filename, archive.read(each))
    elif name.lower().endswith((".tgz", ".tar.gz", ".tar")):
        with tarfile.open(fileobj=io.BytesIO(data)) as packed:
            for member in packed:
                if (content := packed.extractfile(member)) is not None:
                    yield from _inside(member.name, content.read())
    else:
        yield data
