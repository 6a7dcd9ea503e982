"""What is compiled once and kept beside byte code: our own YAML files, templates, methods and annotations of values.

Parsing the one and compiling the other were half of a short command. A copy serves for the very same text only: times
of writing are those of a package, and files of two releases may have the same. Where the folder cannot be written, or
`PYTHONDONTWRITEBYTECODE` asks for no copies, all is compiled each time. Never for files of a user: those are read with
their places, and checked.
"""

from __future__ import annotations

import dataclasses
import marshal
import os
import pickle
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import BytecodeCache

_MOST = 4_000  # texts of methods kept for a room; where it has changed so often, all are made anew
_BROKEN = (OSError, ValueError, TypeError, LookupError, EOFError, AttributeError, ImportError, pickle.PickleError)


def load_own(path: Path, until: str = "") -> Any:
    """The data of one of our YAML files; with `until`, of what stands above that text."""
    source = path.read_bytes()
    made_of = (blake2b(source, digest_size=20).digest(), until)
    copy = _beside(f"{path.parent.name}.{path.stem}{'.head' if until else ''}", "pickle")
    try:
        kept = pickle.loads(copy.read_bytes())  # noqa: S301 - ours, beside the byte code that runs anyway
        if kept[0] == made_of:
            return kept[1]
    except _BROKEN:
        pass
    data = _parsed(source.decode("utf-8").replace("\r\n", "\n"), until)
    _keep(copy, pickle.dumps((made_of, data), pickle.HIGHEST_PROTOCOL))
    return data


def _parsed(source: str, until: str) -> Any:
    import yaml  # noqa: PLC0415 - whoever finds the copies does without

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(source.partition(until)[0] if until else source, Loader=loader)  # noqa: S506 - a safe loader


@contextmanager
def methods_kept() -> Iterator[None]:
    """Until the end, `dataclasses` finds the methods it writes for our classes compiled, if it wrote them before."""
    _METHODS.begin()
    vars(dataclasses)["exec"] = _METHODS.run
    try:
        yield
    finally:
        del vars(dataclasses)["exec"]
        _METHODS.keep()


def kept_templates() -> BytecodeCache:
    """Where templates find themselves compiled; whether a copy is of the very same text its library tells."""
    from jinja2 import bccache  # noqa: PLC0415 - heavy

    class Kept(bccache.BytecodeCache):
        def load_bytecode(self, bucket: bccache.Bucket) -> None:
            with suppress(*_BROKEN):
                bucket.bytecode_from_string(_of_template(bucket.key).read_bytes())

        def dump_bytecode(self, bucket: bccache.Bucket) -> None:
            with suppress(*_BROKEN):
                _keep(_of_template(bucket.key), bucket.bytecode_to_string())

    return Kept()


def _of_template(key: str) -> Path:
    return _beside(f"template.{key}", "marshal")


def evaluated(source: str, module: str) -> Any:
    """What an expression of one of our modules means there."""
    names = vars(sys.modules[module])
    return eval(_METHODS.code(source, "eval", names), names, {})  # noqa: S307 - our own text


class _Methods:
    """The compiled texts of methods and annotations, by room (`readiness.model`)."""

    def __init__(self) -> None:
        self._rooms: dict[str, dict[bytes, CodeType]] = {}
        self._more: set[str] = set()

    def begin(self) -> None:
        """Look at the copies again."""
        self._rooms.clear()
        self._more.clear()

    def run(self, source: str, scope: dict[str, Any] | None = None, names: dict[str, Any] | None = None) -> None:
        """Does what `exec` does."""
        exec(self.code(source, "exec", scope or {}), scope, names)  # noqa: S102 - as dataclasses does

    def code(self, source: str, kind: str, scope: Mapping[str, Any]) -> CodeType:
        """A text compiled, now or before."""
        room = ".".join(str(scope.get("__name__", "")).split(".")[:2])
        known = self._rooms.get(room)
        if known is None:
            known = self._rooms[room] = _read(room) if room.startswith("readiness.") else {}
        text = blake2b(source.encode(), digest_size=20, person=kind.encode()).digest()
        code = known.get(text)
        if code is None:
            code = known[text] = compile(source, "<string>", kind)
            self._more.add(room)
        return code

    def keep(self) -> None:
        """Write what was compiled now."""
        for room in sorted(self._more):
            if room.startswith("readiness."):
                known = self._rooms[room] if len(self._rooms[room]) < _MOST else {}
                _keep(_place(room), marshal.dumps((MAGIC_NUMBER, known)))


_METHODS = _Methods()


def _read(room: str) -> dict[bytes, CodeType]:
    try:
        magic, known = marshal.loads(_place(room).read_bytes())  # noqa: S302 - ours, beside the byte code that runs anyway
    except _BROKEN:
        return {}
    return known if magic == MAGIC_NUMBER and isinstance(known, dict) else {}


def _place(room: str) -> Path:
    return _beside(f"{room.partition('.')[2]}.methods", "marshal")


def _beside(stem: str, ending: str) -> Path:
    """Where Python keeps what it compiles of this package. Nothing is laid into folders of data: those are packed."""
    return Path(cache_from_source(str(Path(__file__).with_name(f"{stem}.py")))).with_suffix(f".{ending}")


def _keep(copy: Path, content: bytes) -> None:
    if sys.dont_write_bytecode:
        return
    half = copy.with_name(f"{copy.name}.{os.getpid()}")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(content)
        half.replace(copy)
    except OSError:
        with suppress(OSError):
            half.unlink(missing_ok=True)
