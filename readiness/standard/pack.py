"""A file of a user's pack: read with positions, checked against its schema, every problem at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from readiness.model.finding import Finding
from readiness.model.text import Text, text
from readiness.sources.problem import SourceProblem
from readiness.sources.yamlfile import YamlDocument, read_yaml
from readiness.standard.locate import specs_root
from readiness.standard.problem import StandardError, fatal

SCHEMA_OF = {"areas": "area", "nodes": "node", "calendars": "calendar"}
OWN_SCHEMA = frozenset({"budget", "go_lives", "holidays"})  # in `calendars/`, but with a shape of their own


def read_checked(path: Path, relative: str) -> dict[str, Any]:
    """Plain data of one file. Raises `StandardError` with everything that is wrong with it."""
    name = path.as_posix()
    document = read_yaml(path, name)
    if not document.readable:
        raise StandardError(_source_finding(problem) for problem in document.problems if problem.fatal)
    data = _plain(document.data)
    problems = schema_problems(data, relative, document)
    if problems:
        raise StandardError(problems)
    return data if isinstance(data, dict) else {}


def schema_name(relative: str) -> str:
    """Which schema a file of `specs/` follows: its own name, or that of its folder."""
    folder, _, name = relative.rpartition("/")
    own = name.removesuffix(".yaml")
    if folder == "vocabulary":
        return f"vocabulary_{own}"
    return own if own in OWN_SCHEMA else SCHEMA_OF.get(folder, own)


def schema_problems(data: Any, relative: str, document: YamlDocument) -> list[Finding]:
    """Every violation of the published schema of that file, in file order; the file may be empty."""
    place = specs_root() / "schemas" / f"{schema_name(relative)}.schema.json"
    if data is None or not place.is_file():
        return []
    import jsonschema_rs  # noqa: PLC0415

    validator = jsonschema_rs.Draft202012Validator(json.loads(place.read_text(encoding="utf-8")))
    return [
        fatal(
            "SP103",
            document.name,
            "pack-schema",
            path=tuple(error.instance_path),
            line=document.spans.nearest(tuple(error.instance_path)).line,
            problem=_in_words(error),
        )
        for error in validator.iter_errors(data)
    ]


def _in_words(error: Any) -> Text:
    """A violation as a person would say it; what the schema language alone can say is left as it is."""
    key = str(error.instance_path[-1]) if error.instance_path else ""
    match error.kind.name:
        case "required":
            return text("standard.schema.required", key=error.kind.property)
        case "additionalProperties":
            return text("standard.schema.extra", keys=tuple(error.kind.unexpected))
        case "enum":
            words = tuple(map(str, error.kind.options))
            return text("standard.schema.enum", key=key, word=str(error.instance), words=words)
        case "anyOf" | "type" | "pattern" | "const" | "minLength" | "minimum" | "maximum":
            return text("standard.schema.value", key=key, word=str(error.instance)[:80])
        case _:
            return text("standard.schema.other", key=key, problem=str(error.message))


def _plain(value: Any) -> Any:
    """Dates as text: the readers of the parts turn them into dates themselves."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _source_finding(problem: SourceProblem) -> Finding:
    """The finding for a problem of reading; its sentence is the one an inventory gets (`source.<code>`)."""
    reason = problem.param("reason")
    key = f"source.{problem.code}.{reason}" if reason else f"source.{problem.code}"
    line = problem.span.line if problem.span else 0
    return fatal(
        "SP102",
        problem.file,
        "pack-source",
        path=(problem.code, line),
        line=line,
        problem=text(key, **dict(problem.params)),
    )
