"""What a mapping file says of a vendor's 対応表: its headings and its marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from readiness.model.conformance import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsMap:
    """How a vendor writes: header words by field, and what its marks mean."""

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    values: Mapping[str, Answer] = field(default_factory=dict)


def claims_map(data: Any) -> ClaimsMap:
    """The `claims:` part of a mapping file: `columns` and `values`; other keys are ignored."""
    given = data.get("claims") if isinstance(data, Mapping) else None
    given = given if isinstance(given, Mapping) else {}
    by_word = {form: answer for answer in Answer for form in (answer.ja, str(answer.value))}
    values = {str(mark): by_word[str(word)] for mark, word in (given.get("values") or {}).items() if word in by_word}
    columns = {
        str(name): [str(word) for word in (words if isinstance(words, list) else [words])]
        for name, words in (given.get("columns") or {}).items()
    }
    return ClaimsMap(columns=columns, values=values)
