"""What the numbers of a column of amounts tell: units by format, the usual size, what is far from it (列の数)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from readiness.intake.fold import clean, fold
from readiness.intake.matched import Column, Matched
from readiness.intake.money import UNITS, Terms, tax_said
from readiness.intake.table import Line
from readiness.intake.vocabulary import Vocabulary

# So many times the usual amount of a column is another unit, not another system.
_OUTLIER = 300
# What a cell of 単位 says of the amount of its row; 台 and 式 say nothing of it.
ROW_UNIT = re.compile(r"(百万円|千円|万円|億円|円)(?:[/／](?:(月)|(年))|\((?:(月額)|(年額))\))?")


def bare_numbers(matched: Matched, column: Column) -> list[float]:
    """Numbers of a column that bring no unit of their own."""
    grid, found = matched.table.grid, []
    for line in matched.table.lines:
        at = line.cells[column.index]
        if at is None or grid.formatting.divided.get(at, 1) > 1 or "円" in grid.formatting.suffixed.get(at, ""):
            continue
        value = grid.value(at)
        text = re.sub(r"[,\s¥\\￥]", "", clean(str(value))) if value is not None else ""
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) and float(text) > 0:
            found.append(float(text))
    return found


def is_mixed(matched: Matched, column: Column) -> bool:
    """Whether some numbers are shown in thousands by their format and others are not."""
    grid = matched.table.grid
    cells = [at for line in matched.table.lines if (at := line.cells[column.index]) is not None]
    numbers = [at for at in cells if isinstance(grid.value(at), int | float)]
    divided = [at for at in numbers if grid.formatting.divided.get(at, 1) > 1]
    return 0 < len(divided) < len(numbers)


def says_tax(matched: Matched, column: Column) -> bool:
    """Whether some cells of the column say how they stand to tax."""
    return any(tax_said([text]) for text in matched.table.values(column.index))


def usual(amounts: Sequence[float]) -> float:
    """The usual amount of a column; 0 where there are too few to tell."""
    return median(amounts) if len(amounts) > 2 else 0


def is_outlier(value: float, usual_amount: float) -> bool:
    """Whether an amount is so far from the others of its column that its unit must be another."""
    return usual_amount > 0 and (value > usual_amount * _OUTLIER or value * _OUTLIER < usual_amount)


def terms_of_row(matched: Matched, line: Line, terms: Terms, words: Vocabulary) -> Terms:
    """What the columns 税区分 and 単位 say of the amount of a row, before its column and the texts around the table; a
    unit that contradicts the one in the heading, or a year below 月額, is a doubt.
    """
    taxes = words.words["row.tax"]
    tax = next((known for text in _stated(matched, line, "row.tax") if (known := taxes.get(fold(text)))), "")
    found = next((unit for t in _stated(matched, line, "row.unit") if (unit := ROW_UNIT.fullmatch(fold(t)))), None)
    terms = replace(terms, tax=tax) if tax else terms
    if found is None:
        return terms
    against = any(column.unit not in ("", found[1]) for column in matched.columns if column.money)
    yearly = bool(found[3] or found[5])
    against = against or (terms.monthly and yearly)
    monthly = (terms.monthly and not yearly) or bool(found[2] or found[4])
    return replace(
        terms, unit=UNITS[found[1]], unit_text=found[1], monthly=monthly, doubt="units" if against else terms.doubt
    )


def _stated(matched: Matched, line: Line, target: str) -> list[str]:
    cells = (line.cells[column.index] for column in matched.of(target))
    return [matched.table.grid.text(at) for at in cells if at is not None]
