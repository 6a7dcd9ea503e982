"""What a report is asked to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from readiness.intake.reading import Reading
from readiness.inventory.positions import Positions
from readiness.messages.catalogue import Catalogue
from readiness.model.diff import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnForms:
    """A body's own forms (自団体の様式): Word documents by the paper they stand for, headings by what is printed."""

    templates: Mapping[str, bytes] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """`words` sets the language, `audience` the reader (庁内, 所管課, 事業者, 財政, 公表).

    `positions` joins every `Ref` to file, line and column. `changes` is the comparison with an earlier state named by
    `since`, where one was given; `kept_apart`: what a new version of the program or of the facts changed is not among
    them, but in `by_tool`, where there is one. Files are called as in the folder of the inventory; `folder` is that
    folder from where the command runs, for readers that look for the files themselves: empty, or with a slash at its
    end. `home` is the file of an inventory that is one. `reading`: how the body's own ledgers were read. `history`:
    open questions at the end of earlier months, as the output kept them. `forms` are the body's own.
    """

    words: Catalogue
    positions: Positions
    audience: str = "庁内"
    changes: Comparison | None = None
    since: str = ""
    kept_apart: bool = False
    by_tool: Comparison | None = None
    folder: str = ""
    home: str = ""
    reading: Reading | None = None
    history: tuple[tuple[date, int], ...] = ()
    forms: OwnForms = field(default_factory=OwnForms)


def report_options(language: str, positions: Positions, audience: str) -> ReportOptions:
    """Options from plain words, for the wiring."""
    words = Catalogue("en" if language == "en" else "ja")
    return ReportOptions(words=words, positions=positions, audience=audience)
