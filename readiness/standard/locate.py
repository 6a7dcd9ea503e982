"""Where the built-in specifications lie: inside an installed package, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def specs_root() -> Path:
    """The folder of the built-in specifications: `readiness/_specs` in a wheel, else `<repository>/specs`."""
    shipped = _PACKAGE / "_specs"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "specs"
