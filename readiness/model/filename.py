"""Names of files that come from the user's ids, fit for Windows too."""

from __future__ import annotations

import unicodedata

FORBIDDEN = frozenset('<>:"/\\|?*')
# Device names of Windows, with any suffix; the superscripts are reserved like the digits.
DEVICES = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        "clock$",
        *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"),
    }
)
_LONGEST = 60  # characters: a name of full-width ones and a suffix stay below 255 bytes
_LONGEST_BYTES = 255  # of one component, on the usual file systems


def is_device(name: str) -> bool:
    """Whether Windows takes the name for a device, whatever stands after its first dot."""
    return name.partition(".")[0].rstrip(" ").casefold() in DEVICES


def fits(part: str) -> bool:
    """Whether `part` can be one component of a path on every usual system (/ apart)."""
    return (
        part not in {"", ".", ".."}
        and not part.endswith((" ", "."))
        and not any(char in FORBIDDEN or unicodedata.category(char) == "Cc" for char in part)
        and not is_device(part)
        and len(part.encode("utf-8", errors="surrogatepass")) <= _LONGEST_BYTES
    )


def fit_name(id_: str) -> str:
    """The id as part of a file name. Two ids may give one name: who writes both must tell them apart."""
    plain = "".join("_" if char in FORBIDDEN or unicodedata.category(char) == "Cc" else char for char in id_)[:_LONGEST]
    plain = plain.rstrip(" .") + "_" * (len(plain) - len(plain.rstrip(" .")))
    return f"_{plain}" if is_device(plain) or not plain else plain
