"""YAML files: composed once with the C loader into data and a side map of positions, all problems in one run."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path as FilePath

import yaml

from readiness.sources.decode import decode, other_kind
from readiness.sources.limits import DEFAULT_LIMITS, Limits
from readiness.sources.problem import SourceProblem, in_file_order, problem
from readiness.sources.sourcemap import SourceMap
from readiness.sources.span import FILE_START, LineIndex
from readiness.sources.yamldata import Builder, Data, UnbuildableError
from readiness.sources.yamlsyntax import describe, syntax_problems
from readiness.sources.yamltree import TreeLimitError, compose

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """One YAML file.

    `data` is None for an empty file and whenever the tree could not be built; look at `readable` to tell them apart.
    `spans` gives the place of every value by key path. `text` is the file's text without its byte-order mark.
    """

    name: str
    text: str
    data: Data
    spans: SourceMap = field(repr=False, compare=False)
    problems: tuple[SourceProblem, ...] = ()
    bom: bool = False

    @property
    def readable(self) -> bool:
        """Whether nothing but warnings was found."""
        return not any(found.fatal for found in self.problems)


def read_yaml(path: FilePath, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> YamlDocument:
    """Read a file; `name` is how the user named it (posix slashes). A file that cannot be opened, is too large or not
    UTF-8 is a problem of the document (`file.missing`, `file.not-a-file`, `file.unreadable`, `yaml.too-large`,
    `yaml.encoding`), never an exception.
    """
    shown = path.as_posix() if name is None else name
    try:
        with path.open("rb") as stream:
            raw = stream.read(limits.file_bytes + 1)
    except FileNotFoundError:
        return _refused(shown, problem("file.missing", shown))
    except IsADirectoryError:
        return _refused(shown, problem("file.not-a-file", shown))
    except OSError as error:
        code = "file.not-a-file" if path.is_dir() else "file.unreadable"
        return _refused(shown, problem(code, shown, errno=error.errno or 0))
    if len(raw) > limits.file_bytes:
        return _refused(shown, problem("yaml.too-large", shown, FILE_START, limit=limits.file_bytes, unit="bytes"))
    if (kind := other_kind(raw)) is not None:
        return _refused(shown, problem("yaml.not-text", shown, FILE_START, detected=kind))
    decoded = decode(raw, shown)
    return _load(decoded.text, shown, limits, list(decoded.problems), bom=decoded.bom)


def load_yaml(text: str, name: str, limits: Limits = DEFAULT_LIMITS) -> YamlDocument:
    """Data, positions and all problems of a YAML text. Never raises for bad input."""
    bom = text.startswith("\ufeff")
    if len(text) > limits.file_bytes:
        return _refused(name, problem("yaml.too-large", name, FILE_START, limit=limits.file_bytes, unit="bytes"))
    return _load(text[1:] if bom else text, name, limits, [], bom=bom)


def _refused(name: str, found: SourceProblem) -> YamlDocument:
    return YamlDocument(name, "", None, SourceMap("", None), (found,))


def _load(text: str, name: str, limits: Limits, problems: list[SourceProblem], *, bom: bool) -> YamlDocument:
    lines = LineIndex(text)
    for match in _UNPRINTABLE.finditer(text):
        place = lines.span(match.start(), match.end())
        problems.append(problem("yaml.control-character", name, place, char=f"U+{ord(match[0]):04X}"))
    # Offsets stay the same, so what else is wrong is still found at its place.
    clean = _UNPRINTABLE.sub("\ufffd", text) if problems else text

    with collector_paused():
        root, data = _tree(clean, name, lines, limits, problems)
    return YamlDocument(name, text, data, SourceMap(text, root), in_file_order(problems, limits.problems), bom)


def _tree(
    text: str, name: str, lines: LineIndex, limits: Limits, problems: list[SourceProblem]
) -> tuple[yaml.Node | None, Data]:
    """The node tree and its data, None where they cannot be had; `problems` grows."""
    root: yaml.Node | None = None
    data: Data = None
    try:
        root, second = compose(text, limits)
        if second is not None:
            problems.append(problem("yaml.multi-document", name, lines.span(second, second)))
    except TreeLimitError as error:
        place = lines.span(error.offset, error.offset)
        problems.append(problem(error.code, name, place, limit=error.limit, unit=error.unit))
    except yaml.MarkedYAMLError as error:
        problems.extend(syntax_problems(text, name, lines) or [describe(error, text, name, lines)])
    if root is not None:
        builder = Builder(name, lines, limits)
        try:
            data = builder.build(root)
        except UnbuildableError:
            root = None
        problems.extend(builder.problems)
    return root, data


@contextmanager
def collector_paused() -> Iterator[None]:
    """What is built of objects that all stay alive: looking for garbage among them would double the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
