"""The line that marks a place below a line of source."""

from __future__ import annotations

from readiness.sources.width import clusters


def caret(text_line: str, column: int, end_column: int) -> str:
    """`^^^` under the code points `column` to `end_column` (1-based, exclusive) of a line, at least one mark.

    Print it below the line with the same prefix: leading tabs are kept, so the marks stand right at any tab width.
    Full-width characters get two marks; a mark that would begin inside a visible character begins with it. Marks stop
    at a tab.
    """
    stop = max(end_column, column + 1) - 1
    if text_line.isascii() and text_line.isprintable():
        return " " * (column - 1) + "^" * max(1, min(stop, len(text_line)) - column + 1)
    lead: list[str] = []
    marks = 0
    at = 1
    for cluster, width in clusters(text_line):
        after = at + len(cluster)
        if after <= column:
            lead.append("\t" if cluster == "\t" else " " * width)
        elif at <= stop:
            if cluster == "\t":
                marks += marks == 0
                break
            marks += width
        else:
            break
        at = after
    return "".join(lead) + "^" * max(1, marks)
