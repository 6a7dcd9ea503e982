"""What is wrong with an input file: a code and parameters, put into words by the rooms above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from readiness.sources.span import Span

ProblemParam = str | int | float | bool | tuple[str, ...] | None

# The text was read as intended; another program might read it otherwise. Everything else makes the file unreadable.
WARNINGS = frozenset(
    {"yaml.surprise", "yaml.no-such-date", "yaml.full-width-colon", "yaml.hidden-character", "csv.ragged"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceProblem:
    """One problem of one file.

    `code` names the kind (`yaml.syntax`, `xlsx.password`, …); `span` is the place in a text file, None where there is
    none; `params` are sorted pairs for the message; `suggestion` is text to type instead, never a sentence.
    """

    code: str
    file: str
    span: Span | None = None
    params: tuple[tuple[str, ProblemParam], ...] = ()
    suggestion: str | None = None

    @property
    def fatal(self) -> bool:
        """Whether the file cannot be used as it is."""
        return self.code not in WARNINGS

    def param(self, name: str) -> ProblemParam:
        """The parameter of that name, None when absent."""
        return dict(self.params).get(name)


def problem(
    code: str, file: str, span: Span | None = None, *, suggestion: str | None = None, **params: ProblemParam
) -> SourceProblem:
    """A `SourceProblem` with its parameters in a stable order."""
    return SourceProblem(code=code, file=file, span=span, params=tuple(sorted(params.items())), suggestion=suggestion)


class SourceError(Exception):
    """An input that cannot be read; carries every problem found."""

    def __init__(self, problems: Iterable[SourceProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(f"{found.code} {found.file}" for found in self.problems))


def in_file_order(problems: Iterable[SourceProblem], limit: int) -> tuple[SourceProblem, ...]:
    """By position, those without a place first; above `limit` the rest is counted, fatal ones being kept first."""
    ordered = sorted(problems, key=_position)
    if len(ordered) <= limit:
        return tuple(ordered)
    kept = sorted(sorted(ordered, key=lambda found: not found.fatal)[:limit], key=_position)
    more = problem("source.more-problems", ordered[0].file, kept[-1].span, count=len(ordered) - limit)
    return (*kept, more)


def _position(found: SourceProblem) -> tuple[int, str]:
    return (found.span.start if found.span else -1, found.code)
