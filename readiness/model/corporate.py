"""The 13-digit 法人番号 and its check digit."""

from __future__ import annotations

import re


def check_digit(base: str) -> str:
    """The first digit for the other twelve: weights 1 and 2 in turn from the right, 9 minus the sum modulo 9.

    Rule of the ordinance on designating corporate numbers (法人番号の指定等に関する省令).
    """
    total = sum(int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(base)))
    return str(9 - total % 9)


def well_formed(number: str) -> bool:
    """Thirteen digits whose first is the check digit."""
    return re.fullmatch(r"[0-9]{13}", number) is not None and check_digit(number[1:]) == number[0]
