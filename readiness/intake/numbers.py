"""What the numbers of a column of amounts tell: units by format, the usual size, what is far from it (列の数)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from readiness.intake.fold import clean
from readiness.intake.matched import Column, Matched
from readiness.intake.money import tax_said

# So many times the usual amount of a column is another unit, not another system.
_OUTLIER = 300


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
