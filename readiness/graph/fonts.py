"""Is there a font with Japanese glyphs for PNG and PDF? SVG needs none: the browser brings its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

# Gothic faces first: labels are small.
_PREFERRED = ("BIZ UDPGothic", "Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic", "IPAGothic", "Meiryo", "Yu Gothic")
# Where fontconfig is not installed (Windows): file name → family.
_WINDOWS = {
    "BIZ-UDGothicR.ttc": "BIZ UDPGothic",
    "meiryo.ttc": "Meiryo",
    "YuGothR.ttc": "Yu Gothic",
    "msgothic.ttc": "MS Gothic",
}


def japanese_font() -> str | None:
    """Family of a font with Japanese glyphs on this machine, None where there is none."""
    families = _from_fontconfig()
    for name in _PREFERRED:
        if name in families:
            return name
    return sorted(families)[0] if families else _from_windows()


def _from_fontconfig() -> frozenset[str]:
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    try:
        done = subprocess.run(
            [program, ":lang=ja", "family"], capture_output=True, timeout=20, check=False, text=True, encoding="utf-8"
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    names = (name.strip() for line in done.stdout.splitlines() for name in line.split(","))
    return frozenset(name for name in names if name)


def _from_windows() -> str | None:
    root = os.environ.get("SYSTEMROOT")
    if not root:
        return None
    folder = Path(root) / "Fonts"
    return next((family for file, family in _WINDOWS.items() if (folder / file).is_file()), None)
