"""The six-digit code of a local government (全国地方公共団体コード) and its check digit."""

from __future__ import annotations

import re

_WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(base: str) -> str:
    """The sixth digit for the first five: weights 6 to 2, 11 minus the sum modulo 11, its last figure (総務省)."""
    total = sum(int(digit) * weight for digit, weight in zip(base, _WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)


def well_formed(code: str) -> bool:
    """Six digits whose last is the check digit."""
    return re.fullmatch(r"[0-9]{6}", code) is not None and check_digit(code[:5]) == code[5]


def is_ward_number(code: str) -> bool:
    """Whether the number is one for a ward of a designated city: 101 to 199 of a prefecture (総務省 コードの構成).

    Cities of that range end in 0; Tokyo's special wards (131xx) have numbers of the range and are bodies.
    """
    return code[2] == "1" and code[3:5] != "00" and code[:2] != "13"
