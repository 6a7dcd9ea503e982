"""A user's assumptions against the built-in ones: known keys, values of the same kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from readiness.model.finding import Finding
from readiness.model.similar import similar
from readiness.model.text import Param
from readiness.model.unknown import UNKNOWN_WORDS
from readiness.standard.files import SpecFile
from readiness.standard.problem import StandardError, fatal


def check_assumptions(files: Iterable[SpecFile]) -> None:
    """Raise `StandardError` with every row of a user that would silently count for nothing, or stop the program."""
    stated = tuple(files)
    known = {row["key"]: row for file in stated if file.layer.trusted for row in file.data["assumptions"]}
    own = (file for file in stated if not file.layer.trusted)
    problems = [problem for file in own for problem in _problems(file, known)]
    if problems:
        raise StandardError(problems)


def _problems(file: SpecFile, known: dict[str, Any]) -> Iterator[Finding]:
    for index, row in enumerate(file.data.get("assumptions", ())):
        key, value = row["key"], row["value"]
        path = ("assumptions", index, "key")
        if key not in known:
            near = similar(key, known, least=0.4)
            yield _stated(file, "assumption-key", path, assumption=key, near=near)
        elif not _fits(value, known[key]):
            allowed = known[key].get("choices") or (str(known[key]["value"]),)
            path = ("assumptions", index, "value")
            yield _stated(file, "assumption-kind", path, assumption=key, word=str(value), own=tuple(allowed))


def _fits(value: int | float | str, built_in: dict[str, Any]) -> bool:
    if value in UNKNOWN_WORDS:
        return built_in["value"] in UNKNOWN_WORDS  # where we have a value, something is computed with it
    if built_in["unit"] == "choice":
        return value in built_in["choices"]
    is_date = isinstance(value, str) and value[:1].isdigit()
    return is_date if built_in["unit"] == "date" else not isinstance(value, str)


def _stated(file: SpecFile, key: str, path: tuple[str | int, ...], **params: Param) -> Finding:
    from readiness.sources.yamlfile import read_yaml  # noqa: PLC0415 - the failure path alone

    line = read_yaml(file.path).spans.nearest(path).line
    return fatal("SP103", file.path.as_posix(), key, path=path, line=line, **params)
