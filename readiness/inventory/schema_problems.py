"""Schema violations of one file, all of them, as findings with a place and a suggestion.

The fast validator says yes or no; only on «no» the reference implementation is loaded to explain every violation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

import jsonschema_rs

from readiness.inventory.build import read_date
from readiness.inventory.schema import DATE, DAY
from readiness.inventory.sections import DECISIONS, SECTIONS
from readiness.model.finding import Finding, Severity, Subject
from readiness.model.ref import Ref
from readiness.model.similar import similar
from readiness.model.text import Param, text
from readiness.model.unknown import UNKNOWN_WORDS

_CODES = {
    "unknown-key": "IN101",
    "type": "IN102",
    "missing-key": "IN103",
    "word": "IN104",
    "step": "IN105",
    "no-such-day": "IN102",
}
_MOST = 10_000  # violations of one file that are told: nobody goes through more of them one by one
_GUESSED = 1_000  # violations of one file that are looked at for what somebody may have meant
_MISTYPED = 100  # more keys in one record than it may have and so many are no slips of the pen: nothing is suggested
# Section → the file it has to stand in; empty for those of the inventory's own files.
HOMES = {s.key: "" for s in SECTIONS} | {s.key: f"decisions/{s.key}.yaml" for s in DECISIONS}


@cache
def _fast(key: str) -> Any:
    return jsonschema_rs.Draft202012Validator(_schema(key), formats={DAY: _is_day}, validate_formats=True)


def _is_day(written: object) -> bool:
    return not isinstance(written, str) or read_date(written) is not None


def _schema(key: str) -> dict[str, Any]:
    from readiness.inventory.schema import decision_schema, inventory_schema  # noqa: PLC0415 - only its users pay

    return inventory_schema() if key == "inventory" else decision_schema(key)


def schema_findings(data: Any, file: str, key: str = "inventory") -> list[Finding]:
    """Every violation of the schema `key` (`inventory`, `plan`, `pins`, `waivers`) in plain data of one file."""
    if _fast(key).is_valid(data):
        return []
    from jsonschema import Draft202012Validator, FormatChecker  # noqa: PLC0415 - the failure path alone

    days = FormatChecker(formats=())
    days.checks(DAY)(_is_day)
    stated = Draft202012Validator(_schema(key), format_checker=days).iter_errors(data)
    found = (
        finding
        for number, error in enumerate(error for error in stated if not _said(error))
        for finding in _explain(error, file, guess=number < _GUESSED)
    )
    shown = list(islice(found, _MOST))
    return [*shown, _more(file)] if len(shown) == _MOST and next(found, None) else shown


def _said(error: Any) -> bool:
    """Whether the pattern of the same value has already failed."""
    return error.validator == "format" and not re.search(DATE, error.instance)


def _explain(error: Any, file: str, *, guess: bool) -> Iterator[Finding]:
    path = tuple(error.absolute_path)
    schema: Mapping[str, Any] = error.schema
    if error.validator == "anyOf" and schema.get("x-expect") == "part" and isinstance(error.instance, Mapping):
        for inner in error.context:
            if inner.schema_path[0] == 0:
                yield from _explain(inner, file, guess=guess)
        return
    if error.validator == "additionalProperties":
        yield from _unknown_keys(error, file, guess=guess)
    elif error.validator == "required":
        for word in error.validator_value:
            if word not in error.instance:
                yield _finding("missing-key", file, path, word, (), discriminator=word)
    else:
        yield _wrong_value(error.instance, schema, file, path, guess=guess)


def _unknown_keys(error: Any, file: str, *, guess: bool) -> Iterator[Finding]:
    path = tuple(error.absolute_path)
    allowed = tuple(error.schema.get("properties", ()))
    patterned = "patternProperties" in error.schema
    guess = guess and len(error.instance) <= len(allowed) + _MISTYPED
    for word in error.instance:
        if not path and word in HOMES and word not in allowed:
            yield _misplaced(file, word)
        elif word not in allowed and not (patterned and _is_step(word)):
            kind = "step" if patterned else "unknown-key"
            yield _finding(kind, file, (*path, str(word)), word, allowed, guess=guess)


def _wrong_value(
    value: object, schema: Mapping[str, Any], file: str, path: tuple[str | int, ...], *, guess: bool
) -> Finding:
    expect = str(schema.get("x-expect", "object" if schema.get("type") == "object" else "list"))
    if expect == "word":
        allowed = tuple(w for w in schema["enum"] if isinstance(w, str) and w not in UNKNOWN_WORDS)
        return _finding("word", file, path, value, allowed, guess=guess)
    if expect == "date" and isinstance(value, str) and re.search(DATE, value):
        return _finding("no-such-day", file, path, value, ())
    return _finding("type", file, path, value, (), expect=text(f"input.expect.{expect}"))


def _more(file: str) -> Finding:
    """That there are more violations than are told."""
    return Finding(
        code=_CODES["type"],
        severity=Severity.FATAL,
        subject=Subject("file", file),
        message=text("input.more", count=_MOST),
        remedy=text("input.more.remedy"),
        ref=Ref(file, ()),
        discriminator="more",
    )


def _misplaced(file: str, word: str) -> Finding:
    """A section in the wrong kind of file: the decisions have files of their own."""
    home = HOMES[word]
    return Finding(
        code=_CODES["unknown-key"],
        severity=Severity.FATAL,
        subject=Subject("file", file),
        message=text("input.misplaced", word=word),
        remedy=text(f"input.misplaced.{'decision' if home else 'inventory'}", file=home),
        ref=Ref(file, (word,)),
        discriminator=word,
    )


def _is_step(word: object) -> bool:
    first, _, last = str(word).partition("-")
    return all(part.isdecimal() and len(part) < 3 and 1 <= int(part) <= 40 for part in (first, last or first))


def _finding(
    kind: str, file: str, path: tuple[str | int, ...], word: object, allowed: tuple[str, ...], *, guess: bool = True,
    **params: Param,
) -> Finding:  # fmt: skip
    near = similar(str(word), allowed) if guess else ()
    discriminator = params.pop("discriminator", "")
    shown = str(word) if isinstance(word, str | int | float | bool) else type(word).__name__
    return Finding(
        code=_CODES[kind],
        severity=Severity.FATAL,
        subject=Subject("file", file),
        message=text(f"input.{kind}", key=str(path[-1]) if path else "", word=shown[:80], **params),
        remedy=_remedy(kind, near, allowed, unknown=word in UNKNOWN_WORDS if isinstance(word, str) else False),
        ref=Ref(file, path),
        discriminator="/".join(map(str, path)) + str(discriminator),
    )


def _remedy(kind: str, near: tuple[str, ...], allowed: tuple[str, ...], *, unknown: bool) -> Any:
    if kind == "type" and unknown:  # what is optional is left out; nobody is told to write what he has written
        return text("input.type.remedy.unknown")
    if near:
        return text("input.did-you-mean", candidates=near)
    if kind == "word" or 0 < len(allowed) <= 40:
        return text("input.one-of", candidates=allowed)
    return text(f"input.{kind}.remedy")
