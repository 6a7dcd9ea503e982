"""How large an input may be. Untrusted files are measured before they are unfolded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds for one input file.

    YAML: `file_bytes` (also for CSV), `nodes` after every alias is expanded, `depth` of nesting, `problems` listed per
    file. Workbooks: `workbook_bytes` on disk, `unpacked_bytes` of all zip members together, `members` in the zip,
    `ratio` unpacked:packed of one member (only looked at above `ratio_from_bytes`), `cells` of the bounding rectangle
    of one sheet, because a single cell at XFD1048576 would unfold to 17 thousand million, `all_cells` of those of all
    sheets, `objects` that a reader makes of the elements of all parts, `ranges` the cells of merged and linked ranges.
    """

    file_bytes: int = 20_000_000
    nodes: int = 500_000
    depth: int = 50
    problems: int = 500
    workbook_bytes: int = 50_000_000
    unpacked_bytes: int = 200_000_000
    members: int = 2_000
    ratio: int = 300
    ratio_from_bytes: int = 5_000_000
    cells: int = 5_000_000
    all_cells: int = 10_000_000
    objects: int = 12_000_000
    ranges: int = 2_000_000


DEFAULT_LIMITS = Limits()
