"""Which record a name means: by its spelling, without generic words, by the area it names (名寄せ)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from readiness.intake.areas import area_word
from readiness.intake.cells import Seen
from readiness.intake.fold import clean, fold
from readiness.intake.table import Line
from readiness.intake.vocabulary import Vocabulary

# The words of the work behind the name of what a contract is about.
WORK = re.compile(
    r"(?:運用|保守|委託|賃貸借|賃借|リース|使用|利用|業務|更新|改修|機器|サービス|料|費|契約|管理|支援|一式|・|及び|等)+$"
)
_OF_YEAR = re.compile(r"^(?:(?:令和|平成|[RH])(?:[0-9]{1,2}|元)|20[0-9]{2})年?度?(?:分|の)?\s*|[(（][^()（）]*[)）]$")
_SEVERAL = re.compile("及び|並びに|[・、,/]|ほか|等")
_KIND = re.compile(r"(システム|シス|しすてむ|system|sys)$")
_GENERIC = re.compile(rf"(情報|総合|管理|業務|事務)?{_KIND.pattern}|(業務|事務)$")


def bare_name(name: str) -> str:
    """A name without the generic word behind it: 住民記録システム is 住民記録."""
    folded = fold(name)
    short = _GENERIC.sub("", folded)
    return short if len(short) > 1 or short == folded else short or folded


def _bare_names(name: str) -> tuple[str, ...]:
    """The name without システム alone, then without all that is generic: 福祉総合システム is 福祉総合, then 福祉."""
    folded = fold(name)
    short = _KIND.sub("", folded)
    return tuple(dict.fromkeys((short if len(short) > 1 else folded, bare_name(name))))


_END = "\n"  # stands in no folded name


class Names:
    """Keys by name or ID, widths, case and blanks aside; the first record of a name has it."""

    def __init__(self) -> None:
        self._stated: dict[str, set[str]] = {}  # folded name → every key that has it
        self._lengths: set[int] = set()
        self._text = ""

    def add(self, key: str, name: str) -> None:
        """A record and its name."""
        if folded := fold(name):
            self._stated.setdefault(folded, set()).add(key)
            self._lengths.add(len(folded))
            self._text = ""

    def near(self, name: str) -> str | None:
        """The only key whose name contains the words or is contained in them."""
        found: set[str] = set()
        for stated in self._near(fold(name)):
            found |= self._stated[stated]
            if len(found) > 1:
                return None
        return next(iter(found), None)

    def _near(self, folded: str) -> Iterator[str]:
        if not folded:
            return
        if len(self._lengths) * len(folded) < len(self._stated):
            parts = (folded[at : at + length] for at in range(len(folded)) for length in self._lengths)
            yield from (part for part in parts if part in self._stated)
        else:
            yield from (stated for stated in self._stated if stated in folded)
        # One search through all names at once: a thousand short ones cost a loop, their text does not.
        self._text = self._text or _END + _END.join(self._stated) + _END
        at = self._text.find(folded)
        while at >= 0:
            end = self._text.index(_END, at)
            yield self._text[self._text.rindex(_END, 0, at) + 1 : end]
            at = self._text.find(folded, end)


@dataclass(frozen=True, slots=True)
class Meant:
    """The system a name means, and how surely: exact, bare (without システム), area, inside; ids where several fit."""

    id: str | None
    how: str = ""
    several: tuple[str, ...] = ()


class Systems:
    """Finds systems by name. `rows`: ID → (name, areas); `codes`: the number a list gives a system → its ID."""

    def __init__(
        self, rows: Mapping[str, tuple[str, tuple[str, ...]]], words: Vocabulary, codes: Mapping[str, str] | None = None
    ) -> None:
        self.rows, self.words, self._codes = rows, words, codes or {}
        self._exact: dict[str, str] = {}
        self._bare: dict[str, list[str]] = {}
        self._area: dict[str, list[str]] = {}
        self._near = Names()
        for key, (name, areas) in rows.items():
            self._exact.setdefault(fold(name), key)
            self._exact.setdefault(fold(key), key)
            for bare in _bare_names(name):
                self._bare.setdefault(bare, []).append(key)
            if len(bare) > 2:
                self._near.add(key, bare)
            for area in areas:
                self._area.setdefault(area, []).append(key)

    def meant(self, name: str) -> Meant:
        """The system a name means; none where nothing or too much fits."""
        folded = fold(name)
        if not folded:
            return Meant(None)
        if folded in self._exact:
            return Meant(self._exact[folded], "exact")
        if folded in self._codes and not folded.isdecimal():
            return Meant(self._codes[folded], "exact")
        bare = next((found for form in _bare_names(name) if (found := self._bare.get(form))), [])
        for how, found in (("bare", bare), ("area", self._by_area(name))):
            if len(found) == 1:
                return Meant(found[0], how)
            if len(found) > 1:
                return Meant(None, how, tuple(found))
        short = bare_name(name)
        near = self._near.near(short) if len(short) > 2 else None
        return Meant(near, "inside" if near else "")

    def by_number(self, number: str) -> Meant:
        """The system that a list gives this number."""
        key = self._codes.get(fold(number))
        return Meant(key, "exact" if key else "")

    def by_code(self, code: str) -> Meant:
        """The system whose area has this 業務ID, or which has this number in a list; none where these differ."""
        area = self.words.codes.get(code.strip().zfill(3))
        names = area_word(area, self.words) if area else ()
        own = self._codes.get(fold(code))
        found = list(
            dict.fromkeys(([own] if own else []) + [key for name in names for key in self._area.get(name, ())])
        )
        return Meant(found[0], "code") if len(found) == 1 else Meant(None, "code", tuple(found))

    def _by_area(self, name: str) -> list[str]:
        areas = area_word(name, self.words)
        if len(areas) != 1:
            return []
        found = self._area.get(areas[0], [])
        return list(dict.fromkeys(found))


def of_title(title: str) -> str:
    """What the title of a contract is about, without the year and the words of the work: 住民情報システム for
    令和8年度住民情報システム機器賃貸借; empty where it names several things, or nothing of its own.
    """
    bare = WORK.sub("", _OF_YEAR.sub("", clean(title)))
    system = re.match(".*システム", bare)
    found = system[0] if system else bare
    several = found.count("システム") > 1 or _SEVERAL.search(found)
    return "" if several or len(found.removesuffix("システム")) < len("住記") else found


def stated_name(values: Mapping[str, Sequence[Seen]], line: Line) -> tuple[str, str]:
    """The name of a system as it stands and in one line: what a row without one is called elsewhere, the column of
    names, else the words of its areas.
    """
    named = sorted(values.get("system.name", ()), key=lambda seen: seen.column.rank if seen.column else 0)  # 通称 last
    cells = named or values.get("system.areas") or []
    text = (line.named or next((seen.text for seen in cells if seen.text), "")).strip()
    return text, "".join(line.strip() for line in text.split("\n"))


def end_stated(cells: Sequence[Seen]) -> list[str]:
    """What one end is: of several cells the name of the system, else another name, its code, its area."""
    order = (("業務", 3), ("ID|コード|番号", 2), ("システム", 0), ("", 1))
    ranked = sorted(cells, key=lambda cell: next(rank for word, rank in order if re.search(word, cell.head)))
    return [cell.text for cell in ranked[:1] if cell.text]
