"""What the styles and rich texts of a workbook make of a cell: struck, grey, shown divided, with words behind, filled.

Only parts that the guard has passed get here. Elements count by their last name, whatever their prefix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias, TypeVar
from xml.etree.ElementTree import Element

Piece: TypeAlias = tuple[str, bool | None]  # letters, and whether they are struck; None: as the cell is
_T = TypeVar("_T")


class Style(NamedTuple):
    """How cells of one style show: `divisor` of 1,000 for `#,##0,`, `suffix` the words that a number format adds,
    `monthly` a day of which only year and month are shown, `percent` a part of one shown per cent.
    """

    struck: bool = False
    faded: bool = False
    divisor: int = 1
    suffix: str = ""
    monthly: bool = False
    filled: bool = False
    percent: bool = False


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    return next((one for one in element if local(one) == name), None) if element is not None else None


def styles_of(root: Element | None) -> tuple[Style, ...]:
    """The style of each number that a cell may name, of the part `xl/styles.xml`."""

    def listed(name: str) -> list[Element]:
        group = child(root, name)
        return [] if group is None else list(group)

    formats = {one.get("numFmtId", ""): one.get("formatCode", "") for one in listed("numFmts")}
    fonts = [(_on(child(font, "strike")), _grey(child(font, "color"))) for font in listed("fonts")]
    fills = [_solid(fill) for fill in listed("fills")]
    return tuple(
        Style(
            *_nth(fonts, one.get("fontId"), (False, False)),
            *_number(formats.get(one.get("numFmtId", ""), "")),
            monthly=_by_month(one.get("numFmtId", ""), formats),
            percent=_per_cent(one.get("numFmtId", ""), formats),
            filled=_nth(fills, one.get("fillId"), otherwise=False),
        )
        for one in listed("cellXfs")
    )


def rich_texts(root: Element | None) -> dict[int, tuple[Piece, ...]]:
    """The shared strings that are written in several pieces, by number."""
    texts = enumerate(root if root is not None else ())
    return {number: pieces(text) for number, text in texts if child(text, "r") is not None}


def pieces(text: Element | None) -> tuple[Piece, ...]:
    """The pieces of one text, without how it is read (振り仮名)."""
    return tuple(_pieces(text)) if text is not None else ()


def _pieces(text: Element) -> Iterator[Piece]:
    for one in text:
        if local(one) == "t":
            yield one.text or "", None
        elif local(one) == "r":
            font, said = child(one, "rPr"), child(one, "t")
            yield (said.text or "") if said is not None else "", None if font is None else _on(child(font, "strike"))


def left_of(found: Iterable[Piece], *, struck: bool) -> tuple[str, bool]:
    """The letters that are not struck, and whether some are. `struck`: the cell as a whole is."""
    gone = [(text, struck if own is None else own) for text, own in found]
    return "".join(text for text, cut in gone if not cut), any(cut and text.strip() for text, cut in gone)


def _on(switch: Element | None) -> bool:
    return switch is not None and switch.get("val", "1") not in ("0", "false")


def _nth(values: Sequence[_T], stated: str | None, otherwise: _T) -> _T:
    return values[int(stated)] if stated and stated.isdecimal() and int(stated) < len(values) else otherwise


def _solid(fill: Element) -> bool:
    pattern = child(fill, "patternFill")
    return pattern is not None and pattern.get("patternType") == "solid"


def _number(code: str) -> tuple[int, str]:
    """Divisor and words of a number format, of its part for positive numbers."""
    shown = code.split(";", maxsplit=1)[0]
    commas = re.search(r"[0#?](,+)(?![0-9#?,.])", re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shown))
    return 1000 ** len(commas[1]) if commas else 1, "".join(re.findall(r'"([^"]*)"', shown)).strip()


# Formats of the program itself that show a month: mmm-yy, and yyyy"年"m"月" in Japanese.
_MONTHS = frozenset({"17", "34", "52", "55"})


def _by_month(number: str, formats: Mapping[str, str]) -> bool:
    """Whether a format shows the year and the month of a day and not the day."""
    code = formats.get(number)
    if code is None:
        return number in _MONTHS
    letters = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code.split(";", maxsplit=1)[0]).casefold()
    return "m" in letters and bool(re.search("[yeg]", letters)) and not re.search("[dhs0#]", letters)


def _per_cent(number: str, formats: Mapping[str, str]) -> bool:
    """Whether a format shows a part of one as per cent: 0% and 0.00% of the program itself, or one like them."""
    code = formats.get(number)
    if code is None:
        return number in ("9", "10")
    return "%" in re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code.split(";", maxsplit=1)[0])


def _grey(color: Element | None) -> bool:
    """Whether letters are grey: all three colours alike and light, or black or white turned towards it by a tint."""
    stated: Mapping[str, str] = color.attrib if color is not None else {}
    rgb = stated.get("rgb", "")
    if re.fullmatch(r"(?:[0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}", rgb):
        red, green, blue = (int(rgb[at : at + 2], 16) for at in range(len(rgb) - 6, len(rgb), 2))
        return max(red, green, blue) - min(red, green, blue) <= 16 and 0x60 <= red <= 0xE0
    try:
        tint = float(stated.get("tint") or 0)
    except ValueError:
        return False
    return (stated.get("theme") == "0" and tint <= -0.15) or (stated.get("theme") == "1" and tint >= 0.3)
